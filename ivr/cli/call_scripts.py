"""``ivr call --steps``: the calls of a script, with their transcripts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from ivr.cli.call_accounts import accounts_of
from ivr.cli.options import Failed, WrongUse
from ivr.cli.output import print_json, write_lines

if TYPE_CHECKING:
    from ivr.menu.model import Service
    from ivr.testing.account import OpenAccount, Subscribers
    from ivr.testing.playing import Result
    from ivr.testing.transcript import Told


def hold_scripts(
    service: Service, steps: Path, transcript: Path | None, *, account_url: str | None, as_json: bool
) -> None:
    """Hold the calls of a script and print their transcripts. Ends the command when one does not go as written."""
    from ivr.testing.caller import Caller
    from ivr.testing.playing import play
    from ivr.testing.reading import read_scripts
    from ivr.testing.subject import Subject

    class Watched(Subject):
        """Keeps its callers, for their transcripts."""

        def __init__(self, service: Service, account: OpenAccount | None) -> None:
            super().__init__(service, account=account)
            self.callers: list[Caller] = []

        def caller(self, **options: Any) -> Caller:
            self.callers.append(super().caller(**options))
            return self.callers[-1]

    scripts, found = read_scripts(steps)
    faults = list(found)
    subject = Watched(service, _named(service, account_url) if account_url is not None else None)
    for script in scripts:
        faults += list(subject.names.faults(script))
    if faults:
        for fault in faults:
            click.echo(fault.render(), err=True)
        raise Failed(f"{steps} cannot be played")
    results = [play(script, subject) for script in scripts]
    told = [caller.told() for caller in subject.callers]
    if as_json:
        transcripts = [[line.to_dict() for line in lines] for lines in told]
        print_json([each.to_dict() | {"transcript": lines} for each, lines in zip(results, transcripts, strict=True)])
    else:
        click.echo("\n".join(_transcripts(results, told)))
    for result in results:
        for failure in result.failures:
            click.echo(str(failure), err=True)
    if transcript is not None:
        write_lines(transcript, _transcripts(results, told))
    if not all(result.passed for result in results):
        raise Failed(f"{steps}: the call did not go as written")


def _transcripts(results: Sequence[Result], told: Sequence[Sequence[Told]]) -> list[str]:
    """The transcripts of calls, each below its name where there are several."""
    found: list[str] = []
    for result, lines in zip(results, told, strict=True):
        if len(told) > 1:
            found += ["", result.script.name] if found else [result.script.name]
        found += map(str, lines)
    return found


def _named(service: Service, url: str) -> OpenAccount:
    """The accounts of a database, for every call of a script: what a script says of a subscriber is written there."""
    from ivr.account import Accounts, UnknownSubscriber, facts

    accounts = accounts_of(service, url, None)()
    if not isinstance(accounts, Accounts):
        raise WrongUse(f"scripts cannot prepare the accounts of the service {service.name}: leave --account-url out")

    class Named:
        """The accounts, as a script prepares them and looks at them."""

        def __init__(self, subscribers: Subscribers, now: datetime) -> None:
            self.system: Accounts = accounts
            for number, what in subscribers.items():
                if what:
                    facts.prepare(accounts, number, what, now)

        def show(self, number: str, now: datetime) -> Mapping[str, Any]:
            try:
                return facts.show(accounts, number, now)
            except UnknownSubscriber:
                return {}

        def messages(self, number: str) -> Sequence[str]:
            return [message.text for _, message in accounts.outbox(number)]

        def close(self) -> None:
            """The accounts stay."""

    return Named
