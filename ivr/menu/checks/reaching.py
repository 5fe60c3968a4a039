"""Which values a dialog's variables may hold at each node: reaching definitions (Kildall 1973), one bit for each.

Being unset is a definition too, so one analysis tells both whether a variable may be unset somewhere and which types
its value may have there.
"""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from ivr.menu.checks.bindings import (
    ANYTHING,
    SECRET,
    UNSET,
    Way,
    sets,
    ways,
)
from ivr.menu.checks.ground import Ground
from ivr.menu.graph import Address, target, universals_at
from ivr.menu.model import (
    ROOT,
    ActionCall,
    ActionNode,
    CollectNode,
    Dialog,
    ListNode,
    Node,
    Question,
)


@dataclass(slots=True)
class Values:
    """The definitions of one dialog. of: all bits of a variable. meaning: variable and type of each bit."""

    of: dict[str, int] = field(default_factory=dict)
    meaning: list[tuple[str, Any]] = field(default_factory=list)
    _numbers: dict[tuple[str, Any], int] = field(default_factory=dict)
    unset: int = 0
    secret: int = 0

    def bit(self, variable: str, declared: Any) -> int:
        """The bit of a definition, made when it is new."""
        key = (variable, declared)
        number = self._numbers.get(key)
        if number is None:
            if variable not in self.of:
                self.of[variable] = 0
                if declared is not UNSET:
                    self.bit(variable, UNSET)
            number = self._numbers[key] = len(self.meaning)
            self.meaning.append(key)
            self.of[variable] |= 1 << number
            if declared is UNSET:
                self.unset |= 1 << number
            elif declared is SECRET:
                self.secret |= 1 << number
        return 1 << number

    def types(self, variable: str, state: int) -> list[Any]:
        """What a variable may hold in a state, `UNSET` included."""
        mask = self.of.get(variable, 0) & state
        found = []
        while mask:
            low = mask & -mask
            found.append(self.meaning[low.bit_length() - 1][1])
            mask ^= low
        return found

    def assigned(self, state: int, pairs: Iterable[tuple[str, Any]]) -> int:
        """The state after variables have been set."""
        for variable, declared in pairs:
            bit = self.bit(variable, declared)
            state = state & ~self.of[variable] | bit
        return state

    def without_secrets(self, state: int) -> int:
        """The state after every secret has been forgotten: the engine does so when an action has taken one."""
        held = state & self.secret
        while held:
            low = held & -held
            held ^= low
            state = state & ~low | self.bit(self.meaning[low.bit_length() - 1][0], UNSET)
        return state


@dataclass(slots=True)
class Reach:
    """The result for one dialog: the state at each node that callers can come to.

    beside: where else a caller can come to from a node of the root with nothing bound: universals, ends of tries.
    """

    values: Values
    states: dict[str, int]
    beside: dict[str, tuple[str, ...]]


def _takes_secret(values: Values, state: int, call: ActionCall) -> bool:
    """Whether an action is given a secret."""
    return any(
        SECRET in values.types(variable, state)
        for expression in call.arguments.values()
        for variable in expression.slots.variables
    )


def leaves(ground: Ground) -> dict[str, dict[Address, None]]:
    """By sub-dialog, the nodes of the root that a caller can come to straight from within it."""
    found: dict[str, dict[Address, None]] = {dialog: {} for dialog in ground.service.dialogs if dialog != ROOT}
    calls: dict[str, set[str]] = defaultdict(set)
    for address, node in ground.graph.nodes.items():
        if address[0] == ROOT:
            continue
        for edge in ground.graph.bare[address]:
            if edge.kind in ("call", "authenticate"):
                calls[address[0]].add(edge.target[0])
            elif edge.target[0] == ROOT:
                found[address[0]][edge.target] = None
        if isinstance(node, Question):
            found[address[0]].update(dict.fromkeys(_everywhere(ground, node)))
    grew = True
    while grew:
        grew = False
        for dialog, called in calls.items():
            more = {address: None for one in called for address in found.get(one, ())}
            if not more.keys() <= found[dialog].keys():
                found[dialog].update(more)
                grew = True
    return found


def _everywhere(ground: Ground, node: Question) -> Iterator[Address]:
    for universal in universals_at(ground.service, node):
        if universal.goto is not None:
            yield (ROOT, universal.goto)
    yield (ROOT, ground.service.exhausted.goto)


