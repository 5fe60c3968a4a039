"""Fields of values of a declared type, and texts that say themselves what stands in for a value."""

from __future__ import annotations

import re
import types
import typing
from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from ivr.actions import value_fields
from ivr.menu.checks.arguments import is_list
from ivr.menu.checks.bindings import ANYTHING, Returned, Special


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


def tolerates(source: str, variable: str) -> bool:
    """Whether a text says itself what happens when the variable has no value."""
    if "default" not in source and " is " not in source:
        return False
    name = rf"\b{re.escape(variable)}\b[\w.]*"
    return re.search(rf"{name}\s*\|\s*default|{name}\s+is\s+(not\s+)?(defined|none)", source) is not None
