"""Scheduled work on money: promised payments that are due go back."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Final

from ivr.account import messages
from ivr.account.accounts import Accounts
from ivr.account.jobs.job import Job, by_batches
from ivr.account.ledger import Ledger


def _give_back(accounts: Accounts, now: datetime) -> Iterator[int]:
    """What is due is taken as soon as the account covers it; until then it is unpaid; a payment settles it first."""
    today = accounts.today(now)

    def work(ledger: Ledger, number: str) -> bool:
        given = False
        who = ledger.subscriber(number)
        while who is not None:
            due = [one for one in ledger.unpaid_promises(who.account) if one[1] == number and one[2].due < today]
            if not due or due[0][2].amount > who.funds.available:
                break
            promise, _, lent = due[0]
            ledger.settle(promise, who.account, number, now, amount=lent.amount, owed=lent.amount)
            text = messages.written(messages.PROMISE_RETURNED, who.writing, now, amount=lent.amount // 100)
            ledger.send(number, now, text)
            given = True
            who = ledger.subscriber(number)
        return given

    yield from by_batches(accounts, lambda ledger, after, most: ledger.owing(today, after, most), work)


PROMISES: Final = Job("promised_payment.due", "promised payments that are due go back", _give_back)
