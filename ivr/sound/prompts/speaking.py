"""A text spoken whatever happens: by the voice that is wanted, else by another one, else a tone stands for it."""

from __future__ import annotations

import logging
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from typing import Final

from ivr.sound.audio import PHONE, Audio
from ivr.sound.synthesis import SynthesisError, Synthesizer, open_synthesizer, synthesizers
from ivr.sound.tones import tone

REST: Final = 30.0
"""Seconds for which a voice that failed `FAILURES` times in a row in a language is not asked for that language: each
try may take its time limit. One that lacks a language does not rest for the others."""
FAILURES: Final = 3

_log = logging.getLogger("ivr.sound.prompts")


def attention_tone() -> Audio:
    """What a caller hears where nothing can speak: a short tone, which is no key and no signal of a line."""
    return Audio(tone(1_000, 0.2, -20.0), PHONE)


class Speaking:
    """Speaks by the voice that is wanted, and by the others that are installed where it fails. Never raises.

    Each failure is logged once, without the text. May be used from any thread.
    """

    def __init__(
        self,
        wanted: Synthesizer,
        others: Callable[[str], Iterator[Synthesizer]] | None = None,
        now: Callable[[], float] = time.monotonic,
    ) -> None:
        """others: gives the voices to speak with instead, opened when first needed. now: a clock, in seconds."""
        self._wanted = wanted
        self._others = others or installed_but
        self._now = now
        self._lock = threading.Lock()
        self._opened: dict[str, Synthesizer] | None = None
        self._told: set[tuple[str, str]] = set()
        self._failures: Counter[str] = Counter()
        self._rests_until: dict[str, float] = {}

    def speak(self, text: str, language: str) -> tuple[Audio, bool]:
        """The text as sound, and whether it is in the voice that was wanted."""
        if self._now() >= self._rests_until.get(language, 0.0):
            sound = self._by(self._wanted, text, language)
            self._count(language, sound is not None)
            if sound is not None:
                return sound, True
        for other in self._instead():
            sound = self._by(other, text, language)
            if sound is not None:
                return sound, False
        return attention_tone(), False

    def close(self) -> None:
        """Let go of the other voices; the one that was wanted belongs to whoever opened it."""
        with self._lock:
            for other in (self._opened or {}).values():
                other.close()
            self._opened = {}

    def _by(self, voice: Synthesizer, text: str, language: str) -> Audio | None:
        try:
            return voice.synthesize(text, language)
        except SynthesisError as error:
            self._tell(voice.name, f"{error}")
        except Exception as error:
            # A voice of somebody else's may raise what it likes; its words could hold the text.
            self._tell(voice.name, f"it raised {type(error).__name__}")
        return None

    def _tell(self, name: str, why: str) -> None:
        with self._lock:
            if (name, why) in self._told:
                return
            self._told.add((name, why))
        _log.warning("the voice `%s` could not speak: %s", name, why)

    def _count(self, language: str, spoken: bool) -> None:
        with self._lock:
            self._failures[language] = 0 if spoken else self._failures[language] + 1
            if self._failures[language] >= FAILURES:
                self._failures[language] = 0
                self._rests_until[language] = self._now() + REST

    def _instead(self) -> list[Synthesizer]:
        with self._lock:
            if self._opened is None:
                self._opened = {other.name: other for other in self._others(self._wanted.name)}
            return list(self._opened.values())


def installed_but(name: str) -> Iterator[Synthesizer]:
    """Every other voice that can be opened without settings."""
    for other in synthesizers():
        if other != name:
            try:
                yield open_synthesizer(other)
            except SynthesisError:  # it is not even wanted here
                continue
