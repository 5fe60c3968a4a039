"""A service as a whole: its dialogs, access levels and limits."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from ivr.actions import Registry
from ivr.menu.faults import Location
from ivr.menu.model.nodes import Node, ReturnNode
from ivr.menu.model.parts import ROOT, Phrase, Route, Universal


@dataclass(frozen=True, slots=True)
class Dialog:
    """A set of nodes with one way in. parameters: variables that a call must give. Root: name is `ROOT`."""

    name: str
    start: str
    nodes: Mapping[str, Node]
    at: Location
    parameters: tuple[str, ...] = ()

    @property
    def returns(self) -> frozenset[str]:
        """The outcomes by which the dialog can return."""
        return frozenset(n.outcome for n in self.nodes.values() if isinstance(n, ReturnNode))


@dataclass(frozen=True, slots=True)
class Access:
    """Names of the access levels (the first is level 1), the dialog that proves one, and the way when it does not.

    denied: None leads the caller back to the question they came from.
    """

    levels: tuple[str, ...] = ()
    authenticate: str | None = None
    denied: Route | None = None
    at: Location | None = None


@dataclass(frozen=True, slots=True)
class Limits:
    """Bounds that hold in every call, and the figures above which the checks warn.

    filler_after: seconds an action may take before its filler is spoken. errors: failed answers in a row, over all
    questions, after which the caller is led to ``Service.exhausted``. The rest are `B` warnings: choices of a menu,
    seconds until the last choice is heard, keys to a function, seconds of one prompt.
    """

    filler_after: float = 1.0
    errors: int = 10
    choices: int = 5
    menu_seconds: float = 30.0
    depth: int = 4
    prompt_seconds: float = 20.0


@dataclass(frozen=True, slots=True)
class Service:
    """A whole service. version: hash over the sources; equal versions hold equal conversations.

    numbers: dialled number to node of the root dialog; the first is dialled when no number is given.
    number_places: where the node of each number is written.
    exhausted: where the bound on errors in a row leads. files: every file read, the service's own first.
    """

    name: str
    at: Location
    languages: tuple[str, ...]
    numbers: Mapping[str, str]
    dialogs: Mapping[str, Dialog]
    universals: tuple[Universal, ...]
    exhausted: Route
    actions: Registry
    version: str
    title: Phrase | None = None
    timezone: str = "UTC"
    access: Access = Access()
    limits: Limits = Limits()
    files: tuple[str, ...] = ()
    number_places: Mapping[str, Location] = field(default_factory=dict)

    @property
    def root(self) -> Dialog:
        """The dialog that dialled numbers lead into."""
        return self.dialogs[ROOT]

    def nodes(self) -> Iterator[tuple[Dialog, Node]]:
        """Every node with the dialog it stands in."""
        for dialog in self.dialogs.values():
            for node in dialog.nodes.values():
                yield dialog, node

    def level_name(self, level: int) -> str:
        """A level as the author named it."""
        return self.access.levels[level - 1] if 0 < level <= len(self.access.levels) else str(level)
