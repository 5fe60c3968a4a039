"""Says as sound, a frame at a time, for whoever carries it: a loudspeaker, a line, a file."""

from __future__ import annotations

import threading
from collections import deque
from collections.abc import Callable
from functools import partial
from typing import Final, Protocol

import numpy as np

from ivr.channels.base import Notices, Post
from ivr.channels.voice.elsewhere import Elsewhere
from ivr.dialog.effects import Say, Utterance
from ivr.dialog.events import Event, PromptDone
from ivr.sound.audio import Audio, Samples, silence
from ivr.sound.prompts import Phrase

PAUSE: Final = 0.2
"""Seconds of silence after each text: sentences that run into each other are hard to follow."""

FADE: Final = 0.005
"""Seconds in which sound that is cut fades out: a sudden end is heard as a click."""


class Voice(Protocol):
    """Gives the sound of phrases (`ivr.sound.prompts.Voice`)."""

    def ready(self, phrase: Phrase) -> Audio | None:
        """The sound, when it is at hand."""
        ...

    def make(self, phrase: Phrase) -> Audio:
        """The sound, however long it takes to make. Never raises."""
        ...


class _Text:
    """One text of a say: its sound once there is some, how far it was spoken, and whether its beginning was told."""

    __slots__ = ("dropped", "last", "say", "sound", "spoken", "told", "utterance")

    def __init__(self, say: Say, utterance: Utterance, *, last: bool) -> None:
        self.say = say
        self.utterance = utterance
        self.last = last
        self.sound: Samples | None = None
        self.spoken = 0
        self.dropped = False
        self.told = False


class Mouth:
    """A `Speaker` whose sound is taken from it, frame by frame.

    `take` may be called from another thread than all the rest, an audio device's for one: it waits for nothing but a
    short lock. All notices and reports come in the call's thread. A text whose sound is still being made is waited for
    in silence.
    """

    def __init__(self, voice: Voice, elsewhere: Elsewhere, notices: Notices | None = None, *, rate: int) -> None:
        """rate: samples a second of the frames."""
        self.rate = rate
        self._voice = voice
        self._elsewhere = elsewhere
        self._notices = notices or Notices()
        self._post: Post = _nobody
        self._says: deque[Say] = deque()
        self._lock = threading.Lock()
        self._texts: deque[_Text] = deque()
        self._tail: Samples = np.zeros(0, np.int16)

    # as a speaker: in the call's thread

    def attach(self, post: Post) -> None:
        """Take the function to report `PromptDone` by."""
        self._post = post

    def detach(self) -> None:
        """Report nothing more; what is queued is still spoken."""
        self._post = _nobody

    @property
    def speaking(self) -> Say | None:
        """What is being spoken."""
        return self._says[0] if self._says else None

    @property
    def sounding(self) -> bool:
        """Whether something is heard now, or will be at once. May be asked from any thread."""
        return bool(self._texts)

    def say(self, say: Say) -> None:
        """Queue a say; the sound of all its texts is asked for now, so that it is there in time."""
        self._says.append(say)
        count = len(say.utterances)
        texts = [_Text(say, text, last=at + 1 == count) for at, text in enumerate(say.utterances)]
        if not texts:
            self._elsewhere.soon(partial(self._ended, say))
            return
        with self._lock:
            self._texts.extend(texts)
        for text in texts:
            self._give_sound(text)

    def stop(self, ids: tuple[int, ...]) -> None:
        """Drop says; what is being spoken among them fades at once."""
        with self._lock:
            first = self._texts[0] if self._texts else None
            for text in self._texts:
                text.dropped = text.say.id in ids
            self._texts = deque(text for text in self._texts if not text.dropped)
            cut = first is not None and first.spoken > 0 and (not self._texts or self._texts[0] is not first)
            if cut and first is not None:
                self._fade(first)
        self._says = deque(say for say in self._says if say.id not in ids)
        if cut and first is not None and first.told:
            self._notices.cut(first.utterance)

    def drop(self) -> None:
        """Stop speaking at once and forget what is queued."""
        self.stop(tuple(say.id for say in self._says))

    # the sound

    def take(self, count: int) -> Samples:
        """The next samples to be heard, silence where nothing is said. May be called from any thread."""
        out = np.zeros(count, np.int16)
        happened: list[Callable[[], None]] = []
        with self._lock:
            at = min(count, len(self._tail))
            out[:at] = self._tail[:at]
            self._tail = self._tail[at:]
            while at < count and self._texts and self._texts[0].sound is not None:
                at += self._speak(self._texts[0], out[at:], happened)
        for callback in happened:
            self._elsewhere.soon(callback)
        return out

    # within

    def _give_sound(self, text: _Text) -> None:
        utterance = text.utterance
        phrase = Phrase(utterance.text, utterance.language, utterance.recording)
        sound = self._voice.ready(phrase)
        if sound is not None:
            self._sounds(text, sound)
        else:
            self._elsewhere.run(partial(self._made, text, phrase), partial(self._sounds, text))

    def _made(self, text: _Text, phrase: Phrase) -> Audio:
        """The sound of a text; none when it was dropped meanwhile, so that the next prompt does not wait for it."""
        return silence(0.0, self.rate) if text.dropped else self._voice.make(phrase)

    def _sounds(self, text: _Text, sound: Audio) -> None:
        pause = np.zeros(max(1, round(PAUSE * self.rate)), np.int16)
        text.sound = np.concatenate([sound.at(self.rate).samples, pause])

    def _speak(self, text: _Text, out: Samples, happened: list[Callable[[], None]]) -> int:
        """Put a text's next samples where they fit; the number of them."""
        assert text.sound is not None
        if text.spoken == 0:
            happened.append(partial(self._begun, text))
        part = text.sound[text.spoken : text.spoken + len(out)]
        out[: len(part)] = part
        text.spoken += len(part)
        if text.spoken == len(text.sound):
            self._texts.popleft()
            if text.last:
                happened.append(partial(self._ended, text.say))
        return len(part)

    def _fade(self, text: _Text) -> None:
        assert text.sound is not None
        rest = text.sound[text.spoken : text.spoken + round(FADE * self.rate)]
        self._tail = (rest * np.linspace(1, 0, len(rest))).astype(np.int16)

    def _begun(self, text: _Text) -> None:
        """A text began to be spoken, unless it was stopped while this was on its way."""
        if not text.dropped:
            text.told = True
            self._notices.begins(text.utterance)

    def _ended(self, say: Say) -> None:
        """A say was spoken to its end, unless it was stopped while this was on its way."""
        if say not in self._says:
            return
        self._says.remove(say)
        self._post(PromptDone(say.id))
        if not self._says:
            self._notices.silent()


def _nobody(_: Event) -> None:
    """Takes reports that nobody waits for."""
