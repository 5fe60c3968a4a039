"""Where a tone of each group sounds without a break, told by their levels."""

from __future__ import annotations

from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from math import sqrt
from typing import Final

from ivr.sound.dtmf.bank import HOP, HOPS
from ivr.sound.dtmf.keys import RATE

HOP_MS: Final = 1000 * HOP / RATE
ON: Final = 0.25
"""A hop belongs to a tone from this part of its power on: half the amplitude, reached when the tone fills half of the
hop."""
FULL: Final = 0.81
"""And is filled by it from this part on."""
ALONE: Final = 0.02
"""Power just before a tone, over the tone's, below which the tone does begin there."""
ALIGNED: Final = 0.13
"""Hops between the start of a press and that of a frame, at most, when its sender may fill whole frames."""


@dataclass(slots=True)
class Stretch:
    """The hops `first` to `last`, in which both tones sound. low, high: their greatest powers; parts: how much of them
    each hop has, from the second before the first to the one after the last."""

    first: int
    last: int
    low: float
    high: float
    parts: dict[int, float]
    span: int
    """Hops that were looked at."""
    bounded: bool
    """Whether nothing before those hops could have made it another."""

    @property
    def sounding(self) -> bool:
        """Whether it goes on at the end of the newest frame."""
        return self.last == self.span - 1

    @property
    def edge(self) -> float:
        """How much of the hop before the first the tones fill."""
        return sqrt(min(1.0, self.parts[self.first - 1])) if self.first else 0.0

    @property
    def after(self) -> float:
        """How much they fill after the middle of the last."""
        if self.sounding:
            return 0.5 * sqrt(min(1.0, self.parts[self.last]))
        return sqrt(min(1.0, self.parts[self.last + 1]))

    @property
    def start(self) -> float:
        """Where they begin, in hops."""
        return self.first + 0.5 - sqrt(min(1.0, self.parts[self.first])) - self.edge

    @property
    def end(self) -> float:
        """Where they end, in hops."""
        return self.span if self.sounding else self.last - 0.5 + sqrt(min(1.0, self.parts[self.last])) + self.after

    @property
    def alone(self) -> bool:
        """Whether nothing sounded before them."""
        return self.first > 1 and self.parts[self.first - 2] < ALONE

    def milliseconds(self, blank: AbstractSet[int] = frozenset()) -> float:
        """How long the tones sound; half of a lost frame counts."""
        parts = self.parts
        inside = range(self.first, self.last + 1)
        if not blank:
            return HOP_MS * (self.edge + sum([sqrt(min(1.0, parts[hop])) for hop in inside]) + self.after)
        whole = sum(sqrt(min(1.0, parts[hop])) for hop in inside if hop not in blank or parts[hop])
        lost = sum(1 for hop in range(self.first, self.last) if hop in blank) / (HOPS + 1)
        return HOP_MS * (self.edge + whole + self.after + 0.5 * lost)

    def inner(self, blank: AbstractSet[int]) -> list[int]:
        """Its hops without lost ones, from the first to the last that the tones fill."""
        found = [hop for hop in range(self.first, self.last + 1) if hop not in blank]
        while found and self.parts[found[0]] < FULL:
            del found[0]
        while found and self.parts[found[-1]] < FULL:
            del found[-1]
        return found


def newest(
    lows: Sequence[float], highs: Sequence[float], blank: AbstractSet[int] = frozenset(), until: int | None = None
) -> Stretch | None:
    """The newest stretch before the hop `until`, by the powers of both tones at every hop; None when it ends before the
    newest frame. blank: hops that lost frames empty, which a tone may outlast."""
    span = len(lows)
    low, high = max(lows[-HOPS:]), max(highs[-HOPS:])
    first = last = 0
    bounded = True
    for _ in range(2):
        least_low, least_high = ON * low, ON * high
        last = (until or span) - 1
        while lows[last] < least_low or highs[last] < least_high:
            last -= 1
            if last < span - HOPS - 1:
                return None
        first = last
        while first:
            ahead = first - 1
            if ahead in blank:
                ahead -= HOPS + 1
            if ahead < 0 or lows[ahead] < least_low or highs[ahead] < least_high:
                break
            first = ahead
        bounded = bounded and first > 1
        before, low, high = (low, high), max(lows[first : last + 1]), max(highs[first : last + 1])
        if before == (low, high):
            break
    low, high = before
    near = range(max(0, first - 2), min(span, last + 2))
    parts = {hop: min(lows[hop] / low, highs[hop] / high) for hop in near}
    return Stretch(first, last, low, high, parts, span, bounded)


def aligned(start: float, lows: Sequence[float]) -> bool:
    """Whether a press began at the start of a frame, after one of silence."""
    hop = round(start)
    return abs(start - hop) <= ALIGNED and hop % HOPS == 0 and hop >= HOPS and not any(lows[hop - HOPS + 1 : hop])
