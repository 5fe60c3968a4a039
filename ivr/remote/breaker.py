"""A circuit breaker: after several failures in a row nobody waits for an account that does not answer.

Closed, it lets everyone through. Open, it lets nobody through for a while: callers hear at once that it does not work.
Then it is half open: one request is let through as a probe, and what comes of it closes it or opens it again.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from enum import Enum
from typing import Final

FAILURES: Final = 5
"""Failures in a row that open it."""

PAUSE: Final = 5.0
"""Seconds that it stays open at first; twice as long after each probe that fails."""

LONGEST_PAUSE: Final = 60.0
"""Seconds that it stays open at most."""

log = logging.getLogger("ivr.remote")


class Way(Enum):
    """How a request comes through."""

    FREE = "free"
    PROBE = "probe"
    SHUT = "shut"


class Breaker:
    """The breaker of one account. All of its methods belong to one thread."""

    def __init__(
        self, name: str, clock: Callable[[], float], *, failures: int = FAILURES, pause: float = PAUSE
    ) -> None:
        """name: of the account, for the log. clock: seconds that only grow."""
        self._name, self._clock = name, clock
        self._most, self._first_pause = failures, pause
        self._failed = 0
        self._pause = pause
        self._open_until: float | None = None
        self._probing = False

    def way(self) -> Way:
        """Whether a request may be sent. Whoever is let through tells what came of it by one of the next three."""
        if self._open_until is None:
            return Way.FREE
        if self._probing or self._clock() < self._open_until:
            return Way.SHUT
        self._probing = True
        return Way.PROBE

    def answered(self) -> None:
        """The account answered, whatever it said."""
        if self._open_until is not None:
            log.warning("%s answers again", self._name)
        self._failed, self._pause, self._open_until, self._probing = 0, self._first_pause, None, False

    def failed(self, way: Way) -> None:
        """There was no answer. way: by which the request had come through."""
        self._failed += 1
        if way is Way.PROBE:
            self._probing = False
            self._pause = min(self._pause * 2, LONGEST_PAUSE)
        elif self._open_until is not None or self._failed < self._most:
            return
        self._open_until = self._clock() + self._pause
        log.warning("%s does not answer: it is left alone for %g s", self._name, self._pause)

    def given_up(self, way: Way) -> None:
        """Nobody knows: who asked went away."""
        if way is Way.PROBE:
            self._probing = False
