"""Messages in and out of the tables."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import delete, func, insert, select, update

from ivr.account import tables as t
from ivr.account.ledger.book import Book
from ivr.account.records import (
    Message,
)
from ivr.secret import MASK


class MessagesBook(Book):
    """SMS on their way."""

    def send(self, number: str, at: datetime, text: str, *, secret: bool = False) -> None:
        """Put an SMS into the outbox. A secret one takes the place of those before it: they need not be sent any more,
        and are forgotten."""
        if secret:
            before = (t.outbox.c.number == number) & t.outbox.c.secret & t.outbox.c.delivered_at.is_(None)
            self._connection.execute(update(t.outbox).where(before).values(delivered_at=at, text=MASK))
        self._connection.execute(insert(t.outbox).values(number=number, at=at, text=text, secret=secret))

    def waiting(self, number: str | None = None) -> list[tuple[str, Message]]:
        """Messages not yet delivered with their numbers, oldest first."""
        query = select(t.outbox).where(t.outbox.c.delivered_at.is_(None)).order_by(t.outbox.c.id)
        if number is not None:
            query = query.where(t.outbox.c.number == number)
        return [
            (row.number, Message(row.id, row.at, row.text.reveal(), row.secret))
            for row in self._connection.execute(query)
        ]

    def secrets_sent(self, number: str, *, since: datetime) -> int:
        """How many secret messages a subscriber was sent, delivered or not."""
        query = select(func.count()).select_from(t.outbox)
        query = query.where(t.outbox.c.number == number, t.outbox.c.secret, t.outbox.c.at > since)
        return int(self._connection.execute(query).scalar_one())

    def last_secret(self, number: str) -> str | None:
        """The text of the newest secret message to a number; None when there is none, or it is forgotten."""
        query = select(t.outbox.c.text, t.outbox.c.delivered_at).where(t.outbox.c.number == number, t.outbox.c.secret)
        row = self._connection.execute(query.order_by(t.outbox.c.id.desc()).limit(1)).first()
        return None if row is None or row.delivered_at is not None else str(row.text.reveal())

    def delivered(self, message: int, at: datetime) -> bool:
        """A message was delivered; the text of a secret one is forgotten. Whether it was a secret one."""
        here = t.outbox.c.id == message
        self._connection.execute(update(t.outbox).where(here).values(delivered_at=at))
        forgotten = self._connection.execute(update(t.outbox).where(here, t.outbox.c.secret).values(text=MASK))
        return bool(forgotten.rowcount)

    def drop(self, message: int) -> bool:
        """A message that waits is not to be sent. Whether it was a secret one."""
        here = (t.outbox.c.id == message) & t.outbox.c.delivered_at.is_(None)
        secret = self._connection.execute(select(t.outbox.c.secret).where(here)).scalar_one_or_none()
        self._connection.execute(delete(t.outbox).where(here))
        return bool(secret)
