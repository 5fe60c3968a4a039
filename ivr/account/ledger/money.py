"""Money in and out of the tables."""

from __future__ import annotations

from datetime import date, datetime
from typing import Final

from sqlalchemy import bindparam, func, insert, select, update

from ivr.account import tables as t
from ivr.account.errors import OverLimit
from ivr.account.ledger.book import Book
from ivr.account.records import (
    Charge,
    Payment,
    Promise,
    Subscriber,
)
from ivr.account.rules import company

_PROMISES: Final = (
    select(t.promises)
    .join(t.subscribers, t.subscribers.c.number == t.promises.c.number)
    .where(t.subscribers.c.account == bindparam("of"))
    .order_by(t.promises.c.id)
)


RETURNED: Final = "promise_returned"
"""The kind of charge that gives a promised payment back; nothing was bought by it."""


class MoneyBook(Book):
    """Balances, charges, payments and promised payments."""

    def move(self, account: int, amount: int) -> None:
        """Add kopecks to a balance (or take them, when negative), whatever it is by now."""
        changed = t.accounts.c.balance + amount
        self._connection.execute(update(t.accounts).where(t.accounts.c.id == account).values(balance=changed))

    def charge(self, subscriber: Subscriber, at: datetime, kind: str, amount: int) -> None:
        """Take money and write down what for. Nothing costs nothing: a sum of 0 leaves no trace.

        Raises OverLimit when a company's number would spend more than its limit of the month.
        """
        if amount:
            if limit := subscriber.company.spending_limit:
                spent = self.spent_since(subscriber.number, company.month_began(at, self._zone))
                if company.over_limit(spent + amount, limit):
                    raise OverLimit(limit, spent)
            self.move(subscriber.account, -amount)
            self.add_charge(subscriber.number, at, kind, amount)

    def spent_since(self, number: str, since: datetime) -> int:
        """Kopecks charged to a number since a moment for what was bought."""
        query = select(func.coalesce(func.sum(t.charges.c.amount), 0))
        query = query.where(t.charges.c.number == number, t.charges.c.at >= since, t.charges.c.kind != RETURNED)
        return int(self._connection.execute(query).scalar_one())

    def add_charge(self, number: str, at: datetime, kind: str, amount: int) -> None:
        """Write a charge down without moving money."""
        self._connection.execute(insert(t.charges).values(number=number, at=at, kind=kind, amount=amount))

    def add_payment(self, number: str, at: datetime, amount: int) -> None:
        """Write a payment down without moving money."""
        self._connection.execute(insert(t.payments).values(number=number, at=at, amount=amount))

    def charges(self, number: str, *, most: int | None = None, since: datetime | None = None) -> list[Charge]:
        """Charges, newest first."""
        return [Charge(row.at, row.kind, row.amount) for row in self.latest(t.charges, number, most, since)]

    def payments(self, number: str, *, most: int | None = None, since: datetime | None = None) -> list[Payment]:
        """Payments, newest first."""
        return [Payment(row.at, row.amount) for row in self.latest(t.payments, number, most, since)]

    def promises(self, account: int) -> list[Promise]:
        """Promised payments of all numbers of an account (the money is the account's), oldest first."""
        found = self._connection.execute(_PROMISES, {"of": account})
        return [Promise(row.amount, row.fee, row.due, row.paid) for row in found]

    def add_promise(self, number: str, promise: Promise) -> None:
        """A promised payment was taken."""
        self._connection.execute(
            insert(t.promises).values(
                number=number, amount=promise.amount, fee=promise.fee, due=promise.due, paid=promise.paid
            )
        )

    def pay_in(self, who: Subscriber, at: datetime, amount: int) -> int:
        """Money comes in: it settles what was promised first, the oldest before the others, in part where it covers no
        whole.

        Gives the kopecks that were settled.
        """
        self.move(who.account, amount)
        self.add_payment(who.number, at, amount)
        left = amount
        for promise, number, lent in self.unpaid_promises(who.account):
            part = min(lent.amount, left)
            if not part:
                break
            self.settle(promise, who.account, number, at, amount=part, owed=lent.amount)
            left -= part
        return amount - left

    def unpaid_promises(self, account: int) -> list[tuple[int, str, Promise]]:
        """Promised payments of an account that are open, each with its id and number, oldest first."""
        return [
            (row.id, row.number, Promise(row.amount, row.fee, row.due, row.paid))
            for row in self._connection.execute(_PROMISES, {"of": account})
            if not row.paid
        ]

    def settle(self, promise: int, account: int, number: str, at: datetime, *, amount: int, owed: int) -> None:
        """So much of what is owed of a promised payment is given back: the money goes, and what is left is owed; when
        nothing is, it is open no longer."""
        left = {"amount": owed - amount} if amount < owed else {"paid": True}
        self._connection.execute(update(t.promises).where(t.promises.c.id == promise).values(**left))
        self.move(account, -amount)
        self.add_charge(number, at, RETURNED, amount)

    def owing(self, today: date, after: str, most: int) -> list[str]:
        """Numbers with a promised payment that should have been paid before a day, in order, after a number."""
        column = t.promises.c
        query = select(column.number).where(~column.paid, column.due < today, column.number > after).distinct()
        return list(self._connection.execute(query.order_by(column.number).limit(most)).scalars())
