"""Running a journal again: the same events at the same times must give the same effects.

A replay needs no account, no channel and no waiting. Digits that the journal masks are replaced by a stand-in that a
secret entry takes for a digit, so a replay knows no secret either.

A call that went on in another process is held part by part. When a process died while it answered a message, the next
began where that one had begun, and so does the replay.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Final

from ivr.dialog import Program, Session
from ivr.dialog.effects import KeysUsed
from ivr.dialog.events import MASK, Dialled, Event, Heard, Hypothesis, KeyPressed, Resumed
from ivr.journal.record import Journal, JournalError, decode_event, encode, is_head
from ivr.menu.model import Service
from ivr.wording.written import SPOKEN

STAND_IN: Final = {"ru": "ноль", "en": "zero"}
"""The word for a masked spoken digit."""


class OtherVersion(JournalError):
    """A journal was made with another version of the menu than the one it is to be replayed on."""


@dataclass(frozen=True, slots=True)
class Step:
    """One event of a replay with what it gave now. t: seconds of the call's clock."""

    t: float
    event: dict[str, Any]
    effects: list[dict[str, Any]]


@dataclass(frozen=True, slots=True)
class Difference:
    """Where a replay left the journal. record: its line in the file, from 1."""

    record: int
    t: float
    event: dict[str, Any]
    then: list[dict[str, Any]]
    now: list[dict[str, Any]]


@dataclass(frozen=True, slots=True)
class Replay:
    """A finished replay."""

    steps: tuple[Step, ...]
    differences: tuple[Difference, ...]
    ended: bool

    @property
    def same(self) -> bool:
        """Whether the conversation went as the journal tells."""
        return not self.differences


def replay(journal: Journal, service: Service, *, other_version: bool = False) -> Replay:
    """Hold a journal's conversation again.

    Raises OtherVersion when the journal was made with another version of the menu, unless `other_version`: then the
    differences tell what the new version changes for this caller. Raises JournalError for records it cannot read.
    """
    if journal.head.menu != service.version and not other_version:
        raise OtherVersion(
            f"call {journal.head.call_id} was held on version {journal.head.menu} of {journal.head.service!r}, "
            f"and this is version {service.version} of {service.name!r}"
        )
    program = Program(service, journal.head.manner or SPOKEN)
    steps: list[Step] = []
    differences: list[Difference] = []
    state = before = Session(program).to_json()
    for number, part in enumerate(_parts(journal)):
        again = Session(program).to_json() if any(isinstance(one.event, Dialled) for one in part) else before
        held = _hold(program, state, part)
        if number and held.differences:  # the process of the part before may have died before it put the call aside
            held = min(held, _hold(program, again, part), key=lambda each: len(each.differences))
        before, state = held.before, held.session.to_json()
        steps += held.steps
        differences += held.differences
    return Replay(tuple(steps), tuple(differences), Session.from_json(program, state).ended)


@dataclass(frozen=True, slots=True)
class _Record:
    """An event of a journal. number: of its line, from 1."""

    number: int
    t: float
    event: Event
    written: dict[str, Any]


@dataclass(frozen=True, slots=True)
class _Held:
    """What came of a part that was held again. before: the conversation it began with."""

    before: dict[str, Any]
    session: Session
    steps: list[Step]
    differences: list[Difference]


def _hold(program: Program, before: dict[str, Any], part: Sequence[_Record]) -> _Held:
    """Hold a part of a journal again: what one process wrote."""
    session = Session.from_json(program, before)
    held = _Held(before, session, [], [])
    for record in part:
        written, then = record.written["event"], record.written.get("effects", [])
        if isinstance(record.event, Resumed):
            if not session.state.call_id:
                raise JournalError(f"call {record.event.call_id} began elsewhere: its first part is not here")
            session.handle(record.event, record.t)
            held.steps.append(Step(record.t, written, then))  # what was on its way was begun again
            continue
        event = _spoken_again(record.event, session.state.language)
        now = [encode(effect) for effect in session.handle(event, record.t)]
        held.steps.append(Step(record.t, written, now))
        if then != now:
            held.differences.append(Difference(record.number, record.t, written, then, now))
    return held


def _parts(journal: Journal) -> Iterator[list[_Record]]:
    """The events of a journal, by the processes that wrote them."""
    held = deque(_held_keys(journal))
    part: list[_Record] = []
    for number, record in enumerate(journal.records, 2):
        if is_head(record):
            yield part
            part = []
            continue
        try:
            event, t = decode_event(record["event"]), float(record["t"])
        except (KeyError, TypeError, ValueError) as error:
            raise JournalError(f"record {number}: {error}") from None
        if isinstance(event, KeyPressed) and event.key == MASK and _was_held(record) and held:
            event = KeyPressed(held.popleft())
        part.append(_Record(number, t, event, record))
    yield part


def _held_keys(journal: Journal) -> Iterator[str]:
    """The keys that were held, in order, as far as the journal tells them."""
    for record in journal.records:
        for effect in record.get("effects", []):
            if used := effect.get(KeysUsed.__name__):
                yield from used["keys"]


def _was_held(record: dict[str, Any]) -> bool:
    return any(effect.get("KeyMasked", {}).get("held") for effect in record.get("effects", []))


def _spoken_again(event: Event, language: str) -> Event:
    """An utterance with its masked digits made words again, all of them zero."""
    if not isinstance(event, Heard) or not any(set(h.text) == {MASK} for h in event.hypotheses):
        return event
    word = STAND_IN.get(language, STAND_IN["en"])
    return Heard(
        tuple(
            Hypothesis(" ".join([word] * len(h.text)), h.confidence) if set(h.text) == {MASK} else h
            for h in event.hypotheses
        )
    )
