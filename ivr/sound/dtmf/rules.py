"""What makes sound a key: the numbers of the standards, and the evidence asked for where the sound is not clean.

A press is a tone of each group, steady in frequency and level for long enough. Clean tones are taken in the whole
range of the standards. Where other sound is mixed in, the tones must be the nearer to their nominal frequencies and
to each other in level the worse it is: `evidence` weighs that up. Its weights come from a logistic regression of keys
under a louder prompt against four hours of speech and music (bench/dtmf), its thresholds from the same: each is above
all that speech and music ever reached.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import log, log10
from typing import Final

from ivr.sound.dtmf.bank import TONES
from ivr.sound.dtmf.keys import MILLIWATT


def power(level: float) -> float:
    """Squared peak of a sine of so many dBm0."""
    return MILLIWATT**2 * 10 ** (level / 10)


LEAST: Final = power(-30)
"""Of each tone. ITU-T Q.24 (AT&T) asks for -25 dBm and refuses -55; MT8870D takes -29 dBm."""
LEAST_MIXED: Final = power(-27.5)
"""The same where other sound is mixed in."""
TWIST_MOST: Final = 5.5
"""Decibels that the high tone may be above the low one: ITU-T Q.24 (AT&T) 4, and a margin."""
TWIST_LEAST: Final = -9.6
"""And below: ITU-T Q.24 (AT&T) -8, and a margin."""
SHIFT_PART: Final = 0.0165
"""A tone may be off by 1.5 % and 2 Hz (ITU-T Q.24, MT8870D) and must not by 3.5 %; the bound keeps clear of R1's 1300
Hz, 2.7 % off."""
SHIFT_HERTZ: Final = 2.5
SHORTEST: Final = 27.5
"""Milliseconds of a tone that still sounds before it is a key; ITU-T Q.24 asks for 40 and refuses 23."""
SHORTEST_ENDED: Final = 28.5
"""The same when its end is known."""
PAUSE: Final = 23.0
"""Milliseconds without a tone that end a press: ITU-T Q.24 bridges 10, NTT's shortest pause is 30."""

CLEAN: Final = (0.045, 0.02)
"""Share of the low and the high group's power that a clean tone leaves unexplained, at most."""
RIVALS: Final = ((0.85, 0.43), (0.2, 0.22))
"""Two keys at once are supposed when another tone of the group has at least this part of the key's own power, and
both together leave less than that share of the group's power unexplained."""
REST_MOST: Final = 0.8
"""The same with any evidence."""
CHANGE_MOST: Final = 0.8
"""Change of level from half to half (natural logarithm) with any evidence."""
SMALLEST_SHARE: Final = 0.003
WEIGHTS: Final = {
    "low": 0.5, "high": 2.6, "worse": 1.0,  # logarithms of the unexplained shares
    "low shift": 150.0, "high shift": 800.0, "greater shift": 350.0,  # as parts of the frequencies
    "twist": 0.25,  # decibels off the usual -1
    "low change": 0.5, "high change": 2.4,  # logarithms of the level's change from one half to the other
}  # fmt: skip
ENOUGH: Final = (99.0, 99.0, 99.0, 11.0, 9.7, 6.5, 2.5, 2.0, 2.0, 2.0)
"""Evidence asked of an unbroken stretch of so many hops, and of all longer ones."""
ENOUGH_HIDDEN: Final = {10: 4.0, 14: 1.2, 18: 0.45}
"""The same of tones that other sound hides, by the hops of the window."""

QUIET: Final = power(-18)
"""Of the low tone: for each decibel below it more evidence is asked for, since speech and music that pass for keys are
mostly quieter."""
QUIETER: Final = 1.0
QUIETER_HIDDEN: Final = 0.5
"""How much more for each decibel, of an unbroken stretch and of tones that other sound hides."""

R1_SEVEN: Final = (700.0, 1500.0, 0.6)
"""Hertz and their tolerance: the R1 register signal 7 (ITU-T Q.320) lies within the tolerance of key 3, and no
telephone sends it."""


@dataclass(frozen=True, slots=True)
class Fit:
    """One steady tone fitted to some hops: `shift` as a part of the nominal frequency, squared peak, the share of the
    group's power that it leaves unexplained, and the level's change from one half to the other (natural logarithm)."""

    shift: float
    power: float
    rest: float
    change: float
    rival: float
    """Greatest squared peak of the group's other tones, at their nominal frequencies."""


def accepted(low: Fit, high: Fit, row: int, column: int, enough: float, *, hidden: bool) -> bool:
    """Whether two tones are a key, by the standards when they are clean, else by evidence."""
    if min(low.power, high.power) < LEAST or max(low.rest, high.rest) > REST_MOST:
        return False
    twist = 10 * log10(high.power / low.power)
    if not TWIST_LEAST <= twist <= TWIST_MOST:
        return False
    if not all_within(low, high, row, column):
        return False
    if low.rest <= CLEAN[0] and high.rest <= CLEAN[1]:
        return True
    if (
        min(low.power, high.power) < LEAST_MIXED
        or max(low.change, high.change) > CHANGE_MOST
        or doubled(low)
        or doubled(high)
    ):
        return False
    quiet = max(0.0, 10 * log10(QUIET / low.power))
    return evidence(low, high) >= enough + (QUIETER_HIDDEN if hidden else QUIETER) * quiet


def hopeless(high: Fit, enough: float) -> bool:
    """Whether no low tone, however good, could make a key with this high one."""
    if high.rest <= CLEAN[1]:
        return False
    perfect = Fit(0.0, high.power * 10**0.1, 0.0, 0.0, 0.0)
    return high.rest > REST_MOST or evidence(perfect, high) < enough


def doubled(fit: Fit) -> bool:
    """Whether another tone of the group explains what this one leaves: two keys at once, or one and a single tone."""
    relative = fit.rival / fit.power
    rest = fit.rest - relative * (1 - fit.rest)
    return any(relative > least and rest < most for least, most in RIVALS)


def all_within(low: Fit, high: Fit, row: int, column: int) -> bool:
    """Both tones within the standards' tolerance, and not R1's."""
    first, second = TONES[row], TONES[4 + column]
    if abs(low.shift) > SHIFT_PART + SHIFT_HERTZ / first or abs(high.shift) > SHIFT_PART + SHIFT_HERTZ / second:
        return False
    near = abs(first * (1 + low.shift) - R1_SEVEN[0]), abs(second * (1 + high.shift) - R1_SEVEN[1])
    return max(near) > R1_SEVEN[2]


def evidence(low: Fit, high: Fit) -> float:
    """How much speaks for a key; the standards' tolerance is implied, for no threshold lets a tone so far off
    through."""
    rests = log(low.rest + SMALLEST_SHARE), log(high.rest + SMALLEST_SHARE)
    shifts = abs(low.shift), abs(high.shift)
    twist = 10 * log10(high.power / low.power)
    return -(
        WEIGHTS["low"] * rests[0] + WEIGHTS["high"] * rests[1] + WEIGHTS["worse"] * max(rests)
        + WEIGHTS["low shift"] * shifts[0] + WEIGHTS["high shift"] * shifts[1] + WEIGHTS["greater shift"] * max(shifts)
        + WEIGHTS["twist"] * abs(twist + 1)
        + WEIGHTS["low change"] * low.change + WEIGHTS["high change"] * high.change
    )  # fmt: skip
