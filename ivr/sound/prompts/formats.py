"""The formats that prompts are kept in: what a microphone's loudspeaker plays, and what telephone lines carry."""

from __future__ import annotations

from enum import Enum

import numpy as np

from ivr.sound import g711
from ivr.sound.audio import PHONE, WIDE, Audio


class Format(Enum):
    """A format of kept sound; its value is the name that commands and files have for it."""

    PCM16K = "pcm16k"
    """16,000 samples a second, 16 bits each, little-endian."""
    PCM8K = "pcm8k"
    """8,000 samples a second, 16 bits each, little-endian."""
    ALAW = "alaw"
    """8,000 bytes a second (ITU-T G.711, A-law)."""
    MULAW = "mulaw"
    """8,000 bytes a second (ITU-T G.711, mu-law)."""

    @property
    def rate(self) -> int:
        """Samples a second."""
        return WIDE if self is Format.PCM16K else PHONE

    def encode(self, audio: Audio) -> bytes:
        """Sound at this format's rate as its bytes."""
        samples = audio.at(self.rate).samples
        if self is Format.ALAW:
            return g711.to_alaw(samples)
        if self is Format.MULAW:
            return g711.to_mulaw(samples)
        return samples.astype("<i2").tobytes()

    def decode(self, data: bytes) -> Audio:
        """Bytes of this format as sound."""
        if self is Format.ALAW:
            return Audio(g711.from_alaw(data), PHONE)
        if self is Format.MULAW:
            return Audio(g711.from_mulaw(data), PHONE)
        return Audio(np.frombuffer(data, "<i2").astype(np.int16, copy=False), self.rate)


def format_for(rate: int) -> Format:
    """The uncompressed format to keep for a channel of this rate: the narrow one for a telephone's, else the wide."""
    return Format.PCM8K if rate == PHONE else Format.PCM16K
