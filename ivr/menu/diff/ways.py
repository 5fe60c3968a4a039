"""What changes in the ways out of a node: where each outcome leads, outcomes of one way told together."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

from ivr.menu.diff.change import Finding
from ivr.menu.diff.matching import Pairing
from ivr.menu.drawing.extract import condition
from ivr.menu.graph import Address, target
from ivr.menu.model import BranchNode, Node, Question, Route, TransferNode, routes

ELSE: Final = "all else"

_TRANSFERS: Final[Mapping[str, str]] = {
    "busy": "the line is busy",
    "no_answer": "nobody answers",
    "failed": "the transfer fails",
}


def way_changes(
    pairing: Pairing, old: tuple[Address, Node], new: tuple[Address, Node], where: str
) -> Iterator[Finding]:
    """Ways out by their outcome; those of a branch by their condition; menus and remedies are told elsewhere."""
    ours, theirs = _outcomes(old[1]), _outcomes(new[1])
    told: dict[str, list[str]] = {}
    for outcome in dict.fromkeys((*ours, *theirs)):
        for what in _changes(pairing, (old[0], ours.get(outcome)), (new[0], theirs.get(outcome))):
            told.setdefault(what, []).append(outcome)
    for what, outcomes in told.items():
        yield Finding("route", where, when(new[1], outcomes) + what)


def when(node: Node, outcomes: list[str]) -> str:
    """When callers take the ways of outcomes: the beginning of a sentence, empty for a node with one way only."""
    outcomes = [outcome for outcome in outcomes if outcome]
    if not outcomes:
        return ""
    if isinstance(node, TransferNode):
        return f"when {_either([_TRANSFERS.get(outcome, outcome) for outcome in outcomes])}, "
    if isinstance(node, BranchNode):
        named = ["nothing else holds" if outcome == ELSE else f"`{outcome}` holds" for outcome in outcomes]
        return f"when {_either(named)}, "
    return f"when it ends with {_either([f'`{outcome}`' for outcome in outcomes])}, "


def _either(names: list[str]) -> str:
    return " or ".join(filter(None, (", ".join(names[:-1]), names[-1])))


def _changes(pairing: Pairing, old: tuple[Address, Route | None], new: tuple[Address, Route | None]) -> Iterator[str]:
    """What changes for one outcome; None stands for no way of its own."""
    (old_at, before), (new_at, after) = old, new
    if after is None:
        yield "there is no way of its own any more"
        return
    to_new = target(pairing.new.service, new_at[0], after.goto)
    now = pairing.new.named(to_new)
    if before is None:
        yield f"callers now come to {now} (a new way)"
        return
    to_old = target(pairing.old.service, old_at[0], before.goto)
    if not pairing.same(to_old, to_new):
        yield f"callers now come to {now} (was: {pairing.old.named(to_old)})"
    if sources(before.sets) != sources(after.sets):
        yield "other values are kept for later"


def _outcomes(node: Node) -> dict[str, Route]:
    if isinstance(node, BranchNode):
        return {**{condition(case, "en"): case.route for case in node.cases}, ELSE: node.otherwise}
    remedies = node.asking.remedies if isinstance(node, Question) else {}
    return {
        outcome: route
        for outcome, route in routes(node)
        if not (outcome in remedies and route is remedies[outcome].then)
    }


def sources(values: Mapping[str, object]) -> dict[str, str]:
    """Values as they are written, to be compared."""
    return {name: str(getattr(value, "source", value)) for name, value in values.items()}
