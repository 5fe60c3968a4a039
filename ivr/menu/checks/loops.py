"""Circles without a way out of their own: callers who stay silent, and services that only talk to themselves.

Both are circles in a graph that keeps only some ways: of the silent caller, each question's way out of one asking
outcome; of the service talking to itself, no way of any question. A sub-dialog is passed by the outcomes with which
it can be left under the same rule.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import TypeAlias

from ivr.menu.checks.ground import Ground, way
from ivr.menu.graph import Address, target
from ivr.menu.model import (
    ASKING_OUTCOMES,
    NO_INPUT,
    ROOT,
    CallNode,
    ListNode,
    Node,
    Question,
    ReturnNode,
    Route,
    TransferNode,
    routes,
)

NO_BOUND = "G005"
NO_QUESTION = "G006"

Rule: TypeAlias = Callable[[Node], Iterable[Route]]
"""The ways that a graph keeps of a node that is no call."""


def check(ground: Ground) -> None:
    """Report circles that nobody leaves."""
    if not ground.whole:
        return
    told: set[frozenset[Address]] = set()
    for circle in circles(passing(ground, _without_questions)):
        told.add(frozenset(circle))
        ground.circling.update(circle)
        ground.fault(
            NO_QUESTION,
            f"`{circle[0][1]}` comes back to itself without asking the caller anything",
            ground.graph.nodes[circle[0]].at,
            f"the circle is {way((*circle, circle[0]))}; let a question stand in it, or let it end",
        )
    for outcome in _telling_outcomes(ground):
        for circle in circles(passing(ground, _failing(outcome))):
            if frozenset(circle) in told:
                continue
            told.add(frozenset(circle))
            who = "stays silent" if outcome == NO_INPUT else f"goes on failing by `{outcome}`"
            ground.fault(
                NO_BOUND,
                f"a caller who {who} at `{circle[0][1]}` comes back to it for ever",
                ground.graph.nodes[circle[0]].at,
                f"the circle is {way((*circle, circle[0]))}; let a `then` of it lead to a `hangup` or a `transfer`",
            )


def _telling_outcomes(ground: Ground) -> list[str]:
    """The asking outcomes to follow: one whose ways out are all those of `no_input` would tell nothing new."""
    every = {id(node.asking): node.asking for node in ground.graph.nodes.values() if isinstance(node, Question)}
    found = [NO_INPUT]
    for outcome in ASKING_OUTCOMES:
        for asking in every.values():
            one, other = asking.remedies.get(outcome), asking.remedies.get(NO_INPUT)
            if outcome not in found and one is not None and (other is None or one.then.goto != other.then.goto):
                found.append(outcome)
    return found


def _without_questions(node: Node) -> Iterable[Route]:
    if isinstance(node, ListNode):
        # A list can be left before it asks: when it is empty, or cannot be had.
        return (node.empty, *node.outcomes.values())
    if isinstance(node, Question):
        return ()
    return (route for _, route in routes(node))


def _failing(outcome: str) -> Rule:
    def rule(node: Node) -> Iterable[Route]:
        if isinstance(node, Question):
            remedy = node.asking.remedies.get(outcome)
            ways = (remedy.then,) if remedy is not None else ()
            return (*ways, *_without_questions(node))
        # A transfer that fails has made the caller wait for somebody: that is an end of asking.
        return () if isinstance(node, TransferNode) else _without_questions(node)

    return rule


def passing(ground: Ground, rule: Rule) -> dict[Address, list[Address]]:
    """The graph of the ways that a rule keeps, over what callers can come to; sub-dialogs are passed by their calls."""
    service, graph = ground.service, ground.graph
    out: dict[Address, list[Address]] = {}
    calls: list[tuple[Address, CallNode]] = []
    for address in graph.nodes:
        if address not in graph.reachable:
            continue
        node = graph.nodes[address]
        if isinstance(node, CallNode):
            calls.append((address, node))
            out[address] = []
        else:
            out[address] = [target(service, address[0], route.goto) for route in rule(node)]
    grew = bool(calls)
    while grew:
        grew = False
        exits = {dialog: _exits(ground, out, dialog) for dialog in {node.dialog for _, node in calls}}
        for address, node in calls:
            outcomes, leaves = exits[node.dialog]
            ways = [target(service, address[0], way.goto) for o, way in node.outcomes.items() if o in outcomes]
            ways += [leave for leave in leaves if leave not in ways]
            if len(ways) != len(out[address]):
                out[address] = ways
                grew = True
    return out


def _exits(ground: Ground, out: Mapping[Address, list[Address]], dialog: str) -> tuple[set[str], list[Address]]:
    """How a sub-dialog can be left from its start: by outcomes it returns, and straight to nodes of the root."""
    outcomes: set[str] = set()
    leaves: dict[Address, None] = {}
    if dialog not in ground.service.dialogs:
        return outcomes, []
    todo = [(dialog, ground.service.dialogs[dialog].start)]
    seen = set(todo)
    while todo:
        address = todo.pop()
        node = ground.graph.nodes.get(address)
        if isinstance(node, ReturnNode):
            outcomes.add(node.outcome)
        for following in out.get(address, ()):
            if following[0] == ROOT:
                leaves[following] = None
            elif following not in seen:
                seen.add(following)
                todo.append(following)
    return outcomes, list(leaves)


def circles(out: Mapping[Address, Sequence[Address]]) -> list[tuple[Address, ...]]:
    """One shortest circle of each strongly connected part that has one, in the order of the document."""
    order = {address: number for number, address in enumerate(out)}
    found = []
    for part in _parts(out):
        inside = set(part)
        first = min(part, key=order.__getitem__)
        if len(part) > 1 or first in out[first]:
            found.append(_circle(out, inside, first))
    return sorted(found, key=lambda circle: order[circle[0]])


def _circle(out: Mapping[Address, Sequence[Address]], inside: set[Address], start: Address) -> tuple[Address, ...]:
    before: dict[Address, Address] = {}
    todo = [start]
    for address in todo:
        for following in out[address]:
            if following == start:
                circle = [address]
                while circle[-1] != start:
                    circle.append(before[circle[-1]])
                return tuple(reversed(circle))
            if following in inside and following not in before:
                before[following] = address
                todo.append(following)
    return (start,)


def _parts(out: Mapping[Address, Sequence[Address]]) -> Iterator[list[Address]]:
    """Strongly connected parts (Tarjan 1972), without recursion."""
    number: dict[Address, int] = {}
    low: dict[Address, int] = {}
    stack: list[Address] = []
    on_stack: set[Address] = set()
    for root in out:
        if root in number:
            continue
        number[root] = low[root] = len(number)
        stack.append(root)
        on_stack.add(root)
        work = [(root, iter(out[root]))]
        while work:
            address, following = work[-1]
            for other in following:
                if other not in out:
                    continue
                if other not in number:
                    number[other] = low[other] = len(number)
                    stack.append(other)
                    on_stack.add(other)
                    work.append((other, iter(out[other])))
                    break
                if other in on_stack:
                    low[address] = min(low[address], number[other])
            else:
                work.pop()
                if work:
                    low[work[-1][0]] = min(low[work[-1][0]], low[address])
                if low[address] == number[address]:
                    part: list[Address] = []
                    while not part or part[-1] != address:
                        part.append(stack.pop())
                        on_stack.discard(part[-1])
                    yield part
