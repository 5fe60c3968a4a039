"""Companies: limits of what their numbers spend."""

from __future__ import annotations

from datetime import datetime, tzinfo
from typing import Final

LEAST_LIMIT: Final = 100_00
"""Kopecks a month: the smallest limit; 0 takes it away."""

MOST_LIMIT: Final = 100_000_00
"""Kopecks a month: the greatest limit."""

OVER_LIMIT: Final = "over_limit"


def limit_fits(amount: int) -> bool:
    """Whether a month's limit (kopecks) may be set: none, or whole roubles within the bounds."""
    return type(amount) is int and (amount == 0 or (LEAST_LIMIT <= amount <= MOST_LIMIT and amount % 100 == 0))


def over_limit(spent: int, limit: int | None) -> bool:
    """Whether kopecks spent in a month are more than its limit allows. No limit, or one of 0, allows all."""
    return limit is not None and 0 < limit < spent


def month_began(now: datetime, zone: tzinfo) -> datetime:
    """The first moment of the month that it is in a zone."""
    return now.astimezone(zone).replace(day=1, hour=0, minute=0, second=0, microsecond=0)
