"""``ivr call``: a call to a service, in the terminal, by given keys, or by a script."""

from __future__ import annotations

import contextlib
import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import click

from ivr.cli.group import examples
from ivr.cli.options import Failed, WrongUse, account_url, load_or_fail, service_argument
from ivr.cli.output import colour, print_json

if TYPE_CHECKING:
    from ivr.call import Listener
    from ivr.dialog import Program
    from ivr.dialog.events import Dialled
    from ivr.menu.model import Service

CALLER: Final = "+79221234567"
"""Who calls unless told otherwise: a subscriber of the demo accounts."""

FAST: Final = 0.1
"""Pace of the speech with ``--fast``."""


@click.command(
    epilog=examples(
        "ivr call",
        "ivr call clinic/ --lang en --fast",
        'ivr call 0505 --keys "1 1 ~2.5 #"',
        "ivr call 0505 --to 0501 --from +79221234568 --transcript call.txt",
    )
)
@service_argument
@click.option("--from", "caller", default=CALLER, show_default=True, metavar="NUMBER", help="Who calls.")
@click.option("--to", "called", metavar="NUMBER", help="The number dialled; the service's first if not given.")
@click.option("--lang", "language", metavar="LANG", help="Language of the call; the service's first if not given.")
@click.option(
    "--keys",
    metavar="KEYS",
    help="Press these keys, without waiting in real time: a space waits until the service listens, ~2.5 waits seconds, "
    "keys without a space between them are pressed at once.",
)
@click.option(
    "--steps",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="Hold the calls of a call script, on a fresh account each.",
)
@click.option("--transcript", type=click.Path(dir_okay=False, path_type=Path), help="Write the transcript to a file.")
@account_url
@click.option("--journal", type=click.Path(file_okay=False, path_type=Path), help="Folder to write the journal in.")
@click.option("--fast", is_flag=True, help="Show prompts faster than they would be spoken.")
@click.option(
    "--transfer",
    type=click.Choice(["connected", "busy", "no_answer", "failed"]),
    default="connected",
    show_default=True,
    help="How simulated transfers end.",
)
@click.option("--json", "as_json", is_flag=True, help="Print the transcript as JSON, for programs.")
def call(
    *,
    service: Path,
    caller: str,
    called: str | None,
    language: str | None,
    keys: str | None,
    steps: Path | None,
    transcript: Path | None,
    account_url: str | None,
    journal: Path | None,
    fast: bool,
    transfer: str,
    as_json: bool,
) -> None:
    """Call SERVICE (0505 if not given) from this terminal: press its keys, read what it says.

    Without a terminal (in a pipe, on a build server) a short call is held by the keys of the service's first function.
    """
    if keys is not None and steps is not None:
        raise click.UsageError("--keys and --steps do not go together.")
    loaded = load_or_fail(service)
    if steps is not None:
        _by_script(loaded, steps, transcript, as_json)
        return
    dialled = _dialled(loaded, caller, called, language)
    by_keys = None if keys is None else _acts(keys)
    in_terminal = by_keys is None and not as_json and sys.stdin.isatty() and sys.stdout.isatty()
    from ivr.dialog import Program

    program = Program(loaded)
    account = _account(loaded, account_url)
    steps_taken: list[Any] = []
    with contextlib.ExitStack() as stack:
        listeners: list[Listener] = [lambda *step: steps_taken.append(step)]
        if journal is not None:
            listeners.append(_recorder(loaded, dialled, journal, stack))
        if in_terminal:
            stack.callback(_write_transcript, loaded, steps_taken, transcript)
            _in_terminal(
                program=program,
                dialled=dialled,
                account=account,
                listeners=listeners,
                fast=fast,
                transfer=transfer,
            )
            return
        _in_virtual_time(
            program=program,
            dialled=dialled,
            acts=by_keys,
            account=account,
            listeners=listeners,
            transfer=transfer,
            quiet=as_json,
        )
    _write_transcript(loaded, steps_taken, transcript)
    lines = _transcript(loaded, steps_taken)
    if as_json:
        print_json({"service": loaded.name, "menu": loaded.version, "call": dialled.call_id, "transcript": lines})
    else:
        click.echo("\n".join(lines))


# what a call is made of


def _dialled(service: Service, caller: str, called: str | None, language: str | None) -> Dialled:
    import secrets
    from datetime import datetime

    from ivr.dialog.events import Dialled

    if called is not None and called not in service.numbers:
        raise WrongUse(f"nobody answers {called}; the service's numbers are {', '.join(service.numbers)}")
    if language is not None and language not in service.languages:
        raise WrongUse(f"the service speaks {', '.join(service.languages)}, not {language!r}")
    at = datetime.now().astimezone()
    name = f"{at:%Y%m%d-%H%M%S}-{secrets.token_hex(3)}"
    return Dialled(name, caller, called or next(iter(service.numbers)), at, language)


