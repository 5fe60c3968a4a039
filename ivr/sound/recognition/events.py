"""What is listened for, and what was heard."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Grammar:
    """What may be said: phrases in a language. Words of several phrases may come mixed."""

    language: str
    phrases: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Guess:
    """One reading of what was said, with a confidence from 0 to 1."""

    text: str
    confidence: float


@dataclass(frozen=True, slots=True)
class Began:
    """Somebody began to speak. at: seconds of the stream."""

    at: float


@dataclass(frozen=True, slots=True)
class Ended:
    """An utterance is over. at: seconds of the stream. hypotheses: best first; none: it means nothing."""

    at: float
    hypotheses: tuple[Guess, ...]
