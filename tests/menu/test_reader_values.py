"""Single values: what is taken, and what is refused with which hint."""

from decimal import Decimal
from typing import Any

import pytest

from ivr.menu.language import BLOCKS, DEFAULTS, KINDS, LIMITS, TYPES
from ivr.menu.model import Limits
from ivr.menu.reader import head
from ivr.menu.reader.desk import table_default
from ivr.menu.reader.finding import Wrong
from ivr.menu.reader.types import PARSERS
from ivr.menu.reader.values import PARSERS as SINGLE
from ivr.menu.reader.values import days, dialled, language

TAKEN: list[tuple[str, str, Any]] = [
    ("name", "promised_payment", "promised_payment"),
    ("name", "A1", "A1"),
    ("text", " text \n", "text"),
    ("key", "1", "1"),
    ("key", "*0#", "*0#"),
    ("key", "D", "D"),
    ("one_key", "*", "*"),
    ("seconds", "5s", 5.0),
    ("seconds", "500ms", 0.5),
    ("seconds", "2m", 120.0),
    ("seconds", "1.5s", 1.5),
    ("count", "3", 3),
    ("length", "4", (4, 4)),
    ("length", "6-10", (6, 10)),
    ("bound", "50", Decimal(50)),
    ("bound", "0.50", Decimal("0.5")),
    ("bound", "-3", Decimal(-3)),
    ("share", "0.6", 0.6),
    ("share", "1", 1.0),
    ("share", "0", 0.0),
    ("flag", "true", True),
    ("flag", "false", False),
    ("target", "main", "main"),
    ("pattern", r"9\d{9}", r"9\d{9}"),
    ("pattern", r"(?:12|13|4)+\d*", r"(?:12|13|4)+\d*"),
    ("hours", "09:00-18:00", (540, 1080)),
    ("hours", "22:00-06:00", (1320, 360)),
    ("hours", "0:00-24:00", (0, 1440)),
    ("zone", "Europe/Moscow", "Europe/Moscow"),
    ("action", "balance.get", "balance.get"),
    ("action", "pay", "pay"),
    ("collect", "yes_no", "yes_no"),
    ("dialog", "authentication", "authentication"),
    ("destination", "0500", "0500"),
    ("destination", "+79221110505", "+79221110505"),
    ("destination", "operators", "operators"),
    ("destination", "sip:desk@example.org", "sip:desk@example.org"),
]


@pytest.mark.parametrize(("kind", "text", "value"), TAKEN)
def test_value_is_taken(kind: str, text: str, value: Any) -> None:
    assert SINGLE[kind](text) == value


REFUSED: list[tuple[str, str, str]] = [
    ("name", "promised-payment", "`promised_payment`"),
    ("name", "1st", "a name is a Latin letter"),
    ("name", "бonus", "a name is a Latin letter"),
    ("text", "  ", ""),
    ("key", "a", "`A`"),
    ("key", "1 2", "`12`"),
    ("key", "звёздочка", 'keys are the digits, "*", "#"'),
    ("key", "А", "`A`"),
    ("one_key", "12", '`"1"`'),
    ("seconds", "5", "write `5s`"),
    ("seconds", "5 s", "write `5s`"),
    ("seconds", "1,5s", "write `1.5s`"),
    ("seconds", "5 секунд", "write `5s`"),
    ("seconds", "500 msec", "write `500ms`"),
    ("seconds", "2min", "write `2m`"),
    ("seconds", "soon", "`500ms`, `5s`, `2m`"),
    ("seconds", "0s", "`1ms` or more"),
    ("seconds", "-5s", "`5s`"),
    ("count", "0", "write it like `3`"),
    ("count", "three", "write it like `3`"),
    ("count", "1.5", "write it like `3`"),
    ("length", "6–10", "write `6-10`"),
    ("length", "6 to 10", "write `6-10`"),
    ("length", "6..10", "write `6-10`"),
    ("length", "10-6", "write `6-10`"),
    ("length", "0-4", "1 to 64"),
    ("length", "1-1000", "1 to 64"),
    ("length", "any", "`6-10`"),
    ("bound", "50 руб", "write `50`"),
    ("bound", "0,50", "write `0.5`"),
    ("bound", "a lot", "write it like `50`"),
    ("share", "60%", "write `0.6`"),
    ("share", "60", "write `0.6`"),
    ("share", "2000", "write it like `0.6`"),
    ("flag", "yes", "write `true`"),
    ("flag", "Off", "write `false`"),
    ("flag", "maybe", "`true` or `false`"),
    ("pattern", r"(\d+)+$", r"`\d+` for `(\d+)+`"),
    ("pattern", "9[", r"write it like `'9\d{9}'`, in single quotes"),
    ("hours", "9-18", '`"09:00-18:00"`'),
    ("hours", "9:00 – 18:00", '`"09:00-18:00"`'),
    ("hours", "09.00-18.30", '`"09:00-18:30"`'),
    ("hours", "25:00-26:00", "`00:00` to `24:00`"),
    ("hours", "09:60-10:00", "`00:00` to `24:00`"),
    ("hours", "09:00-09:00", "leave `hours` out"),
    ("hours", "morning", "over midnight"),
    ("zone", "Europe/Moskow", "`Europe/Moscow`"),
    ("action", "balance get", "`balance.get`"),
    ("collect", "digit", "`digits`"),
    ("collect", "colour", "one of `digits`"),
    ("destination", "+7 922 111-05-05", '`"+79221110505"`'),
    ("destination", "the desk", "`operators`"),
]


