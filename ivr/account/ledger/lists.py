"""Lists of numbers and what was asked of others, in and out of the tables."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import delete, func, insert, select

from ivr.account import tables as t
from ivr.account.ledger.book import Book


class ListsBook(Book):
    """Black lists, favourite numbers, favours asked."""

    def listed(self, number: str, kind: str) -> list[str]:
        """The numbers of a list, what was added first first."""
        column = t.number_lists.c
        query = select(column.other).where(column.number == number, column.kind == kind)
        return list(self._connection.execute(query.order_by(column.at, column.other)).scalars())

    def add_listed(self, number: str, kind: str, other: str, at: datetime) -> None:
        """Add a number to a list."""
        self._connection.execute(insert(t.number_lists).values(number=number, kind=kind, other=other, at=at))

    def drop_listed(self, number: str, kind: str, other: str) -> bool:
        """Take a number off a list. Whether it stood there."""
        column = t.number_lists.c
        here = (column.number == number) & (column.kind == kind) & (column.other == other)
        return bool(self._connection.execute(delete(t.number_lists).where(here)).rowcount)

    def favours(self, number: str, kind: str, *, since: datetime) -> int:
        """How often something was asked since a moment."""
        column = t.favours.c
        query = select(func.count()).where(column.number == number, column.kind == kind, column.at > since)
        return int(self._connection.execute(query).scalar_one())

    def add_favour(self, number: str, kind: str, other: str, at: datetime) -> None:
        """Something was asked of a number."""
        self._connection.execute(insert(t.favours).values(number=number, kind=kind, other=other, at=at))
