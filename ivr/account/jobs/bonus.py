"""Scheduled work of the bonus programme: points once a month, and word to whoever is suspended."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Final

from ivr.account import messages
from ivr.account.accounts import Accounts
from ivr.account.accrual import accrue, last_month
from ivr.account.jobs.job import Job, by_batches
from ivr.account.ledger import Ledger
from ivr.account.rules import bonus

LEAST_MONTH: Final = timedelta(days=28)
"""No month is shorter: who exchanged later than that ago is not looked at."""


def _accrue(accounts: Accounts, now: datetime) -> Iterator[int]:
    period = bonus.month_of(last_month(now, accounts.zone))

    def work(ledger: Ledger, number: str) -> bool:
        who = ledger.subscriber(number)
        if who is None or (who.bonus.month or "") >= period:
            return False
        accrue(ledger, who, now, accounts.zone)
        return True

    yield from by_batches(accounts, lambda ledger, after, most: ledger.members_behind(period, after, most), work)


def _suspended(accounts: Accounts, now: datetime) -> Iterator[int]:
    local = now.astimezone(accounts.zone)

    def work(ledger: Ledger, number: str) -> bool:
        who = ledger.subscriber(number)
        if who is None or who.bonus.since is None:
            return False
        if bonus.standing(who.kind, who.bonus, local) != bonus.SUSPENDED:
            return False
        period = f"{number} {who.bonus.since:%Y%m%d%H%M%S}"
        if ledger.was_run(SUSPENDED.name, period):
            return False
        ledger.add_run(SUSPENDED.name, period, now)
        ledger.send(number, now, messages.written(messages.SUSPENDED, who.writing, now))
        return True

    quiet = now - LEAST_MONTH
    yield from by_batches(accounts, lambda ledger, after, most: ledger.quiet_members(quiet, after, most), work)


ACCRUAL: Final = Job("bonus.accrue", "points for the services of the last month", _accrue)
SUSPENDED: Final = Job(
    "bonus.suspend", "word to participants who are suspended, for they exchanged nothing", _suspended
)
