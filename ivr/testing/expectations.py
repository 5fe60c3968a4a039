"""What a test expects of a call, in plain functions: words heard, accounts alike."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any

from ivr.wording.understand import normalise


class CallFailed(AssertionError):
    """A call did not go as expected. message: what was expected and what came; transcript: the call so far."""

    def __init__(self, message: str, transcript: Iterable[str] = ()) -> None:
        self.message = message
        self.transcript = tuple(transcript)
        told = "\n".join(f"  {line}" for line in self.transcript)
        super().__init__(f"{message}\nthe call so far:\n{told}" if told else message)


def is_heard(fragment: str, said: Iterable[str]) -> bool:
    """Whether whole words were said one after another; case, punctuation, and ё or е make no difference."""
    return f" {normalise(fragment)} " in f" {' '.join(normalise(text) for text in said)} "


def differences(expected: Any, found: Any, name: str = "") -> list[str]:
    """Where what was found is not what was expected. Of mappings only the expected names are compared."""
    if isinstance(expected, Mapping):
        if not isinstance(found, Mapping):
            return [f"{name or 'it'} is {found!r}, not a mapping"]
        return [
            line
            for key, value in expected.items()
            for line in (
                differences(value, found[key], f"{name}.{key}" if name else str(key))
                if key in found
                else [f"{name + '.' if name else ''}{key} is not there, of {', '.join(map(str, found)) or 'nothing'}"]
            )
        ]
    if isinstance(expected, list | tuple) and isinstance(found, list | tuple):
        if len(expected) != len(found):
            return [f"{name} has {len(found)} entries, not {len(expected)}: {list(found)!r}"]
        return [
            line
            for number, (one, other) in enumerate(zip(expected, found, strict=True), 1)
            for line in differences(one, other, f"{name}[{number}]")
        ]
    return [] if _same(expected, found) else [f"{name or 'it'} is {found!r}, not {expected!r}"]


def _same(expected: Any, found: Any) -> bool:
    """Equal, where a number is itself in each of its types (121.05 as float or Decimal), and no flag is a number."""
    if _is_number(expected) and _is_number(found):
        return Decimal(str(expected)) == Decimal(str(found))
    return type(expected) is type(found) and bool(expected == found)


def _is_number(value: Any) -> bool:
    return isinstance(value, int | float | Decimal) and not isinstance(value, bool)
