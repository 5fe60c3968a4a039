"""A caller at this computer's microphone and loudspeaker."""

from __future__ import annotations

import asyncio
import logging
from collections import deque
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from typing import Final, Protocol, TypeVar

import numpy as np

from ivr.channels.base import Notices
from ivr.channels.voice import Daemons, Hearing, Mouth, Threads
from ivr.channels.voice.hearing import Recogniser
from ivr.channels.voice.mouth import Voice
from ivr.channels.voice.studio import Studio
from ivr.clock import Clock
from ivr.sound.audio import WIDE, AudioError, Samples

VOICES: Final = 2
"""Threads of one call's synthesis. Recognition has one of its own: what is heard waits for no prompt that is made."""

ECHO_TAIL: Final = 0.3
"""Seconds after the last word of a prompt in which a room, and the devices, still give it back."""


class Recognition(Protocol):
    """A recogniser that calls share (`ivr.sound.recognition.Recognition`)."""

    def ear(self) -> Recogniser:
        """What hears one call."""
        ...


R = TypeVar("R", bound=Recognition)

log = logging.getLogger("ivr.channels.microphone")


class Canceller(Protocol):
    """Takes what was played out of what was captured (`ivr.sound.echo`)."""

    @property
    def settled(self) -> bool:
        """Whether it knows the room: before, some of the prompt may be left."""
        ...

    def clean(self, captured: Samples, played: Samples) -> Samples:
        """The captured sound without the played one; both of the same length."""
        ...


class Line(Protocol):
    """Microphone and loudspeaker while they are open (`ivr.sound.devices`)."""

    def close(self) -> None:
        """End the sound."""
        ...


OpenLine = Callable[[int, Callable[[Samples, float], None], Callable[[int], Samples], Callable[[str], None]], Line]
"""Opens the devices: rate, what takes captured samples and their time, what gives samples to play, what is told when
the devices are lost."""


class Microphone:
    """The sound of one call through this computer: its `speaker` and `ears` are for a channel.

    open_line: opens the devices. headset: the microphone does not hear the loudspeaker. canceller: takes the prompt out
    of what the microphone hears, for speech: keys are heard through an echo. Without it, and until it has settled,
    speech is not listened for while a prompt sounds, unless there is a headset, and only keys interrupt it. listener:
    gets every frame that the caller hears. lost: told, once, when the devices are lost. All of it but the devices' own
    callbacks runs in the loop's thread.
    """

    rate: Final = WIDE

    def __init__(
        self,
        loop: asyncio.AbstractEventLoop,
        voice: Voice,
        open_line: OpenLine,
        *,
        headset: bool = False,
        canceller: Canceller | None = None,
        listener: Callable[[Samples], None] | None = None,
        lost: Callable[[str], None] = lambda _: None,
    ) -> None:
        self._voice = voice
        self._open_line = open_line
        self._canceller = canceller
        self._headset = headset
        self._listener = listener
        self._lost = lost
        self._threads = Daemons(VOICES, "voice"), ThreadPoolExecutor(1, "hearing")
        self._making, self._elsewhere = (Threads(loop, threads) for threads in self._threads)
        self._closed = False
        self._played: deque[Samples] = deque()
        self._echo_until = 0
        self._captured = 0
        self._line: Line | None = None
        self._studio: Studio | None = None
        self._mouth: Mouth | None = None
        self.ears = Hearing(self._elsewhere, rate=self.rate, muted=self._echoes)

    def speaker(self, notices: Notices) -> Mouth:
        """What speaks to the caller."""
        self._mouth = Mouth(self._voice, self._making, notices, rate=self.rate)
        return self._mouth

    def open(self) -> None:
        """Begin the sound. Raises what the devices raise."""
        self._line = self._open_line(self.rate, self._take, self._give, self._gone)

    def go_on_without(self, clock: Clock) -> None:
        """Go on without devices: what is said takes its time still, and is kept still, but nobody hears it."""
        if self._closed or self._studio is not None:
            return
        if self._line is not None:
            self._line.close()
            self._line = None
        if self._mouth is not None:
            self._studio = Studio(clock, self._mouth, listener=self._keep)

    def recognise(self, load: Callable[[], R | str], done: Callable[[R | str], None]) -> None:
        """Load a recogniser beside the call, and listen by it from then on.

        load: gives it, or why there is none. done: told what it gave, or that it failed.
        """

        def tried() -> R | str:
            try:
                return load()
            except Exception as error:  # its words are of no use to a caller, and may be anything
                return f"speech cannot be recognised: its program failed ({type(error).__name__})"

        def loaded(found: R | str) -> None:
            if self._closed:
                return
            if not isinstance(found, str):
                self.ears.use(found.ear())
            done(found)

        self._elsewhere.run(tried, loaded)

    def close(self) -> None:
        """End the sound. Who hangs up waits for no voice; a recogniser that is being loaded is waited for when the
        process ends, since vosk would crash it."""
        self._closed = True
        self.ears.close()
        if self._line is not None:
            self._line.close()
        if self._studio is not None:
            self._studio.close()
        for threads in self._threads:
            threads.shutdown(wait=False, cancel_futures=True)

    # the devices' callbacks, in a thread of their own

    def _give(self, count: int) -> Samples:
        out = self._mouth.take(count) if self._mouth is not None else np.zeros(count, np.int16)
        if self._canceller is not None or self._listener is not None:
            self._elsewhere.soon(partial(self._given, out))
        return out

    def _take(self, samples: Samples, _at: float) -> None:
        self._elsewhere.soon(partial(self._heard, samples))

    def _gone(self, message: str) -> None:
        self._elsewhere.soon(partial(self._tell, message))

    # in the loop's thread

    def _given(self, samples: Samples) -> None:
        if self._canceller is not None:
            self._played.append(samples)
        self._keep(samples)

    def _keep(self, samples: Samples) -> None:
        """Give what the caller hears to the listener. One that fails, for a full disk, ends no call."""
        if self._listener is None:
            return
        try:
            self._listener(samples)
        except Exception as error:
            self._listener = None
            why = error if isinstance(error, AudioError) else type(error).__name__
            log.error("the sound of the call is not kept from here on: %s", why)

    def _tell(self, message: str) -> None:
        if not self._closed:
            self._lost(message)

    def _heard(self, samples: Samples) -> None:
        self._captured += len(samples)
        if self._canceller is None:
            self.ears.feed(samples)
        else:
            self.ears.feed(samples, self._canceller.clean(samples, self._next_played(len(samples))))

    def _next_played(self, count: int) -> Samples:
        """As many of the samples that were played as were captured: both devices run by one clock."""
        parts: list[Samples] = []
        while count and self._played:
            part = self._played.popleft()
            if len(part) > count:
                self._played.appendleft(part[count:])
                part = part[:count]
            parts.append(part)
            count -= len(part)
        return np.concatenate([*parts, np.zeros(count, np.int16)])

    def _echoes(self) -> bool:
        """Whether the microphone may be hearing the prompt."""
        if self._headset or (self._canceller is not None and self._canceller.settled):
            return False
        if self._mouth is not None and self._mouth.sounding:
            self._echo_until = self._captured + round(ECHO_TAIL * self.rate)
        return self._captured < self._echo_until
