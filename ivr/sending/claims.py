"""Which process sends which message: a claim for a time, so that two processes never send one message at once.

A message is known by its number in the outbox and the moment it was written: a number may be used again. The table
holds no text and no subscriber's number.
"""

from __future__ import annotations

import secrets
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final

from sqlalchemy import (
    Column,
    Connection,
    Engine,
    Integer,
    MetaData,
    Row,
    String,
    Table,
    create_engine,
    delete,
    insert,
    select,
    update,
)
from sqlalchemy.exc import IntegrityError, SQLAlchemyError
from sqlalchemy.pool import QueuePool

from ivr.database import DatabaseError, Moment, Part, open_engine, trouble, upgrade, writing

PART: Final = Part("sending", "ivr.sending:versions", "0001")

KEPT: Final = timedelta(days=7)
"""How long it is remembered that a message was accepted."""

FURTHEST: Final = timedelta(minutes=30)
"""No pause and no lease ends later than that from now; what does was written by a clock that was ahead."""

metadata: Final = MetaData()

deliveries: Final = Table(
    "sms_deliveries",
    metadata,
    Column("message", Integer, primary_key=True, autoincrement=False),
    Column("written", Moment, primary_key=True),
    Column("holder", String(32), nullable=False),
    Column("until", Moment, nullable=False),
    Column("tries", Integer, nullable=False),
    Column("first", Moment, nullable=False),
    Column("accepted", Moment),
    Column("gave_up", Moment),
    Column("reason", String(255), nullable=False),
    Column("reference", String(64), nullable=False),
)


@dataclass(frozen=True, slots=True)
class Claim:
    """A message that this process alone may send until the lease ends. tries: this one included. first: when it was
    tried first. accepted: it was sent before, and only that remains to be said to the outbox."""

    message: int
    written: datetime
    holder: str
    tries: int
    first: datetime
    accepted: bool = False


@dataclass(frozen=True, slots=True)
class Delivery:
    """How a message goes. next: not tried sooner. reason: of the last failure."""

    tries: int
    next: datetime
    reason: str
    gave_up: datetime | None

    def is_due(self, now: datetime) -> bool:
        """Whether it may be tried now."""
        return self.gave_up is None and _is_past(self.next, now)


class Claims:
    """The claims in one database, which every process that sends from one outbox shares."""

    def __init__(self, engine: Engine) -> None:
        """The tables are there: see `open`."""
        self._engine = engine

    @classmethod
    def open(cls, url: str) -> Claims:
        """Open by the URL of the accounts' database, and bring the table up to date. Raises DatabaseError."""
        engine = open_engine(url, durable=True)
        upgrade(engine, PART)
        return cls(engine)

    @classmethod
    def in_memory(cls) -> Claims:
        """Claims of this process alone, gone with it: for accounts that are in memory too."""
        # A pool of the one connection: threads have it in turn.
        options = {"check_same_thread": False}
        engine = create_engine("sqlite://", poolclass=QueuePool, pool_size=1, max_overflow=0, connect_args=options)
        metadata.create_all(engine)
        return cls(engine)

    def claim(self, message: int, written: datetime, now: datetime, lease: timedelta) -> Claim | None:
        """Take a message to send; None when another has it, when its time has not come or when it was given up.

        Raises DatabaseError.
        """
        here = (deliveries.c.message == message) & (deliveries.c.written == written)
        holder = secrets.token_hex(16)
        with self._said_plainly():
            try:
                with writing(self._engine) as connection:
                    return _claimed(connection, here, Claim(message, written, holder, 1, now), now + lease)
            except IntegrityError:  # another process wrote the row at the same moment
                return None

    def accepted(self, claim: Claim, now: datetime, reference: str) -> None:
        """It was sent. Said first of all, so that it is not sent again, whatever fails afterwards."""
        self._change(claim, accepted=now, reference=reference[:64], until=now)

    def later(self, claim: Claim, until: datetime, reason: str) -> None:
        """It is to be tried again, not before a time."""
        self._change(claim, until=until, reason=reason[:255])

    def gave_up(self, claim: Claim, now: datetime, reason: str) -> None:
        """It will not be sent."""
        self._change(claim, gave_up=now, until=now, reason=reason[:255])

    def known(self) -> dict[tuple[int, datetime], Delivery]:
        """How the messages go that were tried and are not accepted. Raises DatabaseError."""
        query = select(deliveries).where(deliveries.c.accepted.is_(None))
        with self._said_plainly(), self._engine.begin() as connection:
            return {
                (row.message, row.written): Delivery(row.tries, row.until, row.reason, row.gave_up)
                for row in connection.execute(query)
            }

    def again(self) -> set[tuple[int, datetime]]:
        """Let messages that were given up be tried once more; which. Some may be gone. Raises DatabaseError."""
        given_up = delete(deliveries).where(deliveries.c.gave_up.is_not(None))
        with self._said_plainly(), writing(self._engine) as connection:
            rows = connection.execute(given_up.returning(deliveries.c.message, deliveries.c.written))
            return {(row.message, row.written) for row in rows}

    def drop(self, message: int, written: datetime) -> None:
        """A message that was given up is gone. Raises DatabaseError."""
        here = (deliveries.c.message == message) & (deliveries.c.written == written)
        with self._said_plainly(), writing(self._engine) as connection:
            connection.execute(delete(deliveries).where(here, deliveries.c.gave_up.is_not(None)))

    def forget(self, now: datetime, waiting: Collection[tuple[int, datetime]]) -> None:
        """Drop what is old. waiting: the messages that are in the outbox; those given up stay so.

        Raises DatabaseError.
        """
        old = now - KEPT
        not_sent = select(deliveries).where(deliveries.c.accepted.is_(None), deliveries.c.until < old)
        with self._said_plainly(), writing(self._engine) as connection:
            connection.execute(delete(deliveries).where(deliveries.c.accepted < old))
            for row in connection.execute(not_sent).all():
                if (row.message, row.written) not in waiting:
                    here = (deliveries.c.message == row.message) & (deliveries.c.written == row.written)
                    connection.execute(delete(deliveries).where(here))

    def _change(self, claim: Claim, **values: Any) -> None:
        here = (deliveries.c.message == claim.message) & (deliveries.c.written == claim.written)
        mine = here & (deliveries.c.holder == claim.holder)
        with self._said_plainly(), writing(self._engine) as connection:
            connection.execute(update(deliveries).where(mine).values(**values))

    @contextmanager
    def _said_plainly(self) -> Iterator[None]:
        try:
            yield
        except SQLAlchemyError as error:
            raise DatabaseError(trouble(self._engine, error)) from None


def _claimed(connection: Connection, here: Any, claim: Claim, until: datetime) -> Claim | None:
    found: Row[Any] | None = connection.execute(select(deliveries).where(here).with_for_update()).first()
    if found is None:
        connection.execute(
            insert(deliveries).values(
                message=claim.message,
                written=claim.written,
                holder=claim.holder,
                until=until,
                tries=1,
                first=claim.first,
                reason="",
                reference="",
            )
        )
        return claim
    now = claim.first
    if found.gave_up is not None or (found.accepted is None and not _is_past(found.until, now)):
        return None
    tries = found.tries if found.accepted else found.tries + 1
    connection.execute(update(deliveries).where(here).values(holder=claim.holder, until=until, tries=tries))
    return Claim(claim.message, claim.written, claim.holder, tries, found.first, accepted=found.accepted is not None)


def _is_past(moment: datetime, now: datetime) -> bool:
    return not now < moment <= now + FURTHEST
