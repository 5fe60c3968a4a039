"""Where a code like ``*105*1*2#`` leads: the keys of a call in one go, as USSD sends them."""

from __future__ import annotations

from dataclasses import dataclass

from ivr.menu.graph import Address, Graph, target
from ivr.menu.model import (
    ROOT,
    BranchNode,
    CallNode,
    CollectNode,
    ConfirmNode,
    ListNode,
    MenuNode,
    Question,
    Route,
    Service,
    routes,
)


class CodeError(ValueError):
    """A code leads nowhere; the message tells which key failed, and where."""


@dataclass(frozen=True, slots=True)
class Taken:
    """One step of a code: the keys, the question they answer, and its outcome."""

    keys: str
    address: Address
    outcome: str


@dataclass(frozen=True, slots=True)
class Resolved:
    """Where a code leads. steps: the answers it gives; address: the node it comes to, before that is entered."""

    number: str
    steps: tuple[Taken, ...]
    address: Address

    @property
    def outcomes(self) -> tuple[str, ...]:
        """The names of what was chosen on the way."""
        return tuple(step.outcome for step in self.steps)


def resolve(service: Service, code: str, number: str | None = None) -> Resolved:
    """Where a code such as ``*105*1*2#`` leads: after the service's own code, keys as a caller would press them.

    Each group between stars answers one question, or several by a key each (``*105*12#`` is as good as ``*105*1*2#``
    where no choice has key 12). number: the dialled number, else the service's first. What an action's outcome decides
    is taken as its first declared one. Raises CodeError.
    """
    groups = code.strip().removesuffix("#").split("*")
    if not code.strip().endswith("#") or len(groups) < 2 or groups[0] or not all(one.isdigit() for one in groups[1:]):
        raise CodeError(f"`{code}` is no code; write it as `*105*1*2#`")
    dialled = number if number is not None else next(iter(service.numbers), "")
    if dialled not in service.numbers:
        raise CodeError(f"nothing answers number `{dialled}`; the service has {', '.join(service.numbers)}")
    graph = Graph(service)
    address: Address = (ROOT, service.numbers[dialled])
    steps: list[Taken] = []
    for group in groups[2:]:
        left = group
        while left:
            address = _question(graph, address, code)
            used, outcome, address_after = _press(graph, address, left, code)
            steps.append(Taken(used, address, outcome))
            address = address_after
            left = left[len(used) :]
    return Resolved(dialled, tuple(steps), address)


def _question(graph: Graph, address: Address, code: str) -> Address:
    """The next question on the way, by the first way of whatever asks nothing."""
    seen = set()
    while address not in seen:
        seen.add(address)
        node = graph.nodes.get(address)
        if node is None:
            break
        if isinstance(node, Question):
            return address
        if isinstance(node, CallNode) and node.dialog in graph.service.dialogs:
            address = (node.dialog, graph.service.dialogs[node.dialog].start)
            continue
        ways = [node.otherwise] if isinstance(node, BranchNode) else [route for _, route in routes(node)]
        if not ways:
            break
        address = target(graph.service, address[0], ways[0].goto)
    raise CodeError(f"`{code}` goes on after `{address[1]}`, where nothing is asked any more")


def _press(graph: Graph, address: Address, keys: str, code: str) -> tuple[str, str, Address]:
    """The keys that answer a question, the outcome, and where it leads."""
    node = graph.nodes[address]
    assert isinstance(node, Question)
    answers: dict[str, tuple[str, Address]] = {}

    def offer(key: str | None, outcome: str, route: Route) -> None:
        if key:
            answers[key] = (outcome, target(graph.service, address[0], route.goto))

    for universal in graph.service.universals:
        if universal.key and universal.goto is not None and universal.name not in node.asking.without:
            answers[universal.key] = (universal.name, (ROOT, universal.goto))
    match node:
        case MenuNode():
            for choice in node.choices:
                offer(choice.key, choice.name, choice.route)
        case ConfirmNode():
            offer(node.yes_key, "yes", node.yes)
            offer(node.no_key, "no", node.no)
        case ListNode():
            for item in range(1, node.page + 1):
                offer(str(item), "chosen", node.route)
        case CollectNode():
            if not node.length[0] <= len(keys) <= node.length[1]:
                low, high = node.length
                raise CodeError(f"`{keys}` of `{code}` does not fit `{node.name}`: it takes {low} to {high} digits")
            return keys, "entered", target(graph.service, address[0], node.route.goto)
    for end in range(len(keys), 0, -1):
        if keys[:end] in answers:
            return keys[:end], *answers[keys[:end]]
    known = ", ".join(key for key in answers)
    raise CodeError(f"key {keys[0]} of `{code}` means nothing at `{node.name}`; keys there are {known or 'none'}")
