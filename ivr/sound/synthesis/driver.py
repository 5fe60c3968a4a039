"""A driver for pyttsx3 that keeps its promises: what was said is whole when `runAndWait` returns.

pyttsx3's own espeak driver loses files, hangs, and never tells an error. This one speaks as soon as a sentence's turn
comes and gives its sound as the property `audio`, or writes it to a file. Errors come as pyttsx3 has them: by the
topic `error`.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any, Final

from ivr.sound import audio as sound
from ivr.sound.audio import Audio
from ivr.sound.synthesis.base import SynthesisError
from ivr.sound.synthesis.espeak import PITCH, RATE, Espeak

NAME: Final = "ivr_espeak"
"""What `pyttsx3.init` is asked for."""

_PARAMETERS: Final = {"rate": RATE, "pitch": PITCH}


def install() -> None:
    """Make `pyttsx3.init(NAME)` find this module, as it finds its own drivers: by import."""
    sys.modules[f"pyttsx3.drivers.{NAME}"] = sys.modules[__name__]


def buildDriver(proxy: Any) -> Driver:  # noqa: N802 (pyttsx3 calls it so)
    """What pyttsx3 asks a driver's module for."""
    return Driver(proxy, Espeak())


class Driver:
    """One espeak behind one engine of pyttsx3. proxy: where pyttsx3 wants to hear how it goes."""

    def __init__(self, proxy: Any, espeak: Espeak) -> None:
        self._proxy = proxy
        self._espeak = espeak
        self._voice: str | None = None
        self._audio: Audio | None = None

    def say(self, text: str) -> None:
        """Speak, and keep the sound for the property `audio`."""
        self._proxy.notify("started-utterance")
        self._audio = self._espeak.speak(text)
        self._proxy.notify("finished-utterance", completed=True)

    def save_to_file(self, text: str, filename: str) -> None:
        """Speak into a WAV file, which is whole when this returns. Raises AudioError naming the file."""
        self.say(text)
        if self._audio is not None:
            sound.write(Path(filename), self._audio)

    def getProperty(self, name: str) -> object:  # noqa: N802
        """`rate`, `pitch`, `voice`, or `audio`: the sound of the last sentence."""
        if name in _PARAMETERS:
            return self._espeak.get(_PARAMETERS[name])
        if name == "voice":
            return self._voice
        if name == "audio":
            return self._audio
        raise KeyError(name)

    def setProperty(self, name: str, value: Any) -> None:  # noqa: N802
        """Set `rate` (words a minute), `pitch` (0 to 100) or `voice` (an id of espeak's); None as audio forgets it."""
        if name in _PARAMETERS:
            self._espeak.set(_PARAMETERS[name], int(value))
        elif name == "voice":
            self._espeak.set_voice(str(value))
            self._voice = str(value)
        elif name == "audio":
            self._audio = None
        else:
            raise SynthesisError(f"this driver of pyttsx3 has no property `{name}`")

    def startLoop(self) -> None:  # noqa: N802
        """Let pyttsx3 hand over what waits; every sentence is whole when its turn is over, so nothing is left."""
        self._proxy.setBusy(False)

    def iterate(self) -> Any:
        """The same, for a loop of someone else's."""
        self._proxy.setBusy(False)
        yield

    def endLoop(self) -> None:  # noqa: N802
        """Nothing goes on after `startLoop`."""

    def stop(self) -> None:
        """Nothing is being said: `say` returns when all is."""

    def destroy(self) -> None:
        """Nothing to let go of: espeak lives as long as the process."""
