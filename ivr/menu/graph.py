"""A service as a graph: which node leads where, by which outcome and key. Drawing, comparing and checking stand on it.

A node is named by its `Address`, for two dialogs may each have a node called ``main``. Sub-dialogs hang together
with the rest by three edges: ``call`` into them, ``return`` out of them, and ``outcome`` from the call node straight
to where each outcome leads, which is how a person reads it. Authentication, asked for by ``needs``, is drawn the
same way with ``authenticate`` and ``denied``.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from typing import Final, Literal, NamedTuple, TypeAlias

from ivr.menu.model import (
    GRANTED,
    ROOT,
    ActionNode,
    CallNode,
    CollectNode,
    ConfirmNode,
    Dialog,
    ListNode,
    MenuNode,
    Node,
    Phrase,
    Question,
    ReturnNode,
    Route,
    Service,
    TransferNode,
    Universal,
    routes,
)

Address: TypeAlias = tuple[str, str]
"""A node's place: (dialog, node)."""

Kind: TypeAlias = Literal[
    "choice",
    "shortcut",
    "flow",
    "outcome",
    "remedy",
    "universal",
    "call",
    "return",
    "entry",
    "denied",
    "authenticate",
]

CALLER: Final[Address] = (ROOT, "")
"""Where ``entry`` edges start: no node has an empty name."""


class Edge(NamedTuple):
    """One way from a node to a node.

    outcome: its name in the source (a choice's, an action's, ``no_input``; the dialled number of an entry; the name
    of a universal). key: what the caller presses for it. label: what the announcement calls it.
    """

    source: Address
    target: Address
    outcome: str
    kind: Kind
    key: str | None = None
    label: Phrase | None = None


def target(service: Service, dialog: str, goto: str) -> Address:
    """The address a route leads to; it need not exist.

    A route of a sub-dialog may lead out to a node of the root dialog, which ends the sub-dialog: where a caller goes
    whose tries are used up is often the same place in the whole service. A node of the sub-dialog goes before.
    """
    if dialog != ROOT and goto not in service.dialogs[dialog].nodes and goto in service.root.nodes:
        return (ROOT, goto)
    return (dialog, goto)


def is_question(node: Node) -> bool:
    """Whether the node waits for the caller."""
    return isinstance(node, Question)


def universals_at(service: Service, node: Question) -> Iterator[Universal]:
    """The universals valid at a question."""
    for universal in service.universals:
        if universal.name not in node.asking.without:
            yield universal


def node_edges(service: Service, dialog: Dialog, node: Node, *, universals: bool = True) -> Iterator[Edge]:
    """Every edge that begins at a node, but for the ``return`` edges that leave a sub-dialog."""
    source = (dialog.name, node.name)
    yield from _own(service, dialog.name, node, source)
    if isinstance(node, CallNode) and (called := service.dialogs.get(node.dialog)) is not None:
        yield Edge(source, (called.name, called.start), called.name, "call")
    yield from _guards(service, node, source)
    if universals and isinstance(node, Question):
        for universal in universals_at(service, node):
            if universal.goto is not None:
                yield Edge(source, (ROOT, universal.goto), universal.name, "universal", universal.key)


def _own(service: Service, dialog: str, node: Node, source: Address) -> Iterator[Edge]:
    if isinstance(node, MenuNode):
        for choice in node.choices:
            to = target(service, dialog, choice.route.goto)
            kind: Kind = "shortcut" if choice.shortcut else "choice"
            yield Edge(source, to, choice.name, kind, choice.key, choice.label)
    else:
        for outcome, route, kind, key in _ways(node):
            yield Edge(source, target(service, dialog, route.goto), outcome, kind, key)
    if isinstance(node, Question):
        for outcome, remedy in node.asking.remedies.items():
            yield Edge(source, target(service, dialog, remedy.then.goto), outcome, "remedy")


def _ways(node: Node) -> Iterator[tuple[str, Route, Kind, str | None]]:
    match node:
        case ConfirmNode():
            yield "yes", node.yes, "choice", node.yes_key
            yield "no", node.no, "choice", node.no_key
        case CollectNode():
            yield "entered", node.route, "flow", None
        case ListNode():
            yield "chosen", node.route, "choice", None
            yield "empty", node.empty, "outcome", None
            for outcome, route in node.outcomes.items():
                yield outcome, route, "outcome", None
        case ActionNode() | CallNode() | TransferNode():
            for outcome, route in node.outcomes.items():
                yield outcome, route, "outcome", None
        case _:
            for outcome, route in routes(node):
                yield outcome, route, "flow", None


def _guards(service: Service, node: Node, source: Address) -> Iterator[Edge]:
    name = service.access.authenticate
    if name is None or name not in service.dialogs:
        return
    wanted = [choice.name for choice in node.choices if choice.needs] if isinstance(node, MenuNode) else []
    if node.needs:
        wanted.insert(0, "")
    denied = service.access.denied
    for outcome in wanted:
        yield Edge(source, (name, service.dialogs[name].start), outcome, "authenticate")
        if denied is not None:
            yield Edge(source, (ROOT, denied.goto), outcome, "denied")


