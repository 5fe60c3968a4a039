"""Which account system a call works on: a database that was named, one over HTTP, the user's own, or one that lasts for
the call."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING, Any

import click

from ivr.cli.options import WrongUse
from ivr.remote.address import is_remote

if TYPE_CHECKING:
    from ivr.menu.model import Service


def asked_at(service: Service, url: str | None) -> Service:
    """The service with its actions asked for over HTTP, where the URL of its accounts is one of HTTP.

    Raises WrongUse when they cannot be asked for there.
    """
    if not is_remote(url):
        return service
    try:
        from ivr.remote import RemoteError, over_http
    except ImportError as error:
        raise WrongUse(f"accounts over HTTP need the package {error.name}: pip install 'ivr[serve]'") from None
    try:
        return over_http(service, str(url))
    except RemoteError as error:
        raise WrongUse(str(error)) from None


def accounts_of(service: Service, url: str | None, throw_away: datetime | None) -> Callable[[], Any]:
    """What opens the account system of a service's actions; it gives None for a service that works on none.

    url: of a database. throw_away: without one, open accounts in memory with the demonstration subscribers as they are
    at this moment; None opens the user's own. What is returned raises WrongUse when they cannot be opened.
    """
    opening = service.actions.open_account
    if is_remote(url):  # its actions ask for what they need: see `asked_at`
        return lambda: None
    if opening is None:
        if url is not None:
            raise WrongUse(f"the service {service.name} has no account system to open by a URL")
        return lambda: None
    own = opening.__module__.partition(".")[0] == "ivr"

    def opened() -> Any:
        if url is None and throw_away is not None and own:
            return _in_memory(throw_away)
        try:
            accounts = opening(url)
            if url is None:
                _seed(accounts)
            elif own:
                _tell_when_empty(accounts)
        except Exception as error:  # an integrator's account system may raise whatever it likes
            raise WrongUse(f"the accounts cannot be opened: {error}") from None
        return accounts

    return opened


def _in_memory(at: datetime) -> Any:
    from ivr.account import accounts_in_memory
    from ivr.account.demo import seed

    accounts = accounts_in_memory()
    seed(accounts, at)
    return accounts


def _tell_when_empty(accounts: Any) -> None:
    """A new database knows no caller: say so before it is heard as `not among our subscribers`."""
    with accounts.reading() as ledger:
        if not ledger.any():
            hint = "`ivr account seed --account-url …` adds some to try with"
            click.echo(f"no subscribers are in this database yet: {hint}", err=True)


def _seed(accounts: Any) -> None:
    """Somebody to call as, in the user's own store."""
    from ivr.account import Accounts
    from ivr.account.demo import seed

    if isinstance(accounts, Accounts):
        seed(accounts, datetime.now().astimezone())
