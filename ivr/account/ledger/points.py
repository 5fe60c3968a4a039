"""Points of the bonus programme in and out of the tables."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from sqlalchemy import func, insert, or_, select, update

from ivr.account import tables as t
from ivr.account.ledger.book import Book
from ivr.account.records import Membership


class PointsBook(Book):
    """Points got and given, and who takes part."""

    def move_points(self, number: str, at: datetime, kind: str, amount: int, other: str | None = None) -> None:
        """Add points (or take them, when negative), whatever there are by now, and write down what for."""
        changed = t.subscribers.c.bonus_points + amount
        self._connection.execute(
            update(t.subscribers).where(t.subscribers.c.number == number).values(bonus_points=changed)
        )
        self._connection.execute(insert(t.points).values(number=number, at=at, kind=kind, amount=amount, other=other))

    def points_sent(self, number: str, *, since: datetime) -> int:
        """Points that a number has given to others since a moment."""
        query = select(func.coalesce(func.sum(-t.points.c.amount), 0))
        query = query.where(t.points.c.number == number, t.points.c.kind == "sent", t.points.c.at >= since)
        return int(self._connection.execute(query).scalar_one())

    def members_behind(self, month: str, after: str, most: int) -> list[str]:
        """Participants for whom points have not accrued for a month yet, in order, after a number."""
        column = t.subscribers.c
        query = select(column.number).where(
            column.bonus_membership == Membership.MEMBER.value,
            or_(column.bonus_month.is_(None), column.bonus_month < month),
            column.number > after,
        )
        return list(self._connection.execute(query.order_by(column.number).limit(most)).scalars())

    def quiet_members(self, before: datetime, after: str, most: int) -> list[str]:
        """Participants whose last exchange was before a moment, in order, after a number."""
        column = t.subscribers.c
        query = select(column.number).where(
            column.bonus_membership == Membership.MEMBER.value, column.bonus_since < before, column.number > after
        )
        return list(self._connection.execute(query.order_by(column.number).limit(most)).scalars())

    def spent(self, number: str, since: datetime, until: datetime) -> Iterator[tuple[str, int]]:
        """Kopecks charged in a span of time (its end not in it), by kind."""
        column = t.charges.c
        query = select(column.kind, func.sum(column.amount)).group_by(column.kind)
        query = query.where(column.number == number, column.at >= since, column.at < until)
        for kind, amount in self._connection.execute(query):
            yield kind, int(amount)
