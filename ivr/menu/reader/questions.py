"""The kinds of node that ask the caller: menu, collect, confirm, list."""

from __future__ import annotations

from decimal import Decimal
from typing import Final

from ivr.menu import source
from ivr.menu.faults import Location
from ivr.menu.language import CHOICE, COLLECT_LENGTHS, KINDS, LIST, MOST_ITEMS
from ivr.menu.model import Choice, CollectNode, ConfirmNode, ListNode, MenuNode
from ivr.menu.reader import values as single
from ivr.menu.reader.desk import Base, Desk, Fields, pairs, read_fields, table_default
from ivr.menu.reader.finding import BAD_VALUE, MISSING, NOT_TOGETHER, WRONG_TYPE, Wrong
from ivr.menu.reader.steps import action_call, with_late
from ivr.menu.reader.texts import kind
from ivr.menu.reader.ways import asking, outcomes, way

KOPECKS: Final = 100
NUMERIC: Final = ("number", "amount")


def menu(desk: Desk, base: Base, fields: Fields) -> MenuNode | None:
    """Announces its choices and waits for one."""
    asked = asking(desk, fields)
    if not fields.complete or asked is None:
        return None
    found = (*fields.get("menu"), *fields.get("shortcuts", ()))
    return MenuNode(**base, choices=found, asking=asked, overlap=fields.get("overlap", False))


def choices(desk: Desk, node: source.Node) -> tuple[Choice, ...] | None:
    """The choices of a menu, in the order in which they are announced."""
    if not isinstance(node, source.Mapping):
        hint = "write `balance: {key: 1, label: …}` for each choice"
        desk.fault(WRONG_TYPE, f"a menu is a mapping of choices, not a {kind(node)}", node.at, hint)
        return None
    found = [_choice(desk, name, at, written) for name, at, written in pairs(node)]
    if not found:
        desk.fault(BAD_VALUE, "the menu has no choice", node.at, "write `balance: {key: 1, label: …}`")
    return tuple(choice for choice in found if choice is not None) or None


def _choice(desk: Desk, name: str, at: Location, node: source.Node) -> Choice | None:
    try:
        single.name(name)
    except Wrong as error:
        desk.wrong(error, at)
        return None
    if not isinstance(node, source.Mapping):
        hint = f"write `{name}: {{key: 1, label: …}}`"
        desk.fault(WRONG_TYPE, f"choice `{name}` is a {kind(node)}, not a mapping", node.at, hint)
        return None
    fields = read_fields(desk, node, CHOICE, what=f"choice `{name}`")
    hidden = fields.get("hidden", False)
    if fields.lacks("label") and not hidden:
        desk.fault(MISSING, f"`label` is missing in choice `{name}`", at, "add `label: …`, or `hidden: true`")
    if hidden and fields.lacks("label") and fields.lacks("key") and fields.lacks("say"):
        desk.fault(MISSING, f"nothing takes the hidden choice `{name}`", at, "add `key` or `say`")
    return Choice(
        name=name,
        route=way(fields, name),
        at=at,
        key=fields.get("key"),
        label=fields.get("label"),
        phrases=fields.get("say", {}),
        needs=fields.get("needs", 0),
        when=fields.get("when"),
        hidden=hidden,
    )


def collect(desk: Desk, base: Base, fields: Fields) -> CollectNode | None:
    """Collects a typed value."""
    asked = asking(desk, fields)
    block = KINDS["collect"].block
    what = fields.get("collect")
    if what is None:
        return None
    secret = fields.get("secret", what == "secret")
    _check_collect(desk, fields, what, secret)
    length = fields.get("length", COLLECT_LENGTHS[what])
    minimum, maximum = (_bound(desk, fields, name, what) for name in ("min", "max"))
    if minimum is not None and maximum is not None and minimum > maximum:
        desk.fault(NOT_TOGETHER, "`min` is above `max`", fields.places["min"], "write the smaller one under `min`")
    terminator = fields.get("terminator") or table_default(block, "terminator")
    if not fields.complete or asked is None:
        return None
    return CollectNode(
        **base,
        kind=what,
        into=fields.get("into") or table_default(block, "into"),
        length=length,
        route=way(fields, said=False),
        asking=asked,
        terminator=terminator,
        waits_for_terminator=not fields.lacks("terminator") and length[0] != length[1],
        minimum=minimum,
        maximum=maximum,
        pattern=fields.get("pattern"),
        secret=secret,
        validate=action_call(fields, "validate") if fields.get("validate") else None,
        confirm=fields.get("confirm"),
    )


def _check_collect(desk: Desk, fields: Fields, what: str, secret: bool) -> None:
    """Keys that do not go with what is collected."""
    if what == "secret" and not secret:
        desk.fault(NOT_TOGETHER, "a secret is always secret", fields.places["secret"], "write `collect: digits`")
    refused = {}
    if secret or what == "secret":
        reasons = ("min", "max", "pattern", "confirm")
        refused = dict.fromkeys(reasons, "a secret is never said or compared; give it a `length` and `validate`")
    elif what not in NUMERIC:
        refused = dict.fromkeys(("min", "max"), "bounds go with `collect: amount` and `collect: number`")
    if what in ("amount", "date", "yes_no"):
        refused["pattern"] = "a pattern goes with `collect: digits`, `number` and `phone`"
    if what == "yes_no":
        refused["length"] = "yes and no are one key"
        refused["terminator"] = "yes and no are one key"
    for name, hint in refused.items():
        if not fields.lacks(name):
            shown = "a secret" if secret else f"`collect: {what}`"
            desk.fault(NOT_TOGETHER, f"`{name}` does not go with {shown}", fields.places[name], hint)
    if fields.lacks("validate") and not fields.lacks("with"):
        desk.fault(NOT_TOGETHER, "`with` without `validate` means nothing", fields.places["with"], "add `validate: …`")


