"""Slow work beside a call: synthesis and recognition must hold up neither its events nor its sound."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from concurrent.futures import Executor
from typing import Protocol, TypeVar

T = TypeVar("T")


class Elsewhere(Protocol):
    """Where slow work is done, and the way back to the call's own thread."""

    def run(self, work: Callable[[], T], done: Callable[[T], None]) -> None:
        """Do work that does not raise, then call `done` in the call's thread."""
        ...

    def soon(self, callback: Callable[[], None]) -> None:
        """Call back in the call's thread. May be called from any thread."""
        ...


class Inline:
    """At once, in the call's own thread: for virtual time."""

    def run(self, work: Callable[[], T], done: Callable[[T], None]) -> None:
        """Do it now."""
        done(work())

    def soon(self, callback: Callable[[], None]) -> None:
        """Call it now."""
        callback()


class Threads:
    """In threads, beside an asyncio loop."""

    def __init__(self, loop: asyncio.AbstractEventLoop, executor: Executor) -> None:
        self._loop = loop
        self._executor = executor

    def run(self, work: Callable[[], T], done: Callable[[T], None]) -> None:
        """Hand the work to a thread."""

        def whole() -> None:
            result = work()
            self.soon(lambda: done(result))

        self._executor.submit(whole)

    def soon(self, callback: Callable[[], None]) -> None:
        """Have the loop call back."""
        try:
            self._loop.call_soon_threadsafe(callback)
        except RuntimeError:  # the loop was closed meanwhile: the call is over
            return
