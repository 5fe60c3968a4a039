"""A-law and mu-law, the two codes of a telephone line (ITU-T G.711): a byte a sample, and back."""

from __future__ import annotations

from typing import Final, TypeAlias

import numpy as np
from numpy.typing import NDArray

from ivr.sound.audio import Samples

Codes: TypeAlias = NDArray[np.uint8]

ALAW_TOGGLE: Final = 0x55
"""G.711: even bits of an A-law code are inverted on the line."""
MULAW_BIAS: Final = 33 * 4
"""Added before the segments of mu-law are found, so that all begin at powers of two (G.711, on 16-bit samples)."""
MULAW_LARGEST: Final = 32_635
"""The largest magnitude that mu-law carries, on 16-bit samples."""


def _alaw_values() -> Samples:
    """The value of each A-law code: sign, three bits of segment, four of place in it (G.711, table 1)."""
    code = np.arange(256, dtype=np.int32) ^ ALAW_TOGGLE
    segment, place = (code >> 4) & 7, code & 15
    magnitude = np.where(segment == 0, (place << 4) + 8, ((place << 4) + 0x108) << np.maximum(segment - 1, 0))
    return np.where(code & 0x80, magnitude, -magnitude).astype(np.int16)


def _mulaw_values() -> Samples:
    """The value of each mu-law code (G.711, table 2); all bits are inverted on the line."""
    code = ~np.arange(256, dtype=np.int32) & 0xFF
    segment, place = (code >> 4) & 7, code & 15
    magnitude = (((place << 3) + MULAW_BIAS) << segment) - MULAW_BIAS
    return np.where(code & 0x80, -magnitude, magnitude).astype(np.int16)


def _alaw_codes() -> Codes:
    """The A-law code of each 16-bit sample, in the order of its bits as an unsigned number. Magnitudes are of 12 bits:
    one's complement of what is negative, as the recommendation's arithmetic has it."""
    sample = np.arange(65536, dtype=np.uint16).view(np.int16).astype(np.int32)
    magnitude = np.where(sample < 0, ~sample, sample) >> 4
    segment = np.maximum(0, np.floor(np.log2(np.maximum(magnitude, 1))).astype(np.int32) - 3)
    code = (segment << 4) | ((magnitude >> np.maximum(segment - 1, 0)) & 15)
    line: Codes = ((code | np.where(sample >= 0, 0x80, 0)) ^ ALAW_TOGGLE).astype(np.uint8)
    return line


def _mulaw_codes() -> Codes:
    """The mu-law code of each 16-bit sample, in the order of its bits as an unsigned number."""
    sample = np.arange(65536, dtype=np.uint16).view(np.int16).astype(np.int32)
    magnitude = np.minimum(np.abs(sample), MULAW_LARGEST) + MULAW_BIAS
    segment = np.floor(np.log2(magnitude)).astype(np.int32) - 7
    code = (segment << 4) | ((magnitude >> (segment + 3)) & 15)
    line: Codes = (~(code | np.where(sample < 0, 0x80, 0)) & 0xFF).astype(np.uint8)
    return line


_ALAW_VALUES: Final[Samples] = _alaw_values()
_MULAW_VALUES: Final[Samples] = _mulaw_values()
_ALAW_CODES: Final = _alaw_codes()
_MULAW_CODES: Final = _mulaw_codes()


def to_alaw(samples: Samples) -> bytes:
    """16-bit samples as A-law, a byte each."""
    return _ALAW_CODES[samples.view(np.uint16)].tobytes()


def from_alaw(data: bytes) -> Samples:
    """A-law as 16-bit samples."""
    return _ALAW_VALUES[np.frombuffer(data, np.uint8)]


def to_mulaw(samples: Samples) -> bytes:
    """16-bit samples as mu-law, a byte each."""
    return _MULAW_CODES[samples.view(np.uint16)].tobytes()


def from_mulaw(data: bytes) -> Samples:
    """Mu-law as 16-bit samples."""
    return _MULAW_VALUES[np.frombuffer(data, np.uint8)]
