"""Time as a call sees it: real, from an event loop, or virtual, moved by hand."""

from __future__ import annotations

import asyncio
import heapq
import itertools
from collections.abc import Callable
from functools import partial
from typing import Protocol, TypeAlias

Cancel: TypeAlias = Callable[[], None]
"""Takes a planned callback back; harmless when it has run already."""


class Clock(Protocol):
    """Seconds since some beginning, and callbacks at a later moment."""

    def now(self) -> float:
        """Seconds, never going back."""
        ...

    def later(self, seconds: float, callback: Callable[[], None]) -> Cancel:
        """Call back once, so many seconds from now."""
        ...


class VirtualClock:
    """A clock that stands still until it is moved. Callbacks run in the order of their time, then of their planning."""

    def __init__(self) -> None:
        self._now = 0.0
        self._order = itertools.count()
        self._planned: list[tuple[float, int]] = []
        self._callbacks: dict[int, Callable[[], None]] = {}

    def now(self) -> float:
        """Seconds since the clock was made."""
        return self._now

    def later(self, seconds: float, callback: Callable[[], None]) -> Cancel:
        """Plan a callback. Raises ValueError for a time that has passed."""
        if seconds < 0:
            raise ValueError("a callback cannot be planned for the past")
        number = next(self._order)
        heapq.heappush(self._planned, (self._now + seconds, number))
        self._callbacks[number] = callback
        return partial(self._take_back, number)

    @property
    def next_due(self) -> float | None:
        """When the next callback is due, or None when none is planned."""
        while self._planned and self._planned[0][1] not in self._callbacks:
            heapq.heappop(self._planned)
        return self._planned[0][0] if self._planned else None

    def advance(self, seconds: float) -> None:
        """Let so many seconds pass, with all that is due in them."""
        until = self._now + seconds
        while (due := self.next_due) is not None and due <= until:
            self.step()
        self._now = until

    def step(self) -> bool:
        """Go to the next callback and run it. False when none is planned."""
        if self.next_due is None:
            return False
        self._now, number = heapq.heappop(self._planned)
        self._callbacks.pop(number)()
        return True

    def _take_back(self, number: int) -> None:
        self._callbacks.pop(number, None)


class AsyncioClock:
    """The clock of a running asyncio loop. Everything planned runs in the loop's thread."""

    def __init__(self, loop: asyncio.AbstractEventLoop) -> None:
        self._loop = loop
        self._start = loop.time()

    def now(self) -> float:
        """Seconds since the clock was made."""
        return self._loop.time() - self._start

    def later(self, seconds: float, callback: Callable[[], None]) -> Cancel:
        """Plan a callback in the loop."""
        return self._loop.call_later(max(0.0, seconds), callback).cancel
