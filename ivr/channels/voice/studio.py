"""The sound of a call in virtual time: what a caller would hear, as fast as it can be made."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from ivr.channels.voice.hearing import Hearing
from ivr.channels.voice.mouth import Mouth
from ivr.clock import Clock
from ivr.sound.audio import FRAME_SECONDS, Samples

Heard = Callable[[Samples], None]


class Studio:
    """Moves sound by a clock: takes a frame from the mouth every 20 ms, gives the ears a frame of the caller's.

    listener: gets each frame that the caller hears. caller: all that the caller sends, from the first moment; silence
    comes after it. Stops by itself when `close` is called.
    """

    def __init__(
        self,
        clock: Clock,
        mouth: Mouth,
        *,
        listener: Heard = lambda _: None,
        hearing: Hearing | None = None,
        caller: Samples | None = None,
    ) -> None:
        self._clock = clock
        self._mouth = mouth
        self._listener = listener
        self._hearing = hearing
        self._caller = np.zeros(0, np.int16) if caller is None else caller
        self._frame = round(mouth.rate * FRAME_SECONDS)
        self._at = 0
        self._closed = False
        clock.later(FRAME_SECONDS, self._turn)

    def close(self) -> None:
        """Move nothing more."""
        self._closed = True

    def _turn(self) -> None:
        if self._closed:
            return
        self._clock.later(FRAME_SECONDS, self._turn)
        self._listener(self._mouth.take(self._frame))
        if self._hearing is not None:
            sent = self._caller[self._at : self._at + self._frame]
            self._at += self._frame
            self._hearing.feed(np.pad(sent, (0, self._frame - len(sent))))
