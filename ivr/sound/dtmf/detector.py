"""The detector of one call, fed frame by frame."""

from __future__ import annotations

from collections import deque

import numpy as np

from ivr.sound.dtmf.bank import COLUMNS, PAST, bank
from ivr.sound.dtmf.gate import gate
from ivr.sound.dtmf.keys import FRAME, Digit
from ivr.sound.dtmf.tracker import MEMORY, Tracker


class Detector:
    """Keys of one call. Not thread-safe; give each call its own.

    Feed it sound as it comes; ask for nothing else. A digit is reported once, as soon as it is sure: 38 ms after its
    tone began on average, 48 ms at the most when the line is clean.
    """

    def __init__(self) -> None:
        self._bank = bank()
        self._sound = np.zeros(PAST + FRAME)
        self._pending = b""
        self._new = self._sound[PAST:]
        self._frames = deque([np.zeros(COLUMNS)] * MEMORY, MEMORY)
        self._before = [0.0] * COLUMNS
        self._count = 0
        self._tracker = Tracker()

    def feed(self, frame: bytes) -> list[Digit]:
        """The digits decided by this sound: 16-bit little-endian mono at 8 kHz, usually 20 ms (320 bytes).

        Other lengths wait until 20 ms are there. ValueError when a sample is cut in two.
        """
        if len(frame) != 2 * FRAME or self._pending:
            return self._feed_any(frame)
        return self._step(frame)

    def flush(self) -> list[Digit]:
        """The digits that the rest of the sound decides at the end of a call: what waits is filled with silence."""
        found = self.feed(bytes(2 * FRAME - len(self._pending))) if self._pending else []
        return found + self._step(bytes(2 * FRAME))

    def _feed_any(self, sound: bytes) -> list[Digit]:
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

    def _step(self, frame: bytes) -> list[Digit]:
        sound, tracker, before = self._sound, self._tracker, self._before
        sound[:PAST] = sound[FRAME:]
        self._new[:] = np.frombuffer(frame, "<i2")
        result = self._bank.dot(sound)
        self._frames.append(result)
        self._count += 1
        self._before = values = result.tolist()
        if tracker.held:
            tracker.hold(values, self._count)
        key = gate(values, before)
        if key is None or tracker.holds(*key):
            return []
        return tracker.look(np.array(self._frames), self._count, *key)
