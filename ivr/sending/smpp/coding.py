"""How a text becomes short messages: its alphabet, and its parts when it is too long for one.

Sizes and alphabets are those of 3GPP TS 23.038 and TS 23.040 (9.2.3.24.1); the codings are of SMPP 3.4, 5.2.19.
"""

from __future__ import annotations

import codecs
from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum
from functools import cache
from itertools import pairwise
from typing import Final

from gsm0338 import Codec  # type: ignore[import-untyped]

DEFAULT_ALPHABET: Final = 0x00
"""data_coding: the centre's own alphabet, GSM 7-bit everywhere but in old networks; a septet in each octet."""

UCS2: Final = 0x08
"""data_coding: two octets a letter, the higher first."""

GSM_ONE, GSM_PART = 160, 153
"""Septets in a message alone, and in one of several: the header takes seven."""

UCS2_ONE, UCS2_PART = 140, 134
"""Octets in a message alone, and in one of several: the header takes six."""

MOST_PARTS: Final = 255
ESCAPE: Final = 0x1B
UDH_LENGTH, UDH_CONCATENATED, UDH_CONCATENATED_LENGTH = 5, 0x00, 3


class Long(Enum):
    """How a text that is too long for one message is sent: parts with a header in the text (which every phone and
    centre knows), parts with the centre's own parameters, or in one piece that the centre divides."""

    UDH = "udh"
    SAR = "sar"
    PAYLOAD = "payload"


class TooLong(ValueError):
    """A text needs more parts than there may be. Says nothing of the text."""


@dataclass(frozen=True, slots=True)
class Coded:
    """A text in octets. parts: each fits into one message; there is one at least."""

    data_coding: int
    parts: tuple[bytes, ...]

    @property
    def whole(self) -> bytes:
        """All of it in one piece."""
        return b"".join(self.parts)

    def with_headers(self, reference: int) -> tuple[bytes, ...]:
        """The parts, each with the header by which a phone puts them together again. reference: 0 to 255."""
        head = (UDH_LENGTH, UDH_CONCATENATED, UDH_CONCATENATED_LENGTH, reference, len(self.parts))
        return tuple(bytes((*head, number)) + part for number, part in enumerate(self.parts, 1))


def code(text: str) -> Coded:
    """Code a text in GSM 7-bit if it has all its letters, else in UCS-2. Raises TooLong."""
    try:
        octets, _ = _gsm().encode(text)
        if chr(ESCAPE) in text:  # it would make another letter of the next one
            raise KeyError(ESCAPE)
    except (UnicodeEncodeError, KeyError):
        octets = text.encode("utf-16-be", "replace")
        return Coded(UCS2, _parts(octets, UCS2_ONE, UCS2_PART, _ucs2_end))
    return Coded(DEFAULT_ALPHABET, _parts(octets, GSM_ONE, GSM_PART, _gsm_end))


def decoded(octets: bytes, data_coding: int) -> str:
    """A coded text as it was: for tests and simulated centres."""
    if data_coding == UCS2:
        return octets.decode("utf-16-be")
    text, _ = _gsm().decode(octets)
    return str(text)


@cache
def _gsm() -> codecs.Codec:
    codec: codecs.Codec = Codec()
    return codec


def _parts(octets: bytes, one: int, part: int, end: Callable[[bytes, int], int]) -> tuple[bytes, ...]:
    if len(octets) <= one:
        return (octets,)
    cuts = [0]
    while cuts[-1] < len(octets):
        cuts.append(end(octets, cuts[-1] + part) if cuts[-1] + part < len(octets) else len(octets))
    if len(cuts) - 1 > MOST_PARTS:
        raise TooLong(f"the text needs {len(cuts) - 1} messages, and {MOST_PARTS} are the most")
    return tuple(octets[begin:end] for begin, end in pairwise(cuts))


def _gsm_end(octets: bytes, at: int) -> int:
    """Do not part an escape from its letter."""
    return at - 1 if octets[at - 1] == ESCAPE else at


def _ucs2_end(octets: bytes, at: int) -> int:
    """Do not part a pair of surrogates."""
    return at - 2 if 0xD8 <= octets[at - 2] <= 0xDB else at