def solve(ground: Ground, dialog: Dialog, left: Mapping[str, Mapping[Address, None]]) -> Reach:
    """The state of every node of a dialog that callers can come to. left: what `leaves` found."""
    values = Values()
    taken = _number(ground, dialog, values)
    fresh = values.assigned(values.unset, ((name, ANYTHING) for name in dialog.parameters))
    entries = tuple(ground.service.numbers.values()) if dialog.name == ROOT else (dialog.start,)
    states: dict[str, int] = {}
    todo: deque[str] = deque()
    for name in entries:
        if name in dialog.nodes and name not in states:
            states[name] = fresh
            todo.append(name)
    waiting = set(todo)
    extra = {name: _unbound(ground, dialog.nodes[name], dialog.name, left) for name in taken}
    while todo:
        name = todo.popleft()
        waiting.discard(name)
        state = states[name]
        spent = _spent(values, dialog.nodes[name], state)
        for to, kill, gen in (*taken[name], *((one, 0, 0) for one in extra[name])):
            following = spent & ~kill | gen
            known = states.get(to)
            if known is None or following | known != known:
                states[to] = following if known is None else following | known
                if to not in waiting:
                    waiting.add(to)
                    todo.append(to)
    return Reach(values, states, {name: extra[name] for name in states})


def before(ground: Ground, dialog: Dialog, reach: Reach) -> dict[str, list[tuple[str, Way | None]]]:
    """From where a caller comes to each node, and by which way; None for a way that binds nothing."""
    found: dict[str, list[tuple[str, Way | None]]] = defaultdict(list)
    for name in reach.states:
        for way in ways(ground, dialog.nodes[name]):
            to_dialog, to = target(ground.service, dialog.name, way.route.goto)
            if to_dialog == dialog.name:
                found[to].append((name, way))
        for to in reach.beside[name]:
            found[to].append((name, None))
    return found


def _number(ground: Ground, dialog: Dialog, values: Values) -> dict[str, list[tuple[str, int, int]]]:
    """Give every definition its bit, then each node's ways as (target, bits that end, bits that begin)."""
    plain: dict[str, list[tuple[str, tuple[tuple[str, Any], ...]]]] = {}
    for parameter in dialog.parameters:
        values.bit(parameter, ANYTHING)
    for node in dialog.nodes.values():
        plain[node.name] = found = []
        for way in ways(ground, node):
            pairs = (*way.bound, *sets(way.route)) if way.route.sets else way.bound
            for pair in pairs:
                values.bit(*pair)
            to_dialog, to = target(ground.service, dialog.name, way.route.goto)
            if to_dialog == dialog.name and to in dialog.nodes:
                found.append((to, pairs))
    masks: dict[str, list[tuple[str, int, int]]] = {}
    for name, found in plain.items():
        unique = dict.fromkeys(found)
        masks[name] = [(to, _kill(values, pairs), values.assigned(0, pairs)) for to, pairs in unique]
    return masks


def _kill(values: Values, pairs: Iterable[tuple[str, Any]]) -> int:
    kill = 0
    for variable, _ in pairs:
        kill |= values.of[variable]
    return kill


def _unbound(ground: Ground, node: Node, dialog: str, left: Mapping[str, Mapping[Address, None]]) -> tuple[str, ...]:
    """Where else a caller may come to from a node of the root, with the variables as they are."""
    if dialog != ROOT:
        return ()
    found: dict[str, None] = {}
    if isinstance(node, Question):
        found.update((address[1], None) for address in _everywhere(ground, node))
    for edge in ground.graph.bare[ROOT, node.name]:
        if edge.kind in ("call", "authenticate"):
            found.update((address[1], None) for address in left.get(edge.target[0], ()))
        elif edge.kind == "denied":
            found[edge.target[1]] = None
    return tuple(name for name in found if name in ground.service.root.nodes)


def _spent(values: Values, node: Node, state: int) -> int:
    call = None
    if isinstance(node, ActionNode):
        call = node.call
    elif isinstance(node, CollectNode):
        call = node.validate
    elif isinstance(node, ListNode):
        call = node.source
    if call is None or not values.secret & state or not _takes_secret(values, state, call):
        return state
    return values.without_secrets(state)
