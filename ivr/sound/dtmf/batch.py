"""The detector of many calls at once: one matrix product for all of them, the rest only where there may be a
key."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from ivr.sound.dtmf.bank import COLUMNS, PAST, apply
from ivr.sound.dtmf.gate import gates
from ivr.sound.dtmf.keys import FRAME, Digit
from ivr.sound.dtmf.tracker import MEMORY, Tracker


class BatchDetector:
    """Keys of `calls` calls whose frames come in step; gives each call exactly what a `Detector` of its own would.

    ValueError unless `calls` is at least 1.
    """

    def __init__(self, calls: int) -> None:
        if calls < 1:
            raise ValueError(f"a batch needs at least one call, not {calls}")
        self._sound = np.zeros((calls, PAST + FRAME))
        self._frames = np.zeros((MEMORY, calls, COLUMNS))
        self._trackers = [Tracker() for _ in range(calls)]
        self._held: set[int] = set()
        self._count = 0

    def feed(self, frames: NDArray[np.int16]) -> dict[int, list[Digit]]:
        """The digits decided by one frame of every call (calls x 160, 16-bit samples), by the call's number; most
        calls have none.

        ValueError for another shape or type.
        """
        calls = len(self._trackers)
        if frames.shape != (calls, FRAME) or frames.dtype != np.int16:
            raise ValueError(
                f"frames must be int16 of shape {(calls, FRAME)}, not {frames.dtype} of shape {frames.shape}"
            )
        self._sound[:, :PAST] = self._sound[:, FRAME:]
        self._sound[:, PAST:] = frames
        memory = self._frames
        memory[:-1] = memory[1:]
        apply(self._sound, memory[-1])
        self._count += 1
        passed, rows, columns = gates(memory[-1], memory[-2])
        found: dict[int, list[Digit]] = {}
        for call in sorted(self._held.union(np.flatnonzero(passed).tolist())):
            tracker = self._trackers[call]
            if tracker.held:
                tracker.hold(memory[-1, call].tolist(), self._count)
            row, column = int(rows[call]), int(columns[call])
            if passed[call] and not tracker.holds(row, column):
                digits = tracker.look(memory[:, call], self._count, row, column)
                if digits:
                    found[call] = digits
            if tracker.held:
                self._held.add(call)
            else:
                self._held.discard(call)
        return found

    def flush(self) -> dict[int, list[Digit]]:
        """The digits that the end of all calls decides: a frame of silence for each."""
        return self.feed(np.zeros((len(self._trackers), FRAME), np.int16))
