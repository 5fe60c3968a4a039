"""What scheduled work is: safe to run twice, late, or by two processes at once, and to interrupt at any moment."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from typing import Final, TypeAlias

from ivr.account.accounts import Accounts
from ivr.account.ledger import Ledger
from ivr.account.transactions import TRIES, Collision

BATCH: Final = 100
"""Numbers changed in one transaction: calls that wait for a SQLite file wait this long."""

Find: TypeAlias = Callable[[Ledger, str, int], list[str]]
"""Numbers to be worked on, in order, after a number, at most so many."""

Work: TypeAlias = Callable[[Ledger, str], bool]
"""Does the work for one number, in a transaction that is open; whether there was anything to do."""


@dataclass(frozen=True, slots=True)
class Job:
    """Scheduled work. run: does what is due at a moment; yields how many numbers it has changed, batch by batch."""

    name: str
    doc: str
    run: Callable[[Accounts, datetime], Iterator[int]]


def by_batches(accounts: Accounts, find: Find, work: Work) -> Iterator[int]:
    """Work on every number that is found, a batch in a transaction; yields how many of each batch were changed.

    What was found is looked at again within the transaction that changes it: another process may have been there.
    """
    last = ""
    while True:
        with accounts.reading() as ledger:
            numbers = find(ledger, last, BATCH)
        if not numbers:
            return
        yield _batch(accounts, numbers, work)
        last = numbers[-1]


def _batch(accounts: Accounts, numbers: Sequence[str], work: Work) -> int:
    """A batch in a transaction; how many were changed. Another that waits for its numbers too may have to give way."""
    for _ in range(TRIES - 1):
        with suppress(Collision), accounts.changing() as ledger:
            return sum(work(ledger, number) for number in numbers)
    with accounts.changing() as ledger:
        return sum(work(ledger, number) for number in numbers)
