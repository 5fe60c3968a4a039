"""One node: which kind it is, and which keys it takes."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from types import MappingProxyType
from typing import Final

from ivr.actions import IMPLICIT_OUTCOMES
from ivr.menu import source
from ivr.menu.faults import Location, did_you_mean
from ivr.menu.language import KINDS
from ivr.menu.model import Node
from ivr.menu.reader import branches, questions, steps
from ivr.menu.reader.desk import Base, Desk, Fields, read_fields
from ivr.menu.reader.finding import BAD_KIND, UNKNOWN_KEY, WRONG_TYPE
from ivr.menu.reader.texts import article, kind

SAY: Final = "say"
MARKS: Final = tuple(name for name in KINDS if name != SAY)
"""Keys that tell the kind of a node."""

_NODE_KEYS: Final = frozenset(key for kind_ in KINDS.values() for key in kind_.block.names)
"""Every key that some node takes."""

_READERS: Final[Mapping[str, Callable[[Desk, Base, Fields], Node | None]]] = MappingProxyType(
    {
        "say": steps.say,
        "language": steps.language,
        "menu": questions.menu,
        "collect": questions.collect,
        "confirm": questions.confirm,
        "list": questions.listing,
        "action": steps.action,
        "branch": branches.branch,
        "call": steps.call,
        "return": steps.returning,
        "transfer": steps.transfer,
        "hangup": steps.hangup,
    }
)


def node(desk: Desk, name: str, at: Location, written: source.Node) -> Node | None:
    """A node by its name, the place of the name, and what stands under it; None when it cannot be made."""
    if isinstance(written, source.Scalar) and (written.plain and not written.text):
        return None  # nothing stands there, and that has been told
    if not isinstance(written, source.Mapping):
        hint = "write its keys under it, for example `{prompt: …, goto: …}`"
        desk.fault(WRONG_TYPE, f"node `{name}` is a {kind(written)}, not a mapping", at, hint)
        return None
    mark = _mark(desk, name, at, written)
    if mark is None:
        return None
    outcomes = _outcomes(desk, mark, written)
    fields = read_fields(desk, written, KINDS[mark].block, outcomes=outcomes, what=f"`{name}`, {article(mark)} node")
    base = Base(name=name, at=at, needs=fields.get("needs", 0), prompt=fields.get("prompt"))
    return _READERS[mark](desk, base, fields)


def is_key_of_a_node(name: str, written: source.Node) -> bool:
    """Whether what stands beside nodes is a key of one, and no node of that name."""
    if name not in _NODE_KEYS:
        return False
    return not isinstance(written, source.Mapping) or not any(e.key.text in _NODE_KEYS for e in written.entries)


def _mark(desk: Desk, name: str, at: Location, written: source.Mapping) -> str | None:
    """The kind of a node, by the key that marks it."""
    keys = {entry.key.text: entry for entry in written.entries}
    marks = [mark for mark in MARKS if mark in keys]
    for owner in ("collect", "action", "call"):
        if owner in marks and len(marks) > 1:
            own = {*KINDS[owner].block.names, *_outcomes(desk, owner, written)}
            marks = [mark for mark in marks if mark == owner or mark not in own]
    if len(marks) > 1:
        second = keys[marks[1]].key.at
        message = f"`{name}` is both {article(marks[0])} node and {article(marks[1])} node"
        desk.fault(BAD_KIND, message, second, "make two nodes of it, the first with a `goto` to the second")
        return None
    if marks:
        return marks[0]
    unknown = [entry.key for entry in written.entries if entry.key.text not in KINDS[SAY].block.names]
    for key in unknown:
        hint = did_you_mean(key.text, MARKS)
        if key.text == SAY:
            hint = "what is said stands under `prompt`"
        if hint:
            desk.fault(UNKNOWN_KEY, f"unknown key `{key.text}` in `{name}`", key.at, hint)
            return None
    if "prompt" in keys or "goto" in keys:
        return SAY
    listed = ", ".join(f"`{mark}`" for mark in MARKS)
    desk.fault(
        BAD_KIND, f"nothing says what kind of node `{name}` is", at, f"give it one of {listed}, or `prompt` and `goto`"
    )
    return None


def _outcomes(desk: Desk, mark: str, written: source.Mapping) -> Collection[str]:
    """Names of outcomes that are keys of a node, as far as they are known."""
    if not KINDS[mark].block.outcomes:
        return ()
    head = written.get(mark)
    if isinstance(head, source.Mapping):
        head = head.get("from")
    if not isinstance(head, source.Scalar):
        return ()
    if mark == "call":
        return desk.returns.get(head.text, ())
    declared = desk.actions.get(head.text)
    return (*(declared.outcomes if declared is not None else ()), *IMPLICIT_OUTCOMES)
