"""The checked, immutable model of a service: what a menu document means once it has been read.

One `Service` is shared by every call. Text is kept compiled (`ivr.menu.template`), time is in seconds, money in
kopecks, and every name that one place gives another (targets, actions, dialogs) is plain text: the checks of
`ivr.menu.checks` prove that each of them leads somewhere.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final, TypeAlias

from ivr.actions import Registry
from ivr.menu.faults import Location
from ivr.menu.template import Expression, Template

ROOT: Final = ""
"""Name of the dialog that a dialled number leads into; every other dialog is a sub-dialog with a name of its own."""

NO_INPUT: Final = "no_input"
INCOMPLETE: Final = "incomplete"
TOO_LONG: Final = "too_long"
NO_MATCH: Final = "no_match"
REJECTED: Final = "rejected"
ASKING_OUTCOMES: Final = (NO_INPUT, INCOMPLETE, TOO_LONG, NO_MATCH, REJECTED)
"""The five ways in which asking a caller can fail, each with its own counter, prompts and way out."""

GRANTED: Final = "granted"
"""The outcome by which an authentication dialog says that the caller has proved the level asked for."""

BUSY: Final = "busy"
NO_ANSWER: Final = "no_answer"
TRANSFER_OUTCOMES: Final = (BUSY, NO_ANSWER, "failed")
"""How a transfer can fail. A transfer that succeeds ends the service's part of the call."""

REPEAT: Final = "repeat"
BACK: Final = "back"


@dataclass(frozen=True, slots=True)
class Phrase:
    """One thing to say, in each language of the service.

    recording: name of a sound file (``audio/<language>/<recording>``) that stands for the text where it exists.
    barge_in: whether a key or speech may cut it short.
    """

    texts: Mapping[str, Template]
    at: Location
    recording: str | None = None
    barge_in: bool = True


@dataclass(frozen=True, slots=True)
class Prompt:
    """A phrase for each attempt (tapered prompts): the first for the first, the last for all that follow."""

    attempts: tuple[Phrase, ...]

    def for_attempt(self, number: int) -> Phrase:
        """The phrase for an attempt, counted from 1."""
        return self.attempts[min(max(number, 1), len(self.attempts)) - 1]


@dataclass(frozen=True, slots=True)
class Route:
    """A way on: what is said on it, the variables it sets, and the node it leads to."""

    goto: str
    at: Location
    prompt: Prompt | None = None
    sets: Mapping[str, Expression] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Remedy:
    """What happens when asking fails in one of the five ways.

    prompt: said before the question is asked again (tapered); None means the language's own sentence.
    tries: how often this outcome may happen in one visit; the last time leads to ``then``.
    """

    tries: int
    then: Route
    prompt: Prompt | None = None


@dataclass(frozen=True, slots=True)
class Asking:
    """How a node waits for an answer: timers in seconds, thresholds 0 to 1, and one remedy per asking outcome.

    first_key: silence after the prompt's end that makes ``no_input``.
    between_keys: silence after a key that ends the entry.
    accept, confirm: recogniser confidence from which a hypothesis is taken, or read back first; below is no match.
    type_ahead: False forgets keys pressed before this node.
    without: universals that are not valid here.
    """

    first_key: float
    between_keys: float
    remedies: Mapping[str, Remedy]
    accept: float
    confirm: float
    type_ahead: bool = True
    without: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Choice:
    """One line of a menu: its name is also the outcome that reports count.

    key: DTMF keys that take it ("1", "10"), or None when it is only spoken.
    label: what the announcement calls it; phrases: what the caller may say, by language (the label always counts).
    needs: access level; when: the choice stands only while this holds; hidden: works, and is not announced.
    """

    name: str
    route: Route
    at: Location
    key: str | None = None
    label: Phrase | None = None
    phrases: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    needs: int = 0
    when: Expression | None = None
    hidden: bool = False


@dataclass(frozen=True, slots=True)
class Universal:
    """A choice valid in every question: `repeat` and `back` act by themselves, any other leads to a root node."""

    name: str
    at: Location
    key: str | None = None
    phrases: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    goto: str | None = None


@dataclass(frozen=True, slots=True)
class ActionCall:
    """An action by name with its arguments."""

    action: str
    arguments: Mapping[str, Expression]
    at: Location


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


def routes(node: Node) -> Iterator[tuple[str, Route]]:
    """Every way out of a node with its outcome's name: the edges of the graph, remedies' ways out included."""
    match node:
        case SayNode() | LanguageNode():
            yield "", node.route
        case MenuNode():
            for choice in node.choices:
                yield choice.name, choice.route
        case CollectNode():
            yield "entered", node.route
        case ConfirmNode():
            yield "yes", node.yes
            yield "no", node.no
        case ListNode():
            yield "chosen", node.route
            yield "empty", node.empty
            yield from node.outcomes.items()
        case ActionNode() | CallNode() | TransferNode():
            yield from node.outcomes.items()
        case BranchNode():
            for number, case in enumerate(node.cases, 1):
                yield f"case {number}", case.route
            yield "else", node.otherwise
        case ReturnNode() | HangupNode():
            pass
    if isinstance(node, MenuNode | CollectNode | ConfirmNode | ListNode):
        for outcome, remedy in node.asking.remedies.items():
            yield outcome, remedy.then


def prompts(node: Node) -> Iterator[tuple[str, Prompt]]:
    """Every prompt that stands in a node with the key it stands under (routes' prompts under their outcome)."""
    if node.prompt is not None:
        yield "prompt", node.prompt
    if isinstance(node, MenuNode):
        for choice in node.choices:
            if choice.label is not None:
                yield f"menu.{choice.name}.label", Prompt((choice.label,))
    if isinstance(node, ListNode):
        yield "list.each", Prompt((node.each,))
    if isinstance(node, CollectNode) and node.confirm is not None:
        yield "confirm", node.confirm
    if isinstance(node, ActionNode | ListNode) and node.filler is not None:
        yield "filler", node.filler
    if isinstance(node, MenuNode | CollectNode | ConfirmNode | ListNode):
        for outcome, remedy in node.asking.remedies.items():
            if remedy.prompt is not None:
                yield outcome, remedy.prompt
    for outcome, route in routes(node):
        if route.prompt is not None:
            yield f"{outcome}.prompt" if outcome else "goto.prompt", route.prompt
