"""Figures that an author has left in a text, in words.

A menu's formats say numbers in the right case, which nothing here can know; these are for what was written by hand.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from decimal import Decimal
from typing import Final

from ivr.wording import WordingError, key_name, speak
from ivr.wording.understand.text import THOUSANDS

_LONGEST_FRACTION: Final = 3
_LONGEST_NUMBER: Final = 6
"""Digits of a number that is said as one unless its thousands are parted; a longer one is a code, and goes digit by
digit."""

_MINUS: Final = re.compile(r"(?<![\w.,)-])-(?=\d)")
_PLUS: Final = re.compile(r"\+(?=\s*\d)")
_SIGN_NAMES: Final[Mapping[str, tuple[str, str]]] = {"ru": ("плюс", "минус"), "en": ("plus", "minus")}

_PHONE: Final = re.compile(r"\+ ?([1-9](?: ?[()–-]? ?\d){9,14})(?!\d)")
_DAY: Final = re.compile(r"(?<![\d.,])(\d{1,2})\.(\d{1,2})\.(\d{4})(?![.,]?\d)")
_ROUBLES: Final = re.compile(r"(\d+(?:[.,]\d+)?) ?₽")
_FRACTION: Final = r"(?:[.,]\d{1,2}(?![.,]?\d))?"
_PERCENT: Final = re.compile(r"(\d+(?:[.,]\d+)?) ?%")
_NUMBER: Final = re.compile(r"\d+(?:[.,]\d+)?")

_PARTS: Final[Mapping[str, Mapping[str, tuple[str, str]]]] = {
    "ru": {"½": ("половина", "с половиной"), "¼": ("четверть", "с четвертью"), "¾": ("три четверти", "и три четверти")},
    "en": {"½": ("a half", "and a half"), "¼": ("a quarter", "and a quarter"), "¾": ("three quarters",) * 2},
}
"""Alone, and after a number."""

_ORDINAL: Final[Mapping[str, re.Pattern[str]]] = {
    "ru": re.compile(r"(?<![\d.,])([1-9]\d{0,5})-?(ый|ий|ой|ая|ое|ого|го|ую|й|я|е|ю)(?!\w)", re.IGNORECASE),
    "en": re.compile(r"(?<![\d.,])([1-9]\d{0,5})(st|nd|rd|th)(?!\w)", re.IGNORECASE),
}
_ENDINGS: Final[Mapping[str, Mapping[str, str]]] = {
    "го": {"case": "genitive"},
    "ого": {"case": "genitive"},
    "я": {"gender": "f"},
    "ая": {"gender": "f"},
    "е": {"gender": "n"},
    "ое": {"gender": "n"},
    "ю": {"gender": "f", "case": "accusative"},
    "ую": {"gender": "f", "case": "accusative"},
}
"""What the ending of a written Russian ordinal tells of it; others are of the nominative."""


def with_signs(text: str, language: str) -> str:
    """Words for numbers with signs, marks or parted thousands, while these are still there."""
    plus, minus = _SIGN_NAMES[language]
    text = _MINUS.sub(f" {minus} ", text)
    text = _PHONE.sub(lambda match: f" {_said('phone', f'+{_together(match[1])}', language)} ", text)
    text = _DAY.sub(lambda match: _day(match, language), text)
    for pattern in THOUSANDS[language]:
        parted = re.compile(f"({pattern.pattern}){_FRACTION}")
        text = parted.sub(lambda match: f" {_said('number', _with_fraction(match), language)} ", text)
    text = _ROUBLES.sub(lambda match: f" {_said('count', _decimal(match[1]), language, 'rouble')} ", text)
    text = _PERCENT.sub(lambda match: f" {_said('percent', _decimal(match[1]), language)} ", text)
    text = _PLUS.sub(f" {plus} ", text)
    for part, (alone, after) in _PARTS[language].items():
        text = re.sub(rf"(?<=\d) ?{part}", f" {after} ", text).replace(part, f" {alone} ")
    return text


def bare(text: str, language: str) -> str:
    """Words for all other figures: "50-й", "2,5", "0505" digit by digit."""
    text = _ORDINAL[language].sub(lambda match: _ordinal(match[1], match[2].casefold(), language), text)
    return _NUMBER.sub(lambda match: _number(match[0], language), text)


def _ordinal(digits: str, ending: str, language: str) -> str:
    return f" {speak('ordinal', int(digits), language, **_ENDINGS.get(ending, {}))} "


def _number(digits: str, language: str) -> str:
    whole, *fraction = re.split("[.,]", digits)
    is_code = whole.startswith("0") and len(whole) > 1
    if is_code or len(whole) > _LONGEST_NUMBER or any(len(part) > _LONGEST_FRACTION for part in fraction):
        parts = [_said("digits", _ascii(part), language) for part in (whole, *fraction)]
        return f" {', '.join(parts)} "
    return f" {_said('number', _decimal(digits), language)} "


def _together(parted: str) -> int:
    return int("".join(filter(str.isdecimal, parted)))


def _with_fraction(parted: re.Match[str]) -> Decimal | int:
    return _decimal(f"{_together(parted[1])}{parted[0][len(parted[1]) :]}")


def _day(match: re.Match[str], language: str) -> str:
    day, month, year = map(int, match.groups())
    try:
        return f" {speak('date', f'{year:04}-{month:02}-{day:02}', language, year=True)} "
    except WordingError:
        return match[0]  # no day of the calendar: a version, or a number of a paper


def _decimal(digits: str) -> Decimal | int:
    exact = Decimal(_ascii(digits).replace(",", "."))
    return int(exact) if exact == int(exact) and "." not in str(exact) else exact


def _ascii(digits: str) -> str:
    return "".join(str(unicodedata.digit(digit)) if digit.isdigit() else digit for digit in digits)


def _said(form: str, value: object, language: str, *arguments: str) -> str:
    try:
        return speak(form, value, language, *arguments)
    except WordingError:
        # Too long or too large for the format: digit by digit it can always be said.
        return " ".join(key_name(digit, language) for digit in str(value) if digit.isdigit())
