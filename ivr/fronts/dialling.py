"""What a caller dialled or wrote to: the declared number that it begins with, and the answers that follow it.

A service declares what it serves in ``numbers``: ``"*105#"``, ``"*105*1#"``, ``"000105"``. The longest one that fits
wins: ``*105*1*2#`` is itself, else ``*105*1#`` with the answer 2, else ``*105#`` with the answers 1 and 2. An SMS "00"
to 000105 is ``000105*00``, else ``000105`` with the answer 00.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

_CODE: Final = re.compile(r"[*#]{1,2}[0-9]{1,15}(?:\*\+?[0-9]+)*#?")
"""A code as a telephone sends it; the last # is sometimes lost on the way."""

_FEWEST: Final = 3
"""Digits that tell a code dialled from the keys of an answer, such as ``*1#``."""

CALLER: Final = re.compile(r"\+?[0-9]{1,15}")
"""A number as E.164 has it, with the plus or without."""


@dataclass(frozen=True, slots=True)
class Start:
    """Where a conversation begins. number: as declared; answers: sent ahead with it, each for a question."""

    number: str
    answers: tuple[str, ...] = ()


def is_code(text: str) -> bool:
    """Whether a text looks like a USSD code, served or not."""
    return _CODE.fullmatch(_packed(text)) is not None


def is_whole_code(text: str) -> bool:
    """Whether a text can only be a code that was dialled, and no keys: it has three digits at least, and ends in #."""
    packed = _packed(text)
    return is_code(packed) and packed.endswith("#") and sum(map(str.isdigit, packed)) >= _FEWEST


def code(numbers: Iterable[str], text: str) -> Start | None:
    """Where a USSD code leads, or None for what is no code, or one that nothing answers."""
    packed = _packed(text)
    if _CODE.fullmatch(packed) is None:
        return None
    declared = set(numbers)
    segments = packed.removesuffix("#").split("*")
    for end in range(len(segments), 0, -1):
        number = "*".join(segments[:end]) + "#"
        if number in declared:
            return Start(number, tuple(segments[end:]))
    return None


def message(numbers: Iterable[str], called: str, text: str) -> Start | None:
    """Where an SMS leads, or None for a number that nothing answers. text: readable, with single spaces."""
    declared = {number.casefold().replace(" ", "*"): number for number in numbers}
    words = [called, *text.split()]
    for end in range(len(words), 0, -1):
        number = declared.get("*".join(words[:end]).casefold())
        if number is not None:
            return Start(number, tuple(words[end:]))
    return None


def _packed(text: str) -> str:
    return "".join(text.split())
