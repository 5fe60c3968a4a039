"""Prompts held in memory: what was asked for last stays, within a bound."""

from __future__ import annotations

import threading
from collections import OrderedDict

from ivr.sound.audio import Audio
from ivr.sound.prompts.phrase import Phrase


class Memory:
    """Sound by phrase. May be used from any thread."""

    def __init__(self, max_bytes: int) -> None:
        self._max = max_bytes
        self._bytes = 0
        self._held: OrderedDict[Phrase, Audio] = OrderedDict()
        self._lock = threading.Lock()

    def get(self, phrase: Phrase) -> Audio | None:
        """The sound of a phrase, when it is held."""
        with self._lock:
            found = self._held.get(phrase)
            if found is not None:
                self._held.move_to_end(phrase)
            return found

    def put(self, phrase: Phrase, audio: Audio) -> None:
        """Hold sound; what was not asked for longest makes room for it. What is larger than the bound is not held."""
        size = audio.samples.nbytes
        if size > self._max:
            return
        with self._lock:
            old = self._held.pop(phrase, None)
            self._bytes += size - (old.samples.nbytes if old is not None else 0)
            self._held[phrase] = audio
            while self._bytes > self._max:
                _, dropped = self._held.popitem(last=False)
                self._bytes -= dropped.samples.nbytes
