"""How long the parts of a menu last when spoken, in seconds: estimates by `ivr.wording.estimate`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Final

from ivr.menu.announcement import choice_line
from ivr.menu.model import Choice, MenuNode, Phrase, Prompt
from ivr.menu.template import Template
from ivr.wording import estimate

SLOT: Final = 1.0
"""Seconds allowed for what fills one slot of a template: a sum or a date takes about as long."""

_SLOT: Final = re.compile(r"\{\{.*?\}\}", re.DOTALL)
_CODE: Final = re.compile(r"\{[%#].*?[%#]\}", re.DOTALL)
_HEAVY: Final = re.compile(r"[\d,.:;!?…—–-]")
_SLOWEST: Final = min(estimate.LETTERS_PER_SECOND.values())


def of_text(text: Template) -> float:
    """Seconds of a text, each slot taken as `SLOT`."""
    if text.static is not None:
        return estimate.seconds(text.static, text.language)
    slots = _SLOT.findall(text.source)
    return estimate.seconds(_CODE.sub(" ", _SLOT.sub(" ", text.source)), text.language) + SLOT * len(slots)


def of_phrase(phrase: Phrase | None, language: str) -> float:
    """Seconds of a phrase in a language; 0 for none."""
    text = phrase.texts.get(language) if phrase is not None else None
    return of_text(text) if text is not None else 0.0


def of_prompt(prompt: Prompt | None, language: str) -> float:
    """Seconds of what a prompt says the first time."""
    return of_phrase(prompt.for_attempt(1), language) if prompt is not None else 0.0


def at_most(text: Template) -> float:
    """A quick bound above `of_text`, for those who must look at very many texts."""
    if text.static is None:
        return of_text(text)
    heavy = len(_HEAVY.findall(text.static))
    return estimate.ONSET + len(text.static) / _SLOWEST + estimate.LONG_PAUSE * heavy


def heard(node: MenuNode, language: str) -> Iterator[tuple[Choice, float]]:
    """Each announced choice with the seconds from the menu's beginning until its key has been heard."""
    passed = of_prompt(node.prompt, language)
    for choice in node.choices:
        text = choice.label.texts.get(language) if choice.label is not None else None
        if text is None or choice.hidden:
            continue
        if text.static is not None:
            passed += estimate.seconds(choice_line(text.static, choice.key, language), language)
        else:
            passed += of_text(text) + naming(choice.key, language)
        yield choice, passed


@lru_cache(maxsize=4096)
def naming(key: str | None, language: str) -> float:
    """Seconds that an announcement takes beside the label: the words around the key, and the key."""
    return estimate.seconds(choice_line("а", key, language), language)
