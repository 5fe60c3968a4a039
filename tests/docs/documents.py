"""The documents: their fenced blocks, and the parts of them that are generated."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from ivr.menu import reference

ROOT: Final = Path(__file__).parents[2]
UPDATE: Final = "UPDATE_DOCS"
"""Environment variable: when it is set, generated parts are written instead of compared."""

_FENCE: Final = re.compile(r"^```(\w+)([^\n]*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)


@dataclass(frozen=True, slots=True)
class Block:
    """A fenced block. file: from the project's folder on; line: of its first line; info: what follows the language."""

    file: str
    line: int
    language: str
    info: str
    text: str

    @property
    def place(self) -> str:
        """Where it stands."""
        return f"{self.file}:{self.line}"

    def value(self, name: str) -> str:
        """The value of ``name=value`` in the info, or an empty text."""
        match = re.search(rf"\b{name}=(\S+)", self.info)
        return match[1] if match else ""

    def has(self, word: str) -> bool:
        """Whether a word stands in the info."""
        return word in self.info.split()


def documents() -> list[Path]:
    """The documents with examples for authors and integrators."""
    return [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))]


def blocks(*languages: str) -> Iterator[Block]:
    """Every block of these languages in every document."""
    for path in documents():
        if path.exists():
            yield from (block for block in blocks_of(path) if block.language in languages)


def blocks_of(path: Path) -> Iterator[Block]:
    """The blocks of one document, in order."""
    text = path.read_text(encoding="utf-8")
    for match in _FENCE.finditer(text):
        line = text.count("\n", 0, match.start(3)) + 1
        yield Block(path.relative_to(ROOT).as_posix(), line, match[1], match[2].strip(), match[3])


def generated(name: str, part: str, make: Callable[[], str]) -> tuple[str, str]:
    """What a document holds in a generated part, and what it should; with `UPDATE` set it is written first."""
    path = ROOT / name
    text = path.read_text(encoding="utf-8")
    wanted = reference.filled(text, part, make())
    if os.environ.get(UPDATE) and wanted != text:
        path.write_text(wanted, encoding="utf-8")
        text = wanted
    return text, wanted
