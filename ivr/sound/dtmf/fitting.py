"""The steady tone that explains some hops best."""

from __future__ import annotations

import cmath
from math import log, pi
from typing import Final

import numpy as np
from numpy.typing import NDArray

from ivr.sound.dtmf.bank import HOP, TOLERANCE_SPAN, TOLERANCE_STEPS, TONES, responses
from ivr.sound.dtmf.keys import RATE
from ivr.sound.dtmf.rules import Fit

HERTZ: Final = RATE / (2 * pi * HOP)
"""Of a phase that turns by one radian a hop."""


def fit(tone: int, phasors: NDArray[np.complex128], hops: NDArray[np.float64], coarse: bool) -> Fit:
    """A tone near the `tone`-th frequency in the phasors of all eight (hops x 8) at `hops` (numbers, not necessarily
    in a row).

    The frequency comes from the phase between the two halves; `coarse` takes it from hop to hop before that, which
    tells shifts up to 100 Hz instead of 14, and needs a cleaner tone.
    """
    first, many = tone & 4, len(hops)
    group = phasors[:, first : first + 4]
    own = phasors[:, tone]
    slope = 0.0
    if coarse:
        follows = own[:-1].conj() * own[1:]
        slope = cmath.phase(
            complex(follows.sum() if hops[-1] - hops[0] == many - 1 else follows[np.diff(hops) == 1].sum())
        )
    half = many // 2
    still = own * np.exp(-1j * slope * hops)
    before, after = complex(still[:half].sum()), complex(still[-half:].sum())
    apart = float(hops[-half:].sum() - hops[:half].sum()) / half
    further = cmath.phase(after * before.conjugate()) / apart
    middle = abs(complex((still * np.exp(-1j * further * hops)).sum())) / many
    shift = (slope + further) * HERTZ / TONES[tone]
    span = min(TOLERANCE_SPAN, max(-TOLERANCE_SPAN, shift)) + TOLERANCE_SPAN
    step = round(span * (TOLERANCE_STEPS - 1) / (2 * TOLERANCE_SPAN))
    gains, ratios = responses()
    whole = float(np.vdot(group, group).real)
    rest = max(0.0, 1 - middle**2 * ratios[tone][step] * many / whole) if whole else 1.0
    rivals: list[float] = (np.abs(group.sum(axis=0)) / many).tolist()
    del rivals[tone - first]
    change = abs(log((abs(before) + 1) / (abs(after) + 1)))
    return Fit(shift, middle**2 / gains[tone][step], rest, change, max(rivals) ** 2)
