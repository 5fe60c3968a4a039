"""Texts from elsewhere that say numbers in words for a voice: on a screen the numbers are figures."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from ivr.wording import values
from ivr.wording.language import Language

_RUN: Final = re.compile(r"\w+(?:[ \-\u00a0]\w+)*")
"""Words with nothing between them but a space or a hyphen: a number never goes over a comma."""

_WORD: Final = re.compile(r"\w+")

_ONE_OF_MANY: Final = re.compile(
    r"""
    (?:\b(?:the|this|that|which|each|every|any|no|another|new|old|last|next|first|ни)\ one\b
    |\bни\ (?:один|одна|одно|одного|одной|одному|одну|одним|одном)\b
    |\b(?:one|один|одна|одно|одного|одной|одному|одну|одним|одном)\ (?:of|that|which|who|из)\b)
    """,
    re.VERBOSE | re.IGNORECASE,
)
"""A "one" that stands for a thing, and counts nothing: "the new one", "один из них"."""


def figures(_: Language, value: object) -> str:
    """A text as it is: a voice wants its words. Raises WordingError for what is no text."""
    if not isinstance(value, str):
        raise values.refuse("figures", "a text", value)
    return value


def in_figures(text: str, language: str) -> str:
    """A text with its numbers in figures: "двести минут" is "200 минут", "с девяти до двадцати одного" "с 9 до 21".

    A number after a zero is said digit by digit: "ноль пятьсот" is "0500".
    """
    return _RUN.sub(lambda run: _figured(run.group(), language), text)


def _figured(run: str, language: str) -> str:
    """One run of words with its numbers in figures."""
    parts, end = [], 0
    for start, stop, number in _numbers(run, language):
        parts += [run[end:start], number]
        end = stop
    return "".join([*parts, run[end:]])


def _numbers(run: str, language: str) -> Iterator[tuple[int, int, str]]:
    """Where each number of a run begins and ends, and its figures."""
    # Imported here: the number words of a language take their time to be made, and a call that is heard needs none.
    from ivr.wording.understand.lexicon import lexicon
    from ivr.wording.understand.reader import cardinal
    from ivr.wording.understand.text import normalise

    found = list(_WORD.finditer(run))
    words = [normalise(word.group()) if word.group().isalpha() else "" for word in found]
    pronouns = [match.span() for match in _ONE_OF_MANY.finditer(run)]
    known = lexicon(language)
    place = 0
    while place < len(words):
        begin, number = place, ""
        if place and not words[place - 1] and words[place] in known.scales:  # "3 тысячи" is half in figures already
            place += 1
            continue
        while (not number or not number.strip("0")) and (read := cardinal(words, place, known)) is not None:
            number, place = f"{number}{read[0]}", read[1]
        if not number:
            place += 1
        elif number != "1" or not any(start <= found[begin].start() < end for start, end in pronouns):
            yield found[begin].start(), found[place - 1].end(), number
