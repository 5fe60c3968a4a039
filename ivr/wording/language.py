"""What a spoken language must know, and the grammar words shared by all of them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, time
from decimal import Decimal
from typing import Literal, Protocol

Gender = Literal["m", "f", "n"]
Case = Literal["nominative", "genitive", "accusative"]


@dataclass(frozen=True, slots=True)
class Noun:
    """The forms of a countable thing.

    `one` goes with 1, 21, 101 ("минута"), `few` with 2-4 and with fractions ("минуты"), `many` with the rest ("минут").
    A language with two forms repeats the plural in `few` and `many`. `gender` is that of the numeral before it.
    `genitive` and `accusative` are the singular forms where they do not follow from the others.
    """

    one: str
    few: str
    many: str
    gender: Gender = "m"
    genitive: str = ""
    accusative: str = ""


class Language(Protocol):
    """How one language says numbers, things counted, days and clock times.

    Every method returns lower-case words without any digit character. Languages without cases or genders accept them
    and pay no attention.
    """

    @property
    def code(self) -> str:
        """The language's short name in menus: "ru", "en"."""

    @property
    def form_count(self) -> int:
        """How many forms an author gives for a thing of their own: three in Russian, two in English."""

    @property
    def minus(self) -> str:
        """The word before a negative number."""

    @property
    def plus(self) -> str:
        """The word for "+" in a phone number."""

    @property
    def units(self) -> Mapping[str, Noun]:
        """Things that can be counted by name: "minute", "megabyte"."""

    @property
    def keys(self) -> Mapping[str, Noun | str]:
        """The spoken names of the sixteen telephone keys."""

    def noun(self, forms: tuple[str, ...], gender: Gender) -> Noun:
        """Make a noun of the `form_count` forms that an author gave."""

    def number(self, value: Decimal, gender: Gender = "m", case: Case = "nominative") -> str:
        """Say a number with at most three decimals."""

    def ordinal(self, value: int, gender: Gender = "m", case: Case = "nominative") -> str:
        """Say a place in an order, from 1."""

    def count(self, value: Decimal, noun: Noun, case: Case = "nominative") -> str:
        """Say a number with at most three decimals, and the thing counted in the form that agrees with it."""

    def phone_group(self, digits: str) -> str:
        """Say one to three digits of a phone number as people do between two pauses."""

    def day(self, day: date, case: Case, year: bool) -> str:
        """Say a day of the year, with its year when asked."""

    def weekday(self, day: date, case: Case) -> str:
        """Say the day of the week."""

    def clock(self, clock: time, case: Case) -> str:
        """Say hours and minutes; seconds are left out."""
