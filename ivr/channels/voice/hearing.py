"""Keys and speech in the sound that a caller sends."""

from __future__ import annotations

import logging
from collections import deque
from collections.abc import Callable
from functools import partial
from typing import Final, Protocol, TypeAlias

import numpy as np

from ivr.channels.base import Post
from ivr.channels.voice.elsewhere import Elsewhere
from ivr.channels.voice.grammar import grammar_of
from ivr.dialog.effects import Listen
from ivr.dialog.events import Event, Heard, Hypothesis, KeyPressed, SpeechStarted
from ivr.sound.audio import PHONE, Samples
from ivr.sound.dtmf import FRAME, Detector
from ivr.sound.recognition import Began, Ended, Grammar, RecognitionError
from ivr.sound.resampling import Resampler

AFTER_KEY: Final = 0.06
"""Seconds for which speech is not listened for after a key's tone: its echo in a room is no speech."""

QUIETER: Final = 0.25
"""Share of a tone's loudness at its decision below which it counts as over (-12 dB)."""


class Recogniser(Protocol):
    """Hears the speech of one call (`ivr.sound.recognition.Ear`). Used by one thread at a time."""

    def listen(self, grammar: Grammar | None) -> None:
        """Know what may be said; None: nothing is listened for."""
        ...

    def feed(self, samples: Samples) -> list[Began | Ended]:
        """Hear more, any number of samples."""
        ...

    def reset(self) -> None:
        """Forget what was heard of an utterance."""
        ...


_Work: TypeAlias = Callable[[], list[Began | Ended]]

log = logging.getLogger("ivr.channels.voice")


