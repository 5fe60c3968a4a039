"""How loud speech is and whether a recording is fit for a phone line; speech brought to one loudness, unclipped.

Levels are in dBov, decibels below the overload point: 0 dBov is the power of a square wave at full scale, a sine wave
at full scale is -3.01 dBov (ITU-T G.100.1). Speech is measured while it is spoken, pauses left out, as ITU-T P.56 does
by its method B. BS.1770 loudness, the measure of broadcast, is no help here: it takes blocks of 0.4 s, and a prompt may
be a single short word.
"""

from __future__ import annotations

import math
from itertools import accumulate
from typing import Any, Final, TypeAlias

import numpy as np
from numpy.typing import NDArray

from ivr.sound.audio import FULL_SCALE, Audio, from_float

Curve: TypeAlias = NDArray[np.float64]

NOMINAL: Final = -26.0
"""dBov of speech on a telephone line (ITU-T P.56 and P.800 measure codecs and lines with speech at this level)."""
PEAK: Final = -3.0
"""dB to full scale that the waveform may reach, between its samples too; what A-law and mu-law carry undistorted."""
QUIET: Final = -36.0
"""dBov below which a recording is too quiet: 10 dB under nominal, so that levelling would lift its noise as much."""
LOUD: Final = -14.0
"""dBov above which speech must have been squeezed or distorted: its peaks stand 12 dB and more over its level."""
NOTHING: Final = -70.0
"""dBov below which nothing is said at all: under the idle noise of an A-law channel (ITU-T G.712)."""

MARGIN: Final = 15.9
"""dB between the level of active speech and the envelope that counts as speech (ITU-T P.56, table 1)."""
HANGOVER: Final = 0.2
"""Seconds that speech goes on after its envelope fell: pauses this short belong to it (ITU-T P.56, table 1)."""
SMOOTHING: Final = 0.03
"""Seconds, the time constant of the envelope (ITU-T P.56, table 1)."""

_STEP: Final = 0.005
"""Seconds of a piece of the envelope; P.56 takes each sample, which gives the same to 0.1 dB."""
_FLAT: Final = 3
"""Samples at full scale in a row that only clipping makes."""
_EDGE: Final = 0.6
"""Seconds of silence before or after the words that a caller would notice."""
_OVERSAMPLING: Final = 4
"""Points looked at between samples to see a peak that lies there (ITU-R BS.1770, annex 2)."""


def level(audio: Audio) -> float:
    """The active speech level in dBov (ITU-T P.56, method B); -inf when there is no sound at all."""
    power = _power(audio)
    total = float(power.sum())
    if total <= 0:
        return -math.inf
    envelope = _envelope(power)
    hold = round(HANGOVER / _STEP)
    before: tuple[float, float] | None = None
    for threshold in np.arange(0.0, -100.0, -1.0):
        active = _held(envelope >= 10 ** (threshold / 10), hold)
        if not active:
            continue
        speech = 10 * math.log10(total / active)
        over = speech - float(threshold) - MARGIN
        if over >= 0:
            return _between(before, (speech, over))
        before = (speech, over)
    return 10 * math.log10(total / len(power))


def true_peak(audio: Audio) -> float:
    """The highest point of the waveform in dB to full scale, between samples too; -inf for silence."""
    highest = float(_oversampled(audio.samples / FULL_SCALE).max(initial=0.0))
    return 20 * math.log10(highest) if highest > 0 else -math.inf


def clipped(audio: Audio) -> int:
    """How many samples stand in a row of three or more at full scale, where the tops of the waves are cut off."""
    highest = np.abs(audio.samples.astype(np.int32)) >= FULL_SCALE - 1
    edges = np.flatnonzero(np.diff(np.concatenate(([False], highest, [False]))))
    runs = edges[1::2] - edges[::2]
    return int(runs[runs >= _FLAT].sum())


def too_quiet(audio: Audio) -> bool:
    """Whether speech is so low that bringing it to the level of the line would bring its noise too."""
    return level(audio) < QUIET


def edges(audio: Audio) -> tuple[float, float]:
    """Seconds of silence before the first sound and after the last one; all of it twice when nothing sounds.

    Silence is what stays 40 dB below the loudest 5 ms, and below -70 dBov in any case.
    """
    power = _power(audio)
    floor = max(float(power.max(initial=0.0)) * 1e-4, 10 ** (NOTHING / 10))
    heard = np.flatnonzero(power > floor)
    if not len(heard):
        return audio.seconds, audio.seconds
    return float(heard[0]) * _STEP, max(0.0, audio.seconds - float(heard[-1] + 1) * _STEP)


