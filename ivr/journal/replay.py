"""Running a journal again: the same events at the same times must give the same effects.

A replay needs no account, no channel and no waiting. Digits that the journal masks are replaced by a stand-in that a
secret entry takes for a digit, so a replay knows no secret either.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final

from ivr.dialog import Program, Session
from ivr.dialog.effects import KeysUsed
from ivr.dialog.events import MASK, Event, Heard, Hypothesis, KeyPressed, Resumed
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
    session = Session(Program(service, journal.head.manner or SPOKEN))
    steps, differences = [], []
    for number, t, event, record in _events(journal):
        language = session.state.language
        if isinstance(event, Resumed):
            if not session.state.call_id:
                raise JournalError(f"call {journal.head.call_id} began elsewhere: its first part is not here")
            session.handle(event, t)
            steps.append(Step(t, record["event"], record.get("effects", [])))  # what was on its way was begun again
            continue
        effects = [encode(effect) for effect in session.handle(_spoken_again(event, language), t)]
        steps.append(Step(t, record["event"], effects))
        then = record.get("effects", [])
        if then != effects:
            differences.append(Difference(number, t, record["event"], then, effects))
    return Replay(tuple(steps), tuple(differences), session.ended)


def _events(journal: Journal) -> Iterator[tuple[int, float, Event, dict[str, Any]]]:
    held = deque(_held_keys(journal))
    for number, record in enumerate(journal.records, 2):
        if is_head(record):
            continue
        try:
            event, t = decode_event(record["event"]), float(record["t"])
        except (KeyError, TypeError, ValueError) as error:
            raise JournalError(f"record {number}: {error}") from None
        if isinstance(event, KeyPressed) and event.key == MASK and _was_held(record) and held:
            event = KeyPressed(held.popleft())
        yield number, t, event, record


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
