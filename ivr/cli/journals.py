"""Commands on journals: replay, report."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from ivr.cli.group import examples
from ivr.cli.options import Failed, ServiceName, WrongUse, as_json, default_journal, journal_url, load_or_fail
from ivr.cli.output import paint, print_json, print_table

if TYPE_CHECKING:
    from ivr.journal import Difference, Journal
    from ivr.journal.store import JournalStore
    from ivr.menu.model import Service


@click.command(
    epilog=examples(
        "ivr replay journal/2026-03-02/call-1.jsonl",
        "ivr replay *.jsonl --service menus/0505 --other-version",
        "ivr replay call-1.jsonl --transcript",
    )
)
@click.argument("calls", metavar="FILE...", nargs=-1, required=True)
@journal_url
@click.option("--service", type=ServiceName(), help="The service that was called; else found by its name.")
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

    FILE is a journal, a folder of them, or with --journal-url the name of a call in that database.

    No account is touched and no secret is needed. Exit code: 0 every call went the same way, 1 one did not.
    """
    from ivr.journal import JournalError
    from ivr.journal import replay as again
    from ivr.testing.transcript import lines

    services: dict[Path, Service] = {}
    told: list[dict[str, Any]] = []
    for file, journal in _journals(calls, journal_url):
        path = service or _service_of(journal, file)
        if path not in services:
            services[path] = load_or_fail(path)
        try:
            result = again(journal, services[path], other_version=other_version)
        except JournalError as error:
            raise Failed(f"{file}: {error}; --other-version replays it all the same") from None
        told.append({"file": file, "same": result.same, "differences": len(result.differences)})
        if as_json:
            continue
        if show:
            for line in lines(journal.records):
                click.echo(line)
        verdict = paint("the same", fg="green") if result.same else paint("differs", fg="red")
        click.echo(f"{file}: {verdict} ({len(result.steps)} events)")
        for difference in result.differences:
            _show_difference(file, difference)
    if as_json:
        print_json(told)
    ctx.exit(0 if all(each["same"] for each in told) else 1)


def _journals(calls: tuple[str, ...], url: str | None) -> Iterator[tuple[str, Journal]]:
    """Each journal with the name it is shown by: its file, or its call when it comes from a database."""
    from ivr.journal import JournalError

    if url is None:
        for file in _files(Path(call) for call in calls):
            yield str(file), _read(file)
        return
    store = _store(url)
    for call in calls:
        try:
            yield call, store.read(call)
        except JournalError as error:
            raise Failed(str(error)) from None


def _store(url: str) -> JournalStore:
    from ivr.journal import JournalError
    from ivr.journal.store import JournalStore

    try:
        return JournalStore.open(url)
    except JournalError as error:
        raise WrongUse(str(error)) from None


def _files(paths: Iterable[Path]) -> Iterator[Path]:
    from ivr.journal import JournalFiles

    for path in paths:
        if path.is_dir():
            yield from JournalFiles(path)
        elif path.exists():
            yield path
        else:
            raise WrongUse(f"there is no journal {path}; a call in a database is named beside --journal-url")


def _read(file: Path) -> Journal:
    from ivr.journal import JournalError, read_file

    try:
        return read_file(file)
    except JournalError as error:
        raise Failed(str(error)) from None


def _service_of(journal: Journal, file: str) -> Path:
    from ivr.services import ServiceNotFound, find

    try:
        return find(journal.head.service)
    except ServiceNotFound:
        raise WrongUse(
            f"{file} is a call to the service {journal.head.service}: name its path with --service"
        ) from None


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
    epilog=examples("ivr report", "ivr report journal/2026-03-02", "ivr report --journal-url sqlite:///calls.sqlite3")
)
@click.argument("folder", required=False, metavar="[DIR]", type=click.Path(exists=True, path_type=Path))
@journal_url
@as_json
def report(folder: Path | None, journal_url: str | None, as_json: bool) -> None:
    """Tell where callers go, fail and leave: from the journals in DIR, in a database, or else from your own."""
    from ivr.journal import report as count

    if folder is not None and journal_url is not None:
        raise click.UsageError("a folder and --journal-url do not go together.")
    place: object = folder or default_journal()
    if journal_url is None:
        result = count(_readable(folder or default_journal()))
    else:
        place, store = "that database", _store(journal_url)
        result = count(store.read(call) for call in store.calls())
    if as_json:
        print_json(result.to_dict())
        return
    if not result.calls:
        click.echo(f"there are no journals in {place}")
        return
    click.echo(f"{result.calls} calls, median length {result.median_seconds:.1f} s\n")
    print_table(("how calls ended", ">calls"), result.ends.most_common())
    nodes = sorted(result.nodes.items(), key=lambda item: -item[1].entered)
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
    print_table(("path", ">calls"), result.paths.most_common(10))
    print_table(("faults of the service", ">times"), result.troubles.most_common())


def _readable(folder: Path) -> Iterator[Journal]:
    from ivr.journal import JournalError, read_file

    for file in _files((folder,)) if folder.exists() else ():
        try:
            yield read_file(file)
        except JournalError as error:
            click.echo(f"left out: {error}", err=True)
