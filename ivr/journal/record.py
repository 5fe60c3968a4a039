"""The records of a journal, and the recorder that makes them of a call's events and effects."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, fields
from datetime import datetime
from functools import partial
from typing import Any, Final, Protocol, get_args

from ivr.dialog.effects import Effect, KeyMasked, Listen, RunAction
from ivr.dialog.events import (
    MASK,
    ActionDone,
    Dialled,
    Event,
    Heard,
    Hypothesis,
    KeyPressed,
    Resumed,
    SpeechStarted,
)
from ivr.menu.model import CollectNode, Service
from ivr.secret import Secret
from ivr.wording import understand

FORMAT: Final = 1
"""Version of the records' form."""


OPTIONAL: Final = ("path", "manner")
"""Fields of a head that may be left out."""


class JournalError(ValueError):
    """A journal cannot be read, or does not fit the menu; the message says where and how to mend it."""


@dataclass(frozen=True, slots=True)
class Head:
    """Which call a journal tells of. at: aware wall-clock time of the call; menu: version of the service.

    path: where the service stood, for a replay to find it; "" where that is not known. manner: how its caller was told
    things (`ivr.wording.written.MANNERS`); "" for speech.
    """

    call_id: str
    service: str
    menu: str
    caller: str
    called: str
    at: str
    path: str = ""
    manner: str = ""

    def to_json(self) -> dict[str, Any]:
        """The head as the journal's first record; without what is not known."""
        known = {f.name: getattr(self, f.name) for f in fields(self)}
        return {"journal": FORMAT} | {name: value for name, value in known.items() if name not in OPTIONAL or value}

    @classmethod
    def from_json(cls, record: Any) -> Head:
        """Read a first record. Raises JournalError."""
        if not isinstance(record, dict) or "journal" not in record:
            raise JournalError("this is no journal: its first record does not say which call it is")
        if record["journal"] != FORMAT:
            raise JournalError(f"the journal has form {record['journal']}, and this program reads form {FORMAT}")
        try:
            known = {f.name: record[f.name] for f in fields(cls) if f.name not in OPTIONAL}
            return cls(**known, **{name: record.get(name, "") for name in OPTIONAL})
        except KeyError as error:
            raise JournalError(f"the journal's first record has no {error}") from None


class Sink(Protocol):
    """Where records go, one at a time, each kept before `write` returns."""

    def write(self, record: dict[str, Any]) -> None:
        """Keep one record."""

    def close(self) -> None:
        """The call is over."""


@dataclass(frozen=True, slots=True)
class Journal:
    """A journal that was read: its head and the records of its events.

    Where the call went on in another process a head of the same call stands among the records.
    """

    head: Head
    records: tuple[dict[str, Any], ...]

    @classmethod
    def of(cls, records: Sequence[dict[str, Any]]) -> Journal:
        """A journal from its records. Raises JournalError."""
        if not records:
            raise JournalError("the journal is empty")
        head, rest = Head.from_json(records[0]), tuple(records[1:])
        if any(is_head(record) and Head.from_json(record).call_id != head.call_id for record in rest):
            raise JournalError(f"the journal of call {head.call_id} goes on with that of another call")
        return cls(head, rest)


def is_head(record: dict[str, Any]) -> bool:
    """Whether a record says which call it is, and tells no event."""
    return "journal" in record