def faults(audio: Audio) -> list[str]:
    """What is wrong with a recording that callers are to hear, each in words with its figure; empty when it is fit."""
    spoken = level(audio)
    if spoken < NOTHING:
        return ["nothing is heard"]
    found = []
    if cut := clipped(audio):
        found.append(f"clipped: {cut} samples at full scale; record it again at a lower gain")
    if spoken < QUIET:
        found.append(f"too quiet: speech at {spoken:.0f} dBov, {QUIET:.0f} at least")
    if spoken > LOUD:
        found.append(f"too loud: speech at {spoken:.0f} dBov, {LOUD:.0f} at most")
    before, after = edges(audio)
    if before > _EDGE:
        found.append(f"starts with {before:.1f} s of silence")
    if after > _EDGE:
        found.append(f"ends with {after:.1f} s of silence")
    return found


def levelled(audio: Audio, target: float = NOMINAL, peak: float = PEAK) -> Audio:
    """The same speech at a level in dBov, its peaks held under `peak` dB by a limiter that looks ahead, so that
    nothing is clipped. What is silent stays so."""
    spoken = level(audio)
    if spoken < NOTHING:
        return audio
    samples = audio.samples / FULL_SCALE * 10 ** ((target - spoken) / 20)
    return Audio(from_float(_limited(samples, 10 ** (peak / 20), audio.rate)), audio.rate)


def _power(audio: Audio) -> Curve:
    """The mean square of each 5 ms, 1 being full scale."""
    size = max(1, round(_STEP * audio.rate))
    count = -(-len(audio.samples) // size)
    padded = np.zeros(count * size)
    padded[: len(audio.samples)] = audio.samples / FULL_SCALE
    power: Curve = np.square(padded).reshape(count, size).mean(axis=1)
    return power


def _envelope(power: Curve) -> Curve:
    """The power as an ear that takes 30 ms follows it, smoothed twice."""
    keep = math.exp(-_STEP / SMOOTHING)
    amplitude = np.sqrt(power).tolist()
    for _ in range(2):
        amplitude = list(accumulate(amplitude, lambda held, now: keep * held + (1 - keep) * now, initial=0.0))[1:]
    envelope: Curve = np.square(np.array(amplitude))
    return envelope


def _held(loud: NDArray[np.bool_], hold: int) -> int:
    """How many pieces are speech: those over the threshold, and the hangover after each."""
    starts = np.flatnonzero(loud)
    if not len(starts):
        return 0
    gaps = np.minimum(np.diff(np.append(starts, len(loud))), hold)
    return int(gaps.sum())


def _between(before: tuple[float, float] | None, after: tuple[float, float]) -> float:
    """The level where it stands exactly the margin above its threshold, on the line between two thresholds."""
    if before is None:
        return after[0]
    (low, under), (high, over) = before, after
    return low + (high - low) * -under / (over - under)


def _oversampled(samples: NDArray[np.floating[Any]]) -> Curve:
    """The size of the waveform at four times as many points."""
    import soxr

    dense: Curve = np.abs(soxr.resample(np.asarray(samples, np.float64), 1, _OVERSAMPLING, quality="HQ"))
    return dense


def _limited(samples: Curve, ceiling: float, rate: int) -> Curve:
    """Samples turned down around each peak over the ceiling, smoothly from 5 ms before it to 5 ms after it."""
    size = max(1, rate // 1000)
    count = -(-len(samples) // size)
    dense = _oversampled(samples)
    if not len(dense) or dense.max() <= ceiling:
        return samples
    padded = np.zeros(count * size * _OVERSAMPLING)
    padded[: min(len(dense), len(padded))] = dense[: len(padded)]
    highest = padded.reshape(count, -1).max(axis=1)
    needed = np.minimum(1.0, ceiling / np.maximum(highest, 1e-9))
    reach = 5
    windows = np.lib.stride_tricks.sliding_window_view(np.pad(needed, reach + 1, constant_values=1.0), 2 * reach + 3)
    lowest = windows.min(axis=1)
    smooth = np.lib.stride_tricks.sliding_window_view(np.pad(lowest, reach, mode="edge"), 2 * reach + 1).mean(axis=1)
    gain = np.interp(np.arange(len(samples)), np.arange(count) * size + size / 2, smooth)
    turned: Curve = samples * gain
    rest = float(_oversampled(turned).max())
    limited: Curve = turned * min(1.0, ceiling / rest)
    return limited
