"""The key that sounds now: followed through short gaps, other levels and lost frames until a pause is sure."""

from __future__ import annotations

import cmath
from dataclasses import dataclass
from math import sqrt
from typing import Final

from ivr.sound.dtmf import rules
from ivr.sound.dtmf.bank import HOPS, TURNS
from ivr.sound.dtmf.frames import Frame
from ivr.sound.dtmf.keys import FRAME, RATE
from ivr.sound.dtmf.lost import copied
from ivr.sound.dtmf.stretch import HOP_MS

FRAME_MS: Final = 1000 * FRAME / RATE
FLAT: Final = 0.6
"""Least over greatest power of a frame's hops in which a tone goes on, perhaps at another level."""
FAINT: Final = 0.04
"""How much of its power a tone may lose at once and still go on: 14 dB."""
BLANKS: Final = 3
"""Lost frames in a row over which a press may go on."""
BESIDE: Final = 6.0
"""Milliseconds without tone, besides lost frames, from which a pause is a pause."""
SAME_PHASE: Final = 0.5
"""Radians that a tone's phase may be off after lost frames, when it is the same press."""


@dataclass(slots=True)
class Held:
    """A press: its tones' powers, how long it has been interrupted (milliseconds), lost frames since."""

    row: int
    column: int
    low: float
    high: float
    shifts: tuple[float, float]
    """Of low and high, radians a hop."""
    last: int
    """The newest hop that it filled at least half, counted from the start of the stream."""
    seen: tuple[int, complex, complex] | None = None
    """The newest hop that it filled wholly at the end of a frame, and the phasors there."""
    steady: bool = False
    """Whether it filled the newest frame."""
    gap: float = 0.0
    lost: int = 0
    aligned: int = 0
    """Its sender may fill whole frames: until this frame, two of silence are a pause, not lost."""

    def goes_on(self, frame: Frame, before: Frame, count: int) -> bool:
        """Whether the press is not over at the end of a frame, the `count`-th of the stream."""
        self.steady = False
        if frame.blank:
            return self._lose(count)
        row, column = self.row, self.column + 4
        lows, highs = frame.powers(row), frame.powers(column)
        newest = HOPS * count - 1
        low, high = min(lows), min(highs)
        if (
            not self.lost
            and low > FLAT * max(lows)
            and high > FLAT * max(highs)
            and low > FAINT * self.low
            and high > FAINT * self.high
        ):
            self.low, self.high, self.gap, self.last = sum(lows) / HOPS, sum(highs) / HOPS, 0.0, newest
            self.see(frame, newest)
            self.steady = True
            return True
        if copied(frame, before):
            return self._lose(count)
        for hop in range(HOPS):
            part = sqrt(min(1.0, lows[hop] / self.low, highs[hop] / self.high))
            if part < 0.95:
                self.gap += HOP_MS * (1 - part)
            away = self.gap + (FRAME_MS * self.lost if self.gap > BESIDE else 0.0)
            if away >= rules.PAUSE:
                return False
            if part > 0.5 and self.lost <= 1:
                self.last = newest - HOPS + 1 + hop
            if part > 0.9:
                if self.lost > 1 and not self._same(frame, hop, newest):
                    return False
                self.gap, self.lost = 0.0, 0
        if self.last == newest:
            self.see(frame, newest)
        return True

    def see(self, frame: Frame, newest: int) -> None:
        """Keep the phasors at the end of a frame that the press fills, whose last hop is the stream's `newest`-th."""
        self.seen = newest, frame.phasor(self.row, HOPS - 1), frame.phasor(self.column + 4, HOPS - 1)

    def _lose(self, count: int) -> bool:
        self.lost += 1
        return self.lost <= (1 if count <= self.aligned else BLANKS)

    def _same(self, frame: Frame, hop: int, newest: int) -> bool:
        """Whether the tones at a hop of the frame are, by their phases, the ones from before some lost frames."""
        if self.seen is None:
            return False
        at, *before = self.seen
        now = newest - HOPS + 1 + hop
        frames = newest // HOPS - at // HOPS
        for tone, earlier, shift in zip((self.row, 4 + self.column), before, self.shifts, strict=True):
            turn = frame.phasor(tone, hop) * TURNS[tone] ** frames * cmath.rect(1.0, -shift * (now - at))
            if abs(cmath.phase(turn * earlier.conjugate())) > SAME_PHASE:
                return False
        return True
