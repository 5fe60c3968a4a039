"""Faults that are told by the lines of a YAML document: what is written beside a value, and comments meant as keys."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import replace
from typing import Any, Final, TypeAlias

from ivr.menu.faults import Fault, Location
from ivr.menu.yaml_events import Event
from ivr.menu.yaml_lines import indentation, is_blank
from ivr.menu.yaml_traps import quoted

Mark: TypeAlias = Any
"""A mark of either parser: line and column from 0."""

NO_VALUE: Final = "Y013"
"""The code of a key or an entry with nothing behind it."""

MAX_FAULTS: Final = 500
"""Most faults that one document is asked for."""


class Broken(Exception):
    """The document cannot be read on; its fault is in the list."""


class Notes:
    """Notes faults of one document by its lines. faults: what was found, in the order of reading."""

    def __init__(self, file: str, lines: list[str]) -> None:
        self.faults: list[Fault] = []
        self._file = file
        self._lines = lines
        self._texts: list[tuple[int, int]] = []

    def _fault(self, code: str, message: str, mark: Mark, hint: str) -> None:
        self._add(Fault(code, message, self._at(mark), hint))

    def _add(self, fault: Fault) -> None:
        if len(self.faults) >= MAX_FAULTS:
            hint = f"{fault.hint}; the file has more faults than {MAX_FAULTS} and is read no further"
            self.faults.append(replace(fault, hint=hint))
            raise Broken
        self.faults.append(fault)

    def _at(self, mark: Mark) -> Location:
        return Location(self._file, mark.line + 1, mark.column + 1)

    def _tag(self, event: Event) -> None:
        mark = event.start_mark
        rest = self._lines[mark.line][mark.column :]
        written = rest.split()[0].rstrip(",]}") if rest.split() else "!"
        hint = f"remove `{written}`; a text that starts with `!` stands in quotes: `{quoted(rest.strip())}`"
        self._fault("Y009", f"tags such as `{written}` are not taken: a menu holds no code and no types", mark, hint)

    def _empty(self) -> None:
        script = self._file.endswith(".call.yaml")
        hint = "write `steps:` and what the caller does" if script else "write `service:` and `nodes:`"
        for line in self._lines:
            if line.strip().startswith("#"):
                hint = "all its lines start with `#`, which makes them comments; as a key `#` stands in quotes: "
                hint += f'`"#"{line.strip()[1:]}`' if line.strip()[1:2] == ":" else '`"#": …`'
                break
        self.faults.append(Fault("Y006", "the document is empty", Location(self._file, 1, 1), hint))

    def _empty_value(self, event: Event, key: str) -> None:
        mark = event.end_mark
        name = f"`{key}`" if key else "this entry"
        rest = self._lines[mark.line][mark.column :].strip() if mark.line < len(self._lines) else ""
        if rest.startswith("#"):
            written = f'`{key}: "{rest}"`' if key else f'`- "{rest}"`'
            hint = f"`#` starts a comment; in quotes it is a key or a text: {written}"
        else:
            hint = f"write a value after `{key}:`" if key else "write a value after `-`"
            if self._goes_on(mark.line):
                hint += ", indent what belongs to it deeper"
            hint += ", or remove it"
        self._fault(NO_VALUE, f"{name} has no value", mark, hint)

    def _goes_on(self, line: int) -> bool:
        """Whether the next line is a key in the same column: the value may be meant, and not be indented."""
        below = next((text for text in self._lines[line + 1 :] if not is_blank(text)), "")
        here = self._lines[line] if line < len(self._lines) else ""
        return bool(below) and indentation(below) == indentation(here) and not here.lstrip().startswith("-")

    def _cut_text(self, text: str, event: Event) -> None:
        mark = event.end_mark
        rest = self._lines[mark.line][mark.column :]
        if rest.startswith(" #") and text[-1] not in ".!?…:;,»)" and event.start_mark.line == mark.line:
            whole = f"{text}{rest}".rstrip()
            hint = f"if it belongs to the text, write `{quoted(whole)}`; if it is a comment, put two spaces before it"
            self._fault("Y017", "the text ends before `#`: the rest of the line is a comment", event.start_mark, hint)

    def _comment_keys(self) -> None:
        """Report lines such as `#: back`: a key in the mind of the author, a comment for YAML."""
        for number, line in enumerate(self._lines):
            if "#:" not in line:
                continue
            bare = line.lstrip()
            text = bisect_right(self._texts, (number, len(self._lines))) - 1
            if bare.startswith(("#:", "- #:")) and (text < 0 or self._texts[text][1] < number):
                at = Location(self._file, number + 1, line.index("#") + 1)
                written = bare.removeprefix("- ").rstrip()
                hint = f'as a key `#` stands in quotes: `"#"{written[1:]}`; a comment has a space after `#`'
                self._add(Fault("Y015", f"`{written}` is a comment, so the line is not read", at, hint))
