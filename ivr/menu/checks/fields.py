"""What is known of values by their declared types: their fields, and how a text or expression deals with them."""

from __future__ import annotations

import re
import types
import typing
from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Any

from ivr.actions import value_fields
from ivr.menu.checks.arguments import is_list, type_name
from ivr.menu.checks.bindings import ANYTHING, Returned, Special
from ivr.menu.checks.ground import listed
from ivr.menu.template import Slots


@lru_cache(maxsize=1024)
def fields_of(declared: Any) -> Mapping[str, Any] | None:
    """The fields of a value of a declared type; None when nothing can be said of them."""
    if isinstance(declared, Returned):
        return dict.fromkeys(declared, ANYTHING)
    if isinstance(declared, Special) or declared is Any or typing.get_origin(declared) in (dict, Mapping):
        return None
    if typing.get_origin(declared) in (typing.Union, types.UnionType):
        known = [one for one in typing.get_args(declared) if one is not type(None)]
        return fields_of(known[0]) if len(known) == 1 else None
    if is_list(declared):
        return {}
    fields = value_fields(declared)
    if fields is not None:
        return fields
    return {} if declared is None or declared in (str, int, float, bool) else None


def held(slots: Slots, kinds: Mapping[str, Any]) -> str:
    """What the variables and fields of an expression hold, for a message."""
    return ", ".join(f"`{'.'.join(path)}` holds {type_name(kind)}" for path, kind in _leaves(slots, kinds))


def mended(slots: Slots, kinds: Mapping[str, Any]) -> str:
    """How to mend an expression that does not fit what it uses: name a field where a whole record stands."""
    for path, kind in _leaves(slots, kinds):
        fields = fields_of(kind)
        if fields:
            shown = [".".join((*path, name)) for name in fields]
            return f"name one of its fields: {listed(shown)}"
    return "compare and count values of one kind; `| int` makes a number of a text"


def _leaves(slots: Slots, kinds: Mapping[str, Any]) -> list[tuple[tuple[str, ...], Any]]:
    paths = sorted(slots.paths)
    ends = [path for path in paths if not any(other[: len(path)] == path != other for other in paths)]
    return [(path, field_type(kinds[path[0]], path[1:])) for path in ends]


def field_type(declared: Any, path: Sequence[str]) -> Any:
    """The type of a value's field, or of a field's field."""
    for name in path:
        declared = (fields_of(declared) or {}).get(name, ANYTHING)
    return declared


def tolerates(source: str, variable: str) -> bool:
    """Whether a text says itself what happens when the variable has no value."""
    if "default" not in source and " is " not in source:
        return False
    name = rf"\b{re.escape(variable)}\b[\w.]*"
    return re.search(rf"{name}\s*\|\s*default|{name}\s+is\s+(not\s+)?(defined|none)", source) is not None
