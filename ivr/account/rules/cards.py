"""Express cards: a code of digits that pays a sum into an account, once."""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from typing import Final

from ivr.account.records import CardTries

DIGITS: Final = 14
"""Of a code: 10^14 codes for at most some millions of cards, so that five tries a day find none."""

MOST_WRONG: Final = 5
"""Wrong codes in a row after which topping up by card is locked."""

LOCK: Final = timedelta(hours=24)

_CODE: Final = re.compile(rf"[0-9]{{{DIGITS}}}")

ASKED_AGAIN: Final = timedelta(minutes=2)
"""For so long a card's code is taken for the same request, whose answer the subscriber did not hear."""


def is_code(text: str) -> bool:
    """Whether a text may be a card's code."""
    return _CODE.fullmatch(text) is not None


def locked(tries: CardTries, now: datetime) -> bool:
    """Whether topping up by card is locked. A lock from the future (the clock was set back) holds too."""
    return tries.locked_at is not None and now < tries.locked_at + LOCK


def after_wrong(tries: CardTries, now: datetime) -> CardTries:
    """The tries after one more wrong code; those before a lock that is over do not count."""
    wrong = 1 if tries.locked_at is not None else tries.wrong + 1
    return CardTries(wrong, now if wrong >= MOST_WRONG else None)


def attempts_left(tries: CardTries) -> int:
    """Wrong codes that are still allowed."""
    return max(0, MOST_WRONG - tries.wrong)
