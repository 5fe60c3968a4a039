"""Which frames are worth a look: both groups have a tone that is loud and steady enough. The same for one call and
for many."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import numpy as np
from numpy.typing import NDArray

from ivr.sound.dtmf import rules
from ivr.sound.dtmf.bank import HOPS, MEAN

GATE: Final = 0.3 * rules.LEAST
"""A frame is looked at when its mean phasors hold this, …"""
GATE_TWIST: Final = (0.05, 8.0)
"""… when high over low is between these, …"""
GATE_STEADY: Final = 0.2
"""… and when the mean holds this much of the hops' power."""


GATE_BEFORE: Final = 0.3
"""… and when the end of the frame before had this much of each tone's power, or was lost: no tone of one frame alone
is long enough."""
_END: Final = MEAN - 16
_QUIET: Final = (GATE / 2) ** 0.5


def gate(values: Sequence[float], before: Sequence[float]) -> tuple[int, int] | None:
    """Row and column of one frame's strongest tones, or None when they cannot be a key; `before` is the frame
    before."""
    means = values[MEAN:]
    if max(means) < _QUIET and min(means) > -_QUIET:
        return None
    real, imaginary = means[:8], means[8:]
    powers = [a * a + b * b for a, b in zip(real, imaginary, strict=True)]
    low, high = max(powers[:4]), max(powers[4:])
    if low < GATE or high < GATE or not GATE_TWIST[0] * low < high < GATE_TWIST[1] * low:
        return None
    row, column = powers.index(low), powers.index(high, 4)
    lows = [values[at] * values[at] + values[at + 8] * values[at + 8] for at in range(row, MEAN, 16)]
    highs = [values[at] * values[at] + values[at + 8] * values[at + 8] for at in range(column, MEAN, 16)]
    if HOPS * low < GATE_STEADY * sum(lows) or HOPS * high < GATE_STEADY * sum(highs):
        return None
    if before[_END + row]:
        end = (
            before[_END + at] * before[_END + at] + before[_END + at + 8] * before[_END + at + 8]
            for at in (row, column)
        )
        if next(end) < GATE_BEFORE * low or next(end) < GATE_BEFORE * high:
            return None
    return row, column - 4


def gates(
    values: NDArray[np.float64], before: NDArray[np.float64]
) -> tuple[NDArray[np.bool_], NDArray[np.intp], NDArray[np.intp]]:
    """The same for the frames of many calls (N x COLUMNS): which pass, their rows and columns."""
    squares = values * values
    means = squares[:, MEAN : MEAN + 8] + squares[:, MEAN + 8 :]
    row, column = means[:, :4].argmax(axis=1), means[:, 4:].argmax(axis=1)
    call = np.arange(len(values))
    low, high = means[call, row], means[call, column + 4]
    passed = (low >= GATE) & (high >= GATE) & (GATE_TWIST[0] * low < high) & (high < GATE_TWIST[1] * low)
    some = np.flatnonzero(passed)
    if len(some):
        hops = squares[some, :MEAN].reshape(-1, HOPS, 2, 8)
        powers = hops[:, :, 0] + hops[:, :, 1]
        total = powers[:, 0] + powers[:, 1] + powers[:, 2] + powers[:, 3]
        here = np.arange(len(some))
        steady = HOPS * low[some] >= GATE_STEADY * total[here, row[some]]
        steady &= HOPS * high[some] >= GATE_STEADY * total[here, column[some] + 4]
        ends = before[some, _END : _END + 16]
        end = ends[:, :8] * ends[:, :8] + ends[:, 8:] * ends[:, 8:]
        went = end[here, row[some]] >= GATE_BEFORE * low[some]
        went &= end[here, column[some] + 4] >= GATE_BEFORE * high[some]
        steady &= went | (ends[here, row[some]] == 0.0)
        passed[some] = steady
    return passed, row, column
