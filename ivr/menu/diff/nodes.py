"""What changes for callers at a node that stayed: its words, ways, timers and what it does."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Final

from ivr.menu.diff.change import Finding
from ivr.menu.diff.matching import Pairing, pair_choices, same_prompt
from ivr.menu.diff.menus import level_change, menu_changes
from ivr.menu.diff.ways import sources, way_changes, when
from ivr.menu.drawing.extract import KINDS
from ivr.menu.drawing.lettering import said, shorten
from ivr.menu.drawing.words import word
from ivr.menu.graph import Address, target
from ivr.menu.model import (
    ActionCall,
    ActionNode,
    Asking,
    CollectNode,
    ConfirmNode,
    LanguageNode,
    ListNode,
    MenuNode,
    Node,
    Prompt,
    Question,
    ReturnNode,
    TransferNode,
    prompts,
)

EXCERPT: Final = 70
"""Most characters of a prompt that is told of."""
_LISTED: Final[Mapping[str, str]] = {"first_key": "waiting for the first key", "between_keys": "waiting between keys"}


def node_changes(pairing: Pairing, old_at: Address, old: Node, new_at: Address, new: Node) -> Iterator[Finding]:
    """Changes between two nodes that are one node to callers."""
    where = pairing.new.named(new_at)
    if type(old) is not type(new):
        was, now = word(KINDS[type(old)], "en"), word(KINDS[type(new)], "en")
        yield Finding("route", where, f"callers now meet {_a(now)} (was: {_a(was)})")
    if old.needs != new.needs:
        yield Finding("level", where, f"the caller {level_change(pairing, old.needs, new.needs)}")
    names: dict[str, str] = {}
    if isinstance(old, MenuNode) and isinstance(new, MenuNode):
        yield from menu_changes(pairing, old_at, old, new_at, new)
        names = {one.name: other.name for one, other in pair_choices(old.choices, new.choices)[0]}
    elif type(old) is type(new):
        yield from way_changes(pairing, (old_at, old), (new_at, new), where)
    yield from _wording(pairing, old, new, names, where)
    if isinstance(old, Question) and isinstance(new, Question):
        yield from _asking(pairing, (old_at, old.asking), (new_at, new.asking), where)
    yield from _facts(old, new, where)


def _a(noun: str) -> str:
    return f"{'an' if noun[0] in 'aeio' else 'a'} {noun}"


def _wording(pairing: Pairing, old: Node, new: Node, names: Mapping[str, str], where: str) -> Iterator[Finding]:
    """Prompts by the place they stand in, those of several outcomes told together; labels are told with their
    choices."""
    ours = {_place(key, names): prompt for key, prompt in prompts(old) if not key.endswith(".label")}
    theirs = {key: prompt for key, prompt in prompts(new) if not key.endswith(".label")}
    told: dict[tuple[str, str], list[str]] = {}
    for key in dict.fromkeys((*ours, *theirs)):
        parts = _reworded(pairing, ours.get(key), theirs.get(key))
        if parts is not None:
            told.setdefault(parts, []).append(key)
    for (begin, end), keys in told.items():
        if isinstance(new, TransferNode) and all(key.endswith(".prompt") for key in keys):
            before = when(new, [key.removesuffix(".prompt") for key in keys])
            yield Finding("wording", where, f"{before}{begin}{end}")
        else:
            for key in keys:
                yield Finding("wording", where, f"{begin}{_when(key)}{end}")


def _reworded(pairing: Pairing, before: Prompt | None, after: Prompt | None) -> tuple[str, str] | None:
    """What is told of a prompt, before and after the place it is heard at; None where callers hear no change."""
    if before is not None and after is not None and same_prompt(before, after):
        interrupt = {phrase.barge_in for phrase in before.attempts}, {phrase.barge_in for phrase in after.attempts}
        if interrupt[0] == interrupt[1]:
            return None
        may = "can now be interrupted" if True in interrupt[1] else "can no longer be interrupted"
        return "what is said", f" {may}"
    language = pairing.language
    if before is not None and after is not None and said(before, language) == said(after, language):
        others = (code for phrase in after.attempts for code in phrase.texts)
        language = next((code for code in others if said(before, code) != said(after, code)), language)
    was, now = said(before, language), said(after, language)
    if was and was == now:
        return "what is said", " at later attempts, its recording, or what is written, is another"
    if after is None:
        return "nothing is said", f" any more (was: «{shorten(was, EXCERPT)}»)"
    told = f"«{shorten(was, EXCERPT)}»" if before is not None else "nothing"
    return "callers now hear", f" «{shorten(now, EXCERPT)}» (was: {told})"


def _place(key: str, names: Mapping[str, str]) -> str:
    name, dot, rest = key.partition(".")
    return f"{names.get(name, name)}{dot}{rest}"


def _when(key: str) -> str:
    if key == "prompt" or key.startswith("goto."):
        return ""
    if key == "list.each":
        return " for each item"
    if key == "filler":
        return " while waiting"
    if key == "confirm":
        return " at the read-back"
    return f" after {key.removesuffix('.prompt').replace('_', ' ')}"


def _asking(
    pairing: Pairing, old: tuple[Address, Asking], new: tuple[Address, Asking], where: str
) -> Iterator[Finding]:
    ours, theirs = old[1], new[1]
    for name, title in _LISTED.items():
        was, now = getattr(ours, name), getattr(theirs, name)
        if was != now:
            yield Finding("timer", where, f"{title} now takes {now:g} s (was: {was:g} s)")
    if (ours.accept, ours.confirm) != (theirs.accept, theirs.confirm):
        yield Finding(
            "speech",
            where,
            f"speech is now taken from confidence {theirs.accept:g} and read back from {theirs.confirm:g} "
            f"(was: {ours.accept:g} and {ours.confirm:g})",
        )
    if ours.type_ahead != theirs.type_ahead:
        may = "now count" if theirs.type_ahead else "are now forgotten"
        yield Finding("entry", where, f"keys pressed ahead {may}")
    for name in sorted(ours.without ^ theirs.without):
        may = "does not work here any more" if name in theirs.without else "now works here"
        yield Finding("everywhere", where, f"«{name.replace('_', ' ')}» {may}")
    for outcome, remedy in theirs.remedies.items():
        before, called = ours.remedies.get(outcome), outcome.replace("_", " ")
        if before is None:
            continue
        if before.tries != remedy.tries:
            yield Finding("tries", where, f"{called} may now happen {remedy.tries} times (was: {before.tries})")
        to_old = target(pairing.old.service, old[0][0], before.then.goto)
        to_new = target(pairing.new.service, new[0][0], remedy.then.goto)
        if not pairing.same(to_old, to_new):
            now, was = pairing.new.named(to_new), pairing.old.named(to_old)
            yield Finding("route", where, f"too many {called} now lead to {now} (was: {was})")


def _facts(old: Node, new: Node, where: str) -> Iterator[Finding]:
    if type(old) is not type(new):
        return
    theirs = dict(_told(new))
    for (kind, title), was in _told(old):
        if (now := theirs[kind, title]) != was:
            yield Finding(kind, where, f"{title} is now {now} (was: {was})")
    for ours, other in zip(_calls(old), _calls(new), strict=True):
        if ours is None or other is None or ours.action != other.action:
            continue
        if sources(ours.arguments) != sources(other.arguments):
            yield Finding("action", where, f"`{other.action}` is asked with other arguments")


def _calls(node: Node) -> Iterable[ActionCall | None]:
    match node:
        case ActionNode():
            return (node.call,)
        case ListNode():
            return (node.source,)
        case CollectNode():
            return (node.validate,)
        case _:
            return ()


def _told(node: Node) -> Iterator[tuple[tuple[str, str], str]]:
    """Facts of a node that have a name and a value, with the kind of change that they make."""

    def fact(kind: str, title: str, value: object, unit: str = "") -> tuple[tuple[str, str], str]:
        return (kind, title), "none" if value is None else f"{value:g}{unit}" if isinstance(
            value, float
        ) else f"{value}{unit}"

    for call in _calls(node):
        title = "the check of what is entered" if isinstance(node, CollectNode) else "what is done"
        yield fact("action", title, call and f"`{call.action}`")
    match node:
        case MenuNode():
            yield fact("entry", "one key that begins another", "allowed" if node.overlap else "not allowed")
        case ActionNode():
            yield fact("timer", "the time limit of the action", node.timeout, " s")
        case ListNode():
            yield fact("entry", "the number of items at a time", node.page)
            yield fact("entry", "the key of the next page", node.next_key)
            yield fact("entry", "the key of the page before", node.previous_key)
            yield fact("timer", "the time limit of the action", node.timeout, " s")
        case CollectNode():
            least, most = node.length
            unit = 100 if node.kind == "amount" else 1
            yield fact("entry", "what is entered", node.kind.replace("_", " "))
            yield fact("entry", "the number of digits", least if least == most else f"{least} to {most}")
            yield fact("entry", "the least value", None if node.minimum is None else node.minimum / unit)
            yield fact("entry", "the greatest value", None if node.maximum is None else node.maximum / unit)
            yield fact("entry", "the pattern of the digits", node.pattern)
            yield fact("entry", "the key that ends the entry", node.terminator)
            yield fact("entry", "waiting for the end key", "on" if node.waits_for_terminator else "off")
            yield fact("entry", "keeping the entry secret", "on" if node.secret else "off")
        case ConfirmNode():
            yield fact("entry", "the key for yes", node.yes_key)
            yield fact("entry", "the key for no", node.no_key)
        case TransferNode():
            yield fact("transfer", "the caller's new destination", node.destination)
            yield fact("timer", "the time it may ring", node.timeout, " s")
        case LanguageNode():
            yield fact("language", "the language switched to", node.language)
        case ReturnNode():
            yield fact("route", "the outcome", node.outcome.replace("_", " "))
        case _:
            pass
