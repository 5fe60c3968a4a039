"""The list of actions that a server serves, and how it is compared with what a service asks for."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Final

from ivr.actions import Action, Registry
from ivr.remote.errors import BadAnswer
from ivr.remote.schemas import DIALECT, action_schema

FORM: Final = 1
"""Version of the list's form."""


def described(actions: Iterable[Action]) -> dict[str, Any]:
    """The actions, each with its schemas, as plain data. Raises `ivr.remote.values.NoForm`."""
    return {"ivr": FORM, "$schema": DIALECT, "actions": {action.name: action_schema(action) for action in actions}}


def differences(registry: Registry, served: Any) -> list[str]:
    """What a server's list lacks or has otherwise than a service's actions, a line each. Raises BadAnswer.

    What it serves besides is its own affair.
    """
    theirs = served.get("actions") if isinstance(served, dict) else None
    if not isinstance(theirs, dict) or served.get("ivr") != FORM:
        raise BadAnswer(f"the list of actions does not have the form {FORM}: update the older of the two ends")
    found: list[str] = []
    for name in sorted(registry):
        action = registry[name]
        if action.local:
            continue
        other = theirs.get(name)
        if isinstance(other, dict):
            found += [f"{name}: {what}" for what in _compared(action_schema(action), other)]
        else:
            found.append(f"{name}: is not served")
    return found


def _compared(ours: Mapping[str, Any], theirs: Mapping[str, Any]) -> Iterator[str]:
    yield from _arguments(_inside(ours, "request"), _inside(theirs, "request"))
    here, there = _outcomes(ours), _outcomes(theirs)
    for outcome in there:
        if outcome not in here:
            yield f"ends {outcome} there, which is not declared here"
    for outcome, value in here.items():
        if outcome not in there:
            yield f"never ends {outcome} there"
        elif there[outcome] != value:
            yield f"the value of {outcome} is declared otherwise"
    for what in ("needs", "changes", "timeout"):
        if ours[what] != theirs.get(what):
            yield f"{what} is {theirs.get(what)} there and {ours[what]} here"


def _arguments(ours: Mapping[str, Any], theirs: Mapping[str, Any]) -> Iterator[str]:
    here, there = ours.get("properties", {}), theirs.get("properties", {})
    for name, kind in here.items():
        if name not in there:
            yield f"the argument {name} is unknown there"
        elif there[name] != kind:
            yield f"the argument {name} is declared otherwise"
    for name in theirs.get("required", []):
        if name not in here:
            yield f"the argument {name} is needed there, and unknown here"
        elif name not in ours.get("required", []):
            yield f"the argument {name} is needed there, and may be left out here"


def _inside(schema: Mapping[str, Any], body: str) -> Mapping[str, Any]:
    """The schema of a request's arguments; an empty one where the list is not what it should be."""
    found: Any = schema
    for step in (body, "properties", "arguments"):
        found = found.get(step) if isinstance(found, dict) else None
    return found if isinstance(found, dict) else {}


def _outcomes(schema: Mapping[str, Any]) -> dict[str, Any]:
    """By outcome, the schema of its value."""
    answer = schema.get("answer")
    found: dict[str, Any] = {}
    for each in answer.get("oneOf", []) if isinstance(answer, dict) else []:
        properties = each.get("properties", {}) if isinstance(each, dict) else {}
        name = properties.get("outcome", {}).get("const")
        if isinstance(name, str):
            found[name] = properties.get("value")
    return found
