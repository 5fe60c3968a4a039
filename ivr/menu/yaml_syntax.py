"""What YAML's parsers complain of, in the words of a menu author, with the text to write instead."""

from __future__ import annotations

import re
from dataclasses import dataclass

from ivr.menu.faults import Fault, Location
from ivr.menu.yaml_events import SyntaxFault
from ivr.menu.yaml_indentation import less_than_first, missing_colon, wrong_indentation
from ivr.menu.yaml_lines import MAX_LINE, Finding, Line, Spot, bare, indentation, is_blank
from ivr.menu.yaml_traps import quoted


@dataclass(frozen=True, slots=True)
class Problem:
    """A syntax fault. line: the line (from 0) whose value it spoils, head: where that value starts, or None.

    instead: what can stand there.
    """

    fault: Fault
    line: int
    head: int | None
    instead: str

    @property
    def spoilt(self) -> Location | None:
        """Where the value starts that cannot be read, when the rest can."""
        return None if self.head is None else Location(self.fault.at.file, self.line + 1, self.head + 1)

    def repair(self, text: str) -> str | None:
        """The text with a stand-in for the spoilt value, so that the rest can be read; None when it cannot be."""
        if self.head is None:
            return None
        lines = text.split("\n")
        lines[self.line] = lines[self.line][: self.head] + self.instead
        return "\n".join(lines)


def describe(error: SyntaxFault, file: str, lines: list[str]) -> Problem:
    """The fault for what a parser said."""
    found = _sort(error, lines)
    at = Location(file, found.at[0] + 1, found.at[1] + 1)
    return Problem(Fault(found.code, found.message, at, found.hint), found.at[0], found.head, found.instead)


def _sort(error: SyntaxFault, lines: list[str]) -> Finding:
    """Libyaml and PyYAML word the same fault differently; what both have decides."""
    what, problem = error.what, error.problem
    start = Spot.of(error.start, lines)
    place = Spot.of(error.place, lines)
    opened = _left_open(place, lines)
    if opened is not None:
        return _quote(opened, unclosed=True)
    if "alias" in what:
        return _star(start)
    if "anchor" in what or "block scalar" in what:
        return _first_sign(start)
    if "cannot start any token" in problem:
        return _first_sign(place)
    if "quoted scalar" in what:
        return _quote(start, unclosed="end of stream" in problem or "document" in problem)
    if "mapping values are not allowed" in problem:
        return _colon(place, lines)
    if "simple key" in what:
        return missing_colon(start.at, start.rest, lines)
    if "unexpected ':'" in problem:
        hint = f"write `{place.text[: place.at[1]].split()[-1].lstrip('[{,')}` without it, or put the text in quotes"
        return Finding("Y035", "a colon with nothing after it", hint, place.at)
    if "mapping keys are not allowed" in problem or "sequence entries are not allowed" in problem:
        return _first_sign(place) if place.is_value else wrong_indentation(place, lines)
    if "tag" in what or "tag handle" in problem:
        spot = start if "tag" in what else place
        hint = f"remove it, or write `{quoted(spot.rest)}` if it is a text"
        return Finding("Y009", "tags are not taken: a menu holds no code and no types", hint, spot.at)
    if "directive" in what or "directive" in problem or "incompatible" in problem:
        message = "a line that starts with `%` is a directive, which is not taken"
        return Finding("Y008", message, "remove the line", (start.at[0], 0))
    if "document start" in problem:
        otherwise = Finding("Y040", "nothing may follow here", f"write `key: {quoted(place.rest)}`", place.at)
        return less_than_first(place, lines) or otherwise
    if "flow" in what:
        return _bracket(start if start.rest[:1] in ("[", "{") else _opening(place, lines), place)
    if "block" in what or "node" in what:
        inside = place.entry is not None and place.entry.head <= place.at[1]
        return _after(place) if inside else wrong_indentation(place, lines)
    return Finding("Y040", f"YAML cannot be read here: {problem}", "put the text in quotes as a whole", place.at)


def _star(spot: Spot) -> Finding:
    key = re.match(r"(\S*?) *:(?= |$)(.*)", spot.rest)
    if spot.is_value:
        written = spot.mended()
    elif key:
        written = f"{quoted(key[1])}:{key[2]}"
    else:
        written = quoted(re.split(r"[\s,\]}]", spot.rest)[0])
    return Finding("Y014", "`*` without quotes is a reference for YAML", f"write `{written}`", spot.at, spot.head)


def _first_sign(spot: Spot) -> Finding:
    if spot.rest.startswith("```"):
        hint = "remove every line that begins with ```"
        return Finding("Y036", "a line that begins with ``` is Markdown, not YAML", hint, spot.at)
    sign = spot.text[spot.at[1] : spot.at[1] + 1]
    written = spot.mended() if spot.is_value else quoted(spot.rest)
    message = f"an unquoted text cannot start with `{sign}`"
    return Finding("Y036", message, f"write `{written}`", spot.at, spot.head)


