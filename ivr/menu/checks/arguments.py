"""What actions and sub-dialogs are given: every argument they must have, and none they do not take."""

from __future__ import annotations

import inspect
import typing
from collections.abc import Mapping

from ivr.menu.checks.ground import Ground, listed
from ivr.menu.faults import Location, did_you_mean
from ivr.menu.model import ActionCall, ActionNode, CallNode, CollectNode, ListNode
from ivr.menu.template import Expression

MISMATCH = "A003"
NO_LIST = "A006"


def check(ground: Ground) -> None:
    """Report missing and unknown arguments, and lists made of what is no list."""
    for node in ground.graph.nodes.values():
        match node:
            case ActionNode():
                _action(ground, node.call)
            case CollectNode() if node.validate is not None:
                _action(ground, node.validate)
            case ListNode() if node.source is not None:
                _action(ground, node.source)
                _is_list(ground, node.source)
            case CallNode():
                dialog = ground.service.dialogs.get(node.dialog)
                if dialog is not None:
                    wanted = dict.fromkeys(dialog.parameters, True)
                    _compare(ground, f"sub-dialog `{node.dialog}`", wanted, node.arguments, node.at)


def _action(ground: Ground, call: ActionCall) -> None:
    action = ground.service.actions.get(call.action)
    if action is not None:
        given = call.arguments
        if any(one.kind is one.VAR_KEYWORD for one in inspect.signature(action.function).parameters.values()):
            given = {name: value for name, value in given.items() if name in action.parameters}
        _compare(ground, f"action `{action.name}`", action.parameters, given, call.at)


def _compare(
    ground: Ground, what: str, wanted: Mapping[str, bool], given: Mapping[str, Expression], at: Location
) -> None:
    missing = [name for name, required in wanted.items() if required and name not in given]
    if missing:
        ground.fault(MISMATCH, f"{what} needs {listed(missing)}", at, f'add `with: {{{missing[0]}: "{{{{ … }}}}"}}`')
    for name in given:
        if name not in wanted:
            hint = did_you_mean(name, list(wanted))
            takes = f"it takes {listed(list(wanted))}" if wanted else "it takes no arguments"
            ground.fault(MISMATCH, f"{what} takes no `{name}`", at, hint or takes)


def _is_list(ground: Ground, call: ActionCall) -> None:
    action = ground.service.actions.get(call.action)
    if action is None:
        return
    outcome, declared = next(iter(action.outcomes.items()))
    if not is_list(declared):
        ground.fault(
            NO_LIST,
            f"action `{call.action}` gives no list: its first outcome `{outcome}` carries {type_name(declared)}",
            call.at,
            "declare the outcome with a list type, `list[…]`, and put it first",
        )


def is_list(declared: object) -> bool:
    """Whether a declared type is a list, or may be one."""
    return declared in (list, tuple, typing.Any) or typing.get_origin(declared) in (list, tuple)


def type_name(declared: object) -> str:
    """A declared type in an author's words."""
    if declared is None:
        return "nothing"
    return getattr(declared, "__name__", None) or str(declared)
