"""What commands print: tables for people, plain columns through a pipe, JSON for programs."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

import click

RIGHT = ">"
"""Begins the title of a column whose values stand at the right."""


def colour() -> bool:
    """Whether colours are wanted: a terminal that knows them, and no NO_COLOR (https://no-color.org)."""
    return sys.stdout.isatty() and os.environ.get("TERM") != "dumb" and not os.environ.get("NO_COLOR")


def paint(text: str, **style: Any) -> str:
    """A text in colour, where colours are wanted. style: as for `click.style`."""
    return click.style(text, **style) if colour() else text


def counted(number: int, what: str) -> str:
    """A number of things in words: `1 call`, `2 calls`."""
    return f"{number} {what}{'' if number == 1 else 's'}"


def heading(text: str, *, first: bool) -> None:
    """Print the heading of a part of several, apart from the part before it."""
    click.echo(("" if first else "\n") + paint(text, bold=True))


def print_json(data: Any) -> None:
    """Print data for programs."""
    click.echo(json.dumps(data, ensure_ascii=False, indent=2))


def write_lines(file: Path, lines: Iterable[str]) -> None:
    """Write a text file. Ends the command when that cannot be done."""
    try:
        file.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
    except OSError as error:
        raise click.ClickException(f"cannot write {file}: {error.strerror or type(error).__name__}") from None


def print_table(titles: Sequence[str], rows: Iterable[Sequence[Any]], *, title: str = "") -> None:
    """Print a table, drawn in a terminal and in plain columns elsewhere; nothing when there are no rows.

    titles: of the columns; one that begins with `>` has its values at the right.
    """
    cells = [[str(value) for value in row] for row in rows]
    if not cells:
        return
    if title:
        click.echo(paint(title, bold=True))
    if sys.stdout.isatty():
        _drawn(titles, cells)
    else:
        _plain(titles, cells)
        click.echo()


def _drawn(titles: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    from rich import box
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    table = Table(box=box.SIMPLE_HEAD, pad_edge=False, header_style="dim")
    for name in titles:
        table.add_column(name.removeprefix(RIGHT), justify="right" if name.startswith(RIGHT) else "left")
    for row in rows:
        table.add_row(*(Text(value) for value in row))
    Console(no_color=not colour(), highlight=False).print(table)


def _plain(titles: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    right = [name.startswith(RIGHT) for name in titles]
    lines = [[name.removeprefix(RIGHT) for name in titles], *rows]
    widths = [max(len(line[column]) for line in lines) for column in range(len(titles))]
    for line in lines:
        shown = (
            value.rjust(width) if at_right else value.ljust(width)
            for value, width, at_right in zip(line, widths, right, strict=True)
        )
        click.echo("  ".join(shown).rstrip())
