"""Commands on journals: replay, report."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from ivr.cli.group import examples
from ivr.cli.journal_reading import Services, files, journals, open_store
from ivr.cli.options import Failed, ServiceName, as_json, default_journal, journal_url
from ivr.cli.output import counted, heading, paint, print_json, print_table

if TYPE_CHECKING:
    from ivr.journal import Difference, Journal, Report


@click.command(
    epilog=examples(
        "ivr replay journal/2026-03-02/call-1.jsonl",
        "ivr replay *.jsonl --service menus/0505 --other-version",
        "ivr replay call-1.jsonl --transcript",
    )
)
@click.argument("calls", metavar="FILE...", nargs=-1, required=True)
@journal_url
@click.option(
    "--service", type=ServiceName(), help="The service that was called; else found where it stood, or by its name."
)
@click.option("--other-version", is_flag=True, help="Replay on another version of the menu, and tell what differs.")
@click.option("--transcript", "show", is_flag=True, help="Print what was said and pressed.")
@as_json
@click.pass_context
def replay(
    ctx: click.Context,
    *,
    calls: tuple[str, ...],
    journal_url: str | None,
    service: Path | None,
    other_version: bool,
    show: bool,
    as_json: bool,
) -> None:
    """Hold journalled calls again, in virtual time, and tell where they go another way than they went.

    FILE is a journal, a folder of them, or with --journal-url the name of a call in that database. A call that cannot
    be held again is left out and told.

    No account is touched and no secret is needed. Exit code: 0 every call went the same way, 1 one did not or was
    left out.
    """
    from ivr.journal import JournalError, OtherVersion
    from ivr.journal import replay as again
    from ivr.testing.transcript import lines

    services = Services(service)
    told: list[dict[str, Any]] = []
    for name, read in journals(calls, journal_url):
        try:
            journal = read()
            result = again(journal, services.of(journal), other_version=other_version)
        except JournalError as error:
            hint = "; --other-version replays it all the same" if isinstance(error, OtherVersion) else ""
            told.append({"file": name, "same": None, "left_out": str(error)})
            click.echo(f"{name}: left out: {error}{hint}", err=True)
            continue
        told.append({"file": name, "same": result.same, "differences": len(result.differences)})
        if as_json:
            continue
        if show:
            heading(name, first=len(told) == 1)
            for line in lines(journal.records):
                click.echo(line)
        verdict = paint("the same", fg="green") if result.same else paint("differs", fg="red")
        click.echo(f"{name}: {verdict} ({len(result.steps)} events)")
        for difference in result.differences:
            _show_difference(name, difference)
    if as_json:
        print_json(told)
    elif len(told) > 1:
        click.echo(_sum([each["same"] for each in told]))
    ctx.exit(0 if all(each["same"] for each in told) else 1)


def _sum(verdicts: list[bool | None]) -> str:
    """How many calls went which way; a verdict of None is a call that was left out."""
    named = ((True, "the same"), (False, "different"), (None, "left out"))
    parts = [f"{verdicts.count(verdict)} {name}" for verdict, name in named if verdict in verdicts]
    return f"{counted(len(verdicts), 'call')}: {', '.join(parts)}"


def _show_difference(file: str, difference: Difference) -> None:
    click.echo(f"{file}:{difference.record}: at {difference.t:.1f} s {_short(difference.event)}")
    for mark, effects in (("then", difference.then), ("now", difference.now)):
        for effect in effects:
            click.echo(paint(f"  {mark:4} {_short(effect)}", dim=mark == "then"))


def _short(record: dict[str, Any]) -> str:
    [(name, values)] = record.items()
    if name == "Say":
        return f"says «{' '.join(part['text'] for part in values['utterances'])}»"
    return f"{name} {json.dumps(values, ensure_ascii=False)}" if values else name


@click.command(
    epilog=examples(
        "ivr report",
        "ivr report journal/2026-03-02 --service clinic",
        "ivr report --journal-url sqlite:///calls.sqlite3",
    )
)
@click.argument("folder", required=False, metavar="[DIR]", type=click.Path(exists=True, path_type=Path))
@journal_url
@click.option("--service", metavar="NAME", help="Only the calls to the service of this name.")
@as_json
def report(folder: Path | None, journal_url: str | None, service: str | None, as_json: bool) -> None:
    """Tell where callers go, fail and leave: from the journals in DIR, in a database, or else from your own.

    Each service is counted by itself.
    """
    from ivr.journal import reports

    if folder is not None and journal_url is not None:
        raise click.UsageError("a folder and --journal-url do not go together.")
    place: object = folder or default_journal()
    if journal_url is None:
        found = reports(_readable(folder or default_journal()))
    else:
        place, store = "that database", open_store(journal_url)
        found = reports(store.read(call) for call in store.calls())
    if service is not None and found:
        if service not in found:
            raise Failed(f"there are no calls to {service} in {place}, only to {', '.join(found)}")
        found = {service: found[service]}
    if as_json:
        calls = sum(each.calls for each in found.values())
        print_json({"calls": calls, "services": {name: each.to_dict() for name, each in found.items()}})
    elif not found:
        click.echo(f"there are no journals in {place}")
    else:
        for name, each in found.items():
            title = f"{name}: {counted(each.calls, 'call')}, median length {each.median_seconds:.1f} s"
            click.echo(paint(title, bold=True) + "\n")
            _show_report(each)


def _show_report(found: Report) -> None:
    print_table(("how calls ended", ">calls"), found.ends.most_common())
    nodes = sorted(found.nodes.items(), key=lambda item: -item[1].entered)
    print_table(
        ("node", ">entered", ">failed", ">left", "outcomes"),
        (
            (
                name,
                node.entered,
                node.failures or "",
                node.left or "",
                ", ".join(f"{outcome} {times}" for outcome, times in node.outcomes.most_common(4)),
            )
            for name, node in nodes
        ),
    )
    print_table(("path", ">calls"), found.paths.most_common(10))
    print_table(("faults of the service", ">times"), found.troubles.most_common())


def _readable(folder: Path) -> Iterator[Journal]:
    from ivr.journal import JournalError, read_file

    for file in files((folder,)) if folder.exists() else ():
        try:
            yield read_file(file)
        except JournalError as error:
            click.echo(f"left out: {error}", err=True)
