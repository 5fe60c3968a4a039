"""What callers say: one phrase must not mean two things at one question."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from ivr.menu.checks.exclusive import exclusive
from ivr.menu.checks.ground import Ground
from ivr.menu.model import Choice, MenuNode, Universal
from ivr.wording.understand import normalise

SAID_TWICE = "K002"
SHADOWED = "K004"
UNIVERSALS = "K005"

_normalised = lru_cache(maxsize=1 << 16)(normalise)


def check(ground: Ground) -> None:
    """Report phrases that two choices, or a choice and a universal, share in one language."""
    for language in ground.service.languages:
        universal = _universals(ground, language)
        for node in ground.graph.nodes.values():
            if isinstance(node, MenuNode):
                _menu(ground, node, language, universal)


def _universals(ground: Ground, language: str) -> dict[str, Universal]:
    taken: dict[str, Universal] = {}
    for universal in ground.service.universals:
        for phrase in dict.fromkeys(_normalised(one) for one in universal.phrases.get(language, ())):
            other = taken.setdefault(phrase, universal)
            if other is not universal:
                ground.fault(
                    UNIVERSALS,
                    f"universals `{other.name}` and `{universal.name}` are both taken by «{phrase}» ({language})",
                    universal.at,
                    "leave the phrase to one of them",
                )
    return taken


def _menu(ground: Ground, node: MenuNode, language: str, universal: dict[str, Universal]) -> None:
    taken: dict[str, Choice] = {}
    for choice in node.choices:
        for phrase in _spoken(choice, language):
            other = taken.setdefault(phrase, choice)
            if other is not choice and not exclusive(other.when, choice.when):
                ground.fault(
                    SAID_TWICE,
                    f"`{other.name}` and `{choice.name}` are both taken by «{phrase}» ({language})",
                    choice.at,
                    "leave the phrase to one of them; a label is a phrase too",
                )
            shadowed = universal.get(phrase)
            if shadowed is not None and shadowed.name not in node.asking.without:
                ground.fault(
                    SHADOWED,
                    f"choice `{choice.name}` takes «{phrase}» ({language}) from universal `{shadowed.name}`",
                    choice.at,
                    f"say it otherwise, or write `without: [{shadowed.name}]` if that is meant",
                )


def _spoken(choice: Choice, language: str) -> Iterator[str]:
    if choice.label is not None and not choice.shortcut:
        text = choice.label.texts.get(language)
        if text is not None and text.static and (label := _normalised(text.static)):
            yield label
    for phrase in choice.phrases.get(language, ()):
        if plain := _normalised(phrase):
            yield plain
