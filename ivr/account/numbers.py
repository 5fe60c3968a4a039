"""Telephone numbers, as the account keeps them."""

from __future__ import annotations

import re
from typing import Final

_PREFIXED: Final = re.compile(r"(?:\+7|7|8)(\d{10})")


def normal_number(number: str) -> str:
    """A subscriber's number as it is kept: ``+7`` and ten digits, from ``+7…``, ``8…`` or ten digits."""
    digits = re.sub(r"[\s()-]", "", number)
    if found := _PREFIXED.fullmatch(digits):
        return f"+7{found[1]}"
    return f"+7{digits}" if re.fullmatch(r"9\d{9}", digits) else digits
