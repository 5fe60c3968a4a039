"""The recogniser of a process: one model for each language, shared by every call."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Final

from ivr.sound.audio import PHONE, WIDE
from ivr.sound.recognition import models
from ivr.sound.recognition.ear import Ear
from ivr.sound.recognition.errors import RecognitionError
from ivr.sound.recognition.language import Language

QUIET: Final = -2
"""vosk's log level without notes and warnings: grammars are checked before it could warn of them."""


class Recognition:
    """Models in memory (the Korean one takes 520 MB), from which each call takes its ear. Safe with threads."""

    def __init__(self, languages: Mapping[str, Language], rate: int) -> None:
        self._languages = MappingProxyType(dict(languages))
        self.rate = rate

    @classmethod
    def open(cls, model_paths: Mapping[str, Path], rate: int = WIDE) -> Recognition:
        """Load the models of languages; each takes seconds. rate: samples a second of what will be heard.

        Raises RecognitionError when vosk is not installed, or a folder is no model.
        """
        if rate not in (PHONE, WIDE):
            raise RecognitionError(f"speech is heard at {PHONE} or {WIDE} samples a second, not {rate}")
        for path in model_paths.values():
            # vosk ends the process on some broken models: what can be told of one is told before.
            if reason := models.fault(path):
                raise RecognitionError(f"{path} is no model: {reason}")
        return cls({language: _load(path) for language, path in model_paths.items()}, rate)

    @property
    def languages(self) -> tuple[str, ...]:
        """Languages that are recognised."""
        return tuple(self._languages)

    def ear(self, rate: int | None = None) -> Ear:
        """What hears one call. rate: samples a second of it, where it differs from the others'."""
        return Ear(self._languages, rate or self.rate)

    def missing(self, words: Iterable[str], language: str) -> list[str]:
        """Words of texts that the model of a language does not know, so that they are never heard; each once."""
        return self._languages[language].vocabulary.missing(words)


def _load(path: Path) -> Language:
    try:
        import vosk
    except ImportError:
        raise RecognitionError("speech is not recognised: `pip install vosk`") from None
    except OSError as error:
        raise RecognitionError(
            f"speech is not recognised: vosk's library cannot be loaded ({error}); `pip install --force-reinstall vosk`"
        ) from None
    vosk.SetLogLevel(QUIET)
    try:
        # Never by language or name: vosk would then fetch a model, or end the process.
        return Language(vosk.Model(str(path)))
    except Exception:  # vosk raises nothing narrower
        raise RecognitionError(f"{path} cannot be loaded by vosk: fetch the model again") from None
