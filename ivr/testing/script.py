"""A call script: one call, told step by step, from the caller's side.

What an author may write is told by the tables below, in the manner of `ivr.menu.language`: the reader, the JSON Schema
and the "did you mean" hints are made from them.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Final, TypeAlias

from ivr.menu.faults import Location
from ivr.menu.language import REQUIRED, Block, Key

SUFFIX: Final = ".call.yaml"
"""How the name of a file with call scripts ends; a folder is searched for these."""

CONNECTED: Final = "connected"
"""How a transfer ends that succeeds."""

NOBODY: Final = "nobody"
"""The account of a number that is in no account system."""

HANG_UP: Final = "hang up"
SILENT: Final = "silent"
BARE_STEPS: Final = (SILENT, HANG_UP)
"""Steps that are one word, without a value."""

FILE: Final = Block(
    "Call script",
    "A file with one call (`steps`), or with several by name (`calls`); what stands beside `calls` holds for each.",
    (
        Key("service", "text", "The service's own file or folder, from the script's folder.", "the nearest above"),
        Key("call", "head", "Who calls, and when.", "", 'call: {from: "+79221234567", to: "0505"}'),
        Key("account", "account", "What the caller's account is like; `nobody`: there is none.", "a new one"),
        Key("others", "others", "Other numbers, and what their accounts are like.", "none"),
        Key("simulate", "simulate", "Actions whose outcome is made up for the test.", "none", "simulate: {pay: late}"),
        Key("steps", "steps", "The call, step by step.", "", "steps: [hear: Здравствуйте, press: 1, hang up]"),
        Key("calls", "calls", "Several calls, each with a name.", "none"),
    ),
)

CALL: Final = Block("Call", "One of several calls.", tuple(k for k in FILE.keys if k.name not in ("service", "calls")))

HEAD: Final = Block(
    "Head of a call",
    "Who calls, and when.",
    (
        Key("from", "dialled", "The calling number.", "+79221234567"),
        Key("to", "dialled", "The dialled number.", "the first of the service"),
        Key("language", "language", "The language that the line asks for.", "the first of the service"),
        Key("at", "moment", "When, local to the service.", "2026-03-02 12:00", 'at: "2026-03-02 12:00"'),
    ),
)

STEP: Final = Block(
    "Step",
    "One thing that the caller does, or expects.",
    (
        Key("hear", "texts", "These words are heard before the service waits for an answer.", "", "hear: до свидания"),
        Key("never hear", "texts", "These words are not heard.", "", "never hear: ошибка"),
        Key("press", "keys", "Keys, at once; a space waits until the service listens.", "", "press: 1 1"),
        Key("say", "said", "Words, as a recogniser gives them.", "", "say: {text: баланс, confidence: 0.5}"),
        Key("wait", "seconds", "Time passes.", "", "wait: 6s"),
        Key("expect", "expect", "What the call has come to.", "", "expect: {node: main, account: {balance: 0}}"),
        Key("sms", "texts", "A message with these words has come to the caller.", "", "sms: пароль"),
        Key("transfer", "transfer", "How the next transfer ends.", "connected", "transfer: busy"),
        Key("simulate", "simulate", "From here on, actions whose outcome is made up.", "", "simulate: {pay: late}"),
    ),
)

SAID: Final = Block(
    "Words",
    "What the caller says.",
    (
        Key("text", "text", "The words.", REQUIRED, "text: баланс"),
        Key("confidence", "share", "How sure the recogniser is of them.", "1", "confidence: 0.4"),
    ),
)

EXPECT: Final = Block(
    "Expectation",
    "What the call has come to when the service waits again.",
    (
        Key("node", "text", "Where the conversation stands: `node`, or `dialog:node`.", "", "node: main"),
        Key("outcome", "text", "It came about since the last act: `node.outcome`.", "", "outcome: main.balance"),
        Key("account", "facts", "Some of what `ivr account show` shows.", "", "account: {tariff: base}"),
        Key("transfer", "text", "The caller was handed to this number.", "", 'transfer: "0500"'),
        Key("ended", "flag", "Whether the service has ended the call.", "", "ended: true"),
    ),
)

SIMULATED: Final = Block(
    "Simulated action",
    "How an action ends in a test. With an outcome of its own it does not run at all.",
    (
        Key("outcome", "name", "The outcome that is made up.", "what the action itself gives", "outcome: failed"),
        Key("value", "data", "The value that comes with it.", "nothing", "value: {amount: 5000}"),
        Key("level", "count", "The access level it proves; of `failed`, the one that is left.", "none", "level: 2"),
        Key("after", "seconds", "How long it takes.", "no time", "after: 3s"),
    ),
)


@dataclass(frozen=True, slots=True)
class Simulation:
    """How an action ends in a test. outcome: None lets the action itself run. after: seconds it takes.

    The outcome ``late`` never comes at all: the service's own time limit leads the caller on.
    """

    outcome: str | None = None
    value: Any = None
    level: int | None = None
    after: float = 0.0


@dataclass(frozen=True, slots=True)
class Head:
    """Who calls, and when. None is the service's own first choice. at: as written; naive is local to the service."""

    caller: str | None = None
    called: str | None = None
    language: str | None = None
    at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Hear:
    """Words to be heard, all of them (``never`` turns it round)."""

    texts: tuple[str, ...]
    at: Location
    never: bool = False


@dataclass(frozen=True, slots=True)
class Press:
    """Keys to press. A space waits until the service listens."""

    keys: str
    at: Location

    def __repr__(self) -> str:
        """Without the keys: they may be a PIN."""
        return f"Press(at={self.at})"


@dataclass(frozen=True, slots=True)
class Speak:
    """Words to say, and how sure the recogniser is of them."""

    text: str
    at: Location
    confidence: float = 1.0


@dataclass(frozen=True, slots=True)
class Silent:
    """Say and press nothing until the service goes on."""

    at: Location


@dataclass(frozen=True, slots=True)
class Wait:
    """Let time pass, in seconds."""

    seconds: float
    at: Location


@dataclass(frozen=True, slots=True)
class Sms:
    """Messages to have come, one for each text."""

    texts: tuple[str, ...]
    at: Location


@dataclass(frozen=True, slots=True)
class TransferEnds:
    """How the next transfer ends: ``connected`` or one of `ivr.menu.model.TRANSFER_OUTCOMES`."""

    outcome: str
    at: Location


@dataclass(frozen=True, slots=True)
class Simulate:
    """Actions that are simulated from here on."""

    actions: Mapping[str, Simulation]
    at: Location


@dataclass(frozen=True, slots=True)
class Expect:
    """What the call has come to. None and empty expect nothing. places: where each expectation is written."""

    at: Location
    node: str | None = None
    outcome: str | None = None
    account: Mapping[str, Any] | None = None
    transfer: str | None = None
    ended: bool | None = None
    places: Mapping[str, Location] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class HangUpStep:
    """Hang up."""

    at: Location


Step: TypeAlias = Hear | Press | Speak | Silent | Wait | Sms | TransferEnds | Simulate | Expect | HangUpStep


@dataclass(frozen=True, slots=True)
class Script:
    """One call to play. name: the file's, or ``file: name`` of one among several. service: as written in the file.

    account: None when nobody has the calling number.
    """

    name: str
    at: Location
    steps: tuple[Step, ...]
    head: Head = Head()
    account: Mapping[str, Any] | None = field(default_factory=dict)
    others: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    simulate: Mapping[str, Simulation] = field(default_factory=dict)
    service: str | None = None
