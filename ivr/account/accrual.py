"""Points for the months that are over: by scheduled work once a month, and before a suspended membership goes on."""

from __future__ import annotations

from datetime import date, datetime
from typing import Final
from zoneinfo import ZoneInfo

from ivr.account.ledger import Ledger
from ivr.account.records import Subscriber
from ivr.account.rules import bonus

MOST_MONTHS: Final = 12
"""Months that are made up for at most, where the work was not run for so long."""


def last_month(now: datetime, zone: ZoneInfo) -> date:
    """The first day of the last month that is over."""
    first, _ = bonus.month_before(now.astimezone(zone).date())
    return first


def accrue(ledger: Ledger, who: Subscriber, now: datetime, zone: ZoneInfo) -> int:
    """Points of all months that are over and have brought none yet, but for those of a suspension; how many."""
    first, total = last_month(now, zone), 0
    for start in _months(who.bonus.month, first):
        since, until = bonus.bounds(start, _next(start), zone)
        if bonus.standing(who.kind, who.bonus, until) != bonus.PARTICIPANT:
            continue
        points = bonus.accrual(ledger.spent(who.number, since, until))
        if points:
            ledger.move_points(who.number, now, "accrued", points)
            total += points
    ledger.change_subscriber(who.number, bonus_month=max(bonus.month_of(first), who.bonus.month or ""))
    return total


def _months(kept: str | None, last: date) -> list[date]:
    """The first days of the months for which points have not accrued, up to the last."""
    if kept is not None and kept >= bonus.month_of(last):
        return []
    months = [last]
    while kept is not None and len(months) < MOST_MONTHS:
        before, _ = bonus.month_before(months[0])
        if bonus.month_of(before) <= kept:
            break
        months.insert(0, before)
    return months


def _next(first: date) -> date:
    return date(first.year + first.month // 12, first.month % 12 + 1, 1)
