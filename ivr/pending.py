"""What a call waits for from the world: prompts being spoken, timers, an action, a transfer.

Kept so that a call can be written down between two events and go on in another process.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from ivr.dialog.effects import (
    CancelTimer,
    Effect,
    Listen,
    RunAction,
    Say,
    SetTimer,
    Stop,
    StopListening,
    Transfer,
    Utterance,
)
from ivr.dialog.events import ActionDone, Event, PromptDone, TimerFired, TransferDone
from ivr.secret import Secret


@dataclass(slots=True)
class Pending:
    """Effects that are being carried out. saying: in the order of speaking. timers: with the time each is due."""

    saying: dict[int, Say] = field(default_factory=dict)
    timers: dict[int, tuple[SetTimer, float]] = field(default_factory=dict)
    running: RunAction | None = None
    transfer: Transfer | None = None
    listening: Listen | None = None

    def asked(self, effect: Effect, now: float) -> None:
        """Something is to be done."""
        match effect:
            case Say():
                self.saying[effect.id] = effect
            case Stop():
                for number in effect.ids:
                    self.saying.pop(number, None)
            case SetTimer():
                self.timers[effect.id] = (effect, now + effect.seconds)
            case CancelTimer():
                self.timers.pop(effect.id, None)
            case RunAction():
                self.running = effect
            case Transfer():
                self.transfer = effect
            case Listen():
                self.listening = effect
            case StopListening():
                self.listening = None
            case _:
                pass

    def end(self) -> None:
        """The call is over: nothing is waited for, and no argument of an action is kept."""
        self.saying.clear()
        self.timers.clear()
        self.running = self.transfer = self.listening = None

    def happened(self, event: Event) -> None:
        """Something was done."""
        match event:
            case PromptDone():
                self.saying.pop(event.id, None)
            case TimerFired():
                self.timers.pop(event.id, None)
            case ActionDone() if self.running is not None and self.running.step == event.step:
                self.running = None
            case TransferDone():
                self.transfer = None
            case _:
                pass

    def to_json(self, now: float) -> dict[str, Any]:
        """As plain data; of timers what is left of them. Secrets among an action's arguments stand in it openly."""
        listen, run, transfer = self.listening, self.running, self.transfer
        return {
            "saying": [
                [say.id, [[u.text, u.language, u.recording] for u in say.utterances], say.barge_in]
                for say in self.saying.values()
            ],
            "listening": listen and [listen.keys, list(listen.phrases), listen.kind, listen.language, listen.secret],
            "timers": [[timer.id, timer.name, max(0.0, due - now)] for timer, due in self.timers.values()],
            "running": run
            and [run.step, run.action, {name: _kept(value) for name, value in run.arguments.items()}, run.timeout],
            "transfer": transfer and [transfer.destination, transfer.timeout],
        }

    @staticmethod
    def effects(data: Mapping[str, Any]) -> Iterator[Effect]:
        """The effects to be carried out again, in the order in which a conversation asks for them."""
        for number, utterances, barge_in in data["saying"]:
            yield Say(number, tuple(Utterance(*each) for each in utterances), barge_in)
        if data["listening"]:
            keys, phrases, kind, language, secret = data["listening"]
            yield Listen(keys, tuple(phrases), kind, language, secret)
        for timer in data["timers"]:
            yield SetTimer(*timer)
        if data["running"]:
            step, action, arguments, timeout = data["running"]
            yield RunAction(step, action, {name: _given(value) for name, value in arguments.items()}, timeout)
        if data["transfer"]:
            yield Transfer(*data["transfer"])


def _kept(value: Any) -> dict[str, Any]:
    return {"secret": value.reveal()} if isinstance(value, Secret) else {"value": value}


def _given(kept: Mapping[str, Any]) -> Any:
    return Secret(kept["secret"]) if "secret" in kept else kept["value"]
