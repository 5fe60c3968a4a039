"""What is wrong with a document, and where: faults, the list that collects them, and hints for mistyped words."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Final, NamedTuple

from ivr.menu.codes import CODES, Code, Severity

__all__ = ["CODES", "Code", "Fault", "Faults", "Location", "Severity", "did_you_mean", "explain", "nearest"]


class Location(NamedTuple):
    """A place in a document. file: as the user named it. line, column: from 1, in characters.

    A tuple, not a dataclass: a big menu has half a million of them, and a tuple is made three times as fast.
    """

    file: str
    line: int
    column: int

    def __str__(self) -> str:
        return f"{self.file}:{self.line}:{self.column}"


@dataclass(frozen=True, slots=True)
class Fault:
    """One finding. code: a key of `CODES`. hint: how to mend it, or empty."""

    code: str
    message: str
    at: Location
    hint: str = ""

    @property
    def severity(self) -> Severity:
        """Error or warning, from the catalogue. A code the catalogue lacks counts as an error."""
        known = CODES.get(self.code)
        return known.severity if known else Severity.ERROR

    def __str__(self) -> str:
        return f"{self.at} {self.code} {self.message}"

    def render(self) -> str:
        """The fault for people: one line, and its hint on the next."""
        return f"{self}\n  hint: {self.hint}" if self.hint else str(self)

    def to_dict(self) -> dict[str, str | int]:
        """The fault for machines: plain JSON values."""
        return {
            "code": self.code,
            "severity": self.severity.value,
            "message": self.message,
            "file": self.at.file,
            "line": self.at.line,
            "column": self.at.column,
            "hint": self.hint,
        }


@dataclass(slots=True)
class Faults:
    """Everything found in one run. Iterates in the order of finding; `sorted` gives the order of reading."""

    _found: dict[Fault, None] = field(default_factory=dict)
    _mangled: set[Location] = field(default_factory=set)

    def add(self, code: str, message: str, at: Location, hint: str = "") -> None:
        """Report a fault; the same one twice counts once.

        A value that YAML itself mangles (family Y) is not complained of again for what the mangled value would mean.
        """
        if code[:1] == "Y":
            self._mangled.add(at)
        elif at in self._mangled:
            return
        self._found[Fault(code, message, at, hint)] = None

    def spoil(self, at: Location | None) -> None:
        """Complain of nothing at a place whose fault is told elsewhere."""
        if at is not None:
            self._mangled.add(at)

    def extend(self, faults: Iterable[Fault]) -> None:
        """Report many."""
        for fault in faults:
            self.add(fault.code, fault.message, fault.at, fault.hint)

    def sorted(self) -> list[Fault]:
        """All faults by file, line, column and code."""
        return sorted(self._found, key=lambda fault: (fault.at, fault.code, fault.message))

    @property
    def errors(self) -> list[Fault]:
        """The faults that keep a menu from being used."""
        return [fault for fault in self.sorted() if fault.severity is Severity.ERROR]

    @property
    def warnings(self) -> list[Fault]:
        """The faults that a menu works with."""
        return [fault for fault in self.sorted() if fault.severity is Severity.WARNING]

    @property
    def has_errors(self) -> bool:
        """True when a menu cannot be used."""
        return any(fault.severity is Severity.ERROR for fault in self._found)

    def __iter__(self) -> Iterator[Fault]:
        return iter(self._found)

    def __len__(self) -> int:
        return len(self._found)


_LOOKALIKES: Final = str.maketrans("авеёкмнорстухіѕјАВЕКМНОРСТУХІЅЈ", "abeekmhopctyxisjABEKMHOPCTYXISJ")
"""Cyrillic letters and the Latin ones that look the same."""

_CLOSE: Final = 0.65
"""Likeness (`difflib` ratio) from which a word is offered."""


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """A hint for a mistyped word: ``did you mean `menu`?``, or empty when nothing known is like it.

    Looks through letters of the other alphabet that look the same, the case of letters, and `-` for `_`.
    """
    meant = nearest(word, known)
    if not meant:
        return ""
    alike = _in_latin(word) == _in_latin(meant)
    return f"did you mean `{meant}`?" + (
        " Some letters here are of another alphabet and only look the same" if alike else ""
    )


def nearest(word: str, known: Iterable[str]) -> str:
    """The known word that a mistyped one is most like, or empty when it is like none."""
    candidates = sorted({candidate for candidate in known if candidate != word}, reverse=True)
    twins = {_in_latin(candidate): candidate for candidate in candidates}
    if _in_latin(word) in twins:
        return twins[_in_latin(word)]
    by_look = {_simplified(candidate): candidate for candidate in candidates}
    close = difflib.get_close_matches(_simplified(word), by_look, n=1, cutoff=_CLOSE)
    return by_look[close[0]] if close else ""


def _in_latin(word: str) -> str:
    return word.translate(_LOOKALIKES)


def _simplified(word: str) -> str:
    return _in_latin(word).casefold().replace("-", "_").replace(" ", "_")


def explain(code: str) -> str:
    """The text of ``ivr explain CODE``. Raises KeyError with a hint for a code that does not exist."""
    known = CODES.get(code.strip().upper())
    if known is None:
        hint = did_you_mean(code.strip().upper(), CODES)
        raise KeyError(f"no code {code}" + (f"; {hint}" if hint else ""))
    return known.text()
