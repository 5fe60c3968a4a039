"""The process in which an engine speaks: it takes sentences from its input and gives sound, until its input ends.

Engines are C, and C may crash, hang or call `exit`; here that ends this process and nothing else.
"""

from __future__ import annotations

import os
import pickle
import signal
import sys
from dataclasses import dataclass
from queue import SimpleQueue
from threading import Thread
from typing import Any, BinaryIO, Final, Protocol

import numpy as np

from ivr.sound.audio import Audio
from ivr.sound.synthesis.base import SynthesisError

BOOT: Final = (
    "import sys, pickle; sys.path[:] = pickle.load(sys.stdin.buffer); "
    "from ivr.sound.synthesis.child import main; main()"
)
"""What Python is started with. The path comes first, since what follows is found by it; the main module of the
program that asks is not imported, as multiprocessing would."""


class Engine(Protocol):
    """What speaks in the process. It is made there, and asked for one sentence at a time."""

    def speak(self, text: str, language: str) -> Audio:
        """The text as sound. Raises SynthesisError, whose message reaches who asked; of other errors only the name
        does, since their words may quote the text."""


@dataclass(frozen=True, slots=True)
class Sentence:
    """What is asked."""

    text: str
    language: str


@dataclass(frozen=True, slots=True)
class Ready:
    """The engine is made."""


@dataclass(frozen=True, slots=True)
class Said:
    """A sentence as samples and their rate."""

    samples: bytes
    rate: int

    def audio(self) -> Audio:
        """As sound."""
        return Audio(np.frombuffer(self.samples, np.int16), self.rate)


@dataclass(frozen=True, slots=True)
class Failed:
    """The engine could not be made, or could not speak; the process goes on in the second case."""

    reason: str


def send(out: BinaryIO, message: object) -> None:
    """Write one message."""
    pickle.dump(message, out, pickle.HIGHEST_PROTOCOL)
    out.flush()


def main() -> None:
    """Make the engine that is asked for, then speak."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl+C is for the program; this process ends with its input
    out = _own_output()
    asked: SimpleQueue[Sentence] = SimpleQueue()
    try:
        make = pickle.load(sys.stdin.buffer)
        Thread(target=_read, args=(sys.stdin.buffer, asked), daemon=True).start()
        engine = make()
    except SynthesisError as error:
        send(out, Failed(str(error)))
        return
    except Exception as error:
        send(out, Failed(f"the engine could not be started: {type(error).__name__}"))
        return
    send(out, Ready())
    while True:
        sentence = asked.get()
        send(out, _spoken(engine, sentence))


def _own_output() -> BinaryIO:
    """The way back, for messages alone: what the engine prints goes where errors go."""
    out = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    return out


def _read(source: BinaryIO, asked: SimpleQueue[Sentence]) -> None:
    """Take sentences; when who asks them is gone, end the process, be the engine hung or not."""
    try:
        while True:
            asked.put(pickle.load(source))
    except (EOFError, OSError, pickle.UnpicklingError):
        os._exit(0)


def _spoken(engine: Engine, sentence: Sentence) -> Any:
    try:
        audio = engine.speak(sentence.text, sentence.language)
    except SynthesisError as error:
        return Failed(str(error))
    except Exception as error:
        return Failed(f"the engine failed: {type(error).__name__}")
    return Said(audio.samples.tobytes(), audio.rate)
