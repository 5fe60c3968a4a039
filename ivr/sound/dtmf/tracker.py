"""What one call's tones do over time: a key begins, is decided, goes on through short gaps and lost frames, ends."""

from __future__ import annotations

import cmath
from collections.abc import Sequence
from dataclasses import dataclass
from math import sqrt
from operator import mul
from typing import Final

import numpy as np
from numpy.typing import NDArray

from ivr.sound.dtmf import rules
from ivr.sound.dtmf.bank import HOP, HOPS, MEAN, TONES, TURNS
from ivr.sound.dtmf.fitting import HERTZ, fit
from ivr.sound.dtmf.keys import FRAME, KEYS, RATE, Digit

Memory = NDArray[np.float64]
"""MEMORY x COLUMNS: the newest frames as the bank gives them, the oldest first."""
Phasors = NDArray[np.complex128]
"""SPAN x 8: the tones at every hop of the memory, the oldest first."""

MEMORY: Final = 5
"""Frames kept."""
SPAN: Final = MEMORY * HOPS
"""Hops kept."""
HOP_MS: Final = 1000 * HOP / RATE
FRAME_MS: Final = 1000 * FRAME / RATE

ON: Final = 0.25
"""A hop belongs to a tone from this part of its power on: half the amplitude, reached when the tone fills half of the
hop."""
FULL: Final = 0.81
"""And is filled by it from this part on."""
WHOLE: Final = 0.97
"""A last hop with less of the power may be where the tone ends."""
AMPLE: Final = 6
"""Hops from which on the first and the last can be spared: the other tone's edges reach into them."""
FLAT: Final = 0.6
"""Least over greatest power of a frame's hops in which a tone goes on, perhaps at another level."""
FAINT: Final = 0.04
"""How much of its power a tone may lose at once and still go on: 14 dB."""
BLANKS: Final = 3
"""Lost frames in a row over which a press may go on."""
BESIDE: Final = 6.0
"""Milliseconds without tone, besides lost frames, from which a pause is a pause."""
APART: Final = 5
"""Hops between the end of a press and the start of the next of the same key, at least."""
ALONE: Final = 0.02
"""Power just before a tone, over the tone's, below which the tone does begin there."""
AGO: Final = 0.35
"""Part of their size that the frame before must have of hidden tones."""
COHERENT: Final = (0.55, 0.45)
"""Share of three frames' power that a high and a low tone, hidden or not, have in phase."""
SAME_PHASE: Final = 0.5
"""Radians that a tone's phase may be off after lost frames, when it is the same press."""
ALIGNED: Final = 0.13
"""Hops between the start of a press and that of a frame, at most, when its sender may fill whole frames."""
ALIGNED_FOR: Final = 5
"""Frames after the decision in which such a press is expected to end."""
REPEATED: Final = 0.9999
"""Squared correlation of a frame with the one before it from which on it is that frame again, as a receiver fills in
for a lost one. Two tones both within 0.1 Hz of multiples of 50 Hz do the same."""
UNLIKE: Final = 0.03
"""Part by which two numbers of a frame may be in another relation than in its copy."""
TURNED: Final = 0.1
"""Radians by which at least one tone would turn from frame to frame, if the frame were not a copy."""

_POWERS: Final = np.repeat([[turn**age for turn in TURNS] for age in range(MEMORY)], HOPS, axis=0)
"""SPAN x 8: what gives the phasors of all hops the phase of the oldest frame."""

_TURNS: Final = [[turn**age for age in range(3)] for turn in TURNS]
"""What gives the means of three frames the phase of the oldest."""


@dataclass(slots=True)
class Held:
    """The key that sounds now: its tones' powers, how long it has been interrupted (milliseconds), lost frames
    since."""

    row: int
    column: int
    low: float
    high: float
    shifts: tuple[float, float]
    """Of low and high, radians a hop."""
    last: int
    """The newest hop that it filled at least half, counted from the start of the stream."""
    seen: tuple[int, complex, complex] | None = None
    """The newest hop that it filled wholly at the end of a frame, and the phasors there."""
    gap: float = 0.0
    lost: int = 0
    aligned: int = 0
    """Its sender may fill whole frames: until this frame, two of silence are a pause, not lost."""


