"""What a table of the language is made of: a key, and a block of them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

REQUIRED: Final = "required"


@dataclass(frozen=True, slots=True)
class Key:
    """One key of a mapping. type: a name of `TYPES`. default: as the author would write it, or `REQUIRED`."""

    name: str
    type: str
    doc: str
    default: str = ""
    example: str = ""


@dataclass(frozen=True, slots=True)
class Block:
    """A mapping of the language: which keys it takes. outcomes: names of outcomes are keys too (of type route)."""

    title: str
    doc: str
    keys: tuple[Key, ...]
    example: str = ""
    outcomes: bool = False
    names: Mapping[str, Key] = field(init=False, repr=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "names", {key.name: key for key in self.keys})
