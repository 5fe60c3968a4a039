"""What a recogniser must know, of what a conversation listens for."""

from __future__ import annotations

from functools import cache

from ivr.dialog.effects import Listen
from ivr.sound.recognition import Grammar
from ivr.wording.understand import digits
from ivr.wording.understand.vocabulary import STRINGS, vocabulary

BY_KEYS = frozenset({"choice", "yes_no"})
"""Kinds of questions whose keys may be said as well as pressed."""
CHOICE = "choice"
"""The kind of question whose answers are whole phrases."""
SAID_AS = {"secret": "digits"}
"""Kinds that are said as another one is."""


def grammar_of(listen: Listen) -> Grammar:
    """The phrases that are listened for, and the words in which a value, or a key of this question, is said.

    No others: each word more is one that something else is mistaken for.
    """
    kind = SAID_AS.get(listen.kind, listen.kind)
    words = vocabulary(kind, listen.language)
    keys = _names_of_keys(listen.keys, listen.language) if listen.kind in BY_KEYS else ()
    return Grammar(
        listen.language,
        (*listen.phrases, *words, *keys),
        strings=kind in STRINGS,
        mixed=listen.kind != CHOICE,
    )


@cache
def _names_of_keys(keys: str, language: str) -> tuple[str, ...]:
    """The words for keys of a telephone: "один", "одна", "звёздочка"."""
    return tuple(word for word in vocabulary("digits", language) if (digits(word, language) or " ") in keys)
