"""Commands on services as their authors write them: check, graph, diff."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from ivr.cli.group import examples
from ivr.cli.options import Failed, ServiceName, WrongUse, as_json, load, load_or_fail, service_argument
from ivr.cli.output import counted, paint, print_json, print_table

if TYPE_CHECKING:
    from ivr.menu.faults import Fault
    from ivr.menu.loader import Loaded
    from ivr.menu.model import Service

MOST_NUMBERS = 4
"""Numbers of a service that `ivr check` names; --json has all of them."""

_FORMATS = ("mermaid", "dot", "svg", "png")
_ENDINGS = {
    ".mmd": "mermaid",
    ".mermaid": "mermaid",
    ".md": "mermaid",
    ".dot": "dot",
    ".gv": "dot",
    ".svg": "svg",
    ".png": "png",
}


@click.command(
    epilog=examples(
        "ivr check 0505",
        "ivr check menus/",
        "ivr check clinic/ --strict",
        "ivr check 0505 --model ~/models/vosk-model-small-ru-0.22",
    )
)
@click.argument("paths", metavar="PATH...", nargs=-1, required=True, type=ServiceName())
@click.option("--strict", is_flag=True, help="Let warnings count as errors.")
@click.option(
    "--model",
    type=click.Path(path_type=Path),
    help="Folder of a vosk model: tell which words of phrases it does not know.",
)
@as_json
@click.pass_context
def check(ctx: click.Context, paths: tuple[Path, ...], strict: bool, model: Path | None, as_json: bool) -> None:
    """Find the faults of services, and tell the keys to each function.

    PATH is a service's file or folder, a folder of services, or the name of a service that comes with this package.
    Each fault is told with its place and its code; `ivr explain CODE` says what a code means. For a service without
    errors a table tells what a caller presses for each function, and in how many seconds they get there.

    Exit code: 0 all is well, 1 there are faults, 2 wrong use.
    """
    checked = [(path, load(path)) for path in _services(paths)]
    bad = any(loaded.service is None or (strict and loaded.faults) for _, loaded in checked)
    if as_json:
        print_json({"ok": not bad, "services": [_as_data(path, loaded, model) for path, loaded in checked]})
    else:
        for path, loaded in checked:
            _show(path, loaded, model)
    ctx.exit(1 if bad else 0)


def _services(paths: Iterable[Path]) -> Iterator[Path]:
    """The services at paths: a folder without YAML files of its own stands for the services below it."""
    from ivr.menu.reader.files import OWN_NAME, SUFFIXES

    for path in paths:
        if not path.is_dir() or any(file.suffix in SUFFIXES for file in path.iterdir()):
            yield path
            continue
        below = sorted(file.parent for file in path.rglob(OWN_NAME))
        if not below:
            raise WrongUse(f"there is no service in {path}: the head of one is a file called {OWN_NAME}")
        yield from below


def _show(path: Path, loaded: Loaded, model: Path | None) -> None:
    for fault in loaded.faults:
        _show_fault(fault)
    warnings = len(loaded.faults) - len(loaded.errors)
    counts = f"{counted(len(loaded.errors), 'error')}, {counted(warnings, 'warning')}"
    if loaded.service is None:
        click.echo(paint(f"{path}: {counts}", fg="red", bold=True))
        return
    service = loaded.service
    nodes = sum(1 for _ in service.nodes())
    click.echo(f"{path}: {paint(counts, fg='green' if not warnings else 'yellow', bold=True)}")
    languages = ", ".join(service.languages)
    click.echo(f"service {service.name} on {_dialled(service)}: {counted(nodes, 'node')}, {languages}")
    click.echo()
    print_table(
        ("number", "keys", ">seconds", "function"),
        ((found["number"], found["keys"], f"{found['seconds']:.1f}", found["name"]) for found in _functions(service)),
    )
    if model is not None:
        from ivr.cli.recognition import show_unheard, unheard

        show_unheard(unheard(service, model))


def _dialled(service: Service) -> str:
    """The first numbers of a service, as its author ordered them, and how many more there are."""
    numbers = list(service.numbers)
    more = len(numbers) - MOST_NUMBERS
    return ", ".join(numbers) if more <= 1 else f"{', '.join(numbers[:MOST_NUMBERS])} and {more} more numbers"


def _show_fault(fault: Fault) -> None:
    warning = fault.severity.value == "warning"
    code = paint(fault.code, fg="yellow" if warning else "red", bold=True)
    note = " (warning)" if warning else ""
    click.echo(f"{paint(str(fault.at), bold=True)} {code} {fault.message}{note}")
    if fault.hint:
        click.echo(paint(f"  hint: {fault.hint}", dim=True))


def _functions(service: Service) -> list[dict[str, Any]]:
    from ivr.menu.paths import functions, straight

    return [
        {
            "name": function.name,
            "number": function.number,
            "keys": " ".join(function.keys),
            "seconds": function.seconds,
            "file": function.at.file,
            "line": function.at.line,
        }
        for function in (*functions(service), *straight(service))
    ]


def _as_data(path: Path, loaded: Loaded, model: Path | None) -> dict[str, Any]:
    service = loaded.service
    words = {}
    if service is not None and model is not None:
        from ivr.cli.recognition import unheard

        words = {"unheard": unheard(service, model)}
    known = service and {
        "name": service.name,
        "version": service.version,
        "languages": list(service.languages),
        "numbers": dict(service.numbers),
        "functions": _functions(service),
    }
    return {
        "path": str(path),
        "ok": service is not None,
        "faults": [fault.to_dict() for fault in loaded.faults],
        "service": known,
        **words,
    }


@click.command(
    epilog=examples(
        "ivr graph 0505 > 0505.mmd",
        "ivr graph clinic/ -o clinic.svg",
        "ivr graph 0505 --menus -o menus.png",
        "ivr graph clinic/ -o clinic.png --lang en --remedies",
    )
)
@service_argument
@click.option("-o", "--output", type=click.Path(dir_okay=False, path_type=Path), help="File to write; else printed.")
@click.option("--format", "form", type=click.Choice(_FORMATS), help="Else told by the file's name, or mermaid.")
@click.option("--lang", "language", metavar="LANG", help="Language of labels; the service's first if not given.")
@click.option("--menus", is_flag=True, help="Only the menus: what callers choose from, and where it leads.")
@click.option("--remedies", is_flag=True, help="Show the ways out of failed answers as well.")
def graph(
    *, service: Path, output: Path | None, form: str | None, language: str | None, menus: bool, remedies: bool
) -> None:
    """Draw a service, as Mermaid, DOT, SVG or PNG. One with faults is drawn as far as it can be read."""
    from ivr.menu.drawing import DrawingError, draw

    if menus and remedies:
        raise WrongUse("--menus shows no failed answers: leave out --remedies")
    form = form or _form(output)
    loaded = load(service)
    if loaded.draft is None:
        raise Failed(f"{service} cannot be drawn; `ivr check {service}` tells why")
    if form == "png" and output is None and sys.stdout.isatty():
        raise WrongUse("a PNG is no text: name a file with -o, or send it through a pipe")
    try:
        drawing = draw(loaded.draft, form, language, remedies=remedies, menus=menus)
    except ValueError as error:
        raise WrongUse(str(error)) from None
    except DrawingError as error:
        raise Failed(str(error)) from None
    if output is None:
        click.echo(drawing, nl=False)
        return
    try:
        output.write_bytes(drawing)
    except OSError as error:
        raise Failed(f"cannot write {output}: {error.strerror}") from None
    click.echo(f"{output}: {form}, {len(drawing)} bytes", err=True)


def _form(output: Path | None) -> str:
    """The form that a file's name tells. Ends the command for an ending that tells none."""
    if output is None:
        return "mermaid"
    form = _ENDINGS.get(output.suffix.lower())
    if form is None:
        raise WrongUse(
            f"{output.name} does not tell a form that can be drawn: end it in {', '.join(_ENDINGS)}, or give --format"
        )
    return form


