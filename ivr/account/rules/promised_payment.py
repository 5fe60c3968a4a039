"""The promised payment: a small sum lent until the account is topped up."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from ivr.account.records import Funds, Promise

LEAST: Final = 50_00
"""Kopecks: the smallest sum."""

MOST: Final = 300_00
"""Kopecks: the greatest sum."""

FEE: Final = 10_00
"""Kopecks: what it costs, charged when it is taken."""

TERM_DAYS: Final = 5

NEEDED_BELOW: Final = 200_00
"""Kopecks available from which nobody needs one."""

OFFERED: Final = "offered"
NOT_NEEDED: Final = "not_needed"
ALREADY: Final = "already"
UNPAID: Final = "unpaid"
OUT_OF_BOUNDS: Final = "out_of_bounds"
TOO_DEEP: Final = "too_deep"
"""Even the greatest sum would leave the account below zero: lent in vain."""

MANAGED: Final = "managed"
"""The account is a company's, and who manages it borrows for it."""


@dataclass(frozen=True, slots=True)
class Offer:
    """What may be taken, or (with `amount`) what has been. Sums in kopecks."""

    least: int
    most: int
    fee: int
    due: date
    amount: int = 0


def offer(funds: Funds, promises: Iterable[Promise], today: date) -> tuple[str, Offer]:
    """Whether a promised payment may be taken, and on what terms.

    ``already``: one is open and not yet due; ``unpaid``: one is overdue; ``not_needed``: there is money enough;
    ``too_deep``: more is owed than may be taken. The least sum is one after which the account is above zero.
    """
    unsettled = [promise for promise in promises if not promise.paid]
    least = max(LEAST, ((FEE - funds.available) // 100 + 1) * 100)
    terms = Offer(least, MOST, FEE, today + timedelta(days=TERM_DAYS))
    if unsettled:
        oldest = min(unsettled, key=lambda promise: promise.due)
        held = Offer(LEAST, MOST, oldest.fee, oldest.due, oldest.amount)
        return (UNPAID if oldest.due < today else ALREADY), held
    if funds.available >= NEEDED_BELOW:
        return NOT_NEEDED, terms
    return (OFFERED if least <= MOST else TOO_DEEP), terms


def fits(amount: int, terms: Offer) -> bool:
    """Whether a sum (kopecks) may be taken: whole roubles within the bounds."""
    return type(amount) is int and terms.least <= amount <= terms.most and amount % 100 == 0