class Tracker:
    """The key that sounds in one call, if any, and the one before."""

    def __init__(self) -> None:
        self.held: Held | None = None
        self._last = Held(-1, -1, 0.0, 0.0, (0.0, 0.0), -SPAN)
        self._newest: Sequence[float] = ()
        self._count = 0

    def hold(self, values: Sequence[float], count: int) -> None:
        """Follow the key that sounds through the newest frame, the `count`-th."""
        before, self._newest, self._count = self._newest, values, count
        if self.held:
            self._hold(self.held, values, before)

    def holds(self, row: int, column: int) -> bool:
        """Whether this key sounds already."""
        return self.held is not None and self.held.row == row and self.held.column == column

    def look(self, memory: Memory, count: int, row: int, column: int) -> list[Digit]:
        """A digit, if the newest frame completes one; its strongest tones are of this row and column, whose key is
        not held."""
        held, last = self.held, self._last
        self._count = count
        lost = copies(memory, row, column)
        if lost and lost[-1] == MEMORY - 1:
            return []
        soonest = last.last + APART if last.row == row and last.column == column else -SPAN
        soonest -= HOPS * count - SPAN
        levels = powers(memory, row, lost), powers(memory, 4 + column, lost)
        found = self._run(row, column, (memory, lost), levels, soonest=soonest)
        if found is None:
            return [] if held else self._window(memory, lost)
        return found

    def _run(
        self,
        row: int,
        column: int,
        sound: tuple[Memory, list[int]],
        levels: tuple[list[float], list[float]],
        *,
        soonest: int,
        until: int = SPAN,
    ) -> list[Digit] | None:
        """The newest unbroken stretch of both tones, when it is long enough and they are steady; or the one before an
        interruption in the newest frame.

        None when other sound may hide the tones, so that more than levels must be looked at.
        """
        lows, highs = levels
        blank = blanks(lows) if 0.0 in lows else frozenset()
        reach = stretch(lows, highs, blank, until)
        if reach and reach[0] < soonest and blank:
            reach = stretch(lows, highs, frozenset(), until)
        if reach is None:
            return None
        first, last, parts = reach
        if first < soonest:
            return None
        sounding = last == SPAN - 1
        whole = sum(sqrt(min(1.0, parts[hop])) for hop in range(first, last + 1) if hop not in blank or parts[hop])
        before = sqrt(min(1.0, parts[first - 1])) if first else 0.0
        after = 0.5 * sqrt(min(1.0, parts[last])) if sounding else sqrt(min(1.0, parts[last + 1]))
        lost = sum(1 for hop in range(first, last) if hop in blank) / (HOPS + 1)
        if HOP_MS * (before + whole + after + 0.5 * lost) < (rules.SHORTEST if sounding else rules.SHORTEST_ENDED):
            if until == SPAN and first > SPAN - HOPS:
                earlier = self._run(row, column, sound, levels, soonest=soonest, until=first)
                if earlier:
                    return earlier
            return [] if first > 1 and parts[first - 2] < ALONE else None
        inner = [hop for hop in range(first, last + 1) if hop not in blank]
        while inner and parts[inner[0]] < FULL:
            del inner[0]
        while inner and parts[inner[-1]] < FULL:
            del inner[-1]
        if len(inner) < 3:
            return None
        edge = sqrt(min(1.0, parts[first]))
        start = first + 0.5 - edge - before
        end = SPAN if sounding else last - 0.5 + sqrt(min(1.0, parts[last])) + after
        enough = rules.ENOUGH[min(len(inner), len(rules.ENOUGH) - 1)]
        if len(inner) >= AMPLE:
            del inner[0]
            if not sounding:
                del inner[-1]
        phasors = turned(*sound)
        judged = self._judge(row, column, phasors, inner, start=start, end=end, enough=enough, coarse=True)
        if not judged and sounding and FULL <= parts[inner[-1]] < WHOLE and len(inner) >= AMPLE - 1:
            inner = inner[:-1]
            judged = self._judge(row, column, phasors, inner, start=start, end=end, enough=enough, coarse=True)
        if judged and self.held:
            self.held.aligned = self._count + ALIGNED_FOR if aligned(start, lows) else 0
        return judged or None

    def _window(self, memory: Memory, lost: list[int]) -> list[Digit]:
        """Tones that other sound hides: looked for in windows that end now, whatever the levels do."""
        frames = memory[-3:, MEAN:].tolist()
        means = [
            [complex(frame[tone], frame[tone + 8]) * turn for frame, turn in zip(frames, turns, strict=True)]
            for tone, turns in enumerate(_TURNS)
        ]
        sums = [abs(sum(mean)) for mean in means]
        row, column = sums.index(max(sums[:4])), sums.index(max(sums[4:]), 4) - 4
        for tone, least in ((4 + column, COHERENT[0]), (row, COHERENT[1])):
            oldest, middle, newest = map(abs, means[tone])
            if middle < AGO * newest or sums[tone] ** 2 < least * 3 * (oldest**2 + middle**2 + newest**2):
                return []
        last = self._last
        if last.row == row and last.column == column:
            since = last.last + APART - HOPS * self._count + SPAN
            if SPAN - max(rules.ENOUGH_HIDDEN) < since:
                return []
        phasors = turned(memory, lost)
        for hops, enough in rules.ENOUGH_HIDDEN.items():
            window = list(range(SPAN - hops, SPAN))
            found = self._judge(
                row, column, phasors, window, start=SPAN - hops - 1, end=SPAN, enough=enough, coarse=False
            )
            if found or found is None:
                return found or []
        return []

    def _judge(
        self,
        row: int,
        column: int,
        phasors: Phasors,
        hops: list[int],
        *,
        start: float,
        end: float,
        enough: float,
        coarse: bool,
    ) -> list[Digit] | None:
        """The digit of these hops, if they hold one; None when they hold two."""
        seen, places = phasors[hops[0] : hops[-1] + 1], np.arange(hops[0], hops[-1] + 1.0)
        if len(hops) < len(seen):
            seen, places = phasors[hops], np.array(hops, float)
        high = fit(4 + column, seen, places, coarse)
        if rules.hopeless(high, enough):
            return []
        low = fit(row, seen, places, coarse)
        if not rules.accepted(low, high, row, column, enough, hidden=not coarse):
            return None if rules.doubled(low) or rules.doubled(high) else []
        offset = HOPS * self._count - SPAN
        shifts = low.shift * TONES[row] / HERTZ, high.shift * TONES[4 + column] / HERTZ
        self.held = self._last = Held(row, column, low.power, high.power, shifts, offset + hops[-1])
        if hops[-1] == SPAN - 1:
            before_turns = phasors[-1] / _POWERS[-1]
            self.held.seen = offset + SPAN - 1, complex(before_turns[row]), complex(before_turns[4 + column])
        begin, until = (max(0.0, (offset + place) * HOP / RATE) for place in (start, end))
        return [Digit(KEYS[4 * row + column], round(begin, 4), round(until, 4))]

    def _hold(self, held: Held, values: Sequence[float], before: Sequence[float]) -> None:
        """Follow the key that sounds; forget it when a pause is sure."""
        if blank(values):
            self._lose(held)
            return
        row, column = held.row, held.column + 4
        lows = [values[at] * values[at] + values[at + 8] * values[at + 8] for at in range(row, MEAN, 16)]
        highs = [values[at] * values[at] + values[at + 8] * values[at + 8] for at in range(column, MEAN, 16)]
        newest = HOPS * self._count - 1
        low, high = min(lows), min(highs)
        if (
            not held.lost
            and low > FLAT * max(lows)
            and high > FLAT * max(highs)
            and low > FAINT * held.low
            and high > FAINT * held.high
        ):
            held.low, held.high, held.gap, held.last = sum(lows) / HOPS, sum(highs) / HOPS, 0.0, newest
            held.seen = newest, self._at(row, HOPS - 1), self._at(column, HOPS - 1)
            return
        if copied(values, before):
            self._lose(held)
            return
        for hop in range(HOPS):
            part = sqrt(min(1.0, lows[hop] / held.low, highs[hop] / held.high))
            if part < 0.95:
                held.gap += HOP_MS * (1 - part)
            away = held.gap + (FRAME_MS * held.lost if held.gap > BESIDE else 0.0)
            if away >= rules.PAUSE:
                self.held = None
                return
            if part > 0.5 and held.lost <= 1:
                held.last = newest - HOPS + 1 + hop
            if part > 0.9:
                if held.lost > 1 and not self._goes_on(held, hop):
                    self.held = None
                    return
                held.gap, held.lost = 0.0, 0
        if held.last == newest:
            held.seen = newest, self._at(row, HOPS - 1), self._at(column, HOPS - 1)

    def _lose(self, held: Held) -> None:
        held.lost += 1
        if held.lost > (1 if self._count <= held.aligned else BLANKS):
            self.held = None

    def _at(self, tone: int, hop: int) -> complex:
        frame = self._newest
        return complex(frame[16 * hop + tone], frame[16 * hop + tone + 8])

    def _goes_on(self, held: Held, hop: int) -> bool:
        """Whether the tones at a hop of the newest frame are, by their phases, the ones from before some lost
        frames."""
        if held.seen is None:
            return False
        at, *before = held.seen
        now = HOPS * (self._count - 1) + hop
        frames = self._count - 1 - at // HOPS
        for tone, phasor, shift in zip((held.row, 4 + held.column), before, held.shifts, strict=True):
            turn = self._at(tone, hop) * TURNS[tone] ** frames * cmath.rect(1.0, -shift * (now - at))
            if abs(cmath.phase(turn * phasor.conjugate())) > SAME_PHASE:
                return False
        return True


