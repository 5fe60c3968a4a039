"""One utterance decoded by vosk, as it is spoken: the grammar's words, and how likely vosk finds them."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

from ivr.sound.audio import Samples


@dataclass(frozen=True, slots=True)
class Word:
    """A word and where it stands, in seconds of the utterance."""

    text: str
    start: float
    end: float


@dataclass(frozen=True, slots=True)
class Decoded:
    """What was decoded. score: the log likelihood that vosk gives it, up to a constant of the sound."""

    words: tuple[Word, ...]
    score: float

    @property
    def text(self) -> str:
        """The words."""
        return " ".join(word.text for word in self.words)


class Decoding:
    """An utterance on its way through vosk. One thread at a time."""

    def __init__(self, model: Any, rate: int, grammar: str) -> None:
        """grammar: JSON of a non-empty list of strings, as `grammar.as_json` makes it."""
        import vosk

        if not grammar:
            raise ValueError("vosk must not be given an empty grammar")
        self._recogniser = vosk.KaldiRecognizer(model, float(rate), grammar)
        self._recogniser.SetWords(True)
        # With alternatives asked for, vosk gives its likelihoods; without, a confidence that is always 1.
        self._recogniser.SetMaxAlternatives(1)
        self._parts: list[Decoded] = []

    def hear(self, samples: Samples) -> None:
        """Decode more of the utterance."""
        if self._recogniser.AcceptWaveform(samples.tobytes()):
            # vosk has found an end of its own, at a pause that is none for us: go on after it.
            self._parts.append(_read(self._recogniser.Result()))

    def end(self) -> Decoded:
        """The whole utterance."""
        self._parts.append(_read(self._recogniser.FinalResult()))
        spoken = [part for part in self._parts if part.words] or self._parts[:1]
        return Decoded(tuple(word for part in spoken for word in part.words), sum(part.score for part in spoken))


def _read(result: str) -> Decoded:
    best = json.loads(result)["alternatives"][0]
    words = tuple(Word(word["word"], word["start"], word["end"]) for word in best.get("result", ()))
    return Decoded(words, float(best["confidence"]))
