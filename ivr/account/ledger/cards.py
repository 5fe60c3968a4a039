"""Express cards in and out of the tables."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import insert, select, update

from ivr.account import tables as t
from ivr.account.ledger.book import Book


class CardsBook(Book):
    """Cards by what is kept of their codes."""

    def add_card(self, fingerprint: str, amount: int) -> None:
        """A new card of so many kopecks."""
        self._connection.execute(insert(t.cards).values(code=fingerprint, amount=amount))

    def has_card(self, fingerprint: str) -> bool:
        """Whether there is such a card, used or not."""
        return (
            self._connection.execute(select(t.cards.c.amount).where(t.cards.c.code == fingerprint)).first() is not None
        )

    def just_paid(self, fingerprint: str, number: str, since: datetime) -> int | None:
        """The kopecks of a card that a number has used since a moment; None when it has not."""
        here = (t.cards.c.code == fingerprint) & (t.cards.c.number == number) & (t.cards.c.at >= since)
        amount = self._connection.execute(select(t.cards.c.amount).where(here)).scalar_one_or_none()
        return None if amount is None else int(amount)

    def use_card(self, fingerprint: str, number: str, at: datetime) -> int | None:
        """Use a card for a number: its kopecks, or None when it was used before. Of two at once one gets it."""
        here = (t.cards.c.code == fingerprint) & t.cards.c.number.is_(None)
        if not self._connection.execute(update(t.cards).where(here).values(number=number, at=at)).rowcount:
            return None
        return int(self._connection.execute(select(t.cards.c.amount).where(t.cards.c.code == fingerprint)).scalar_one())
