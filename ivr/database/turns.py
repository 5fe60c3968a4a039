"""Threads that take turns in the order in which they came."""

from __future__ import annotations

from collections import deque
from threading import Lock


class Turns:
    """A lock of so many places that goes to who has waited longest.

    Python's own locks, and a pool of connections, go to anybody: among two hundred threads some wait for ever.
    """

    def __init__(self, places: int = 1) -> None:
        self._inside = Lock()
        self._free = places
        self._waiting: deque[Lock] = deque()

    def acquire(self, timeout: float) -> bool:
        """Wait for one's turn, seconds at most; whether it came."""
        with self._inside:
            if self._free:
                self._free -= 1
                return True
            mine = Lock()
            mine.acquire()
            self._waiting.append(mine)
        if mine.acquire(timeout=timeout):
            return True
        with self._inside:
            if mine in self._waiting:
                self._waiting.remove(mine)
                return False
        return True  # it came just as the time was over

    def release(self) -> None:
        """Give the turn to the next."""
        with self._inside:
            if self._waiting:
                self._waiting.popleft().release()
            else:
                self._free += 1
