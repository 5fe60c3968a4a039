"""``ivr new``: a small service to start from."""

from __future__ import annotations

import re
from pathlib import Path

import click

from ivr.cli.group import examples
from ivr.cli.options import Failed, WrongUse
from ivr.cli.output import paint


@click.command(epilog=examples("ivr new clinic", "ivr new clinic && cd clinic && ivr check . && ivr test ."))
@click.argument("folder", metavar="DIR", type=click.Path(file_okay=False, path_type=Path))
def new(folder: Path) -> None:
    """Make a small service in two languages to start from, in a new or empty folder DIR.

    It comes with an action in Python, call scripts that reach all of it, and the schemas that editors use.
    """
    if folder.exists() and any(folder.iterdir()):
        raise WrongUse(f"{folder} is not empty; give a new or an empty folder")
    files = _files(_name(folder))
    try:
        for name, text in files.items():
            file = folder / name
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(text, encoding="utf-8", newline="\n")
    except OSError as error:
        raise Failed(f"cannot write in {folder}: {error.strerror}") from None
    for name in files:
        click.echo(f"  {folder / name}")
    click.echo("\nNow:")
    for command, what in (("check", "is it right?"), ("test", "does it do what it should?"), ("call", "call it")):
        click.echo(f"  {paint(f'ivr {command} {_quoted(folder)}', bold=True)}   {what}")


def _files(name: str) -> dict[str, str]:
    from ivr.cli import starter
    from ivr.menu import schema as menus
    from ivr.testing import schema as scripts

    module = f"{name}_actions"
    return {
        "service.yaml": starter.SERVICE.format(name=name, module=module),
        f"{module}.py": starter.ACTIONS,
        f"calls/{name}.call.yaml": starter.CALLS,
        "menu.schema.json": menus.dumps(),
        "call.schema.json": scripts.dumps(),
    }


def _name(folder: Path) -> str:
    """The service's name, made of the folder's: a word that Python and the menu language both take."""
    name = re.sub(r"[^a-z0-9]+", "_", folder.resolve().name.lower()).strip("_")
    return name if re.match(r"[a-z]", name) else f"service_{name}".rstrip("_")


def _quoted(folder: Path) -> str:
    text = str(folder)
    return f'"{text}"' if " " in text else text
