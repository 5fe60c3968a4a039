"""What a conversation is told. Events are plain values, checked when they are made."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final, TypeAlias

KEYS: Final = "0123456789*#ABCD"
"""The sixteen DTMF keys of ITU-T Q.23."""

MASK: Final = "•"
"""Stands for a digit nobody may see: in journals, and as the key that a replay presses in its place."""


@dataclass(frozen=True, slots=True)
class Dialled:
    """The call begins. at: aware wall-clock time of it. caller, called: numbers; language: None for the service's."""

    call_id: str
    caller: str
    called: str
    at: datetime
    language: str | None = None

    def __post_init__(self) -> None:
        if self.at.tzinfo is None:
            raise ValueError("Dialled.at must be an aware datetime")


@dataclass(frozen=True, slots=True)
class Resumed:
    """The call goes on after it was put aside, maybe in another process. at: aware wall-clock time of that."""

    call_id: str
    caller: str
    called: str
    at: datetime

    def __post_init__(self) -> None:
        if self.at.tzinfo is None:
            raise ValueError("Resumed.at must be an aware datetime")


@dataclass(frozen=True, slots=True)
class KeyPressed:
    """The caller pressed one DTMF key."""

    key: str

    def __post_init__(self) -> None:
        if len(self.key) != 1 or (self.key not in KEYS and self.key != MASK):
            raise ValueError(f"a key is one of {KEYS}")


@dataclass(frozen=True, slots=True)
class Hypothesis:
    """One reading of what was said, with the recogniser's confidence from 0 to 1."""

    text: str
    confidence: float = 1.0

    def __post_init__(self) -> None:
        if not 0 <= self.confidence <= 1:
            raise ValueError("confidence is from 0 to 1")


@dataclass(frozen=True, slots=True)
class SpeechStarted:
    """The caller began to speak: a prompt that may be interrupted stops."""


@dataclass(frozen=True, slots=True)
class Heard:
    """What a recogniser made of an utterance, best first; none at all means it could make nothing of it."""

    hypotheses: tuple[Hypothesis, ...]


@dataclass(frozen=True, slots=True)
class PromptDone:
    """A `Say` was heard to its end (never sent for one that was stopped)."""

    id: int


@dataclass(frozen=True, slots=True)
class TimerFired:
    """A timer set by `SetTimer` ran out."""

    id: int


@dataclass(frozen=True, slots=True)
class ActionDone:
    """An action came back. value: plain data. level: the access level it proved, or None.

    conflict: the step was another request's, so this one has not been done, and never will be under it.
    """

    step: int
    outcome: str
    value: Any = None
    level: int | None = None
    conflict: bool = False


@dataclass(frozen=True, slots=True)
class TransferDone:
    """A transfer ended: ``connected``, or one of `ivr.menu.model.TRANSFER_OUTCOMES`."""

    outcome: str


@dataclass(frozen=True, slots=True)
class HungUp:
    """The caller, or the line, ended the call. trouble: what failed, where that is why; it never holds a value."""

    trouble: str = ""


Event: TypeAlias = (
    Dialled
    | Resumed
    | KeyPressed
    | SpeechStarted
    | Heard
    | PromptDone
    | TimerFired
    | ActionDone
    | TransferDone
    | HungUp
)
