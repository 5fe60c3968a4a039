"""Sound that comes bit by bit at one rate, and goes out at another after a small and constant delay.

soxr, which changes the rate of whole sounds here, gives a stream in lumps: of 59 ms from 16,000 to 8,000 samples a
second at its low quality, of 54 ms from 48,000 to 16,000 at its middle one. A key would be felt that much later.
"""

from __future__ import annotations

from functools import cache
from math import ceil, gcd
from typing import Final, TypeAlias

import numpy as np
from numpy.typing import NDArray

from ivr.sound.audio import FULL_SCALE, Samples

Table: TypeAlias = NDArray[np.float32]

WINGS: Final = 24
"""Zero crossings of the sinc on each side, at the lower of both rates: a delay of 1.5 ms at 16,000 samples a second,
flat to 0.84 of the band, 63 dB down at its edge."""
SHAPE: Final = 6.0
"""Of Kaiser's window, for those 63 dB."""
SLOPE: Final = (63 - 8) / (2.285 * 2 * np.pi)
"""Kaiser's rule: the filter goes from passing to stopping in this part of the rate, divided by its length."""


class Resampler:
    """One stream of 16-bit sound. What has the wanted rate already passes unchanged.

    Silence stands for what the filter wants before the first sample: 20 ms that come in are 20 ms that go out.
    """

    def __init__(self, source_rate: int, rate: int) -> None:
        """Both in samples a second."""
        common = gcd(source_rate, rate)
        self._up, self._down = rate // common, source_rate // common
        self._table = _table(self._up, self._down)
        self._taps = self._table.shape[1]
        self._waiting: Samples = np.zeros(self._taps - 1, np.int16)
        half = self._taps // 2
        self.delay = half * self._up // self._down
        """Samples that go out before the first that came in."""
        self._at = half * self._up % self._down
        """Where the next sample is made: in the sound that waits, in parts of a sample of which `_up` make one."""

    def feed(self, samples: Samples) -> Samples:
        """What goes out for these."""
        if self._up == self._down:
            return samples
        sound = np.concatenate([self._waiting, samples])
        room = (len(sound) - self._taps + 1) * self._up - 1 - self._at
        count = max(0, room // self._down + 1)
        at = self._at + self._down * np.arange(count)
        gone = min(len(sound), (self._at + self._down * count) // self._up)
        self._waiting = sound[gone:]
        self._at += self._down * count - gone * self._up
        if not count:
            return np.zeros(0, np.int16)
        windows = np.lib.stride_tricks.sliding_window_view(sound, self._taps)[at // self._up]
        made = np.einsum("ij,ij->i", windows, self._table[at % self._up], dtype=np.float32)
        clipped: Samples = np.clip(np.round(made), -FULL_SCALE, FULL_SCALE - 1).astype(np.int16)
        return clipped


@cache
def _table(up: int, down: int) -> Table:
    """The filter for each place between two samples, a row each: Kaiser's window on a sinc."""
    lower = min(1.0, up / down)
    half = ceil(WINGS / lower)
    at = np.arange(-half, half + 1) - np.arange(up)[:, np.newaxis] / up
    cutoff = 0.5 * lower - SLOPE / (2 * half) / 2
    window = np.i0(SHAPE * np.sqrt(np.maximum(0.0, 1 - (at / (half + 1)) ** 2)))
    rows = np.sinc(2 * cutoff * at) * window
    table: Table = (rows / rows.sum(axis=1, keepdims=True)).astype(np.float32)
    return table
