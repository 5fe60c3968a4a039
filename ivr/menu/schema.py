"""The menu language as a JSON Schema (draft 2020-12), for editors: made from the tables of `ivr.menu.language`.

One schema serves the four kinds of file: a service's own (it has ``service``), a sub-dialog (``dialog``), an included
file (``nodes``) and prompts. Given a service, it also knows its languages, levels, actions, dialogs and nodes.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import Any, Final, TypeAlias

from ivr.menu import schema_types, source
from ivr.menu.faults import Faults
from ivr.menu.language import (
    BLOCKS,
    CHOICE,
    DIALOG,
    FRAGMENT,
    KINDS,
    MOST_ITEMS,
    PHRASE,
    REQUIRED,
    SERVICE,
    UNIVERSAL,
    Block,
    Key,
)
from ivr.menu.model import BACK, REPEAT, ROOT, Service
from ivr.menu.reader.texts import plain
from ivr.wording import LANGUAGES

Schema: TypeAlias = dict[str, Any]

DRAFT: Final = "https://json-schema.org/draft/2020-12/schema"
ORDER: Final = (
    "collect",
    "action",
    "call",
    "menu",
    "list",
    "confirm",
    "branch",
    "transfer",
    "language",
    "hangup",
    "return",
)
"""Kinds in the order in which their keys decide: `collect` before `confirm`, whose key it takes too."""

_LITERAL: Final = frozenset({"seconds", "count", "share", "flag", "key", "one_key", "zone"})
"""Types whose defaults stand in the tables as an author would write them; the others tell them in words."""


def schema(service: Service | None = None) -> Schema:
    """The schema. service: a service whose own names are to be offered and, where they are a closed list, required."""
    languages = service.languages if service is not None else LANGUAGES
    definitions: dict[str, Schema] = {
        **schema_types.types(_names(service)),
        "phrase_texts": _block(PHRASE, texts=languages),
        "node": _node(),
        "prompts": {
            "title": "Prompts",
            "description": "Named prompts: `$name` says them.",
            "type": "object",
            "propertyNames": {"pattern": schema_types.NAME},
            "additionalProperties": _ref("prompt"),
        },
    }
    for block in BLOCKS:
        if block is not PHRASE:
            definitions[name_of(block)] = _block(block)
    for kind in KINDS.values():
        definitions[f"{kind.name}_node"] = _block(kind.block)
    _refine(definitions)
    return {
        "$schema": DRAFT,
        "title": "A voice menu",
        "type": "object",
        **_first(
            (
                ("service", name_of(SERVICE)),
                ("dialog", name_of(DIALOG)),
                ("nodes", name_of(FRAGMENT)),
            ),
            "prompts",
        ),
        "$defs": definitions,
    }


def name_of(block: Block) -> str:
    """The name under which a block stands in the schema's definitions."""
    return block.title.lower().replace(" ", "_").replace("-", "_") + "_block"


def _names(service: Service | None) -> schema_types.Names:
    if service is None:
        return schema_types.Names(languages=LANGUAGES)
    return schema_types.Names(
        languages=service.languages,
        levels=service.access.levels,
        actions=tuple(service.actions),
        dialogs=tuple(name for name in service.dialogs if name != ROOT),
        nodes=tuple(sorted({node.name for _, node in service.nodes()})),
    )


def _ref(name: str) -> Schema:
    return {"$ref": f"#/$defs/{name}"}


def _block(block: Block, texts: Iterable[str] = ()) -> Schema:
    """A mapping of the language. texts: keys that hold texts beside the table's."""
    properties: dict[str, Schema] = {
        language: {"type": "string", "minLength": 1, "description": f"The text in `{language}`."} for language in texts
    }
    properties |= {key.name: _property(key) for key in block.keys}
    result: Schema = {
        "title": block.title,
        "description": block.doc,
        "type": "object",
        "properties": properties,
        "required": [key.name for key in block.keys if key.default == REQUIRED],
        "additionalProperties": _ref("route") if block.outcomes else False,
    }
    if block.outcomes:
        result["propertyNames"] = {"pattern": schema_types.NAME}
    if block.example:
        result["examples"] = [_example(block.example)]
    return result


