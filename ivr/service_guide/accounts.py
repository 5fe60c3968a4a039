"""Opening the accounts that 0505's actions work on."""

from __future__ import annotations

from ivr.account import Accounts, open_accounts


def open_account(url: str | None = None) -> Accounts:
    """The accounts of a database URL, or of this user. Raises `ivr.account.AccountError`."""
    return open_accounts(url)
