"""Words without their endings: "оператором" and "оператора" are one word to a menu."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from ivr.wording.languages import get_language
from ivr.wording.understand.text import normalise

ALGORITHMS: Final[Mapping[str, str]] = {"ru": "russian", "en": "english"}
"""Snowball's name of each language's."""

SHORTEST: Final = 4
"""Letters of a stem that tells a word; of "меня" and "меню" both, three would be left."""


def stems(text: str, language: str) -> str:
    """The words of a text in their order, each without its ending. Raises `WordingError` for an unknown language."""
    import snowballstemmer

    get_language(language)
    stemmer = snowballstemmer.stemmer(ALGORITHMS[language])  # not thread-safe, and made in a microsecond
    words = normalise(text).split()
    pairs = zip(words, stemmer.stemWords(words), strict=True)
    return " ".join(stem if len(stem) >= SHORTEST else word for word, stem in pairs)
