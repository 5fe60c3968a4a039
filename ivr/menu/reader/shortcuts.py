"""Shortcuts: at a menu, the words of choices that stand in other menus."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from ivr.menu import source
from ivr.menu.faults import Location
from ivr.menu.model import Choice, MenuNode, Node, Route
from ivr.menu.reader.desk import Desk
from ivr.menu.reader.finding import BAD_VALUE, NOT_TOGETHER, REPEATED, WRONG_TYPE
from ivr.menu.reader.texts import kind
from ivr.wording.understand import normalise


def shortcuts(desk: Desk, node: source.Node) -> tuple[Choice, ...] | None:
    """A choice for each node named, without words as yet: see `filled`."""
    if not isinstance(node, source.Sequence):
        message = f"shortcuts are a list of nodes, not a {kind(node)}"
        desk.fault(WRONG_TYPE, message, node.at, "write `[balance, tariff]`")
        return None
    if not node.items:
        desk.fault(BAD_VALUE, "the list of shortcuts is empty", node.at, "name nodes, or leave the key out")
    found: dict[str, Choice] = {}
    for item in node.items:
        name = desk.parsers["target"](desk, item)
        if name in found:
            desk.fault(REPEATED, f"`{name}` stands twice in the list", item.at, "leave one of them out")
        elif name is not None:
            found[name] = _empty(name, item.at)
    return tuple(found.values()) or None


def filled(desk: Desk, nodes: Mapping[str, Node]) -> tuple[dict[str, Node], set[str]]:
    """The nodes of a dialog with the words of their shortcuts: those of the choices that lead to the same nodes.

    And the names of those menus that have a fault.
    """
    leading: dict[str, list[Choice]] = {}
    for node in nodes.values():
        for choice in node.choices if isinstance(node, MenuNode) else ():
            if not choice.shortcut and choice.when is None:
                leading.setdefault(choice.route.goto, []).append(choice)
    found, broken = dict(nodes), set()
    for name, node in nodes.items():
        if isinstance(node, MenuNode) and any(choice.shortcut for choice in node.choices):
            errors = desk.errors
            found[name] = _filled(desk, node, nodes, leading)
            if desk.errors > errors:
                broken.add(name)
    return found, broken


def _filled(desk: Desk, menu: MenuNode, nodes: Mapping[str, Node], leading: Mapping[str, list[Choice]]) -> MenuNode:
    own = [choice for choice in menu.choices if not choice.shortcut]
    names = {choice.name for choice in own}
    taken = {language: {word for choice in own for word in _words(choice, language)} for language in desk.languages}
    made = []
    for choice in menu.choices[len(own) :]:
        if choice.name in names:
            message = f"`{menu.name}` has a choice `{choice.name}` of its own, which has these words already"
            desk.fault(NOT_TOGETHER, message, choice.at, "leave it out of `shortcuts`")
            continue
        sources = leading.get(choice.name, [])
        if not sources and choice.name in nodes:
            message = f"no choice leads to `{choice.name}`, so there are no words for it"
            desk.fault(BAD_VALUE, message, choice.at, "name a node that a choice without `when` leads to")
        made.append(_with_words(choice, sources, taken))
    return replace(menu, choices=(*own, *made))


def _with_words(empty: Choice, sources: list[Choice], taken: dict[str, set[str]]) -> Choice:
    """A shortcut with the words of these choices that nothing before it at the menu has taken."""
    phrases = {}
    for language, before in taken.items():
        words = [word for choice in sources for word in _words(choice, language) if word not in before]
        phrases[language] = tuple(dict.fromkeys(words))
        before.update(words)
    if not sources:
        return empty
    first = sources[0]
    return replace(empty, route=first.route, label=first.label, needs=first.needs, phrases=phrases)


def _empty(name: str, at: Location) -> Choice:
    return Choice(name=name, route=Route(name, at), at=at, hidden=True, shortcut=True)


def _words(choice: Choice, language: str) -> list[str]:
    """What may be said for a choice: its label and its phrases."""
    text = choice.label.texts.get(language) if choice.label is not None else None
    label = [normalise(text.static)] if text is not None and text.static else []
    return [word for word in (*label, *choice.phrases.get(language, ())) if word]
