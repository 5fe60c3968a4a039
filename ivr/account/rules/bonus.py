"""The bonus programme: for natural persons, kept going by exchanging points at least once a month."""

from __future__ import annotations

import calendar
from datetime import datetime
from typing import Final

from ivr.account.records import Bonus, Kind, Membership

PARTICIPANT: Final = "participant"
SUSPENDED: Final = "suspended"
NOT_JOINED: Final = "not_joined"
NOT_FOR_COMPANIES: Final = "not_for_companies"


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
