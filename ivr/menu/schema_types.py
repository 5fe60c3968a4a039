"""The types of the menu language as JSON Schemas: one for every name of `ivr.menu.language.TYPES`."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Final, TypeAlias

from ivr.menu.language import COLLECT_KINDS, DTMF_KEYS, TYPES, WEEKDAYS

Schema: TypeAlias = dict[str, Any]

NAME: Final = "^[A-Za-z][A-Za-z0-9_]*$"
DOTTED: Final = r"^[A-Za-z_][A-Za-z0-9_]*(\.[A-Za-z_][A-Za-z0-9_]*)*$"
DIALLED: Final = r"^(\+?[0-9]{1,15}|[0-9*#]{1,20})$"
_DAY: Final = "(" + "|".join(WEEKDAYS) + ")"


@dataclass(frozen=True, slots=True)
class Names:
    """The names that a service has given; empty where none is known."""

    languages: tuple[str, ...]
    levels: tuple[str, ...] = ()
    actions: tuple[str, ...] = ()
    dialogs: tuple[str, ...] = ()
    nodes: tuple[str, ...] = ()


def types(names: Names) -> dict[str, Schema]:
    """The schema of each type by its name, with the language's own description of it."""
    made = _types(names)
    return {name: {"description": TYPES[name], **made[name]} for name in TYPES}


def _types(names: Names) -> dict[str, Schema]:
    name: Schema = {"type": "string", "pattern": NAME}
    text: Schema = {"type": "string", "pattern": r"\S"}
    day: Schema = {"type": "string", "pattern": f"^{_DAY}(-{_DAY})?$"}
    words: Schema = {"anyOf": [text, _list(text)]}
    block: Schema = {"type": "object"}
    return {
        "name": name,
        "text": text,
        "phrase": {"anyOf": [text, _ref("phrase_texts")]},
        "prompt": {"anyOf": [_ref("phrase"), _list(_ref("phrase"))]},
        "phrases": {"anyOf": [*words["anyOf"], _closed(names.languages, words)]},
        "key": {"anyOf": [{"type": "string", "pattern": f"^[{DTMF_KEYS}]+$"}, {"type": "integer", "minimum": 0}]},
        "one_key": {
            "anyOf": [
                {"type": "string", "pattern": f"^[{DTMF_KEYS}]$"},
                {"type": "integer", "minimum": 0, "maximum": 9},
            ]
        },
        "seconds": {"type": "string", "pattern": r"^[0-9]+(\.[0-9]+)?(ms|s|m)$"},
        "count": {"type": "integer", "minimum": 1},
        "length": {"anyOf": [{"type": "integer", "minimum": 1}, {"type": "string", "pattern": "^[0-9]+(-[0-9]+)?$"}]},
        "bound": {"type": "number"},
        "share": {"type": "number", "minimum": 0, "maximum": 1},
        "flag": {"type": "boolean"},
        "level": {"enum": list(names.levels)} if names.levels else name,
        "target": _offered(names.nodes, NAME),
        "route": {"anyOf": [_ref("target"), _ref("route_block")]},
        "remedy": {"anyOf": [_ref("prompt"), _ref("remedy_block")]},
        "expression": {"anyOf": [{"type": "string", "not": {"pattern": r"^\s*\{\{"}}, {"type": ["number", "boolean"]}]},
        "values": {
            "type": "object",
            "propertyNames": {"pattern": NAME},
            "additionalProperties": {"type": ["string", "number", "boolean", "null"]},
        },
        "pattern": {"type": "string", "format": "regex"},
        "hours": {"type": "string", "pattern": "^[0-9]{1,2}:[0-9]{2}-[0-9]{1,2}:[0-9]{2}$"},
        "days": {"anyOf": [day, _list(day)]},
        "names": _list(name, unique=True),
        "languages": _list({"enum": list(names.languages)}, unique=True),
        "numbers": {
            "type": "object",
            "minProperties": 1,
            "propertyNames": {"pattern": DIALLED},
            "additionalProperties": _ref("target"),
        },
        "paths": {"anyOf": [text, _list(text)]},
        "modules": {"anyOf": [{"type": "string", "pattern": DOTTED}, _list({"type": "string", "pattern": DOTTED})]},
        "zone": text,
        "action": _offered(names.actions, DOTTED),
        "shortcuts": _list(_ref("target"), unique=True),
        "menu": {**_named(_ref("choice_block")), "minProperties": 1},
        "list": _ref("list_block"),
        "cases": {**_list(_ref("case_block")), "contains": {"required": ["else"]}},
        "collect": {"enum": list(COLLECT_KINDS)},
        "dialog": _offered(names.dialogs, NAME),
        "language": {"enum": list(names.languages)},
        "destination": {"type": "string", "pattern": r"^(\+?[0-9*#]+|[A-Za-z][A-Za-z0-9_.@:+-]*)$"},
        "hangup": {"anyOf": [{"const": True}, _ref("prompt")]},
        "defaults": _ref("defaults_block"),
        "universals": block | {"propertyNames": {"pattern": NAME}},
        "access": _ref("access_block"),
        "limits": _ref("limits_block"),
        "nodes": _named(_ref("node")),
    }


def _ref(name: str) -> Schema:
    return {"$ref": f"#/$defs/{name}"}


def _list(item: Schema, *, unique: bool = False) -> Schema:
    return {"type": "array", "items": item, "minItems": 1} | ({"uniqueItems": True} if unique else {})


def _closed(names: Iterable[str], value: Schema) -> Schema:
    return {"type": "object", "properties": dict.fromkeys(names, value), "additionalProperties": False}


def _named(value: Schema) -> Schema:
    return {"type": "object", "propertyNames": {"pattern": NAME}, "additionalProperties": value}


def _offered(names: Iterable[str], pattern: str) -> Schema:
    """Known names are offered, and another is allowed: it may have been written after the schema."""
    known = list(names)
    free: Schema = {"type": "string", "pattern": pattern}
    return {"anyOf": [{"enum": known}, free]} if known else free
