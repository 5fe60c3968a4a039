"""Threads in which the ears of many calls hear: vosk lets go of Python's lock while it decodes.

A process needs as many threads as cores, not as calls: each call's sound waits in its own line, in order, and one
thread at a time takes all of it. Nothing is ever dropped. When recognition falls behind the sound, `behind` says by how
much, and the operator's cure is fewer calls or more cores: sound that is thrown away would be words misheard.
"""

from __future__ import annotations

import os
import threading
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field
from queue import SimpleQueue
from types import TracebackType
from typing import Final, Protocol, TypeAlias

import numpy as np

from ivr.sound.audio import Samples
from ivr.sound.recognition.events import Began, Ended, Grammar

Events: TypeAlias = list[Began | Ended]
Callback: TypeAlias = Callable[[Events], None]


class Hears(Protocol):
    """An ear, as far as a worker uses it."""

    def listen(self, grammar: Grammar | None) -> None:
        """Know what may be said."""
        ...

    def feed(self, samples: Samples) -> Events:
        """Hear more."""
        ...


@dataclass(slots=True)
class _Line:
    """What waits for one ear: sound with whom to tell, or something else to do."""

    ear: Hears
    waiting: deque[tuple[Samples, Callback] | Callable[[], None]] = field(default_factory=deque)
    running: bool = False


class Workers:
    """A bounded pool of threads that many calls share. Its methods may be called from any thread, and never block.

    A callback is called in a worker's thread, once for all the sound of it that was heard in one go, with what was
    heard, in the order of the sound; one that raises is told to `failed`, and the call goes on.
    """

    def __init__(self, threads: int | None = None, failed: Callable[[BaseException], None] = lambda _: None) -> None:
        """threads: one for each core if not given. failed: told what an ear or a callback raised."""
        self.threads: Final = threads or os.cpu_count() or 1
        self._failed = failed
        self._lock = threading.Lock()
        self._lines: dict[int, _Line] = {}
        self._ready: SimpleQueue[_Line | None] = SimpleQueue()
        self._waiting = 0
        self._closed = False
        self._pool = [
            threading.Thread(target=self._work, name=f"recognition {number}", daemon=True)
            for number in range(self.threads)
        ]
        for thread in self._pool:
            thread.start()

    @property
    def behind(self) -> int:
        """Samples that wait to be heard, of all calls together. Stays near zero while there are cores enough."""
        return self._waiting

    def submit(self, ear: Hears, samples: Samples, callback: Callback) -> None:
        """Have an ear hear more; `callback` gets what it heard, when that is anything."""
        self._put(ear, (samples.copy(), callback))

    def listen(self, ear: Hears, grammar: Grammar | None) -> None:
        """Have an ear know what may be said, after the sound that was submitted before."""
        self.then(ear, lambda: ear.listen(grammar))

    def then(self, ear: Hears, work: Callable[[], None]) -> None:
        """Do something with an ear after all that was submitted before: reset it, close it."""
        self._put(ear, work)

    def close(self) -> None:
        """Hear what still waits, then end the threads. What is submitted later raises RuntimeError."""
        with self._lock:
            self._closed = True
        for _ in self._pool:
            self._ready.put(None)
        for thread in self._pool:
            thread.join()

    def __enter__(self) -> Workers:
        return self

    def __exit__(self, *_: type[BaseException] | BaseException | TracebackType | None) -> None:
        self.close()

    def _put(self, ear: Hears, work: tuple[Samples, Callback] | Callable[[], None]) -> None:
        with self._lock:
            if self._closed:
                raise RuntimeError("the workers of recognition are closed")
            line = self._lines.setdefault(id(ear), _Line(ear))
            line.waiting.append(work)
            self._waiting += _length(work)
            if line.running:
                return
            line.running = True
        self._ready.put(line)

    def _work(self) -> None:
        while (line := self._ready.get()) is not None:
            while work := self._next(line):
                try:
                    work()
                except Exception as error:
                    self._failed(error)

    def _next(self, line: _Line) -> Callable[[], None] | None:
        """All the sound that waits for one callback, as one piece of work; None when nothing waits."""
        with self._lock:
            if not line.waiting:
                line.running = False
                del self._lines[id(line.ear)]
                return None
            first = line.waiting.popleft()
            self._waiting -= _length(first)
            if not isinstance(first, tuple):
                return first
            sounds, callback = [first[0]], first[1]
            while line.waiting and isinstance(line.waiting[0], tuple) and line.waiting[0][1] == callback:
                more = line.waiting.popleft()
                assert isinstance(more, tuple)
                self._waiting -= len(more[0])
                sounds.append(more[0])

        def hear() -> None:
            if events := line.ear.feed(np.concatenate(sounds)):
                callback(events)

        return hear


def _length(work: tuple[Samples, Callback] | Callable[[], None]) -> int:
    return len(work[0]) if isinstance(work, tuple) else 0
