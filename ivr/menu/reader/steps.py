"""The kinds of node that ask the caller nothing."""

from __future__ import annotations

from ivr.actions import FAILED, LATE
from ivr.menu.language import KINDS
from ivr.menu.model import (
    BUSY,
    TRANSFER_OUTCOMES,
    ActionCall,
    ActionNode,
    CallNode,
    HangupNode,
    LanguageNode,
    ReturnNode,
    Route,
    SayNode,
    TransferNode,
)
from ivr.menu.reader.desk import Base, Desk, Fields, table_default
from ivr.menu.reader.finding import NOT_TOGETHER
from ivr.menu.reader.ways import outcomes, way

ELSE = "else"


def say(_desk: Desk, base: Base, fields: Fields) -> SayNode | None:
    """Says its prompt and goes on."""
    return SayNode(**base, route=way(fields, said=False)) if fields.complete else None


def language(_desk: Desk, base: Base, fields: Fields) -> LanguageNode | None:
    """Switches the language of the call."""
    if not fields.complete:
        return None
    return LanguageNode(**base, language=fields.get("language"), route=way(fields, said=False))


def action(desk: Desk, base: Base, fields: Fields) -> ActionNode | None:
    """Runs an action."""
    if not fields.complete:
        return None
    return ActionNode(
        **base,
        call=action_call(fields, "action"),
        into=fields.get("into") or table_default(KINDS["action"].block, "into"),
        outcomes=with_late(outcomes(desk, fields.others)),
        filler=fields.get("filler"),
        timeout=fields.get("timeout"),
    )


def action_call(fields: Fields, key: str) -> ActionCall:
    """The action that a key names, with the arguments beside it."""
    return ActionCall(fields.get(key), fields.get("with", {}), fields.written[key].at)


def with_late(routes: dict[str, Route]) -> dict[str, Route]:
    """The ways of an action's outcomes: `late` goes `failed`'s way unless it is given."""
    if FAILED in routes:
        routes.setdefault(LATE, routes[FAILED])
    return routes


def call(desk: Desk, base: Base, fields: Fields) -> CallNode | None:
    """Holds a sub-dialog."""
    if not fields.complete:
        return None
    return CallNode(
        **base,
        dialog=fields.get("call"),
        arguments=fields.get("with", {}),
        into=fields.get("into") or table_default(KINDS["call"].block, "into"),
        outcomes=outcomes(desk, fields.others),
    )


def returning(_desk: Desk, base: Base, fields: Fields) -> ReturnNode | None:
    """Ends a sub-dialog."""
    if not fields.complete:
        return None
    return ReturnNode(**base, outcome=fields.get("return"), values=fields.get("with", {}))


def transfer(_desk: Desk, base: Base, fields: Fields) -> TransferNode | None:
    """Hands the caller on; the ways that are not given are the one of `busy`."""
    if not fields.complete:
        return None
    return TransferNode(
        **base,
        destination=fields.get("transfer"),
        outcomes={outcome: fields.get(outcome) or fields.get(BUSY) for outcome in TRANSFER_OUTCOMES},
        timeout=fields.get("timeout") or table_default(KINDS["transfer"].block, "timeout"),
    )


def hangup(desk: Desk, base: Base, fields: Fields) -> HangupNode | None:
    """Ends the call; what is said last stands under `hangup`, or under `prompt` beside `hangup: true`."""
    if not fields.complete:
        return None
    last = fields.get("hangup")
    if last is True:
        return HangupNode(**base)
    if not fields.lacks("prompt"):
        message = "what is said last stands both under `prompt` and under `hangup`"
        desk.fault(NOT_TOGETHER, message, fields.places["prompt"], "write it under `hangup` only")
    base["prompt"] = last
    return HangupNode(**base)
