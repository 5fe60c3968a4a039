"""A document as a tree with positions: three kinds of node, and no types yet.

A scalar keeps the text that its author wrote. What it means (a number, a time, a name) is decided above, from the
tables of the language.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import NamedTuple, TypeAlias

from ivr.menu.faults import Location


class Scalar(NamedTuple):
    """A single value. text: as written, without quotes. plain: unquoted. block: written with `|` or `>`."""

    text: str
    plain: bool
    at: Location
    block: bool = False


@dataclass(frozen=True, slots=True)
class Sequence:
    """A list of values."""

    items: tuple[Node, ...]
    at: Location


class Entry(NamedTuple):
    """One key of a mapping, with its value."""

    key: Scalar
    value: Node


@dataclass(frozen=True, slots=True)
class Mapping:
    """Keys with their values, in the order of writing; no key stands twice."""

    entries: tuple[Entry, ...]
    at: Location
    _values: dict[str, Node] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_values", {entry.key.text: entry.value for entry in self.entries})

    def get(self, key: str) -> Node | None:
        """The value of a key, or None when it is not written."""
        return self._values.get(key)


Node: TypeAlias = Scalar | Sequence | Mapping
