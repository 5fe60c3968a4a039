"""Frames that a receiver has filled in for lost ones: with silence, or with the frame before again."""

from __future__ import annotations

import cmath
from collections.abc import Sequence
from operator import mul
from typing import Final

from ivr.sound.dtmf.bank import HOPS, SIZE, TURNS
from ivr.sound.dtmf.frames import SPAN, Frame

REPEATED: Final = 0.9999
"""Squared correlation of a frame with the one before it from which on it is that frame again. Two tones both within
0.1 Hz of multiples of 50 Hz do the same."""
UNLIKE: Final = 0.03
"""Part by which two phasors of a frame may be in another relation than in its copy."""
TURNED: Final = 0.1
"""Radians by which at least one tone would turn from frame to frame, if the frame were not a copy."""


def copied(frame: Frame, before: Frame) -> bool:
    """Whether a frame is the one before it again, louder or not."""
    ours, theirs = frame.values[SIZE:], before.values[SIZE:]
    same: float = sum(map(mul, ours, theirs))
    own: float = sum(map(mul, ours, ours))
    other: float = sum(map(mul, theirs, theirs))
    return same * same > REPEATED * own * other


def copies(frames: Sequence[Frame], row: int, column: int) -> list[int]:
    """Which frames are the ones before them again, where tones of this row and column may sound."""
    found = []
    before = frames[0]
    low, high = before.phasor(row, 1), before.phasor(4 + column, 2)
    for index, frame in enumerate(frames[1:], 1):
        earlier = low, high
        low, high = frame.phasor(row, 1), frame.phasor(4 + column, 2)
        across = earlier[0] * high
        if (
            abs(across - low * earlier[1]) <= UNLIKE * abs(across)
            and low
            and copied(frame, before)
            and max(_turn(before, row), _turn(before, 4 + column)) > TURNED
        ):
            found.append(index)
        before = frame
    return found


def _turn(frame: Frame, tone: int) -> float:
    """By how many radians a tone turns from one frame to the next, at the frequency that it has within one."""
    inside = cmath.phase(frame.phasor(tone, HOPS - 1) * frame.phasor(tone, 1).conjugate()) / (HOPS - 2)
    return abs(cmath.phase(cmath.rect(1.0, inside * HOPS) / TURNS[tone]))


def silenced(powers: list[float], lost: Sequence[int]) -> None:
    """Give a tone's powers at all hops what silence would have left in frames that are copies."""
    for frame in lost:
        first = frame * HOPS
        powers[first : first + HOPS] = powers[first - 1] / 4, *[0.0] * (HOPS - 1)


def blanks(powers: Sequence[float]) -> frozenset[int]:
    """Hops that lost frames empty: four of each, and the next, half of which they are."""
    lost = [first for first in range(0, SPAN, HOPS) if not any(powers[first + 1 : first + HOPS])]
    return frozenset(hop for first in lost for hop in range(first, first + HOPS + 1))
