"""Actions that need an access level: no way may lead to one on which the level has not been proved.

The least level that is proved at each node is worked out forward from the dialled numbers. A level is raised by
``needs`` of a choice or node, by an action's `grants`, by a condition on ``level``, and by the authentication dialog
when it is called with a level and returns ``granted``. A call of a sub-dialog never lowers it.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from typing import Final, NamedTuple

from ivr.menu.checks.ground import Ground
from ivr.menu.graph import Address, target, universals_at
from ivr.menu.model import (
    GRANTED,
    ROOT,
    ActionCall,
    ActionNode,
    BranchNode,
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
from ivr.menu.template import Expression

UNPROVED = "A004"
NO_PROOF = "A005"

_LEVEL: Final = re.compile(r"level\s*(>=|>|==)\s*(\d)")


class Step(NamedTuple):
    """One way on: where to, the level proved there, and what the caller does for it."""

    to: Address
    level: int
    by: str


def check(ground: Ground) -> None:
    """Report guarded actions that a caller can come to without proof, and levels that nothing can prove."""
    service = ground.service
    for node in ground.graph.nodes.values():
        if service.access.authenticate is None and guards(node):
            ground.fault(
                NO_PROOF,
                f"`{node.name}` needs a level, and no dialog proves one",
                node.at,
                "name the sub-dialog that does under `access: {authenticate: …}`",
            )
    if not ground.whole:
        return
    levels = _Levels(ground)
    levels.solve()
    for address, level in levels.proved.items():
        node = ground.graph.nodes[address]
        for call in asked(node):
            action = service.actions.get(call.action)
            if action is not None and action.needs > max(level, node.needs):
                ground.fault(
                    UNPROVED,
                    f"action `{action.name}` needs level `{service.level_name(action.needs)}`, "
                    f"and a caller can come to `{node.name}` without it",
                    call.at,
                    f"write `needs: {service.level_name(action.needs)}` at the node or its choice; "
                    f"the way is {levels.way(address, action.needs)}",
                )


def guards(node: Node) -> bool:
    """Whether a node or one of its choices needs a level."""
    return node.needs > 0 or (isinstance(node, MenuNode) and any(choice.needs for choice in node.choices))


def asked(node: Node) -> Iterator[ActionCall]:
    """The actions that a node runs."""
    match node:
        case ActionNode():
            yield node.call
        case CollectNode() if node.validate is not None:
            yield node.validate
        case ListNode() if node.source is not None:
            yield node.source


def implied(condition: Expression | None) -> int:
    """The level that a condition proves: 2 for ``level >= 2``; 0 when it proves none."""
    if condition is None or "level" not in condition.source or re.search(r"\bor\b|\bnot\b|\bif\b", condition.source):
        return 0
    found = 0
    for part in re.split(r"\band\b", condition.source):
        if (match := _LEVEL.fullmatch(part.strip())) is not None:
            found = max(found, int(match[2]) + (match[1] == ">"))
    return found


class _Levels:
    """The least proved level at every node."""

    def __init__(self, ground: Ground) -> None:
        self.ground = ground
        self.service = ground.service
        self.proved: dict[Address, int] = {}
        self.returned: dict[tuple[str, str], int] = {}
        self.callers: dict[str, set[Address]] = defaultdict(set)

    def solve(self) -> None:
        todo = [Step((ROOT, node), 0, number) for number, node in self.service.numbers.items()]
        while todo:
            address, level, _ = todo.pop()
            node = self.ground.graph.nodes.get(address)
            if node is None or self.proved.get(address, 4) <= level:
                continue
            self.proved[address] = level
            if isinstance(node, ReturnNode):
                if self.returned.get((address[0], node.outcome), 4) > level:
                    self.returned[address[0], node.outcome] = level
                    for caller in self.callers[address[0]]:
                        todo.extend(self.steps(caller, self.proved[caller]))
            else:
                if isinstance(node, CallNode):
                    self.callers[node.dialog].add(address)
                todo.extend(self.steps(address, level))

    def steps(self, address: Address, level: int) -> Iterator[Step]:
        """The ways on from a node to which a caller came with a level proved."""
        node = self.ground.graph.nodes[address]
        auth = self.service.access.authenticate
        if auth in self.service.dialogs and auth is not None and guards(node):
            yield Step((auth, self.service.dialogs[auth].start), level, f"<{auth}>")
            if self.service.access.denied is not None:
                yield Step((ROOT, self.service.access.denied.goto), level, "<denied>")
        level = max(level, node.needs)
        if isinstance(node, CallNode) and node.dialog in self.service.dialogs:
            yield Step((node.dialog, self.service.dialogs[node.dialog].start), level, f"<{node.dialog}>")
        for outcome, route, proved, by in self._ways(node):
            to = target(self.service, address[0], route.goto)
            if isinstance(node, CallNode):
                back = self.returned.get((node.dialog, outcome))
                if back is not None:
                    yield Step(to, max(level, proved, back), by)
            else:
                yield Step(to, max(level, proved), by)
        if isinstance(node, Question):
            for universal in universals_at(self.service, node):
                if universal.goto is not None:
                    yield Step((ROOT, universal.goto), level, universal.key or universal.name)
            yield Step((ROOT, self.service.exhausted.goto), level, "<errors>")

    def _ways(self, node: Node) -> Iterator[tuple[str, Route, int, str]]:
        """Outcome, route, level that it proves, and how a caller takes it."""
        match node:
            case MenuNode():
                for choice in node.choices:
                    proved = max(choice.needs, implied(choice.when))
                    yield choice.name, choice.route, proved, choice.key or choice.name
            case BranchNode():
                for case in node.cases:
                    yield "", case.route, implied(case.when), ""
                yield "else", node.otherwise, 0, ""
            case CollectNode():
                yield "entered", node.route, self._granted(node.validate, None), f"<{node.into}>"
            case ListNode():
                granted = self._granted(node.source, None)
                yield "chosen", node.route, granted, f"<{node.into}>"
                yield "empty", node.empty, granted, "<empty>"
                for outcome, route in node.outcomes.items():
                    yield outcome, route, self._granted(node.source, outcome), f"<{outcome}>"
            case ActionNode():
                for outcome, route in node.outcomes.items():
                    yield outcome, route, self._granted(node.call, outcome), f"<{outcome}>"
            case CallNode():
                for outcome, route in node.outcomes.items():
                    yield outcome, route, self._called(node, outcome), f"<{outcome}>"
            case _:
                for outcome, route in routes(node):
                    if not isinstance(node, Question) or outcome in ("yes", "no"):
                        key = {"yes": getattr(node, "yes_key", ""), "no": getattr(node, "no_key", "")}.get(outcome, "")
                        yield outcome, route, 0, key
        if isinstance(node, Question):
            for outcome, remedy in node.asking.remedies.items():
                yield outcome, remedy.then, 0, f"<{outcome}>"

    def _granted(self, call: ActionCall | None, outcome: str | None) -> int:
        """What an action's outcome grants; None is its first."""
        action = self.service.actions.get(call.action) if call is not None else None
        if action is None:
            return 0
        return action.grants.get(next(iter(action.outcomes)) if outcome is None else outcome, 0)

    def _called(self, node: CallNode, outcome: str) -> int:
        if outcome != GRANTED or node.dialog != self.service.access.authenticate:
            return 0
        asked_for = node.arguments.get("level")
        literal = asked_for.literal if asked_for is not None and not asked_for.slots.variables else None
        levels = self.service.access.levels
        if isinstance(literal, str) and literal in levels:
            return levels.index(literal) + 1
        if isinstance(literal, str) and literal.isdigit():
            literal = int(literal)
        return literal if isinstance(literal, int) else 0

    def way(self, goal: Address, needed: int) -> str:
        """The shortest way on which a caller comes to a node with less than a level: what they press, in order."""
        todo = [Step((ROOT, node), 0, number) for number, node in self.service.numbers.items()]
        before: dict[tuple[Address, int], tuple[Step, tuple[Address, int] | None]] = {}
        for first in todo:
            before.setdefault((first.to, first.level), (first, None))
        for step in todo:
            here = (step.to, step.level)
            if step.to == goal and step.level < needed:
                keys: list[str] = []
                at: tuple[Address, int] | None = here
                while at is not None:
                    taken, at = before[at]
                    keys.insert(0, taken.by)
                return " ".join(key for key in keys if key)
            if step.to not in self.ground.graph.nodes:
                continue
            for following in self.steps(step.to, step.level):
                there = (following.to, following.level)
                if there not in before:
                    before[there] = (following, here)
                    todo.append(following)
        return "unknown"
