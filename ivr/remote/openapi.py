"""An OpenAPI document of the actions of a service: what a server of another make has to answer."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Final

from ivr.actions import Action
from ivr.remote.contract import MOST_LEVEL
from ivr.remote.schemas import action_schema

VERSION: Final = "3.1.0"
"""Of OpenAPI: the first whose schemas are those of JSON Schema 2020-12."""

PROBLEM: Final = "application/problem+json"

REFUSALS: Final = {
    "400": "The body does not fit the schema.",
    "401": "The request is not signed by a known key, its time is past, or its signature was used. Unsigned.",
    "403": "The call has not proved the level that this needs; `level` is what it has proved.",
    "404": "There is no such action.",
    "409": "A request of this name is being done just now: ask again.",
    "422": "The name belongs to another request, which is not done.",
    "500": "It could not be done.",
    "503": "Ask again.",
}
"""What a server answers otherwise, by status."""


def openapi(title: str, actions: Iterable[Action]) -> dict[str, Any]:
    """The document. title: of the service. Raises `ivr.remote.values.NoForm`."""
    return {
        "openapi": VERSION,
        "info": {"title": f"The actions of {title}", "version": "1"},
        "paths": {f"/actions/{action.name}": {"post": _operation(action)} for action in actions},
        "components": {
            "schemas": {"Problem": _problem()},
            "parameters": {name.lower(): _header(name, meaning) for name, meaning in _HEADERS.items()},
        },
    }


_HEADERS: Final = {
    "Idempotency-Key": 'The request\'s name, `"call_id:step"`: what is asked for twice under one name is done once.',
    "Content-Digest": "SHA-256 of the body (RFC 9530).",
    "Signature-Input": "What the signature covers, its time, key, nonce and tag (RFC 9421).",
    "Signature": "HMAC-SHA256 of that (RFC 9421).",
}


def _operation(action: Action) -> dict[str, Any]:
    declared = action_schema(action)
    problem = {"content": {PROBLEM: {"schema": {"$ref": "#/components/schemas/Problem"}}}}
    return {
        "operationId": action.name,
        "summary": declared["description"],
        "x-ivr": {name: declared[name] for name in ("timeout", "needs", "changes", "grants")},
        "parameters": [{"$ref": f"#/components/parameters/{name.lower()}"} for name in _HEADERS],
        "requestBody": {"required": True, "content": {"application/json": {"schema": declared["request"]}}},
        "responses": {
            "200": {"description": "How it ended.", "content": {"application/json": {"schema": declared["answer"]}}},
            **{status: {"description": meaning, **problem} for status, meaning in REFUSALS.items()},
        },
    }


def _header(name: str, meaning: str) -> dict[str, Any]:
    return {"name": name, "in": "header", "required": True, "description": meaning, "schema": {"type": "string"}}


def _problem() -> dict[str, Any]:
    """Problem details (RFC 9457)."""
    level = {"anyOf": [{"type": "integer", "minimum": 0, "maximum": MOST_LEVEL}, {"type": "null"}]}
    properties = {"status": {"type": "integer"}, "detail": {"type": "string"}, "level": level}
    return {"type": "object", "properties": properties}
