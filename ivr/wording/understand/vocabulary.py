"""The words in which a value is usually said: what a recogniser must know to hear it.

Fewer than what is understood: every word more is one that others are mistaken for, so cases and slang that callers
seldom use stay out.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache
from typing import Final

from num2words import num2words  # type: ignore[import-untyped]

from ivr.wording.errors import WordingError
from ivr.wording.languages import get_language
from ivr.wording.understand import answers, days, strings
from ivr.wording.understand.lexicon import HUNDREDS, SMALL, lexicon
from ivr.wording.understand.text import normalise

DAYS_OF_MONTH: Final = range(1, 32)
COMMON_AROUND: Final = 3
"""Letters from which a word that only stands around a value is worth listening for: shorter ones are heard in
everything."""


@cache
def vocabulary(kind: str, language: str) -> tuple[str, ...]:
    """The words for a kind of value: `digits`, `number`, `amount`, `phone`, `date`, `yes_no`, `secret`.

    Each is one word, normalised. Raises WordingError for another kind or an unknown language.
    """
    get_language(language)
    words = {
        "digits": _digits,
        "secret": _digits,
        "phone": _phone,
        "number": _number,
        "amount": _amount,
        "date": _date,
        "yes_no": _yes_no,
    }
    if kind not in words:
        raise WordingError(f"no kind of value {kind!r}; kinds are {', '.join(words)}")
    return tuple(dict.fromkeys(word for phrase in words[kind](language) for word in normalise(phrase).split()))


def _yes_no(language: str) -> Iterator[str]:
    for table in (answers.YES, answers.NO, answers.MAYBE_YES, answers.NOT, answers.WILL):
        yield from sorted(table[language])


def _numbers(values: Iterable[int], language: str) -> Iterator[str]:
    """Each number as it is counted, in every gender that has its own word."""
    known = lexicon(language)
    for value in values:
        genders = "mfn" if language == "ru" else "m"
        for gender in genders:
            word = num2words(value, lang="ru", gender=gender) if language == "ru" else num2words(value, lang="en")
            if word in known.cardinals:
                yield word


def _digits(language: str) -> Iterator[str]:
    known = lexicon(language)
    yield from _numbers(SMALL if language == "en" else (*SMALL, *HUNDREDS), language)
    yield from {"ru": ("ноль",), "en": ("oh", "hundred", "double", "triple")}[language]
    yield from known.keys


def _phone(language: str) -> Iterator[str]:
    yield from _digits(language)
    yield strings.PLUS[language]
    yield from _around(strings.AROUND[language])


def _number(language: str) -> Iterator[str]:
    known = lexicon(language)
    yield from _numbers((*SMALL, *HUNDREDS), language)
    yield from {
        "ru": ("тысяча", "тысячи", "тысяч", "миллион", "миллиона", "миллионов", "полтора", "полторы"),
        "en": ("hundred", *known.scales, "and", "point"),
    }[language]


def _amount(language: str) -> Iterator[str]:
    yield from _number(language)
    yield from {
        "ru": ("рубль", "рубля", "рублей", "копейка", "копейки", "копеек"),
        "en": ("rouble", "roubles", "kopeck", "kopecks"),
    }[language]


def _date(language: str) -> Iterator[str]:
    if language == "ru":
        for day in DAYS_OF_MONTH:
            yield num2words(day, lang="ru", to="ordinal", gender="n")
            yield num2words(day, lang="ru", to="ordinal", gender="n", case="g")
    else:
        for day in DAYS_OF_MONTH:
            yield num2words(day, lang="en", to="ordinal")
        yield from ("the", "of")
    yield from days.MONTHS[language]
    yield from days.WEEKDAYS[language]
    yield from days.RELATIVE[language]
    yield from days.SPANS[language]
    yield days.IN[language]
    yield from sorted(days.YEAR[language])
    yield from _numbers(SMALL, language)


def _around(words: frozenset[str]) -> Iterator[str]:
    return (word for word in sorted(words) if len(word) >= COMMON_AROUND)
