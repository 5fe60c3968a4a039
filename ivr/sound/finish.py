"""Speech made ready for a line: no silence round it, the band and the level of a telephone."""

from __future__ import annotations

import math
from typing import Final

import numpy as np

from ivr.sound.audio import PHONE, Audio, from_float
from ivr.sound.levels import NOMINAL, edges, levelled

BAND: Final = (300.0, 3400.0)
"""Hertz that a telephone channel carries (ITU-T G.712)."""
RUMBLE: Final = 80.0
"""Hertz below which wide-band speech holds nothing but noise."""
BEFORE: Final = 0.02
"""Seconds of silence before the first sound, so that its onset is not cut."""
AFTER: Final = 0.06
"""Seconds of silence after the last sound, where a voice fades."""

_SLOPE: Final = 100.0
"""Hertz in which the filter goes from passing to stopping; it is outside the band on both sides."""


def finished(audio: Audio, rate: int, target: float = NOMINAL) -> Audio:
    """A prompt ready to be played at a rate: trimmed, band-limited and brought to `target` dBov, unclipped.

    At 8,000 samples a second the band is a telephone's, 300 to 3,400 Hz; at higher rates only rumble goes. Levels are
    measured after that, so that a line hears the same loudness of every voice.
    """
    audio = trimmed(audio).at(rate)
    low, high = BAND if rate == PHONE else (RUMBLE, math.inf)
    return levelled(banded(audio, low, high), target)


def trimmed(audio: Audio, before: float = BEFORE, after: float = AFTER) -> Audio:
    """The same sound with these seconds of silence round it, no more and no less; silence alone becomes nothing."""
    start, end = edges(audio)
    if start >= audio.seconds:
        return Audio(audio.samples[:0], audio.rate)
    cut = [round((silent - wanted) * audio.rate) for silent, wanted in ((start, before), (end, after))]
    kept = audio.samples[max(0, cut[0]) : len(audio.samples) - max(0, cut[1])]
    return Audio(np.pad(kept, (max(0, -cut[0]), max(0, -cut[1]))), audio.rate)


def banded(audio: Audio, low: float, high: float) -> Audio:
    """What of the sound lies between two frequencies, in hertz, by a filter with linear phase: 40 dB and more down
    from 100 Hz outside of them. Above half the rate there is nothing to take away."""
    if not len(audio.samples):
        return audio
    taps = _taps(audio.rate, low, high)
    size = len(audio.samples) + len(taps) - 1
    quick = 1 << (size - 1).bit_length()
    filtered = np.fft.irfft(np.fft.rfft(audio.samples / 32_768, quick) * np.fft.rfft(taps, quick), quick)
    delay = len(taps) // 2
    return Audio(from_float(filtered[delay : delay + len(audio.samples)]), audio.rate)


def _taps(rate: int, low: float, high: float) -> np.ndarray[tuple[int], np.dtype[np.float64]]:
    """A windowed sinc. Hamming's window needs 3.3 / slope seconds of it, and is 53 dB down beyond."""
    half = math.ceil(3.3 * rate / _SLOPE / 2)
    at = np.arange(-half, half + 1)
    window = np.hamming(2 * half + 1)

    def below(hertz: float) -> np.ndarray[tuple[int], np.dtype[np.float64]]:
        part = min(hertz, rate / 2) / rate
        low_pass = 2 * part * np.sinc(2 * part * at) * window
        sum_to_one: np.ndarray[tuple[int], np.dtype[np.float64]] = low_pass / low_pass.sum()
        return sum_to_one

    upper = below(high + _SLOPE / 2) if high < rate / 2 else np.where(at == 0, 1.0, 0.0)
    taps: np.ndarray[tuple[int], np.dtype[np.float64]] = upper - below(low - _SLOPE / 2)
    return taps
