"""A language that is recognised: its model, in memory, and the words that this model knows."""

from __future__ import annotations

from typing import Any

from ivr.sound.recognition.grammar import Vocabulary


class Language:
    """One model, shared by every call."""

    __slots__ = ("model", "vocabulary")

    def __init__(self, model: Any) -> None:
        """model: a `vosk.Model`."""
        self.model = model
        self.vocabulary = Vocabulary(self._knows)

    def _knows(self, word: str) -> bool:
        return bool(word) and "\0" not in word and self.model.vosk_model_find_word(word) >= 0
