"""Values by their declared types: checked plain data on the way out, typed values on the way in.

A declared type is a dataclass, `list` or `tuple` of one kind, `dict` by text, `bool`, `int`, `float`, `str`, `Decimal`,
`date`, `datetime`, `Secret`, an enumeration, `Literal`, a union, None or Any. Dates and moments are ISO 8601 as
RFC 3339 has it, a moment with its offset; decimals are texts; sums of money are whole kopecks.
"""

from __future__ import annotations

import dataclasses
import re
import types
import typing
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from enum import Enum
from typing import Any, Final

from ivr.remote.texts import WHOLE, is_text
from ivr.secret import Secret

_DATE: Final = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)
_MOMENT: Final = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,6})?(Z|[+-]\d\d:\d\d)", re.ASCII)
_DECIMAL: Final = re.compile(r"-?\d{1,30}(\.\d{1,30})?", re.ASCII)

LISTS: Final = (list, tuple, Sequence)
MAPPINGS: Final = (dict, Mapping)


class WrongValue(ValueError):
    """A value does not fit its declared type. Says where and what is meant, and nothing of the value."""


class NoForm(TypeError):
    """A declared type has no form in JSON."""


def decoded(declared: Any, data: Any, where: str = "value") -> Any:
    """Plain data as a value of the declared type. Raises WrongValue, and NoForm for a type that has no form."""
    origin = typing.get_origin(declared)
    if declared is Any:
        return data
    if declared is None or declared is type(None):
        return _checked(data is None, data, where, "null")
    if origin in (typing.Union, types.UnionType):
        return _of_union(declared, data, where)
    if origin is typing.Literal:
        choices = typing.get_args(declared)
        return _checked(any(data == it and type(data) is type(it) for it in choices), data, where, f"one of {choices}")
    if origin in LISTS or declared in LISTS:
        return _list(declared, data, where)
    if origin in MAPPINGS or declared in MAPPINGS:
        return _mapping(declared, data, where)
    if dataclasses.is_dataclass(declared) and isinstance(declared, type):
        return _record(declared, data, where)
    if isinstance(declared, type):
        return _scalar(declared, data, where)
    raise NoForm(f"{where}: {declared!r} has no form in JSON; declare plain types and dataclasses")


def _scalar(declared: type, data: Any, where: str) -> Any:
    if declared is bool:
        return _checked(isinstance(data, bool), data, where, "true or false")
    if declared is int:
        whole = isinstance(data, int) and not isinstance(data, bool) and -WHOLE <= data < WHOLE
        return _checked(whole, data, where, "a whole number")
    if declared is float:
        return float(_checked(isinstance(data, int | float) and not isinstance(data, bool), data, where, "a number"))
    if issubclass(declared, Enum):
        found = [member for member in declared if member.value == data and type(member.value) is type(data)]
        return _checked(bool(found), found[0] if found else None, where, f"one of {[it.value for it in declared]}")
    if declared is str:
        return _text(data, where, "a text")
    if declared is Secret:
        return Secret(_text(data, where, "a text"))
    if declared is datetime:
        return _made(datetime.fromisoformat, _MOMENT, data, where, "a moment like 2026-03-02T12:00:00+03:00")
    if declared is date:
        return _made(date.fromisoformat, _DATE, data, where, "a date like 2026-03-02")
    if declared is Decimal:
        return _made(Decimal, _DECIMAL, data, where, 'a decimal in quotes, like "12.50"')
    raise NoForm(f"{where}: {declared.__name__} has no form in JSON; declare plain types and dataclasses")


def _checked(right: bool, value: Any, where: str, meant: str) -> Any:
    if not right:
        raise WrongValue(f"{where} is not {meant}")
    return value


def _text(data: Any, where: str, meant: str) -> str:
    _checked(isinstance(data, str), data, where, meant)
    found: str = data
    return str(_checked(is_text(found), found, where, "text in Unicode without U+0000"))


def _made(make: Any, form: re.Pattern[str], data: Any, where: str, meant: str) -> Any:
    _checked(isinstance(data, str) and form.fullmatch(data) is not None, data, where, meant)
    try:
        return make(data)
    except (ValueError, ArithmeticError):
        raise WrongValue(f"{where} is not {meant}") from None


def _of_union(declared: Any, data: Any, where: str) -> Any:
    """By the first kind that fits; where but one may be something, its own fault is told."""
    kinds = [kind for kind in typing.get_args(declared) if kind is not type(None)]
    if data is None and len(kinds) < len(typing.get_args(declared)):
        return None
    if len(kinds) == 1:
        return decoded(kinds[0], data, where)
    for kind in kinds:
        try:
            return decoded(kind, data, where)
        except WrongValue:
            continue
    raise WrongValue(f"{where} is of none of the declared kinds")


def _list(declared: Any, data: Any, where: str) -> Any:
    kinds = typing.get_args(declared)
    if len(kinds) > 1 and kinds[1:] != (...,):
        raise NoForm(f"{where}: a tuple of several kinds has no form in JSON; declare a dataclass")
    _checked(isinstance(data, list), data, where, "a list")
    kind = kinds[0] if kinds else Any
    found = [decoded(kind, item, f"{where}[{number}]") for number, item in enumerate(data)]
    return tuple(found) if (typing.get_origin(declared) or declared) is tuple else found


def _mapping(declared: Any, data: Any, where: str) -> Any:
    kinds = typing.get_args(declared) or (str, Any)
    if kinds[0] is not str:
        raise NoForm(f"{where}: names of an object are texts")
    _checked(isinstance(data, dict), data, where, "an object")
    return {_text(name, where, "named by texts"): decoded(kinds[1], item, f"{where}.*") for name, item in data.items()}


def _record(declared: type, data: Any, where: str) -> Any:
    _checked(isinstance(data, dict), data, where, "an object")
    fields = {field.name: field for field in dataclasses.fields(declared) if field.init}
    strange = sum(name not in fields for name in data)
    if strange:
        raise WrongValue(f"{where} has {strange} unknown names; there are {', '.join(fields) or 'none'}")
    hints = typing.get_type_hints(declared)
    given: dict[str, Any] = {}
    for name, field in fields.items():
        if name in data:
            given[name] = decoded(hints[name], data[name], f"{where}.{name}")
        elif needed(field):
            raise WrongValue(f"{where}.{name} is missing")
    try:
        return declared(**given)
    except (ValueError, TypeError):
        raise WrongValue(f"{where} is refused by {declared.__name__} itself") from None


def needed(field: dataclasses.Field[Any]) -> bool:
    """Whether a field has to be given."""
    return field.default is dataclasses.MISSING and field.default_factory is dataclasses.MISSING
