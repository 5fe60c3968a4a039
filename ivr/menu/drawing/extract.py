"""From a service to the picture of it: what is worth showing, under which name, and which ways make the tree."""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import PurePath
from typing import Final

from ivr.menu.announcement import capitalised
from ivr.menu.drawing.lettering import said, shorten, spoken
from ivr.menu.drawing.picture import Arrow, ArrowKind, Box, BoxKind, Cluster, Entry, Everywhere, Picture
from ivr.menu.drawing.words import word
from ivr.menu.graph import Address, Edge, Graph
from ivr.menu.language import WEEKDAYS
from ivr.menu.model import (
    ASKING_OUTCOMES,
    ROOT,
    ActionNode,
    BranchNode,
    CallNode,
    Case,
    CollectNode,
    ConfirmNode,
    HangupNode,
    LanguageNode,
    ListNode,
    MenuNode,
    Node,
    ReturnNode,
    SayNode,
    Service,
    TransferNode,
    Universal,
)

KINDS: Final[Mapping[type, BoxKind]] = {
    MenuNode: "menu",
    CollectNode: "collect",
    ConfirmNode: "confirm",
    ListNode: "list",
    SayNode: "say",
    LanguageNode: "language",
    ActionNode: "action",
    BranchNode: "branch",
    CallNode: "call",
    ReturnNode: "return",
    TransferNode: "transfer",
    HangupNode: "hangup",
}
LABEL: Final = 60
TEXT: Final = 120
"""Most characters of a label and of an excerpt: a picture is looked at, the menu is read."""
_SHOWN: Final[Mapping[str, ArrowKind]] = {kind: kind for kind in ("choice", "flow", "outcome", "remedy", "call")}


def picture(service: Service, language: str | None = None, *, remedies: bool = False) -> Picture:
    """The picture of a service in a language (None: its first).

    remedies: whether the ways out of failed answers are shown; most lead to one place, and they crowd the rest out.
    Ways to nodes that do not exist are left out. Raises ValueError for a language that the service does not speak.
    """
    language = language or service.languages[0]
    if language not in service.languages:
        raise ValueError(f"the service speaks {', '.join(service.languages)}, not {language!r}")
    graph = Graph(service)
    ids = _ids(graph.nodes)
    first = first_ways(graph)
    kinds = {name: kind for name, kind in _SHOWN.items() if remedies or kind != "remedy"}
    titles = node_titles(graph, language, first)
    clusters = _clusters(service, graph)
    cluster = {address: _cluster_id(service, address, node, clusters) for address, node in graph.nodes.items()}
    ground = _Ground(ids, first, cluster, language, kinds)
    boxes = tuple(
        Box(
            id=ids[address],
            name=node.name,
            title=titles[address],
            kind=KINDS[type(node)],
            does=shorten(_does(node), LABEL),
            says=shorten(said(node.prompt, language), TEXT),
            level=service.level_name(node.needs) if node.needs else "",
            cluster=cluster[address],
        )
        for address, node in graph.nodes.items()
    )
    arrows = tuple(arrow for address in graph.nodes for arrow in _arrows(graph, address, ground))
    everywhere = tuple(
        Everywhere(universal.key or "", _called(universal, language), ids.get((ROOT, universal.goto or ""), ""))
        for universal in service.universals
    )
    return Picture(
        title=spoken(service.title, language) or service.name,
        language=language,
        boxes=boxes,
        arrows=arrows,
        clusters=tuple(clusters.values()),
        entries=tuple(Entry(edge.outcome, ids[edge.target]) for edge in graph.entries if edge.target in ids),
        everywhere=everywhere,
    )


def first_ways(graph: Graph) -> Mapping[Address, Edge | None]:
    """For each node the way by which it is first come to, nearest to the caller first; None for one that none leads to.

    A sub-dialog is a tree of its own, with its start as the root: it is held from many places.
    """
    service = graph.service
    found: dict[Address, Edge | None] = {}
    starts = [edge.target for edge in graph.entries]
    starts += [(dialog.name, dialog.start) for dialog in service.dialogs.values() if dialog.name != ROOT]
    starts += [(ROOT, universal.goto) for universal in service.universals if universal.goto]
    starts += [(ROOT, service.exhausted.goto), *graph.nodes]
    for start in starts:
        if start not in graph.nodes or start in found:
            continue
        found[start] = None
        todo = deque([start])
        while todo:
            address = todo.popleft()
            for edge in graph.bare[address]:
                ahead = edge.kind in ("choice", "flow", "outcome") and edge.target[0] == address[0]
                if ahead and edge.target in graph.nodes and edge.target not in found:
                    found[edge.target] = edge
                    todo.append(edge.target)
    return found


def _ids(addresses: Iterable[Address]) -> dict[Address, str]:
    """Names made of the node's own, so that a picture kept under version control changes where the menu does."""
    ids: dict[Address, str] = {}
    taken: set[str] = set()
    for address in addresses:
        name = _ascii("__".join(part for part in address if part))
        number, unique = 1, f"n_{name}"
        while unique in taken:
            number += 1
            unique = f"n_{name}_{number}"
        taken.add(unique)
        ids[address] = unique
    return ids


def _ascii(name: str) -> str:
    return re.sub(r"[^A-Za-z0-9_]", lambda found: f"{ord(found[0]):x}", name)


