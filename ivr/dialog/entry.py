"""What an entry of keys, or an utterance, is worth: pure functions from digits and words to values."""

from __future__ import annotations

import re
from datetime import date
from typing import Any, Final

from ivr import wording
from ivr.menu.model import NO_MATCH, REJECTED, CollectNode
from ivr.secret import Secret
from ivr.wording import understand
from ivr.wording.written import SPOKEN, WRITTEN, write

KOPECKS: Final = 100
NATIONAL_DIGITS: Final = 10
"""Digits of a Russian number without its prefix; its first is 3, 4 or 8 (areas), or 9 (mobile networks)."""

SPOKEN_AS: Final = {"digits": "digits", "number": "number", "amount": "money", "phone": "phone", "date": "date"}
"""The format by which a value of each kind is read back."""


class Refused(Exception):
    """An entry cannot be taken. outcome: ``no_match`` or ``rejected``."""

    def __init__(self, outcome: str) -> None:
        super().__init__(outcome)
        self.outcome = outcome


def complete(node: CollectNode, entered: str) -> bool:
    """Whether an entry is whole without waiting for a terminator or silence."""
    if node.kind == "phone":
        return len(entered) == NATIONAL_DIGITS + (entered[:1] in ("7", "8"))
    return not node.waits_for_terminator and len(entered) >= node.length[1]


def from_keys(node: CollectNode, entered: str, today: date) -> Any:
    """The value of an entry whose length is right. Raises Refused."""
    if node.secret:
        return Secret(entered)
    if node.pattern is not None and not re.fullmatch(node.pattern, entered):
        raise Refused(NO_MATCH)
    match node.kind:
        case "number":
            return bounded(node, int(entered))
        case "amount":
            return bounded(node, int(entered) * KOPECKS)
        case "phone":
            return _phone(entered)
        case "date":
            return _date(entered, today).isoformat()
    return entered


def from_words(node: CollectNode, text: str, language: str, today: date) -> Any:
    """The value of what was said. Raises Refused: ``no_match`` when it is no value of this kind."""
    value: Any
    match node.kind:
        case "number":
            value = understand.number(text, language)
            if value is not None and int(value) == value:
                return bounded(node, int(value))
        case "amount":
            value = understand.amount(text, language)
            if value is not None:
                return bounded(node, value)
        case "phone":
            value = understand.phone(text, language)
            if value is not None:
                return _phone(value.removeprefix("+"))
        case "date":
            value = understand.date(text, language, today)
            if value is not None:
                return value.isoformat()
        case _:
            value = understand.digits(text, language)
            if value is not None and node.length[0] <= len(value) <= node.length[1]:
                return from_keys(node, value, today)
    raise Refused(NO_MATCH)


def bounded(node: CollectNode, value: int) -> int:
    """The value, if it lies within the node's bounds. Raises Refused (``rejected``)."""
    if (node.minimum is not None and value < node.minimum) or (node.maximum is not None and value > node.maximum):
        raise Refused(REJECTED)
    return value


def read_back(node: CollectNode, value: Any, language: str, manner: str = SPOKEN) -> str:
    """A value in words, or as it is written."""
    how = ("nominative",) if node.kind == "date" else ()
    say = write if manner == WRITTEN else wording.speak
    return say(SPOKEN_AS.get(node.kind, "digits"), value, language, *how)


def _phone(entered: str) -> str:
    if len(entered) == NATIONAL_DIGITS + 1 and entered[0] in "78":
        entered = entered[1:]
    if len(entered) != NATIONAL_DIGITS or entered[0] not in "3489":
        raise Refused(NO_MATCH)
    return f"+7{entered}"


def _date(entered: str, today: date) -> date:
    """DDMM (the next such day), DDMMYY or DDMMYYYY."""
    try:
        day, month = int(entered[:2]), int(entered[2:4])
        if len(entered) == 4:
            return _next_day(day, month, today)
        if len(entered) == 6:
            return date(today.year // 100 * 100 + int(entered[4:]), month, day)
        if len(entered) == 8:
            return date(int(entered[4:]), month, day)
    except ValueError:
        pass
    raise Refused(NO_MATCH)


def _next_day(day: int, month: int, today: date) -> date:
    """The next day of that number and month, today included; 29 February may be years off."""
    for year in range(today.year, today.year + 9):
        try:
            found = date(year, month, day)
        except ValueError:
            continue
        if found >= today:
            return found
    raise Refused(NO_MATCH)
