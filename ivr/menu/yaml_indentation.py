"""Lines that stand too far right or left, and which of the lines around is the one to move."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from ivr.menu.yaml_lines import Finding, Spot, above, bare, indentation, is_blank

_ASSIGNED: Final = re.compile(r"(?P<key>[^\W\d]\w*)(?P<sign> *[:=] *)(?P<value>\S.*)")
"""`prompt:text` or `prompt = text`: a key whose colon or space is missing."""

_DASHED: Final = re.compile(r"-([^\s-].*)")
"""A list entry whose dash stands close to its text."""

_WRONG: Final = "Y033"


def wrong_indentation(spot: Spot, lines: list[str]) -> Finding:
    """What to say of a line that a parser could not place."""
    line, indent = spot.at[0], indentation(spot.text)
    if spot.text[indent:].startswith(":"):
        return Finding("Y012", "there is no key before the colon", "write the key, or put the text in quotes", spot.at)
    levels = sorted(set(_levels(lines, line)))
    if indent in levels:
        message = "a list entry (`- `) and a key stand side by side"
        hint = "write only keys, or only list entries, at one indentation"
        return _key_above(lines, line, indent) or Finding(_WRONG, message, hint, (line, indent))
    found = _too_far_left(lines, line, indent) or _beside(lines, line, indent)
    if found is not None:
        return found
    neighbours = levels[-2:] or [0]
    hint = f"indent the line by {' or '.join(map(str, neighbours))} {_spaces(neighbours[-1])}, as its neighbours"
    return Finding(_WRONG, f"the indentation of {indent} fits no line above", hint, (line, indent))


def less_than_first(spot: Spot, lines: list[str]) -> Finding | None:
    """What to say of a line that ends the document, because the lines above it all stand further right."""
    before = above(lines, spot.at[0])
    top = next((number for number in range(spot.at[0]) if not is_blank(lines[number])), None)
    here = indentation(spot.text)
    if before is None or top is None or indentation(lines[top]) <= here or spot.at[1] != here:
        return None
    message = f"the first line stands further right than line {spot.at[0] + 1}"
    hint = f"indent it by {here} {_spaces(here)}" if here else "remove the spaces before it"
    return Finding(_WRONG, message, hint, (top, 0))


def missing_colon(at: tuple[int, int], text: str, lines: list[str]) -> Finding:
    """What to say of a line without a colon and a space. text: the line from there on."""
    if entry := _DASHED.fullmatch(text):
        return Finding("Y034", "a space is missing after the dash", f"write `- {entry[1]}`", at)
    before = above(lines, at[0])
    if before is not None and lines[before].startswith(" " * at[1] + "- "):
        return Finding("Y034", "a list entry begins with `- `", f"write `- {text}`", at)
    found = _ASSIGNED.match(text)
    if found is None:
        hint = f"write `{text}: …`; if it goes on with the text above, indent it deeper than the key above"
        return Finding("Y034", "a colon is missing here, or the line is not indented enough", hint, at)
    wrong = "a colon is meant, not `=`" if "=" in found["sign"] else "a space is missing after the colon"
    place = (at[0], at[1] + found.end("key") + len(found["sign"]) - len(found["sign"].lstrip(" ")))
    return Finding("Y034", wrong, f"write `{found['key']}: {found['value']}`", place)


def _key_above(lines: list[str], line: int, indent: int) -> Finding | None:
    """The line above, when it has no colon of its own and so takes this line for its second."""
    before = above(lines, line)
    if before is None or indentation(lines[before]) != indent:
        return None
    text = bare(lines[before])[indent:]
    found = _ASSIGNED.match(text)
    if found is None or (found["sign"].rstrip(" ") != found["sign"] and ":" in found["sign"]):
        return None
    return missing_colon((before, indent), text, lines)


def _too_far_left(lines: list[str], line: int, indent: int) -> Finding | None:
    """A line above that ends what this line goes on with, because it is not indented as its neighbours are."""
    left = (n for n in range(line - 1, -1, -1) if not is_blank(lines[n]) and indentation(lines[n]) < indent)
    closing = next(left, -1)
    before = above(lines, closing) if closing >= 0 else None
    if before is None or not (_opens(lines[closing]) and _opens(lines[line])):
        return None
    if _depth_below(lines, closing) != _depth_below(lines, line):
        return None
    at = (closing, indentation(lines[closing]))
    key = bare(lines[closing]).strip().removesuffix(":")
    if _opens(lines[before]) and indentation(lines[before]) == at[1]:
        outer = bare(lines[before]).strip().removesuffix(":")
        hint = f"indent `{key}` by {indent} {_spaces(indent)}, and all of its lines by as many more"
        return Finding(_WRONG, f"`{key}` belongs under `{outer}`, and stands beside it", hint, at)
    if indent not in _levels(lines, closing):
        return None
    message = f"`{key}` is not indented as the lines above, and line {line + 1} below goes on with them"
    return Finding(_WRONG, message, f"indent it by {indent} {_spaces(indent)}", at)


def _beside(lines: list[str], line: int, indent: int) -> Finding | None:
    """A line that is not in one column with the line above, its neighbour."""
    before = above(lines, line)
    if before is None or _opens(lines[before]) or lines[before].lstrip(" ").startswith("- "):
        return None
    other = indentation(lines[before])
    if lines[line].lstrip(" ").startswith("- "):
        if other != indent + len("- "):
            return None
        text = bare(lines[before]).strip()
        return Finding(_WRONG, "a list entry begins with `- `", f"write `- {text}`", (before, other))
    if other > indent:
        return None
    if other % 2 and not indent % 2:
        message = f"this line and line {line + 1} below belong together, and are not in one column"
        return Finding(_WRONG, message, f"indent it by {indent} {_spaces(indent)}, as the line below", (before, other))
    message = "the line is indented deeper than the one above, which has its value already"
    return Finding(_WRONG, message, f"indent it by {other} {_spaces(other)}, as the line above", (line, indent))


def _spaces(count: int) -> str:
    return "space" if count == 1 else "spaces"


def _opens(line: str) -> bool:
    """Whether a line is a key whose value stands below it."""
    return bare(line).endswith(":")


def _depth_below(lines: list[str], line: int) -> int:
    """The indentation of what follows a line, or -1."""
    return next((indentation(text) for text in lines[line + 1 :] if not is_blank(text)), -1)


def _levels(lines: list[str], line: int) -> Iterator[int]:
    """Indentations of the lines above that are still open."""
    lowest = None
    for number in range(line - 1, -1, -1):
        if is_blank(lines[number]):
            continue
        level = indentation(lines[number])
        if lowest is None or level < lowest:
            yield level
            lowest = level
        if level == 0:
            return
