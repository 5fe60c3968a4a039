"""The sixteen keys, their tones, and what a detector says of a press."""

from __future__ import annotations

from dataclasses import dataclass

RATE = 8_000
"""Samples a second."""
FRAME = 160
"""Samples of a frame: 20 ms, as RTP carries speech."""
LOW = (697, 770, 852, 941)
"""Hertz of the rows (ITU-T Q.23)."""
HIGH = (1209, 1336, 1477, 1633)
"""Hertz of the columns (ITU-T Q.23)."""
KEYS = "123A456B789C*0#D"
"""Row by row."""
FULL_SCALE = 32_768
FULL_SCALE_DBM0 = 3.14
"""Level of a sine of full scale (ITU-T G.711, A-law)."""
MILLIWATT = FULL_SCALE * 10 ** (-FULL_SCALE_DBM0 / 20)
"""Peak of a sine of 0 dBm0 in 16-bit samples."""


@dataclass(frozen=True, slots=True)
class Digit:
    """A press that was decided. `start` and `end` are seconds of the stream; a tone that still sounds ends "by now"."""

    digit: str
    start: float
    end: float


def tones(key: str) -> tuple[int, int]:
    """Hertz of the two tones of a key; ValueError for anything that is not one of the sixteen."""
    place = KEYS.find(key)
    if len(key) != 1 or place < 0:
        raise ValueError(f"no DTMF key {key!r}; keys are {KEYS}")
    return LOW[place // 4], HIGH[place % 4]
