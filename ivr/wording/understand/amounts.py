"""Numbers and sums of money that a caller says."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from decimal import Decimal

from ivr.wording.understand import reader
from ivr.wording.understand.lexicon import lexicon
from ivr.wording.understand.text import fold, word_set, words

KOPECKS = 100

ROUBLE: Mapping[str, frozenset[str]] = {
    "ru": word_set("рубль рубля рублю рублем рубле рубли рублей рублям рублями рублях руб р рублик рубликов"),
    "en": word_set("rouble roubles ruble rubles rub"),
}
KOPECK: Mapping[str, frozenset[str]] = {
    "ru": word_set("копейка копейки копейке копейку копейкой копеек копейкам копейками копейках коп"),
    "en": word_set("kopeck kopecks kopek kopeks copeck copecks"),
}
AROUND: Mapping[str, frozenset[str]] = {
    "ru": word_set("на сумма сумму суммой ровно ну пожалуйста э"),
    "en": word_set("exactly please for of er the sum"),
}
"""Words around a number that say nothing; anything else unknown makes the whole text not understood."""

_FINER = re.compile(r"\d+\.\d{3,}")

MINUSES = ("-", "\N{MINUS SIGN}", "\N{EN DASH}", "\N{EM DASH}")
"""Signs before a number that make it negative."""

AND: Mapping[str, str] = {"ru": "и", "en": "and"}


def _signed(text: str, language: str) -> tuple[list[str], int]:
    known = lexicon(language)
    found = words(text, language)
    while found and found[0] in AROUND[language]:
        del found[0]
    while found and found[-1] in AROUND[language]:
        del found[-1]
    if found and found[0] in known.minus:
        return found[1:], -1
    return found, -1 if fold(text).lstrip().startswith(MINUSES) else 1


def number(text: str, language: str) -> int | Decimal | None:
    """The number that a text says, and nothing else; None when it says anything more. Whole numbers are int.

    Understands "двадцать один", "тысяча двести", "две с половиной тысячи", "две целых пять десятых", "minus five",
    "two point five", "12", "2,5".
    """
    found, sign = _signed(text, language)
    read = reader.quantity(found, 0, lexicon(language))
    if read is None or read[1] != len(found):
        return None
    value = sign * read[0]
    return int(value) if value == int(value) else value


def amount(text: str, language: str) -> int | None:
    """The sum of money that a text says, in kopecks; None when not understood or finer than a kopeck.

    A number without a unit is roubles, a second one after roubles is kopecks: "сто рублей пятьдесят копеек",
    "рубль пятьдесят", "полторы тысячи", "тысяча двести", "100,50".
    """
    found, sign = _signed(text, language)
    if any(_FINER.fullmatch(word) for word in found):  # "1.000": thousands, or no money at all
        return None
    kopecks = _kopecks(found, language)
    if kopecks is None or kopecks != int(kopecks):
        return None
    return sign * int(kopecks)


def _kopecks(found: Sequence[str], language: str) -> Decimal | None:
    if not found:
        return None
    first, unit, place = _item(found, 0, language)
    if first is None:
        return None
    if unit == 1:
        return first if place == len(found) else None
    roubles = first * KOPECKS
    if place == len(found):
        return roubles
    if unit is None:
        return None
    if found[place] == AND[language]:
        place += 1
    rest, unit, place = _item(found, place, language)
    if rest is None or unit == KOPECKS or place != len(found) or not 0 <= rest < KOPECKS:
        return None
    return roubles + rest


def _item(found: Sequence[str], start: int, language: str) -> tuple[Decimal | None, int | None, int]:
    read = reader.quantity(found, start, lexicon(language))
    value, place = read or (Decimal(1), start)
    word = found[place] if place < len(found) else ""
    if word in ROUBLE[language]:
        return value, KOPECKS, place + 1
    if word in KOPECK[language]:
        return value, 1, place + 1
    return (value, None, place) if read else (None, None, start)
