"""How much room a text takes on the air: septets of the GSM alphabet, or 16-bit characters where it has others.

Source: 3GPP TS 23.038 (formerly GSM 03.38), sections 6.2.1 (the default alphabet and its extension) and 6.2.3 (UCS2).
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

BASIC: Final = frozenset(
    "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?"
    "¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà"
)
"""Characters of one septet."""

EXTENSION: Final = frozenset("\f^{}\\[~]|€")
"""Characters of two septets: an escape, and their place in the extension table."""

SINGLE_SEPTETS: Final = 160
PART_SEPTETS: Final = 153
SINGLE_UCS2: Final = 70
PART_UCS2: Final = 67
"""What one SMS holds, alone and as a part of several: 140 octets (3GPP TS 23.040, 9.2.3.24), of which the header that
joins parts takes six, that is seven septets or three characters."""


def septets(text: str) -> int | None:
    """The length of a text in the GSM alphabet, or None for one with other characters."""
    total = 0
    for letter in text:
        if letter in BASIC:
            total += 1
        elif letter in EXTENSION:
            total += 2
        else:
            return None
    return total


def ucs2(text: str) -> int:
    """The length of a text in 16-bit characters; one beyond the basic plane takes two."""
    return sum(_units(letter) for letter in text)


def parts(text: str) -> int:
    """How many SMS a text is sent in."""
    length = septets(text)
    if length is not None:
        return _parts((2 if letter in EXTENSION else 1 for letter in text), length, SINGLE_SEPTETS, PART_SEPTETS)
    return _parts(map(_units, text), ucs2(text), SINGLE_UCS2, PART_UCS2)


def _parts(sizes: Iterable[int], length: int, single: int, part: int) -> int:
    """A character of two units is never divided between two parts."""
    if length <= single:
        return 1
    count, left = 1, part
    for size in sizes:
        if size > left:
            count, left = count + 1, part
        left -= size
    return count


def _units(letter: str) -> int:
    return 2 if ord(letter) > 0xFFFF else 1
