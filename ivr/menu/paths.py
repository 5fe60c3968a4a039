"""What a caller presses to reach each function, and how long that takes.

A function is a choice that leads to an answer: to something said, done or asked, and not just to another menu. Its
name is the names of the choices taken, ``tariffs.change``.

The estimate is of a caller who hears everything once and presses a key as soon as it has been told: what is said on
the way, each menu's prompt and lines up to the choice's own, and `KEY` seconds for every key pressed. It ends where
the answer begins. Waiting for actions is not counted, nor is authentication.
"""

from __future__ import annotations

import heapq
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final, NamedTuple

from ivr.menu import duration
from ivr.menu.faults import Location
from ivr.menu.graph import Address, Graph, target
from ivr.menu.model import (
    ROOT,
    BranchNode,
    CallNode,
    Choice,
    CollectNode,
    ConfirmNode,
    LanguageNode,
    ListNode,
    MenuNode,
    Prompt,
    Question,
    Route,
    SayNode,
    Service,
    TransferNode,
    routes,
)

KEY: Final = 0.5
"""Seconds that a caller takes for a key they have just been told."""

MOST_STEPS: Final = 12
"""Questions followed after a function's choice before its answer."""


@dataclass(frozen=True, slots=True)
class Function:
    """One function. choice: its name where `address` offers it, empty when no menu does. number: dialled; keys: what is
    pressed then, ``<tariff>`` standing for what a caller enters or chooses at run time and ``«баланс»`` for what can
    only be said. seconds: until its answer begins, estimated.
    """

    name: str
    number: str
    keys: tuple[str, ...]
    seconds: float
    address: Address
    choice: str
    at: Location

    @property
    def depth(self) -> int:
        """Keys of the way itself: what is entered on it, and the yes to its read-back, is no depth."""
        entered = [key.startswith("<") for key in self.keys]
        return sum(not here and not before for before, here in zip([False, *entered], entered, strict=False))


class _Way(NamedTuple):
    """How a caller comes to a node: names of choices taken, keys pressed, seconds passed, from which number."""

    number: str
    names: tuple[str, ...]
    keys: tuple[str, ...]
    seconds: float


class _Move(NamedTuple):
    to: Address
    key: str
    seconds: float
    name: str = ""


def functions(service: Service, graph: Graph | None = None, *, timed: bool = True) -> list[Function]:
    """Every function that callers can come to, each by its shortest keys, in the order of the document.

    timed: False leaves out the estimates, and counts keys only (seconds mean nothing then).
    """
    graph = graph or Graph(service)
    language = service.languages[0] if timed else ""
    ways = _shortest(graph, language)
    found = []
    for address, node in graph.nodes.items():
        if not isinstance(node, MenuNode) or address not in ways:
            continue
        way = ways[address]
        for choice, key, seconds in _choices(node, language):
            answer = _answer(graph, address[0], choice.route, language)
            if answer is not None:
                keys = (*way.keys, key, *answer[0])
                total = way.seconds + seconds + answer[1]
                name = ".".join((*way.names, choice.name))
                found.append(Function(name, way.number, keys, round(total, 1), address, choice.name, choice.at))
    return found


def keys_to(service: Service, graph: Graph | None = None) -> dict[Address, tuple[str, tuple[str, ...]]]:
    """The number and the fewest keys that lead a caller to each node; ``<tariff>`` stands for what is entered."""
    return {address: (way.number, way.keys) for address, way in _shortest(graph or Graph(service), "").items()}


def straight(service: Service, graph: Graph | None = None) -> list[Function]:
    """What callers come to past all menus.

    Numbers that answer by themselves, by the name of their first node: nothing is asked on the way from them to the
    end of the call. And universals that lead to an answer, by their own.
    """
    graph = graph or Graph(service)
    return [*_numbers(graph), *_universals(graph, service.languages[0])]


def _numbers(graph: Graph) -> Iterator[Function]:
    for edge in graph.entries:
        if edge.target in graph.nodes and not _asks(graph, edge.target):
            node = graph.nodes[edge.target]
            yield Function(node.name, edge.outcome, (), 0.0, edge.target, "", node.at)


def _asks(graph: Graph, address: Address) -> bool:
    """Whether a caller who comes here is asked something, by the first way of all that asks nothing itself."""
    seen: set[Address] = set()
    while address in graph.nodes and address not in seen:
        seen.add(address)
        node = graph.nodes[address]
        if isinstance(node, Question | CallNode):
            return True
        ways = [node.otherwise] if isinstance(node, BranchNode) else [route for _, route in routes(node)]
        if not ways or isinstance(node, TransferNode):
            return False
        address = target(graph.service, address[0], ways[0].goto)
    return True


def _universals(graph: Graph, language: str) -> Iterator[Function]:
    """Universals that lead to an answer, from wherever a caller is."""
    number = next(iter(graph.service.numbers), "")
    for universal in graph.service.universals:
        if universal.key and universal.goto and (ROOT, universal.goto) in graph.nodes:
            answer = _answer(graph, ROOT, Route(universal.goto, universal.at), language)
            if answer is not None:
                keys = (universal.key, *answer[0])
                place = (ROOT, universal.goto)
                yield Function(universal.name, number, keys, round(KEY + answer[1], 1), place, "", universal.at)


