"""Number words of each language, in every form that a caller may use, mapped to their values."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from num2words import num2words  # type: ignore[import-untyped]

from ivr.wording.languages import get_language
from ivr.wording.understand.text import normalise, word_set

SMALL = (*range(20), *range(20, 100, 10))
"""Numbers that are one word in both languages."""

HUNDREDS = tuple(range(100, 1000, 100))
RUSSIAN_CASES = "ngdaip"
GENDERS = "mfn"


@dataclass(frozen=True, slots=True)
class Lexicon:
    """The number words of one language, normalised.

    `cardinals` are single words below a thousand; `ordinals` single words of a place in an order; `scales` the words
    that multiply (thousand, million); `hundred` a word that multiplies by a hundred, if the language has one;
    `joiners` stand inside a number without a value; `halves` are whole numbers and a half in one word, `half` is the
    phrase after a whole number; `decimal` the word of the decimal point; `parts` the words of decimal fractions;
    `repeats` words that say a digit several times in a digit string, `plurals` the digits so repeated.
    """

    cardinals: Mapping[str, int]
    ordinals: Mapping[str, int]
    scales: Mapping[str, int]
    hundred: str
    joiners: frozenset[str]
    minus: frozenset[str]
    halves: frozenset[str]
    half: tuple[tuple[str, ...], ...]
    decimal: str
    wholes: frozenset[str]
    parts: Mapping[str, int]
    repeats: Mapping[str, int]
    plurals: Mapping[str, str]
    keys: Mapping[str, str]


@cache
def lexicon(language: str) -> Lexicon:
    """The lexicon of a language. Raises `WordingError` for an unknown one."""
    get_language(language)
    return _russian() if language == "ru" else _english()


def _russian() -> Lexicon:
    cardinals = {
        normalise(num2words(value, lang="ru", case=case, gender=gender, animate=animate)): value
        for value in (*SMALL, *HUNDREDS)
        for case in RUSSIAN_CASES
        for gender in GENDERS
        for animate in (True, False)
    }
    cardinals.update(dict.fromkeys(("нуль", "нуля", "нулю", "нулем", "нуле"), 0))
    ordinals = {
        normalise(num2words(value, lang="ru", to="ordinal", case=case, gender=gender)): value
        for value in (*SMALL[1:], *HUNDREDS, 1000, 2000)
        for case in RUSSIAN_CASES
        for gender in GENDERS
    }
    scales = {
        **dict.fromkeys(
            word_set("тысяча тысячи тысяче тысячу тысячей тысяч тысячам тысячами тысячах тыща тыщи тыщ"), 10**3
        ),
        **{
            stem + end: value
            for stem, value in (("миллион", 10**6), ("миллиард", 10**9), ("триллион", 10**12))
            for end in ("", "а", "у", "ом", "е", "ы", "ов", "ам", "ами", "ах")
        },
    }
    plurals = {
        "0": "нуля нулей ноля нолей нолика ноликов",
        "1": "единицы единиц единички единичек",
        "2": "двойки двоек",
        "3": "тройки троек",
        "4": "четверки четверок",
        "5": "пятерки пятерок",
        "6": "шестерки шестерок",
        "7": "семерки семерок",
        "8": "восьмерки восьмерок",
        "9": "девятки девяток",
    }
    return Lexicon(
        cardinals=cardinals,
        ordinals=ordinals,
        scales=scales,
        hundred="",
        joiners=frozenset(),
        minus=word_set("минус"),
        halves=word_set("полтора полторы полутора"),
        half=(("с", "половиной"),),
        decimal="",
        wholes=word_set("целая целых целые целую целой"),
        parts={
            **dict.fromkeys(word_set("десятая десятых десятые десятую десятой"), 1),
            **dict.fromkeys(word_set("сотая сотых сотые сотую сотой"), 2),
            **dict.fromkeys(word_set("тысячная тысячных тысячные тысячную тысячной"), 3),
        },
        repeats={word: value for word, value in cardinals.items() if 2 <= value <= 9},
        plurals={form: digit for digit, forms in plurals.items() for form in forms.split()},
        keys={"звездочка": "*", "звездочку": "*", "решетка": "#", "решетку": "#"},
    )


def _english() -> Lexicon:
    return Lexicon(
        cardinals={
            **{num2words(value, lang="en"): value for value in SMALL},
            **dict.fromkeys(("oh", "o", "nought", "naught", "nil"), 0),
            "fourty": 40,
        },
        ordinals={
            **{num2words(value, lang="en", to="ordinal"): value for value in SMALL[1:]},
            **{word: value for value in range(1, 32) for word in (num2words(value, lang="en", to="ordinal_num"),)},
        },
        scales={"thousand": 10**3, "million": 10**6, "billion": 10**9, "trillion": 10**12},
        hundred="hundred",
        joiners=word_set("and"),
        minus=word_set("minus negative"),
        halves=frozenset(),
        half=(("and", "a", "half"),),
        decimal="point",
        wholes=frozenset(),
        parts={},
        repeats={"double": 2, "triple": 3, "treble": 3},
        plurals={},
        keys={"star": "*", "asterisk": "*", "pound": "#", "hash": "#"},
    )
