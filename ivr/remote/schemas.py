"""JSON Schemas of actions, made from their declarations: for account systems in other languages."""

from __future__ import annotations

import dataclasses
import types
import typing
from datetime import date, datetime
from decimal import Decimal
from enum import Enum
from typing import Any, Final

from ivr.actions import Action
from ivr.remote.contract import MOST_LEVEL, argument_kinds
from ivr.remote.values import LISTS, MAPPINGS, NoForm, needed
from ivr.secret import Secret

DIALECT: Final = "https://json-schema.org/draft/2020-12/schema"

_PLAIN: Final[dict[Any, dict[str, Any]]] = {
    Any: {},
    None: {"type": "null"},
    type(None): {"type": "null"},
    bool: {"type": "boolean"},
    int: {"type": "integer"},
    float: {"type": "number"},
    str: {"type": "string"},
    Secret: {"type": "string", "format": "password", "writeOnly": True},
    datetime: {"type": "string", "format": "date-time"},
    date: {"type": "string", "format": "date"},
    Decimal: {"type": "string", "pattern": r"^-?[0-9]{1,30}(\.[0-9]{1,30})?$"},
}


def value_schema(declared: Any) -> dict[str, Any]:
    """The schema of a declared type. Raises NoForm."""
    origin, kinds = typing.get_origin(declared), typing.get_args(declared)
    if origin in (typing.Union, types.UnionType):
        return {"anyOf": [value_schema(kind) for kind in kinds]}
    if origin is typing.Literal:
        return {"enum": list(kinds)}
    if origin in LISTS or declared in LISTS:
        if len(kinds) > 1 and kinds[1:] != (...,):
            raise NoForm("a tuple of several kinds has no form in JSON; declare a dataclass")
        return {"type": "array", "items": value_schema(kinds[0] if kinds else Any)}
    if origin in MAPPINGS or declared in MAPPINGS:
        if kinds and kinds[0] is not str:
            raise NoForm("names of an object are texts")
        return {"type": "object", "additionalProperties": value_schema(kinds[1] if kinds else Any)}
    if isinstance(declared, type) and dataclasses.is_dataclass(declared):
        return _record(declared)
    if isinstance(declared, type) and issubclass(declared, Enum):
        return {"enum": [member.value for member in declared]}
    try:
        return dict(_PLAIN[declared])
    except (KeyError, TypeError):
        raise NoForm(f"{declared!r} has no form in JSON; declare plain types and dataclasses") from None


def request_schema(action: Action) -> dict[str, Any]:
    """The schema of the body that asks for an action. Raises NoForm."""
    kinds = argument_kinds(action)
    arguments = {
        "type": "object",
        "properties": {name: value_schema(kind) for name, kind in kinds.items()},
        "required": [name for name, required in action.parameters.items() if required],
        "additionalProperties": False,
    }
    return _object(
        call_id={"type": "string", "minLength": 1},
        step={"type": "integer", "minimum": 1},
        caller={"type": "string"},
        called={"type": "string"},
        language={"type": "string"},
        now={"type": "string", "format": "date-time"},
        arguments=arguments,
    )


def answer_schema(action: Action) -> dict[str, Any]:
    """The schema of the body that answers. Raises NoForm."""
    level = {"anyOf": [{"type": "integer", "minimum": 0, "maximum": MOST_LEVEL}, {"type": "null"}]}
    answers = [
        _object(outcome={"const": outcome}, value=value_schema(declared), level=level)
        for outcome, declared in action.outcomes.items()
    ]
    return {"oneOf": answers}


def action_schema(action: Action) -> dict[str, Any]:
    """Both schemas of an action, with what else is declared of it. Raises NoForm."""
    return {
        "description": action.doc.partition("\n\n")[0],
        "timeout": action.timeout,
        "needs": action.needs,
        "changes": action.changes,
        "grants": dict(action.grants),
        "request": request_schema(action),
        "answer": answer_schema(action),
    }


def _object(**properties: dict[str, Any]) -> dict[str, Any]:
    return {
        "type": "object",
        "properties": properties,
        "required": list(properties),
        "additionalProperties": False,
    }


def _record(declared: type) -> dict[str, Any]:
    hints = typing.get_type_hints(declared)
    fields = [field for field in dataclasses.fields(declared) if field.init]
    return {
        "type": "object",
        "title": declared.__name__,
        "properties": {field.name: value_schema(hints[field.name]) for field in fields},
        "required": [field.name for field in fields if needed(field)],
        "additionalProperties": False,
    }
