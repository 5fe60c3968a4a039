"""What every book of the ledger stands on: one transaction's connection."""

from __future__ import annotations

from datetime import UTC, datetime, tzinfo
from functools import cache
from typing import Any

from sqlalchemy import Connection, Row, Select, Table, bindparam, func, select


class Book:
    """The account's tables in one transaction. locking: rows that are read for a change are held until its end. zone:
    where months begin."""

    def __init__(self, connection: Connection, *, locking: bool = False, zone: tzinfo = UTC) -> None:
        self._connection = connection
        self._locking = locking
        self._zone = zone

    def count(self, table: Table) -> int:
        """Rows of a table."""
        return int(self._connection.execute(select(func.count()).select_from(table)).scalar_one())

    def latest(self, table: Table, number: str, most: int | None, since: datetime | None) -> list[Row[Any]]:
        """The rows of a number in a table that has its time, newest first."""
        query = _latest(table, most, since is not None)
        return list(self._connection.execute(query, {"number": number, "since": since}))


@cache
def _latest(table: Table, most: int | None, since: bool) -> Select[Any]:
    """Put together once for each table, for every call asks it."""
    query = select(table).where(table.c.number == bindparam("number"))
    if since:
        query = query.where(table.c.at >= bindparam("since"))
    query = query.order_by(table.c.at.desc(), table.c.id.desc())
    return query if most is None else query.limit(most)
