"""What changes for callers in the whole service: numbers, languages, keys valid everywhere, limits, functions."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

from ivr.menu.diff.change import Finding
from ivr.menu.diff.matching import Pairing, Side, pair_choices, same_prompt
from ivr.menu.diff.menus import replaced
from ivr.menu.drawing.lettering import said, shorten, spoken
from ivr.menu.graph import Address
from ivr.menu.model import ROOT, MenuNode, Route, Universal
from ivr.menu.paths import Function

_BOUNDS: Final[Mapping[str, tuple[str, str]]] = {
    "errors": ("the number of failed answers in a row that ends a call's patience", ""),
    "filler_after": ("the wait before a filler is heard", " s"),
}


def whole_changes(pairing: Pairing) -> Iterator[Finding]:
    """Changes that belong to no single node."""
    yield from _numbers(pairing)
    yield from _languages(pairing)
    yield from _everywhere(pairing)
    yield from _access(pairing)
    old, new = pairing.old.service, pairing.new.service
    yield from _route(pairing, "too many failed answers", old.exhausted, new.exhausted)
    for name, (title, unit) in _BOUNDS.items():
        was, now = getattr(old.limits, name), getattr(new.limits, name)
        if was != now:
            yield Finding("limit", "", f"{title} is now {now:g}{unit} (was: {was:g}{unit})")
    if old.timezone != new.timezone:
        yield Finding("condition", "", f"hours and days are now those of {new.timezone} (was: {old.timezone})")
    yield from _functions(pairing)


def _numbers(pairing: Pairing) -> Iterator[Finding]:
    old, new = pairing.old.service.numbers, pairing.new.service.numbers
    for number in dict.fromkeys((*old, *new)):
        if number not in new:
            yield Finding("number", "", f"the number {number} is not answered any more")
            continue
        to = pairing.new.named((ROOT, new[number]))
        if number not in old:
            yield Finding("number", "", f"the number {number} is new and leads to {to}")
        elif not pairing.same((ROOT, old[number]), (ROOT, new[number])):
            was = pairing.old.named((ROOT, old[number]))
            yield Finding("number", "", f"the number {number} now leads to {to} (was: {was})")


def _languages(pairing: Pairing) -> Iterator[Finding]:
    old, new = pairing.old.service.languages, pairing.new.service.languages
    for language in dict.fromkeys((*old, *new)):
        if language not in old or language not in new:
            done = "added" if language in new else "removed"
            yield Finding("language", "", f"the language `{language}` is {done}")
    if old[0] != new[0]:
        yield Finding("language", "", f"calls now start in `{new[0]}` (was: `{old[0]}`)")


def _everywhere(pairing: Pairing) -> Iterator[Finding]:
    old = {one.name: one for one in pairing.old.service.universals}
    new = {one.name: one for one in pairing.new.service.universals}
    for name in dict.fromkeys((*old, *new)):
        one, other = old.get(name), new.get(name)
        called = f"«{name.replace('_', ' ')}»"
        if other is None or one is None:
            done = "does not work any more" if other is None else "is new"
            key = (one or other or Universal(name, pairing.new.service.at)).key
            yield Finding("everywhere", "", f"everywhere {called}{f' (key {key})' if key else ''} {done}")
            continue
        if one.key != other.key:
            yield Finding(
                "everywhere", "", f"everywhere {called} is now key {other.key or 'none'} (was: {one.key or 'none'})"
            )
        if one.goto and other.goto and not pairing.same((ROOT, one.goto), (ROOT, other.goto)):
            now, was = pairing.new.named((ROOT, other.goto)), pairing.old.named((ROOT, one.goto))
            yield Finding("everywhere", "", f"everywhere {called} now leads to {now} (was: {was})")
        for language in sorted(one.phrases.keys() | other.phrases.keys()):
            if set(one.phrases.get(language, ())) != set(other.phrases.get(language, ())):
                heard = ", ".join(f"«{phrase}»" for phrase in other.phrases.get(language, ())) or "nothing"
                yield Finding("speech", "", f"everywhere {called} can now be said as {heard}")


def _access(pairing: Pairing) -> Iterator[Finding]:
    old, new = pairing.old.service, pairing.new.service
    if (old.access.authenticate is None) != (new.access.authenticate is None):
        done = "is not asked for any more" if new.access.authenticate is None else "is now asked for"
        yield Finding("level", "", f"authentication {done}")
    yield from _route(pairing, "being refused access", old.access.denied, new.access.denied)


def _route(pairing: Pairing, after: str, old: Route | None, new: Route | None) -> Iterator[Finding]:
    where = [
        side.named((ROOT, route.goto)) if route else "the question before"
        for side, route in ((pairing.old, old), (pairing.new, new))
    ]
    if (old is None) != (new is None) or (old and new and not pairing.same((ROOT, old.goto), (ROOT, new.goto))):
        yield Finding("route", "", f"after {after} callers now come to {where[1]} (was: {where[0]})")
    before, now = (route.prompt if route else None for route in (old, new))
    if (before is None) != (now is None) or (before and now and not same_prompt(before, now)):
        was, hear = (shorten(said(prompt, pairing.language), 70) or "nothing" for prompt in (before, now))
        yield Finding("wording", "", f"after {after} callers now hear «{hear}» (was: «{was}»)")


def _functions(pairing: Pairing) -> Iterator[Finding]:
    """Functions that came, went, or are reached by other keys."""
    left, right = pairing.old.functions, pairing.new.functions
    now_at, told_old, told_new = _choices(pairing)
    met: set[tuple[Address, str]] = set()
    for place, one in left.items():
        other = right.get(now_at.get(place, (("", ""), "")))
        if other is None:
            if place not in told_old:
                yield Finding(
                    "function removed",
                    "",
                    f"{_name(pairing.old, one, pairing)} is gone (was: {_keys(one, pairing.old)})",
                )
            continue
        met.add((other.address, other.choice))
        if _keys(one, pairing.old) != _keys(other, pairing.new):
            now, was = _keys(other, pairing.new), _keys(one, pairing.old)
            yield Finding(
                "function moved", "", f"{_name(pairing.new, other, pairing)} is now reached by {now} (was: {was})"
            )
    for place, other in right.items():
        if place not in met and place not in told_new:
            yield Finding(
                "function added", "", f"{_name(pairing.new, other, pairing)} is new: {_keys(other, pairing.new)}"
            )


def _choices(
    pairing: Pairing,
) -> tuple[dict[tuple[Address, str], tuple[Address, str]], set[tuple[Address, str]], set[tuple[Address, str]]]:
    """Old choices with the new they are, and those on both sides that took each other's key."""
    now_at, told_old, told_new = {}, set(), set()
    for old_at, old, new_at, new in pairing.pairs():
        if isinstance(old, MenuNode) and isinstance(new, MenuNode):
            for one, other in pair_choices(old.choices, new.choices)[0]:
                now_at[old_at, one.name] = (new_at, other.name)
            for gone, added in replaced(old, new):
                told_old.add((old_at, gone.name))
                told_new.add((new_at, added.name))
    return now_at, told_old, told_new


def _name(side: Side, function: Function, pairing: Pairing) -> str:
    node = side.graph.nodes[function.address]
    choices = node.choices if isinstance(node, MenuNode) else ()
    label = next((spoken(one.label, pairing.language) for one in choices if one.name == function.choice), "")
    where = side.named(function.address)
    return f"«{label or function.choice}» of {where}"


def _keys(function: Function, side: Side) -> str:
    first = next(iter(side.service.numbers), "")
    dialled = "" if function.number == first else f"{function.number}, then "
    return f"{dialled}{' '.join(function.keys) or 'no key'}"