class Recorder:
    """Writes a call's journal. Give it to the call as a listener: ``recorder(now, event, effects)``.

    What must not be seen never reaches a sink: digits of a secret entry, keys of which it is not known what they are
    for (unless the service asks for no secret at all), words spoken to a secret question, and secret arguments of
    actions. Until it is known what is asked, after a call was resumed too, every word may be a secret.

    path: where the service stands, if a replay on this machine is to find it. manner: of the call's program, where it
    is not speech.
    """

    def __init__(self, service: Service, sinks: Iterable[Sink], *, path: str = "", manner: str = "") -> None:
        self._service = service
        self._has_secrets = bool(secrets(service))
        self._path = path
        self._manner = manner
        self._sinks = tuple(sinks)
        self._listen: Listen | None = None
        self._secret_speech = False
        self._changing: set[int] = set()
        self._begun = False
        self._closed = False
        self._waiting: list[dict[str, Any]] = []

    def __call__(self, now: float, event: Event, effects: Sequence[Effect]) -> None:
        """Write one event and what came of it; what comes before the call begins waits for the head."""
        if self._closed and not (isinstance(event, ActionDone) and event.step in self._changing):
            return
        if isinstance(event, Dialled | Resumed) and not self._begun:
            self._begun = True
            self._waiting.insert(0, head(self._service, event, self._path, self._manner).to_json())
        record = {"t": round(now, 6), "event": self._event(event, effects)}
        if effects:
            record["effects"] = [encode(effect) for effect in effects]
        self._waiting.append(record)
        self._learn(event, effects)
        if self._begun:
            records, self._waiting = self._waiting, []
            self._each([partial(sink.write, record) for record in records for sink in self._sinks])
        if self._closed:
            self._each([sink.close for sink in self._sinks])

    def close(self) -> None:
        """The call is over. Of what comes later only the result of a change that was asked for before is written."""
        if not self._closed:
            self._closed = True
            self._each([sink.close for sink in self._sinks])

    def _learn(self, event: Event, effects: Sequence[Effect]) -> None:
        """Note what later events are judged by: what is asked, and which changes have not come back."""
        if isinstance(event, ActionDone):
            self._changing.discard(event.step)
        for effect in effects:
            if isinstance(effect, Listen):
                self._listen = effect
            if isinstance(effect, RunAction) and self._service.actions[effect.action].changes:
                self._changing.add(effect.step)

    def _each(self, acts: Iterable[Callable[[], None]]) -> None:
        """Do all of it; what the first that fails raises is raised when every one had its turn."""
        failed: Exception | None = None
        for act in acts:
            try:
                act()
            except Exception as error:
                failed = failed or error
        if failed is not None:
            raise failed

    def _event(self, event: Event, effects: Sequence[Effect]) -> dict[str, Any]:
        masked = self._has_secrets and any(isinstance(effect, KeyMasked) for effect in effects)
        if isinstance(event, KeyPressed) and masked:
            return encode(KeyPressed(event.key if event.key in "*#" and not _held(effects) else MASK))
        if isinstance(event, SpeechStarted):
            self._secret_speech = self._asks_secret()
        if isinstance(event, Heard):
            secret = self._secret_speech or self._asks_secret()
            self._secret_speech = False
            if secret:
                event = Heard(tuple(self._masked(hypothesis) for hypothesis in event.hypotheses))
        return encode(event)

    def _asks_secret(self) -> bool:
        return self._has_secrets if self._listen is None else self._listen.secret

    def _masked(self, hypothesis: Hypothesis) -> Hypothesis:
        """A hypothesis with what may be a secret in it made unreadable; the number of its digits stays."""
        if self._listen is None:
            return Hypothesis(MASK, hypothesis.confidence)
        text = understand.normalise(hypothesis.text)
        if text in self._listen.phrases:
            return hypothesis
        digits = understand.digits(text, self._listen.language)
        return Hypothesis(MASK * (len(digits) if digits else 1), hypothesis.confidence)


def secrets(service: Service) -> dict[tuple[str, str], CollectNode]:
    """The questions of a service whose answers nobody may see, by dialog and name."""
    return {
        (dialog.name, node.name): node
        for dialog, node in service.nodes()
        if isinstance(node, CollectNode) and node.secret
    }


def head(service: Service, event: Dialled | Resumed, path: str = "", manner: str = "") -> Head:
    """The head of the journal of a call that begins or goes on. path: where the service stands, if it is kept.

    manner: of the call's program, where it is not speech.
    """
    at = event.at.isoformat()
    return Head(event.call_id, service.name, service.version, event.caller, event.called, at, path, manner)


def encode(value: Event | Effect) -> dict[str, Any]:
    """An event or effect as plain data: ``{"KeyPressed": {"key": "1"}}``. Secrets become the mask."""
    return {type(value).__name__: {f.name: _plain(getattr(value, f.name)) for f in fields(value)}}


def decode_event(data: dict[str, Any]) -> Event:
    """An event from plain data. Raises JournalError."""
    try:
        [(name, values)] = data.items()
        values = dict(values)
        if name in (Dialled.__name__, Resumed.__name__):
            values["at"] = datetime.fromisoformat(values["at"])
        if name == Heard.__name__:
            values["hypotheses"] = tuple(Hypothesis(**item) for item in values["hypotheses"])
        event: Event = _EVENTS[name](**values)
        return event
    except (ValueError, TypeError, KeyError, AttributeError) as error:
        raise JournalError(f"a record holds no event that this program knows ({type(error).__name__})") from None


def _held(effects: Sequence[Effect]) -> bool:
    return any(isinstance(effect, KeyMasked) and effect.held for effect in effects)


def _plain(value: Any) -> Any:
    if isinstance(value, Secret):
        return str(value)
    if isinstance(value, datetime):
        return value.isoformat()
    if isinstance(value, tuple | list):
        return [_plain(item) for item in value]
    if isinstance(value, dict):
        return {str(name): _plain(item) for name, item in value.items()}
    if hasattr(value, "__dataclass_fields__"):
        return {f.name: _plain(getattr(value, f.name)) for f in fields(value)}
    return value


_EVENTS: Final[dict[str, Any]] = {kind.__name__: kind for kind in get_args(Event)}
