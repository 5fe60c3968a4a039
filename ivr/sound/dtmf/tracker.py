"""What one call's tones do over time: a key begins, is decided, goes on, ends."""

from __future__ import annotations

from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from typing import Final

from ivr.sound.dtmf import rules
from ivr.sound.dtmf.bank import HOP, HOPS, TONES
from ivr.sound.dtmf.fitting import AGES, HERTZ, Window, fit
from ivr.sound.dtmf.frames import IMAGINARY, MEMORY, SPAN, Frame, Recent
from ivr.sound.dtmf.held import Held
from ivr.sound.dtmf.keys import KEYS, RATE, Digit
from ivr.sound.dtmf.lost import blanks, copies, silenced
from ivr.sound.dtmf.stretch import FULL, aligned, newest

WHOLE: Final = 0.97
"""A last hop with less of the power may be where the tone ends."""
AMPLE: Final = 6
"""Hops from which on the first and the last can be spared: the other tone's edges reach into them."""
LEAST_INNER: Final = 3
"""Hops that both tones fill in any press."""
APART: Final = 5
"""Hops between the end of a press and the start of the next of the same key, at least."""
AGO: Final = 0.35
"""Part of their size that the frame before must have of hidden tones."""
COHERENT: Final = (0.45, 0.55)
"""Share of three frames' power that a low and a high tone, hidden or not, have in phase."""
ALIGNED_FOR: Final = 5
"""Frames after the decision in which a press of whole frames is expected to end."""

_TURNS: Final = tuple(zip(AGES[1], AGES[2], strict=True))
"""What gives a tone's phasors of a frame and of the one after it the phase of the frame before."""


@dataclass(slots=True)
class _Candidate:
    """A key that may be sounding: the frames, those of them that are lost, its tones' powers at every hop, the hops
    that lost frames empty, and the first hop at which it may have begun."""

    row: int
    column: int
    frames: Sequence[Frame]
    lost: Sequence[int]
    lows: list[float]
    highs: list[float]
    blank: AbstractSet[int]
    soonest: int


