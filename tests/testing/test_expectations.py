"""What is compared, and how differences are told."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from ivr.testing.expectations import differences, is_heard


@pytest.mark.parametrize(
    ("expected", "found"),
    [
        ({"a": 1}, {"a": 1, "b": 2}),
        ({"a": {"b": 1}}, {"a": {"b": 1, "c": 2}}),
        (121.05, Decimal("121.05")),
        (5, 5.0),
        ([1, {"a": 1}], [1, {"a": 1, "b": 2}]),
        ([], ()),
        (None, None),
    ],
)
def test_what_is_expected_is_there(expected: Any, found: Any) -> None:
    assert differences(expected, found) == []


@pytest.mark.parametrize(
    ("expected", "found", "told"),
    [
        ({"a": 1}, {"a": 2}, ["a is 2, not 1"]),
        ({"a": {"b": 1}}, {"a": {"b": 2}}, ["a.b is 2, not 1"]),
        ({"a": 1}, {"b": 1}, ["a is not there, of b"]),
        ({"a": {"b": 1}}, {"a": {}}, ["a.b is not there, of nothing"]),
        ({"a": {}}, {"a": 5}, ["a is 5, not a mapping"]),
        ({"a": [1]}, {"a": [1, 2]}, ["a has 2 entries, not 1: [1, 2]"]),
        ({"a": [1]}, {"a": [2]}, ["a[1] is 2, not 1"]),
        (True, 1, ["it is 1, not True"]),
        ("1", 1, ["it is 1, not '1'"]),
        ({"a": 1, "b": 1}, {"a": 2, "b": 2}, ["a is 2, not 1", "b is 2, not 1"]),
    ],
)
def test_a_difference_says_where(expected: Any, found: Any, told: list[str]) -> None:
    assert differences(expected, found) == told


def test_words_go_on_from_one_phrase_to_the_next() -> None:
    assert is_heard("рублей. Главное", ["Пять рублей.", "Главное меню."])
    assert not is_heard("рубл", ["Пять рублей."])
