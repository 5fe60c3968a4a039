"""What a detector reported against what was sent."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from bench.dtmf.audio import Press

LATE = 0.12
"""A digit may come this long after its press ended, seconds."""


@dataclass
class Score:
    """Counts of one case; latencies in seconds after the start of the press."""

    sent: int = 0
    missed: int = 0
    doubled: int = 0
    false: int = 0
    latencies: list[float] = field(default_factory=list)

    def add(self, presses: Sequence[Press], heard: Sequence[tuple[str, float]]) -> None:
        """`heard`: digits and the stream time at which each was known."""
        self.sent += len(presses)
        taken = [False] * len(presses)
        first = 0
        for digit, when in heard:
            while first < len(presses) and presses[first].end + LATE < when:
                first += 1
            place = None
            again = False
            for index in range(first, len(presses)):
                press = presses[index]
                if press.start >= when:
                    break
                if press.digit == digit:
                    if not taken[index]:
                        place = index
                        break
                    again = True
            if place is not None:
                taken[place] = True
                self.latencies.append(when - presses[place].start)
            elif again:
                self.doubled += 1
            else:
                self.false += 1
        self.missed += taken.count(False)

    def passes(self, misses: float, doubles: float) -> bool:
        return self.false == 0 and self.missed <= misses * self.sent and self.doubled <= doubles * self.sent
