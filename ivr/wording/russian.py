"""Russian: three plural forms, three genders, and the cases that telephone phrases need."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, time
from decimal import Decimal

from ivr.wording.language import Case, Gender, Noun
from ivr.wording.numerals import russian_cardinal, russian_ordinal
from ivr.wording.units import RUSSIAN

MONTHS = (
    "января",
    "февраля",
    "марта",
    "апреля",
    "мая",
    "июня",
    "июля",
    "августа",
    "сентября",
    "октября",
    "ноября",
    "декабря",
)
"""Months in the genitive, as they stand after a day."""

WEEKDAYS: Mapping[Case, tuple[str, ...]] = {
    "nominative": ("понедельник", "вторник", "среда", "четверг", "пятница", "суббота", "воскресенье"),
    "genitive": ("понедельника", "вторника", "среды", "четверга", "пятницы", "субботы", "воскресенья"),
    "accusative": ("понедельник", "вторник", "среду", "четверг", "пятницу", "субботу", "воскресенье"),
}

WHOLES = Noun("целая", "целых", "целых", "f", genitive="целой", accusative="целую")
PARTS = (
    Noun("десятая", "десятых", "десятых", "f", genitive="десятой", accusative="десятую"),
    Noun("сотая", "сотых", "сотых", "f", genitive="сотой", accusative="сотую"),
    Noun("тысячная", "тысячных", "тысячных", "f", genitive="тысячной", accusative="тысячную"),
)

KEYS: Mapping[str, Noun | str] = {
    **{str(digit): russian_cardinal(digit, "m", "nominative") for digit in range(10)},
    "*": Noun("звёздочка", "звёздочки", "звёздочек", "f"),
    "#": Noun("решётка", "решётки", "решёток", "f"),
    "A": "эй",
    "B": "би",
    "C": "си",
    "D": "ди",
}

ONE_AND_A_HALF = Decimal("1.5")


def agree(value: int, noun: Noun, case: Case) -> str:
    """The form of a noun after a whole number: 1 рубль, 2 рубля, 5 рублей, 11 рублей, 21 рубль."""
    ten, hundred = abs(value) % 10, abs(value) % 100
    if ten == 1 and hundred != 11:
        return singular(noun, case)
    if case == "genitive":
        return noun.many
    return noun.few if ten in {2, 3, 4} and hundred not in {12, 13, 14} else noun.many


def singular(noun: Noun, case: Case) -> str:
    """The singular of an inanimate noun in a case: "минута", "минуты", "минуту"."""
    if case == "genitive":
        return noun.genitive or noun.few
    if case == "accusative":
        if noun.accusative or noun.gender != "f":
            return noun.accusative or noun.one
        return noun.one[:-1] + {"а": "у", "я": "ю"}.get(noun.one[-1], noun.one[-1])
    return noun.one


class Russian:
    """Russian as heard on the telephone, written with ё."""

    code = "ru"
    form_count = 3
    minus = "минус"
    plus = "плюс"
    units = RUSSIAN
    keys = KEYS

    def noun(self, forms: tuple[str, ...], gender: Gender) -> Noun:
        """Make a noun of an author's three forms: кот, кота, котов. Taken as inanimate."""
        one, few, many = forms
        return Noun(one, few, many, gender)

    def number(self, value: Decimal, gender: Gender = "m", case: Case = "nominative") -> str:
        """Say "минус двадцать одна", "две целых пять десятых"."""
        if value < 0:
            return f"{self.minus} {self.number(-value, gender, case)}"
        entire = int(value)
        if value == entire:
            return russian_cardinal(entire, gender, case)
        tail = format(value, "f").partition(".")[2]
        part = Decimal(int(tail))
        return f"{self.count(Decimal(entire), WHOLES, case)} {self.count(part, PARTS[len(tail) - 1], case)}"

    def ordinal(self, value: int, gender: Gender = "m", case: Case = "nominative") -> str:
        """Say "двадцать первый", "двадцать первая"."""
        return russian_ordinal(value, gender, case)

    def count(self, value: Decimal, noun: Noun, case: Case = "nominative") -> str:
        """Say "двадцать одна минута", "полтора часа", "две целых пять десятых гигабайта"."""
        if value == ONE_AND_A_HALF and case != "genitive":
            return f"{'полторы' if noun.gender == 'f' else 'полтора'} {singular(noun, 'genitive')}"
        if value != int(value):
            return f"{self.number(value, noun.gender, case)} {singular(noun, 'genitive')}"
        return f"{self.number(value, noun.gender, case)} {agree(int(value), noun, case)}"

    def phone_group(self, digits: str) -> str:
        """Say a group as one number after its leading zeros: "девятьсот двадцать два", "ноль пять"."""
        significant = digits.lstrip("0")
        words = ["ноль"] * (len(digits) - len(significant))
        if significant:
            words.append(russian_cardinal(int(significant), "m", "nominative"))
        return " ".join(words)

    def day(self, day: date, case: Case, year: bool) -> str:
        """Say "пятое марта", "пятого марта две тысячи двадцать шестого года"."""
        words = f"{russian_ordinal(day.day, 'n', case)} {MONTHS[day.month - 1]}"
        return f"{words} {russian_ordinal(day.year, 'm', 'genitive')} года" if year else words

    def weekday(self, day: date, case: Case) -> str:
        """Say "среда", "среды", "среду"."""
        return WEEKDAYS[case][day.weekday()]

    def clock(self, clock: time, case: Case) -> str:
        """Say "девять часов пять минут", "девять часов"."""
        words = self.count(Decimal(clock.hour), RUSSIAN["hour"], case)
        return f"{words} {self.count(Decimal(clock.minute), RUSSIAN['minute'], case)}" if clock.minute else words