def _acts(keys: str) -> Sequence[Any]:
    from ivr.keyed import KeysError, parse

    try:
        return parse(keys)
    except KeysError as error:
        raise WrongUse(f"--keys: {error}") from None


def _account(service: Service, url: str | None) -> Any:
    """The account system that the service's actions work on, if they work on one."""
    opening = service.actions.open_account
    if opening is None:
        if url is not None:
            raise WrongUse(f"the service {service.name} has no account system to open by a URL")
        return None
    try:
        accounts = opening(url)
    except Exception as error:
        raise WrongUse(f"the accounts cannot be opened: {error}") from None
    if url is None:
        _seed(accounts)
    return accounts


def _seed(accounts: Any) -> None:
    """Somebody to call as, in the user's own store."""
    from datetime import datetime

    from ivr.account import Accounts
    from ivr.account.demo import seed

    if isinstance(accounts, Accounts):
        seed(accounts, datetime.now().astimezone())


def _recorder(service: Service, dialled: Dialled, folder: Path, stack: contextlib.ExitStack) -> Listener:
    from ivr.journal import JournalFiles, Recorder

    recorder = Recorder(service, [JournalFiles(folder).sink(dialled.call_id, dialled.at)])
    stack.callback(recorder.close)
    return recorder


# holding it


def _in_terminal(
    *, program: Program, dialled: Dialled, account: Any, listeners: Sequence[Listener], fast: bool, transfer: str
) -> None:
    from ivr.channels.terminal.keyboard import can_read_strokes
    from ivr.holding import Manner, arriving, in_terminal

    manner = Manner(FAST if fast else 1.0, colour(), can_read_strokes(), transfer)
    messages = (lambda: arriving(account, dialled.caller)) if hasattr(account, "outbox") else tuple
    in_terminal(program, dialled, account=account, messages=messages, listeners=listeners, manner=manner)


def _in_virtual_time(
    *,
    program: Program,
    dialled: Dialled,
    acts: Sequence[Any] | None,
    account: Any,
    listeners: Sequence[Listener],
    transfer: str,
    quiet: bool,
) -> None:
    from ivr.keyed import hold, parse

    if acts is None:
        keys = _first_function(program.service, dialled.called)
        if not quiet:
            click.echo(f"No terminal here, so this is a scripted call: the keys are {keys or 'none'}.\n")
        acts = parse(keys)
    held = hold(program, dialled, acts, account=account, transfer_ends=transfer, listeners=listeners)
    if held.not_pressed:
        click.echo(f"The call was over before these keys: {held.not_pressed}", err=True)


def _first_function(service: Service, called: str) -> str:
    """The keys of the first function that is reached by keys alone."""
    from ivr.menu.paths import functions

    for function in functions(service, timed=False):
        if function.number == called and all(set(key) <= set("0123456789*#") for key in function.keys):
            return " ".join(function.keys)
    return ""


def _by_script(service: Service, steps: Path, transcript: Path | None, as_json: bool) -> None:
    from ivr.testing.caller import Caller
    from ivr.testing.playing import play
    from ivr.testing.reading import read_scripts
    from ivr.testing.subject import Subject

    class Watched(Subject):
        """Keeps its callers, for their transcripts."""

        def __init__(self, service: Service) -> None:
            super().__init__(service)
            self.callers: list[Caller] = []

        def caller(self, **options: Any) -> Caller:
            self.callers.append(super().caller(**options))
            return self.callers[-1]

    scripts, found = read_scripts(steps)
    faults = list(found)
    subject = Watched(service)
    for script in scripts:
        faults += list(subject.names.faults(script))
    if faults:
        for fault in faults:
            click.echo(fault.render(), err=True)
        raise Failed(f"{steps} cannot be played")
    results = [play(script, subject) for script in scripts]
    told = [caller.transcript() for caller in subject.callers]
    if as_json:
        print_json([result.to_dict() | {"transcript": lines} for result, lines in zip(results, told, strict=True)])
    else:
        click.echo("\n\n".join("\n".join(lines) for lines in told))
    for result in results:
        for failure in result.failures:
            click.echo(str(failure), err=True)
    if transcript is not None:
        _write(transcript, [line for lines in told for line in lines])
    if not all(result.passed for result in results):
        raise Failed(f"{steps}: the call did not go as written")


# the transcript


def _transcript(service: Service, steps: Sequence[Any]) -> list[str]:
    from ivr.testing.transcript import transcript

    return transcript(service, steps)


def _write_transcript(service: Service, steps: Sequence[Any], file: Path | None) -> None:
    if file is not None:
        _write(file, _transcript(service, steps))


def _write(file: Path, lines: Sequence[str]) -> None:
    try:
        file.write_text("\n".join(lines) + "\n", encoding="utf-8")
    except OSError as error:
        raise Failed(f"cannot write {file}: {error.strerror or os.strerror(error.errno or 0)}") from None
