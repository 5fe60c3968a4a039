"""Call scripts as a JSON Schema (draft 2020-12), for editors: made from the tables of `ivr.testing.script`."""

from __future__ import annotations

import json
from typing import Any, Final

from ivr.menu.language import REQUIRED, Block, Key
from ivr.menu.model import TRANSFER_OUTCOMES
from ivr.menu.schema import DRAFT, Schema
from ivr.menu.schema_types import DIALLED, DOTTED, NAME
from ivr.testing.script import BARE_STEPS, CALL, CONNECTED, EXPECT, FILE, HEAD, NOBODY, SAID, SIMULATED, STEP
from ivr.wording import LANGUAGES

_TEXT: Final[Schema] = {"type": "string", "pattern": r"\S"}


def script_schema() -> Schema:
    """The schema of a file with call scripts."""
    file = _block(FILE)
    file["oneOf"] = [{"required": ["steps"]}, {"required": ["calls"]}]
    call = _block(CALL)
    call["required"] = ["steps"]
    step = _block(STEP) | {"minProperties": 1, "maxProperties": 1}
    return {
        "$schema": DRAFT,
        **file,
        "$defs": {
            **_types(),
            "call": call,
            "step": {"anyOf": [{"enum": list(BARE_STEPS)}, step]},
        },
    }


def dumps() -> str:
    """The schema as text."""
    return json.dumps(script_schema(), ensure_ascii=False, indent=2) + "\n"


def _types() -> dict[str, Schema]:
    return {
        "text": _TEXT,
        "texts": {"anyOf": [_TEXT, {"type": "array", "items": _TEXT, "minItems": 1}]},
        "name": {"type": "string", "pattern": NAME},
        "dialled": {"type": "string", "pattern": DIALLED},
        "language": {"enum": list(LANGUAGES)},
        "moment": {"type": "string", "pattern": r"^\d{4}-\d{2}-\d{2}"},
        "keys": {"anyOf": [{"type": "string", "pattern": "^[0-9A-D*# ]+$"}, {"type": "integer", "minimum": 0}]},
        "seconds": {"type": "string", "pattern": r"^[0-9]+(\.[0-9]+)?(ms|s|m)$"},
        "share": {"type": "number", "minimum": 0, "maximum": 1},
        "count": {"type": "integer", "minimum": 1},
        "flag": {"type": "boolean"},
        "transfer": {"enum": [CONNECTED, *TRANSFER_OUTCOMES]},
        "data": {},
        "facts": {"type": "object"},
        "account": {"anyOf": [{"const": NOBODY}, _ref("facts")]},
        "others": {"type": "object", "propertyNames": {"pattern": DIALLED}, "additionalProperties": _ref("facts")},
        "head": _block(HEAD),
        "said": {"anyOf": [_TEXT, _block(SAID)]},
        "expect": _block(EXPECT) | {"minProperties": 1},
        "simulate": {
            "type": "object",
            "propertyNames": {"pattern": DOTTED},
            "additionalProperties": {"anyOf": [_ref("name"), _block(SIMULATED)]},
        },
        "steps": {"type": "array", "items": _ref("step")},
        "calls": {"type": "object", "minProperties": 1, "additionalProperties": _ref("call")},
    }


def _block(block: Block) -> Schema:
    return {
        "title": block.title,
        "description": block.doc,
        "type": "object",
        "properties": {key.name: _property(key) for key in block.keys},
        "required": [key.name for key in block.keys if key.default == REQUIRED],
        "additionalProperties": False,
    }


def _property(key: Key) -> dict[str, Any]:
    doc = key.doc if key.default in ("", REQUIRED) else f"{key.doc} Default: {key.default}."
    return {**_ref(key.type), "description": doc}


def _ref(name: str) -> Schema:
    return {"$ref": f"#/$defs/{name}"}
