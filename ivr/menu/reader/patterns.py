"""Patterns of digits: regular expressions that compile, and that no entry keeps a call waiting at.

Python's matcher tries every way before it gives up: `(\\d+)+` has two to the power of the digits. What is counted here
is a bound from above on the ways to match one entry. Alternatives that never match the same digits count as one, since
only one of them goes on.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import Final

from ivr.menu.language import MOST_DIGITS
from ivr.menu.reader.finding import Wrong

MOST_WAYS: Final = 100_000
"""Ways that are tried in some ten milliseconds."""

DIGITS: Final = "0123456789"
_QUANTIFIER: Final = re.compile(r"(?:([*+?])|\{(\d*)(,?)(\d*)\})[?+]?")
_OPENING: Final = re.compile(r"\((?:\?(?:P<\w+>|<?[=!]|[aimsux-]*:|>|:|#[^)]*|[aimsux]+(?=\))|P=\w+|\(\w+\)))?")
_SINGLE: Final = re.compile(
    r"\[\^?\]?(?:\\.|[^\]\\])*\]|\\(?:x[0-9a-fA-F]{2}|u[0-9a-fA-F]{4}|U[0-9a-fA-F]{8}|N\{[^}]*\}|\d{1,3}|.)|[^\\]",
    re.DOTALL,
)
_WIDTHLESS: Final = re.compile(r"[\^$]|\\[AZbB]")


@dataclass(frozen=True, slots=True)
class _Part:
    """ways: how it may match. prefix: the digits that each of its first places takes, as far as that is plain."""

    ways: int
    prefix: tuple[frozenset[str], ...] = ()
    plain: bool = False


def pattern(text: str) -> str:
    """A regular expression that Python can compile, and match with any entry in no time. Raises Wrong."""
    try:
        re.compile(text)
    except (re.error, OverflowError, RecursionError) as error:
        hint = "write it like `'9\\d{9}'`, in single quotes"
        raise Wrong(f"`{text}` is not a regular expression: {error}", hint) from None
    if ways(text) > MOST_WAYS:
        message = f"`{text}` can match the same digits in very many ways, and trying them all would keep a call waiting"
        raise Wrong(message, "repeat nothing that holds a repetition or like alternatives: `\\d+` for `(\\d+)+`")
    return text


def ways(pattern: str) -> int:
    """The ways in which a pattern that compiles may match one entry, at most `MOST_WAYS` + 1."""
    return _Scan(pattern).alternatives().ways


class _Scan:
    """Goes through a pattern once, from left to right."""

    def __init__(self, pattern: str) -> None:
        self._text = pattern
        self._at = 0

    def alternatives(self) -> _Part:
        """Sequences between `|`, to the end or the closing bracket."""
        found = [self._sequence()]
        while self._text.startswith("|", self._at):
            self._at += 1
            found.append(self._sequence())
        if len(found) == 1:
            return found[0]
        apart = all(_apart(one, other) for number, one in enumerate(found) for other in found[:number])
        total = max(part.ways for part in found) if apart else _capped(sum(part.ways for part in found))
        begun = all(part.prefix for part in found)
        return _Part(total, (frozenset[str]().union(*(part.prefix[0] for part in found)),) if begun else ())

    def _sequence(self) -> _Part:
        total = 1
        prefix: tuple[frozenset[str], ...] = ()
        plain = True
        while self._at < len(self._text) and self._text[self._at] not in "|)":
            part = self._repeated(self._atom())
            total = _capped(total * part.ways)
            if plain:
                prefix += part.prefix
                plain = part.plain
        return _Part(total, prefix, plain)

    def _atom(self) -> _Part:
        if self._text[self._at] == "(":
            opening = _OPENING.match(self._text, self._at)
            assert opening is not None
            self._at = opening.end()
            inner = self.alternatives()
            self._at += 1
            return _Part(inner.ways) if opening[0].startswith(("(?=", "(?!", "(?<", "(?(", "(?P=")) else inner
        single = _SINGLE.match(self._text, self._at)
        assert single is not None
        self._at = single.end()
        if _WIDTHLESS.fullmatch(single[0]):
            return _Part(1, plain=True)
        if single[0][1:].isdecimal():  # what a group matched once more, of whatever width
            return _Part(1)
        return _Part(1, (_taken(single[0]),), plain=True)

    def _repeated(self, part: _Part) -> _Part:
        quantifier = _QUANTIFIER.match(self._text, self._at)
        if quantifier is None or quantifier[0] in ("{}", "{,}"):
            return part
        self._at = quantifier.end()
        sign, low, comma, high = quantifier.groups()
        if sign:
            least, most = int(sign == "+"), 1 if sign == "?" else MOST_DIGITS
        else:
            least, most = int(low or 0), int(high or (MOST_DIGITS if comma else low))
        least, most = min(least, MOST_DIGITS), min(most, MOST_DIGITS)
        total = 0
        for times in range(least, most + 1):
            total = _capped(total + _power(part.ways, times))
        same = part.prefix if least else ()
        return _Part(max(total, 1), same, plain=least == most == 1 and part.plain)


def _apart(one: _Part, other: _Part) -> bool:
    """Whether two alternatives never match the same digits."""
    return any(not first & second for first, second in zip(one.prefix, other.prefix, strict=False))


def _power(ways_of_one: int, times: int) -> int:
    total = 1
    for _ in range(times if ways_of_one > 1 else 0):
        total = _capped(total * ways_of_one)
    return total


def _capped(number: int) -> int:
    return min(number, MOST_WAYS + 1)


@cache
def _taken(single: str) -> frozenset[str]:
    """The digits that one place of a pattern takes; all of them when that cannot be told."""
    try:
        place = re.compile(single, re.DOTALL)
    except re.error:
        return frozenset(DIGITS)
    return frozenset(digit for digit in DIGITS if place.fullmatch(digit))
