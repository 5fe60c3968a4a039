"""Numbers and sums of money that a caller says."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from functools import cache

from ivr.wording.languages import get_language
from ivr.wording.understand import reader
from ivr.wording.understand.lexicon import Lexicon, lexicon
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
UNITS_FIRST: Mapping[str, frozenset[str]] = {"ru": frozenset({"рублей", "руб"}), "en": frozenset()}
"""Units that may stand before their number; "рубль пятьдесят" is another sum."""

AROUND: Mapping[str, frozenset[str]] = {
    "ru": word_set(
        "на сумма сумму суммой ровно ну пожалуйста э хочу давай давайте можно пусть будет примерно около мне нужно"
    ),
    "en": word_set("exactly please for of er the sum just about make it give me i want lets say"),
}
"""Words around a number that say nothing; anything else unknown makes the whole text not understood."""

COUNTED: Mapping[str, frozenset[str]] = {
    "ru": word_set("день дня дней сутки суток балл балла баллов минута минуту минуты минут штука штуку штуки штук"),
    "en": word_set("day days points minute minutes"),
}
"""What a number is often said with: a question that asks for days hears "тридцать дней"."""

SCALES: Mapping[str, Mapping[str, int]] = {
    "ru": {
        **dict.fromkeys(word_set("сотня сотни сотню сотней сотен сот"), 100),
        **dict.fromkeys(word_set("тыщу тыс"), 1000),
    },
    "en": {},
}
"""Words of counting money beside those of any number; in a text "сотни людей" counts nothing."""
HALVED: Mapping[str, Mapping[str, str]] = {"ru": {"полтысячи": "500", "полсотни": "50"}, "en": {}}

_UNIT_AT_ONCE = re.compile(r"(?<=\d)(?=[^\W\d_])")  # "500р"
_FINER = re.compile(r"\d+\.\d{3,}")

MINUSES = ("-", "\N{MINUS SIGN}", "\N{EN DASH}", "\N{EM DASH}")
"""Signs before a number that make it negative."""

AND: Mapping[str, str] = {"ru": "и", "en": "and"}


@cache
def _lexicon(language: str) -> Lexicon:
    known = lexicon(language)
    return replace(known, scales={**known.scales, **SCALES[language]})


def _signed(text: str, language: str) -> tuple[list[str], int]:
    known = _lexicon(language)
    found = [HALVED[language].get(word, word) for word in words(_UNIT_AT_ONCE.sub(" ", text), language)]
    while found and found[0] in AROUND[language]:
        del found[0]
    while found and found[-1] in AROUND[language]:
        del found[-1]
    if found[1:] and found[0] in UNITS_FIRST[language]:  # "рублей сто"
        found = [*found[1:], found[0]]
    if found and found[0] in known.minus:
        return found[1:], -1
    return found, -1 if fold(text).lstrip().startswith(MINUSES) else 1


def number(text: str, language: str) -> int | Decimal | None:
    """The number that a text says, and nothing else; None when it says anything more. Whole numbers are int.

    Understands "двадцать один", "тысяча двести", "две с половиной тысячи", "две целых пять десятых", "minus five",
    "two point five", "12", "2,5", "тридцать дней".
    """
    found, sign = _signed(text, language)
    read = reader.quantity(found, 0, _lexicon(language))
    if read is None or not (read[1] == len(found) or (len(found) == read[1] + 1 and found[-1] in COUNTED[language])):
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


def goes_on(before: Sequence[str], after: Sequence[str], language: str) -> bool:
    """Whether a number between normalised words is a part of a longer one, or counts something: "сто два" of "тысяча
    сто два рубля"."""
    known = _lexicon(language)
    numbers = {*known.cardinals, *known.scales, known.hundred} - {""}
    if before and (before[-1] in numbers or before[-1].isdecimal()):
        return True
    nouns = get_language(language).units.values()
    counted = ROUBLE[language] | KOPECK[language] | COUNTED[language]
    forms = counted.union(*(word_set(f"{noun.one} {noun.few} {noun.many}") for noun in nouns))
    return bool(after) and (after[0] in numbers or after[0] in forms or after[0].isdecimal())


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
    read = reader.quantity(found, start, _lexicon(language))
    value, place = read or (Decimal(1), start)
    word = found[place] if place < len(found) else ""
    if word in ROUBLE[language]:
        return value, KOPECKS, place + 1
    if word in KOPECK[language]:
        return value, 1, place + 1
    return (value, None, place) if read else (None, None, start)
