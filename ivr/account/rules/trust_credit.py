"""The credit of trust: a limit below zero for subscribers who pay regularly."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Final

from ivr.account.records import Funds, Kind, Payment

LOOKS_BACK: Final = timedelta(days=90)
STEP: Final = 50_00
"""Kopecks: limits are multiples of it, the least too."""

MOST: Final = 1000_00
"""Kopecks: the greatest limit."""


def limit(kind: Kind, payments: Iterable[Payment], now: datetime) -> int:
    """The limit open to a subscriber, kopecks: half of what they paid in a month on average, or 0."""
    if kind is not Kind.PERSON:
        return 0
    paid = sum(payment.amount for payment in payments if now - LOOKS_BACK <= payment.at <= now)
    return min(MOST, paid // 6 // STEP * STEP)


def in_use(funds: Funds) -> bool:
    """Whether the debt is within the credit: it cannot be given back then."""
    return funds.available < funds.trust
