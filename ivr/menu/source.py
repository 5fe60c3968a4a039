"""Strict reading of a YAML file: a tree with positions, and every trap of YAML reported instead of fallen into.

YAML reads `0505` as 325, `22:00` as 1320 and `no` as false, drops what follows `#`, and lets the last of two equal
keys win. Here nothing is converted, and what another YAML reader would take for something else is a fault with the
text to write instead. The tree comes back whenever the file could be parsed, so that the language's own faults are
found in the same run.
"""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from ivr.menu import yaml_lines, yaml_scan, yaml_syntax, yaml_text
from ivr.menu.faults import Fault, Faults
from ivr.menu.yaml_events import LIBYAML, Parse, SyntaxFault, events
from ivr.menu.yaml_nodes import Entry, Mapping, Node, Scalar, Sequence
from ivr.menu.yaml_notes import NO_VALUE, Broken
from ivr.menu.yaml_tree import Tree

__all__ = ["LIBYAML", "Entry", "Mapping", "Node", "Scalar", "Sequence", "read_file", "read_text"]

MAX_REPAIRS: Final = 20
"""How many syntax faults of one file are looked for, each past the one before."""

MAX_REREAD: Final = 4 * 1024 * 1024
"""Characters that may be parsed again for that; a bigger file shows one syntax fault at a time."""


def read_file(path: Path, faults: Faults, *, shown_as: str | None = None) -> Node | None:
    """Read a file. shown_as: its name in faults (default: the path as given).

    None when there is no tree: the file could not be read, is empty, or has a syntax fault that nothing can be read
    past. Never raises for what the file holds.
    """
    file = shown_as if shown_as is not None else str(path)
    data = yaml_text.load(path, file, faults)
    return None if data is None else read_text(data, file, faults)


def read_text(text: str | bytes, file: str, faults: Faults, *, parse: Parse = events) -> Node | None:
    """Read a document. file: its name in faults. parse: the parser that makes the events.

    A value that a syntax fault spoils is empty in the tree, so that all the rest can be checked in the same run.
    """
    cleaned = yaml_text.clean(text, file, faults)
    if cleaned is None:
        return None
    lines = cleaned.text.split("\n")
    body = cleaned.text
    syntax: list[Fault] = []
    while True:
        tree = Tree(file, lines)
        try:
            with _collector_at_rest():
                root = tree.build(parse(body))
        except Broken:
            faults.extend([*syntax, *tree.faults])
            return None
        except SyntaxFault as error:
            problem = yaml_syntax.describe(error, file, body.split("\n"))
            stop = problem.fault.at.line
            if cleaned.tabbed and cleaned.tabbed <= stop:
                repaired = None  # the tab in the indentation is the fault; what the parser says is only its consequence
            else:
                syntax.append(problem.fault)
                faults.spoil(problem.spoilt)
                repaired = problem.repair(body)
            if repaired is None or len(syntax) * len(body) > MAX_REREAD or len(syntax) >= MAX_REPAIRS:
                unread = min(stop, cleaned.tabbed or stop)
                owner = yaml_lines.above(lines, unread - 1)
                # A key above the lines that cannot be read has its value in them.
                found = [*syntax, *(f for f in tree.faults if (f.code, f.at.line - 1) != (NO_VALUE, owner))]
                seen = {fault.at for fault in found}
                rest = yaml_scan.scan(lines, stop - 1, file)
                faults.extend([*found, *(fault for fault in rest if fault.at not in seen)])
                return None
            body = repaired
        else:
            faults.extend([*syntax, *tree.faults])
            return root if cleaned.whole else None


@contextmanager
def _collector_at_rest() -> Iterator[None]:
    """Keep the garbage collector from walking a growing tree again and again, which would double the time."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()
