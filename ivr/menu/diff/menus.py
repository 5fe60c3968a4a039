"""What changes for callers in a menu: its choices, their keys, names, targets and order."""

from __future__ import annotations

from collections.abc import Iterator

from ivr.menu.diff.change import Finding
from ivr.menu.diff.matching import Pairing, pair_choices, same_phrase
from ivr.menu.drawing.lettering import spoken
from ivr.menu.graph import Address, target
from ivr.menu.model import Choice, MenuNode


def menu_changes(pairing: Pairing, old_at: Address, old: MenuNode, new_at: Address, new: MenuNode) -> Iterator[Finding]:
    """Changes between two menus that are one menu to callers."""
    where = pairing.new.named(new_at)
    pairs, gone, added = pair_choices(old.choices, new.choices)
    for one in tuple(gone):
        other = next((choice for choice in added if one.key and choice.key == one.key), None)
        if other is not None:
            gone.remove(one)
            added.remove(other)
            was, now = _leads(pairing, old_at, one, is_new=False), _leads(pairing, new_at, other, is_new=True)
            yield Finding("key", where, f"key {one.key} now leads to {now} (was: {was})")
    for one in gone:
        key = f" (key {one.key})" if one.key else ""
        if (old_at, one.name) in pairing.old.functions:
            continue  # told as a function that is gone, with all its keys
        yield Finding("choice removed", where, f"the choice {_name(pairing, one)}{key} is gone")
    for other in added:
        key = f"key {other.key}" if other.key else "speech only"
        if (new_at, other.name) in pairing.new.functions:
            continue
        yield Finding("choice added", where, f"there is a new choice {_name(pairing, other)} ({key})")
    for one, other in pairs:
        yield from _choice(pairing, (old_at, one), (new_at, other), where)
    yield from _order(pairing, pairs, new, where)


def replaced(old: MenuNode, new: MenuNode) -> Iterator[tuple[Choice, Choice]]:
    """Choices of which `menu_changes` tells already that one took the other's key."""
    _, gone, added = pair_choices(old.choices, new.choices)
    for one in gone:
        for other in added:
            if one.key and one.key == other.key:
                yield one, other


def _name(pairing: Pairing, choice: Choice) -> str:
    return f"«{spoken(choice.label, pairing.language) or choice.name}»"


def _leads(pairing: Pairing, at: Address, choice: Choice, *, is_new: bool) -> str:
    side = pairing.new if is_new else pairing.old
    return side.named(target(side.service, at[0], choice.route.goto))


def _choice(
    pairing: Pairing, old: tuple[Address, Choice], new: tuple[Address, Choice], where: str
) -> Iterator[Finding]:
    (old_at, one), (new_at, other) = old, new
    name = _name(pairing, other)
    called = f"key {other.key}" if other.key else name
    to_old = target(pairing.old.service, old_at[0], one.route.goto)
    to_new = target(pairing.new.service, new_at[0], other.route.goto)
    if not pairing.same(to_old, to_new):
        now, was = pairing.new.named(to_new), pairing.old.named(to_old)
        if now == was:
            now, was = f"{now} ({to_new[1]})", f"{was} ({to_old[1]})"
        yield Finding("key", where, f"{called} now leads to {now} (was: {was})")
    known = (old_at, one.name) in pairing.old.functions and (new_at, other.name) in pairing.new.functions
    if one.key != other.key and not known:
        if one.key is None or other.key is None:
            how = f"got key {other.key}" if other.key else f"lost key {one.key} and can only be said"
            yield Finding("choice moved", where, f"{name} {how}")
        else:
            yield Finding("choice moved", where, f"{name} is now key {other.key} (was: {one.key})")
    if one.label is not None and other.label is not None and not same_phrase(one.label, other.label):
        language = next(
            (code for code in other.label.texts if spoken(one.label, code) != spoken(other.label, code)),
            pairing.language,
        )
        now, was = spoken(other.label, language), spoken(one.label, language)
        yield Finding("label", where, f"{called} is now called «{now}» (was: «{was}»)")
    if one.needs != other.needs:
        yield Finding("level", where, f"{called} {level_change(pairing, one.needs, other.needs)}")
    if one.hidden != other.hidden:
        heard = "is no longer announced" if other.hidden else "is now announced"
        yield Finding("label", where, f"{called} {heard}")
    before, after = (choice.when.source if choice.when else "" for choice in (one, other))
    if before != after:
        yield Finding("condition", where, f"{called} stands {_condition(after)} (was: {_condition(before)})")
    for language in one.phrases.keys() | other.phrases.keys():
        lost = [phrase for phrase in one.phrases.get(language, ()) if phrase not in other.phrases.get(language, ())]
        won = [phrase for phrase in other.phrases.get(language, ()) if phrase not in one.phrases.get(language, ())]
        for phrases, how in ((won, "can now be said as"), (lost, "can no longer be said as")):
            if phrases:
                yield Finding("speech", where, f"{name} {how} {', '.join(f'«{phrase}»' for phrase in phrases)}")


def _condition(source: str) -> str:
    return f"only while {source}" if source else "always"


def level_change(pairing: Pairing, old: int, new: int) -> str:
    """How the access level needed changed, in words."""
    was = f"«{pairing.old.service.level_name(old)}»" if old else "none"
    if not new:
        return f"needs no access level any more (was: {was})"
    return f"now needs access level «{pairing.new.service.level_name(new)}» (was: {was})"


def _order(pairing: Pairing, pairs: list[tuple[Choice, Choice]], new: MenuNode, where: str) -> Iterator[Finding]:
    """Whether the choices that stayed, on the keys they had, are told in another order."""
    stayed = [other.name for one, other in pairs if not one.hidden and not other.hidden and one.key == other.key]
    told = [choice for choice in new.choices if choice.name in stayed]
    if [choice.name for choice in told] != stayed:
        names = ", ".join(_name(pairing, choice) for choice in told)
        yield Finding("order", where, f"the choices are now told in this order: {names}")
