"""Every name that one place gives another: targets, sub-dialogs, actions, and the outcomes of both."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from ivr.actions import FAILED, LATE, Action
from ivr.menu.checks.ground import Ground, listed, way
from ivr.menu.faults import Location, did_you_mean, nearest
from ivr.menu.graph import Address, target
from ivr.menu.model import (
    GRANTED,
    ROOT,
    TRANSFER_OUTCOMES,
    ActionCall,
    ActionNode,
    CallNode,
    CollectNode,
    ListNode,
    MenuNode,
    Node,
    ReturnNode,
    Route,
    TransferNode,
    routes,
)

UNKNOWN_TARGET = "G001"
UNHANDLED = "G007"
NO_SUCH_OUTCOME = "G008"
RETURN_IN_ROOT = "G009"
NO_ENTRY = "G010"
RECURSION = "G011"
UNKNOWN_DIALOG = "G002"
UNKNOWN_ACTION = "A001"


def check(ground: Ground) -> None:
    """Report every name that leads nowhere, every outcome without a way and every way without an outcome."""
    _heads(ground)
    seen: set[tuple[str, int]] = set()
    for address, node in ground.graph.nodes.items():
        for _, route in routes(node):
            # Defaults are one Route shared by every question of a dialog.
            if (address[0], id(route)) not in seen:
                seen.add((address[0], id(route)))
                _target(ground, address[0], route)
        if isinstance(node, ReturnNode) and address[0] == ROOT:
            ground.fault(
                RETURN_IN_ROOT,
                f"`{node.name}` returns, and nothing called it",
                node.at,
                "only a sub-dialog returns; end the call with `hangup`, or go on with `goto`",
            )
        _outcomes(ground, node)
    _recursion(ground)


def _heads(ground: Ground) -> None:
    """Targets that stand outside the nodes."""
    service = ground.service
    for number, start in service.numbers.items():
        at = service.number_places.get(number, service.at)
        _named(ground, ROOT, start, at, f"number {number} leads to", code=NO_ENTRY)
    for dialog in service.dialogs.values():
        if dialog.name != ROOT:
            _named(ground, dialog.name, dialog.start, dialog.at, f"sub-dialog `{dialog.name}` starts at")
    for universal in service.universals:
        if universal.goto is not None:
            _named(ground, ROOT, universal.goto, universal.at, f"universal `{universal.name}` leads to")
    _target(ground, ROOT, service.exhausted)
    access = service.access
    if access.denied is not None:
        _target(ground, ROOT, access.denied)
    if access.authenticate is not None:
        at = access.at or service.at
        dialog_or_none = service.dialogs.get(access.authenticate)
        if dialog_or_none is None:
            _unknown_dialog(ground, access.authenticate, at)
        elif GRANTED not in dialog_or_none.returns and ground.whole:
            ground.fault(
                UNHANDLED,
                f"sub-dialog `{access.authenticate}` authenticates, and never returns `{GRANTED}`",
                at,
                f"end the way of a caller who proved the level with `return: {GRANTED}`",
            )


def _target(ground: Ground, dialog: str, route: Route) -> None:
    address = target(ground.service, dialog, route.goto)
    if address not in ground.graph.nodes:
        _named(ground, dialog, route.goto, route.at, "this leads to")


def _named(ground: Ground, dialog: str, goto: str, at: Location, what: str, *, code: str = UNKNOWN_TARGET) -> None:
    if ground.exists((dialog, goto)) or ground.exists((ROOT, goto)):
        return
    known = {**ground.service.root.nodes, **ground.service.dialogs[dialog].nodes}
    if meant := nearest(goto, known):
        ground.meant.add(target(ground.service, dialog, meant))
    ground.fault(code, f"{what} `{goto}`, and there is no such node", at, did_you_mean(goto, known))


def _outcomes(ground: Ground, node: Node) -> None:
    match node:
        case ActionNode():
            action = _action(ground, node.call)
            if action is not None:
                _action_ways(ground, action, node.call.at, tuple(action.outcomes), node.outcomes)
        case ListNode() if node.source is not None:
            action = _action(ground, node.source)
            if action is not None:
                _action_ways(ground, action, node.source.at, tuple(action.outcomes)[1:], node.outcomes)
        case ListNode():
            _compare(ground, node.at, f"list `{node.name}`", (), node.outcomes)
        case CollectNode() if node.validate is not None:
            _action(ground, node.validate)
        case CallNode():
            called = ground.service.dialogs.get(node.dialog)
            if called is None or called.name == ROOT:
                _unknown_dialog(ground, node.dialog, node.at)
            elif not any(dialog == node.dialog for dialog, _ in ground.broken):
                what = f"sub-dialog `{node.dialog}`"
                _compare(ground, node.at, what, sorted(called.returns), node.outcomes)
        case TransferNode():
            _compare(ground, node.at, "a transfer", TRANSFER_OUTCOMES, node.outcomes)


def _action_ways(
    ground: Ground, action: Action, at: Location, declared: tuple[str, ...], handled: Mapping[str, Route]
) -> None:
    _compare(ground, at, f"action `{action.name}`", (*declared, FAILED), handled, optional=(LATE,))


def _compare(
    ground: Ground,
    at: Location,
    what: str,
    declared: Iterable[str],
    handled: Mapping[str, Route],
    *,
    optional: Iterable[str] = (),
) -> None:
    declared = tuple(declared)
    missing = [outcome for outcome in declared if outcome not in handled]
    if missing:
        hint = "; ".join(f"add `{outcome}: …`" for outcome in missing[:3])
        ground.fault(UNHANDLED, f"{what} can end with {listed(missing)}, and no way is given for it", at, hint)
    known = (*declared, *optional)
    for outcome, route in handled.items():
        if outcome not in known:
            hint = did_you_mean(outcome, declared)
            ground.fault(
                NO_SUCH_OUTCOME,
                f"{what} never ends with `{outcome}`",
                route.at,
                hint or (f"its outcomes are {listed(known)}" if known else "it has no outcomes"),
            )


def _action(ground: Ground, call: ActionCall) -> Action | None:
    action = ground.service.actions.get(call.action)
    if action is None:
        hint = did_you_mean(call.action, list(ground.service.actions))
        ground.fault(
            UNKNOWN_ACTION,
            f"there is no action `{call.action}`",
            call.at,
            hint or "name the module that declares it under `actions`",
        )
    return action


def _unknown_dialog(ground: Ground, dialog: str, at: Location) -> None:
    if any(one == dialog for one, _ in ground.broken):
        return
    known = [one for one in ground.service.dialogs if one != ROOT]
    if meant := nearest(dialog, known):
        ground.meant.add((meant, ground.service.dialogs[meant].start))
    hint = did_you_mean(dialog, known) or "include its file under `include`"
    ground.fault(UNKNOWN_DIALOG, f"there is no sub-dialog `{dialog}`", at, hint)


def _recursion(ground: Ground) -> None:
    """A sub-dialog that calls itself, straight or through others, would never let the caller out."""
    calls: dict[str, dict[str, Address]] = {dialog: {} for dialog in ground.service.dialogs}
    for address, node in ground.graph.nodes.items():
        for called in _held(ground, node):
            if called in calls:
                calls[address[0]].setdefault(called, address)
    for dialog in calls:
        circle = _circle(calls, dialog)
        # A circle is told once, at the first of its dialogs.
        if circle and dialog == min(circle, key=list(calls).index):
            places = [calls[one][two] for one, two in zip(circle, (*circle[1:], circle[0]), strict=True)]
            ground.fault(
                RECURSION,
                f"sub-dialog `{dialog}` comes to call itself",
                ground.graph.nodes[places[0]].at,
                f"the circle is {way(places)}",
            )


def _held(ground: Ground, node: Node) -> Iterator[str]:
    if isinstance(node, CallNode):
        yield node.dialog
    guarded = node.needs or (isinstance(node, MenuNode) and any(choice.needs for choice in node.choices))
    if guarded and ground.service.access.authenticate is not None:
        yield ground.service.access.authenticate


def _circle(calls: Mapping[str, Mapping[str, Address]], start: str) -> tuple[str, ...]:
    """The shortest circle of dialogs through one of them, or nothing."""
    before: dict[str, str] = {}
    todo = [start]
    for dialog in todo:
        for called in calls[dialog]:
            if called == start:
                circle = [dialog]
                while circle[0] != start:
                    circle.insert(0, before[circle[0]])
                return tuple(circle)
            if called in calls and called not in before:
                before[called] = dialog
                todo.append(called)
    return ()
