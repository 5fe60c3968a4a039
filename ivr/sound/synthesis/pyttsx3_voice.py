"""The voice that comes along: pyttsx3 over espeak-ng, in a process of its own."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial
from importlib.metadata import version
from pathlib import Path
from typing import Any, Final

from ivr.sound.audio import WIDE, Audio, silence
from ivr.sound.synthesis import driver, settings
from ivr.sound.synthesis.base import SynthesisError
from ivr.sound.synthesis.host import LIMIT, Host
from ivr.sound.synthesis.shaping import Shaping

VOICES: Final[Mapping[str, str]] = {"ru": "zle/ru+f2", "en": "gmw/en+f2"}
"""Voices of espeak-ng by language. Variant f2 is a woman's of about 200 Hz: through a telephone, which lets nothing
below 300 Hz pass, its harmonics stand clearer of each other than the base voice's of 105 Hz sound rich."""

RATE: Final = 160
"""Words a minute: a calm telephone rate; `ivr.wording.estimate` reckons with it."""
PITCH: Final = 50
"""Of 100; 50 is the voice's own."""

SLOWEST: Final = 80
"""Words a minute that espeak-ng can say at least (speak_lib.h, espeakRATE_MINIMUM)."""
FASTEST: Final = 450
"""Words a minute that espeak-ng says without sonic (speak_lib.h, espeakRATE_MAXIMUM)."""


@dataclass(frozen=True, slots=True)
class Settings:
    """How it speaks. voices: an espeak voice for each language."""

    voices: Mapping[str, str]
    rate: int
    pitch: int


class Pyttsx3:
    """Speaks by pyttsx3.

    voices: an espeak voice for a language (`{"ru": "zle/ru+f3"}`), the defaults for those not named. rate: words a
    minute, 80 to 450. pitch: 0 to 100. lexicon: the folder of an author's lexicons. limit: seconds a sentence may
    take. processes: sentences at a time. Raises SynthesisError for what cannot be.
    """

    name = "pyttsx3"

    def __init__(
        self,
        *,
        voices: Mapping[str, str] | None = None,
        rate: int = RATE,
        pitch: int = PITCH,
        lexicon: Path | str | None = None,
        limit: float = LIMIT,
        processes: int = 1,
    ) -> None:
        settings.whole("rate", rate, SLOWEST, FASTEST, "words a minute")
        settings.whole("pitch", pitch, 0, 100)
        settings.by_language("voices", voices or {}, str, "{'ru': 'zle/ru+f3'}")
        self._settings = Settings({**VOICES, **(voices or {})}, rate, pitch)
        self._shaping = Shaping(lexicon, tuple(self._settings.voices), phonemes=True)
        self._host = Host(partial(Pyttsx3Engine, self._settings), limit, processes)

    def identity(self, language: str) -> str:
        """Versions, voice, rate, pitch and lexicon."""
        settings = self._settings
        return (
            f"pyttsx3 {version('pyttsx3')} espeakng-loader {version('espeakng-loader')} voice={self._voice(language)} "
            f"rate={settings.rate} pitch={settings.pitch} {self._shaping.identity(language)}"
        )

    def synthesize(self, text: str, language: str) -> Audio:
        """The text as sound at 22,050 Hz. Raises SynthesisError."""
        self._voice(language)
        said = self._shaping.text(text, language)
        return self._host.speak(said, language) if said else silence(0, WIDE)

    def close(self) -> None:
        """End the process."""
        self._host.close()

    def _voice(self, language: str) -> str:
        voices = self._settings.voices
        if language not in voices:
            raise SynthesisError(f"no voice for the language `{language}`; there are voices for {', '.join(voices)}")
        return voices[language]


class Pyttsx3Engine:
    """pyttsx3 in the process that speaks."""

    def __init__(self, settings: Settings) -> None:
        import pyttsx3

        driver.install()
        self._settings = settings
        self._language: str | None = None
        self._error: Exception | None = None
        self._engine: Any = pyttsx3.init(driver.NAME)
        self._engine.connect("error", self._failed)

    def speak(self, text: str, language: str) -> Audio:
        """The text as sound. Raises SynthesisError."""
        if language != self._language:
            self._language = None
            # A voice brings its own pitch, so it goes first.
            self._set("voice", self._settings.voices[language])
            self._set("rate", self._settings.rate)
            self._set("pitch", self._settings.pitch)
            self._run()
            self._language = language
        self._set("audio", None)
        self._engine.say(text)
        self._run()
        audio = self._engine.getProperty("audio")
        if not isinstance(audio, Audio):
            raise SynthesisError("pyttsx3 said nothing")
        return audio

    def _set(self, name: str, value: object) -> None:
        self._engine.setProperty(name, value)

    def _run(self) -> None:
        # pyttsx3 does now what it was told before, or did it at once; either way its errors are here after this.
        self._engine.runAndWait()
        error, self._error = self._error, None
        if error is not None:
            raise error

    def _failed(self, name: str | None, exception: Exception) -> None:  # noqa: ARG002 (pyttsx3 names both)
        self._error = self._error or exception
