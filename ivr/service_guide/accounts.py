"""Opening the accounts that 0505's actions work on."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ivr.account import Accounts


def open_account(url: str | None = None) -> Accounts:
    """The accounts of a database URL, or of this user. Raises `ivr.account.AccountError`."""
    from ivr.account import open_accounts

    return open_accounts(url)