def _bound(desk: Desk, fields: Fields, name: str, what: str) -> int | None:
    """A bound in kopecks of an amount, else a whole number."""
    written: Decimal | None = fields.get(name)
    if written is None or what not in NUMERIC:
        return None
    exact = written * KOPECKS if what == "amount" else written
    if exact != int(exact):
        unit = "kopecks" if what == "amount" else "ones"
        desk.fault(BAD_VALUE, f"`{written}` is finer than {unit}", fields.written[name].at, f"write `{round(written)}`")
        return None
    return int(exact)


def _two_keys(desk: Desk, fields: Fields, first: str, second: str, defaults: tuple[str, str]) -> tuple[str, str]:
    keys: tuple[str, str] = (fields.get(first, defaults[0]), fields.get(second, defaults[1]))
    if keys[0] == keys[1]:
        at = fields.places.get(second) or fields.places[first]
        desk.fault(NOT_TOGETHER, f"`{first}` and `{second}` are both key {keys[0]}", at, "give them two keys")
    return keys


def confirm(desk: Desk, base: Base, fields: Fields) -> ConfirmNode | None:
    """Asks a yes/no question; it stands under `confirm`. Keys pressed before it was asked agree to nothing."""
    asked = asking(desk, fields, ahead=False)
    block = KINDS["confirm"].block
    defaults = (table_default(block, "yes_key"), table_default(block, "no_key"))
    yes_key, no_key = _two_keys(desk, fields, "yes_key", "no_key", defaults)
    if not fields.complete or asked is None:
        return None
    base["prompt"] = fields.get("confirm")
    return ConfirmNode(**base, yes=fields.get("yes"), no=fields.get("no"), asking=asked, yes_key=yes_key, no_key=no_key)


def listing(desk: Desk, base: Base, fields: Fields) -> ListNode | None:
    """Choices made at run time."""
    asked = asking(desk, fields)
    block: Fields | None = fields.get("list")
    if block is None:
        return None
    source_action = action_call(block, "from") if block.get("from") else None
    if source_action is None:
        for name in ("filler", "timeout"):
            if not fields.lacks(name) and block.lacks("from"):
                message = f"`{name}` goes with an action, and the list has no `from`"
                desk.fault(NOT_TOGETHER, message, fields.places[name], "leave it out")
    page = block.get("page") or table_default(LIST, "page")
    if page > MOST_ITEMS:
        message = f"{page} items at a time leave no keys for the pages"
        desk.fault(BAD_VALUE, message, block.written["page"].at, f"write `{MOST_ITEMS}` or less")
        page = MOST_ITEMS
    defaults = (table_default(LIST, "next"), table_default(LIST, "previous"))
    next_key, previous_key = _two_keys(desk, block, "next", "previous", defaults)
    for name, key in (("next", next_key), ("previous", previous_key)):
        if key in "123456789"[:page]:
            message = f"key {key} takes an item of the page, it cannot be `{name}`"
            desk.fault(NOT_TOGETHER, message, block.places.get(name, block.at), "write a key above the page's items")
    if not fields.complete or not block.complete or asked is None:
        return None
    return ListNode(
        **base,
        each=block.get("each"),
        into=block.get("as") or table_default(LIST, "as"),
        route=way(fields, said=False),
        empty=block.get("empty"),
        asking=asked,
        source=source_action,
        items=block.get("items"),
        outcomes=with_late(outcomes(desk, fields.others)),
        page=page,
        next_key=next_key,
        previous_key=previous_key,
        filler=fields.get("filler"),
        timeout=fields.get("timeout"),
    )


def list_block(desk: Desk, node: source.Node) -> Fields | None:
    """Where the items of a list come from: an action, or a variable."""
    if not isinstance(node, source.Mapping):
        hint = 'write `{from: tariff.list, each: "{{ name }}", empty: …}`'
        desk.fault(WRONG_TYPE, f"a list is a mapping, not a {kind(node)}", node.at, hint)
        return None
    fields = read_fields(desk, node, LIST)
    if fields.lacks("from") and fields.lacks("items"):
        desk.fault(MISSING, "the list has no items", node.at, "add `from: …` (an action) or `items: …` (a variable)")
        fields.complete = False
    elif not fields.lacks("from") and not fields.lacks("items"):
        message = "the items come from an action or from a variable, not from both"
        desk.fault(NOT_TOGETHER, message, fields.places["items"], "leave out `from` or `items`")
    elif fields.lacks("from") and not fields.lacks("with"):
        desk.fault(NOT_TOGETHER, "`with` goes with `from`", fields.places["with"], "leave it out")
    return fields
