"""Values by their declared types: what goes out comes in again, and the schema agrees with the decoder."""

from __future__ import annotations

import json
import typing
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta, timezone
from decimal import Decimal
from enum import StrEnum
from typing import Any, Literal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator
from jsonschema.exceptions import ValidationError

from ivr.actions import Context, Outcome, action, plain
from ivr.remote.contract import argument_kinds, secret
from ivr.remote.schemas import action_schema, value_schema
from ivr.remote.texts import NotJson, read, written
from ivr.remote.values import NoForm, WrongValue, decoded
from ivr.secret import Secret

calmly = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
"""The first text of a fresh checkout takes seconds to be made up."""


class Colour(StrEnum):
    RED = "red"
    BLUE = "blue"


@dataclass(frozen=True)
class Line:
    name: str
    amount: int
    at: datetime


@dataclass(frozen=True)
class Everything:
    lines: list[Line]
    day: date
    rate: float
    price: Decimal
    open: bool
    colour: Colour
    way: Literal["ru", "en"]
    note: str | None = None
    by_name: dict[str, int] = field(default_factory=dict)
    pair: tuple[int, ...] = ()
    either: int | str = 0
    whatever: Any = None

    def __post_init__(self) -> None:
        if self.note == "bad":
            raise ValueError("80739142")


texts = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"))
whole = st.integers(-(2**63), 2**63 - 1)
zones = st.integers(-720, 720).map(lambda minutes: timezone(timedelta(minutes=minutes)))
moments = st.datetimes(timezones=zones)
lines = st.builds(Line, texts, whole, moments)
everything = st.builds(
    Everything,
    st.lists(lines, max_size=3),
    st.dates(),
    st.floats(allow_nan=False, allow_infinity=False),
    st.decimals(-(10**9), 10**9, places=2),
    st.booleans(),
    st.sampled_from(Colour),
    st.sampled_from(["ru", "en"]),
    st.none() | texts.filter(lambda it: it != "bad"),
    st.dictionaries(texts, whole, max_size=3),
    st.lists(whole, max_size=3).map(tuple),
    whole | texts,
    st.none() | whole | st.lists(texts, max_size=2),
)


@calmly
@given(everything)
def test_what_goes_out_comes_in_again(value: Everything):
    data = read(written(plain(value)))
    assert decoded(Everything, data) == value
    Draft202012Validator(value_schema(Everything)).validate(data)


json_data = st.recursive(
    st.none() | st.booleans() | whole | st.floats(allow_nan=False, allow_infinity=False) | texts,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(texts | st.sampled_from(["name", "amount"]), inner),
    max_leaves=8,
)


@calmly
@given(json_data)
def test_whatever_comes_is_a_value_or_a_fault_that_shows_nothing(data: Any):
    for declared in (Everything, Line, list[Line], int, str, None, date, datetime, bool, dict[str, int], Colour):
        try:
            found = decoded(declared, data)
        except WrongValue as error:
            shown = str(error)
            if isinstance(data, str) and len(data) > 20:
                assert data not in shown
        else:
            Draft202012Validator(value_schema(declared)).validate(data)
            assert read(written(plain(found))) == data or declared in (Everything, Line, float)


@calmly
@given(st.binary() | json_data.map(lambda it: json.dumps(it).encode()))
def test_any_bytes_are_read_or_refused(body: bytes):
    try:
        data = read(body)
    except NotJson:
        return
    assert read(written(data)) == data


def whole_thing(**changes: Any) -> dict[str, Any]:
    return {
        "lines": [],
        "day": "2026-03-02",
        "rate": 1,
        "price": "1.50",
        "open": True,
        "colour": "red",
        "way": "ru",
        **changes,
    }


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"lines": [{"name": "a", "amount": 1}]}, "value.lines[0].at is missing"),
        ({"lines": {}}, "value.lines is not a list"),
        ({"day": "2026-3-2"}, "value.day is not a date"),
        ({"day": "20260302"}, "value.day is not a date"),
        ({"day": 1}, "value.day is not a date"),
        ({"rate": "1"}, "value.rate is not a number"),
        ({"rate": True}, "value.rate is not a number"),
        ({"price": 1.5}, "value.price is not a decimal in quotes"),
        ({"price": "NaN"}, "value.price is not a decimal in quotes"),
        ({"open": 1}, "value.open is not true or false"),
        ({"colour": "green"}, "value.colour is not one of ['red', 'blue']"),
        ({"way": "de"}, "value.way is not one of ('ru', 'en')"),
        ({"note": "a\0"}, "value.note is not text in Unicode without U+0000"),
        ({"note": 5}, "value.note is not a text"),
        ({"note": "bad"}, "value is refused by Everything itself"),
        ({"by_name": {"a": "b"}}, "value.by_name.* is not a whole number"),
        ({"by_name": []}, "value.by_name is not an object"),
        ({"pair": [1, None]}, "value.pair[1] is not a whole number"),
        ({"either": []}, "value.either is of none of the declared kinds"),
        ({"either": 2**63}, "value.either is of none of the declared kinds"),
        ({"80739142": 1}, "value has 1 unknown names"),
    ],
)
def test_a_fault_says_where_and_what_is_meant(changes: dict[str, Any], said: str):
    with pytest.raises(WrongValue) as raised:
        decoded(Everything, whole_thing(**changes))
    assert said in str(raised.value) and "80739142" not in str(raised.value)
    assert raised.value.__suppress_context__ or raised.value.__context__ is None
    if "refused" not in said and "Unicode" not in said and 2**63 not in changes.values() and "date" not in said:
        with pytest.raises(ValidationError):
            Draft202012Validator(value_schema(Everything)).validate(whole_thing(**changes))


def test_what_has_a_default_may_be_left_out():
    assert decoded(Everything, whole_thing()).way == "ru"


@pytest.mark.parametrize("declared", [object, bytes, tuple[int, str], dict[int, str], 5, complex])
def test_types_without_a_form_are_told_before_any_call(declared: Any):
    with pytest.raises(NoForm):
        value_schema(declared)


def test_an_argument_is_secret_by_its_annotation():
    @action("a.b", outcomes={"ok": None})
    def act(context: Context, pin: Secret, word: Secret | None = None, number: str = "") -> Outcome:
        return Outcome("ok")

    declared = act.__ivr_action__  # type: ignore[attr-defined]
    kinds = argument_kinds(declared)
    assert [name for name, kind in kinds.items() if secret(kind)] == ["pin", "word"]
    properties = action_schema(declared)["request"]["properties"]["arguments"]["properties"]
    assert properties["pin"] == {"type": "string", "format": "password", "writeOnly": True}
    found = decoded(Secret, "80739142")
    assert isinstance(found, Secret) and "80739142" not in repr(found)


def test_moments_keep_their_offset():
    moment = decoded(datetime, "2026-03-02T12:00:00+03:00")
    assert moment == datetime(2026, 3, 2, 9, tzinfo=UTC)
    assert plain(moment) == "2026-03-02T12:00:00+03:00"
    assert typing.cast(datetime, decoded(datetime, "2026-03-02T12:00:00Z")).utcoffset() == timedelta(0)
