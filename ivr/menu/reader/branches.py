"""Branches: conditions, hours and weekdays, each with its way."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from ivr.menu import source
from ivr.menu.language import CASE
from ivr.menu.model import BranchNode, Case, Route
from ivr.menu.reader import values as single
from ivr.menu.reader.desk import Base, Desk, Fields, read_fields
from ivr.menu.reader.finding import BAD_VALUE, MISSING, NOT_TOGETHER, WRONG_TYPE, Wrong
from ivr.menu.reader.texts import kind
from ivr.menu.reader.ways import way

ELSE: Final = "else"


def branch(_desk: Desk, base: Base, fields: Fields) -> BranchNode | None:
    """Goes the first way whose conditions hold."""
    if not fields.complete:
        return None
    cases, otherwise = fields.get("branch")
    return BranchNode(**base, cases=cases, otherwise=otherwise)


def cases(desk: Desk, node: source.Node) -> tuple[tuple[Case, ...], Route] | None:
    """The cases of a branch and the way of its `else`."""
    if not isinstance(node, source.Sequence):
        hint = "write `- {when: …, goto: …}` for each case and `- else: …` as the last"
        desk.fault(WRONG_TYPE, f"a branch is a list of cases, not a {kind(node)}", node.at, hint)
        return None
    errors = desk.errors
    found: list[Case] = []
    otherwise: Route | None = None
    for number, item in enumerate(node.items, 1):
        if not isinstance(item, source.Mapping):
            desk.fault(WRONG_TYPE, f"a case is a mapping, not a {kind(item)}", item.at, "write `{when: …, goto: …}`")
            continue
        fields = read_fields(desk, item, CASE)
        if not fields.lacks(ELSE):
            otherwise = fields.get(ELSE)
            _check_else(desk, fields, last=number == len(node.items))
        elif (case := _case(desk, fields)) is not None:
            found.append(case)
    if otherwise is None:
        if desk.errors == errors:
            desk.fault(MISSING, "the branch has no `else`", node.at, "add `- else: …` as its last case")
        return None
    return tuple(found), otherwise


def _check_else(desk: Desk, fields: Fields, *, last: bool) -> None:
    if len(fields.written) > 1:
        beside = next(name for name in fields.written if name != ELSE)
        hint = "write `- else: {goto: …, prompt: …}`"
        desk.fault(NOT_TOGETHER, f"`{beside}` stands beside `else`, which stands alone", fields.places[beside], hint)
    if not last:
        desk.fault(NOT_TOGETHER, "cases after `else` never hold", fields.places[ELSE], "put `else` last")


def _case(desk: Desk, fields: Fields) -> Case | None:
    if fields.lacks("goto"):
        desk.fault(MISSING, "`goto` is missing in a case", fields.at, "add `goto: …`")
        return None
    if all(fields.lacks(condition) for condition in ("when", "hours", "days")):
        desk.fault(MISSING, "the case has no condition", fields.at, "add `when`, `hours` or `days`, or make it `else`")
        return None
    if fields.get("goto") is None:
        return None
    return Case(way(fields), fields.at, fields.get("when"), fields.get("hours"), fields.get("days"))


def days(desk: Desk, node: source.Node) -> frozenset[int] | None:
    """Weekdays: one, a range, or a list of them."""
    items: Iterable[source.Node] = node.items if isinstance(node, source.Sequence) else (node,)
    found: set[int] = set()
    errors = desk.errors
    for item in items:
        if not isinstance(item, source.Scalar):
            desk.fault(
                WRONG_TYPE, f"weekdays are not a {kind(item)}", item.at, "write `mon-fri`, `sat`, or a list of them"
            )
            continue
        try:
            found |= single.days(item.text)
        except Wrong as error:
            desk.wrong(error, item.at)
    if not found and desk.errors == errors:
        desk.fault(BAD_VALUE, "the list of weekdays is empty", node.at, "write `mon-fri`")
    return frozenset(found) or None