class Graph:
    """The graph of a service. Edges may lead to addresses that no node has: the checks report those."""

    def __init__(self, service: Service) -> None:
        self.service = service
        self.nodes: Mapping[Address, Node] = {(dialog.name, node.name): node for dialog, node in service.nodes()}
        """Every node by its address."""

    @cached_property
    def entries(self) -> tuple[Edge, ...]:
        """An edge for each dialled number."""
        return tuple(Edge(CALLER, (ROOT, node), number, "entry") for number, node in self.service.numbers.items())

    @cached_property
    def bare(self) -> Mapping[Address, tuple[Edge, ...]]:
        """By source, every edge but the universals, which are the same at every question, and the returns."""
        return {
            (dialog.name, node.name): tuple(node_edges(self.service, dialog, node, universals=False))
            for dialog, node in self.service.nodes()
        }

    @cached_property
    def returns(self) -> tuple[Edge, ...]:
        """From every return node to where a call of its dialog, or what authentication guarded, goes on."""
        return tuple(self._returns())

    def _returns(self) -> Iterator[Edge]:
        ends: dict[str, list[tuple[Address, str]]] = defaultdict(list)
        for address, node in self.nodes.items():
            if isinstance(node, ReturnNode):
                ends[address[0]].append((address, node.outcome))
        for address, node in self.nodes.items():
            if isinstance(node, CallNode):
                for end, outcome in ends.get(node.dialog, ()):
                    if (route := node.outcomes.get(outcome)) is not None:
                        yield Edge(end, target(self.service, address[0], route.goto), outcome, "return")
            for edge in guarded(self.service, address, node):
                for end, outcome in ends.get(self.service.access.authenticate or "", ()):
                    if outcome == GRANTED:
                        yield Edge(end, edge.target, outcome, "return")

    @cached_property
    def edges(self) -> tuple[Edge, ...]:
        """Every edge: entries, then each node's in the order of the document, then returns."""
        everything: list[Edge] = list(self.entries)
        for dialog, node in self.service.nodes():
            everything.extend(node_edges(self.service, dialog, node))
        everything.extend(self.returns)
        return tuple(everything)

    @cached_property
    def out(self) -> Mapping[Address, Sequence[Edge]]:
        """Edges by source."""
        found: dict[Address, list[Edge]] = defaultdict(list)
        for edge in self.edges:
            found[edge.source].append(edge)
        return found

    def successors(self, address: Address) -> tuple[Address, ...]:
        """The nodes that one step may lead to, each once, in the order of the document."""
        return tuple(dict.fromkeys(edge.target for edge in self.out.get(address, ()) if edge.target in self.nodes))

    @cached_property
    def reachable(self) -> frozenset[Address]:
        """Every node that a caller can come to from a dialled number."""
        return self.reached()

    def reached(self, beside: Iterable[Address] = ()) -> frozenset[Address]:
        """Every node that a caller can come to from a dialled number, or from one of the nodes given beside."""
        return frozenset(_reach(self, [*(edge.target for edge in self.entries), *beside]))


def guarded(service: Service, address: Address, node: Node) -> Iterator[Edge]:
    """What authentication stands before at a node: the node itself, and each choice that needs a level."""
    if service.access.authenticate is None:
        return
    if node.needs:
        yield Edge(address, address, "", "authenticate")
    if isinstance(node, MenuNode):
        for choice in node.choices:
            if choice.needs:
                to = target(service, address[0], choice.route.goto)
                yield Edge(address, to, choice.name, "authenticate", choice.key)


def _reach(graph: Graph, todo: list[Address]) -> set[Address]:
    """Depth first, without recursion. A return goes on only in the calls that were themselves come to."""
    service, bare = graph.service, graph.bare
    found: set[Address] = set()
    calls: dict[str, list[tuple[str, CallNode]]] = defaultdict(list)
    returned: dict[str, set[str]] = defaultdict(set)
    asked = False
    universals: set[str] = set()
    while todo:
        address = todo.pop()
        node = graph.nodes.get(address)
        if node is None or address in found:
            continue
        found.add(address)
        for edge in bare[address]:
            if edge.kind != "outcome" or not isinstance(node, CallNode):
                todo.append(edge.target)
        if isinstance(node, Question):
            if not asked:
                asked = True
                todo.append((ROOT, service.exhausted.goto))
            for universal in service.universals:
                if universal.goto and universal.name not in universals and universal.name not in node.asking.without:
                    universals.add(universal.name)
                    todo.append((ROOT, universal.goto))
        elif isinstance(node, CallNode):
            calls[node.dialog].append((address[0], node))
            todo.extend(_resumed(service, address[0], node, returned.get(node.dialog, ())))
        elif isinstance(node, ReturnNode) and node.outcome not in returned[address[0]]:
            returned[address[0]].add(node.outcome)
            for dialog, call in calls.get(address[0], ()):
                todo.extend(_resumed(service, dialog, call, (node.outcome,)))
    return found


def _resumed(service: Service, dialog: str, call: CallNode, outcomes: Iterable[str]) -> Iterator[Address]:
    for outcome in outcomes:
        if (route := call.outcomes.get(outcome)) is not None:
            yield target(service, dialog, route.goto)