def blank(values: Sequence[float]) -> bool:
    """Whether a frame is silence to the last bit, as a receiver fills in for a lost one."""
    return values[16] == 0.0 and not any(values[16:MEAN])


def stretch(
    lows: list[float], highs: list[float], blanks: frozenset[int], until: int
) -> tuple[int, int, list[float]] | None:
    """First and last hop of the newest stretch before the hop `until` where both tones sound, and the part of their
    power at every hop; None when none is new."""
    low, high = max(lows[-HOPS:]), max(highs[-HOPS:])
    first = last = 0
    for _ in range(2):
        least_low, least_high = ON * low, ON * high
        last = until - 1
        while lows[last] < least_low or highs[last] < least_high:
            last -= 1
            if last < SPAN - HOPS - 1:
                return None
        first = last
        while first:
            ahead = first - 1
            if ahead in blanks:
                ahead -= HOPS + 1
            if ahead < 0 or lows[ahead] < least_low or highs[ahead] < least_high:
                break
            first = ahead
        before, low, high = (low, high), max(lows[first : last + 1]), max(highs[first : last + 1])
        if before == (low, high):
            break
    low, high = before
    return first, last, [min(a / low, b / high) for a, b in zip(lows, highs, strict=True)]


def aligned(start: float, lows: list[float]) -> bool:
    """Whether a press began at the start of a frame, after one of silence."""
    hop = round(start)
    return abs(start - hop) <= ALIGNED and hop % HOPS == 0 and hop >= HOPS and not any(lows[hop - HOPS + 1 : hop])


