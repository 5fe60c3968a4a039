"""What may be said, in a form that vosk can be trusted with.

A malformed grammar kills the process inside vosk: only a list of strings, none of them empty, made here, reaches it.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import product
from typing import Final

from ivr.sound.recognition.events import Grammar
from ivr.sound.recognition.fillers import FILLERS, UNKNOWN
from ivr.wording.understand import normalise

MOST_SPELLINGS: Final = 3
"""Letters of a word that may each be е or ё; more of them are not looked at."""

Knows = Callable[[str], bool]


@dataclass(frozen=True, slots=True)
class Compiled:
    """A grammar for one model.

    phrases: JSON of the phrases whose every word the model knows; empty text when there is none. loop: JSON of the
    phrases and the fillers together; empty text when the model knows no filler. said: the phrases, fillers: the
    fillers, as the model writes them. missing: words that it does not know. mixed: an answer may be several phrases.
    """

    phrases: str
    loop: str
    said: frozenset[str]
    fillers: frozenset[str]
    missing: tuple[str, ...]
    mixed: bool = False


class Vocabulary:
    """The words of one model."""

    def __init__(self, knows: Knows) -> None:
        self._knows = lru_cache(maxsize=65_536)(knows)
        self.compile = lru_cache(maxsize=512)(self._compile)
        """`_compile`, kept for the grammars of a service: its nodes are few."""

    def missing(self, words: Iterable[str]) -> list[str]:
        """Which words of texts the model does not know, each once, in order."""
        plain = dict.fromkeys(word for text in words for word in normalise(text).split())
        return [word for word in plain if self.spelling(word) is None]

    def spelling(self, word: str) -> str | None:
        """A normalised word as the model writes it: with ё where it has it so; None when it does not know it."""
        if self._knows(word):
            return word
        places = [at for at, letter in enumerate(word) if letter == "е"]
        if len(places) > MOST_SPELLINGS:
            return None
        for letters in product("её", repeat=len(places)):
            spelled = list(word)
            for at, letter in zip(places, letters, strict=True):
                spelled[at] = letter
            if self._knows("".join(spelled)):
                return "".join(spelled)
        return None

    def _compile(self, grammar: Grammar) -> Compiled:
        """Check a grammar and write it as vosk reads it."""
        plain = list(dict.fromkeys(filter(None, map(normalise, grammar.phrases))))
        missing = self.missing(plain)
        known = [spelled for phrase in plain if (spelled := self._spelled(phrase)) is not None]
        words = {word for phrase in known for word in phrase.split()}
        fillers = [word for word in FILLERS.get(grammar.language, ()) if word not in words and self._knows(word)]
        if self._knows(UNKNOWN):
            fillers.append(UNKNOWN)
        loop = as_json([*known, *fillers]) if fillers else ""
        mixed = grammar.mixed or grammar.strings
        return Compiled(as_json(known), loop, frozenset(known), frozenset(fillers), tuple(missing), mixed)

    def _spelled(self, phrase: str) -> str | None:
        """A phrase as the model writes it. One with an unknown word could never be heard: vosk would take its other
        words for the whole of it."""
        words = [self.spelling(word) for word in phrase.split()]
        return None if None in words else " ".join(filter(None, words))


def as_json(phrases: Sequence[str]) -> str:
    """A grammar as vosk reads it; empty text for no phrases, which vosk must not be given."""
    checked = [phrase for phrase in phrases if isinstance(phrase, str) and phrase.strip() and "\0" not in phrase]
    return json.dumps(checked, ensure_ascii=False) if checked else ""
