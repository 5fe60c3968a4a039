"""Who of many threads may use one of a few things next: each in the order in which it asked."""

from __future__ import annotations

from collections import deque
from concurrent.futures import Future
from threading import Lock
from typing import Generic, TypeVar

T = TypeVar("T")


class Turns(Generic[T]):
    """Things that one thread at a time may have. The one given back last is taken first, so that as few as possible
    are in use; a queue of the standard library would let the thread that gave one back take it again before others."""

    def __init__(self, things: list[T]) -> None:
        self._free = things[::-1]
        self._waiting: deque[Future[T]] = deque()
        self._lock = Lock()

    @property
    def waiting(self) -> int:
        """How many wait for a turn."""
        return len(self._waiting)

    def take(self, timeout: float) -> T:
        """Wait for a turn. Raises TimeoutError after so many seconds."""
        with self._lock:
            if self._free:
                return self._free.pop()
            turn: Future[T] = Future()
            self._waiting.append(turn)
        try:
            return turn.result(timeout)
        except BaseException:
            with self._lock:
                came_late = turn not in self._waiting
                if not came_late:
                    self._waiting.remove(turn)
            if came_late:
                self.give(turn.result())
            raise

    def give(self, thing: T) -> None:
        """End a turn."""
        with self._lock:
            if self._waiting:
                self._waiting.popleft().set_result(thing)
            else:
                self._free.append(thing)

    def take_free(self) -> list[T]:
        """All that nobody has, at once."""
        with self._lock:
            free, self._free = self._free, []
            return free
