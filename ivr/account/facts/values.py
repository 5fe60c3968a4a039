"""Reading facts as people write them: what does not fit ends in a FactError that says what does."""

from __future__ import annotations

import difflib
from collections.abc import Mapping, Sequence
from decimal import Decimal, InvalidOperation
from typing import Any


class FactError(ValueError):
    """A fact cannot be; the message says which and what can."""


def mapping(facts: Mapping[str, Any], name: str, known: tuple[str, ...]) -> Mapping[str, Any]:
    """A mapping with known keys. Raises FactError."""
    value = facts.get(name) or {}
    if not isinstance(value, Mapping):
        raise FactError(f"{name}: is a mapping of {', '.join(known)}")
    for key in value:
        if key not in known:
            raise FactError(f"{name}: there is no {key!r}{did_you_mean(key, known)}")
    return value


def listed(facts: Mapping[str, Any], name: str) -> Sequence[Any]:
    """A list. Raises FactError."""
    value = facts.get(name) or ()
    if not isinstance(value, list | tuple):
        raise FactError(f"{name}: is a list")
    return value


def flag(facts: Mapping[str, Any], name: str) -> bool:
    """True or false. Raises FactError."""
    value = facts.get(name, False)
    if not isinstance(value, bool):
        raise FactError(f"{name}: {value!r} is neither true nor false")
    return value


def one_of(value: Any, known: Any, name: str) -> str:
    """One of what is known. Raises FactError."""
    if not isinstance(value, str) or value not in known:
        raise FactError(f"{name}: there is no {value!r}{did_you_mean(str(value), known)}")
    return str(value)


def count(value: Any, name: str) -> int:
    """A whole number from 0 up. Raises FactError."""
    if isinstance(value, bool) or not isinstance(value, int) or value < 0:
        raise FactError(f"{name}: {value!r} is no whole number from 0 up")
    return value


def did_you_mean(word: str, known: Any) -> str:
    """The end of a message: what may have been meant, else all that is known."""
    close = difflib.get_close_matches(word, list(known), 1)
    return f"; did you mean {close[0]!r}?" if close else f"; known are {', '.join(known)}"


def kopecks(value: Any, name: str = "sum") -> int:
    """Roubles as people write them to kopecks. Raises FactError."""
    try:
        exact = Decimal(str(value)) * 100
    except InvalidOperation:
        raise FactError(f"{name}: {value!r} is no sum of roubles") from None
    if isinstance(value, bool) or not exact.is_finite() or exact != exact.to_integral_value():
        raise FactError(f"{name}: {value!r} is no sum of roubles and kopecks")
    return int(exact)


def roubles(amount: int) -> float | int:
    """Kopecks to roubles as people write them."""
    return amount // 100 if amount % 100 == 0 else amount / 100
