"""Opening the accounts that 0505's actions work on: for calls, and for tests of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from ivr.account import Accounts, accounts_in_memory, open_accounts
from ivr.account.errors import AccountError
from ivr.account.facts import FactError, prepare, show


def open_account(url: str | None = None) -> Accounts:
    """The accounts of a database URL, or of this user. Raises `ivr.account.AccountError`."""
    return open_accounts(url)


class TestAccount:
    """Accounts in memory with one subscriber made for a call. What `ivr.testing.Account` wants of an account."""

    __test__ = False  # pytest takes every class named Test… for a case

    def __init__(self, number: str, facts: Mapping[str, Any], at: datetime) -> None:
        self.system = accounts_in_memory()
        self._at = at
        prepare(self.system, number, facts, at)

    def show(self, number: str) -> Mapping[str, Any]:
        """A subscriber as facts."""
        try:
            return show(self.system, number, self._at)
        except AccountError as error:
            raise FactError(str(error)) from None

    def messages(self, number: str) -> Sequence[str]:
        """Every SMS that waits to be delivered to a subscriber, oldest first."""
        return [message.text for _, message in self.system.outbox(number)]


def open_test_account(number: str, facts: Mapping[str, Any], at: datetime) -> TestAccount:
    """Accounts with one subscriber whose state the facts tell (see `ivr.account.facts`). Raises ValueError."""
    if facts.get("unknown"):
        return TestAccount("+79999999999", {}, at)
    return TestAccount(number, facts, at)
