"""Patterns of digits: which of them could keep a call waiting."""

from __future__ import annotations

import re

import pytest

from ivr.menu.reader.patterns import MOST_WAYS, ways


@pytest.mark.parametrize(
    "pattern",
    [
        r"9\d{9}",
        r"(?:7|8)?9\d{9}",
        r"(?:12|34)+",
        r"(?:12|13)*",
        r"(?:\d{2}){1,10}",
        r"(0[1-9]|[12]\d|3[01])(0[1-9]|1[0-2])",
        r"(?:(?:1|2){2}|3)+",
        r"(?!0)\d+(?P<last>\d)(?P=last)",
        r"\d*[]5]\d{,3}",
        "",
    ],
)
def test_a_pattern_of_few_ways(pattern: str) -> None:
    assert ways(pattern) <= MOST_WAYS
    for entry in ("1" * 64, "12" * 32, "1" * 63 + "*", "123" * 21):
        re.fullmatch(pattern, entry)


@pytest.mark.parametrize(
    "pattern",
    [
        r"(\d+)+",
        r"(\d+)+$",
        r"(?:\d*?)*?",
        r"(\d|\d\d)+",
        r"(?:1|1)*",
        r"(?:9\d?)+",
        r"(?:\x31\x31|11)+",
        r"((\d{2})*)*",
        r"(?:\d|\d){40}",
        r"\d*\d*\d*\d*\d*",
    ],
)
def test_a_pattern_of_very_many_ways(pattern: str) -> None:
    assert ways(pattern) > MOST_WAYS
