"""The words in which a value is said: what a recogniser must know so that understanding gets to work.

They are taken from the tables by which understanding reads, so that each of them has a meaning there.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from functools import cache
from typing import Final

from ivr.wording.languages import get_language
from ivr.wording.understand import amounts, answers, days, strings
from ivr.wording.understand.lexicon import lexicon
from ivr.wording.understand.text import word_set

STRINGS: Final = frozenset({"digits", "phone"})
"""Kinds whose values are strings of words: people pause between their groups."""

_EVERYDAY: Final[Mapping[str, frozenset[str]]] = {
    "ru": word_set("мой номер телефон код это число года год до с на и рублей ровно пожалуйста"),
    "en": word_set("my number phone code is the of on and please"),
}
"""Words around a value that callers do say; the rest of what understanding passes over would only widen a grammar."""

_OBLIQUE: Final[Mapping[str, tuple[str, ...]]] = {"ru": ("ью", "мя", "ми", "ам", "ах"), "en": ()}
"""Endings of cases in which numbers are hardly ever said to a machine: they double a grammar and blur it."""
_OF_DAYS: Final[Mapping[str, tuple[str, ...]]] = {"ru": ("ое", "ого", "тье", "тьего"), "en": ("",)}
"""Endings of ordinals in dates: "пятое марта две тысячи двадцать шестого года"."""

_OF_A_YEAR: Final = frozenset({*range(1, 100), 2000})
"""Ordinals of days, and those that end a year of this century."""
_WRITTEN: Final = word_set("г р руб коп тыс rub")
"""Abbreviations, which understanding reads and nobody says."""

THOUSAND: Final = 1000
"""The only scale in a year."""
FINEST: Final = 2
"""Decimal places of a sum of money."""


@cache
def vocabulary(kind: str, language: str) -> tuple[str, ...]:
    """The words in which a value of a kind is said, normalised; none for a kind that is not said, a choice for one.

    The kinds are those of `collect`: digits, number, amount, phone, date, yes_no. A word may be a phrase of several.
    Raises WordingError for an unknown language.
    """
    get_language(language)
    words = _WORDS.get(kind)
    return tuple(dict.fromkeys(words(language))) if words is not None else ()


def _digits(language: str) -> list[str]:
    known = lexicon(language)
    return [
        *_cardinals(language),
        *known.keys,
        *_plain([*known.repeats, *known.plurals], language),
        *_around(strings.AROUND, language),
    ]


def _phone(language: str) -> list[str]:
    return [*_digits(language), strings.PLUS[language]]


def _number(language: str) -> list[str]:
    return [*_numerals(language), *sorted(amounts.COUNTED[language])]


def _numerals(language: str) -> list[str]:
    known = lexicon(language)
    halves = [" ".join(phrase) for phrase in known.half]
    decimals = [known.decimal, *known.wholes, *known.parts]
    return [
        *_cardinals(language),
        *_plain([*known.scales, *amounts.SCALES[language]], language),
        *amounts.HALVED[language],
        *known.joiners,
        *known.minus,
        *known.halves,
        *filter(None, [*halves, *decimals]),
        *_around(amounts.AROUND, language),
    ]


def _amount(language: str) -> list[str]:
    too_fine = {word for word, places in lexicon(language).parts.items() if places > FINEST}
    numbers = [word for word in _numerals(language) if word not in too_fine]
    return [
        *numbers,
        *_plain(sorted(amounts.ROUBLE[language] | amounts.KOPECK[language]), language),
        amounts.AND[language],
    ]


def _date(language: str) -> list[str]:
    known = lexicon(language)
    zeros = {word for word, value in known.cardinals.items() if value == 0 and not known.hundred}
    return [
        *(word for word in _cardinals(language) if word not in zeros),
        *(word for word, value in known.ordinals.items() if value in _OF_A_YEAR and word.endswith(_OF_DAYS[language])),
        *_plain((word for word, scale in known.scales.items() if scale == THOUSAND), language),
        *days.MONTHS[language],
        *days.WEEKDAYS[language],
        *days.RELATIVE[language],
        *days.SPANS[language],
        *days.MONTH_SPANS[language],
        *_plain(sorted(days.YEAR[language]), language),
        days.IN[language],
        *_around(days.AROUND, language),
    ]


def _yes_no(language: str) -> list[str]:
    tables = (answers.YES, answers.MAYBE_YES, answers.NO, answers.NOT, answers.WILL)
    return [
        *(word for table in tables for word in sorted(table[language])),
        *sorted(answers.TOGETHER[language]),
        *sorted(answers.WHOLE[language]),
    ]


def _cardinals(language: str) -> list[str]:
    known = lexicon(language)
    return [*_plain(known.cardinals, language), *filter(None, [known.hundred])]


def _plain(words: Iterable[str], language: str) -> list[str]:
    return [word for word in words if not word.endswith(_OBLIQUE[language]) and word not in _WRITTEN]


def _around(table: Mapping[str, frozenset[str]], language: str) -> list[str]:
    return sorted(table[language] & _EVERYDAY[language])


_WORDS: Final[Mapping[str, Callable[[str], list[str]]]] = {
    "digits": _digits,
    "number": _number,
    "amount": _amount,
    "phone": _phone,
    "date": _date,
    "yes_no": _yes_no,
}
