"""What hears one call: sound goes in, utterances come out."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Final

import numpy as np

from ivr.sound.audio import FULL_SCALE, WIDE, Samples, need_samples
from ivr.sound.recognition.decoding import Decoding
from ivr.sound.recognition.endpointing import Endpointer, Turn
from ivr.sound.recognition.events import Began, Ended, Grammar, Guess
from ivr.sound.recognition.rejection import judge

if TYPE_CHECKING:
    from ivr.sound.recognition.grammar import Compiled
    from ivr.sound.recognition.language import Language

BLOCK: Final = 0.192
"""Seconds of speech that are decoded at a time: vosk works a third slower on single chunks."""

ROOM: Final = 20.0
"""Size of the noise that is added to what is decoded, -64 dBov: the idle noise of a line. Digital silence is unlike
anything that a model was trained on. With the Korean model 82 % of phrases are heard right with it, 77 % with half of
it, 73 % with twice as much; and the likelihoods of two runs differ by 0.45 nats, not by 2, for vosk adds a noise of its
own, drawn anew each time, that matters in silence."""
_ROOM: Final = np.random.default_rng(0).normal(0.0, ROOM, WIDE).astype(np.int16)

_NOTHING: Final = np.zeros(0, np.int16)


class Ear:
    """One call's listener. Its methods block while they decode, about 60 ms for a second of speech, and belong to one
    thread at a time. Times are seconds of the sound that was fed."""

    def __init__(self, languages: Mapping[str, Language], rate: int) -> None:
        self._languages = languages
        self._rate = rate
        self._endpointer = Endpointer(rate)
        self._rest = _NOTHING
        self._grammar: Grammar | None = None
        self._language: Language | None = None
        self._compiled: Compiled | None = None
        self._utterance: _Utterance | None = None

    def listen(self, grammar: Grammar | None) -> None:
        """Know what may be said; None: nothing is listened for, and sound only counts for the time.

        An utterance that has begun is forgotten. In a language without a model speech is noticed, and means nothing.
        """
        self._grammar = grammar
        self._language = self._languages.get(grammar.language) if grammar is not None else None
        self._compiled = (
            self._language.vocabulary.compile(grammar) if self._language is not None and grammar is not None else None
        )
        self._endpointer.wait_for(strings=grammar is not None and grammar.strings)
        self._utterance = None

    def feed(self, samples: Samples) -> list[Began | Ended]:
        """Hear more, any number of samples of int16; ValueError for others."""
        need_samples(samples)
        size = self._endpointer.size
        sound = np.concatenate([self._rest, samples])
        whole = len(sound) // size * size
        self._rest = sound[whole:]
        events: list[Began | Ended] = []
        for at in range(0, whole, size):
            events += self._hear(sound[at : at + size])
        return events

    def reset(self) -> None:
        """Forget what was heard of an utterance."""
        self._endpointer.forget()
        self._utterance = None

    def close(self) -> None:
        """Hear nothing more, and let go of what hearing took."""
        self.listen(None)
        self._endpointer = Endpointer(self._rate)

    def _hear(self, chunk: Samples) -> list[Began | Ended]:
        if self._grammar is None:
            self._endpointer.pass_by(chunk)
            return []
        match self._endpointer.hear(chunk):
            case Turn.BEGAN:
                self._utterance = self._begin()
                return [Began(self._endpointer.began)]
            case Turn.SPEECH if self._utterance is not None:
                self._utterance.hear(chunk)
            case Turn.ENDED:
                seconds = self._endpointer.ended - self._endpointer.began
                guesses = self._utterance.end(seconds) if self._utterance is not None else ()
                self._utterance = None
                return [Ended(self._endpointer.ended, guesses)]
        return []

    def _begin(self) -> _Utterance | None:
        if self._language is None or self._compiled is None or not self._compiled.phrases:
            return None
        utterance = _Utterance(self._language, self._compiled, self._rate)
        utterance.hear(self._endpointer.preroll())
        return utterance


class _Utterance:
    """Speech from its beginning to its end, on its way through two decodings."""

    def __init__(self, language: Language, compiled: Compiled, rate: int) -> None:
        self._compiled = compiled
        self._rate = rate
        self._grammar = Decoding(language.model, rate, compiled.phrases)
        self._loop = Decoding(language.model, rate, compiled.loop) if compiled.loop else None
        self._waiting: list[Samples] = []
        self._count = 0

    def hear(self, samples: Samples) -> None:
        self._waiting.append(samples)
        self._count += len(samples)
        if self._count >= BLOCK * self._rate:
            self._decode()

    def end(self, seconds: float) -> tuple[Guess, ...]:
        """seconds: how long it was spoken, pauses at its ends left out."""
        self._decode()
        heard = self._grammar.end()
        loop = self._loop.end() if self._loop is not None else None
        guess = judge(heard, loop, seconds, self._compiled)
        return (guess,) if guess is not None else ()

    def _decode(self) -> None:
        if not self._waiting:
            return
        sound = _in_a_room(np.concatenate(self._waiting))
        self._waiting, self._count = [], 0
        self._grammar.hear(sound)
        if self._loop is not None:
            self._loop.hear(sound)


def _in_a_room(samples: Samples) -> Samples:
    """Sound with a little noise, always the same."""
    noisy = samples.astype(np.int32) + np.resize(_ROOM, len(samples))
    return np.clip(noisy, -FULL_SCALE, FULL_SCALE - 1).astype(np.int16)