class Hearing:
    """Ears on a stream of sound: DTMF keys at once, speech by a recogniser beside the call.

    A key's tone is kept from the recogniser, and what it had heard of it is forgotten: one press is one event. `feed`
    takes the sound in the call's thread; where there is no recogniser, or it has failed, keys alone are heard.
    """

    def __init__(
        self,
        elsewhere: Elsewhere,
        *,
        rate: int,
        ear: Recogniser | None = None,
        muted: Callable[[], bool] = lambda: False,
    ) -> None:
        """rate: samples a second. muted: asked at each frame whether speech must not be listened for, because it would
        be the prompt's own echo."""
        self._elsewhere = elsewhere
        self._ear = ear
        self._muted = muted
        self._post: Post = _nobody
        self._detector = Detector()
        self._to_phone = Resampler(rate, PHONE)
        self._rate = rate
        self._waiting: Samples = np.zeros(0, np.int16)
        self._tone = 0.0
        self._after_tone = 0
        self._wanted: Listen | None = None
        self._grammar: Grammar | None = None
        self._turn = 0
        self._work: deque[_Work | Samples] = deque()
        self._busy = False
        self._speaking = False

    # as ears

    def attach(self, post: Post) -> None:
        """Take the function to report by."""
        self._post = post

    def use(self, ear: Recogniser) -> None:
        """Recognise speech from now on: a recogniser takes seconds to be loaded, and a call need not wait for it."""
        self._ear = ear
        self._listen_for(self._wanted)

    def listen(self, listen: Listen) -> None:
        """Know what may be said from now on."""
        self._wanted = listen
        self._listen_for(listen)

    def stop_listening(self) -> None:
        """Speech means nothing for now; keys are still reported."""
        self._wanted = None
        self._listen_for(None)

    def close(self) -> None:
        """Report nothing more, and hear nothing more."""
        self._post = _nobody
        self._go_without()

    # the sound

    def feed(self, samples: Samples, speech: Samples | None = None) -> None:
        """What the caller sends next, any number of samples. speech: the same without echo, where that is known."""
        keys = self._keys(samples)
        if keys:
            self._tone = _loudness(samples)
            self._after_tone = round(AFTER_KEY * self._rate)
            self._forget_speech()
        elif self._tone and _loudness(samples) > QUIETER * self._tone:
            self._after_tone = round(AFTER_KEY * self._rate)
        else:
            self._tone = 0.0
            self._after_tone = max(0, self._after_tone - len(samples))
        if self._ear is not None and self._grammar is not None:
            deaf = bool(self._tone) or self._after_tone > 0 or self._muted()
            heard = samples if speech is None else speech
            self._do(np.zeros_like(heard) if deaf else heard.copy())
        for key in keys:
            self._post(KeyPressed(key))

    # within

    def _keys(self, samples: Samples) -> list[str]:
        sound = np.concatenate([self._waiting, self._to_phone.feed(samples)])
        whole = len(sound) // FRAME * FRAME
        self._waiting = sound[whole:]
        return [
            digit.digit
            for at in range(0, whole, FRAME)
            for digit in self._detector.feed(sound[at : at + FRAME].astype("<i2").tobytes())
        ]

    def _listen_for(self, listen: Listen | None) -> None:
        if self._ear is None:
            return
        grammar = grammar_of(listen) if listen is not None else None
        if grammar == self._grammar:
            return
        self._grammar = grammar
        self._turn += 1
        self._work.clear()
        self._do(partial(_set, self._ear, grammar))

    def _forget_speech(self) -> None:
        if self._ear is not None and self._grammar is not None:
            self._turn += 1
            self._work.clear()
            self._do(partial(_forget, self._ear))

    def _do(self, work: _Work | Samples) -> None:
        """Do work on the ear, or let it hear sound, in order; it belongs to one thread at a time."""
        self._work.append(work)
        if not self._busy:
            self._next()

    def _next(self) -> None:
        if not self._work:
            return
        self._busy = True
        work = self._work.popleft()
        whole = self._hear(work) if isinstance(work, np.ndarray) else work
        self._elsewhere.run(partial(_tried, whole), partial(self._done, self._turn))

    def _hear(self, sound: Samples) -> _Work:
        """Let the ear hear all the sound that waits, in one go."""
        assert self._ear is not None
        sounds = [sound]
        while self._work and isinstance(self._work[0], np.ndarray):
            more = self._work.popleft()
            assert isinstance(more, np.ndarray)
            sounds.append(more)
        return partial(self._ear.feed, np.concatenate(sounds))

    def _done(self, turn: int, events: list[Began | Ended] | Exception) -> None:
        self._busy = False
        if isinstance(events, Exception):
            self._fail(events)
            return
        if turn == self._turn:
            for event in events:
                self._speaking = isinstance(event, Began)
                self._post(_told(event))
        self._next()

    def _fail(self, error: Exception) -> None:
        """Go on by keys alone. Who was speaking has said nothing that was understood: else the question would wait."""
        if self._ear is None:
            return
        # Only what is said of recognition itself is told: other words could be the caller's.
        why = error if isinstance(error, RecognitionError) else type(error).__name__
        log.error("speech is not recognised any more in this call, keys only: %s", why)
        speaking = self._speaking
        self._go_without()
        if speaking:
            self._post(Heard(()))

    def _go_without(self) -> None:
        self._ear = self._grammar = None
        self._speaking = False
        self._turn += 1
        self._work.clear()


def _tried(work: _Work) -> list[Began | Ended] | Exception:
    try:
        return work()
    except Exception as error:
        return error


def _told(event: Began | Ended) -> Event:
    if isinstance(event, Began):
        return SpeechStarted()
    return Heard(tuple(Hypothesis(guess.text, guess.confidence) for guess in event.hypotheses))


def _set(ear: Recogniser, grammar: Grammar | None) -> list[Began | Ended]:
    ear.listen(grammar)
    return []


def _forget(ear: Recogniser) -> list[Began | Ended]:
    ear.reset()
    return []


def _loudness(samples: Samples) -> float:
    return float(np.sqrt(np.mean(np.square(samples.astype(np.float64))))) if len(samples) else 0.0


def _nobody(_: Event) -> None:
    """Takes reports that nobody waits for."""
