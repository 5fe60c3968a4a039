"""The filters: each frame becomes phasors of the eight tones, by matrix products.

A hop is 5 ms. At every hop eight complex filters of 10 ms look at the sound around one DTMF frequency each; the
amplitude of a sine of that frequency comes out as the modulus, its phase as the angle. The filters let nothing of the
other group through, nor of dial tones, so that neither bends the phase. Their coefficients are multiples of a power
of two, so that a sum is exact in whatever order it is made: one call alone and two hundred at once give the same
numbers to the last bit, and silence gives zero.
"""

from __future__ import annotations

import cmath
from functools import cache
from typing import Final

import numpy as np
from numpy.typing import NDArray

from ivr.sound.dtmf.keys import FRAME, HIGH, LOW, RATE

Floats = NDArray[np.float64]

HOP: Final = 40
HOPS: Final = FRAME // HOP
LENGTH: Final = 80
"""Samples that a filter sees: 10 ms, so that a tone of 40 ms fills at least six hops wholly."""
PAST: Final = LENGTH - HOP
"""Samples of the frame before that the first hop needs."""
TONES: Final = LOW + HIGH
SCALE: Final = 2.0**-28
"""To whole multiples of this the coefficients are rounded: 15 bits of a sample, 23 of a coefficient and 8 of a sum
are less than a double's 53."""
WIDTH: Final = PAST + FRAME
"""Samples that a frame's phasors come from."""
SIZE: Final = 16
"""Numbers of the phasors at one hop: the real parts of the eight tones, then the imaginary ones."""
TURNS: Final = tuple(cmath.exp(-2j * cmath.pi * tone * FRAME / RATE) for tone in TONES)
"""What a phasor must be multiplied by to keep the phase of the frame before."""

TOLERANCE_SPAN: Final = 0.03
"""Shifts of a tone for which the filters' response is tabled, as a part of its frequency."""
TOLERANCE_STEPS: Final = 61

DIAL_TONES = (330.0, 470.0)
"""Hertz: 350, 400, 425, 440 and 450 of the world's dial tones (ITU-T E.180)."""
LOW_GROUP = (682.0, 962.0)
HIGH_GROUP = (1180.0, 1670.0)
ABOVE = (1850.0, 4000.0)
FLOOR = 0.5
"""How much white noise weighs against the stop bands; larger is wider and calmer."""


def _waves(hertz: Floats) -> NDArray[np.complex128]:
    time = (np.arange(LENGTH) - (LENGTH - 1) / 2) / RATE
    return np.asarray(np.exp(2j * np.pi * np.outer(hertz, time)))


def _filter(tone: int) -> NDArray[np.complex128]:
    """The filter that passes `tone` as it is and has the least power from the bands that it must not hear."""
    other = HIGH_GROUP if tone in LOW else LOW_GROUP
    stops = [
        (*DIAL_TONES, 1.0), (-DIAL_TONES[1], -DIAL_TONES[0], 1.0), (-DIAL_TONES[0], DIAL_TONES[0], 0.3),
        (*other, 1.0), (-HIGH_GROUP[1], -HIGH_GROUP[0], 1.0), (-LOW_GROUP[1], -LOW_GROUP[0], 1.0),
        (*ABOVE, 0.3), (-ABOVE[1], -HIGH_GROUP[1] - 30, 0.3),
    ]  # fmt: skip
    power = np.eye(LENGTH) * FLOOR**2 + 0j
    for first, last, weight in stops:
        waves = _waves(np.arange(first, last, 10.0))
        power += weight**2 * (waves.conj().T @ waves)
    wanted = _waves(np.array([float(tone)]))[0]
    taps = np.linalg.solve(power, wanted.conj())
    return np.asarray(2 * taps / (wanted @ taps))


@cache
def filters() -> NDArray[np.complex128]:
    """LENGTH x 8."""
    return np.stack([_filter(tone) for tone in TONES], axis=1)


@cache
def hops() -> Floats:
    """What makes a frame's phasors at its hops (HOPS * SIZE numbers, the first hop first) of its WIDTH samples, as a
    matrix of multiples of SCALE.

    Phases are turned back by the nominal frequencies, so that such a tone keeps its phase from hop to hop of a frame
    (from frame to frame: `TURNS`).
    """
    taps = filters()
    turns = np.exp(-2j * np.pi * np.array(TONES) * HOP / RATE)
    matrix = np.zeros((HOPS, SIZE, WIDTH))
    for hop in range(HOPS):
        rows = np.round(taps * turns**hop / SCALE) * SCALE
        place = slice(hop * HOP, hop * HOP + LENGTH)
        matrix[hop, :8, place] = rows.real.T
        matrix[hop, 8:, place] = rows.imag.T
    return matrix.reshape(HOPS * SIZE, WIDTH)


@cache
def means() -> Floats:
    """The same for the mean of a frame's hops: SIZE numbers, which tell whether the frame is worth more."""
    return np.asarray(hops().reshape(HOPS, SIZE, WIDTH).mean(axis=0))


@cache
def responses() -> tuple[tuple[tuple[float, ...], ...], tuple[tuple[float, ...], ...]]:
    """For each of the 8 tones and each step of its shift: the filter's own power gain, and the group's over the
    filter's own."""
    shifts = np.linspace(-TOLERANCE_SPAN, TOLERANCE_SPAN, TOLERANCE_STEPS)
    own, group = [], []
    for index, tone in enumerate(TONES):
        gains = np.abs(_waves(tone * (1 + shifts)) @ filters() / 2) ** 2
        members = gains[:, :4] if index < 4 else gains[:, 4:]
        own.append(tuple(gains[:, index].tolist()))
        group.append(tuple((members.sum(axis=1) / gains[:, index]).tolist()))
    return tuple(own), tuple(group)
