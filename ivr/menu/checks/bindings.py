"""What the ways out of a node bind: each variable that is set, and the type of the value it gets."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Final, NamedTuple

from ivr.actions import Action
from ivr.menu.checks.ground import Ground
from ivr.menu.model import (
    ActionNode,
    CallNode,
    CollectNode,
    ListNode,
    MenuNode,
    Node,
    Question,
    ReturnNode,
    Route,
    routes,
)


class Special:
    """A kind of value that is no type."""

    def __init__(self, name: str) -> None:
        self.name = name

    def __repr__(self) -> str:
        return self.name


UNSET: Final = Special("unset")
SECRET: Final = Special("secret")
ANYTHING: Final = Special("anything")


class Returned(frozenset[str]):
    """What a sub-dialog returns beside its outcome: the names of the values."""


COLLECTED: Final[Mapping[str, type]] = {
    "digits": str,
    "number": int,
    "amount": int,
    "phone": str,
    "date": str,
    "yes_no": bool,
}


class Way(NamedTuple):
    """A route with the variables that are bound before it is taken."""

    route: Route
    bound: tuple[tuple[str, Any], ...] = ()


def item_type(ground: Ground, node: ListNode) -> Any:
    """The type of a list's items, or `ANYTHING`."""
    action = ground.service.actions.get(node.source.action) if node.source is not None else None
    if action is None:
        return ANYTHING
    declared = next(iter(action.outcomes.values()))
    arguments = getattr(declared, "__args__", ())
    return arguments[0] if arguments else ANYTHING


def ways(ground: Ground, node: Node) -> Iterator[Way]:
    """Every route out of a node with what it binds."""
    match node:
        case ActionNode():
            action = ground.service.actions.get(node.call.action)
            for outcome, route in node.outcomes.items():
                yield Way(route, ((node.into, _outcome_type(action, outcome)),))
        case CallNode():
            returned = returned_values(ground, node.dialog)
            for outcome, route in node.outcomes.items():
                yield Way(route, ((node.into, returned.get(outcome, ANYTHING)),))
        case CollectNode():
            declared: Any = SECRET if node.secret else COLLECTED.get(node.kind, ANYTHING)
            yield Way(node.route, ((node.into, declared),))
        case ListNode():
            yield Way(node.route, ((node.into, item_type(ground, node)),))
            yield Way(node.empty)
            for route in node.outcomes.values():
                yield Way(route)
        case MenuNode():
            for choice in node.choices:
                yield Way(choice.route)
        case _:
            for _, route in routes(node):
                yield Way(route)
    if isinstance(node, Question):
        for remedy in node.asking.remedies.values():
            yield Way(remedy.then)


def _outcome_type(action: Action | None, outcome: str) -> Any:
    return ANYTHING if action is None else action.outcomes.get(outcome)


def returned_values(ground: Ground, dialog: str) -> dict[str, Returned]:
    """By outcome, the names of the values that every return of it gives."""
    found: dict[str, Returned] = {}
    if dialog in ground.service.dialogs:
        for node in ground.service.dialogs[dialog].nodes.values():
            if isinstance(node, ReturnNode):
                names = Returned(node.values)
                found[node.outcome] = Returned(found[node.outcome] & names) if node.outcome in found else names
    return found


def sets(route: Route) -> Iterator[tuple[str, Any]]:
    """The variables a route sets. What an expression gives cannot be known, a literal can."""
    for variable, expression in route.sets.items():
        yield variable, ANYTHING if expression.slots.variables else type(expression.literal)
