"""Traps that single lines show, where no parser can go because of a syntax fault above them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from ivr.menu.faults import Fault, Location
from ivr.menu.yaml_lines import ENTRY, MAX_LINE, Line
from ivr.menu.yaml_traps import key_trap, trap

_BLOCK: Final = re.compile(r"(?:^|[ :-])[|>][-+0-9]* *(?:#.*)?$")


def scan(lines: list[str], start: int, file: str) -> Iterator[Fault]:
    """Traps that single lines show, from a line (from 0) on where the parser could not go."""
    block: int | None = None
    for number in range(start, len(lines)):
        line = lines[number]
        bare = line.lstrip(" ")
        indent = len(line) - len(bare)
        if block is not None:
            if not bare or indent > block:
                continue
            block = None
        if not bare or bare.startswith("#") or len(line) > MAX_LINE:
            continue
        if _BLOCK.search(line):
            block = indent
            continue
        match = ENTRY.match(line)
        if match:
            key = match["head"].strip().removesuffix(":").strip().lstrip("- ")
            found = key_trap(key) if key else None
            if found:
                yield Fault(found.code, found.message, Location(file, number + 1, line.index(key) + 1), found.hint)
        entry = Line.of(line)
        if entry and entry.value:
            found = trap(entry.value)
            if found:
                yield Fault(found.code, found.message, Location(file, number + 1, entry.head + 1), found.hint)
