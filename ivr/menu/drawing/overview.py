"""A picture with the menus alone: what callers choose from, and where it leads. A large service fits on a page."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable
from dataclasses import replace
from typing import Final

from ivr.menu.announcement import capitalised
from ivr.menu.drawing.picture import Arrow, Box, Entry, Picture
from ivr.menu.drawing.words import word

_ENDS: Final = ("menu", "transfer", "hangup", "return")
"""Where the way from a choice to the next menu ends: what comes after a transfer is no part of it."""


def overview(picture: Picture) -> Picture:
    """The menus of a picture that callers come to, each choice with the menu behind it, or with none.

    What is asked, done and said between two menus is left out; the access level that is wanted on the way stands at
    the choice. Numbers that come to no menu stay, with the box that they lead to; codes are counted.
    """
    entries = _entries(picture)
    found = {entry.target: picture.box[entry.target] for entry in entries}
    todo = deque(found.values())
    arrows: list[Arrow] = []
    while todo:
        menu = todo.popleft()
        for arrow in picture.out.get(menu.id, ()) if menu.kind == "menu" else ():
            if arrow.kind != "choice":
                continue
            menus = _behind(picture, arrow.target)
            target = next((one for one in menus if one not in found), "")
            if target:
                box = picture.box[target]
                found[target] = replace(box, title=capitalised(arrow.label) or box.title)
                todo.append(box)
                level = menus[target]
            else:
                level = _wanted(picture, arrow.target)
            leads = target or (arrow.target if arrow.target in found else "")
            arrows.append(replace(arrow, target=leads, first=bool(target), level=arrow.level or level))
    return replace(
        picture,
        boxes=tuple(replace(box, says="", cluster="") for box in found.values()),
        arrows=tuple(arrows),
        clusters=(),
        entries=entries,
        everywhere=tuple(one if one.target in found else replace(one, target="") for one in picture.everywhere),
    )


def _entries(picture: Picture) -> tuple[Entry, ...]:
    """The numbers, each with the menu that it comes to, and in one entry the codes: what is no telephone number, and
    numbers that start where such do."""
    starts = {entry.target for entry in picture.entries if not entry.number.lstrip("+").isdecimal()}
    numbers = [entry for entry in picture.entries if entry.target not in starts] or list(picture.entries)
    shown = [Entry(entry.number, _begins(picture, entry.target)) for entry in numbers]
    if codes := len(picture.entries) - len(numbers):
        shown.append(Entry(f"{word('codes', picture.language)}: {codes}", shown[0].target))
    return tuple(shown)


def _begins(picture: Picture, start: str) -> str:
    return next(iter(_behind(picture, start)), start)


def _behind(picture: Picture, start: str) -> dict[str, str]:
    """The menus that are come to from a box without choosing from another menu, nearest first, each with the access
    level that is wanted on the way to it."""
    menus: dict[str, str] = {}
    levels = {start: ""}
    todo = deque([start])
    while todo:
        box = picture.box[todo.popleft()]
        level = levels[box.id] or box.level
        if box.kind == "menu":
            menus[box.id] = level
        for arrow in _on(picture, box):
            if arrow.target not in levels:
                levels[arrow.target] = level
                todo.append(arrow.target)
    return menus


def _wanted(picture: Picture, start: str) -> str:
    """The first access level that is wanted by what a box leads to before any other box does: not by where failures of
    every kind lead."""
    todo = deque([start])
    while todo:
        box = picture.box[todo.popleft()]
        if box.level:
            return box.level
        todo.extend(arrow.target for arrow in _on(picture, box) if arrow.first)
    return ""


def _on(picture: Picture, box: Box) -> Iterable[Arrow]:
    """The ways on from a box, where it is no end."""
    out = picture.out.get(box.id, ()) if box.kind not in _ENDS else ()
    return (arrow for arrow in out if arrow.kind not in ("remedy", "call"))
