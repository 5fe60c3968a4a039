"""Requests in and out of the tables: orders, complaints, re-registrations."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import insert, select, update

from ivr.account import tables as t
from ivr.account.ledger.book import Book
from ivr.account.records import Ticket


class RequestsBook(Book):
    """What subscribers have asked for, and how that stands."""

    def open_request(self, number: str, kind: str, at: datetime, state: str = "new") -> int:
        """A new request; the number that the subscriber is told."""
        values = {"number": number, "kind": kind, "state": state, "opened_at": at, "changed_at": at}
        row = self._connection.execute(insert(t.requests).values(**values)).inserted_primary_key
        assert row is not None
        return int(row[0])

    def requests(self, number: str, *, most: int | None = None) -> list[Ticket]:
        """A number's requests, what changed last first."""
        query = select(t.requests).where(t.requests.c.number == number)
        query = query.order_by(t.requests.c.changed_at.desc(), t.requests.c.id.desc())
        rows = self._connection.execute(query if most is None else query.limit(most))
        return [Ticket(row.id, row.kind, row.state, row.opened_at, row.changed_at) for row in rows]

    def requests_of_all(self, states: Sequence[str], number: str | None = None) -> list[tuple[str, Ticket]]:
        """Requests in some states, of everybody or of a number, the oldest first, with whose each is."""
        query = select(t.requests).where(t.requests.c.state.in_(states)).order_by(t.requests.c.id)
        if number is not None:
            query = query.where(t.requests.c.number == number)
        return [
            (row.number, Ticket(row.id, row.kind, row.state, row.opened_at, row.changed_at))
            for row in self._connection.execute(query)
        ]

    def request(self, request: int) -> tuple[str, Ticket] | None:
        """A request by its number, with whose it is; held until the end of a change."""
        query = select(t.requests).where(t.requests.c.id == request)
        row = self._connection.execute(query.with_for_update() if self._locking else query).first()
        if row is None:
            return None
        return row.number, Ticket(row.id, row.kind, row.state, row.opened_at, row.changed_at)

    def change_request(self, request: int, state: str, at: datetime) -> bool:
        """A request has come to another state. Whether there is such a request."""
        here = t.requests.c.id == request
        changed = update(t.requests).where(here).values(state=state, changed_at=at)
        return bool(self._connection.execute(changed).rowcount)