def _shortest(graph: Graph, language: str) -> dict[Address, _Way]:
    """The way with the fewest keys, then seconds, to every node (Dijkstra 1959).

    Codes, and numbers that start where codes do, go past the menus that callers hear: they count for what nothing else
    leads to.
    """
    codes = {edge.target for edge in graph.entries if not edge.outcome.lstrip("+").isdecimal()}
    done: dict[Address, _Way] = {}
    for late in (False, True):
        starts = [edge for edge in graph.entries if (edge.target in codes) is late]
        _reach(graph, language, [(edge.target, _Way(edge.outcome, (), (), 0.0)) for edge in starts], done)
    return done


def _reach(graph: Graph, language: str, starts: Iterable[tuple[Address, _Way]], done: dict[Address, _Way]) -> None:
    """Add the ways to every node that the starts lead to and nothing has led to before."""
    todo = [(0, 0.0, serial, address, way) for serial, (address, way) in enumerate(starts)]
    serial = len(todo)
    while todo:
        _, _, _, address, way = heapq.heappop(todo)
        if address in done or address not in graph.nodes:
            continue
        done[address] = way
        for move in _moves(graph, address, language):
            if move.to not in done:
                keys = (*way.keys, move.key) if move.key else way.keys
                names = (*way.names, move.name) if move.name else way.names
                following = _Way(way.number, names, keys, way.seconds + move.seconds)
                serial += 1
                heapq.heappush(todo, (len(keys), following.seconds, serial, move.to, following))


def _moves(graph: Graph, address: Address, language: str) -> Iterator[_Move]:
    """The ways on that a caller takes on purpose: no remedies, no universals."""
    node = graph.nodes[address]

    def to(route: Route) -> Address:
        return target(graph.service, address[0], route.goto)

    def said(route: Route) -> float:
        return _said(route.prompt, language)

    opening = _said(node.prompt, language)
    match node:
        case MenuNode():
            for choice, key, seconds in _choices(node, language):
                yield _Move(to(choice.route), key, seconds + said(choice.route), choice.name)
        case ConfirmNode():
            yield _Move(to(node.yes), node.yes_key, opening + KEY + said(node.yes))
            yield _Move(to(node.no), node.no_key, opening + KEY + said(node.no))
        case CollectNode() | ListNode():
            token, seconds = _entry(node, language)
            yield _Move(to(node.route), token, seconds + said(node.route))
            if isinstance(node, ListNode):
                for route in (node.empty, *node.outcomes.values()):
                    yield _Move(to(route), "", opening + said(route))
        case CallNode():
            if node.dialog in graph.service.dialogs:
                yield _Move((node.dialog, graph.service.dialogs[node.dialog].start), "", opening)
            for route in node.outcomes.values():
                yield _Move(to(route), f"<{node.dialog}>", opening + said(route))
        case _:
            for _, route in routes(node):
                yield _Move(to(route), "", opening + said(route))


def _choices(node: MenuNode, language: str) -> Iterator[tuple[Choice, str, float]]:
    """Each choice with its key, and the seconds until a caller has heard and pressed it."""
    opening = _said(node.prompt, language)
    heard = {choice.name: seconds for choice, seconds in duration.heard(node, language)} if language else {}
    for choice in node.choices:
        if choice.shortcut:  # nobody hears of it
            continue
        yield choice, choice.key or f"«{_label(choice, language)}»", heard.get(choice.name, opening) + KEY


def _said(prompt: Prompt | None, language: str) -> float:
    """Seconds of a prompt; 0 where nothing is to be timed."""
    return duration.of_prompt(prompt, language) if language else 0.0


def _label(choice: Choice, language: str) -> str:
    """What is said for a choice that has no key."""
    texts = choice.label.texts if choice.label is not None else {}
    text = texts.get(language) or next(iter(texts.values()), None)
    said = choice.phrases.get(language) or next(iter(choice.phrases.values()), ())
    return text.static if text is not None and text.static else (said[0] if said else choice.name)


def _entry(node: CollectNode | ListNode, language: str) -> tuple[str, float]:
    opening = _said(node.prompt, language)
    if isinstance(node, ListNode):
        first = duration.of_phrase(node.each, language) + duration.naming("1", language) if language else 0.0
        return f"<{node.into}>", opening + first + KEY
    seconds = opening + KEY * node.length[0]
    if node.confirm is not None:
        seconds += _said(node.confirm, language) + KEY
    return f"<{node.into}>", seconds


def _answer(graph: Graph, dialog: str, route: Route, language: str) -> tuple[tuple[str, ...], float] | None:
    """What is pressed after a function's choice until its answer begins, and the seconds; None for a mere menu."""
    keys: list[str] = []
    seconds = 0.0
    for _ in range(MOST_STEPS):
        if route.prompt is not None:
            return tuple(keys), seconds
        address = target(graph.service, dialog, route.goto)
        dialog = address[0]
        node = graph.nodes.get(address)
        match node:
            case None | MenuNode():
                return None
            case SayNode() | LanguageNode() if node.prompt is None:
                route = node.route
            case BranchNode():
                route = node.otherwise
            case ConfirmNode():
                keys.append(node.yes_key)
                seconds += _said(node.prompt, language) + KEY
                route = node.yes
            case CollectNode() | ListNode():
                token, lasts = _entry(node, language)
                keys.append(token)
                if isinstance(node, CollectNode) and node.confirm is not None:
                    keys.append("1")
                seconds += lasts
                route = node.route
            case _:
                return tuple(keys), seconds
    return tuple(keys), seconds
