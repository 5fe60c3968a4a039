"""What a conversation asks for. A channel does the speaking and listening, the call does the rest.

`Say`s are queued: each is spoken after those before it. `Stop` names the ones to stop or drop.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, TypeAlias


@dataclass(frozen=True, slots=True)
class Utterance:
    """One text to speak. recording: name of a sound file that stands for it where it exists."""

    text: str
    language: str
    recording: str | None = None


@dataclass(frozen=True, slots=True)
class Say:
    """Speak, after everything that is queued already; report `PromptDone` with this id at the end."""

    id: int
    utterances: tuple[Utterance, ...]
    barge_in: bool = True

    @property
    def text(self) -> str:
        """The whole text."""
        return " ".join(u.text for u in self.utterances)


@dataclass(frozen=True, slots=True)
class Stop:
    """Stop or drop these says at once; no `PromptDone` follows for them."""

    ids: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Listen:
    """The caller may answer now (and until the next `Listen` or `StopListening`).

    keys: DTMF keys that mean something. phrases: what may be said. kind: ``choice`` or a kind of `collect`.
    secret: keys and words are never to be shown or kept.
    """

    keys: str
    phrases: tuple[str, ...]
    kind: str
    language: str
    secret: bool = False


@dataclass(frozen=True, slots=True)
class StopListening:
    """Speech means nothing for now; keys are still to be reported (they are type-ahead)."""


@dataclass(frozen=True, slots=True)
class SetTimer:
    """Report `TimerFired` with this id after so many seconds. name: what it is for."""

    id: int
    name: str
    seconds: float


@dataclass(frozen=True, slots=True)
class CancelTimer:
    """The timer is not needed any more."""

    id: int


@dataclass(frozen=True, slots=True)
class RunAction:
    """Run an action and report `ActionDone` with this step.

    arguments: plain data, secrets as `ivr.secret.Secret`. timeout: seconds, after which the caller is led on. Two
    requests with the same step are one request: the account does it once.
    """

    step: int
    action: str
    arguments: Mapping[str, Any]
    timeout: float


@dataclass(frozen=True, slots=True)
class Transfer:
    """Connect the caller to somebody else and report `TransferDone`. timeout: seconds of ringing."""

    destination: str
    timeout: float


@dataclass(frozen=True, slots=True)
class HangUp:
    """End the call."""

    reason: str


@dataclass(frozen=True, slots=True)
class Entered:
    """For the journal: the conversation came to a node."""

    dialog: str
    node: str


@dataclass(frozen=True, slots=True)
class Took:
    """For the journal: a node ended with an outcome (a choice's name, an action's outcome, ``no_input`` …).

    keys: the keys that made it, masked when secret. how: ``keys``, ``speech``, ``action``, ``time`` or ``dialog``.
    """

    dialog: str
    node: str
    outcome: str
    how: str
    keys: str = ""


@dataclass(frozen=True, slots=True)
class KeyMasked:
    """For the journal: the key of this event may not be written down.

    held: it waits for the next question; the `KeysUsed` that takes it tells whether it may be written after all.
    """

    held: bool = False


@dataclass(frozen=True, slots=True)
class KeysUsed:
    """For the journal: what became of held keys, oldest first. keys: masked where secret.

    how: ``used`` (they answered a question) or ``dropped`` (forgotten type-ahead).
    """

    count: int
    keys: str
    how: str = "used"


@dataclass(frozen=True, slots=True)
class Ignored:
    """For the journal: an event that means nothing now."""

    event: str
    why: str


@dataclass(frozen=True, slots=True)
class Trouble:
    """For the journal and the log: the service has a fault that the caller was led around. Never holds a value."""

    what: str


Effect: TypeAlias = (
    Say
    | Stop
    | Listen
    | StopListening
    | SetTimer
    | CancelTimer
    | RunAction
    | Transfer
    | HangUp
    | Entered
    | Took
    | KeyMasked
    | KeysUsed
    | Ignored
    | Trouble
)
