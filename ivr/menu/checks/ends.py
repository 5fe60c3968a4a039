"""Whether a caller can come to every node, and from every node to an end."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping

from ivr.menu.checks.ground import Ground, listed, name
from ivr.menu.graph import Address, Graph, is_question
from ivr.menu.model import ROOT, CallNode, HangupNode, ReturnNode, TransferNode

UNREACHABLE = "G003"
NO_END = "G004"


def check(ground: Ground) -> None:
    """Report nodes nobody can come to, and nodes from which no way leads to a hang-up or a transfer."""
    if not ground.whole:
        return
    _unreachable(ground)
    _endless(ground)


def _unreachable(ground: Ground) -> None:
    if not ground.graph.reachable:  # the numbers lead nowhere, and have had their fault
        return
    reachable = ground.graph.reached(ground.meant)
    for dialog in ground.service.dialogs.values():
        lost = [node for node in dialog.nodes.values() if (dialog.name, node.name) not in reachable]
        if dialog.name != ROOT and len(lost) == len(dialog.nodes):
            ground.fault(
                UNREACHABLE,
                f"nothing a caller can come to calls sub-dialog `{dialog.name}`",
                dialog.at,
                f"call it with `call: {dialog.name}`, or take its file out of `include`",
            )
            continue
        for node in lost:
            hint = "lead to it with `goto`, or take it out"
            ground.fault(UNREACHABLE, f"no caller can come to `{node.name}`", node.at, hint)


def _endless(ground: Ground) -> None:
    """Backwards from every end; what is left in the dark has none. Each such region is told once."""
    graph, service = ground.graph, ground.service
    before: dict[Address, list[Address]] = defaultdict(list)
    universal: dict[Address, set[str]] = {
        (ROOT, one.goto): {other.name for other in service.universals if other.goto == one.goto}
        for one in service.universals
        if one.goto
    }
    questions = [address for address in graph.reachable if is_question(graph.nodes[address])]
    for address in graph.reachable:
        node = graph.nodes[address]
        for edge in graph.bare[address]:
            if edge.kind != "outcome" or not isinstance(node, CallNode):
                before[edge.target].append(address)
    for edge in graph.returns:
        before[edge.target].append(edge.source)
    todo = [a for a in graph.reachable if isinstance(graph.nodes[a], HangupNode | TransferNode) or _cut_off(graph, a)]
    refused = _refused(ground)
    if service.access.denied is not None:
        before[(ROOT, service.access.denied.goto)] += refused
        refused = []
    lit: set[Address] = set()
    while todo:
        address = todo.pop()
        if address in lit:
            continue
        lit.add(address)
        todo.extend(before[address])
        if refused and is_question(graph.nodes[address]):
            todo.extend(refused)
            refused = []
        if address == (ROOT, service.exhausted.goto):
            todo.extend(questions)
        elif (names := universal.pop(address, None)) is not None:
            todo.extend(q for q in questions if not names <= graph.nodes[q].asking.without)  # type: ignore[union-attr]
    dark = [address for address in graph.nodes if address in graph.reachable and address not in lit]
    for region in _regions(dark, before):
        if not ground.circling.isdisjoint(region) and not any(is_question(graph.nodes[one]) for one in region):
            continue  # the circle is what has no end, and a question in it would give it one
        first = graph.nodes[region[0]]
        others = [name(address) for address in region[1:]]
        beside = f"; the same holds for {listed(others)}" if others else ""
        ground.fault(
            NO_END,
            f"from `{name(region[0])}` no way leads to an end of the call",
            first.at,
            f"let some way lead to a `hangup` or a `transfer`{beside}",
        )


def _cut_off(graph: Graph, address: Address) -> bool:
    """Whether a node leads to one that is not there, and so perhaps to an end."""
    node = graph.nodes[address]
    lost = isinstance(node, CallNode) and node.dialog not in graph.service.dialogs
    return lost or any(edge.target not in graph.nodes for edge in graph.bare[address])


def _refused(ground: Ground) -> list[Address]:
    """Where authentication ends for whom it refuses: they go the way `denied`, or back to the question before."""
    access = ground.service.access
    dialog = ground.service.dialogs.get(access.authenticate or ROOT)
    if dialog is None or dialog.name == ROOT:
        return []
    return [(dialog.name, node.name) for node in dialog.nodes.values() if isinstance(node, ReturnNode)]


def _regions(dark: Iterable[Address], before: Mapping[Address, list[Address]]) -> list[list[Address]]:
    """Nodes that hang together, each region and the regions in the order of the document."""
    left = dict.fromkeys(dark)
    near: dict[Address, list[Address]] = defaultdict(list)
    for address in left:
        for other in before.get(address, ()):
            if other in left:
                near[address].append(other)
                near[other].append(address)
    regions: list[list[Address]] = []
    order = {address: number for number, address in enumerate(left)}
    while left:
        todo = [next(iter(left))]
        region: list[Address] = []
        while todo:
            address = todo.pop()
            if address in left:
                del left[address]
                region.append(address)
                todo.extend(near[address])
        regions.append(sorted(region, key=order.__getitem__))
    return regions
