"""From the files of a service to its model."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from ivr.actions import Registry
from ivr.menu import source
from ivr.menu.faults import Faults, Location
from ivr.menu.language import DIALOG, FRAGMENT, SERVICE
from ivr.menu.model import ROOT, Access, Dialog, Limits, Node, Route, Service
from ivr.menu.reader import head
from ivr.menu.reader import values as single
from ivr.menu.reader.desk import Desk, Fields, Named, pairs, read_fields, table_default
from ivr.menu.reader.files import Document, Sources
from ivr.menu.reader.finding import MISSING, REPEATED, UNUSED_PROMPT, WRONG_TYPE, Wrong
from ivr.menu.reader.nodes import is_key_of_a_node, node
from ivr.menu.reader.shortcuts import filled
from ivr.menu.reader.texts import kind, prompt
from ivr.menu.reader.types import PARSERS


@dataclass(slots=True)
class Reading:
    """What became of a service. service: None when its head cannot be used.

    broken: nodes with a fault (dialog, name); whatever follows from their absence is not the author's fault.
    """

    service: Service | None = None
    broken: set[tuple[str, str]] = field(default_factory=set)


def read(sources: Sources, actions: Registry, faults: Faults) -> Reading:
    """The model of a service; every fault of every file is reported in one run."""
    reading = Reading()
    if sources.service is None:
        return reading
    desk = Desk(faults, actions, PARSERS)
    root = sources.service.root
    desk.languages = _early(desk, root, "languages") or desk.languages
    _levels(desk, root)
    for document in sources.prompts:
        _named_prompts(desk, document)
    fields = read_fields(desk, root, SERVICE, what="the service")
    dialogs = [read_fields(desk, document.root, DIALOG) for document in sources.dialogs]
    named: dict[str, Fields] = {}
    for dialog in dialogs:
        name = dialog.get("dialog")
        if name in named:
            message = f"two sub-dialogs are called `{name}`; the other is at {named[name].at}"
            desk.fault(REPEATED, message, dialog.written["dialog"].at, "give one of them another name")
        elif name is not None:
            named[name] = dialog
            desk.returns[name] = _returns(dialog.get("nodes"))
    desk.manner = fields.get("defaults") or head.manner()
    fragments = [read_fields(desk, document.root, FRAGMENT) for document in sources.fragments]
    desk.then = desk.manner.then
    parts = [part.get("nodes") for part in (fields, *fragments) if not part.lacks("nodes")]
    nodes = _nodes(desk, reading, ROOT, parts)
    if not nodes and not parts and sources.whole and not fields.misspells("nodes"):
        desk.fault(MISSING, "the service has no nodes", root.at, "add `nodes:`, or `include` files with nodes")
    found = {ROOT: Dialog(ROOT, _first_start(fields, nodes), nodes, root.at)}
    for name, dialog in named.items():
        found[name] = _dialog(desk, reading, name, dialog)
    _unused(desk)
    if fields.complete and desk.manner.then is not None and (nodes or reading.broken):
        reading.service = _service(desk, sources, fields, found, desk.manner.then)
    return reading


def _service(desk: Desk, sources: Sources, fields: Fields, dialogs: Mapping[str, Dialog], exhausted: Route) -> Service:
    return Service(
        name=fields.get("service"),
        at=fields.at,
        languages=desk.languages,
        numbers=fields.get("numbers"),
        dialogs=dialogs,
        universals=fields.get("universals", ()),
        exhausted=exhausted,
        actions=desk.actions,
        version=sources.version,
        title=fields.get("title"),
        timezone=fields.get("timezone") or table_default(SERVICE, "timezone"),
        access=fields.get("access", Access()),
        limits=fields.get("limits", Limits()),
        files=tuple(sources.files),
        number_places=_places(fields.written["numbers"]),
    )


def _places(numbers: source.Node) -> dict[str, Location]:
    return {number: node.at for number, _, node in pairs(numbers)} if isinstance(numbers, source.Mapping) else {}


def _early(desk: Desk, root: source.Mapping, name: str) -> tuple[str, ...] | None:
    """A list that the rest of the head needs; its faults are reported when the head itself is read."""
    node = root.get(name)
    quiet = Desk(Faults(), desk.actions, desk.parsers)
    found: tuple[str, ...] | None = desk.parsers[name](quiet, node) if node is not None else None
    return found


def _levels(desk: Desk, root: source.Mapping) -> None:
    access = root.get("access")
    levels = access.get("levels") if isinstance(access, source.Mapping) else None
    if levels is not None:
        desk.levels = desk.parsers["names"](Desk(Faults(), desk.actions, desk.parsers), levels) or ()


def _named_prompts(desk: Desk, document: Document) -> None:
    found: dict[str, Named] = {}
    for name, at, written in pairs(document.root):
        try:
            single.name(name)
        except Wrong as error:
            desk.wrong(error, at)
            continue
        if name in desk.named:
            message = f"two prompts are called `{name}`; the other is at {desk.named[name].at}"
            desk.fault(REPEATED, message, at, "give one of them another name")
            continue
        found[name] = Named(prompt(desk, written), at)
    desk.named.update(found)


def _unused(desk: Desk) -> None:
    for name, named in desk.named.items():
        if name not in desk.used:
            hint = f"say it with `${name}`, or remove it"
            desk.faults.add(UNUSED_PROMPT, f"nothing says the prompt `{name}`", named.at, hint)


def _nodes(desk: Desk, reading: Reading, dialog: str, parts: list[source.Node]) -> dict[str, Node]:
    """The nodes of a dialog from all its files; those with a fault are remembered as broken."""
    found: dict[str, Node] = {}
    places: dict[str, Location] = {}
    desk.plain_asking = None
    for part in parts:
        if not isinstance(part, source.Mapping):
            desk.fault(
                WRONG_TYPE, f"nodes are a mapping, not a {kind(part)}", part.at, "write `main: {…}` for each node"
            )
            continue
        owner = False
        for name, at, written in pairs(part):
            if owner and is_key_of_a_node(name, written):
                continue  # it is not indented under the node above, which has no value: that has been told
            owner = isinstance(written, source.Scalar) and not written.text
            errors = desk.errors
            try:
                single.name(name)
            except Wrong as error:
                desk.wrong(error, at)
            if name in places:
                message = f"two nodes are called `{name}`; the other is at {places[name]}"
                desk.fault(REPEATED, message, at, "give one of them another name")
            else:
                places[name] = at
            made = node(desk, name, at, written)
            if made is not None:
                found.setdefault(name, made)
            if desk.errors > errors or made is None:
                reading.broken.add((dialog, name))
    whole, broken = filled(desk, found)
    reading.broken.update((dialog, name) for name in broken)
    return whole


def _dialog(desk: Desk, reading: Reading, name: str, fields: Fields) -> Dialog:
    """A sub-dialog. Its error loops end by its own `then`, or by the service's, which leads out of it."""
    written = fields.get("nodes")
    names = [entry.key.text for entry in written.entries] if isinstance(written, source.Mapping) else []
    desk.then = fields.get("then") or (desk.manner.then if desk.manner is not None else None)
    nodes = _nodes(desk, reading, name, [written] if written is not None else [])
    start = fields.get("start") or (names[0] if names else "")
    return Dialog(name, start, nodes, fields.at, fields.get("parameters", ()))


def _first_start(fields: Fields, nodes: Mapping[str, Node]) -> str:
    """The node of the first number; the root has no other start."""
    numbers: Mapping[str, str] = fields.get("numbers", {})
    return next(iter(numbers.values()), next(iter(nodes), ""))


def _returns(nodes: source.Node | None) -> frozenset[str]:
    """The outcomes by which the nodes of a dialog return, before they are read."""
    if not isinstance(nodes, source.Mapping):
        return frozenset()
    inner = (entry.value.get("return") for entry in nodes.entries if isinstance(entry.value, source.Mapping))
    return frozenset(node.text for node in inner if isinstance(node, source.Scalar))
