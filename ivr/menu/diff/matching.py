"""Which node of the new service is which of the old: by name, then by where it stands in the tree."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from ivr.menu.drawing.extract import node_titles
from ivr.menu.graph import Address, Edge, Graph
from ivr.menu.model import (
    ROOT,
    ActionNode,
    BranchNode,
    CallNode,
    Choice,
    HangupNode,
    MenuNode,
    Node,
    Phrase,
    Prompt,
    ReturnNode,
    Service,
    TransferNode,
)
from ivr.menu.paths import Function, functions
from ivr.menu.template import Template, squeeze


@dataclass(frozen=True, slots=True)
class Side:
    """One of the two services, with what is asked of it again and again."""

    graph: Graph
    titles: Mapping[Address, str]
    functions: Mapping[tuple[Address, str], Function]
    """What the service does for callers, by the menu and the choice that leads there."""

    @property
    def service(self) -> Service:
        """The service itself."""
        return self.graph.service

    def named(self, address: Address) -> str:
        """A node as callers know it, in quotation marks."""
        return f"«{self.titles.get(address) or address[1]}»"


@dataclass(frozen=True, slots=True)
class Pairing:
    """Both services and the pairs of nodes that are one node to callers. language: of titles and labels."""

    old: Side
    new: Side
    language: str
    nodes: Mapping[Address, Address]

    def same(self, old: Address, new: Address) -> bool:
        """Whether two targets are one place."""
        if old in self.old.graph.nodes or new in self.new.graph.nodes:
            return self.nodes.get(old) == new
        return old == new

    def pairs(self) -> Iterator[tuple[Address, Node, Address, Node]]:
        """Every pair that callers can come to, in the order of the new document."""
        back = {new: old for old, new in self.nodes.items()}
        for new in self.new.graph.nodes:
            old = back.get(new)
            if old is not None and old in self.old.graph.reachable and new in self.new.graph.reachable:
                yield old, self.old.graph.nodes[old], new, self.new.graph.nodes[new]


def pairing(old: Service, new: Service, language: str) -> Pairing:
    """Pair the nodes of two services."""
    number = next((one for one in new.numbers if one in old.numbers), "")
    left, right = _side(old, language, number), _side(new, language, number)
    return Pairing(left, right, language, _pair(left.graph, right.graph))


def _side(service: Service, language: str, number: str) -> Side:
    """One side. number: dialled to reach functions by, where it leads to them: a short cut that another number offers
    is no change to those who dial this one.
    """
    graph = Graph(service)
    known = functions(service, graph, timed=False)
    if number and len(service.numbers) > 1:
        known += functions(replace(service, numbers={number: service.numbers[number]}), timed=False)
    return Side(graph, node_titles(graph, language), {(one.address, one.choice): one for one in known})


def _pair(old: Graph, new: Graph) -> dict[Address, Address]:
    found = {address: address for address in old.nodes if address in new.nodes}
    taken = set(found.values())
    todo = deque(found.items())

    def meet(ours: Address, theirs: Address) -> None:
        if ours in found or theirs in taken or ours not in old.nodes or theirs not in new.nodes:
            return
        if alike(old.nodes[ours], new.nodes[theirs]):
            found[ours] = theirs
            taken.add(theirs)
            todo.append((ours, theirs))

    for number, node in old.service.numbers.items():
        if number in new.service.numbers:
            meet((ROOT, node), (ROOT, new.service.numbers[number]))
    while todo:
        ours, theirs = todo.popleft()
        for first, second in _edges(old.bare[ours], new.bare[theirs], old.nodes[ours], new.nodes[theirs]):
            meet(first.target, second.target)
    return found


def _edges(old: Iterable[Edge], new: Iterable[Edge], ours: Node, theirs: Node) -> Iterator[tuple[Edge, Edge]]:
    renamed = {}
    if isinstance(ours, MenuNode) and isinstance(theirs, MenuNode):
        renamed = {a.name: b.name for a, b in pair_choices(ours.choices, theirs.choices)[0]}
    calls: dict[str, Edge] = {edge.kind: edge for edge in new if edge.kind == "call"}
    by_outcome = {(edge.kind, edge.outcome): edge for edge in new}
    for edge in old:
        other = by_outcome.get((edge.kind, renamed.get(edge.outcome, edge.outcome))) or calls.get(edge.kind)
        if other is not None:
            yield edge, other


def alike(old: Node, new: Node) -> bool:
    """Whether two nodes of different names, standing at one place, are one node to callers: they share what is heard,
    chosen or done there.
    """
    if type(old) is not type(new):
        return False
    if old.prompt is not None and new.prompt is not None and same_prompt(old.prompt, new.prompt):
        return True
    match old, new:
        case MenuNode(), MenuNode():
            return bool(pair_choices(old.choices, new.choices)[0])
        case ActionNode(), ActionNode():
            return old.call.action == new.call.action
        case TransferNode(), TransferNode():
            return old.destination == new.destination
        case ReturnNode(), ReturnNode():
            return old.outcome == new.outcome
        case (CallNode() | BranchNode(), _):
            return True
        case (HangupNode(), _):
            return old.prompt is new.prompt is None
        case _:
            return old.prompt is None and new.prompt is None


def same_phrase(old: Phrase, new: Phrase) -> bool:
    """Whether two phrases sound, and read, the same in every language that both have."""
    said = same_texts(old.texts, new.texts) and old.recording == new.recording
    return said and same_texts(old.written or old.texts, new.written or new.texts)


def same_texts(old: Mapping[str, Template], new: Mapping[str, Template]) -> bool:
    """Whether two texts are the same in every language that both have."""
    return all(squeeze(old[one].source) == squeeze(new[one].source) for one in old.keys() & new.keys())


def same_prompt(old: Prompt, new: Prompt) -> bool:
    """Whether two prompts sound the same at every attempt."""
    most = max(len(old.attempts), len(new.attempts))
    return all(same_phrase(old.for_attempt(number), new.for_attempt(number)) for number in range(1, most + 1))


def pair_choices(
    old: Iterable[Choice], new: Iterable[Choice]
) -> tuple[list[tuple[Choice, Choice]], list[Choice], list[Choice]]:
    """Choices that are one choice to callers (by name, then by label), those gone, and those added."""
    left, right = {one.name: one for one in old}, {one.name: one for one in new}
    pairs = [(one, right[name]) for name, one in left.items() if name in right]
    gone = [one for name, one in left.items() if name not in right]
    added = [one for name, one in right.items() if name not in left]
    for one in tuple(gone):
        for other in added:
            if one.label is not None and other.label is not None and same_phrase(one.label, other.label):
                pairs.append((one, other))
                gone.remove(one)
                added.remove(other)
                break
    order = list(left)
    return sorted(pairs, key=lambda pair: order.index(pair[0].name)), gone, added
