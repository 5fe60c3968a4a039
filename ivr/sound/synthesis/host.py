"""Engines in processes of their own, so that no fault of theirs reaches a call as more than a SynthesisError."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from ivr.sound.audio import Audio
from ivr.sound.synthesis import settings
from ivr.sound.synthesis.base import SynthesisError
from ivr.sound.synthesis.child import Engine
from ivr.sound.synthesis.turns import Turns
from ivr.sound.synthesis.worker import EngineLost, Worker

LIMIT: Final = 5.0
"""Seconds that a sentence may take, hundreds of times what espeak needs for a long one."""


class Host:
    """Speaks by one or more processes, each started when it is first needed. Its methods may be called from any thread.

    make: makes the engine, in the process; a class at the top of a module, or a functools.partial of one. limit:
    seconds for a sentence. processes: how many sentences at a time. Raises SynthesisError for what cannot be.
    """

    def __init__(self, make: Callable[[], Engine], limit: float = LIMIT, processes: int = 1) -> None:
        settings.within("limit", limit, 0.1, 3600, "seconds")
        settings.whole("number of processes", processes, 1, 64)
        self._patience = 2 * limit
        self._closed = False
        self._workers = [Worker(make, limit) for _ in range(processes)]
        self._turns = Turns(self._workers)

    @property
    def pids(self) -> list[int]:
        """Ids of the processes there are."""
        return [pid for worker in self._workers if (pid := worker.pid) is not None]

    def speak(self, text: str, language: str) -> Audio:
        """A sentence as sound. A process that is lost on the way is replaced, once; raises SynthesisError."""
        if self._closed:
            raise SynthesisError("the synthesizer is closed")
        try:
            worker = self._turns.take(self._patience)
        except TimeoutError:
            raise SynthesisError(f"the engine was busy for {self._patience:g} seconds") from None
        try:
            try:
                return worker.ask(text, language)
            except EngineLost:
                return worker.ask(text, language)
        finally:
            if self._closed:
                worker.stop()
            self._turns.give(worker)

    def close(self) -> None:
        """End the processes; one that is speaking, after its sentence."""
        self._closed = True
        for worker in self._turns.take_free():
            worker.stop()
            self._turns.give(worker)
