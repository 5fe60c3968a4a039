"""Scheduled work on the number itself: messages written in another way from 08:00, blocks that have ended."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Final

from ivr.account import messages
from ivr.account.accounts import Accounts
from ivr.account.jobs.job import Job, by_batches
from ivr.account.ledger import Ledger
from ivr.account.rules import blocking, writing


def _written_otherwise(accounts: Accounts, now: datetime) -> Iterator[int]:
    def work(ledger: Ledger, number: str) -> bool:
        who = ledger.subscriber(number)
        if who is None or who.writing.since is None or who.writing.since > now:
            return False
        way = writing.current(who.writing, now)
        ledger.change_subscriber(number, messages=way, messages_next=None, messages_from=None)
        return True

    def due(ledger: Ledger, after: str, most: int) -> list[str]:
        return ledger.to_be_written_otherwise(now, after, most)

    yield from by_batches(accounts, due, work)


def _open_again(accounts: Accounts, now: datetime) -> Iterator[int]:
    today = accounts.today(now)

    def work(ledger: Ledger, number: str) -> bool:
        who = ledger.subscriber(number)
        if who is None or who.blocked_until is None or blocking.blocked(who.blocked_until, today):
            return False
        ledger.change_subscriber(number, blocked_until=None)
        ledger.send(number, now, messages.written(messages.OPEN_AGAIN, who.writing, now))
        return True

    yield from by_batches(accounts, lambda ledger, after, most: ledger.open_again(today, after, most), work)


WRITING: Final = Job("messages.language", "messages in the language that was asked for, from 08:00", _written_otherwise)
UNBLOCKING: Final = Job("block.end", "numbers whose block has ended work again, and their owners are told", _open_again)
