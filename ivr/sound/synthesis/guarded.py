"""Somebody's synthesizer, of which nothing but sound and SynthesisError comes."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from ivr.sound.audio import Audio
from ivr.sound.synthesis.base import SynthesisError, Synthesizer

_T = TypeVar("_T")


class Guarded:
    """A synthesizer as the rest of `ivr` sees it: whatever another one's code raises, or ends with, or gives instead
    of sound, becomes a SynthesisError that names the kind of the fault and never its words, which may hold the text.
    """

    def __init__(self, name: str, inner: Synthesizer) -> None:
        """name: what it was asked for by."""
        self.name = name
        self._inner = inner

    def identity(self, language: str) -> str:
        """That of the synthesizer. Raises SynthesisError."""
        return self._given(str, "identity", lambda: self._inner.identity(language))

    def synthesize(self, text: str, language: str) -> Audio:
        """The text as sound. Raises SynthesisError."""
        return self._given(Audio, "synthesize", lambda: self._inner.synthesize(text, language))

    def close(self) -> None:
        """Let go of the engine. A fault in that harms nobody any more."""
        try:
            self._inner.close()
        except (Exception, SystemExit):
            return

    def _given(self, kind: type[_T], method: str, ask: Callable[[], _T]) -> _T:
        try:
            given = ask()
        except SynthesisError:
            raise
        except (Exception, SystemExit) as error:
            raise SynthesisError(f"`{method}` of the voice `{self.name}` raised {type(error).__name__}") from None
        if not isinstance(given, kind):
            raise SynthesisError(
                f"`{method}` of the voice `{self.name}` gave {type(given).__name__} instead of {kind.__name__}"
            )
        return given
