"""Faults of keys and phrases: family K."""

from pathlib import Path

import pytest

from ivr.menu.checks.exclusive import exclusive
from ivr.menu.template import expression
from tests.menu.checks.written import HEAD, at, codes, only, written

UNIVERSALS = HEAD + 'universals: {operator: {key: "0", say: [оператор], goto: bye}, long: {key: "21", goto: bye}}\n'


def menu(*choices: str, more: str = "") -> str:
    lines = "".join(f"\n    {one}" for one in choices)
    return f"main:\n  menu:{lines}\n{more}\nbye: {{hangup: До свидания.}}\n"


def test_a_key_that_begins_another(tmp_path: Path) -> None:
    choices = ("one: {key: 1, label: раз, goto: bye}", "ten: {key: 10, label: десять, goto: bye}")
    assert at(only(written(tmp_path, menu(*choices)), "K003")).startswith("ten")
    assert codes(written(tmp_path, menu(*choices, more="  overlap: true"))) == []


def test_a_key_that_begins_a_universals_key(tmp_path: Path) -> None:
    choice = "two: {key: 2, label: два, goto: bye}"
    assert at(only(written(tmp_path, menu(choice), head=UNIVERSALS), "K003")).startswith("two")
    assert codes(written(tmp_path, menu(choice, more="  without: [long]"), head=UNIVERSALS)) == []


def test_a_universals_key_that_begins_a_choices_key(tmp_path: Path) -> None:
    choice = '"on": {key: "01", label: два, goto: bye}'
    assert "`operator`" in only(written(tmp_path, menu(choice), head=UNIVERSALS), "K003").message


def test_two_choices_on_one_key(tmp_path: Path) -> None:
    choices = ("one: {key: 1, label: раз, goto: bye}", "two: {key: 1, label: два, goto: bye}")
    assert at(only(written(tmp_path, menu(*choices)), "K001")).startswith("two")


def test_two_choices_may_share_a_key_that_only_one_can_have(tmp_path: Path) -> None:
    choices = (
        "one: {key: 1, label: раз, goto: bye, when: level > 0}",
        "two: {key: 1, label: два, goto: bye, when: level <= 0}",
    )
    assert codes(written(tmp_path, menu(*choices))) == []


def test_two_choices_on_one_phrase_labels_included(tmp_path: Path) -> None:
    choices = ("one: {key: 1, label: Всё, goto: bye}", "two: {key: 2, label: два, say: [все!], goto: bye}")
    fault = only(written(tmp_path, menu(*choices)), "K002")
    assert at(fault).startswith("two")
    assert "«все» (ru)" in fault.message


def test_a_universal_hidden_by_a_choices_key(tmp_path: Path) -> None:
    choice = 'other: {key: "0", label: другое, goto: bye}'
    assert at(only(written(tmp_path, menu(choice), head=UNIVERSALS), "K004")).startswith("other")
    assert codes(written(tmp_path, menu(choice, more="  without: [operator]"), head=UNIVERSALS)) == []


def test_a_universal_hidden_by_a_choices_phrase(tmp_path: Path) -> None:
    choice = "other: {key: 1, label: Оператор, goto: bye}"
    assert "«оператор»" in only(written(tmp_path, menu(choice), head=UNIVERSALS), "K004").message


def test_without_names_universals(tmp_path: Path) -> None:
    choice = "other: {key: 1, label: раз, goto: bye}"
    fault = only(written(tmp_path, menu(choice, more="  without: [operatr]"), head=UNIVERSALS), "K007")
    assert fault.hint == "did you mean `operator`?"


def test_a_confirmations_key_against_a_universal(tmp_path: Path) -> None:
    nodes = "main: {confirm: Да?, yes: bye, no: bye, no_key: 0}\nbye: {hangup: true}"
    loaded = written(tmp_path, nodes, head=UNIVERSALS)
    assert "K004" in codes(loaded)


def test_universals_against_each_other(tmp_path: Path) -> None:
    head = HEAD + 'universals: {a: {key: "0", say: [ой], goto: bye}, b: {key: "0", say: [ой], goto: bye}}\n'
    found = codes(written(tmp_path, menu("one: {key: 1, label: раз, goto: bye}"), head=head))
    assert found == ["K005", "K005"]


def test_a_terminator_that_is_a_digit(tmp_path: Path) -> None:
    nodes = "main: {collect: digits, prompt: Код., length: 4-6, terminator: 5, goto: bye}\nbye: {hangup: true}"
    assert "K006" in codes(written(tmp_path, nodes))
    assert codes(written(tmp_path, nodes.replace("terminator: 5", 'terminator: "*"'))) == []


def test_a_terminator_that_is_a_universal(tmp_path: Path) -> None:
    head = HEAD + 'universals: {back: {key: "*"}, repeat: {key: "#"}}\n'
    nodes = 'main: {collect: digits, prompt: Код., length: 4-6, terminator: "%s", goto: bye}\nbye: {hangup: true}'
    assert "`back`" in only(written(tmp_path, nodes % "*", head=head), "K006").message
    assert codes(written(tmp_path, nodes % "#", head=head)) == []


LIST = """
main:
  list: {from: tariff.list, each: "{{ name }}", empty: bye, next: 9}
  none: bye
  failed: bye
  goto: bye
bye: {hangup: true}
"""


def test_a_lists_key_against_a_universal(tmp_path: Path) -> None:
    head = HEAD + 'universals: {start: {key: "9", goto: bye}}\n'
    assert at(only(written(tmp_path, LIST, head=head), "K004")).startswith("main")
    assert codes(written(tmp_path, LIST.replace(", next: 9", ""), head=head)) == []
    assert codes(written(tmp_path, LIST)) == []


@pytest.mark.parametrize(
    ("one", "other", "answer"),
    [
        ("a.b", "not a.b", True),
        ("not (a and b)", "a and b", True),
        ("not a and b", "a and b", False),
        ("a == 'x'", 'a == "y"', True),
        ("a == 'x'", "a == 'x'", False),
        ("a == 1", "b == 2", False),
        ("a < 0", "a >= 0", True),
        ("a < 0", "a > 0", False),
        ("a != 1", "a == 1", True),
    ],
)
def test_conditions_that_exclude_each_other(one: str, other: str, answer: bool) -> None:
    assert exclusive(expression(one, "ru"), expression(other, "ru")) is answer


def test_no_condition_excludes_nothing() -> None:
    assert not exclusive(None, expression("a", "ru"))
