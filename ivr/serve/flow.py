"""Requests on their way: how many there are, whether more may come, and waiting until there are none."""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine
from typing import Any, Final, TypeVar

from ivr.serve.problems import Problem, stopping

MOST: Final = 512
"""Requests on their way at once: more are told to come back."""

T = TypeVar("T")


class Flow:
    """The requests of this process. A request that took too long for its gateway is finished all the same."""

    def __init__(self, most: int = MOST) -> None:
        self._most = most
        self._running: set[asyncio.Task[Any]] = set()
        self.stopping = False

    @property
    def running(self) -> int:
        """How many are on their way."""
        return len(self._running)

    async def run(self, work: Coroutine[Any, Any, T], seconds: float) -> T:
        """Do a request's work, and wait for it so long.

        Raises Problem: 503 while stopping or when there are too many, 504 when it takes longer; then it goes on, so
        that the same message asked again finds its answer.
        """
        if self.stopping or len(self._running) >= self._most:
            work.close()
            if self.stopping:
                raise stopping()
            raise Problem(503, "too many requests are on their way: try again", {"retry-after": "1"})
        task = asyncio.get_running_loop().create_task(work)
        self._running.add(task)
        task.add_done_callback(self._done)
        await asyncio.wait((task,), timeout=seconds)
        if not task.done():
            raise Problem(504, "the answer takes too long: ask again with the same message_id", {"retry-after": "1"})
        return task.result()

    async def drain(self, seconds: float) -> bool:
        """Take no more, and wait so long for those on their way. Whether all were finished."""
        self.stopping = True
        if self._running:
            await asyncio.wait(tuple(self._running), timeout=seconds)
        return not self._running

    def _done(self, task: asyncio.Task[Any]) -> None:
        self._running.discard(task)
        if not task.cancelled():
            task.exception()  # it was told, or nobody waits for it any more
