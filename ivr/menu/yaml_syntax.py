"""What YAML's parsers complain of, in the words of a menu author, with the text to write instead."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final, NamedTuple

from ivr.menu.faults import Fault, Location
from ivr.menu.yaml_events import SyntaxFault
from ivr.menu.yaml_traps import key_trap, quoted, trap

_ENTRY: Final = re.compile(
    r"""(?P<head> *(?:- +)*(?:[^\s:#'"{}\[\],&*!|>%@`-][^:#]*?|"[^"]*"|'[^']*') *: +)(?P<value>\S.*)"""
)
_ITEM: Final = re.compile(r"(?P<head> *(?:- +)+)(?P<value>\S.*)")
_MAX_LINE: Final = 2000
"""A longer line is not taken apart: nobody wrote it by hand, and the patterns here are made for those who did."""

_COMMENT: Final = re.compile(r" +#.*$")
_BLOCK: Final = re.compile(r"(?:^|[ :-])[|>][-+0-9]* *(?:#.*)?$")


@dataclass(frozen=True, slots=True)
class Problem:
    """A syntax fault. line: the line (from 0) whose value it spoils, head: where that value starts, or None."""

    fault: Fault
    line: int = 0
    head: int | None = None

    @property
    def spoilt(self) -> Location | None:
        """Where the value starts that cannot be read, when the rest can."""
        return None if self.head is None else Location(self.fault.at.file, self.line + 1, self.head + 1)

    def repair(self, text: str) -> str | None:
        """The text with a stand-in for the spoilt value, so that the rest can be read; None when it cannot be."""
        if self.head is None:
            return None
        lines = text.split("\n")
        lines[self.line] = lines[self.line][: self.head] + "''"
        return "\n".join(lines)


@dataclass(frozen=True, slots=True)
class _Line:
    """A line taken apart: what comes before its value, and the value (without a comment)."""

    head: int
    value: str

    @staticmethod
    def of(line: str) -> _Line | None:
        match = (_ENTRY.match(line) or _ITEM.match(line)) if len(line) <= _MAX_LINE else None
        if match is None:
            return None
        return _Line(match.end("head"), _COMMENT.sub("", match["value"]).rstrip())


class _Finding(NamedTuple):
    """What to say of a syntax fault. at: line and column from 0. head: where on that line the spoilt value starts."""

    code: str
    message: str
    hint: str
    at: tuple[int, int]
    head: int | None = None


def describe(error: SyntaxFault, file: str, lines: list[str]) -> Problem:
    """The fault for what a parser said."""
    found = _sort(error, lines)
    at = Location(file, found.at[0] + 1, found.at[1] + 1)
    return Problem(Fault(found.code, found.message, at, found.hint), found.at[0], found.head)


def _sort(error: SyntaxFault, lines: list[str]) -> _Finding:
    """Libyaml and PyYAML word the same fault differently; what both have decides."""
    what, problem = error.what, error.problem
    start = _Spot.of(error.start, lines)
    place = _Spot.of(error.place, lines)
    if "alias" in what:
        return _star(start)
    if "anchor" in what or "block scalar" in what:
        return _first_sign(start)
    if "cannot start any token" in problem:
        return _first_sign(place)
    if "quoted scalar" in what:
        return _quote(start, "end of stream" in problem or "document" in problem)
    if "mapping values are not allowed" in problem:
        return _colon(place, lines)
    if "simple key" in what:
        hint = f"write `{start.rest}: …`; if it goes on with the text above, indent it deeper than the key above"
        return _Finding("Y034", "a colon is missing here, or the line is not indented enough", hint, start.at)
    if "mapping keys are not allowed" in problem or "sequence entries are not allowed" in problem:
        return _first_sign(place) if place.is_value else _indentation(place, lines)
    if "tag" in what or "tag handle" in problem:
        spot = start if "tag" in what else place
        hint = f"remove it, or write `{quoted(spot.rest)}` if it is a text"
        return _Finding("Y009", "tags are not taken: a menu holds no code and no types", hint, spot.at)
    if "directive" in what or "directive" in problem or "incompatible" in problem:
        message = "a line that starts with `%` is a directive, which is not taken"
        return _Finding("Y008", message, "remove the line", (start.at[0], 0))
    if "document start" in problem:
        return _Finding("Y040", "nothing may follow here", f"write `key: {quoted(place.rest)}`", place.at)
    if "flow" in what:
        return _bracket(start if start.rest[:1] in ("[", "{") else _opening(place, lines), place)
    if "block" in what or "node" in what:
        inside = place.entry and place.entry.head <= place.at[1]
        return _after(place, place.entry) if inside and place.entry else _indentation(place, lines)
    return _Finding("Y040", f"YAML cannot be read here: {problem}", "put the text in quotes as a whole", place.at)


@dataclass(frozen=True, slots=True)
class _Spot:
    """A place that a parser named. text: its line. entry: the line taken apart, if it has a value."""

    at: tuple[int, int]
    text: str
    entry: _Line | None

    @staticmethod
    def of(at: tuple[int, int], lines: list[str]) -> _Spot:
        text = lines[at[0]] if at[0] < len(lines) else ""
        return _Spot(at, text, _Line.of(text))

    @property
    def rest(self) -> str:
        """The line from here on."""
        return _COMMENT.sub("", self.text[self.at[1] : self.at[1] + _MAX_LINE]).strip()

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
        if self.entry is None:
            return quoted(self.rest)
        return f"{self.text[: self.entry.head].strip()} {quoted(self.entry.value)}"


def _star(spot: _Spot) -> _Finding:
    key = re.match(r"(\S*?) *:(?= |$)(.*)", spot.rest)
    if spot.is_value:
        written = spot.mended()
    elif key:
        written = f"{quoted(key[1])}:{key[2]}"
    else:
        written = quoted(re.split(r"[\s,\]}]", spot.rest)[0])
    return _Finding("Y014", "`*` without quotes is a reference for YAML", f"write `{written}`", spot.at, spot.head)


def _first_sign(spot: _Spot) -> _Finding:
    sign = spot.text[spot.at[1] : spot.at[1] + 1]
    written = spot.mended() if spot.is_value else quoted(spot.rest)
    message = f"an unquoted text cannot start with `{sign}`"
    return _Finding("Y036", message, f"write `{written}`", spot.at, spot.head)


def _quote(spot: _Spot, unclosed: bool) -> _Finding:
    if not unclosed:
        hint = "write `\\\\` for a backslash, or put the text in single quotes"
        message = "a backslash in double quotes is followed by something that YAML does not know"
        return _Finding("Y039", message, hint, spot.at, spot.head)
    hint = f"close it: `{spot.rest}{spot.rest[:1]}`"
    return _Finding("Y031", "the quote that opens here is never closed", hint, spot.at, spot.head)


def _colon(spot: _Spot, lines: list[str]) -> _Finding:
    entry = spot.entry
    if entry is None or entry.head > spot.at[1]:
        return _indentation(spot, lines)
    at = (spot.at[0], entry.head)
    return _Finding("Y035", "a colon inside an unquoted text", f"write `{spot.mended()}`", at, entry.head)


def _bracket(start: _Spot, place: _Spot) -> _Finding:
    line, column = start.at
    opening = start.text[column : column + 1]
    closing = "}" if opening == "{" else "]"
    head = start.entry.head if start.entry else None
    if start.entry and start.entry.value.startswith("{{"):
        return _after(start, start.entry)
    if place.at[0] == line and place.rest:
        message = f"`,` or `{closing}` is missing, or a text needs quotes"
        hint = f"write `,` between values, and quotes around a text that holds any of `: , {{ }} [ ]`: {quoted('…')}"
        return _Finding("Y032", message, hint, place.at, head)
    sign = _commented(start)
    if sign is not None:
        at, written = sign
        return _Finding("Y032", "`#` without quotes starts a comment, which hides the rest", written, at, head)
    message = f"the bracket `{opening}` that opens here is never closed"
    return _Finding("Y032", message, f"write `{start.rest}{closing}`", start.at, head)


def _commented(start: _Spot) -> tuple[tuple[int, int], str] | None:
    """Where a comment hides the end of a bracket on its own line, and what to write: `{key: #, …}` means the key."""
    comment = re.search(r"(?<=[ ,:\[])#(?=[,\s\]}]|$)(?=.*[\]}])", start.text[:_MAX_LINE][start.at[1] :])
    if comment is None:
        return None
    place = start.at[1] + comment.start()
    written = f"{start.text[start.at[1] : place]}{quoted('#')}{start.text[place + 1 :]}".strip()
    return (start.at[0], place), f"write `{written}`"


def _opening(spot: _Spot, lines: list[str]) -> _Spot:
    """The last bracket before a place that nothing closes."""
    closed = 0
    text = _COMMENT.sub("", spot.text[: spot.at[1]])
    last = min(spot.at[0], len(lines) - 1)
    for number in range(last, max(last - _MAX_LINE, -1), -1):
        for column in range(len(text[:_MAX_LINE]) - 1, -1, -1):
            if text[column] in "]}":
                closed += 1
            elif text[column] in "[{":
                if not closed:
                    return _Spot.of((number, column), lines)
                closed -= 1
        text = _COMMENT.sub("", lines[number - 1])
    return spot


def _after(spot: _Spot, entry: _Line) -> _Finding:
    at = (spot.at[0], entry.head)
    hint = f"write `{spot.mended()}`"
    if entry.value.startswith("{{"):
        return _Finding("Y037", "a text that starts with `{{` must be in quotes", hint, at, entry.head)
    if entry.value.startswith("*"):
        return _Finding("Y014", "`*` without quotes is a reference for YAML", hint, at, entry.head)
    if entry.value[:1] in ("]", "}", ","):
        return _first_sign(_Spot(at, spot.text, entry))
    return _Finding("Y038", "text goes on after its closing quote or bracket", hint, at, entry.head)


def _indentation(spot: _Spot, lines: list[str]) -> _Finding:
    line = spot.at[0]
    indent = len(spot.text) - len(spot.text.lstrip(" "))
    if spot.text[indent:].startswith(":"):
        hint = "write the key, or put the text in quotes"
        return _Finding("Y012", "there is no key before the colon", hint, (line, indent))
    levels = sorted(set(_levels(lines, line)))
    if indent in levels:
        message = "a list entry (`- `) and a key stand side by side"
        return _Finding("Y033", message, "write only keys, or only list entries, at one indentation", (line, indent))
    spaces = " or ".join(str(level) for level in levels[-2:]) or "0"
    message = f"the indentation of {indent} fits no line above"
    return _Finding("Y033", message, f"indent the line by {spaces} spaces, as its neighbours", (line, indent))


def _levels(lines: list[str], line: int) -> Iterator[int]:
    """Indentations of the lines above that are still open."""
    lowest = None
    for number in range(line - 1, -1, -1):
        bare = lines[number].lstrip(" ")
        if not bare or bare.startswith("#"):
            continue
        level = len(lines[number]) - len(bare)
        if lowest is None or level < lowest:
            yield level
            lowest = level
        if level == 0:
            return


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
        if not bare or bare.startswith("#") or len(line) > _MAX_LINE:
            continue
        if _BLOCK.search(line):
            block = indent
            continue
        match = _ENTRY.match(line)
        if match:
            key = match["head"].strip().removesuffix(":").strip().lstrip("- ")
            found = key_trap(key) if key else None
            if found:
                yield Fault(found.code, found.message, Location(file, number + 1, line.index(key) + 1), found.hint)
        entry = _Line.of(line)
        if entry and entry.value:
            found = trap(entry.value)
            if found:
                yield Fault(found.code, found.message, Location(file, number + 1, entry.head + 1), found.hint)
