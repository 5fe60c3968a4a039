"""The steady tone that explains some hops best."""

from __future__ import annotations

import cmath
from collections.abc import Sequence
from itertools import pairwise
from math import log, pi
from operator import mul
from typing import Final

from ivr.sound.dtmf.bank import HOP, HOPS, SIZE, TOLERANCE_SPAN, TOLERANCE_STEPS, TONES, TURNS, responses
from ivr.sound.dtmf.frames import IMAGINARY, MEMORY, SILENT, Frame
from ivr.sound.dtmf.keys import RATE
from ivr.sound.dtmf.rules import Fit

HERTZ: Final = RATE / (2 * pi * HOP)
"""Of a phase that turns by one radian a hop."""
PURE: Final = 0.02
"""Share of a group's power that is left unexplained, up to which no other tone can be there."""
AGES: Final = tuple(tuple(turn**age for turn in TURNS) for age in range(MEMORY))
"""What gives phasors the phase of the oldest frame, by frame and tone."""


class Window:
    """Some hops, as `fit` looks at them: hops are numbers, in order but not necessarily in a row."""

    def __init__(self, frames: Sequence[Frame], lost: Sequence[int], hops: Sequence[int]) -> None:
        """frames: MEMORY of them; lost: those that are copies, of which the first hop alone is real."""
        self.hops = hops
        self.frames = frames
        self.places = []
        for hop in hops:
            index, inside = divmod(hop, HOPS)
            frame = SILENT if inside and index in lost else frames[index]
            self.places.append((frame.values, SIZE * inside, AGES[index]))

    def phasors(self, tone: int) -> list[complex]:
        """A tone's phasors at the hops, with the phase of the oldest frame."""
        imaginary = tone + IMAGINARY
        return [complex(frame[at + tone], frame[at + imaginary]) * turns[tone] for frame, at, turns in self.places]

    def power(self, first: int) -> float:
        """The power of the group of tones that begins with `first`, of all hops together."""
        numbers: list[float] = []
        for frame, at, _ in self.places:
            real, imaginary = at + first, at + first + IMAGINARY
            numbers += frame[real : real + 4]
            numbers += frame[imaginary : imaginary + 4]
        found: float = sum(map(mul, numbers, numbers))
        return found


def fit(tone: int, window: Window, coarse: bool) -> Fit:
    """A tone near the `tone`-th frequency in a window.

    The frequency comes from the phase between the two halves; `coarse` takes it from hop to hop before that, which
    tells shifts up to 100 Hz instead of 14, and needs a cleaner tone.
    """
    hops, many, own = window.hops, len(window.hops), window.phasors(tone)
    slope = 0.0
    still = own
    if coarse:
        if hops[-1] - hops[0] == many - 1:
            follows = sum([after * before.conjugate() for before, after in pairwise(own)])
        else:
            follows = sum([own[at + 1] * own[at].conjugate() for at in range(many - 1) if hops[at + 1] - hops[at] == 1])
        slope = cmath.phase(follows)
        still = _turned_back(own, hops, slope)
    half = many // 2
    before, after = sum(still[:half]), sum(still[-half:])
    apart = (sum(hops[-half:]) - sum(hops[:half])) / half
    further = cmath.phase(after * before.conjugate()) / apart
    middle = abs(sum(_turned_back(still, hops, further))) / many
    shift = (slope + further) * HERTZ / TONES[tone]
    span = min(TOLERANCE_SPAN, max(-TOLERANCE_SPAN, shift)) + TOLERANCE_SPAN
    step = round(span * (TOLERANCE_STEPS - 1) / (2 * TOLERANCE_SPAN))
    gains, ratios = responses()
    whole = window.power(tone & 4)
    rest = max(0.0, 1 - middle * middle * ratios[tone][step] * many / whole) if whole else 1.0
    change = abs(log((abs(before) + 1) / (abs(after) + 1)))
    return Fit(shift, middle * middle / gains[tone][step], rest, change, _rival(tone, window) if rest > PURE else 0.0)


def _turned_back(phasors: Sequence[complex], hops: Sequence[int], slope: float) -> list[complex]:
    """Phasors without a turn of so many radians a hop."""
    turn = cmath.rect(1.0, -slope)
    if hops[-1] - hops[0] != len(hops) - 1:
        return [phasor * turn**hop for phasor, hop in zip(phasors, hops, strict=True)]
    found, whole = [], cmath.rect(1.0, -slope * hops[0])
    for phasor in phasors:
        found.append(phasor * whole)
        whole *= turn
    return found


def _rival(tone: int, window: Window) -> float:
    """The greatest squared peak of the group's other tones."""
    first = tone & 4
    sums = [abs(sum(window.phasors(other))) for other in range(first, first + 4) if other != tone]
    return (max(sums) / len(window.hops)) ** 2
