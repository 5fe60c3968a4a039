"""Telephone numbers, as the account keeps them."""

from __future__ import annotations

import re
from typing import Final

_PREFIXED: Final = re.compile(r"(?:\+7|7|8)([0-9]{10})")

_OWN: Final = re.compile(r"9[0-9]{9}")

_NUMBER: Final = re.compile(r"\+?[0-9]{1,15}")
"""ITU-T E.164: at most 15 digits. Digits of other scripts are none."""

NOBODY: Final = ""
"""What a text that is no number becomes: nobody has it."""


def normal_number(number: str) -> str:
    """A subscriber's number as it is kept: ``+7`` and ten digits, from ``+7…``, ``8…`` or ten digits.

    Other numbers stay as they are, without spaces, hyphens and brackets; what is no number becomes `NOBODY`.
    """
    digits = re.sub(r"[\s()-]", "", number)
    if found := _PREFIXED.fullmatch(digits):
        return f"+7{found[1]}"
    if _OWN.fullmatch(digits):
        return f"+7{digits}"
    return digits if _NUMBER.fullmatch(digits) else NOBODY
