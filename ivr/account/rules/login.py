"""Coming in by one's number from another telephone: how often that may be tried."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Final

MOST_WRONG: Final = 3
"""Wrong answers from one telephone, and wrong answers for one number from whatever telephones. They are counted apart
from those that come from the number itself: a stranger takes nothing away from who is at home."""

COUNTED_FOR: Final = timedelta(days=1)
"""How long after the last of them they are forgotten."""


def tries(wrong: int, last: datetime | None, now: datetime) -> int:
    """Answers that are still allowed. wrong: how many were not right; last: when it was last tried."""
    if last is None or now - last >= COUNTED_FOR:
        return MOST_WRONG
    return max(0, MOST_WRONG - wrong)


def wrong_now(wrong: int, last: datetime | None, now: datetime) -> int:
    """How many were wrong when one more is."""
    return min(MOST_WRONG, MOST_WRONG - tries(wrong, last, now) + 1)
