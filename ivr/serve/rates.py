"""How often a caller may send: a bucket of tokens for each, filled as time goes by."""

from __future__ import annotations

import math
import time
from collections import OrderedDict
from collections.abc import Callable
from typing import Final

MOST: Final = 100_000
"""Callers that are remembered; whoever was heard of longest ago is forgotten first, and has a full bucket."""


class Rates:
    """Buckets by caller, of this process."""

    def __init__(
        self,
        a_minute: float = 30.0,
        at_once: int = 10,
        *,
        most: int = MOST,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        """a_minute: messages a caller may send in the long run. at_once: how many one after another."""
        self._per_second = a_minute / 60
        self._full = float(at_once)
        self._most = most
        self._clock = clock
        self._buckets: OrderedDict[str, tuple[float, float]] = OrderedDict()

    def take(self, caller: str) -> int:
        """Take a token; 0 when there was one, else whole seconds until there will be."""
        now = self._clock()
        left, since = self._buckets.pop(caller, (self._full, now))
        left = min(self._full, left + max(0.0, now - since) * self._per_second)
        taken = left >= 1
        self._buckets[caller] = (left - 1 if taken else left, now)
        while len(self._buckets) > self._most:
            self._buckets.popitem(last=False)
        return 0 if taken else max(1, math.ceil((1 - left) / self._per_second))
