"""The detector of many calls at once. In Python it is one matrix product for all of them, the rest only where there may
be a key."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from ivr.sound.dtmf import compiled
from ivr.sound.dtmf.bank import HOPS, PAST, SIZE, WIDTH, hops, means
from ivr.sound.dtmf.frames import MEMORY, Frame
from ivr.sound.dtmf.gate import keys_of, loud
from ivr.sound.dtmf.keys import FRAME, Digit
from ivr.sound.dtmf.tracker import Tracker

if TYPE_CHECKING:
    from ivr.sound.dtmf._core import Core

PLACES = 16
"""Frames of sound that are written before the newest are moved to the front."""
PIECE = 64
"""Calls of one product: OpenBLAS keeps up to 64 x 64 x 64 multiplications in one thread, and more would cost more than
they bring."""
PIECE_OF_FRAMES = 20
"""The same of the product for all hops."""


class BatchDetector:
    """Keys of `calls` calls whose frames come in step; gives each call exactly what a `Detector` of its own would.

    ValueError unless `calls` is a whole number from 1.
    """

    def __init__(self, calls: int) -> None:
        if not isinstance(calls, int) or calls < 1:
            raise ValueError(f"a batch needs at least one call, not {calls!r}")
        self._calls = calls
        core = compiled.core(calls)
        self._step = _Plain(calls).step if core is None else partial(_by, core)

    def feed(self, frames: NDArray[np.int16]) -> dict[int, list[Digit]]:
        """The digits decided by one frame of every call (calls x 160, 16-bit samples), by the call's number; most
        calls have none.

        TypeError for what is no array, ValueError for one of another shape or type.
        """
        if not isinstance(frames, np.ndarray):
            raise TypeError(f"frames are a NumPy array of int16, not {type(frames).__name__}")
        if frames.shape != (self._calls, FRAME) or frames.dtype != np.int16:
            raise ValueError(
                f"frames must be int16 of shape {(self._calls, FRAME)}, not {frames.dtype} of shape {frames.shape}"
            )
        return self._step(frames)

    def flush(self) -> dict[int, list[Digit]]:
        """The digits that the end of all calls decides: a frame of silence for each."""
        return self.feed(np.zeros((self._calls, FRAME), np.int16))


def _by(core: Core, frames: NDArray[np.int16]) -> dict[int, list[Digit]]:
    return {press[0]: [compiled.digit(press)] for press in core.feed(np.ascontiguousarray(frames, "<i2"))}


class _Plain:
    """The detector in Python."""

    def __init__(self, calls: int) -> None:
        self._recent = _Recents(calls)
        self._trackers = [Tracker() for _ in range(calls)]
        self._held: set[int] = set()

    def step(self, frames: NDArray[np.int16]) -> dict[int, list[Digit]]:
        """The digits decided by one frame of every call."""
        recent = self._recent
        found: dict[int, list[Digit]] = {}
        may_have = loud(recent.add(frames)).tolist()
        keys = dict(zip(may_have, recent.keys(may_have), strict=True))
        for call in sorted(self._held.union(call for call, key in keys.items() if key)):
            tracker, one, key = self._trackers[call], _Recent(recent, call), keys.get(call)
            if tracker.held is not None:
                tracker.follow(one, recent.count)
            digits = tracker.look(one, recent.count, key) if key else []
            if digits:
                found[call] = digits
            if tracker.held:
                self._held.add(call)
            else:
                self._held.discard(call)
        return found


class _Recents:
    """The newest sound of all calls, and what the filters made of it as far as it was asked for."""

    def __init__(self, calls: int) -> None:
        self.count = 0
        self._place = PLACES - 1
        self._sound = np.zeros((calls, PAST + PLACES * FRAME))
        self._means = np.zeros((MEMORY, calls, SIZE))
        self._frames = np.zeros((MEMORY, calls, HOPS * SIZE))
        self._made = [[-age] * calls for age in range(MEMORY, 0, -1)]
        """The number of each frame that was made; those before the first are silence."""
        self._to_means, self._to_frame = np.ascontiguousarray(means().T), np.ascontiguousarray(hops().T)

    def add(self, frames: NDArray[np.int16]) -> NDArray[np.float64]:
        """Take the next frame of each call; their means (calls x SIZE)."""
        sound = self._sound
        self._place += 1
        if self._place == PLACES:
            kept = PAST + (MEMORY - 1) * FRAME
            sound[:, :kept] = sound[:, -kept:]
            self._place = MEMORY - 1
        at = self._place * FRAME
        sound[:, PAST + at : PAST + at + FRAME] = frames
        self.count += 1
        found: NDArray[np.float64] = self._means[self.count % MEMORY]
        for first in range(0, len(sound), PIECE):
            np.dot(sound[first : first + PIECE, at : at + WIDTH], self._to_means, out=found[first : first + PIECE])
        return found

    def keys(self, calls: list[int]) -> list[tuple[int, int] | None]:
        """What each of these calls may have for a key."""
        self._make([call for call in calls if self._made[(self.count - 1) % MEMORY][call] != self.count - 1], 1)
        self._make(calls, 0)
        newest, before = self.count % MEMORY, (self.count - 1) % MEMORY
        return keys_of(self._means[newest, calls], self._frames[newest, calls], self._frames[before, calls])

    def _make(self, calls: list[int], age: int) -> None:
        """Make the frames of some calls that are so old."""
        number, at = self.count - age, (self._place - age) * FRAME
        frames, made = self._frames[number % MEMORY], self._made[number % MEMORY]
        for first in range(0, len(calls), PIECE_OF_FRAMES):
            some = calls[first : first + PIECE_OF_FRAMES]
            frames[some] = self._sound[some, at : at + WIDTH] @ self._to_frame
        for call in calls:
            made[call] = number

    def means(self, call: int, age: int) -> list[float]:
        found: list[float] = self._means[(self.count - age) % MEMORY, call].tolist()
        return found

    def frame(self, call: int, age: int) -> list[float]:
        place = (self.count - age) % MEMORY
        if self._made[place][call] != self.count - age:
            self._make([call], age)
        found: list[float] = self._frames[place, call].tolist()
        return found


class _Recent:
    """One call's part of it, for one look."""

    __slots__ = ("_all", "_call", "_frames")

    def __init__(self, recents: _Recents, call: int) -> None:
        self._all = recents
        self._call = call
        self._frames: list[Frame | None] = [None] * MEMORY

    def means(self, age: int) -> list[float]:
        return self._all.means(self._call, age)

    def frame(self, age: int) -> Frame:
        found = self._frames[age]
        if found is None:
            found = self._frames[age] = Frame(self._all.frame(self._call, age))
        return found