def _clusters(service: Service, graph: Graph) -> dict[tuple[str, str], Cluster]:
    clusters: dict[tuple[str, str], Cluster] = {}
    for (dialog, _), node in graph.nodes.items():
        key = _cluster_key(service, dialog, node)
        if key not in clusters and key != (ROOT, ""):
            name = f"c{len(clusters) + 1}"
            clusters[key] = Cluster(name, dialog, "dialog") if dialog else Cluster(name, PurePath(key[1]).name, "file")
    return clusters


def _cluster_key(service: Service, dialog: str, node: Node) -> tuple[str, str]:
    if dialog != ROOT:
        return dialog, ""
    return ROOT, "" if node.at.file == service.at.file else node.at.file


def _cluster_id(service: Service, address: Address, node: Node, clusters: Mapping[tuple[str, str], Cluster]) -> str:
    cluster = clusters.get(_cluster_key(service, address[0], node))
    return cluster.id if cluster else ""


def node_titles(
    graph: Graph, language: str, first: Mapping[Address, Edge | None] | None = None
) -> Mapping[Address, str]:
    """What each node is called before people: as the choice calls it that first leads there, or the universal that
    does; else by its own name. first: what `first_ways` gave, when it is at hand.
    """
    everywhere = {(ROOT, one.goto): _called(one, language) for one in reversed(graph.service.universals) if one.goto}
    titles = {}
    for address, edge in (first if first is not None else first_ways(graph)).items():
        title = spoken(edge.label, language) if edge is not None else ""
        title = title or everywhere.get(address, "") or address[1].replace("_", " ")
        titles[address] = shorten(capitalised(title), LABEL)
    return titles


def _called(universal: Universal, language: str) -> str:
    """A universal by the first phrase that a caller may say for it."""
    phrases = universal.phrases.get(language)
    return phrases[0] if phrases else word(universal.name, language)


def _does(node: Node) -> str:
    match node:
        case ActionNode():
            return node.call.action
        case ListNode():
            return node.source.action if node.source else node.items or ""
        case CollectNode():
            least, most = node.length
            return f"{node.kind} {least}" if least == most else f"{node.kind} {least}–{most}"
        case CallNode():
            return node.dialog
        case ReturnNode():
            return node.outcome
        case TransferNode():
            return node.destination
        case LanguageNode():
            return node.language
        case _:
            return ""


@dataclass(frozen=True, slots=True)
class _Ground:
    """What every arrow is made with: ids of the boxes, first ways, clusters, language, and the kinds that are shown."""

    ids: Mapping[Address, str]
    first: Mapping[Address, Edge | None]
    cluster: Mapping[Address, str]
    language: str
    kinds: Mapping[str, ArrowKind]

    def branches(self, source: Address, edge: Edge) -> bool:
        """Whether an edge is a branch of the tree: the first way to its target, and none out of a file. What stands in
        another file has a tree of its own, so that no file's frame holds a box of another's."""
        inside = self.cluster[source] in ("", self.cluster[edge.target])
        return inside and self.first.get(edge.target) is edge


def _arrows(graph: Graph, address: Address, ground: _Ground) -> Iterator[Arrow]:
    """A node's arrows; outcomes without a key that lead to one place share an arrow."""
    node = graph.nodes[address]
    merged: dict[tuple[str, ArrowKind], list[Arrow]] = {}
    for edge in graph.bare[address]:
        kind = ground.kinds.get(edge.kind)
        if kind is None or edge.target not in ground.ids:
            continue
        arrow = Arrow(
            source=ground.ids[address],
            target=ground.ids[edge.target],
            kind=kind,
            key=edge.key or "",
            label=shorten(_label(node, edge, ground.language), LABEL),
            level=_level(graph.service, node, edge),
            first=ground.branches(address, edge),
        )
        together = (arrow.target, kind) if kind in ("outcome", "remedy") else (f"{len(merged)}", kind)
        merged.setdefault(together, []).append(arrow)
    for arrows in merged.values():
        label = ", ".join(dict.fromkeys(arrow.label for arrow in arrows if arrow.label))
        yield replace(arrows[0], label=shorten(label, LABEL), first=any(arrow.first for arrow in arrows))


def _label(node: Node, edge: Edge, language: str) -> str:
    if edge.label is not None:
        return spoken(edge.label, language)
    if isinstance(node, BranchNode) and edge.outcome.startswith("case "):
        return (
            condition(node.cases[int(edge.outcome[5:]) - 1], language) or f"{word('case', language)} {edge.outcome[5:]}"
        )
    if edge.kind == "call":
        return ""
    if isinstance(node, ActionNode) and edge.outcome in ASKING_OUTCOMES:
        return edge.outcome.replace("_", " ")  # the action's own outcome: what it means is for the action to say
    return word(edge.outcome, language) if edge.outcome else ""


def condition(case: Case, language: str) -> str:
    """When a case of a branch holds, in short: its days, hours and condition."""
    parts = []
    if case.days:
        parts.append(_days(sorted(case.days), language))
    if case.hours:
        parts.append("–".join(f"{minutes // 60:02}:{minutes % 60:02}" for minutes in case.hours))
    if case.when is not None:
        parts.append(case.when.source)
    return ", ".join(parts)


def _days(days: list[int], language: str) -> str:
    names = [word(WEEKDAYS[day - 1], language) for day in days]
    if len(days) > 2 and days[-1] - days[0] == len(days) - 1:
        return f"{names[0]}–{names[-1]}"
    return ", ".join(names)


def _level(service: Service, node: Node, edge: Edge) -> str:
    if isinstance(node, MenuNode) and edge.kind == "choice":
        needs = next((choice.needs for choice in node.choices if choice.name == edge.outcome), 0)
        return service.level_name(needs) if needs else ""
    return ""
