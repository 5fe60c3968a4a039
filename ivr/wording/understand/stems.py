"""Words without their endings: "оператором" and "оператора" are one word to a menu."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final

from ivr.wording.languages import get_language
from ivr.wording.understand.text import normalise, word_set

ALGORITHMS: Final[Mapping[str, str]] = {"ru": "russian", "en": "english"}
"""Snowball's name of each language's."""

SHORTEST: Final = 4
"""Letters of a stem that tells a word; of "меня" and "меню" both, three would be left."""

APART: Final[Mapping[str, frozenset[str]]] = {
    "ru": word_set("скоро скорее скорей минуту прав право права правы правый правая правое правые"),
    "en": word_set("fired firing minute"),
}
"""Words that have the stem of a word of menus and mean something else: who says "скорее" wants no "скорая", who says
"минуту" does not ask how many are left, and "вы правы" is not about "правила"."""

_DOUBLED: Final = re.compile(r"([^\W\d_])\1+")
"""A letter said once and written twice, or the other way round: "балланс", "касетта"."""


def stems(text: str, language: str) -> str:
    """The words of a text in their order, each without its ending and doubled letters.

    Raises `WordingError` for an unknown language.
    """
    import snowballstemmer

    get_language(language)
    stemmer = snowballstemmer.stemmer(ALGORITHMS[language])  # not thread-safe, and made in a microsecond
    words = normalise(text).split()
    pairs = zip(words, stemmer.stemWords(words), strict=True)
    kept = (word if len(stem) < SHORTEST or word in APART[language] else stem for word, stem in pairs)
    return _DOUBLED.sub(r"\1", " ".join(kept))
