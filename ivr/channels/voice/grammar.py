"""What a recogniser must know, of what a conversation listens for."""

from __future__ import annotations

from ivr.dialog.effects import Listen
from ivr.sound.recognition import Grammar
from ivr.wording.understand.vocabulary import vocabulary

CHOICE = "choice"
"""The kind of question whose answers are its phrases and, said aloud, its keys."""

STRINGS = frozenset({"digits", "secret", "phone", "number", "amount"})
"""Kinds that are said as strings of words, with pauses in them."""


def grammar_of(listen: Listen) -> Grammar:
    """The phrases that are listened for, and the words in which a value, or a key of a menu, is said."""
    words = vocabulary("digits" if listen.kind == CHOICE else listen.kind, listen.language)
    return Grammar(
        listen.language,
        (*listen.phrases, *words),
        strings=listen.kind in STRINGS,
        mixed=listen.kind != CHOICE,
    )
