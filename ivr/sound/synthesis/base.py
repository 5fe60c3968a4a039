"""What a synthesizer is: text in a language becomes sound."""

from __future__ import annotations

from typing import Protocol, runtime_checkable

from ivr.sound.audio import Audio


class SynthesisError(Exception):
    """Text could not be spoken. The message says why and how to mend it, and never quotes the text: a sentence may
    hold what only its subscriber should hear."""


@runtime_checkable
class Synthesizer(Protocol):
    """A voice. One serves every call of a process: its methods may be called from any thread."""

    @property
    def name(self) -> str:
        """What an operator calls it: `pyttsx3`, `piper`."""

    def identity(self, language: str) -> str:
        """All that the sound of a text in this language depends on: engine, its version, voice, rate, pitch, lexicon.

        Two synthesizers with the same identity say the same; a cache takes it as a part of its key. It is known
        without speaking. Raises SynthesisError when there is no voice for the language.
        """

    def synthesize(self, text: str, language: str) -> Audio:
        """The text as sound, as the engine gives it, at the engine's own rate; blocks until it is whole.

        Raises SynthesisError.
        """

    def close(self) -> None:
        """Let go of the engine. What is asked of it later raises SynthesisError."""
