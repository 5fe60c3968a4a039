"""What a conversation remembers between two events: plain data that survives a trip through JSON unchanged."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any, Final
from zoneinfo import ZoneInfo

from ivr.dialog.effects import Utterance
from ivr.secret import Secret

NEW: Final = "new"
ASKING: Final = "asking"
ACTING: Final = "acting"
LEAVING: Final = "leaving"
"""The last prompt before a transfer or the end of the call is being spoken."""
TRANSFERRING: Final = "transferring"
ENDED: Final = "ended"
PHASES: Final = (NEW, ASKING, ACTING, LEAVING, TRANSFERRING, ENDED)

SECRET_MARK: Final = "$secret"


@dataclass(slots=True)
class Frame:
    """One dialog on the stack.

    node: where it stands. history: its questions on the way here, oldest first. proves: the access level for which
    the frame was opened by the engine (None when the author called it), choice: the choice to be taken afterwards.
    """

    dialog: str
    node: str = ""
    variables: dict[str, Any] = field(default_factory=dict)
    history: list[str] = field(default_factory=list)
    proves: int | None = None
    choice: str | None = None


@dataclass(slots=True)
class Question:
    """The question on the table.

    attempt: from 1. counts: failures so far by outcome. entered: keys of the unfinished entry. overflow: the entry is
    too long already. heard: names of the answers that the caller is asked to confirm (one) or to tell apart (two).
    value: an entry waiting for its validation or read-back. items, page: of a list. agree_from: when the key that
    agrees begins to count.
    """

    attempt: int = 1
    counts: dict[str, int] = field(default_factory=dict)
    entered: str = ""
    overflow: bool = False
    heard: list[str] = field(default_factory=list)
    value: Any = None
    reading_back: bool = False
    items: list[Any] = field(default_factory=list)
    page: int = 0
    agree_from: float = -1.0


@dataclass(slots=True)
class State:
    """The whole memory of a call's conversation. Times are seconds of the call's own clock unless said otherwise."""

    phase: str = NEW
    call_id: str = ""
    caller: str = ""
    called: str = ""
    language: str = ""
    started_at: str = ""
    zone: str = "UTC"
    started: float = 0.0
    level: int = 0
    frames: list[Frame] = field(default_factory=list)
    question: Question = field(default_factory=Question)
    held: str = ""
    drop_held: bool = False
    said: list[Utterance] = field(default_factory=list)
    saying: list[tuple[int, bool]] = field(default_factory=list)
    timers: dict[str, int] = field(default_factory=dict)
    serial: int = 0
    step: int = 0
    acting: int = 0
    unsettled: dict[str, int] = field(default_factory=dict)
    errors: int = 0
    hops: int = 0
    troubles: int = 0
    speech: str = ""
    swallow_until: float = -1.0
    end_reason: str = ""

    def wall_clock(self, now: float) -> datetime:
        """Aware wall-clock time of a moment of the call, in the service's zone."""
        began = datetime.fromisoformat(self.started_at).astimezone(UTC)
        return (began + timedelta(seconds=now - self.started)).astimezone(ZoneInfo(self.zone))

    def set_clock(self, at: datetime, now: float) -> None:
        """Take a moment of the call for this time of the wall clock: the call was put aside, and the world went on."""
        self.started_at = (at - timedelta(seconds=now - self.started)).isoformat()

    def end(self, reason: str) -> None:
        """Nothing more is asked, and what was typed or said for an answer is forgotten."""
        self.phase, self.end_reason = ENDED, reason
        self.question, self.held = Question(), ""
        for frame in self.frames:
            frame.variables.clear()

    def to_json(self) -> dict[str, Any]:
        """Plain JSON data, without what has its first value. Holds secrets while they are typed: keep it like a key."""
        data: dict[str, Any] = {}
        for name in _FIELDS:
            value = getattr(self, name)
            if value == _FRESH[name]:
                continue
            if name == "frames":
                value = [_slim(frame, _FRESH_FRAME) for frame in value]
            elif name == "question":
                value = _slim(value, _FRESH_QUESTION)
            elif name == "said":
                value = [[u.text, u.language, u.recording] for u in value]
            elif name == "saying":
                value = [list(item) for item in value]
            elif isinstance(value, dict):
                value = dict(value)
            data[name] = value
        return data

    @classmethod
    def from_json(cls, data: dict[str, Any]) -> State:
        """The state that `to_json` wrote. Raises ValueError for anything else."""
        if unknown := set(data) - set(_FIELDS):
            raise ValueError(f"not the state of a call: unknown {', '.join(sorted(unknown))}")
        values = {name: value for name, value in data.items() if name not in _PARTS}
        try:
            return cls(
                **values,
                frames=[_frame(item) for item in data.get("frames", [])],
                question=Question(**{k: _open(v) for k, v in data.get("question", {}).items()}),
                said=[Utterance(*item) for item in data.get("said", [])],
                saying=[(item[0], item[1]) for item in data.get("saying", [])],
            )
        except (TypeError, KeyError, IndexError, AttributeError) as error:
            raise ValueError(f"not the state of a call: {type(error).__name__}") from None


_FIELDS: Final = tuple(State.__dataclass_fields__)
_PARTS: Final = frozenset({"frames", "question", "said", "saying"})
_FRESH: Final = {name: getattr(State(), name) for name in _FIELDS}
_FRESH_FRAME: Final = Frame("\0")
_FRESH_QUESTION: Final = Question()


def _slim(part: Frame | Question, fresh: Frame | Question) -> dict[str, Any]:
    data = {}
    for name in part.__dataclass_fields__:
        value = getattr(part, name)
        if value != getattr(fresh, name):
            data[name] = _seal(value)
    return data


def _frame(data: dict[str, Any]) -> Frame:
    return Frame(**{k: _open(v) for k, v in data.items()})


def _seal(value: Any) -> Any:
    if isinstance(value, Secret):
        return {SECRET_MARK: value.reveal()}
    if isinstance(value, dict):
        return {k: _seal(v) for k, v in value.items()}
    if isinstance(value, list):
        return [_seal(v) for v in value]
    return value


def _open(value: Any) -> Any:
    if isinstance(value, dict):
        if value.keys() == {SECRET_MARK}:
            return Secret(value[SECRET_MARK])
        return {k: _open(v) for k, v in value.items()}
    if isinstance(value, list):
        return [_open(v) for v in value]
    return value
