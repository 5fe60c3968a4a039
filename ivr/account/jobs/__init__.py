"""Scheduled work on the accounts: what is due at a moment, done once however often and late it is asked for.

`ivr jobs run` does it, from cron or a systemd timer, once an hour or more often.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import datetime
from typing import Final

from ivr.account.accounts import Accounts
from ivr.account.errors import AccountError
from ivr.account.jobs.bonus import ACCRUAL, SUSPENDED
from ivr.account.jobs.job import Job
from ivr.account.jobs.money import PROMISES
from ivr.account.jobs.number import UNBLOCKING, WRITING

__all__ = ["JOBS", "Job", "run"]

JOBS: Final[tuple[Job, ...]] = (WRITING, UNBLOCKING, PROMISES, ACCRUAL, SUSPENDED)
"""In the order in which they are done."""


def run(
    accounts: Accounts,
    now: datetime,
    jobs: Iterable[Job] = JOBS,
    *,
    progress: Callable[[Job, int], None] = lambda _job, _done: None,
) -> tuple[dict[str, int], dict[str, str]]:
    """Do what is due at a moment. progress: told of each batch, with how many numbers it changed.

    Gives how many numbers each job changed, and of those that failed why: one that fails keeps no other from its turn.
    """
    done: dict[str, int] = {}
    failed: dict[str, str] = {}
    for job in jobs:
        done[job.name] = 0
        try:
            for changed in job.run(accounts, now):
                done[job.name] += changed
                progress(job, changed)
        except AccountError as error:
            failed[job.name] = str(error)
    return done, failed
