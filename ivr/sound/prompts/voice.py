"""The sound of phrases for a channel: recorded, kept or made, and never a failure."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable
from typing import Final

from ivr.sound.audio import Audio, AudioError, read
from ivr.sound.finish import finished
from ivr.sound.prompts.cache import Cache, CacheError
from ivr.sound.prompts.formats import format_for
from ivr.sound.prompts.keys import Keys
from ivr.sound.prompts.memory import Memory
from ivr.sound.prompts.once import Once
from ivr.sound.prompts.phrase import Phrase
from ivr.sound.prompts.recordings import Recording, Recordings
from ivr.sound.prompts.speaking import Speaking, attention_tone
from ivr.sound.synthesis import Synthesizer

MEMORY: Final = 64_000_000
"""Bytes of sound held in memory: half an hour at 16 kHz."""

_log = logging.getLogger("ivr.sound.prompts")


def nothing(_: Phrase) -> bool:
    """Keeps no phrase on disk."""
    return False


class Voice:
    """Gives the sound of phrases at one rate, ready to be played. One serves every call of a process, in any thread.

    A phrase may hold what only its subscriber should hear, a balance for one: such a phrase is held in memory alone.
    `keep` tells which phrases every caller may hear, and only those go to the disk. Recordings go there too, once they
    are made ready to be played.
    """

    def __init__(
        self,
        synthesizer: Synthesizer,
        cache: Cache,
        recordings: Recordings,
        rate: int,
        *,
        keep: Callable[[Phrase], bool] = nothing,
        speaking: Speaking | None = None,
        memory: int = MEMORY,
    ) -> None:
        """rate: samples a second. keep: whether a phrase's sound may be kept on disk. speaking: what speaks when the
        synthesizer does not; all that is installed unless given. memory: bytes of sound."""
        self.rate = rate
        self._speaking = speaking or Speaking(synthesizer)
        self._cache = cache
        self._recordings = recordings
        self._keep = keep
        self._keys = Keys(synthesizer, recordings)
        self._format = format_for(rate)
        self._memory = Memory(memory)
        self._once: Once[Phrase, Audio] = Once()
        self._lock = threading.Lock()
        self._told: set[str] = set()

    def ready(self, phrase: Phrase) -> Audio | None:
        """The sound of a phrase when it is at hand: in memory, or on disk. Waits for no voice."""
        held = self._memory.get(phrase)
        if held is not None:
            return held
        key = self._keys.of(phrase)
        kept = self._cache.get(key, self._format) if key is not None else None
        return None if kept is None else self._held(phrase, kept)

    def make(self, phrase: Phrase) -> Audio:
        """The sound of a phrase, however long it takes: its recording, or its text spoken.

        Never raises: where the voice fails another one speaks, and where none can, a short tone is heard. Threads that
        ask for the same phrase at once wait for one of them.
        """
        try:
            return self._once.do(phrase, lambda: self.ready(phrase) or self._make(phrase))
        except Exception as error:  # a fault of the program: a caller who hears a tone knows more than one in silence
            self._tell(f"a phrase could not be made into sound: {type(error).__name__}")
            return attention_tone().at(self.rate)

    def close(self) -> None:
        """Let go of the voices that spoke instead of the one given."""
        self._speaking.close()

    def _make(self, phrase: Phrase) -> Audio:
        recording = self._recordings.find(phrase)
        recorded = self._recorded(recording) if recording is not None else None
        if recording is not None and recorded is not None:
            self._put(self._keys.recorded(recording), recorded)
            return self._held(phrase, recorded)
        spoken, as_wanted = self._speaking.speak(phrase.text, phrase.language)
        sound = finished(spoken, self._format.rate)
        if not as_wanted:
            return sound.at(self.rate)
        if self._keep(phrase):
            self._put(self._keys.spoken(phrase), sound)
        return self._held(phrase, sound)

    def _recorded(self, recording: Recording) -> Audio | None:
        try:
            return finished(read(recording.path), self._format.rate)
        except AudioError as error:
            self._tell(f"{error}; its text is spoken instead")
            return None

    def _held(self, phrase: Phrase, sound: Audio) -> Audio:
        """The sound at the rate of the channel, held in memory."""
        sound = sound.at(self.rate)
        self._memory.put(phrase, sound)
        return sound

    def _put(self, key: str | None, sound: Audio) -> None:
        if key is None:
            return
        try:
            self._cache.put(key, self._format, sound)
        except CacheError as error:
            self._tell(str(error))

    def _tell(self, what: str) -> None:
        with self._lock:
            if what in self._told:
                return
            self._told.add(what)
        _log.warning("%s", what)
