"""Trials: whether a text could be spoken, or an expression worked out, with any value of the kinds that it uses."""

from __future__ import annotations

import dataclasses
import itertools
import types
import typing
from collections.abc import Mapping
from datetime import date, datetime, time
from decimal import Decimal
from enum import Enum
from typing import Any, Final

from ivr.actions import value_fields
from ivr.menu.template import Expression, RenderError, Template

MOST: Final = 300
"""Combinations of sample values tried before a text is given the benefit of the doubt."""

SAMPLES: Final[Mapping[Any, tuple[Any, ...]]] = {
    bool: (True,),
    int: (1, 100),
    float: (1.5,),
    str: ("+79221234567", "2026-01-31", "14:30", "12", "текст", "2026-01-31T14:30:00+03:00"),
    Decimal: ("1.5",),
    date: ("2026-01-31",),
    datetime: ("2026-01-31T14:30:00+03:00",),
    time: ("14:30",),
}
"""Values of each type as they stand in a call, where all data is plain. A text may mean a number, a day or a name."""


def trouble(text: Template | Expression, kinds: Mapping[str, Any]) -> str:
    """Why a text or value cannot be had whatever its variables hold; empty when it can, or when nobody can tell.

    kinds: the type of each variable.
    """
    leaves = [path for path in text.slots.paths if not _goes_on(path, text.slots.paths)]
    choices = [_samples(_leaf(kinds[path[0]], path[1:])) for path in leaves]
    count = 1
    for options in choices:
        count *= len(options)
    if not 0 < count <= MOST:
        return ""
    reason = ""
    have = text.render if isinstance(text, Template) else text.value
    for chosen in itertools.product(*choices):
        try:
            have(_tree(leaves, chosen))
        except RenderError as error:
            reason = reason or str(error)
        else:
            return ""
    return reason


def _goes_on(path: tuple[str, ...], paths: frozenset[tuple[str, ...]]) -> bool:
    return any(len(other) > len(path) and other[: len(path)] == path for other in paths)


def _leaf(declared: Any, path: tuple[str, ...]) -> Any:
    for name in path:
        declared = (value_fields(_required(declared)) or {}).get(name)
    return _required(declared)


def _required(declared: Any) -> Any:
    """A type without the None that it may also be."""
    if typing.get_origin(declared) in (typing.Union, types.UnionType):
        known = [one for one in typing.get_args(declared) if one is not type(None)]
        return known[0] if len(known) == 1 else None
    return declared


def _samples(declared: Any) -> tuple[Any, ...]:
    if dataclasses.is_dataclass(declared):
        return ({name: next(iter(_samples(kind)), None) for name, kind in (value_fields(declared) or {}).items()},)
    if isinstance(declared, type) and issubclass(declared, Enum):
        return tuple(one.value for one in declared)[:1]
    try:
        return SAMPLES.get(declared, ())
    except TypeError:
        return ()


def _tree(leaves: list[tuple[str, ...]], chosen: tuple[Any, ...]) -> dict[str, Any]:
    tree: dict[str, Any] = {}
    for path, value in zip(leaves, chosen, strict=True):
        branch = tree
        for name in path[:-1]:
            branch = branch.setdefault(name, {})
        branch[path[-1]] = value
    return tree
