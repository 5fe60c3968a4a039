"""Tones to send: keys, call-progress signals, single tones, at 8 kHz, 16-bit mono.

Levels are in dBm0 of each tone, where a sine of full scale is +3.14 dBm0 (ITU-T G.711, A-law). What would pass full
scale is clipped, as a converter clips it: two tones of 0 dBm0 do.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from ivr.sound.dtmf.keys import FULL_SCALE, KEYS, MILLIWATT, RATE, tones

Samples = NDArray[np.int16]

USUAL_LEVEL: Final = -9.0
"""dBm0 of each tone, within ITU-T Q.23's and ETSI ES 201 235-2's ranges for senders."""
USUAL_TWIST: Final = 2.0
"""Decibels of the high tone over the low one, against the line's loss at high frequencies (ETSI ES 201 235-2: 1 to
4)."""
QUIETEST: Final = -70.0


@dataclass(frozen=True, slots=True)
class Signal:
    """A call-progress signal: hertz sounding together, and seconds on, off, on, off … which repeat (none: without a
    break)."""

    hertz: tuple[float, ...]
    cadence: tuple[float, ...] = ()


SIGNALS: Final = {
    "dial": Signal((425,)),
    "ringing": Signal((425,), (1.0, 4.0)),
    "busy": Signal((425,), (0.4, 0.4)),
    "congestion": Signal((425,), (0.2, 0.2)),
    "dial us": Signal((350, 440)),
    "ringing us": Signal((440, 480), (2.0, 4.0)),
    "busy us": Signal((480, 620), (0.5, 0.5)),
    "congestion us": Signal((480, 620), (0.25, 0.25)),
}
"""ITU-T E.180: the recommended 425 Hz with Russia's cadences, and North America's pairs."""


def key(digit: str, duration: float = 0.1, level: float = USUAL_LEVEL, twist: float = USUAL_TWIST) -> Samples:
    """One key for `duration` seconds; `level` is the low tone's, `twist` decibels higher the high one's.

    ValueError for what is no key (letters in capitals), or a duration or level that makes no sense.
    """
    low, high = tones(digit)
    return sixteen_bit(sine(low, duration, level) + sine(high, duration, level + twist))


def keys(
    digits: str,
    on: float = 0.1,
    off: float = 0.1,
    level: float = USUAL_LEVEL,
    twist: float = USUAL_TWIST,
) -> Samples:
    """Keys one after another, seconds on and off (a pause after the last too); spaces and commas are pauses of one
    second.

    ValueError as `key`.
    """
    pieces = [np.zeros(0, np.int16)]
    for digit in digits:
        if digit in " ,":
            pieces.append(silence(1.0))
        elif digit not in KEYS:
            raise ValueError(f"{digit!r} in {digits!r} is no key; keys are {KEYS}, space and comma pause")
        else:
            pieces += [key(digit, on, level, twist), silence(off)]
    return np.concatenate(pieces)


def signal(name: str, duration: float, level: float = -13.0) -> Samples:
    """A call-progress signal of `SIGNALS` for `duration` seconds; ValueError for another name."""
    if name not in SIGNALS:
        raise ValueError(f"no signal {name!r}; signals are {', '.join(SIGNALS)}")
    wanted = SIGNALS[name]
    return cadenced(together(wanted.hertz, duration, level), wanted.cadence)


def tone(hertz: float, duration: float, level: float = -13.0) -> Samples:
    """A single tone, seconds and dBm0."""
    return sixteen_bit(sine(hertz, duration, level))


def together(hertz: Iterable[float], duration: float, level: float) -> Samples:
    """Several tones at once, each of this level; silence when there are none."""
    sines = [sine(each, duration, level) for each in hertz]
    return sixteen_bit(np.sum(sines, axis=0)) if sines else silence(duration)


def cadenced(samples: Samples, cadence: Sequence[float]) -> Samples:
    """Sound switched on and off in turn, seconds, again and again; unchanged when `cadence` is empty."""
    if not cadence:
        return samples
    if len(cadence) % 2 or min(cadence) <= 0:
        raise ValueError(f"a cadence is pairs of seconds on and off, all above zero, not {tuple(cadence)}")
    edges = np.cumsum(cadence)
    place = (np.arange(len(samples)) / RATE) % edges[-1]
    return np.where(np.searchsorted(edges, place, side="right") % 2, 0, samples).astype(np.int16)


def silence(duration: float) -> Samples:
    """Zeros for `duration` seconds."""
    return np.zeros(_length(duration), np.int16)


def sine(hertz: float, duration: float, level: float) -> NDArray[np.float64]:
    """One tone before it is rounded; seconds, dBm0. ValueError outside 0-4000 Hz or -70 … +6 dBm0."""
    if not 0 < hertz < RATE / 2:
        raise ValueError(f"a tone of {hertz} Hz does not fit {RATE} samples a second")
    if not QUIETEST <= level <= 6:
        raise ValueError(f"a level of {level} dBm0 is outside {QUIETEST:.0f} … 6")
    time = np.arange(_length(duration)) / RATE
    return np.asarray(MILLIWATT * 10 ** (level / 20) * np.sin(2 * np.pi * hertz * time))


def sixteen_bit(samples: NDArray[np.float64]) -> Samples:
    return np.clip(np.round(samples), -FULL_SCALE, FULL_SCALE - 1).astype(np.int16)


def _length(duration: float) -> int:
    if not 0 <= duration <= 3600:
        raise ValueError(f"a duration of {duration} seconds is outside 0 … 3600")
    return round(duration * RATE)
