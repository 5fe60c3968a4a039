"""Journals in a database, beside the account's tables or in one of their own."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import datetime
from typing import Any, Final

from sqlalchemy import (
    Column,
    Engine,
    Float,
    ForeignKey,
    Integer,
    MetaData,
    String,
    Table,
    Text,
    insert,
    select,
)
from sqlalchemy.exc import SQLAlchemyError

from ivr.database import DatabaseError, Moment, Part, open_engine, upgrade, writing
from ivr.journal.record import Head, Journal, JournalError

PART: Final = Part("journal", "ivr.journal:versions", "0001")

metadata: Final = MetaData()

calls: Final = Table(
    "journal_calls",
    metadata,
    Column("call_id", String(64), primary_key=True),
    Column("service", String(64), nullable=False),
    Column("menu", String(64), nullable=False),
    Column("caller", String(32), nullable=False),
    Column("called", String(32), nullable=False),
    Column("at", Moment, nullable=False, index=True),
    Column("head", Text, nullable=False),
)

records: Final = Table(
    "journal_records",
    metadata,
    Column("call_id", String(64), ForeignKey("journal_calls.call_id"), primary_key=True),
    Column("line", Integer, primary_key=True),
    Column("t", Float, nullable=False),
    Column("record", Text, nullable=False),
)


class JournalStore:
    """Journals in the database of an engine."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    @classmethod
    def open(cls, url: str) -> JournalStore:
        """Open by a database URL, and bring the tables up to date. Raises JournalError."""
        try:
            engine = open_engine(url)
            upgrade(engine, PART)
        except DatabaseError as error:
            raise JournalError(str(error)) from None
        return cls(engine)

    def sink(self) -> StoredJournal:
        """Where one call's journal is written."""
        return StoredJournal(self._engine)

    def read(self, call_id: str) -> Journal:
        """The journal of a call. Raises JournalError when there is none."""
        with self._engine.begin() as connection:
            head = connection.execute(select(calls.c.head).where(calls.c.call_id == call_id)).scalar()
            if head is None:
                raise JournalError(f"there is no journal of call {call_id}")
            query = select(records.c.record).where(records.c.call_id == call_id).order_by(records.c.line)
            lines = [json.loads(line) for line in connection.execute(query).scalars()]
        return Journal.of([json.loads(head), *lines])

    def calls(self, *, since: datetime | None = None) -> Iterator[str]:
        """The calls there are journals of, oldest first."""
        query = select(calls.c.call_id).order_by(calls.c.at, calls.c.call_id)
        if since is not None:
            query = query.where(calls.c.at >= since)
        with self._engine.begin() as connection:
            found = list(connection.execute(query).scalars())
        yield from found


class StoredJournal:
    """The journal of one call in a database; each record is kept before `write` returns."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._head: Head | None = None
        self._line = 1

    def write(self, record: dict[str, Any]) -> None:
        """Add one record. Raises JournalError when the database does not take it."""
        text = json.dumps(record, ensure_ascii=False, separators=(",", ":"))
        try:
            with writing(self._engine) as connection:
                if self._head is None:
                    self._head = Head.from_json(record)
                    connection.execute(insert(calls).values(**_columns(self._head), head=text))
                    return
                self._line += 1
                values = {"call_id": self._head.call_id, "line": self._line, "t": record["t"], "record": text}
                connection.execute(insert(records).values(**values))
        except SQLAlchemyError as error:
            raise JournalError(f"the journal's database does not take a record ({type(error).__name__})") from None

    def close(self) -> None:
        """The call is over."""


def _columns(head: Head) -> dict[str, Any]:
    return {
        "call_id": head.call_id,
        "service": head.service,
        "menu": head.menu,
        "caller": head.caller,
        "called": head.called,
        "at": datetime.fromisoformat(head.at),
    }
