"""The head of a service: languages, numbers, defaults, universals, access, limits."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from ivr.menu import source
from ivr.menu.faults import did_you_mean
from ivr.menu.language import ACCESS, DEFAULTS, LIMITS, UNIVERSAL
from ivr.menu.model import ASKING_OUTCOMES, BACK, REPEAT, Access, Limits, Universal
from ivr.menu.reader import values as single
from ivr.menu.reader.desk import Desk, Manner, Parser, pairs, read_fields, table_default
from ivr.menu.reader.finding import (
    BAD_LANGUAGE,
    BAD_LEVEL,
    BAD_VALUE,
    MISSING,
    NOT_TOGETHER,
    REPEATED,
    WRONG_TYPE,
    Wrong,
)
from ivr.menu.reader.texts import first_words, kind, one_of


def scalar(parse: Callable[[str], Any]) -> Parser:
    """A parser of nodes from a parser of texts."""

    def parsed(desk: Desk, node: source.Node) -> Any:
        if not isinstance(node, source.Scalar):
            desk.fault(WRONG_TYPE, f"one value is meant here, not a {kind(node)}", node.at, one_of(node))
            return None
        try:
            return parse(node.text)
        except Wrong as error:
            desk.wrong(error, node.at)
            return None

    return parsed


def several(parse: Callable[[str], str], *, alone: bool, example: str) -> Parser:
    """A parser of lists without repetition. alone: one value may stand without the list."""
    one = scalar(parse)

    def parsed(desk: Desk, node: source.Node) -> tuple[str, ...] | None:
        if not isinstance(node, source.Sequence) and not (alone and isinstance(node, source.Scalar)):
            mended = f"[{node.text}]" if isinstance(node, source.Scalar) and node.text else example
            desk.fault(WRONG_TYPE, f"a list is meant here, not a {kind(node)}", node.at, f"write `{mended}`")
            return None
        found: dict[str, None] = {}
        items = node.items if isinstance(node, source.Sequence) else (node,)
        if not items:
            desk.fault(BAD_VALUE, "the list is empty", node.at, f"write `{example}`")
        for item in items:
            value = one(desk, item)
            if value in found:
                desk.fault(REPEATED, f"`{value}` stands twice in the list", item.at, "leave one of them out")
            elif value is not None:
                found[value] = None
        return tuple(found) or None

    return parsed


def numbers(desk: Desk, node: source.Node) -> dict[str, str] | None:
    """Dialled number to node of the root dialog."""
    if not isinstance(node, source.Mapping):
        desk.fault(WRONG_TYPE, f"numbers lead to nodes, this is a {kind(node)}", node.at, 'write `{"0505": welcome}`')
        return None
    found = {}
    for written, at, target in pairs(node):
        try:
            dialled = single.dialled(written)
        except Wrong as error:
            desk.wrong(error, at)
            continue
        start = desk.parsers["target"](desk, target)
        if start is not None:
            found[dialled] = start
    if not found and not node.entries:
        desk.fault(BAD_VALUE, "no number leads into the service", node.at, 'write `{"0505": welcome}`')
    return found or None


def level(desk: Desk, node: source.Node) -> int | None:
    """The number of an access level, from its name."""
    if isinstance(node, source.Scalar) and node.text in desk.levels:
        return desk.levels.index(node.text) + 1
    shown = f"`{node.text}`" if isinstance(node, source.Scalar) else f"a {kind(node)}"
    if not desk.levels:
        desk.fault(
            BAD_LEVEL, f"{shown} is no access level: the service has none", node.at, "name them in `access.levels`"
        )
        return None
    hint = did_you_mean(node.text, desk.levels) if isinstance(node, source.Scalar) else ""
    if (
        not hint
        and isinstance(node, source.Scalar)
        and node.text.isdecimal()
        and 1 <= int(node.text) <= len(desk.levels)
    ):
        hint = f"write `{desk.levels[int(node.text) - 1]}`"
    listed = "levels are " + ", ".join(f"`{name}`" for name in desk.levels)
    desk.fault(BAD_LEVEL, f"{shown} is no access level", node.at, hint or listed)
    return None


def language(desk: Desk, node: source.Node) -> str | None:
    """One of the service's languages."""
    if isinstance(node, source.Scalar) and node.text in desk.languages:
        return node.text
    shown = f"`{node.text}`" if isinstance(node, source.Scalar) else f"a {kind(node)}"
    hint = "languages of the service are " + ", ".join(f"`{code}`" for code in desk.languages)
    desk.fault(BAD_LANGUAGE, f"{shown} is not a language of the service", node.at, hint)
    return None