def _property(key: Key) -> Schema:
    result: Schema = {**_ref(key.type), "description": key.doc}
    default = _literal(key)
    if default is not None:
        result["default"] = default
    elif key.default and key.default != REQUIRED:
        result["description"] = f"{key.doc} Default: {key.default}."
    if key.example:
        result["examples"] = [_example(key.example)[key.name]]
    return result


def _literal(key: Key) -> Any:
    """The default as JSON data, when it is a value and not words about one."""
    if key.type not in _LITERAL or not key.default or " " in key.default or key.default in ("none", "defaults"):
        return None
    return _example(f"default: {key.default}")["default"]


def _example(text: str) -> Any:
    node = source.read_text(text, "example", Faults())
    return plain_data(node) if node is not None else None


def plain_data(node: source.Node) -> Any:
    """A document as JSON data, read as the menu language reads it: only numbers, flags and null are not text."""
    if isinstance(node, source.Scalar):
        return plain(node)
    if isinstance(node, source.Sequence):
        return [plain_data(item) for item in node.items]
    return {entry.key.text: plain_data(entry.value) for entry in node.entries}


def _first(rules: Iterable[tuple[str, str]], otherwise: str) -> Schema:
    """The definition of the first key that is there: faults are then told for one kind, not for all of them."""
    result = _ref(otherwise)
    for key, name in reversed(tuple(rules)):
        result = {"if": {"required": [key]}, "then": _ref(name), "else": result}
    return result


def _node() -> Schema:
    marks = {
        kind.name: {"description": kind.block.doc, "examples": [_example(kind.block.example)]}
        for kind in KINDS.values()
        if kind.name in kind.block.names
    }
    return {
        "title": "Node",
        "description": "A node: what is said, asked or done, and the ways on.",
        "type": "object",
        "properties": marks,
        **_first(((mark, f"{mark}_node") for mark in ORDER), "say_node"),
    }


def _refine(definitions: Mapping[str, Schema]) -> None:
    """What the tables tell in words: keys that stand for each other, and those that only some names need."""
    choice = definitions[name_of(CHOICE)]
    choice["if"] = {"properties": {"hidden": {"const": True}}, "required": ["hidden"]}
    choice["then"] = {"anyOf": [{"required": [key]} for key in ("label", "key", "say")]}
    choice["else"] = {"required": ["label"]}
    universal = definitions[name_of(UNIVERSAL)]
    universal["anyOf"] = [{"required": ["key"]}, {"required": ["say"]}]
    own_act = {**_ref(name_of(UNIVERSAL)), "not": {"required": ["goto"]}}
    definitions["universals"] |= {
        "properties": {REPEAT: own_act, BACK: own_act},
        "additionalProperties": {**_ref(name_of(UNIVERSAL)), "required": ["goto"]},
    }
    definitions["list_block"]["properties"]["page"]["maximum"] = MOST_ITEMS
    definitions["list_block"]["oneOf"] = [{"required": ["from"]}, {"required": ["items"]}]
    definitions["case_block"] |= {
        "if": {"required": ["else"]},
        "then": {"maxProperties": 1},
        "else": {"required": ["goto"], "anyOf": [{"required": [key]} for key in ("when", "hours", "days")]},
    }
    definitions["phrase_texts"]["minProperties"] = 1
    definitions[name_of(SERVICE)]["anyOf"] = [{"required": ["nodes"]}, {"required": ["include"]}]


def dumps(service: Service | None = None) -> str:
    """The schema as text, as ``ivr schema`` prints it."""
    return json.dumps(schema(service), ensure_ascii=False, indent=2) + "\n"
