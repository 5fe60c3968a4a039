"""A call in virtual time written down as sound: what its caller would hear, faster than they would hear it."""

from __future__ import annotations

from pathlib import Path

from ivr.channels.base import Notices
from ivr.channels.voice import Inline, Mouth
from ivr.channels.voice.mouth import Voice
from ivr.channels.voice.studio import Studio
from ivr.clock import Clock
from ivr.sound.audio import Writer

__all__ = ["Recording"]


class Recording:
    """A WAV file of what the caller hears. `speaker` is what a call in virtual time speaks with (`ivr.keyed.hold`).

    Raises AudioError where the file cannot be written.
    """

    def __init__(self, file: Path, voice: Voice, *, rate: int) -> None:
        """rate: samples a second."""
        self._voice = voice
        self._rate = rate
        self._out = Writer(file, rate)

    def speaker(self, clock: Clock, notices: Notices) -> Mouth:
        """Begin: what speaks in this call."""
        mouth = Mouth(self._voice, Inline(), notices, rate=self._rate)
        Studio(clock, mouth, listener=self._out.write)
        return mouth

    def __enter__(self) -> Recording:
        return self

    def __exit__(self, *_: object) -> None:
        self._out.close()
