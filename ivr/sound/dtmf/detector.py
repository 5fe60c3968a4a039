"""The detector of one call, fed frame by frame."""

from __future__ import annotations

from collections import deque
from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING

import numpy as np

from ivr.sound.dtmf import compiled
from ivr.sound.dtmf.bank import PAST, SIZE, WIDTH, hops, means
from ivr.sound.dtmf.frames import MEMORY, SILENT, Frame
from ivr.sound.dtmf.gate import QUIET, key_of
from ivr.sound.dtmf.keys import FRAME, Digit
from ivr.sound.dtmf.tracker import Tracker

if TYPE_CHECKING:
    from ivr.sound.dtmf._core import Core

PLACES = 32
"""Frames of sound that are written before the newest are moved to the front."""


class Detector:
    """Keys of one call. Not thread-safe; give each call its own.

    Feed it sound as it comes; ask for nothing else. A digit is reported once, as soon as it is sure: 38 ms after its
    tone began on average, 48 ms at the most when the line is clean.
    """

    def __init__(self) -> None:
        self._pending = b""
        core = compiled.core(1)
        self._step = _Plain().step if core is None else partial(_by, core)

    def feed(self, frame: bytes | bytearray | memoryview) -> list[Digit]:
        """The digits decided by this sound: 16-bit little-endian mono at 8 kHz, usually 20 ms (320 bytes).

        Other lengths wait until 20 ms are there. TypeError for what is not bytes, ValueError when a sample is cut in
        two.
        """
        if type(frame) is not bytes or len(frame) != 2 * FRAME or self._pending:
            return self._feed_any(frame)
        return self._step(frame)

    def flush(self) -> list[Digit]:
        """The digits that the rest of the sound decides at the end of a call: what waits is filled with silence."""
        found = self.feed(bytes(2 * FRAME - len(self._pending))) if self._pending else []
        return found + self._step(bytes(2 * FRAME))

    def _feed_any(self, sound: bytes | bytearray | memoryview) -> list[Digit]:
        if not isinstance(sound, bytes | bytearray | memoryview):
            raise TypeError(
                f"a frame is bytes of 16-bit little-endian samples, not {type(sound).__name__}; of a NumPy array feed "
                'samples.astype("<i2").tobytes()'
            )
        sound = bytes(sound)
        if len(sound) % 2:
            raise ValueError(f"a frame of {len(sound)} bytes cuts a 16-bit sample in two")
        self._pending += sound
        found: list[Digit] = []
        size = 2 * FRAME
        whole = len(self._pending) // size * size
        for start in range(0, whole, size):
            found += self._step(self._pending[start : start + size])
        self._pending = self._pending[whole:]
        return found


def _by(core: Core, frame: bytes) -> list[Digit]:
    return [compiled.digit(press) for press in core.feed(frame)]


class _Plain:
    """The detector in Python."""

    def __init__(self) -> None:
        self._recent = _Recent()
        self._tracker = Tracker()

    def step(self, frame: bytes) -> list[Digit]:
        """The digits decided by one frame."""
        recent, tracker = self._recent, self._tracker
        loud = recent.add(frame)
        if tracker.held is not None:
            tracker.follow(recent, recent.count)
        key = key_of(recent) if loud else None
        return tracker.look(recent, recent.count, key) if key else []


class _Recent:
    """The newest sound of the call, and what the filters made of it as far as it was asked for."""

    def __init__(self) -> None:
        self.count = 0
        sound = np.zeros(PAST + PLACES * FRAME)
        self._new = [sound[PAST + at : PAST + at + FRAME] for at in range(0, PLACES * FRAME, FRAME)]
        self._seen = [sound[at : at + WIDTH] for at in range(0, PLACES * FRAME, FRAME)]
        kept = PAST + (MEMORY - 1) * FRAME
        self._front, self._rear = sound[:kept], sound[-kept:]
        self._place = PLACES - 1
        self._to_means, self._to_frame = means(), hops()
        self._means = deque([SILENT.values[:SIZE]] * MEMORY, MEMORY)
        self._frames: deque[Frame | None] = deque([SILENT] * MEMORY, MEMORY)

    def add(self, frame: bytes) -> bool:
        """Take the next frame; whether it is loud enough for a key."""
        self._place += 1
        if self._place == PLACES:
            self._front[:] = self._rear
            self._place = MEMORY - 1
        self._new[self._place][:] = np.frombuffer(frame, "<i2")
        means = self._to_means.dot(self._seen[self._place]).tolist()
        self._means.append(means)
        self._frames.append(None)
        self.count += 1
        return bool(max(means) >= QUIET or min(means) <= -QUIET)

    def means(self, age: int) -> Sequence[float]:
        return self._means[-1 - age]

    def frame(self, age: int) -> Frame:
        found = self._frames[-1 - age]
        if found is None:
            found = self._frames[-1 - age] = Frame(self._to_frame.dot(self._seen[self._place - age]).tolist())
        return found
