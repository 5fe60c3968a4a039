"""Journals in a database, beside the account's tables or in one of their own."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from typing import Any, Final

from sqlalchemy import (
    Column,
    Connection,
    Engine,
    Float,
    ForeignKey,
    Integer,
    MetaData,
    String,
    Table,
    Text,
    func,
    insert,
    select,
)
from sqlalchemy.exc import SQLAlchemyError

from ivr.database import DatabaseError, Moment, Part, open_engine, trouble, upgrade, writing
from ivr.journal.record import Head, Journal, JournalError

PART: Final = Part("journal", "ivr.journal:versions", "0002")

metadata: Final = MetaData()

calls: Final = Table(
    "journal_calls",
    metadata,
    Column("call_id", String(255), primary_key=True),
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
    Column("call_id", String(255), ForeignKey("journal_calls.call_id"), primary_key=True),
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

    def add(self, journal: Sequence[dict[str, Any]]) -> None:
        """Keep the records of a call, its head first; a part in which no call begins goes on with what is kept of it.

        Raises JournalError, and keeps nothing, when that fails.
        """
        head = Head.from_json(journal[0])
        begins = any("Dialled" in record["event"] for record in journal[1:])
        try:
            with writing(self._engine) as connection:
                kept = None if begins else _lines(connection, head.call_id)
                if kept is None:
                    connection.execute(insert(calls).values(**_columns(head), head=_text(journal[0])))
                rows = [
                    {"call_id": head.call_id, "line": line, "t": record["t"], "record": _text(record)}
                    for line, record in enumerate(journal[1:], (kept or 1) + 1)
                ]
                if rows:
                    connection.execute(insert(records), rows)
        except SQLAlchemyError as error:
            reason = type(error).__name__
            raise JournalError(f"the database does not take the journal of {head.call_id} ({reason})") from None

    def read(self, call_id: str) -> Journal:
        """The journal of a call. Raises JournalError when there is none, or when it cannot be read."""
        with self._reading() as connection:
            head = connection.execute(select(calls.c.head).where(calls.c.call_id == call_id)).scalar()
            if head is None:
                raise JournalError(f"there is no journal of call {call_id}")
            query = select(records.c.record).where(records.c.call_id == call_id).order_by(records.c.line)
            lines = [json.loads(line) for line in connection.execute(query).scalars()]
        return Journal.of([json.loads(head), *lines])

    def calls(self, *, since: datetime | None = None) -> Iterator[str]:
        """The calls there are journals of, oldest first. Raises JournalError when they cannot be read."""
        query = select(calls.c.call_id).order_by(calls.c.at, calls.c.call_id)
        if since is not None:
            query = query.where(calls.c.at >= since)
        with self._reading() as connection:
            found = list(connection.execute(query).scalars())
        yield from found

    @contextmanager
    def _reading(self) -> Iterator[Connection]:
        try:
            with self._engine.begin() as connection:
                yield connection
        except SQLAlchemyError as error:
            raise JournalError(trouble(self._engine, error)) from None


def _lines(connection: Connection, call_id: str) -> int | None:
    """How many lines there are of a call, its head among them; None when there are none."""
    if connection.execute(select(calls.c.call_id).where(calls.c.call_id == call_id)).first() is None:
        return None
    return connection.execute(select(func.max(records.c.line)).where(records.c.call_id == call_id)).scalar() or 1


def _columns(head: Head) -> dict[str, Any]:
    return {
        "call_id": head.call_id,
        "service": head.service,
        "menu": head.menu,
        "caller": head.caller,
        "called": head.called,
        "at": datetime.fromisoformat(head.at),
    }


def _text(record: dict[str, Any]) -> str:
    return json.dumps(record, ensure_ascii=False, separators=(",", ":"))
