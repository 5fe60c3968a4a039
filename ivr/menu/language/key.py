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
    """A mapping of the language: which keys it takes.

    outcomes: names of outcomes are keys too (of type route). refused: keys that its like take and it does not, with
    what to do instead.
    """

    title: str
    doc: str
    keys: tuple[Key, ...]
    example: str = ""
    outcomes: bool = False
    refused: Mapping[str, str] = field(default_factory=dict)
    names: Mapping[str, Key] = field(init=False, repr=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "names", {key.name: key for key in self.keys})
