"""``ivr call``: a call to a service, in the terminal, by given keys, or by a script."""

from __future__ import annotations

import contextlib
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import click

from ivr.cli.call_accounts import accounts_of, asked_at
from ivr.cli.call_journals import JournalWanted, recorder
from ivr.cli.call_sound import SoundWanted, opening, recording_of, sound_options
from ivr.cli.group import examples
from ivr.cli.options import (
    PhoneNumber,
    WrongUse,
    account_url,
    journal_url,
    load_or_fail,
    service_argument,
)
from ivr.cli.output import colour, print_json, write_lines
from ivr.cli.piped import piped_keys

if TYPE_CHECKING:
    from ivr.call import Listener
    from ivr.dialog import Program
    from ivr.dialog.events import Dialled
    from ivr.holding import MakeSound
    from ivr.keyed import Sound
    from ivr.menu.model import Service

CALLER: Final = "+79221234567"
"""Who calls unless told otherwise: a subscriber of the demo accounts."""

FAST: Final = 0.0
"""Pace of the speech with ``--fast``."""

SAME_MOMENT: Final = "2026-03-02T12:00"
"""When calls without a terminal are made, local to the service: they print the same each time."""

SHOWN: Final = {"0505": ",1,#,1,"}
"""By dialled number, the keys of the call that is held without a terminal: the balance, once more, the packages."""


@click.command(
    epilog=examples(
        "ivr call",
        r"printf '1\n5\n' | ivr call",
        'ivr call 0505 --keys "1 1 ~2.5 #" --record call.wav',
        "ivr call 0505 --to 0501 --from +79220000008 --transcript call.txt",
    )
)
@service_argument
@click.option(
    "--from", "caller", type=PhoneNumber(), default=CALLER, show_default=True, metavar="NUMBER", help="Who calls."
)
@click.option("--to", "called", metavar="NUMBER", help="The number dialled; the service's first if not given.")
@click.option("--lang", "language", metavar="LANG", help="Language of the call; the service's first if not given.")
@click.option(
    "--keys",
    metavar="KEYS",
    help="Press these keys, in no time: a space waits until the service listens, a comma hears out what it says, ~2.5 "
    "waits seconds, keys with nothing between them are pressed at once.",
)
@click.option(
    "--steps",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="Hold the calls of a call script, on a fresh account each.",
)
@click.option("--transcript", type=click.Path(dir_okay=False, path_type=Path), help="Write the transcript to a file.")
@account_url
@click.option(
    "--journal",
    type=click.Path(file_okay=False, path_type=Path),
    help="Folder to write the journal in; from a terminal one in your user data folder, if not given.",
)
@journal_url
@click.option("--no-journal", is_flag=True, help="Write no journal.")
@click.option("--fast", is_flag=True, help="Show prompts at once, not in the time they would be spoken.")
@click.option(
    "--transfer",
    type=click.Choice(["connected", "busy", "no_answer", "failed"]),
    default="connected",
    show_default=True,
    help="How simulated transfers end.",
)
@sound_options
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
    journal_url: str | None,
    no_journal: bool,
    fast: bool,
    transfer: str,
    sound: SoundWanted,
    as_json: bool,
) -> None:
    """Call SERVICE (0505 if not given): hear it and speak to it, or read what it says; press its keys.

    Without a terminal the keys are read from a pipe, a line after each prompt; where nothing is in it (on a build
    server) a short scripted call is held. Calls by --keys, by --steps and without a terminal go by virtual time and
    change nothing: unless --account-url names a database, they have accounts of their own, the same each time.
    """
    if steps is not None and sound.record is not None:
        raise click.UsageError("--steps holds many calls, and --record writes one: they do not go together.")
    if keys is not None and steps is not None:
        raise click.UsageError("--keys and --steps do not go together.")
    if no_journal and journal is not None:
        raise click.UsageError("--journal and --no-journal do not go together.")
    loaded = load_or_fail(service)
    if steps is not None:
        from ivr.cli.call_scripts import hold_scripts

        hold_scripts(loaded, steps, transcript, account_url=account_url, as_json=as_json)
        return
    loaded = asked_at(loaded, account_url)
    by_keys = None if keys is None else _acts(keys)
    in_terminal = by_keys is None and not as_json and sys.stdin.isatty() and sys.stdout.isatty()
    dialled = _dialled(loaded, caller, called, language)
    kept = JournalWanted.of(journal, journal_url, none=no_journal, in_terminal=in_terminal)
    if not in_terminal and account_url is None:
        dialled = _always_the_same(loaded, dialled, journalled=bool(kept))
    from ivr.dialog import Program

    program = Program(loaded)
    account = accounts_of(loaded, account_url, None if in_terminal else dialled.at)
    steps_taken: list[Any] = []
    with contextlib.ExitStack() as stack:
        listeners: list[Listener] = [lambda *step: steps_taken.append(step)]
        if kept:
            listeners.append(recorder(loaded, service, dialled, kept, stack))
        if in_terminal:
            stack.callback(_write_transcript, loaded, steps_taken, transcript)
            _in_terminal(
                sound=stack.enter_context(opening(loaded, sound)),
                program=program,
                dialled=dialled,
                account=account,
                listeners=listeners,
                fast=fast,
                transfer=transfer,
            )
            return
        _in_virtual_time(
            sound=stack.enter_context(recording_of(loaded, sound)),
            program=program,
            dialled=dialled,
            acts=by_keys,
            account=account(),
            listeners=listeners,
            transfer=transfer,
            quiet=as_json,
        )
    _write_transcript(loaded, steps_taken, transcript)
    from ivr.testing.transcript import told

    happened = told(loaded, steps_taken)
    if as_json:
        transcribed = [each.to_dict() for each in happened]
        print_json({"service": loaded.name, "menu": loaded.version, "call": dialled.call_id, "transcript": transcribed})
    else:
        click.echo("\n".join(map(str, happened)))


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


