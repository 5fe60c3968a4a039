"""The desk at which a service is read: what its parts share, and how a mapping is read by its table."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, TypeAlias, TypedDict

from ivr.actions import Registry
from ivr.menu import source, template
from ivr.menu.faults import Faults, Location, did_you_mean
from ivr.menu.language import REQUIRED, Block, Key
from ivr.menu.model import Asking, Prompt, Route
from ivr.menu.reader.finding import MISSING, UNKNOWN_KEY, Wrong
from ivr.menu.reader.values import default_of

Parser: TypeAlias = "Callable[[Desk, source.Node], Any]"


@dataclass(frozen=True, slots=True)
class Named:
    """A prompt of a prompts file; prompt is None when it was not understood."""

    prompt: Prompt | None
    at: Location


@dataclass(frozen=True, slots=True)
class Manner:
    """How questions are asked unless a node says otherwise: the service's ``defaults``."""

    first_key: float
    between_keys: float
    tries: int
    accept: float
    confirm: float
    then: Route | None = None
    prompts: Mapping[str, Prompt] = field(default_factory=dict)


class Base(TypedDict):
    """What every node has: the keyword arguments of `ivr.menu.model.BaseNode`."""

    name: str
    at: Location
    needs: int
    prompt: Prompt | None


@dataclass(slots=True)
class Desk:
    """What the reading of one service shares.

    parsers: one for each of `ivr.menu.language.TYPES`. returns: outcomes of each sub-dialog. then: the way out of
    the questions of the dialog being read. plain_asking: how questions that say nothing of it are asked, made once.
    errors: how many there are so far.
    """

    faults: Faults
    actions: Registry
    parsers: Mapping[str, Parser]
    languages: tuple[str, ...] = ("ru",)
    levels: tuple[str, ...] = ()
    named: dict[str, Named] = field(default_factory=dict)
    used: set[str] = field(default_factory=set)
    returns: dict[str, frozenset[str]] = field(default_factory=dict)
    manner: Manner | None = None
    then: Route | None = None
    plain_asking: Asking | None = None
    errors: int = 0
    _texts: dict[tuple[str, str], template.Template] = field(default_factory=dict)

    @property
    def language(self) -> str:
        """The language of a text that does not name one."""
        return self.languages[0]

    def fault(self, code: str, message: str, at: Location, hint: str = "") -> None:
        """Report an error."""
        self.errors += 1
        self.faults.add(code, message, at, hint)

    def wrong(self, error: Wrong, at: Location) -> None:
        """Report a value that could not be taken."""
        self.fault(error.code, str(error), at, error.hint)

    def template(self, text: str, language: str) -> template.Template:
        """A text compiled; equal texts are compiled once. Raises TemplateFault."""
        known = self._texts.get((text, language))
        if known is None:
            known = self._texts[text, language] = template.template(text, language)
        return known


@dataclass(slots=True)
class Fields:
    """A mapping read by its table. written: every known key; values: those that were understood.

    others: keys that are names of outcomes, with their places. hints: for the keys that are unknown. complete: no
    required key is missing or wrong.
    """

    at: Location
    written: dict[str, source.Node] = field(default_factory=dict)
    values: dict[str, Any] = field(default_factory=dict)
    places: dict[str, Location] = field(default_factory=dict)
    others: list[tuple[str, Location, source.Node]] = field(default_factory=list)
    hints: list[str] = field(default_factory=list)
    complete: bool = True

    def get(self, name: str, default: Any = None) -> Any:
        """The value of a key, or the default when it is not written or not understood."""
        return self.values.get(name, default)

    def lacks(self, name: str) -> bool:
        """True when the key is not written at all (one that is written and wrong has had its fault)."""
        return name not in self.written

    def misspells(self, name: str) -> bool:
        """True when an unknown key was taken for this one, so that it is not missing as well."""
        return any(f"`{name}`" in hint for hint in self.hints)


def pairs(mapping: source.Mapping) -> Iterator[tuple[str, Location, source.Node]]:
    """Keys of a mapping with their places and values."""
    for entry in mapping.entries:
        yield entry.key.text, entry.key.at, entry.value


def read_fields(
    desk: Desk,
    node: source.Mapping,
    block: Block,
    *,
    outcomes: Collection[str] = (),
    what: str = "",
) -> Fields:
    """Read a mapping by its table; every fault is reported, and what is right is returned all the same.

    outcomes: names of outcomes as far as they are known. In a block that takes outcomes every key that is not a
    misspelt key of the table is one: whether it ever happens is for `ivr.menu.checks` to say. what: the block's name
    in messages.
    """
    fields = Fields(node.at)
    called = what or block.title.lower()
    for name, at, value in pairs(node):
        key = block.names.get(name)
        if key is not None:
            fields.written[name] = value
            fields.places[name] = at
            _read(desk, fields, key, value)
            continue
        hint = block.refused.get(name) or did_you_mean(name, block.names)
        if block.outcomes and (name in outcomes or not hint or did_you_mean(name, outcomes)):
            fields.others.append((name, at, value))
        else:
            desk.fault(UNKNOWN_KEY, f"unknown key `{name}` in {called}", at, hint or _keys(block))
            fields.hints.append(hint)
    for key in block.keys:
        if key.default == REQUIRED and key.name not in fields.written:
            fields.complete = False
            if not fields.misspells(key.name):
                desk.fault(MISSING, f"`{key.name}` is missing in {called}", node.at, f"add `{key.example or key.name}`")
    return fields


def _read(desk: Desk, fields: Fields, key: Key, value: source.Node) -> None:
    parsed = desk.parsers[key.type](desk, value)
    if parsed is not None:
        fields.values[key.name] = parsed
    elif key.default == REQUIRED:
        fields.complete = False


def _keys(block: Block) -> str:
    return "keys here are " + ", ".join(f"`{name}`" for name in block.names)


def table_default(block: Block, name: str) -> Any:
    """The default that the table gives a key."""
    return default_of(block.names[name])
