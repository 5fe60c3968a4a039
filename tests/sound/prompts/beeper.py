"""A voice of our own: it beeps as long as a text is, remembers what it said, and refuses when told to."""

from threading import Barrier, Lock

from ivr.sound.audio import PHONE, Audio
from ivr.sound.synthesis import SynthesisError
from ivr.sound.tones import tone


class Beeper:
    """hertz: of its beep. fails: raises that instead of speaking. gate: waited for before it speaks."""

    name = "beeper"

    def __init__(self, hertz: float = 440, *, fails: Exception | None = None, gate: Barrier | None = None) -> None:
        self.hertz = hertz
        self.fails = fails
        self.asked: list[str] = []
        self.closed = False
        self.gate = gate
        self._lock = Lock()

    def identity(self, language: str) -> str:
        if language == "xx":
            raise SynthesisError("no voice for the language `xx`")
        return f"beeper 1 {self.hertz}"

    def synthesize(self, text: str, language: str) -> Audio:
        with self._lock:
            self.asked.append(text)
        if self.gate is not None:
            self.gate.wait(10)
        if self.fails is not None:
            raise self.fails
        return Audio(tone(self.hertz, 0.05 + 0.02 * len(text), -20), PHONE)

    def close(self) -> None:
        self.closed = True
