"""Whole numbers in words: the one place that asks num2words, and mends what it gets wrong.

Mended here: Russian gender above a million ("одна миллион"), ordinals above ten thousand ("двенадцатый тысяч первый"),
the genitive of zero, English commas between groups.
"""

from __future__ import annotations

from num2words import num2words  # type: ignore[import-untyped]

from ivr.wording.language import Case, Gender

THOUSAND = 1000


def russian_cardinal(value: int, gender: Gender, case: Case) -> str:
    """Say a non-negative whole number in Russian; only its last word can agree in gender with the thing counted."""
    if value == 0:
        return "нуля" if case == "genitive" else "ноль"
    # num2words gives the last word's gender to the millions as well, so the two parts are asked for apart.
    last = value % THOUSAND
    parts = []
    if value > last:
        parts.append(_russian(value - last, "m", case))
    if last:
        parts.append(_russian(last, gender, case))
    return " ".join(parts)


def _russian(value: int, gender: Gender, case: Case) -> str:
    return str(num2words(value, lang="ru", gender=gender, case=case[0], animate=False))


def russian_ordinal(value: int, gender: Gender, case: Case) -> str:
    """Say a place in an order (1 is the first) in Russian, of something inanimate."""
    inanimate = "n" if case == "accusative" and gender != "f" else case[0]
    last = _last_word(value)
    # num2words makes ordinals of the thousands too ("двенадцатый тысяч первый"), so it is given the last word alone.
    word = str(num2words(last, lang="ru", to="ordinal", gender=gender, case=inanimate))
    if value == last:
        return word
    head = russian_cardinal(value - last, "m", "nominative")
    return f"{head.removeprefix('одна ').removeprefix('один ')} {word}"


def _last_word(value: int) -> int:
    """The part of a number that becomes an ordinal when the whole does: 26 of 2026 leaves 6, 1900 leaves 900."""
    tens = value % 100
    if tens:
        return tens if tens < 20 or tens % 10 == 0 else tens % 10
    return value % THOUSAND or value


def english_cardinal(value: int) -> str:
    """Say a non-negative whole number in English, in one breath (num2words puts a comma after each thousand)."""
    return str(num2words(value, lang="en")).replace(",", "")


def english_ordinal(value: int) -> str:
    """Say a place in an order (1 is the first) in English."""
    return str(num2words(value, lang="en", to="ordinal")).replace(",", "")


def english_year(value: int) -> str:
    """Say a year of the calendar in English: "twenty twenty-six", "nineteen oh-five"."""
    return str(num2words(value, lang="en", to="year")).replace(",", "")
