"""What a caller presses to reach each function, how long that takes, and where a code like ``*105*1*2#`` leads.

A function is a choice that leads to an answer: to something said, done or asked, and not just to another menu. Its
name is the names of the choices taken, ``tariffs.change``.

The estimate is of a caller who hears everything once and presses a key as soon as it has been told: what is said on
the way, each menu's prompt and lines up to the choice's own, and `KEY` seconds for every key pressed. It ends where
the answer begins. Waiting for actions is not counted, nor is authentication.
"""

from __future__ import annotations

import heapq
from collections.abc import Iterator
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
    routes,
)

KEY: Final = 0.5
"""Seconds that a caller takes for a key they have just been told."""

MOST_STEPS: Final = 12
"""Questions followed after a function's choice before its answer."""


@dataclass(frozen=True, slots=True)
class Function:
    """One function. number: dialled; keys: what is pressed then, ``<tariff>`` standing for what a caller enters or
    chooses at run time and ``«баланс»`` for what can only be said. seconds: until its answer begins, estimated.
    """

    name: str
    number: str
    keys: tuple[str, ...]
    seconds: float
    address: Address
    choice: str
    at: Location


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


def _shortest(graph: Graph, language: str) -> dict[Address, _Way]:
    """The way with the fewest keys, then seconds, to every node (Dijkstra 1959)."""
    done: dict[Address, _Way] = {}
    serial = 0
    todo: list[tuple[int, float, int, Address, _Way]] = []
    for edge in graph.entries:
        heapq.heappush(todo, (0, 0.0, serial, edge.target, _Way(edge.outcome, (), (), 0.0)))
        serial += 1
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
    return done


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
