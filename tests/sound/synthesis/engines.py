"""Engines that misbehave, made in the process that speaks."""

import ctypes
import os
import signal
import threading
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from ivr.sound.audio import Audio
from ivr.sound.synthesis.base import SynthesisError
from ivr.sound.synthesis.espeak import Espeak


@dataclass
class Engine:
    """Says as many samples as the text has letters, unless the text is the name of something worse.

    once: a file that is made when something worse happens; when it is there, the text is said as any other.
    """

    once: Path | None = None

    def speak(self, text: str, language: str) -> Audio:
        if self.once is None or not self.once.exists():
            if self.once is not None and text in ("exit", "crash", "hang"):
                self.once.touch()
            match text:
                case "exit":
                    ctypes.CDLL(None).exit(1)
                case "crash":
                    os.kill(os.getpid(), signal.SIGSEGV)
                case "hang":
                    threading.Event().wait()
                case "refuse":
                    raise SynthesisError("no such voice")
                case "secret":
                    raise ValueError(f"cannot say {text}")
                case "print":
                    os.write(1, b"printed by C\n")
                case "pid":
                    return Audio(np.full(1, os.getpid() % 32_768, np.int16), 8_000)
        return Audio(np.zeros(len(text), np.int16), 8_000)


class Refusing:
    """Cannot be made."""

    def __init__(self) -> None:
        raise SynthesisError("no data")

    def speak(self, text: str, language: str) -> Audio:
        raise AssertionError


class Broken:
    """Cannot be made, and says so badly."""

    def __init__(self) -> None:
        raise RuntimeError("a long story")

    def speak(self, text: str, language: str) -> Audio:
        raise AssertionError


class Exiting:
    """Ends the process while it is made."""

    def __init__(self) -> None:
        ctypes.CDLL(None).exit(1)

    def speak(self, text: str, language: str) -> Audio:
        raise AssertionError


@dataclass
class FromFolder:
    """espeak with its data in a folder."""

    data: Path

    def __post_init__(self) -> None:
        self.espeak = Espeak(data=self.data)

    def speak(self, text: str, language: str) -> Audio:
        self.espeak.set_voice("zle/ru")
        return self.espeak.speak(text)