def _left_open(spot: Spot, lines: list[str]) -> Spot | None:
    """The value above whose quote is closed only by one on this line, with keys of its neighbours in between."""
    sign = next((letter for letter in spot.text[:MAX_LINE] if letter in "\"'"), "")
    least = indentation(spot.text)
    for number in range(spot.at[0] - 1, -1, -1) if sign else ():
        line = lines[number]
        if sign not in line or len(line) > MAX_LINE:
            least = least if is_blank(line) else min(least, indentation(line))
            continue
        entry = Line.of(line)
        if entry is None or entry.value[0] != sign or sign in entry.value[1:] or least > indentation(line):
            return None
        return Spot.of((number, entry.head), lines)
    return None


def _quote(spot: Spot, *, unclosed: bool) -> Finding:
    if not unclosed:
        hint = "write `\\\\` for a backslash, or put the text in single quotes"
        message = "a backslash in double quotes is followed by something that YAML does not know"
        return Finding("Y039", message, hint, spot.at, spot.head)
    hint = f"close it: `{spot.rest}{spot.rest[:1]}`"
    return Finding("Y031", "the quote that opens here is never closed", hint, spot.at, spot.head)


def _colon(spot: Spot, lines: list[str]) -> Finding:
    entry = spot.entry
    if entry is None or entry.head > spot.at[1]:
        return wrong_indentation(spot, lines)
    at = (spot.at[0], entry.head)
    written, head, instead = spot.mended(), entry.head, "''"
    if entry.value.endswith(":") and ": " not in entry.value:
        if " " not in entry.value:
            written = f"{spot.with_value(entry.value[:-1])}`, or `{written}"
        elif any(indentation(below) > indentation(spot.text) for below in lines[at[0] + 1 : at[0] + 2]):
            written = f"{quoted(bare(spot.text).strip()[:-1])}:"
            head, instead = indentation(spot.text), written
    return Finding("Y035", "a colon inside an unquoted text", f"write `{written}`", at, head, instead)


def _bracket(start: Spot, place: Spot) -> Finding:
    line, column = start.at
    opening = start.text[column : column + 1]
    closing = "}" if opening == "{" else "]"
    head = start.entry.head if start.entry else None
    if start.entry and start.entry.value.startswith("{{"):
        return _after(start)
    if place.at[0] == line and place.rest:
        message = f"`,` or `{closing}` is missing, or a text needs quotes"
        hint = f"write `,` between values, and quotes around a text that holds any of `: , {{ }} [ ]`: {quoted('…')}"
        return Finding("Y032", message, hint, place.at, head)
    sign = _commented(start)
    if sign is not None:
        at, written = sign
        return Finding("Y032", "`#` without quotes starts a comment, which hides the rest", written, at, head)
    message = f"the bracket `{opening}` that opens here is never closed"
    return Finding("Y032", message, f"write `{start.rest}{closing}`", start.at, head)


def _commented(start: Spot) -> tuple[tuple[int, int], str] | None:
    """Where a comment hides the end of a bracket on its own line, and what to write: `{key: #, …}` means the key."""
    comment = re.search(r"(?<=[ ,:\[])#(?=[,\s\]}]|$)(?=.*[\]}])", start.text[:MAX_LINE][start.at[1] :])
    if comment is None:
        return None
    place = start.at[1] + comment.start()
    written = f"{start.text[start.at[1] : place]}{quoted('#')}{start.text[place + 1 :]}".strip()
    return (start.at[0], place), f"write `{written}`"


def _opening(spot: Spot, lines: list[str]) -> Spot:
    """The last bracket before a place that nothing closes."""
    closed = 0
    text = bare(spot.text[: spot.at[1]])
    last = min(spot.at[0], len(lines) - 1)
    for number in range(last, max(last - MAX_LINE, -1), -1):
        for column in range(len(text[:MAX_LINE]) - 1, -1, -1):
            if text[column] in "]}":
                closed += 1
            elif text[column] in "[{":
                if not closed:
                    return Spot.of((number, column), lines)
                closed -= 1
        text = bare(lines[number - 1])
    return spot


def _after(spot: Spot) -> Finding:
    """What to say of a text that goes on where its value has ended."""
    assert spot.entry is not None
    value, head = spot.entry.value, spot.entry.head
    at = (spot.at[0], head)
    hint = f"write `{spot.mended()}`"
    if value.startswith("{{"):
        return Finding("Y037", "a text that starts with `{{` must be in quotes", hint, at, head)
    if value.startswith("*"):
        return Finding("Y014", "`*` without quotes is a reference for YAML", hint, at, head)
    if value[:1] in ("]", "}", ","):
        return _first_sign(Spot(at, spot.text, spot.entry))
    if value[:1] in ("[", "{") and spot.rest and not spot.rest.strip("]}, "):
        message = f"`{spot.rest[0]}` closes nothing: there is one too many"
        whole = value[: len(value) - len(spot.rest)].rstrip()
        return Finding("Y038", message, f"write `{spot.with_value(whole)}`", spot.at, head)
    return Finding("Y038", "text goes on after its closing quote or bracket", _requoted(spot, value), at, head)


def _requoted(spot: Spot, value: str) -> str:
    """How to mend a text in quotes that holds the same quotes: around the whole, or within it."""
    inner = value[1:-1]
    within = value[:1] in ('"', "'") and value[-1:] == value[0] and inner[: inner.find(value[0])].endswith((" ", "("))
    return f"write `{spot.with_value(quoted(inner if within else value))}`"
