"""A line of YAML taken apart, a place that a parser named on it, and what is to be said of it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final, NamedTuple

from ivr.menu.yaml_traps import quoted

MAX_LINE: Final = 2000
"""A longer line is not taken apart: nobody wrote it by hand, and the patterns here are made for those who did."""

ENTRY: Final = re.compile(
    r"""(?P<head> *(?:- +)*(?:[^\s:#'"{}\[\],&*!|>%@`-][^:#]*?|"[^"]*"|'[^']*') *: +)(?P<value>\S.*)"""
)
"""A key with its value on one line."""

_ITEM: Final = re.compile(r"(?P<head> *(?:- +)+)(?P<value>\S.*)")


class Finding(NamedTuple):
    """What to say of a syntax fault. at: line and column from 0. head: where on that line the spoilt value starts.

    instead: what can stand there so that the rest is read.
    """

    code: str
    message: str
    hint: str
    at: tuple[int, int]
    head: int | None = None
    instead: str = "''"


@dataclass(frozen=True, slots=True)
class Line:
    """A line taken apart: what comes before its value, and the value (without a comment)."""

    head: int
    value: str

    @staticmethod
    def of(line: str) -> Line | None:
        """None for a line without a value, and for one that is too long."""
        match = (ENTRY.match(line) or _ITEM.match(line)) if len(line) <= MAX_LINE else None
        if match is None:
            return None
        return Line(match.end("head"), bare(match["value"]))


@dataclass(frozen=True, slots=True)
class Spot:
    """A place that a parser named. text: its line. entry: the line taken apart, if it has a value."""

    at: tuple[int, int]
    text: str
    entry: Line | None

    @staticmethod
    def of(at: tuple[int, int], lines: list[str]) -> Spot:
        """A line and column from 0, of these lines."""
        text = lines[at[0]] if at[0] < len(lines) else ""
        return Spot(at, text, Line.of(text))

    @property
    def rest(self) -> str:
        """The line from here on."""
        return bare(self.text[self.at[1] : self.at[1] + MAX_LINE]).strip()

    @property
    def is_value(self) -> bool:
        """Whether the value of the line starts here."""
        return self.entry is not None and self.entry.head == self.at[1]

    @property
    def head(self) -> int | None:
        """Where the value of the line starts, if it starts here."""
        return self.at[1] if self.is_value else None

    def mended(self) -> str:
        """The line from its key on, with the value in quotes."""
        return quoted(self.rest) if self.entry is None else self.with_value(quoted(self.entry.value))

    def with_value(self, value: str) -> str:
        """The line from its key on, with another value."""
        return f"{self.text[: self.entry.head].strip()} {value}" if self.entry is not None else value


def bare(line: str) -> str:
    """A line, or the end of one, without the comment behind it."""
    comment = line.find(" #")
    return (line if comment < 0 else line[:comment]).rstrip()


def indentation(line: str) -> int:
    """How many spaces a line begins with."""
    return len(line) - len(line.lstrip(" "))


def is_blank(line: str) -> bool:
    """Whether a line holds nothing, or a comment alone."""
    return line.strip()[:1] in ("", "#")


def above(lines: list[str], line: int) -> int | None:
    """The nearest line above that holds something, from 0."""
    return next((number for number in range(min(line, len(lines)) - 1, -1, -1) if not is_blank(lines[number])), None)
