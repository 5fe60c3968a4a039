"""What commands that send SMS share: the sender by its URL, and the claims beside the accounts."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from ivr.cli.options import WrongUse

if TYPE_CHECKING:
    from ivr.sending import Claims, Sender


def sender_of(url: str, folder: Path | None) -> Sender:
    """The sender that a URL names; what is wrong with it ends the command. folder: of the journals."""
    from ivr.sending import SenderError, open_sender

    try:
        return open_sender(url, folder=folder)
    except SenderError as error:
        raise WrongUse(f"--send: {error}") from None


def claims_of(account_url: str | None) -> Claims:
    """The claims in the database of the accounts; what is wrong with it ends the command."""
    from ivr.account.opening import MEMORY, default_url
    from ivr.database import DatabaseError
    from ivr.sending import Claims

    if account_url in MEMORY:
        return Claims.in_memory()
    try:
        return Claims.open(account_url or default_url())
    except DatabaseError as error:
        raise WrongUse(str(error)) from None
