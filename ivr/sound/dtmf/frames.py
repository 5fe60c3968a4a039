"""The newest frames of one call, as the filters give them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, Protocol

from ivr.sound.dtmf.bank import HOPS, SIZE

MEMORY: Final = 5
"""Frames kept."""
SPAN: Final = MEMORY * HOPS
"""Hops kept; they are numbered from 0, the oldest."""
IMAGINARY: Final = SIZE // 2
"""From a phasor's real part to its imaginary one."""


class Frame:
    """One frame's phasors. values: HOPS * SIZE numbers, see `ivr.sound.dtmf.bank.hops`."""

    __slots__ = ("_powers", "values")

    def __init__(self, values: Sequence[float]) -> None:
        self.values = values
        self._powers: dict[int, tuple[float, float, float, float]] = {}

    def powers(self, tone: int) -> tuple[float, float, float, float]:
        """A tone's power at every hop."""
        found = self._powers.get(tone)
        if found is None:
            values = self.values
            (a, b, c, d), (e, f, g, h) = values[tone::SIZE], values[tone + IMAGINARY :: SIZE]
            found = self._powers[tone] = a * a + e * e, b * b + f * f, c * c + g * g, d * d + h * h
        return found

    def phasor(self, tone: int, hop: int) -> complex:
        """A tone's phasor at a hop."""
        at = SIZE * hop + tone
        return complex(self.values[at], self.values[at + IMAGINARY])

    @property
    def blank(self) -> bool:
        """Whether it is silence to the last bit, as a receiver fills in for a lost one. Its first hop still sees the
        frame before."""
        return self.values[SIZE] == 0.0 and not any(self.values[SIZE:])


SILENT: Final = Frame((0.0,) * (HOPS * SIZE))


class Recent(Protocol):
    """What is kept of a call's sound. age: 0 is the newest frame, up to MEMORY - 1."""

    def frame(self, age: int) -> Frame:
        """The phasors of a frame at its hops."""
        ...

    def means(self, age: int) -> Sequence[float]:
        """The mean phasors of a frame, SIZE numbers."""
        ...
