"""``ivr outbox``: the SMS that wait to be sent, how each goes, and sending them."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import click

from ivr.cli.group import examples
from ivr.cli.options import Failed, account_database, as_json, default_journal
from ivr.cli.output import paint, print_json

if TYPE_CHECKING:
    from ivr.account import Accounts
    from ivr.sending import Round


@click.group(
    invoke_without_command=True,
    epilog=examples(
        "ivr outbox",
        "ivr outbox send --once --send log:",
        "ivr outbox again",
        "ivr outbox drop",
    ),
)
@account_database
@as_json
@click.pass_context
def outbox(context: click.Context, account_url: str | None, as_json: bool) -> None:
    """List the SMS that wait to be sent, and how each goes. Texts that hold a password are masked.

    An SMS is tried for a day, with longer and longer pauses, then given up.
    """
    context.obj = account_url
    if context.invoked_subcommand is not None:
        return
    from ivr.cli.sending import claims_of
    from ivr.secret import MASK

    with _said_plainly():
        accounts = _accounts(account_url)
        known = claims_of(account_url).known()
        waiting = accounts.outbox()
    rows = []
    for number, message in waiting:
        delivery = known.get((message.id, message.at))
        rows.append(
            {
                "number": number,
                "at": message.at.isoformat(timespec="seconds"),
                "text": MASK if message.secret else message.text,
                "state": "waits" if delivery is None else "given up" if delivery.gave_up else "is tried again",
                "tries": 0 if delivery is None else delivery.tries,
                "next": _time(None if delivery is None or delivery.gave_up else delivery.next),
                "given_up": _time(None if delivery is None else delivery.gave_up),
                "reason": "" if delivery is None else delivery.reason,
            }
        )
    if as_json:
        print_json(rows)
    elif not rows:
        click.echo("the outbox is empty")
    for row in () if as_json else rows:
        click.echo(f"{row['at']}  {paint(str(row['number']), bold=True)}  {row['text']}  {_state(row)}")


@outbox.command(
    epilog=examples(
        "ivr outbox send --once --send log:", "ivr outbox send --send 'smpp://ivr:PASSWORD@localhost?source=0505'"
    ),
)
@click.option("--send", required=True, metavar="URL", envvar="IVR_SEND", help="What sends: see `ivr serve --help`.")
@click.option("--once", is_flag=True, help="Send what may be sent now, and end.")
@account_database
@click.pass_obj
def send(outer_url: str | None, send: str, once: bool, account_url: str | None) -> None:
    """Send what waits, until Ctrl-C. Several processes may do so at once: each SMS is sent by one of them."""
    from ivr.cli.sending import claims_of, sender_of
    from ivr.sending import Deliverer

    url = account_url or outer_url
    with _said_plainly():
        accounts, claims, sender = _accounts(url), claims_of(url), sender_of(send, default_journal())
        came = asyncio.run(_sent(Deliverer(accounts, claims, sender), sender, once=once))
    if came is not None:
        click.echo(f"{came.sent} sent, {came.later} to be tried again, {came.refused} given up")


@outbox.command(epilog=examples("ivr outbox again", "ivr outbox again --account-url sqlite:///try.sqlite3"))
@account_database
@click.pass_obj
def again(outer_url: str | None, account_url: str | None) -> None:
    """Let the SMS that were given up be tried again."""
    from ivr.cli.sending import claims_of

    url = account_url or outer_url
    with _said_plainly():
        let = claims_of(url).again()
        count = sum((message.id, message.at) in let for _, message in _accounts(url).outbox())
    click.echo(f"{count} to be tried again")


@outbox.command(epilog=examples("ivr outbox drop", "ivr outbox drop --account-url sqlite:///try.sqlite3"))
@account_database
@click.pass_obj
def drop(outer_url: str | None, account_url: str | None) -> None:
    """Remove the SMS that were given up: nobody will get them, and passwords in them are gone."""
    from ivr.cli.sending import claims_of

    url = account_url or outer_url
    with _said_plainly():
        accounts, claims = _accounts(url), claims_of(url)
        given_up = {key for key, delivery in claims.known().items() if delivery.gave_up is not None}
        gone = [message for _, message in accounts.outbox() if (message.id, message.at) in given_up]
        for message in gone:
            accounts.drop(message.id)
            claims.drop(message.id, message.at)
    click.echo(f"{len(gone)} removed")


async def _sent(deliverer: Any, sender: Any, *, once: bool) -> Round | None:
    """Send once, or until a signal."""
    from ivr.stopping import stopped_by_signals

    try:
        if once:
            came: Round = await deliverer.once()
            return came
        stop = asyncio.Event()
        with stopped_by_signals(stop.set):
            await deliverer.run(stop)
        return None
    finally:
        await sender.close()


def _accounts(url: str | None) -> Accounts:
    from ivr.account import open_accounts

    return open_accounts(url)


@contextmanager
def _said_plainly() -> Iterator[None]:
    """What is wrong with the databases ends the command with one line."""
    from ivr.account import AccountError
    from ivr.database import DatabaseError

    try:
        yield
    except (AccountError, DatabaseError) as error:
        raise Failed(str(error)) from None


def _time(moment: datetime | None) -> str | None:
    return None if moment is None else moment.astimezone(UTC).isoformat(timespec="seconds")


def _state(row: dict[str, Any]) -> str:
    if row["given_up"]:
        return f"given up at {row['given_up']} after {row['tries']} tries: {row['reason']}"
    if row["tries"]:
        return f"{row['tries']} tries, the next at {row['next']}: {row['reason'] or 'it is being sent'}"
    return "waits"