def copies(memory: Memory, row: int, column: int) -> list[int]:
    """The frames of the memory that are the ones before them again, louder or not: a receiver has lost them."""
    one, other = memory[:, 16 + row].tolist(), memory[:, 32 + 4 + column].tolist()
    pairs = zip(one, one[1:], other, other[1:], strict=False)
    if all(abs(a * d - b * c) > UNLIKE * abs(a * d) for a, b, c, d in pairs):
        return []
    inner = memory[:, 16:MEAN]
    same = (inner[1:] * inner[:-1]).sum(axis=1)
    squares = (inner * inner).sum(axis=1)
    likely = np.flatnonzero(same * same > REPEATED * squares[1:] * squares[:-1]).tolist()
    return [frame + 1 for frame in likely if any(turn(memory[frame], tone) > TURNED for tone in (row, 4 + column))]


def copied(values: Sequence[float], before: Sequence[float]) -> bool:
    """Whether one frame is the one before it again, louder or not."""
    ours, theirs = values[16:MEAN], before[16:MEAN]
    same = sum(map(mul, ours, theirs))
    return bool(same * same > REPEATED * sum(map(mul, ours, ours)) * sum(map(mul, theirs, theirs)))


def turn(frame: NDArray[np.float64], tone: int) -> float:
    """By how many radians a tone turns from one frame to the next, at the frequency that it has within one."""
    first, last = (complex(frame[at + tone], frame[at + tone + 8]) for at in (16, MEAN - 16))
    inside = cmath.phase(last * first.conjugate()) / (HOPS - 2)
    return abs(cmath.phase(cmath.rect(1.0, inside * HOPS) / TURNS[tone]))


def turned(memory: Memory, lost: list[int]) -> Phasors:
    """The phasors of all hops, with the phase of the oldest frame and without lost frames."""
    parts = memory[:, :MEAN].reshape(SPAN, 2, 8)
    phasors: Phasors = (parts[:, 0] + 1j * parts[:, 1]) * _POWERS
    for frame in lost:
        phasors[frame * HOPS + 1 : (frame + 1) * HOPS] = 0
    return phasors


def powers(memory: Memory, tone: int, lost: list[int]) -> list[float]:
    """A tone's power at every hop; of a lost frame what one of silence would have left."""
    frames = memory[:, :MEAN].reshape(SPAN, 16)
    real, imaginary = frames[:, tone], frames[:, tone + 8]
    found: list[float] = (real * real + imaginary * imaginary).tolist()
    for frame in lost:
        first = frame * HOPS
        found[first : first + HOPS] = found[first - 1] / 4, *[0.0] * (HOPS - 1)
    return found


def blanks(lows: list[float]) -> frozenset[int]:
    """Hops that lost frames empty: four of each, and the next, half of which they are."""
    lost = (age for age in range(0, SPAN, HOPS) if not any(lows[age + 1 : age + HOPS]))
    return frozenset(hop for age in lost for hop in range(age, age + HOPS + 1))