@pytest.mark.parametrize(("kind", "text", "hint"), REFUSED)
def test_value_is_refused_with_a_hint(kind: str, text: str, hint: str) -> None:
    with pytest.raises(Wrong) as caught:
        SINGLE[kind](text)
    assert hint in caught.value.hint


def test_cyrillic_letter_in_a_name_is_shown() -> None:
    with pytest.raises(Wrong, match="Cyrillic letter `а` in place 2") as caught:
        SINGLE["name"]("bаlance")
    assert caught.value.hint == "write `balance`"
    assert caught.value.code == "M007"


@pytest.mark.parametrize(
    ("text", "numbers"),
    [("mon-fri", {1, 2, 3, 4, 5}), ("sat", {6}), ("fri-mon", {5, 6, 7, 1}), ("sun-sun", {7}), ("sat-sun", {6, 7})],
)
def test_days(text: str, numbers: set[int]) -> None:
    assert days(text) == numbers


@pytest.mark.parametrize(
    ("text", "hint"),
    [
        ("monday-friday", "`mon-fri`"),
        ("Mon–Fri", "`mon-fri`"),
        ("пн-пт", "`mon-fri`"),
        ("weekend", "a list of them"),
        ("mon-", "a list of them"),
        ("1-5", "a list of them"),
    ],
)
def test_days_refused(text: str, hint: str) -> None:
    with pytest.raises(Wrong) as caught:
        days(text)
    assert hint in caught.value.hint


def test_dialled_numbers() -> None:
    assert [dialled(text) for text in ("0505", "+79221110505", "*105#")] == ["0505", "+79221110505", "*105#"]
    with pytest.raises(Wrong) as caught:
        dialled("8 800 200-06-00")
    assert caught.value.hint == 'write `"88002000600"`'


def test_unknown_language() -> None:
    with pytest.raises(Wrong) as caught:
        language("de")
    assert "`ru`" in caught.value.hint


def test_every_type_has_a_parser() -> None:
    assert set(PARSERS) == set(TYPES)


def test_every_key_has_a_known_type() -> None:
    blocks = (*BLOCKS, *(kind.block for kind in KINDS.values()))
    assert {key.type for block in blocks for key in block.keys} <= set(TYPES)


def test_tables_and_model_agree_on_the_limits() -> None:
    assert Limits(**{name: table_default(LIMITS, name) for name in LIMITS.names}) == Limits()


def test_defaults_come_from_the_table() -> None:
    manner = head.manner()
    written = {key.name: key.default for key in DEFAULTS.keys}
    assert (written["first_key"], manner.first_key) == ("5s", 5.0)
    assert (written["between_keys"], manner.between_keys) == ("3s", 3.0)
    assert (written["tries"], manner.tries) == ("3", 3)
    assert (written["accept"], manner.accept) == ("0.6", 0.6)