def defaults(desk: Desk, node: source.Node) -> Manner | None:
    """How questions are asked unless a node says otherwise."""
    if not isinstance(node, source.Mapping):
        desk.fault(WRONG_TYPE, f"defaults are a mapping, not a {kind(node)}", node.at, f"write `{DEFAULTS.example}`")
        return None
    fields = read_fields(desk, node, DEFAULTS)
    plain = manner()
    return Manner(
        first_key=fields.get("first_key", plain.first_key),
        between_keys=fields.get("between_keys", plain.between_keys),
        tries=fields.get("tries", plain.tries),
        accept=fields.get("accept", plain.accept),
        confirm=fields.get("confirm_from", plain.confirm),
        then=fields.get("then"),
        prompts={outcome: fields.get(outcome) for outcome in ASKING_OUTCOMES if fields.get(outcome) is not None},
    )


def manner() -> Manner:
    """How questions are asked when the service says nothing of it."""
    return Manner(
        first_key=table_default(DEFAULTS, "first_key"),
        between_keys=table_default(DEFAULTS, "between_keys"),
        tries=table_default(DEFAULTS, "tries"),
        accept=table_default(DEFAULTS, "accept"),
        confirm=table_default(DEFAULTS, "confirm_from"),
    )


def universals(desk: Desk, node: source.Node) -> tuple[Universal, ...] | None:
    """Keys and words that are valid in every question."""
    if not isinstance(node, source.Mapping):
        desk.fault(WRONG_TYPE, f"universals are a mapping, not a {kind(node)}", node.at, f"write `{UNIVERSAL.example}`")
        return None
    found = []
    for name, at, written in pairs(node):
        try:
            single.name(name)
        except Wrong as error:
            desk.wrong(error, at)
            continue
        if not isinstance(written, source.Mapping):
            message = f"universal `{name}` is a {kind(written)}, not a mapping"
            desk.fault(WRONG_TYPE, message, written.at, f'write `{name}: {{key: "0", goto: …}}`')
            continue
        fields = read_fields(desk, written, UNIVERSAL, what=f"universal `{name}`")
        if fields.lacks("key") and fields.lacks("say"):
            desk.fault(MISSING, f"nothing takes the universal `{name}`", at, "add `key` or `say`")
        if name not in (REPEAT, BACK) and fields.lacks("goto"):
            desk.fault(MISSING, f"`goto` is missing in universal `{name}`", at, "add `goto: …`")
        goto = None if name in (REPEAT, BACK) else fields.get("goto")
        if name in (REPEAT, BACK) and not fields.lacks("goto"):
            message = f"`{name}` acts by itself, it leads to no node"
            desk.fault(NOT_TOGETHER, message, fields.places["goto"], "leave `goto` out, or choose another name")
        say = next((value for key, _, value in pairs(written) if key == "say"), None)
        found.append(Universal(name, at, fields.get("key"), fields.get("say", {}), goto, names=first_words(desk, say)))
    return tuple(found)


def access(desk: Desk, node: source.Node) -> Access | None:
    """Access levels and how a caller proves one."""
    if not isinstance(node, source.Mapping):
        desk.fault(WRONG_TYPE, f"access is a mapping, not a {kind(node)}", node.at, f"write `{ACCESS.example}`")
        return None
    fields = read_fields(desk, node, ACCESS)
    return Access(fields.get("levels", ()), fields.get("authenticate"), fields.get("denied"), node.at)


def limits(desk: Desk, node: source.Node) -> Limits | None:
    """Bounds of every call, and the figures above which the checks warn."""
    if not isinstance(node, source.Mapping):
        desk.fault(WRONG_TYPE, f"limits are a mapping, not a {kind(node)}", node.at, "write `limits: {errors: 10}`")
        return None
    fields = read_fields(desk, node, LIMITS)
    return Limits(**{name: fields.get(name, table_default(LIMITS, name)) for name in LIMITS.names})
