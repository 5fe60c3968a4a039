"""Menu coverage: which nodes, choices and outcomes of a service the tested calls have reached, and which never.

A call's effects tell it: `Entered` for nodes, `Took` for the rest. Percentages count nodes, choices, outcomes and
universals. The five ways in which asking fails are counted apart: every question has them, most by default.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from ivr.actions import FAILED, LATE
from ivr.dialog.effects import Effect, Entered, Took
from ivr.menu.faults import Location
from ivr.menu.model import (
    ASKING_OUTCOMES,
    ActionNode,
    CallNode,
    CollectNode,
    ConfirmNode,
    ListNode,
    MenuNode,
    Node,
    Service,
    TransferNode,
    routes,
)
from ivr.testing.script import CONNECTED

NODES: Final = "nodes"
CHOICES: Final = "choices"
OUTCOMES: Final = "outcomes"
UNIVERSALS: Final = "universals"
ASKING: Final = "ways of failing"
KINDS: Final = (NODES, CHOICES, OUTCOMES, UNIVERSALS)
"""What percentages count, in the order of reports."""


@dataclass(frozen=True, slots=True)
class Item:
    """One thing to be reached. kind: one of `KINDS`, or `ASKING`. name: `node`, `node.outcome`, `dialog:node` …"""

    kind: str
    name: str
    at: Location


class Coverage:
    """What the calls of one service have reached. Give it to calls as a listener."""

    def __init__(self, service: Service) -> None:
        self.service = service
        self.items: Mapping[str, Item] = {item.name: item for item in items_of(service)}
        self._entered: Counter[tuple[str, str]] = Counter()
        self._took: Counter[tuple[str, str, str]] = Counter()

    def __call__(self, _now: float, _event: object, effects: Sequence[Effect]) -> None:
        """Count what came of one event."""
        for effect in effects:
            if type(effect) is Entered:
                self._entered[effect.dialog, effect.node] += 1
            elif type(effect) is Took:
                self._took[effect.dialog, effect.node, effect.outcome] += 1

    def counts(self) -> Counter[str]:
        """How often each thing was reached, by its name."""
        found: Counter[str] = Counter()
        for (dialog, node), times in self._entered.items():
            found[place(dialog, node)] += times
        universals = {universal.name for universal in self.service.universals}
        for (dialog, node, outcome), times in self._took.items():
            name = f"{place(dialog, node)}.{outcome}"
            if name not in self.items and outcome in universals:
                name = _universal(outcome)
            elif name not in self.items:
                name = f"{place(dialog, node)}.{FAILED}"  # the way of an outcome that has none of its own
            found[name] += times
        return Counter({name: times for name, times in found.items() if name in self.items})

    def missed(self, kind: str | None = None) -> list[Item]:
        """What was never reached, in the order of the files. kind: only that one; None: all that percentages count."""
        counts = self.counts()
        kinds = KINDS if kind is None else (kind,)
        missed = (item for item in self.items.values() if item.kind in kinds and not counts[item.name])
        return sorted(missed, key=lambda item: item.at)

    def share(self, kind: str | None = None) -> tuple[int, int]:
        """How many things were reached, and how many there are."""
        kinds = KINDS if kind is None else (kind,)
        total = sum(item.kind in kinds for item in self.items.values())
        return total - len(self.missed(kind)), total

    @property
    def percent(self) -> float:
        """The share in per cent, 100 for a service with nothing in it."""
        reached, total = self.share()
        return 100.0 * reached / total if total else 100.0

    def to_dict(self) -> dict[str, Any]:
        """The coverage as plain data."""
        return {
            "service": self.service.name,
            "percent": round(self.percent, 1),
            "kinds": {kind: dict(zip(("reached", "of"), self.share(kind), strict=True)) for kind in SECTIONS},
            "missed": [
                {"kind": item.kind, "name": item.name, "file": item.at.file, "line": item.at.line}
                for item in self.missed()
            ],
        }

    def to_counts(self) -> dict[str, list[list[Any]]]:
        """The bare counts as plain data, for another process's `add_counts`."""
        return {
            "entered": [[*key, times] for key, times in self._entered.items()],
            "took": [[*key, times] for key, times in self._took.items()],
        }

    def add_counts(self, counts: Mapping[str, Iterable[Sequence[Any]]]) -> None:
        """Add what another process counted for the same service."""
        for dialog, node, times in counts["entered"]:
            self._entered[dialog, node] += times
        for dialog, node, outcome, times in counts["took"]:
            self._took[dialog, node, outcome] += times


SECTIONS: Final = (*KINDS, ASKING)


def render(coverage: Coverage, *, missed: bool = True, verbose: bool = False) -> str:
    """The coverage for people: percentages, and where what was never reached is written.

    verbose: list the ways of failing that were never reached as well.
    """
    reached, total = coverage.share()
    parts = [f"{kind} {got}/{of}" for kind in KINDS for got, of in (coverage.share(kind),) if of]
    lines = [f"menu coverage of {coverage.service.name}: {percent(coverage.percent)} ({reached}/{total})"]
    lines.append("  " + ", ".join(parts))
    if missed and coverage.missed():
        lines.append("  never reached:")
        lines += _listed(coverage.missed())
    got, of = coverage.share(ASKING)
    if of:
        failed = f"  not in the percentage: {got} of {of} ways in which a question can fail (no input, no match …)"
        if got < of:
            failed += ", the others:" if verbose else "; -v lists the others"
        lines.append(failed)
    if verbose:
        lines += _listed(coverage.missed(ASKING))
    return "\n".join(lines)


def _listed(items: Iterable[Item]) -> list[str]:
    return [f"    {item.at.file}:{item.at.line}: {_shown(item)}" for item in items]


def percent(value: float) -> str:
    """A percentage that says 100 only when nothing is missing."""
    return "100 %" if value >= 100 else f"{min(value, 99.9):.1f} %"


def place(dialog: str, node: str) -> str:
    """A node's name in reports: with its dialog, unless that is the root."""
    return f"{dialog}:{node}" if dialog else node


def items_of(service: Service) -> Iterator[Item]:
    """Everything in a service that a call can reach and its effects can tell."""
    for dialog, node in service.nodes():
        name = place(dialog.name, node.name)
        yield Item(NODES, name, node.at)
        yield from _items_of(node, name)
    for universal in service.universals:
        yield Item(UNIVERSALS, _universal(universal.name), universal.at)


def _items_of(node: Node, name: str) -> Iterator[Item]:
    if isinstance(node, MenuNode):
        for choice in node.choices:
            yield Item(CHOICES, f"{name}.{choice.name}", choice.at)
    elif isinstance(node, CollectNode | ConfirmNode | ListNode | ActionNode | CallNode | TransferNode):
        ways = dict(routes(node))
        for outcome, route in ways.items():
            shared = outcome == LATE and FAILED in ways and ways[FAILED].at == route.at
            if outcome not in ASKING_OUTCOMES and not shared:
                yield Item(OUTCOMES, f"{name}.{outcome}", route.at)
    if isinstance(node, TransferNode):
        yield Item(OUTCOMES, f"{name}.{CONNECTED}", node.at)
    if isinstance(node, MenuNode | CollectNode | ConfirmNode | ListNode):
        for outcome in node.asking.remedies:
            yield Item(ASKING, f"{name}.{outcome}", node.at)


def _universal(name: str) -> str:
    """A universal's name among the items: it may be called as a node is."""
    return f"universal {name}"


def _shown(item: Item) -> str:
    return item.name if item.kind in (UNIVERSALS, ASKING) else f"{item.kind[:-1]} {item.name}"