class Tracker:
    """The key that sounds in one call, if any, and the one before."""

    def __init__(self) -> None:
        self.held: Held | None = None
        self._last = Held(-1, -1, 0.0, 0.0, (0.0, 0.0), -SPAN)
        self._count = 0

    def follow(self, recent: Recent, count: int) -> None:
        """Follow the key that sounds, if any, through the newest frame, the `count`-th."""
        if self.held is not None and not self.held.goes_on(recent.frame(0), recent.frame(1), count):
            self.held = None

    def look(self, recent: Recent, count: int, key: tuple[int, int]) -> list[Digit]:
        """The digit that the newest frame, the `count`-th, completes, if it does; key: row and column of its strongest
        tones."""
        self._count = count
        if self.held is not None and (self.held.steady or (self.held.row, self.held.column) == key):
            return []
        brief = self._brief(recent, *key)
        if brief is not None:
            return self._hidden(recent) if brief else []
        frames = [recent.frame(age) for age in range(MEMORY - 1, -1, -1)]
        lost = copies(frames, *key)
        if lost and lost[-1] == MEMORY - 1:
            return []
        found = self._run(self._candidate(*key, frames, lost))
        return self._hidden(recent) if found is None else found

    def _brief(self, recent: Recent, row: int, column: int) -> bool | None:
        """What two frames tell: that both tones are there for too short a time, and whether other sound may hide more
        of them; None when they do not tell."""
        middle, before, now = recent.frame(2), recent.frame(1), recent.frame(0)
        lows, highs = before.powers(row) + now.powers(row), before.powers(4 + column) + now.powers(4 + column)
        if not any(lows[1:HOPS]) or copies((middle, before, now), row, column):
            return None
        found = newest(lows, highs)
        if found is None:
            return True
        if not found.bounded or found.first > HOPS:
            return None
        if found.first + SPAN - 2 * HOPS < self._soonest(row, column):
            return True
        if found.milliseconds() >= (rules.SHORTEST if found.sounding else rules.SHORTEST_ENDED):
            return None
        return not found.alone

    def _soonest(self, row: int, column: int) -> int:
        """The first hop at which a press of this key may begin."""
        last = self._last
        soonest = last.last + APART if last.row == row and last.column == column else -SPAN
        return soonest - HOPS * self._count + SPAN

    def _candidate(self, row: int, column: int, frames: Sequence[Frame], lost: Sequence[int]) -> _Candidate:
        lows = [power for frame in frames for power in frame.powers(row)]
        highs = [power for frame in frames for power in frame.powers(4 + column)]
        if lost:
            silenced(lows, lost)
            silenced(highs, lost)
        blank = blanks(lows) if 0.0 in lows else frozenset()
        return _Candidate(row, column, frames, lost, lows, highs, blank, self._soonest(row, column))

    def _run(self, one: _Candidate, until: int = SPAN) -> list[Digit] | None:
        """The newest unbroken stretch of both tones, when it is long enough and they are steady; or the one before an
        interruption in the newest frame.

        None when other sound may hide the tones, so that more than levels must be looked at.
        """
        blank = one.blank
        found = newest(one.lows, one.highs, blank, until)
        if found and found.first < one.soonest and blank:
            found = newest(one.lows, one.highs, frozenset(), until)
        if found is None or found.first < one.soonest:
            return None
        if found.milliseconds(blank) < (rules.SHORTEST if found.sounding else rules.SHORTEST_ENDED):
            if until == SPAN and found.first > SPAN - HOPS:
                earlier = self._run(one, until=found.first)
                if earlier:
                    return earlier
            return [] if found.alone else None
        inner = found.inner(blank)
        if len(inner) < LEAST_INNER:
            return None
        enough = rules.ENOUGH[min(len(inner), len(rules.ENOUGH) - 1)]
        if len(inner) >= AMPLE:
            del inner[0]
            if not found.sounding:
                del inner[-1]
        span = found.start, found.end
        judged = self._judge(one.row, one.column, Window(one.frames, one.lost, inner), span, enough, coarse=True)
        if not judged and found.sounding and FULL <= found.parts[inner[-1]] < WHOLE and len(inner) >= AMPLE - 1:
            shorter = Window(one.frames, one.lost, inner[:-1])
            judged = self._judge(one.row, one.column, shorter, span, enough, coarse=True)
        if judged and self.held:
            self.held.aligned = self._count + ALIGNED_FOR if aligned(found.start, one.lows) else 0
        return judged or None

    def _hidden(self, recent: Recent) -> list[Digit]:
        """Tones that other sound hides: looked for in windows that end now, whatever the levels do."""
        key = coherent([recent.means(age) for age in (2, 1, 0)]) if self.held is None else None
        if key is None or SPAN - max(rules.ENOUGH_HIDDEN) < self._soonest(*key):
            return []
        frames = [recent.frame(age) for age in range(MEMORY - 1, -1, -1)]
        lost = copies(frames, *key)
        for hops, enough in rules.ENOUGH_HIDDEN.items():
            window = Window(frames, lost, range(SPAN - hops, SPAN))
            found = self._judge(*key, window, (SPAN - hops - 1, SPAN), enough, coarse=False)
            if found or found is None:
                return found or []
        return []

    def _judge(
        self, row: int, column: int, window: Window, span: tuple[float, float], enough: float, *, coarse: bool
    ) -> list[Digit] | None:
        """The digit of a window, if it holds one, from and to these hops; None when it holds two."""
        high = fit(4 + column, window, coarse)
        if rules.hopeless(high, enough):
            return []
        low = fit(row, window, coarse)
        if not rules.accepted(low, high, row, column, enough, hidden=not coarse):
            return None if rules.doubled(low) or rules.doubled(high) else []
        offset = HOPS * self._count - SPAN
        shifts = low.shift * TONES[row] / HERTZ, high.shift * TONES[4 + column] / HERTZ
        self.held = self._last = Held(row, column, low.power, high.power, shifts, offset + window.hops[-1])
        if window.hops[-1] == SPAN - 1:
            self.held.see(window.frames[-1], offset + SPAN - 1)
        begin, until = (max(0.0, (offset + place) * HOP / RATE) for place in span)
        return [Digit(KEYS[4 * row + column], round(begin, 4), round(until, 4))]


def coherent(means: Sequence[Sequence[float]]) -> tuple[int, int] | None:
    """Row and column of the strongest tones that three frames have in phase, if they do."""
    oldest, middle, now = means
    tones = []
    for tone, (once, twice) in enumerate(_TURNS):
        at = tone + IMAGINARY
        tones.append(
            (
                complex(oldest[tone], oldest[at]),
                complex(middle[tone], middle[at]) * once,
                complex(now[tone], now[at]) * twice,
            )
        )
    sums = [abs(first + second + third) for first, second, third in tones]
    low, high = max(sums[:4]), max(sums[4:])
    row, column = sums.index(low), sums.index(high, 4)
    for tone, least in ((column, COHERENT[1]), (row, COHERENT[0])):
        first, second, third = map(abs, tones[tone])
        if second < AGO * third or sums[tone] ** 2 < least * 3 * (first**2 + second**2 + third**2):
            return None
    return row, column - 4