@click.command(
    epilog=examples("ivr diff released/0505 menus/0505", "ivr diff old.yaml new.yaml --json", "ivr diff 0505 my/0505")
)
@click.argument("old", type=ServiceName())
@click.argument("new", type=ServiceName())
@click.option("--lang", "language", metavar="LANG", help="Language of what the service says.")
@as_json
def diff(old: Path, new: Path, language: str | None, as_json: bool) -> None:
    """Tell what a change of a service means to its callers.

    OLD and NEW are files or folders of services. What no caller notices is no change.

    Exit code: 0 changes or not, 1 NEW has errors, 2 wrong use.
    """
    from ivr.menu.diff import diff as compare

    after = load_or_fail(new)  # first: where both have a module of actions of one name, it is the new one's
    before = _draft(old)
    try:
        changes = compare(before, after, language)
    except ValueError as error:
        raise WrongUse(str(error)) from None
    if as_json:
        print_json([{"kind": change.kind, "where": change.where, "text": change.text} for change in changes])
    elif not changes:
        click.echo("callers notice no change")
    else:
        print_table(("kind", "change"), ((change.kind, change.text) for change in changes))


def _draft(path: Path) -> Service:
    draft = load(path).draft
    if draft is None:
        raise Failed(f"{path} cannot be compared; `ivr check {path}` tells why")
    return draft
