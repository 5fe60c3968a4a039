"""What is listened for, and what was heard."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Grammar:
    """What may be said: phrases in a language.

    strings: an answer is a string of words with pauses in it, as digits are said: a pause must be longer to end it.
    mixed: an answer is made of several phrases, as a date is of its words; else it is one of them, and others that are
    heard with it make it doubtful. Strings are mixed in any case.
    """

    language: str
    phrases: tuple[str, ...]
    strings: bool = False
    mixed: bool = False


@dataclass(frozen=True, slots=True)
class Guess:
    """One reading of what was said, with a confidence from 0 to 1."""

    text: str
    confidence: float


@dataclass(frozen=True, slots=True)
class Began:
    """Somebody began to speak. at: seconds of the stream, where the first sound of it is."""

    at: float


@dataclass(frozen=True, slots=True)
class Ended:
    """An utterance is over. at: seconds of the stream, where its last sound is. hypotheses: best first; none: it means
    nothing."""

    at: float
    hypotheses: tuple[Guess, ...]
