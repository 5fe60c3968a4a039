"""Sound between the rate that is wanted and the rate that a device runs at, block by block."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import numpy as np

from ivr.sound.audio import Samples
from ivr.sound.resampling import Resampler


class Blocks:
    """Sound of one rate comes in as it likes, and goes out at another rate in blocks of one length."""

    def __init__(self, source_rate: int, rate: int, size: int) -> None:
        """size: samples of a block that goes out."""
        self._size = size
        self._resampler = Resampler(source_rate, rate)
        self._waiting = np.zeros(0, np.int16)

    def feed(self, samples: Samples) -> Iterator[Samples]:
        """The blocks that these samples complete."""
        self._waiting = np.concatenate([self._waiting, self._resampler.feed(samples)])
        while len(self._waiting) >= self._size:
            block, self._waiting = self._waiting[: self._size], self._waiting[self._size :]
            yield block


class Source:
    """Sound is asked for at one rate, in any length, and made at another in blocks of one length."""

    def __init__(self, fill: Callable[[int], Samples], rate: int, wanted_rate: int, size: int) -> None:
        """fill: gives so many samples at `rate`; size: how many of them it is asked for at a time."""
        self._fill = fill
        self._size = size
        self._resampler = Resampler(rate, wanted_rate)
        self._waiting = np.zeros(0, np.int16)

    def take(self, count: int) -> Samples:
        """So many samples at the wanted rate. Raises ValueError when `fill` gives another number than was asked for."""
        while len(self._waiting) < count:
            made = self._fill(self._size)
            if made.dtype != np.int16 or made.shape != (self._size,):
                raise ValueError(f"{self._size} samples of int16 were asked for, and {made.dtype} {made.shape} given")
            self._waiting = np.concatenate([self._waiting, self._resampler.feed(made)])
        taken, self._waiting = self._waiting[:count], self._waiting[count:]
        return taken
