"""What scheduled work has been done, in and out of the tables."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import insert, select

from ivr.account import tables as t
from ivr.account.ledger.book import Book


class RunsBook(Book):
    """Runs of jobs, and whom they are for."""

    def was_run(self, job: str, period: str) -> bool:
        """Whether a job has been done for a period."""
        query = select(t.job_runs.c.at).where(t.job_runs.c.job == job, t.job_runs.c.period == period)
        return self._connection.execute(query).first() is not None

    def add_run(self, job: str, period: str, at: datetime) -> None:
        """A job was done for a period. A second time is an error of the database: the first is the one that counts."""
        self._connection.execute(insert(t.job_runs).values(job=job, period=period, at=at))

    def last_runs(self) -> dict[str, tuple[str, datetime]]:
        """The newest run of each job: its period, and when it was."""
        query = select(t.job_runs).order_by(t.job_runs.c.at, t.job_runs.c.period)
        return {row.job: (row.period, row.at) for row in self._connection.execute(query)}

    def to_be_written_otherwise(self, now: datetime, after: str, most: int) -> list[str]:
        """Numbers whose messages change their way by a moment, in order, after a number."""
        column = t.subscribers.c
        query = select(column.number).where(column.messages_from <= now, column.number > after)
        return list(self._connection.execute(query.order_by(column.number).limit(most)).scalars())

    def open_again(self, today: date, after: str, most: int) -> list[str]:
        """Numbers whose block has ended by a day, in order, after a number."""
        column = t.subscribers.c
        query = select(column.number).where(column.blocked_until <= today, column.number > after)
        return list(self._connection.execute(query.order_by(column.number).limit(most)).scalars())
