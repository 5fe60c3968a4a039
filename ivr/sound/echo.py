"""The prompt is taken out of what the microphone hears: echo cancellation, by the package livekit (WebRTC's AEC3).

Measured on synthesised speech in a simulated room (0.25 s reverberation, 6 dB under the prompt, noise at -65 dBFS),
with delays from 20 to 400 ms and a loudspeaker that distorts: from the fifth second of prompts on the echo is 31 to
41 dB weaker, and a voice detector hears no speech in what is left; within the first three seconds it may, see
`settled`. At 500 ms the echo stays. A caller who speaks over the prompt, 6 dB louder than its echo, loses 3 dB
(median), but one phrase of nine lost 18 dB; of 24 single words a voice detector heard 23, and of those no louder than
the echo 16. It takes 1 % of a core.

pyaec 1.0.1 (SpeexDSP) left more of the caller, but reached 27 dB only, 14 dB with a loudspeaker that distorts, and
there lost 14 words of 24; speech was heard in 1 to 3 % of what it left, so that a prompt would interrupt itself.
"""

from __future__ import annotations

from typing import Final

import numpy as np

from ivr.sound.audio import Samples, need_samples

RATES: Final = (8_000, 16_000, 32_000, 48_000)
"""Samples a second that WebRTC's audio processing takes (its native rates)."""
FRAME_SECONDS: Final = 0.01
"""It takes sound in frames of 10 ms, and no other."""
SETTLING_SECONDS: Final = 3.0
"""Of sounding prompts, until the room is known."""
AUDIBLE: Final = 100.0
"""RMS of a frame of the prompt, in 16-bit steps (-50 dBFS), that teaches anything about the room."""
_MISSING: Final = (
    "a prompt is interrupted by keys only, not by speech: echo cannot be cancelled without the package livekit; "
    "pip install 'ivr[echo]', or wear a headset and say so by --headset"
)


def available() -> str | None:
    """Why echo cannot be cancelled here, in one line for the caller of this computer; None when it can."""
    try:
        from livekit import rtc
    except (ImportError, OSError):
        return _MISSING
    return None if hasattr(rtc, "AudioProcessingModule") else _MISSING


class EchoCanceller:
    """The echo canceller of one call. Not thread-safe.

    It finds by itself how late the echo comes, up to 0.4 s, and follows a room that changes.
    """

    def __init__(self, rate: int) -> None:
        """rate: samples a second, one of RATES; ValueError for others. Raises ImportError when `available` gives a
        reason."""
        if rate not in RATES:
            raise ValueError(f"echo is cancelled at {', '.join(map(str, RATES))} samples a second, not at {rate}")
        from livekit import rtc

        self._frame = rtc.AudioFrame
        self._module = rtc.AudioProcessingModule(echo_cancellation=True)
        self._rate, self._size = rate, round(rate * FRAME_SECONDS)
        self._captured = self._played = np.zeros(0, np.int16)
        self._taught = 0

    @property
    def settled(self) -> bool:
        """Whether so much was played that the room is known: before, some of the prompt may be left in the sound."""
        return self._taught * FRAME_SECONDS >= SETTLING_SECONDS

    def clean(self, captured: Samples, played: Samples) -> Samples:
        """The captured sound without the echo of what was played.

        Both begin at the same moment, are of one length and of int16, ValueError when not; played may lead by up to
        0.4 s. Blocks of whole 10 ms come back at once; of others, what is whole.
        """
        need_samples(captured)
        need_samples(played)
        if len(captured) != len(played):
            raise ValueError(f"{len(captured)} samples were captured and {len(played)} played: both go by one clock")
        self._captured = np.concatenate([self._captured, captured])
        self._played = np.concatenate([self._played, played])
        whole = len(self._captured) // self._size * self._size
        done = [np.zeros(0, np.int16)]
        for start in range(0, whole, self._size):
            done.append(
                self._clean(self._captured[start : start + self._size], self._played[start : start + self._size])
            )
        self._captured, self._played = self._captured[whole:], self._played[whole:]
        return np.concatenate(done)

    def _clean(self, captured: Samples, played: Samples) -> Samples:
        if not self.settled and np.sqrt(np.mean(played.astype(np.float64) ** 2)) > AUDIBLE:
            self._taught += 1
        self._module.process_reverse_stream(self._frame(bytearray(played.tobytes()), self._rate, 1, self._size))
        self._module.set_stream_delay_ms(0)  # a first guess, which it asks for before each frame
        frame = self._frame(bytearray(captured.tobytes()), self._rate, 1, self._size)
        self._module.process_stream(frame)
        return np.frombuffer(bytes(frame.data), np.int16)
