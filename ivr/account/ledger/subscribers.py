"""Subscribers and accounts in and out of the tables."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, Final

from sqlalchemy import Row, bindparam, delete, insert, select, update

from ivr.account import tables as t
from ivr.account.ledger.book import Book
from ivr.account.records import (
    Bonus,
    CardTries,
    Company,
    Control,
    Funds,
    Kind,
    Membership,
    Packages,
    Password,
    Phone,
    Subscriber,
    Writing,
)
from ivr.secret import Secret

_MINE: Final = t.subscribers.c.number == bindparam("number")

# Put together once: that takes longer than asking, and every request begins with these.
_WHO: Final = (
    select(t.subscribers, *(column for column in t.accounts.c if column is not t.accounts.c.id))
    .join(t.accounts, t.accounts.c.id == t.subscribers.c.account)
    .where(_MINE)
)
_HELD: Final = _WHO.with_for_update()
_ACCOUNT: Final = (
    select(t.accounts.c.id)
    .where(t.accounts.c.id == select(t.subscribers.c.account).where(_MINE).scalar_subquery())
    .with_for_update()
)
_CHOSEN: Final = (
    select(t.subscriber_options.c.option)
    .where(t.subscriber_options.c.number == bindparam("number"))
    .order_by(t.subscriber_options.c.option)
)


class SubscribersBook(Book):
    """Numbers, their accounts and their services."""

    def subscriber(self, number: str) -> Subscriber | None:
        """A number and all that belongs to it."""
        if self._locking:  # the account first: who holds a number and waits for its account would be waited for
            self._connection.execute(_ACCOUNT, {"number": number})
        row = self._connection.execute(_HELD if self._locking else _WHO, {"number": number}).first()
        if row is None:
            return None
        options = self._connection.execute(_CHOSEN, {"number": number}).scalars()
        return _subscriber(row, tuple(options))

    def hold(self, *numbers: str) -> None:
        """Take the accounts of several numbers for a change, in the one order in which everybody takes them: in
        another, changes that go round in a ring would each wait for the next."""
        if self._locking:
            mine = select(t.subscribers.c.account).where(t.subscribers.c.number.in_(numbers))
            query = select(t.accounts.c.id).where(t.accounts.c.id.in_(mine)).order_by(t.accounts.c.id)
            self._connection.execute(query.with_for_update()).all()

    def writing(self, number: str) -> Writing | None:
        """How a number is written to; None when it is nobody's here."""
        column = t.subscribers.c
        query = select(column.messages, column.messages_next, column.messages_from).where(column.number == number)
        row = self._connection.execute(query).first()
        return None if row is None else Writing(row.messages, row.messages_next, row.messages_from)

    def numbers(self, account: int | None = None) -> list[str]:
        """Every number, or those of one account, in order."""
        query = select(t.subscribers.c.number).order_by(t.subscribers.c.number)
        if account is not None:
            query = query.where(t.subscribers.c.account == account)
        return list(self._connection.execute(query).scalars())

    def is_managed(self, who: Subscriber) -> bool:
        """Whether another number manages the account of one that does not."""
        column = t.subscribers.c
        query = select(column.number).where(column.account == who.account, column.manages).limit(1)
        return not who.manages and self._connection.execute(query).first() is not None

    def known(self, numbers: Iterable[str]) -> set[str]:
        """Which of some numbers there are."""
        query = select(t.subscribers.c.number).where(t.subscribers.c.number.in_(list(numbers)))
        return set(self._connection.execute(query).scalars())

    def any(self) -> bool:
        """Whether there is a subscriber at all."""
        return self._connection.execute(select(t.subscribers.c.number).limit(1)).first() is not None

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
            "messages": columns.get("language", "ru"),
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
        for table in reversed(t.metadata.sorted_tables):
            if "number" in table.c and table is not t.cards:  # a card stays used
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


def _subscriber(row: Row[Any], options: tuple[str, ...]) -> Subscriber:
    return Subscriber(
        number=row.number,
        account=row.account,
        kind=Kind(row.kind),
        tariff=row.tariff,
        language=row.language,
        funds=Funds(row.balance, row.credit_limit + row.trust_limit, row.trust_limit),
        packages=Packages(row.minutes, row.sms, row.mms, row.megabytes),
        bonus=Bonus(Membership(row.bonus_membership), row.bonus_points, row.bonus_since, row.bonus_month),
        password=Password(_revealed(row.password_hash), row.password_wrong, row.password_requested_at),
        manages=row.manages,
        blocked_until=row.blocked_until,
        options=options,
        email=row.email,
        city=row.city,
        roaming=row.roaming,
        control=Control(row.control_question, _revealed(row.control_answer), row.control_wrong, row.control_locked_at),
        cards=CardTries(row.card_wrong, row.card_locked_at),
        writing=Writing(row.messages, row.messages_next, row.messages_from),
        phone=Phone(row.phone_4g, row.sim_4g),
        company=Company(row.employee, row.spending_limit, _revealed(row.code_word), row.code_word_wrong),
    )


def _revealed(kept: Secret | None) -> str | None:
    return kept.reveal() if kept else None
