"""English, in the British manner: "one hundred and one", "the fifth of March"; the clock counts to twelve."""

# ruff: noqa: ARG002  # English takes the cases and genders that the protocol asks for, and needs none of them

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, time
from decimal import Decimal

from ivr.wording.language import Case, Gender, Noun
from ivr.wording.numerals import english_cardinal, english_ordinal, english_year
from ivr.wording.units import ENGLISH

MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)
WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")

DIGITS = tuple(english_cardinal(digit) for digit in range(10))

KEYS: Mapping[str, Noun | str] = {
    **{str(digit): word for digit, word in enumerate(DIGITS)},
    "*": "star",
    "#": "pound",
    "A": "A",
    "B": "B",
    "C": "C",
    "D": "D",
}

NOON = 12


class English:
    """English as heard on the telephone. Case and gender are accepted and change nothing."""

    code = "en"
    form_count = 2
    minus = "minus"
    plus = "plus"
    units = ENGLISH
    keys = KEYS

    def noun(self, forms: tuple[str, ...], gender: Gender) -> Noun:
        """Make a noun of an author's two forms: cat, cats."""
        one, many = forms
        return Noun(one, many, many, gender)

    def number(self, value: Decimal, gender: Gender = "m", case: Case = "nominative") -> str:
        """Say "minus twenty-one", "two point zero five"."""
        if value < 0:
            return f"{self.minus} {self.number(-value, gender, case)}"
        entire = english_cardinal(int(value))
        if value == int(value):
            return entire
        tail = format(value, "f").partition(".")[2]
        return f"{entire} point {self.phone_group(tail)}"

    def ordinal(self, value: int, gender: Gender = "m", case: Case = "nominative") -> str:
        """Say "twenty-first"."""
        return english_ordinal(value)

    def count(self, value: Decimal, noun: Noun, case: Case = "nominative") -> str:
        """Say "one minute", "two point five gigabytes"."""
        return f"{self.number(value)} {noun.one if abs(value) == 1 else noun.many}"

    def phone_group(self, digits: str) -> str:
        """Say the digits one by one."""
        return " ".join(DIGITS[int(digit)] for digit in digits)

    def day(self, day: date, case: Case, year: bool) -> str:
        """Say "the fifth of March", "the fifth of March twenty twenty-six"."""
        words = f"the {english_ordinal(day.day)} of {MONTHS[day.month - 1]}"
        return f"{words} {english_year(day.year)}" if year else words

    def weekday(self, day: date, case: Case) -> str:
        """Say "Wednesday"."""
        return WEEKDAYS[day.weekday()]

    def clock(self, clock: time, case: Case) -> str:
        """Say "nine oh five AM", "nine PM", "midnight", "noon"."""
        if clock.minute == 0 and clock.hour % NOON == 0:
            return "noon" if clock.hour else "midnight"
        hour = english_cardinal(clock.hour % NOON or NOON)
        half = "AM" if clock.hour < NOON else "PM"
        if clock.minute == 0:
            return f"{hour} {half}"
        return f"{hour} {'oh ' if clock.minute < 10 else ''}{english_cardinal(clock.minute)} {half}"
