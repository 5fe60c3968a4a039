"""Slow work beside a call: synthesis and recognition must hold up neither its events nor its sound."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from concurrent.futures import Executor
from queue import SimpleQueue
from threading import Thread
from typing import Any, Protocol, TypeVar

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

        try:
            self._executor.submit(whole)
        except RuntimeError:  # the threads were ended meanwhile: the call is over
            return

    def soon(self, callback: Callable[[], None]) -> None:
        """Have the loop call back."""
        try:
            self._loop.call_soon_threadsafe(callback)
        except RuntimeError:  # the loop was closed meanwhile: the call is over
            return


class Daemons(Executor):
    """Threads that do not keep the program from ending: who hangs up does not wait for a voice that hangs.

    Not for work in C that goes on by itself, vosk's for one: a process that ends under it crashes.
    """

    def __init__(self, count: int, name: str) -> None:
        self._work: SimpleQueue[Callable[[], Any] | None] = SimpleQueue()
        self._count = count
        self._closed = False
        for number in range(count):
            Thread(target=self._go, name=f"{name} {number}", daemon=True).start()

    def submit(self, fn: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Any:
        """Do work that does not raise. Nobody is told of its end, so there is no future. Raises RuntimeError once they
        were shut down."""
        if self._closed:
            raise RuntimeError("these threads were ended")
        self._work.put(lambda: fn(*args, **kwargs))

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:  # noqa: ARG002
        """End the threads, each after the work that it does now; what waits is dropped. Never waits."""
        self._closed = True
        for _ in range(self._count):
            self._work.put(None)

    def _go(self) -> None:
        while (work := self._work.get()) is not None:
            if not self._closed:
                work()
