"""Which frames are worth a look: both groups have a tone that is loud and steady enough."""

from __future__ import annotations

from typing import Final

import numpy as np
from numpy.typing import NDArray

from ivr.sound.dtmf import rules
from ivr.sound.dtmf.bank import HOPS, SIZE
from ivr.sound.dtmf.frames import Recent

GATE: Final = 0.3 * rules.LEAST
"""A frame is looked at when its mean phasors hold this, …"""
GATE_TWIST: Final = (0.05, 8.0)
"""… when high over low is between these, …"""
GATE_STEADY: Final = 0.2
"""… when the mean holds this much of the hops' power, …"""
GATE_BEFORE: Final = 0.3
"""… and when the end of the frame before had this much of each tone's power, or was lost: no tone of one frame alone
is long enough."""
QUIET: Final = (GATE / 2) ** 0.5
"""Where no number of the means is greater, no tone holds `GATE`."""


def key_of(recent: Recent) -> tuple[int, int] | None:
    """Row and column of the newest frame's strongest tones, or None when they cannot be a key."""
    means = recent.means(0)
    squares = [real * real + imaginary * imaginary for real, imaginary in zip(means[:8], means[8:], strict=True)]
    low, high = max(squares[:4]), max(squares[4:])
    if low < GATE or high < GATE or not GATE_TWIST[0] * low < high < GATE_TWIST[1] * low:
        return None
    row, column = squares.index(low), squares.index(high, 4)
    before, newest = recent.frame(1), recent.frame(0)
    ended = before.powers(row)[-1]
    if ended and (ended < GATE_BEFORE * low or before.powers(column)[-1] < GATE_BEFORE * high):
        return None
    if HOPS * low < GATE_STEADY * sum(newest.powers(row)) or HOPS * high < GATE_STEADY * sum(newest.powers(column)):
        return None
    return row, column - 4


def loud(means: NDArray[np.float64]) -> NDArray[np.intp]:
    """Of many calls those that may have a key, by the means of their newest frames (calls x SIZE)."""
    powers = _powers(means)
    return np.flatnonzero((powers[:, :4].max(axis=1) >= GATE) & (powers[:, 4:].max(axis=1) >= GATE))


def keys_of(
    means: NDArray[np.float64], newest: NDArray[np.float64], before: NDArray[np.float64]
) -> list[tuple[int, int] | None]:
    """What `key_of` tells, of many calls: their means (N x SIZE), newest frames and those before (N x HOPS * SIZE)."""
    call, powers = np.arange(len(means)), _powers(means)
    row, column = powers[:, :4].argmax(axis=1), powers[:, 4:].argmax(axis=1) + 4
    low, high = powers[call, row], powers[call, column]
    passed = (low >= GATE) & (high >= GATE) & (GATE_TWIST[0] * low < high) & (high < GATE_TWIST[1] * low)
    ended = _powers(before[:, -SIZE:])
    went = (ended[call, row] >= GATE_BEFORE * low) & (ended[call, column] >= GATE_BEFORE * high)
    passed &= went | (ended[call, row] == 0.0)
    hops = _powers(newest.reshape(-1, SIZE)).reshape(-1, HOPS, 8)
    total = hops[:, 0] + hops[:, 1] + hops[:, 2] + hops[:, 3]
    passed &= (HOPS * low >= GATE_STEADY * total[call, row]) & (HOPS * high >= GATE_STEADY * total[call, column])
    keys = zip(passed.tolist(), row.tolist(), (column - 4).tolist(), strict=True)
    return [(row, column) if may else None for may, row, column in keys]


def _powers(numbers: NDArray[np.float64]) -> NDArray[np.float64]:
    squares = numbers * numbers
    return squares[:, :8] + squares[:, 8:]
