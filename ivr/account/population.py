"""Subscribers by the thousand, for tries with load: written block by block, each in a transaction.

Numbers that are there already stay as they are, so that an interrupted population goes on where it stopped, and a
larger one adds to a smaller.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime

from sqlalchemy import Table, insert, select

from ivr.account import tables as t
from ivr.account.accounts import Accounts
from ivr.account.ledger.book import Book
from ivr.account.people import BLOCK, Household, Row, households, number
from ivr.account.transactions import TRIES, Collision


def populate(
    accounts: Accounts, count: int, *, seed: int, hashed: str | None, now: datetime
) -> Iterator[tuple[int, int]]:
    """Make the first so many subscribers of a seed, a block at a time: how many were added, and how many were there.

    hashed: what is kept of the password that they share; hashing one for each would take longer than all the rest.
    Raises AccountError.
    """
    for start in range(0, count, BLOCK):
        wanted = [number(place) for place in range(start, min(start + BLOCK, count))]
        with accounts.reading() as ledger:
            there = Crowd(ledger).present(wanted)
        if len(there) < len(wanted):
            people = households(start // BLOCK, seed=seed, hashed=hashed, today=accounts.today(now), now=now)
            there = _written(accounts, people, wanted)
        yield len(wanted) - len(there), len(there)


class Crowd(Book):
    """Many subscribers at a time, in the transaction of a ledger."""

    def __init__(self, ledger: Book) -> None:
        super().__init__(ledger._connection)

    def present(self, wanted: Sequence[str]) -> dict[str, int]:
        """The numbers from the first to the last wanted that are there, with their accounts."""
        numbers = t.subscribers.c.number
        query = select(numbers, t.subscribers.c.account).where(numbers.between(wanted[0], wanted[-1]))
        return {row.number: row.account for row in self._connection.execute(query)}

    def add(self, people: Sequence[Household], missing: set[str], there: Mapping[str, int]) -> None:
        """Add the missing numbers, each table's rows in one statement.

        A number whose account is there, with another of its numbers, joins it.
        """
        coming = [one for one in people if any(row["number"] in missing for row in one.numbers)]
        known = [next((there[row["number"]] for row in one.numbers if row["number"] in there), None) for one in coming]
        fresh = iter(self._add_accounts([one for one, account in zip(coming, known, strict=True) if account is None]))
        accounts = [next(fresh) if account is None else account for account in known]
        numbers = [
            row | {"account": account} for one, account in zip(coming, accounts, strict=True) for row in one.numbers
        ]
        self._insert(t.subscribers, numbers, missing)
        self._insert(t.subscriber_options, [row for one in coming for row in one.options], missing)
        self._insert(t.charges, [row for one in coming for row in one.charges], missing)
        self._insert(t.payments, [row for one in coming for row in one.payments], missing)
        self._insert(t.promises, [row for one in coming for row in one.promises], missing)

    def _add_accounts(self, people: Sequence[Household]) -> Sequence[int]:
        if not people:
            return []
        made = insert(t.accounts).returning(t.accounts.c.id, sort_by_parameter_order=True)
        return self._connection.execute(made, [one.account for one in people]).scalars().all()

    def _insert(self, table: Table, rows: Sequence[Row], missing: set[str]) -> None:
        chosen = [row for row in rows if row["number"] in missing]
        if chosen:
            self._connection.execute(insert(table), chosen)


def _written(accounts: Accounts, people: Sequence[Household], wanted: Sequence[str]) -> dict[str, int]:
    """Write those of a block who are wanted and not there; who was there."""
    for attempt in range(1, TRIES + 1):
        try:
            with accounts.changing() as ledger:
                crowd = Crowd(ledger)
                there = crowd.present(wanted)
                crowd.add(people, set(wanted) - there.keys(), there)
                return there
        except Collision:  # another program writes the same numbers
            if attempt == TRIES:
                raise
    raise AssertionError
