"""Commands on the account store: show, seed, reset, outbox."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, Final

import click

from ivr.cli.group import examples
from ivr.cli.options import Failed, account_database, as_json
from ivr.cli.output import paint, print_json, print_table

if TYPE_CHECKING:
    from ivr.account import Accounts

MOST: Final = 10_000_000
"""The most subscribers that are made up: further numbers would not begin as a mobile telephone's do."""

LISTED: Final = 100
"""How many subscribers are listed when nobody says how many."""


@click.group(
    epilog=examples(
        "ivr account seed",
        "ivr account show",
        "ivr account show +79221234567 --json",
        "ivr account reset +79221234567",
    )
)
def account() -> None:
    """Look at and prepare the subscribers of the account store.

    The store is a file in your user data folder unless --account-url (or IVR_ACCOUNT_URL) names another database.
    """


@contextmanager
def _accounts(url: str | None) -> Iterator[Accounts]:
    """The store; what is wrong with it ends the command with one line."""
    from ivr.account import AccountError, open_accounts

    try:
        yield open_accounts(url)
    except AccountError as error:
        raise Failed(str(error)) from None


@account.command(
    epilog=examples("ivr account show", "ivr account show +79221234567", "ivr account show 89221234567 --json")
)
@click.argument("number", required=False)
@click.option("--most", metavar="N", type=click.IntRange(1), default=LISTED, show_default=True, help="List N at most.")
@account_database
@as_json
def show(number: str | None, most: int, account_url: str | None, as_json: bool) -> None:
    """Show the subscriber with NUMBER; without one, list the first of them. Passwords are never shown."""
    from ivr.account.facts import show as facts_of

    now = datetime.now(UTC)
    with _accounts(account_url) as accounts:
        if number is not None:
            facts = facts_of(accounts, number, now)
            if as_json:
                print_json(facts)
            else:
                print_table(("fact", "value"), ((name, _shown(value)) for name, value in facts.items()))
            return
        with accounts.reading() as ledger:
            numbers = ledger.numbers()
        everybody = [facts_of(accounts, each, now) for each in numbers[:most]]
    if as_json:
        print_json(everybody)
    elif not everybody:
        click.echo("there are no subscribers yet: `ivr account seed` adds some to try with")
    else:
        print_table(
            ("number", "kind", ">balance", "tariff", "services", "state"),
            (
                (
                    facts["number"],
                    facts["kind"],
                    f"{facts['balance']:.2f}",
                    facts["tariff"],
                    ", ".join(facts["options"]),
                    _state(facts),
                )
                for facts in everybody
            ),
        )
    if len(numbers) > most:
        click.echo(f"and {len(numbers) - most:,} more: --most lists so many, NUMBER one of them", err=True)


@account.command(
    epilog=examples(
        "ivr account seed",
        "ivr account seed --account-url sqlite:///try.sqlite3",
        "ivr account seed --subscribers 100000 --seed 7",
    )
)
@click.option(
    "--subscribers",
    metavar="N",
    type=click.IntRange(1, MOST),
    help="Add N made-up subscribers instead, with families, companies, money and services. Those who are there already "
    "stay as they are, so an interrupted command goes on when it is given again. All have the password 4321, and one "
    "hash of it: hashing it for each would take longer than all the rest.",
)
@click.option("--seed", "chance", metavar="N", type=int, help="Make up others than by default; one N, the same people.")
@account_database
def seed(subscribers: int | None, chance: int | None, account_url: str | None) -> None:
    """Add the demonstration subscribers that are not there yet, or many others to try load with."""
    from ivr.account import demo

    if chance is not None and subscribers is None:
        raise click.UsageError("--seed goes with --subscribers: the demonstration subscribers are always the same.")
    with _accounts(account_url) as accounts:
        if subscribers is not None:
            _populate(accounts, subscribers, chance or 0)
            return
        added = demo.seed(accounts, datetime.now(UTC))
    if not added:
        click.echo(f"all {len(demo.DEMO)} demonstration subscribers are there already")
        return
    for number in added:
        click.echo(number)
    click.echo(f"{len(added)} added; the password of each is {demo.PASSWORD}", err=True)


