"""Ways on: routes, remedies, and how a question is asked."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from ivr.menu import source
from ivr.menu.faults import Location
from ivr.menu.language import ASKING_KEYS, REMEDY, ROUTE
from ivr.menu.model import ASKING_OUTCOMES, Asking, Prompt, Remedy, Route
from ivr.menu.reader import values as single
from ivr.menu.reader.desk import Desk, Fields, read_fields
from ivr.menu.reader.finding import NOT_TOGETHER, WRONG_TYPE, Wrong
from ivr.menu.reader.texts import kind, prompt

_ASKING: Final = frozenset(key.name for key in ASKING_KEYS)


@dataclass(frozen=True, slots=True)
class Written:
    """A remedy as it is written: what it does not say comes from its node."""

    prompt: Prompt | None = None
    tries: int | None = None
    then: Route | None = None


def route(desk: Desk, node: source.Node) -> Route | None:
    """A target, or a mapping with `goto`."""
    if isinstance(node, source.Scalar):
        try:
            return Route(single.name(node.text), node.at)
        except Wrong as error:
            desk.wrong(error, node.at)
            return None
    if not isinstance(node, source.Mapping):
        desk.fault(
            WRONG_TYPE, f"a way on is a node's name, not a {kind(node)}", node.at, "write `main` or `{goto: main}`"
        )
        return None
    fields = read_fields(desk, node, ROUTE)
    return way(fields) if fields.complete else None


def way(fields: Fields, target: str | None = None, *, said: bool = True) -> Route:
    """The route that a mapping's `goto`, `prompt` and `set` make. said: the prompt belongs to the way."""
    return Route(
        fields.get("goto", target),
        fields.places.get("goto", fields.at),
        fields.get("prompt") if said else None,
        fields.get("set", {}),
    )


def remedy(desk: Desk, node: source.Node) -> Written | None:
    """A prompt, or a mapping of prompt, tries and then."""
    if isinstance(node, source.Mapping) and any(entry.key.text in REMEDY.names for entry in node.entries):
        fields = read_fields(desk, node, REMEDY)
        return Written(fields.get("prompt"), fields.get("tries"), fields.get("then"))
    said = prompt(desk, node)
    return Written(said) if said is not None else None


def outcomes(desk: Desk, others: Iterable[tuple[str, Location, source.Node]]) -> dict[str, Route]:
    """The ways of outcomes; those that were not understood are left out."""
    found: dict[str, Route] = {}
    for name, at, node in others:
        try:
            single.name(name)
        except Wrong as error:
            desk.wrong(error, at)
        way_on = route(desk, node)
        if way_on is not None:
            found[name] = way_on
    return found


def asking(desk: Desk, fields: Fields, *, ahead: bool = True) -> Asking | None:
    """How a question is asked: what its node says, then the service's defaults. ahead: whether keys pressed before it
    count, unless the node says otherwise.

    None when no way out of its error loops is known: `defaults` lacks it, which has had its fault.
    """
    plain = ahead and _ASKING.isdisjoint(fields.written)
    if plain and desk.plain_asking is not None:
        return desk.plain_asking
    manner = desk.manner
    then = fields.get("then") or desk.then
    if manner is None:
        return None
    remedies = {}
    for outcome in ASKING_OUTCOMES:
        written = fields.get(outcome) or Written()
        way_out = written.then or then
        if way_out is None:
            return None
        tries = written.tries or fields.get("tries") or manner.tries
        remedies[outcome] = Remedy(tries, way_out, written.prompt or manner.prompts.get(outcome))
    result = Asking(
        first_key=fields.get("first_key", manner.first_key),
        between_keys=fields.get("between_keys", manner.between_keys),
        remedies=remedies,
        accept=fields.get("accept", manner.accept),
        confirm=fields.get("confirm_from", manner.confirm),
        type_ahead=fields.get("type_ahead", ahead),
        without=frozenset(fields.get("without", ())),
    )
    if result.confirm > result.accept:
        at = fields.places.get("confirm_from") or fields.places.get("accept") or fields.at
        message = f"`confirm_from` {result.confirm:g} is above `accept` {result.accept:g}"
        desk.fault(
            NOT_TOGETHER, message, at, "answers are taken from `accept`, and read back from `confirm_from` to it"
        )
    if plain:
        desk.plain_asking = result
    return result
