"""A company's numbers in and out of the tables."""

from __future__ import annotations

from datetime import datetime
from typing import NamedTuple

from sqlalchemy import func, select

from ivr.account import tables as t
from ivr.account.ledger.book import Book
from ivr.account.ledger.money import RETURNED


class Line(NamedTuple):
    """One number of an account: who uses it, its limit and what it has spent, kopecks."""

    number: str
    employee: str | None
    limit: int
    spent: int


class CompanyBook(Book):
    """The numbers of an account side by side."""

    def lines(self, account: int, since: datetime) -> list[Line]:
        """Every number of an account, in order; what each has spent since a moment."""
        who, paid = t.subscribers.c, t.charges.c
        spent = select(func.coalesce(func.sum(paid.amount), 0)).where(
            paid.number == who.number, paid.at >= since, paid.kind != RETURNED
        )
        query = select(who.number, who.employee, who.spending_limit, spent.scalar_subquery().label("spent"))
        rows = self._connection.execute(query.where(who.account == account).order_by(who.number))
        return [Line(row.number, row.employee, row.spending_limit or 0, int(row.spent)) for row in rows]