def _populate(accounts: Accounts, count: int, chance: int) -> None:
    from ivr.account import demo
    from ivr.account.people import number
    from ivr.account.population import populate

    hashed, start = accounts.passwords.hash(demo.PASSWORD), time.monotonic()
    added = there = 0
    try:
        with _bar(count) as advance:
            for fresh, old in populate(accounts, count, seed=chance, hashed=hashed, now=datetime.now(UTC)):
                added, there = added + fresh, there + old
                advance(fresh + old)
    except KeyboardInterrupt:
        raise Failed(f"interrupted: {added + there:,} of {count:,} are there; the same command goes on") from None
    known = f", {there:,} were there already" if there else ""
    click.echo(f"{number(0)} to {number(count - 1)}: {added:,} added in {time.monotonic() - start:.1f} s{known}")


@contextmanager
def _bar(count: int) -> Iterator[Callable[[int], None]]:
    """A progress bar where somebody looks; what moves it on."""
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    console = Console(stderr=True)
    columns = (TextColumn("subscribers"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=console, disable=not console.is_terminal, transient=True) as progress:
        task = progress.add_task("subscribers", total=count)
        yield lambda done: progress.advance(task, done)


@account.command(
    epilog=examples("ivr account reset +79221234567", "ivr account reset 89221234567", "ivr account reset --all")
)
@click.argument("number", required=False)
@click.option("--all", "everybody", is_flag=True, help="Reset every demonstration subscriber.")
@account_database
def reset(number: str | None, everybody: bool, account_url: str | None) -> None:
    """Make the demonstration subscriber with NUMBER what it was at first."""
    from ivr.account import demo

    if everybody == (number is not None):
        raise click.UsageError("Name one NUMBER, or give --all.")
    with _accounts(account_url) as accounts:
        for each in demo.DEMO if number is None else (number,):
            demo.reset(accounts, each, datetime.now(UTC))
    click.echo(f"{number or 'all demonstration subscribers'}: as at first")


@account.command(epilog=examples("ivr account outbox", "ivr account outbox +79221234567 --deliver"))
@click.argument("number", required=False)
@click.option("--deliver", is_flag=True, help="Deliver them: show secret texts as well, and empty the outbox.")
@account_database
@as_json
def outbox(number: str | None, deliver: bool, account_url: str | None, as_json: bool) -> None:
    """List the SMS that wait to be delivered, to NUMBER or to everybody. Texts that hold a password are masked."""
    from ivr.secret import MASK

    with _accounts(account_url) as accounts:
        waiting = accounts.outbox(number)
        if deliver:
            for _, message in waiting:
                accounts.delivered(message.id, datetime.now(UTC))
    rows = [
        {
            "number": to,
            "at": message.at.isoformat(timespec="seconds"),
            "text": message.text if deliver or not message.secret else MASK,
        }
        for to, message in waiting
    ]
    if as_json:
        print_json(rows)
    elif not rows:
        click.echo("the outbox is empty")
    for row in () if as_json else rows:
        click.echo(f"{row['at']}  {paint(row['number'], bold=True)}  {row['text']}")


def _shown(value: Any) -> str:
    if isinstance(value, dict):
        return ", ".join(f"{name} {_shown(item)}" for name, item in value.items())
    if isinstance(value, list):
        return "; ".join(_shown(item) for item in value) or "-"
    if isinstance(value, bool):
        return "yes" if value else "no"
    return "-" if value is None else str(value)


def _state(facts: dict[str, Any]) -> str:
    known = (
        (facts["blocked"], f"blocked for {facts['blocked']} days"),
        (facts["locked"], "password locked"),
        (facts["promised_payment"], "promised payment"),
        (facts["trust_credit"], "credit of trust"),
    )
    return ", ".join(text for holds, text in known if holds)
