"""Blocking one's number: free, for a chosen number of days."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Final

MOST_DAYS: Final = 90


def blocked(until: date | None, today: date) -> bool:
    """Whether a number is blocked: through the day before ``until``."""
    return until is not None and today < until


def end(today: date, days: int) -> date | None:
    """The day on which a block of so many days ends, or None when that many are not allowed."""
    return today + timedelta(days=days) if type(days) is int and 1 <= days <= MOST_DAYS else None
