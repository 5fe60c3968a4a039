"""A conversation in virtual time: the machine alone, with a line and a world that a test holds by the hand.

Every event is followed by a trip of the session through JSON, so each test also proves that the state is whole.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from ivr.dialog import Program, Session
from ivr.dialog.effects import (
    CancelTimer,
    Effect,
    HangUp,
    Ignored,
    Listen,
    RunAction,
    Say,
    SetTimer,
    Stop,
    Took,
    Transfer,
    Trouble,
)
from ivr.dialog.events import (
    ActionDone,
    Dialled,
    Event,
    Heard,
    HungUp,
    Hypothesis,
    KeyPressed,
    PromptDone,
    SpeechStarted,
    TimerFired,
    TransferDone,
)
from ivr.dialog.turn import DOUBLE_PRESS

NOON = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)
SPEAKING = 2.0
"""Seconds that every prompt takes."""


class Line:
    """The caller's end of a conversation. Time passes only by `wait`; prompts take `SPEAKING` seconds each."""

    def __init__(self, program: Program, *, at: datetime = NOON, called: str = "0505", language: str | None = None):
        self.program = program
        self.session = Session(program)
        self.now = 0.0
        self.effects: list[Effect] = []
        self.log: list[Effect] = []
        self.timers: dict[int, float] = {}
        self.queue: list[Say] = []
        self.spoken_at = 0.0
        self.heard: list[str] = []
        self.at, self.called, self.language = at, called, language

    # events

    def send(self, event: Event) -> list[Effect]:
        """Give the machine an event, carry its state through JSON, and do what it asks."""
        self.effects = self.session.handle(event, self.now)
        written = json.dumps(self.session.to_json(), ensure_ascii=False)
        self.session = Session.from_json(self.program, json.loads(written))
        assert json.dumps(self.session.to_json(), ensure_ascii=False) == written
        self.log += self.effects
        for effect in self.effects:
            self._do(effect)
        return self.effects

    def dial(self) -> Line:
        self.send(Dialled("call-1", "+79221234567", self.called, self.at, self.language))
        return self

    def press(self, keys: str) -> Line:
        """Press keys without a pause; a space is one, long enough for the next key to be another press."""
        for key in keys:
            if key == " ":
                self.wait(DOUBLE_PRESS)
            else:
                self.send(KeyPressed(key))
        return self

    def say(self, *texts: str, confidence: float = 1.0) -> Line:
        self.send(Heard(tuple(Hypothesis(text, confidence) for text in texts)))
        return self

    def start_speaking(self) -> Line:
        self.send(SpeechStarted())
        return self

    def answer(self, outcome: str, value: Any = None, level: int | None = None) -> Line:
        self.send(ActionDone(self.session.state.acting, outcome, value, level))
        return self

    def transfer(self, outcome: str) -> Line:
        self.send(TransferDone(outcome))
        return self

    def hang_up(self) -> Line:
        self.send(HungUp())
        return self

    def listen(self) -> Line:
        """Hear everything that is being said to its end, and not a moment longer."""
        while self.queue:
            self.wait(self.spoken_at - self.now)
        return self

    def wait(self, seconds: float) -> Line:
        """Let time pass: prompts end and timers fire, in order."""
        until = self.now + seconds
        while True:
            due = [(at, "timer", number) for number, at in self.timers.items()]
            if self.queue:
                due.append((self.spoken_at, "prompt", self.queue[0].id))
            due = [item for item in due if item[0] <= until]
            if not due:
                break
            at, kind, number = min(due)
            self.now = at
            if kind == "timer":
                del self.timers[number]
                self.send(TimerFired(number))
            else:
                self.queue.pop(0)
                self.spoken_at = self.now + SPEAKING
                self.send(PromptDone(number))
        self.now = until
        return self

    def _do(self, effect: Effect) -> None:
        match effect:
            case Say():
                if not self.queue:
                    self.spoken_at = self.now + SPEAKING
                self.queue.append(effect)
                self.heard.append(effect.text)
            case Stop():
                first = self.queue[0].id if self.queue else None
                self.queue = [say for say in self.queue if say.id not in effect.ids]
                if self.queue and self.queue[0].id != first:
                    self.spoken_at = self.now + SPEAKING
            case SetTimer():
                assert effect.id not in self.timers
                self.timers[effect.id] = self.now + effect.seconds
            case CancelTimer():
                self.timers.pop(effect.id, None)
            case _:
                pass

    # what can be seen

    @property
    def last(self) -> str:
        """The text of what was said last."""
        return self.heard[-1]

    @property
    def node(self) -> str:
        return self.session.state.frames[-1].node

    @property
    def running(self) -> RunAction | None:
        """The last action asked for by the last event."""
        return next((effect for effect in reversed(self.effects) if isinstance(effect, RunAction)), None)

    def took(self) -> list[tuple[str, str]]:
        return [(effect.node, effect.outcome) for effect in self.log if isinstance(effect, Took)]

    def of(self, kind: type[Effect]) -> list[Any]:
        """Every effect of one kind, from the start of the call."""
        return [effect for effect in self.log if isinstance(effect, kind)]

    @property
    def troubles(self) -> list[str]:
        return [effect.what for effect in self.of(Trouble)]

    @property
    def ignored(self) -> list[str]:
        return [effect.event for effect in self.of(Ignored)]

    @property
    def hung_up(self) -> bool:
        return any(isinstance(effect, HangUp) for effect in self.log)

    @property
    def transferred_to(self) -> str | None:
        found = self.of(Transfer)
        return found[-1].destination if found else None

    @property
    def listening(self) -> Listen | None:
        found = self.of(Listen)
        return found[-1] if found else None


def values(line: Line) -> Mapping[str, Any]:
    """The variables of the dialog being held."""
    return line.session.state.frames[-1].variables
