"""The bonus programme: for natural persons, kept going by exchanging points at least once a month."""

from __future__ import annotations

import calendar
from collections.abc import Iterable
from datetime import date, datetime, time, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from ivr.account.records import Bonus, Kind, Membership

PARTICIPANT: Final = "participant"
SUSPENDED: Final = "suspended"
NOT_JOINED: Final = "not_joined"
NOT_FOR_COMPANIES: Final = "not_for_companies"

POINT: Final = 10_00
"""Kopecks spent on services for which one point accrues."""

EARNING: Final = frozenset({"calls", "sms", "internet", "tariff", "option", "traffic"})
"""Kinds of charges for which points accrue: services used and paid, not what lending costs."""

LEAST_SENT: Final = 10
"""Points that can be given to another participant at once, at least."""

MOST_SENT_A_MONTH: Final = 3000
"""Points that a participant can give to others in thirty days: what one account gathers cannot drain many."""

SENT_SPAN: Final = timedelta(days=30)

OUT_OF_BOUNDS: Final = "out_of_bounds"
TOO_MANY: Final = "too_many"
NOT_ENOUGH: Final = "not_enough_points"


def standing(kind: Kind, bonus: Bonus, now: datetime) -> str:
    """How a subscriber stands in the programme at a moment; a month is one of the calendar in the moment's zone."""
    if kind is not Kind.PERSON:
        return NOT_FOR_COMPANIES
    if bonus.membership is Membership.NONE:
        return NOT_JOINED
    since = bonus.since.astimezone(now.tzinfo) if bonus.since is not None else None
    return SUSPENDED if since is not None and now >= month_later(since) else PARTICIPANT


def month_later(moment: datetime) -> datetime:
    """The same day and time a calendar month later, or the month's last day where it has no such day."""
    year, month = moment.year + moment.month // 12, moment.month % 12 + 1
    return moment.replace(year=year, month=month, day=min(moment.day, calendar.monthrange(year, month)[1]))


def accrual(spent: Iterable[tuple[str, int]]) -> int:
    """The points of a month. spent: kopecks by kind of charge."""
    return sum(amount for kind, amount in spent if kind in EARNING) // POINT


def month_of(day: date) -> str:
    """A month's name, as it is kept and compared: ``2026-02``."""
    return f"{day.year:04}-{day.month:02}"


def month_before(day: date) -> tuple[date, date]:
    """The first day of the month before a day's, and of the day's own."""
    first = day.replace(day=1)
    return (first - timedelta(days=1)).replace(day=1), first


def bounds(first: date, after: date, zone: ZoneInfo) -> tuple[datetime, datetime]:
    """The moments at which two days begin in a zone."""
    return datetime.combine(first, time(), zone), datetime.combine(after, time(), zone)


def sending(points: int, amount: int, sent: int) -> str | None:
    """Why points cannot be given, or None when they can. sent: what was given in the last thirty days."""
    if type(amount) is not int or amount < LEAST_SENT:
        return OUT_OF_BOUNDS
    if amount > points:
        return NOT_ENOUGH
    return TOO_MANY if sent + amount > MOST_SENT_A_MONTH else None
