"""Sound as samples: 16-bit mono with its rate, other rates of it, and sound files."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final, TypeAlias

import numpy as np
from numpy.typing import NDArray

Samples: TypeAlias = NDArray[np.int16]

PHONE: Final = 8_000
"""Samples a second on a telephone line (ITU-T G.711)."""
WIDE: Final = 16_000
"""Samples a second of wide-band speech: what a microphone is heard at, and prompts are kept at."""
FRAME_SECONDS: Final = 0.02
"""Length of a frame, as RTP carries speech."""
FULL_SCALE: Final = 32_768


class AudioError(Exception):
    """Sound could not be read, written or made sense of; the message says what, and how to mend it."""


def need_samples(samples: Any) -> None:
    """Refuse, by ValueError, what is not one row of 16-bit samples: others would be taken for nearly silent ones."""
    if not isinstance(samples, np.ndarray) or samples.dtype != np.int16 or samples.ndim != 1:
        kind = f"{samples.dtype} {samples.shape}" if isinstance(samples, np.ndarray) else type(samples).__name__
        raise ValueError(f"samples are one row of int16, not {kind}; `ivr.sound.audio.from_float` makes them of floats")


@dataclass(frozen=True, slots=True, eq=False)
class Audio:
    """Mono sound: 16-bit samples and how many of them there are in a second."""

    samples: Samples
    rate: int

    def __post_init__(self) -> None:
        if self.samples.dtype != np.int16 or self.samples.ndim != 1:
            raise AudioError(f"audio is one row of int16 samples, not {self.samples.dtype} {self.samples.shape}")
        if self.rate <= 0:
            raise AudioError(f"audio of {self.rate} samples a second")

    @property
    def seconds(self) -> float:
        """How long it sounds."""
        return len(self.samples) / self.rate

    def at(self, rate: int) -> Audio:
        """The same sound with another number of samples a second (soxr, its high quality)."""
        if rate == self.rate:
            return self
        import soxr

        return Audio(soxr.resample(self.samples, self.rate, rate, quality="HQ"), rate)


def silence(seconds: float, rate: int) -> Audio:
    """No sound, for so long."""
    return Audio(np.zeros(round(seconds * rate), np.int16), rate)


def join(pieces: list[Audio], rate: int) -> Audio:
    """Sounds one after another."""
    return Audio(np.concatenate([np.zeros(0, np.int16), *(piece.at(rate).samples for piece in pieces)]), rate)


def from_float(samples: NDArray[np.floating[Any]]) -> Samples:
    """Samples from -1 to 1 as 16-bit ones; what passes full scale is clipped."""
    return np.clip(np.round(samples * FULL_SCALE), -FULL_SCALE, FULL_SCALE - 1).astype(np.int16)


def read(file: Path) -> Audio:
    """A sound file (WAV with PCM, A-law or mu-law, FLAC, Ogg, MP3) as mono sound; channels are mixed.

    Raises AudioError naming the file.
    """
    import soundfile

    try:
        samples, rate = soundfile.read(file, dtype="float32", always_2d=True)
    except (soundfile.LibsndfileError, OSError) as error:
        raise AudioError(f"{file} cannot be read as sound: {_reason(error)}") from None
    return Audio(from_float(samples.mean(axis=1, dtype=np.float64)), int(rate))


def write(file: Path, audio: Audio) -> None:
    """Write a WAV file of 16-bit PCM. Raises AudioError naming the file."""
    with Writer(file, audio.rate) as out:
        out.write(audio.samples)


class Writer:
    """A WAV file that grows; it is whole after every `write`, whatever happens next. channels: samples of each turn
    come as one row per moment when there is more than one."""

    def __init__(self, file: Path, rate: int, channels: int = 1) -> None:
        import soundfile

        self._file = file
        try:
            self._out: Any = soundfile.SoundFile(
                file, "w", samplerate=rate, channels=channels, subtype="PCM_16", format="WAV"
            )
        except (soundfile.LibsndfileError, OSError) as error:
            raise AudioError(f"{file} cannot be written: {_reason(error)}") from None

    def write(self, samples: Samples) -> None:
        """Add samples. Raises AudioError, on a full disk for one."""
        try:
            self._out.write(samples)
        except (RuntimeError, OSError) as error:
            raise AudioError(f"{self._file} cannot be written: {_reason(error)}") from None

    def close(self) -> None:
        """End the file. Raises AudioError."""
        try:
            self._out.close()
        except (RuntimeError, OSError) as error:
            raise AudioError(f"{self._file} cannot be written: {_reason(error)}") from None

    def __enter__(self) -> Writer:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


def _reason(error: Exception) -> str:
    return getattr(error, "error_string", None) or getattr(error, "strerror", None) or str(error)
