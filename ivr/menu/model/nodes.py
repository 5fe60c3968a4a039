"""The kinds of node."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TypeAlias

from ivr.menu.faults import Location
from ivr.menu.model.parts import ActionCall, Asking, Choice, Phrase, Prompt, Route
from ivr.menu.template import Expression


@dataclass(frozen=True, slots=True, kw_only=True)
class BaseNode:
    """What every node has: its name, place, the access level it needs and what it says on entry."""

    name: str
    at: Location
    needs: int = 0
    prompt: Prompt | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SayNode(BaseNode):
    """Says its prompt and goes on."""

    route: Route


@dataclass(frozen=True, slots=True, kw_only=True)
class LanguageNode(BaseNode):
    """Switches the language of the call and goes on; its prompt is spoken in the new language."""

    language: str
    route: Route


@dataclass(frozen=True, slots=True, kw_only=True)
class MenuNode(BaseNode):
    """Announces choices and waits for one.

    overlap: True when a choice's key may begin another's (``1`` beside ``10``): the shorter waits ``between_keys``.
    """

    choices: tuple[Choice, ...]
    asking: Asking
    overlap: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class CollectNode(BaseNode):
    """Collects a typed value: kind is one of `ivr.menu.language.COLLECT_KINDS`.

    length: least and most digits. minimum, maximum: bounds of an amount in kopecks, or of a number.
    pattern: regular expression that the digits must match whole. validate: action that may reject the value
    (any outcome but its first declared one rejects). confirm: read-back question. into: variable to set.
    """

    kind: str
    into: str
    length: tuple[int, int]
    route: Route
    asking: Asking
    terminator: str | None = "#"
    waits_for_terminator: bool = False
    minimum: int | None = None
    maximum: int | None = None
    pattern: str | None = None
    secret: bool = False
    validate: ActionCall | None = None
    confirm: Prompt | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ConfirmNode(BaseNode):
    """Asks a yes/no question (its prompt) and goes one of two ways."""

    yes: Route
    no: Route
    asking: Asking
    yes_key: str = "1"
    no_key: str = "2"


@dataclass(frozen=True, slots=True, kw_only=True)
class ListNode(BaseNode):
    """Choices made at run time, spoken a page at a time.

    source: action whose value is the list, or None when ``items`` names a variable. each: label of one item, its
    fields being the template's variables. into: variable that gets the chosen item. page: items at a time.
    """

    each: Phrase
    into: str
    route: Route
    empty: Route
    asking: Asking
    source: ActionCall | None = None
    items: str | None = None
    outcomes: Mapping[str, Route] = field(default_factory=dict)
    page: int = 5
    next_key: str = "8"
    previous_key: str = "7"
    filler: Prompt | None = None
    timeout: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ActionNode(BaseNode):
    """Runs an action; each outcome has its route. The value is bound to ``into``.

    filler: said when the action takes longer than the service's ``filler_after``. timeout: seconds, None = as declared.
    """

    call: ActionCall
    into: str
    outcomes: Mapping[str, Route]
    filler: Prompt | None = None
    timeout: float | None = None


@dataclass(frozen=True, slots=True)
class Case:
    """One way of a branch. Every condition given must hold: ``when``, and the time of day and week.

    hours: (from, until) in minutes after midnight, local to the service; until may be before from (over midnight).
    days: ISO weekdays, 1 is Monday.
    """

    route: Route
    at: Location
    when: Expression | None = None
    hours: tuple[int, int] | None = None
    days: frozenset[int] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class BranchNode(BaseNode):
    """Goes the first way whose conditions hold, else ``otherwise``."""

    cases: tuple[Case, ...]
    otherwise: Route


@dataclass(frozen=True, slots=True, kw_only=True)
class CallNode(BaseNode):
    """Holds a sub-dialog and goes on by the outcome it returns; what it returns beside is bound to ``into``."""

    dialog: str
    arguments: Mapping[str, Expression]
    into: str
    outcomes: Mapping[str, Route]


@dataclass(frozen=True, slots=True, kw_only=True)
class ReturnNode(BaseNode):
    """Ends a sub-dialog with an outcome and values."""

    outcome: str
    values: Mapping[str, Expression]


@dataclass(frozen=True, slots=True, kw_only=True)
class TransferNode(BaseNode):
    """Hands the caller to somebody else: a telephone number, or a name that the line knows. timeout: ringing, s."""

    destination: str
    outcomes: Mapping[str, Route]
    timeout: float = 30.0


@dataclass(frozen=True, slots=True, kw_only=True)
class HangupNode(BaseNode):
    """Says its prompt and ends the call."""


Node: TypeAlias = (
    SayNode
    | LanguageNode
    | MenuNode
    | CollectNode
    | ConfirmNode
    | ListNode
    | ActionNode
    | BranchNode
    | CallNode
    | ReturnNode
    | TransferNode
    | HangupNode
)
Question: TypeAlias = MenuNode | CollectNode | ConfirmNode | ListNode
