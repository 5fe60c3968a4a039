"""Commands on requests of subscribers: what waits, and how it goes on."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import click

from ivr.cli.group import examples
from ivr.cli.options import Failed, account_database, as_json
from ivr.cli.output import print_json, print_table

if TYPE_CHECKING:
    from ivr.account import Accounts

STATES = ("new", "in_work", "waiting", "done", "refused")
"""As `ivr.account.rules.requests` has them; a test holds the two alike."""


@click.group(epilog=examples("ivr requests list", "ivr requests move 12 in_work", "ivr requests move 12 done"))
def requests() -> None:
    """Requests of subscribers: orders, complaints, re-registrations. Their owners hear how they stand at any time."""


@contextmanager
def _accounts(url: str | None) -> Iterator[Accounts]:
    """The store; what is wrong with it, or with what is asked, ends the command with one line."""
    from ivr.account import AccountError, open_accounts

    try:
        yield open_accounts(url)
    except AccountError as error:
        raise Failed(str(error)) from None


@requests.command("list", epilog=examples("ivr requests list", "ivr requests list +79221234567 --ended"))
@click.argument("number", required=False)
@click.option("--ended", is_flag=True, help="Those that are done or refused too.")
@account_database
@as_json
def list_requests(number: str | None, ended: bool, account_url: str | None, as_json: bool) -> None:
    """List the requests that have not ended, of NUMBER or of everybody, the oldest first."""
    with _accounts(account_url) as accounts:
        found = accounts.requests_of_all(number, ended=ended)
    rows: list[dict[str, Any]] = [
        {
            "id": ticket.id,
            "number": whose,
            "kind": ticket.kind,
            "state": ticket.state,
            "opened": ticket.opened_at.isoformat(timespec="minutes"),
            "changed": ticket.changed_at.isoformat(timespec="minutes"),
        }
        for whose, ticket in found
    ]
    if as_json:
        print_json(rows)
    elif not rows:
        click.echo("there are no requests" if ended else "there are no open requests; --ended lists the others too")
    else:
        print_table((">id", *list(rows[0])[1:]), ([str(value) for value in row.values()] for row in rows))


@requests.command("move", epilog=examples("ivr requests move 12 in_work", "ivr requests move 12 waiting"))
@click.argument("request_id", metavar="ID", type=int)
@click.argument("state", type=click.Choice(STATES))
@account_database
def move_request(request_id: int, state: str, account_url: str | None) -> None:
    """Bring the request with the number ID to STATE; its owner is told by SMS. What is done or refused stays so."""
    with _accounts(account_url) as accounts:
        accounts.move_request(request_id, state, datetime.now(UTC))
    click.echo(f"request {request_id}: {state}; its owner is told by SMS")
