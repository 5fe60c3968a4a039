"""Messages on their way to subscribers."""

from __future__ import annotations

from datetime import datetime

from ivr.account.numbers import normal_number
from ivr.account.records import Message
from ivr.account.transactions import Transactions
from ivr.database import wipe


class OutboxDesk(Transactions):
    """SMS that wait to be delivered."""

    def outbox(self, number: str | None = None) -> list[tuple[str, Message]]:
        """Messages that wait to be delivered, with their numbers, oldest first."""
        with self.reading() as ledger:
            return ledger.waiting(normal_number(number) if number is not None else None)

    def delivered(self, message: int, at: datetime) -> None:
        """A message was delivered; the text of a secret one is forgotten, in the database's files too."""
        with self.changing() as ledger:
            secret = ledger.delivered(message, at)
        if secret:
            wipe(self._engine)

    def drop(self, message: int) -> None:
        """A message that waits is not to be sent: it is gone, a secret one from the database's files too."""
        with self.changing() as ledger:
            secret = ledger.drop(message)
        if secret:
            wipe(self._engine)
