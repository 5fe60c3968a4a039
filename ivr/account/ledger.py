"""Records in and out of the tables, within one transaction. Rules live elsewhere; this only speaks SQL."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection, Row, Table, delete, func, insert, select, update

from ivr.account import tables as t
from ivr.account.records import (
    Bonus,
    Charge,
    Funds,
    Kind,
    Membership,
    Message,
    Packages,
    Password,
    Payment,
    Promise,
    Subscriber,
)
from ivr.secret import Secret


class Ledger:
    """The account's tables in one transaction. locking: rows that are read for a change are held until its end."""

    def __init__(self, connection: Connection, *, locking: bool = False) -> None:
        self._connection = connection
        self._locking = locking

    # subscribers

    def subscriber(self, number: str) -> Subscriber | None:
        """A number and all that belongs to it."""
        of_account = (t.accounts.c.kind, t.accounts.c.balance, t.accounts.c.credit_limit, t.accounts.c.trust_limit)
        query = select(t.subscribers, *of_account).join(t.accounts, t.accounts.c.id == t.subscribers.c.account)
        query = query.where(t.subscribers.c.number == number)
        row = self._connection.execute(query.with_for_update() if self._locking else query).first()
        if row is None:
            return None
        chosen = select(t.subscriber_options.c.option).where(t.subscriber_options.c.number == number)
        options = self._connection.execute(chosen.order_by(t.subscriber_options.c.option)).scalars()
        return _subscriber(row, tuple(options))

    def numbers(self, account: int | None = None) -> list[str]:
        """Every number, or those of one account, in order."""
        query = select(t.subscribers.c.number).order_by(t.subscribers.c.number)
        if account is not None:
            query = query.where(t.subscribers.c.account == account)
        return list(self._connection.execute(query).scalars())

    def add_account(self, kind: Kind, **sums: int) -> int:
        """A new account; its id. sums: ``balance``, ``credit_limit``, ``trust_limit``, 0 each when not given."""
        values = {"balance": 0, "credit_limit": 0, "trust_limit": 0} | sums
        row = self._connection.execute(insert(t.accounts).values(kind=kind.value, **values)).inserted_primary_key
        assert row is not None
        return int(row[0])

    def add_subscriber(self, number: str, account: int, **columns: Any) -> None:
        """A new number; columns that are not given have their plain value."""
        values: dict[str, Any] = {
            "tariff": "base",
            "language": "ru",
            "manages": False,
            "minutes": 0,
            "sms": 0,
            "mms": 0,
            "megabytes": 0,
            "bonus_membership": Membership.NONE.value,
            "bonus_points": 0,
            "password_wrong": 0,
        }
        self._connection.execute(insert(t.subscribers).values(number=number, account=account, **(values | columns)))

    def change_subscriber(self, number: str, **columns: Any) -> None:
        """Set columns of a number."""
        self._connection.execute(update(t.subscribers).where(t.subscribers.c.number == number).values(**columns))

    def change_account(self, account: int, **columns: Any) -> None:
        """Set columns of an account."""
        self._connection.execute(update(t.accounts).where(t.accounts.c.id == account).values(**columns))

    def forget(self, number: str) -> None:
        """Take away everything a number has done and got, the number itself included; its account when it is empty."""
        found = self.subscriber(number)
        for table in (t.subscriber_options, t.charges, t.payments, t.promises, t.outbox, t.grants, t.subscribers):
            self._connection.execute(delete(table).where(table.c.number == number))
        if found is not None and not self.numbers(found.account):
            self._connection.execute(delete(t.accounts).where(t.accounts.c.id == found.account))

    def set_options(self, number: str, options: Sequence[str]) -> None:
        """Exactly these services are on."""
        self._connection.execute(delete(t.subscriber_options).where(t.subscriber_options.c.number == number))
        for option in options:
            self.add_option(number, option)

    def add_option(self, number: str, option: str) -> None:
        """Switch a service on."""
        self._connection.execute(insert(t.subscriber_options).values(number=number, option=option))

    def drop_option(self, number: str, option: str) -> None:
        """Switch a service off."""
        at = (t.subscriber_options.c.number == number) & (t.subscriber_options.c.option == option)
        self._connection.execute(delete(t.subscriber_options).where(at))

    # money

    def move(self, account: int, amount: int) -> None:
        """Add kopecks to a balance (or take them, when negative), whatever it is by now."""
        changed = t.accounts.c.balance + amount
        self._connection.execute(update(t.accounts).where(t.accounts.c.id == account).values(balance=changed))

    def charge(self, subscriber: Subscriber, at: datetime, kind: str, amount: int) -> None:
        """Take money and write down what for. Nothing costs nothing: a sum of 0 leaves no trace."""
        if amount:
            self.move(subscriber.account, -amount)
            self.add_charge(subscriber.number, at, kind, amount)

    def add_charge(self, number: str, at: datetime, kind: str, amount: int) -> None:
        """Write a charge down without moving money."""
        self._connection.execute(insert(t.charges).values(number=number, at=at, kind=kind, amount=amount))

    def add_payment(self, number: str, at: datetime, amount: int) -> None:
        """Write a payment down without moving money."""
        self._connection.execute(insert(t.payments).values(number=number, at=at, amount=amount))

    def charges(self, number: str, *, most: int | None = None, since: datetime | None = None) -> list[Charge]:
        """Charges, newest first."""
        return [Charge(row.at, row.kind, row.amount) for row in self._latest(t.charges, number, most, since)]

    def payments(self, number: str, *, most: int | None = None, since: datetime | None = None) -> list[Payment]:
        """Payments, newest first."""
        return [Payment(row.at, row.amount) for row in self._latest(t.payments, number, most, since)]

    def promises(self, account: int) -> list[Promise]:
        """Promised payments of all numbers of an account (the money is the account's), oldest first."""
        query = select(t.promises).join(t.subscribers, t.subscribers.c.number == t.promises.c.number)
        query = query.where(t.subscribers.c.account == account).order_by(t.promises.c.id)
        return [Promise(row.amount, row.fee, row.due, row.paid) for row in self._connection.execute(query)]

    def add_promise(self, number: str, promise: Promise) -> None:
        """A promised payment was taken."""
        self._connection.execute(
            insert(t.promises).values(
                number=number, amount=promise.amount, fee=promise.fee, due=promise.due, paid=promise.paid
            )
        )

    # messages

    def send(self, number: str, at: datetime, text: str, *, secret: bool = False) -> None:
        """Put an SMS into the outbox."""
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

    def delivered(self, message: int, at: datetime, mask: str) -> bool:
        """A message was delivered; the text of a secret one is forgotten. Whether it was a secret one."""
        here = t.outbox.c.id == message
        self._connection.execute(update(t.outbox).where(here).values(delivered_at=at))
        forgotten = self._connection.execute(update(t.outbox).where(here, t.outbox.c.secret).values(text=mask))
        return bool(forgotten.rowcount)

    # access

    def grant(self, call_id: str, number: str) -> tuple[int, datetime] | None:
        """What a call has proved for a number: the level, and until when it holds."""
        query = select(t.grants.c.level, t.grants.c.until)
        row = self._connection.execute(query.where(t.grants.c.call_id == call_id, t.grants.c.number == number)).first()
        return None if row is None else (row.level, row.until)

    def set_grant(self, call_id: str, number: str, level: int, until: datetime) -> None:
        """A call has proved a level."""
        here = (t.grants.c.call_id == call_id) & (t.grants.c.number == number)
        self._connection.execute(delete(t.grants).where(here))
        self._connection.execute(insert(t.grants).values(call_id=call_id, number=number, level=level, until=until))

    # what was done

    def operation(self, call_id: str, step: int) -> Row[Any] | None:
        """What was done for a step of a call."""
        here = (t.operations.c.call_id == call_id) & (t.operations.c.step == step)
        return self._connection.execute(select(t.operations).where(here)).first()

    def add_operation(self, call_id: str, step: int, *, name: str, arguments: str, at: datetime, result: str) -> None:
        """A step of a call was done."""
        self._connection.execute(
            insert(t.operations).values(
                call_id=call_id, step=step, name=name, arguments=arguments, at=at, result=result
            )
        )

    def count(self, table: Table) -> int:
        """Rows of a table."""
        return int(self._connection.execute(select(func.count()).select_from(table)).scalar_one())

    def _latest(self, table: Table, number: str, most: int | None, since: datetime | None) -> list[Row[Any]]:
        query = select(table).where(table.c.number == number).order_by(table.c.at.desc(), table.c.id.desc())
        if since is not None:
            query = query.where(table.c.at >= since)
        return list(self._connection.execute(query if most is None else query.limit(most)))


def _subscriber(row: Row[Any], options: tuple[str, ...]) -> Subscriber:
    blocked: date | None = row.blocked_until
    kept: Secret | None = row.password_hash
    return Subscriber(
        number=row.number,
        account=row.account,
        kind=Kind(row.kind),
        tariff=row.tariff,
        language=row.language,
        funds=Funds(row.balance, row.credit_limit + row.trust_limit, row.trust_limit),
        packages=Packages(row.minutes, row.sms, row.mms, row.megabytes),
        bonus=Bonus(Membership(row.bonus_membership), row.bonus_points, row.bonus_since),
        password=Password(kept.reveal() if kept else None, row.password_wrong, row.password_requested_at),
        manages=row.manages,
        blocked_until=blocked,
        options=options,
    )
