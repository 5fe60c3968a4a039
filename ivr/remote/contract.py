"""What of an action's declaration the two ends share: the kinds of its arguments and values, held to when asking and
when answering."""

from __future__ import annotations

import typing
from collections.abc import Mapping
from typing import Any, Final

from ivr.actions import Action, ActionError, Outcome, plain
from ivr.remote.values import NoForm, WrongValue, decoded
from ivr.secret import Secret

MOST_LEVEL: Final = 3
"""The highest access level."""

LONGEST_NAME: Final = 200
"""Letters of a call's name."""


def argument_kinds(action: Action) -> Mapping[str, Any]:
    """The declared type of each argument, Any for one that has none. Raises NoForm when they cannot be worked out."""
    try:
        hints = typing.get_type_hints(action.function)
    except (NameError, TypeError) as error:
        raise NoForm(f"{action.name}: the types of its arguments cannot be found ({error})") from None
    return {name: hints.get(name, Any) for name in action.parameters}


def secret(kind: Any) -> bool:
    """Whether an argument of this type is a secret."""
    return kind is Secret or any(secret(each) for each in typing.get_args(kind))


def request_name(call_id: str, step: int) -> str:
    """The value of the header Idempotency-Key (draft-ietf-httpapi-idempotency-key-header): a String of RFC 9651.

    Raises WrongValue for a call's name that cannot stand in a header.
    """
    if not (call_id.isascii() and call_id.isprintable()) or len(call_id) > LONGEST_NAME:
        raise WrongValue(f"the call's name is not printable ASCII of {LONGEST_NAME} letters at most")
    inside = f"{call_id}:{step}".replace("\\", "\\\\").replace('"', '\\"')
    return f'"{inside}"'


def arguments_given(action: Action, kinds: Mapping[str, Any], arguments: Mapping[str, Any]) -> dict[str, Any]:
    """Arguments as plain data for the body, secrets revealed. Raises WrongValue."""
    found: dict[str, Any] = {}
    for name, value in arguments.items():
        if name not in kinds:
            raise WrongValue(f"{action.name} has no argument {name}")
        if isinstance(value, Secret):
            if not secret(kinds[name]):
                raise WrongValue(f"{name} gets a secret and is not declared as one: annotate it with Secret")
            found[name] = value.reveal()
            continue
        try:
            found[name] = plain(value)
        except ActionError:
            raise WrongValue(f"{name} is not plain data") from None
    return found


def arguments_taken(action: Action, kinds: Mapping[str, Any], data: Any) -> dict[str, Any]:
    """Arguments of a body as the function takes them. Raises WrongValue."""
    if not isinstance(data, dict):
        raise WrongValue("arguments is not an object")
    strange = sum(name not in kinds for name in data)
    if strange:
        raise WrongValue(f"arguments has {strange} unknown names; there are {', '.join(kinds) or 'none'}")
    missing = [name for name, required in action.parameters.items() if required and name not in data]
    if missing:
        raise WrongValue(f"arguments.{missing[0]} is missing")
    return {name: decoded(kinds[name], value, f"arguments.{name}") for name, value in data.items()}


def answer_given(action: Action, outcome: object) -> dict[str, Any]:
    """What a function returned, as plain data for the body. Raises WrongValue when it was not declared."""
    if not isinstance(outcome, Outcome):
        raise WrongValue("what it returned is no Outcome")
    try:
        data = {"outcome": outcome.name, "value": plain(outcome.value), "level": outcome.level}
    except ActionError:
        raise WrongValue("its value is not plain data") from None
    answer_taken(action, data)
    return data


def answer_taken(action: Action, data: Any) -> Outcome:
    """The outcome of a body, its value of the declared type. Raises WrongValue."""
    if not isinstance(data, dict) or set(data) != {"outcome", "value", "level"}:
        raise WrongValue("the answer is not an object of outcome, value and level")
    name, level = data["outcome"], data["level"]
    if not isinstance(name, str) or name not in action.outcomes:
        raise WrongValue(f"the outcome is not declared; there are {', '.join(action.outcomes)}")
    return Outcome(name, decoded(action.outcomes[name], data["value"]), level_of(level))


def level_of(level: Any) -> int | None:
    """An access level of a body. Raises WrongValue."""
    if level is None or (isinstance(level, int) and not isinstance(level, bool) and 0 <= level <= MOST_LEVEL):
        return level
    raise WrongValue(f"level is not a whole number from 0 to {MOST_LEVEL}, or null")