def _acts(keys: str, whence: str = "--keys") -> Sequence[Any]:
    from ivr.keyed import KeysError, parse

    try:
        return parse(keys)
    except KeysError as error:
        raise WrongUse(f"{whence}: {error}") from None


def _always_the_same(service: Service, dialled: Dialled, *, journalled: bool) -> Dialled:
    """The call at the same moment each time, and with the same name unless it is journalled beside others."""
    from dataclasses import replace
    from datetime import datetime
    from zoneinfo import ZoneInfo

    at = datetime.fromisoformat(SAME_MOMENT).replace(tzinfo=ZoneInfo(service.timezone))
    return replace(dialled, at=at, call_id=dialled.call_id if journalled else "call-1")


# holding it


def _in_terminal(
    *,
    program: Program,
    dialled: Dialled,
    account: Callable[[], Any],
    listeners: Sequence[Listener],
    fast: bool,
    transfer: str,
    sound: MakeSound | None,
) -> None:
    from ivr.channels.terminal.keyboard import can_read_strokes
    from ivr.holding import Manner, in_terminal

    manner = Manner(FAST if fast else 1.0, colour(), can_read_strokes(), transfer)
    in_terminal(program, dialled, account=account, listeners=listeners, manner=manner, sound=sound)


def _in_virtual_time(
    *,
    program: Program,
    dialled: Dialled,
    acts: Sequence[Any] | None,
    account: Any,
    listeners: Sequence[Listener],
    transfer: str,
    quiet: bool,
    sound: Sound | None,
) -> None:
    from ivr.keyed import hold, parse

    if acts is None and (piped := piped_keys()) is not None:
        acts = _acts(piped, "the keys in the pipe")
    elif acts is None:
        keys = _shown(program.service, dialled.called)
        if not quiet:
            pressed = " ".join(keys.replace(",", " ").split())
            click.echo(f"No terminal here, so this is a scripted call: the keys are {pressed or 'none'}.\n")
        acts = parse(keys)
    held = hold(program, dialled, acts, account=account, transfer_ends=transfer, listeners=listeners, sound=sound)
    if held.not_pressed:
        click.echo(f"The call was over before these keys: {held.not_pressed}", err=True)


def _shown(service: Service, called: str) -> str:
    """The keys of a call that shows something: those of the first function that is reached by keys alone."""
    if service.name in SHOWN and called == service.name:
        return SHOWN[called]
    from ivr.menu.paths import functions

    for function in functions(service, timed=False):
        if function.number == called and all(set(key) <= set("0123456789*#") for key in function.keys):
            return "".join(f",{key}" for key in function.keys)
    return ""


# the transcript


def _write_transcript(service: Service, steps: Sequence[Any], file: Path | None) -> None:
    from ivr.testing.transcript import transcript

    if file is not None:
        write_lines(file, transcript(service, steps))
