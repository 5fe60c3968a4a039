"""Keys that mean two things at one question, or can never be pressed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from ivr.menu.checks.exclusive import exclusive
from ivr.menu.checks.ground import Ground, listed
from ivr.menu.faults import did_you_mean
from ivr.menu.language import DTMF_KEYS
from ivr.menu.model import Choice, CollectNode, ConfirmNode, ListNode, MenuNode, Question, Universal

TAKEN_TWICE = "K001"
BEGINS = "K003"
SHADOWED = "K004"
UNIVERSALS = "K005"
TERMINATOR = "K006"
UNKNOWN_UNIVERSAL = "K007"

DIGITS = DTMF_KEYS[:10]
USUAL_TERMINATOR = "#"


def check(ground: Ground) -> None:
    """Report keys with two meanings, universals that a question hides, and keys that begin other keys."""
    universals = ground.service.universals
    _among_universals(ground, universals)
    keyed = {universal.key: universal for universal in universals if universal.key}
    long_keys = [key for key in keyed if len(key) > 1]
    for node in ground.graph.nodes.values():
        match node:
            case MenuNode():
                _menu(ground, node, keyed, long_keys)
            case ConfirmNode():
                own = [(node.yes_key, "yes"), (node.no_key, "no")]
                _fixed(ground, node, own, keyed)
            case ListNode():
                _list(ground, node, keyed)
            case CollectNode():
                _collect(ground, node, keyed)
        if isinstance(node, Question):
            _without(ground, node)


def _among_universals(ground: Ground, universals: Iterable[Universal]) -> None:
    taken: dict[str, Universal] = {}
    for universal in universals:
        if not universal.key:
            continue
        if (other := taken.get(universal.key)) is not None:
            message = f"universals `{other.name}` and `{universal.name}` are both on key {universal.key}"
            ground.fault(UNIVERSALS, message, universal.at, "give one of them another key")
        taken[universal.key] = universal
    for key, universal in taken.items():
        for begin in _beginnings(key):
            if begin in taken:
                message = f"universal `{universal.name}` on {key} begins with key {begin} of `{taken[begin].name}`"
                ground.fault(UNIVERSALS, message, universal.at, "give it a key that begins with no other")


def _menu(ground: Ground, node: MenuNode, keyed: dict[str, Universal], long_keys: list[str]) -> None:
    taken: dict[str, Choice] = {}
    for choice in node.choices:
        key = choice.key
        if not key:
            continue
        other = taken.setdefault(key, choice)
        if other is not choice and not exclusive(other.when, choice.when):
            ground.fault(
                TAKEN_TWICE,
                f"`{other.name}` and `{choice.name}` are both on key {key}",
                choice.at,
                "give one of them another key, or conditions (`when`) of which one is the contrary of the other",
            )
        if (universal := keyed.get(key)) is not None and universal.name not in node.asking.without:
            ground.fault(
                SHADOWED,
                f"choice `{choice.name}` takes key {key} from universal `{universal.name}`",
                choice.at,
                f"give the choice another key, or write `without: [{universal.name}]` if that is meant",
            )
    for key, choice in taken.items():
        for begin in _beginnings(key):
            universal = keyed.get(begin)
            if begin in taken and not node.overlap and not exclusive(taken[begin].when, choice.when):
                ground.fault(
                    BEGINS,
                    f"key {begin} of `{taken[begin].name}` begins key {key} of `{choice.name}`",
                    choice.at,
                    "give one of them another key, or write `overlap: true`: then the shorter one waits for more keys",
                )
            elif universal is not None and not node.overlap and universal.name not in node.asking.without:
                ground.fault(
                    BEGINS,
                    f"key {begin} of universal `{universal.name}` begins key {key} of `{choice.name}`",
                    choice.at,
                    f"give the choice another key, or write `overlap: true` or `without: [{universal.name}]`",
                )
    for key in long_keys:
        for begin in _beginnings(key):
            if begin in taken and not node.overlap and keyed[key].name not in node.asking.without:
                ground.fault(
                    BEGINS,
                    f"key {begin} of `{taken[begin].name}` begins key {key} of universal `{keyed[key].name}`",
                    taken[begin].at,
                    f"give the choice another key, or write `overlap: true` or `without: [{keyed[key].name}]`",
                )


def _list(ground: Ground, node: ListNode, keyed: dict[str, Universal]) -> None:
    items = [(str(number), "an item") for number in range(1, node.page + 1)]
    for key, what in ((node.next_key, "next"), (node.previous_key, "previous")):
        if key in dict(items):
            ground.fault(
                TAKEN_TWICE,
                f"key {key} of `{what}` is the key of an item",
                node.at,
                f"items take keys 1 to {node.page}; give `{what}` a key above them",
            )
    if node.next_key == node.previous_key:
        message = f"`next` and `previous` are both on key {node.next_key}"
        ground.fault(TAKEN_TWICE, message, node.at, "give one of them another key")
    _fixed(ground, node, [*items, (node.next_key, "next"), (node.previous_key, "previous")], keyed)


def _fixed(ground: Ground, node: Question, own: list[tuple[str, str]], keyed: dict[str, Universal]) -> None:
    """Keys of a question that is no menu, against universals."""
    for key, what in own:
        called = what if what == "an item" else f"`{what}`"
        for full, universal in keyed.items():
            if not full.startswith(key) or universal.name in node.asking.without:
                continue
            if full == key:
                code, message = SHADOWED, f"{called} takes key {key} from universal `{universal.name}`"
            else:
                code, message = BEGINS, f"key {key} of {called} begins key {full} of universal `{universal.name}`"
            hint = f"give one of them another key, or write `without: [{universal.name}]` if that is meant"
            ground.fault(code, message, node.at, hint)


def _collect(ground: Ground, node: CollectNode, keyed: dict[str, Universal]) -> None:
    """The terminator. That the usual ``#`` ends an entry and is a universal elsewhere is what callers expect."""
    if node.terminator is None or node.kind == "yes_no":
        return
    if node.terminator in DIGITS:
        ground.fault(
            TERMINATOR,
            f"terminator {node.terminator} is a digit, so no entry can hold it",
            node.at,
            'end entries with `terminator: "#"`',
        )
    universal = keyed.get(node.terminator)
    if universal is not None and node.terminator != USUAL_TERMINATOR and universal.name not in node.asking.without:
        ground.fault(
            TERMINATOR,
            f"terminator {node.terminator} is the key of universal `{universal.name}`",
            node.at,
            f'end entries with `terminator: "#"`, or write `without: [{universal.name}]` if that is meant',
        )


def _without(ground: Ground, node: Question) -> None:
    if not node.asking.without:
        return
    known = [universal.name for universal in ground.service.universals]
    for name in sorted(node.asking.without.difference(known)):
        hint = did_you_mean(name, known) or (f"universals are {listed(known)}" if known else "there are none")
        ground.fault(UNKNOWN_UNIVERSAL, f"`without` names `{name}`, and there is no such universal", node.at, hint)


def _beginnings(key: str) -> Iterator[str]:
    for end in range(1, len(key)):
        yield key[:end]
