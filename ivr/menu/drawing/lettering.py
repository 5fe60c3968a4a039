"""Text for pictures: made short, broken into lines, and measured without a font at hand."""

from __future__ import annotations

import re
from typing import Final

from ivr.menu.model import Phrase, Prompt
from ivr.menu.template import squeeze

_SLOT: Final = re.compile(r"\{\{\s*(.+?)\s*(?:\|[^}]*)?\}\}")
_BLOCK: Final = re.compile(r"\{%.*?%\}|\{#.*?#\}", re.DOTALL)
_NARROW: Final = frozenset(" .,:;!|'\"ijlftrI()[]‹›-/№г1")
_WIDE: Final = frozenset("мшщжюыфмwm@%—…WMШЩЖЮФМЫДQO→")
ELLIPSIS: Final = "…"


def spoken(phrase: Phrase | None, language: str) -> str:
    """A phrase as its author wrote it, with slots as ‹slot›; in the first language it has when this one is missing."""
    if phrase is None or not phrase.texts:
        return ""
    template = phrase.texts.get(language) or next(iter(phrase.texts.values()))
    return squeeze(_SLOT.sub(r"‹\1›", _BLOCK.sub(" ", template.source)))


def said(prompt: Prompt | None, language: str) -> str:
    """The first phrase of a prompt, as `spoken` gives it."""
    return spoken(prompt.attempts[0], language) if prompt and prompt.attempts else ""


def shorten(text: str, most: int) -> str:
    """Text of at most so many characters, cut between words where one is near, with … for what is missing."""
    text = squeeze(text)
    if len(text) <= most:
        return text
    head = text[: most - 1]
    space = head.rfind(" ")
    if space >= most * 2 // 3:
        head = head[:space]
    return head.rstrip(" ,.;:—-(«") + ELLIPSIS


def width(text: str, size: float) -> float:
    """About how wide a text is in a plain sans-serif font of so many pixels; rather too wide than too narrow."""
    return size * sum(
        0.34 if c in _NARROW else 0.84 if c in _WIDE else 0.68 if c.isupper() else 0.57 if ord(c) < 0x2E80 else 1.0
        for c in text
    )


def fit(text: str, size: float, room: float) -> str:
    """Text cut to so many pixels, with … for what is missing."""
    if width(text, size) <= room:
        return text
    while text and width(text + ELLIPSIS, size) > room:
        text = text[:-1]
    return text.rstrip() + ELLIPSIS


def lines(text: str, size: float, room: float, most: int) -> list[str]:
    """Text broken between words into at most so many lines of so many pixels; the last one cut when more is left."""
    found: list[str] = []
    line = ""
    words = squeeze(text).split()
    for number, one in enumerate(words):
        longer = f"{line} {one}" if line else one
        if not line or width(longer, size) <= room:
            line = longer
            continue
        if len(found) == most - 1:
            line = " ".join((line, *words[number:]))
            break
        found.append(line)
        line = one
    if line:
        found.append(line)
    return [fit(one, size, room) for one in found]
