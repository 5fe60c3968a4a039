"""The conversation of one call: events in, effects out.

    session = Session(program)
    effects = session.handle(Dialled("c1", "+79221234567", "0505", at=now), 0.0)
    effects = session.handle(KeyPressed("1"), 2.5)

The machine has six phases. Each takes the events of its row; any other event means nothing then, and is noted as
`Ignored`. The table below is the truth: `Session.handle` runs by it and ``docs/dialog.md`` shows it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any, Final
from zoneinfo import ZoneInfo

from ivr.dialog import asking, hearing, keys, leaving, moving, outcomes, taking
from ivr.dialog.effects import CancelTimer, Effect, HangUp, Ignored, KeyMasked, Trouble
from ivr.dialog.events import (
    MASK,
    ActionDone,
    Dialled,
    Event,
    Heard,
    HungUp,
    KeyPressed,
    PromptDone,
    Resumed,
    SpeechStarted,
    TimerFired,
    TransferDone,
)
from ivr.dialog.plan import DIGITS, Program
from ivr.dialog.state import ACTING, ASKING, ENDED, LEAVING, NEW, TRANSFERRING, State
from ivr.dialog.turn import ACTION, FILLER, FIRST_KEY, MAX_SPEECH, SPEECH, Turn
from ivr.menu.model import CollectNode, Service, TransferNode


class Session:
    """One call's conversation. Give it events in the order in which they happen; it never raises for one of them."""

    __slots__ = ("program", "state")

    def __init__(self, service: Service | Program, state: State | None = None) -> None:
        """service: what to hold; give the same `Program` to every session to share its preparations."""
        self.program = service if isinstance(service, Program) else Program(service)
        self.state = state or State(language=self.program.service.languages[0])

    @property
    def ended(self) -> bool:
        """Whether the service's part of the call is over (hung up, or handed on)."""
        return self.state.phase == ENDED

    def handle(self, event: Event, now: float) -> list[Effect]:
        """Take one event at a time in seconds of the call's own clock; answer with what is to be done, in order."""
        turn = Turn(self.program, self.state, now)
        reaction = REACTIONS[self.state.phase].get(type(event))
        if reaction is None:
            _ignore(turn, event, f"means nothing while {self.state.phase}")
        else:
            reaction(turn, event)
            turn.flush()
        return turn.effects

    def to_json(self) -> dict[str, Any]:
        """The conversation as plain data. It may hold a secret while one is being typed: never log it."""
        return {"menu": self.program.service.version, **self.state.to_json()}

    @classmethod
    def from_json(cls, service: Service | Program, data: Mapping[str, Any]) -> Session:
        """Go on with what `to_json` wrote. Raises ValueError when it belongs to another version of the menu."""
        program = service if isinstance(service, Program) else Program(service)
        if data.get("menu") != program.service.version:
            raise ValueError(f"the call runs on menu {data.get('menu')}, and this is {program.service.version}")
        return cls(program, State.from_json({name: value for name, value in data.items() if name != "menu"}))


# reactions: what each event does in each phase


def _dialled(turn: Turn, event: Any) -> None:
    service, state = turn.program.service, turn.state
    state.call_id, state.caller, state.called = event.call_id, event.caller, event.called
    state.zone = service.timezone
    state.started_at = event.at.astimezone(ZoneInfo(service.timezone)).isoformat()
    state.started = turn.now
    if event.language in service.languages:
        state.language = event.language
    elif event.language is not None:
        _ignore(turn, event, "the service does not speak that language")
    moving.start(turn, moving.service_start(turn))


def _resumed(turn: Turn, event: Any) -> None:
    turn.state.set_clock(event.at, turn.now)


def _key_while_asking(turn: Turn, event: Any) -> None:
    state = turn.state
    key = event.key
    if asking.forgives(turn, key):
        return _ignore(turn, event, "a terminator right after an entry that was complete")
    if asking.too_soon(turn, key):
        return _ignore(turn, event, "it was pressed before the question can have been heard")
    if state.held or state.saying:
        if turn.must_be_heard():
            turn.stop_saying()
            asking.hold(turn, key)
            return None
        turn.stop_saying()
    if state.held:  # it comes after those that wait
        asking.hold(turn, key)
        return moving.proceed(turn, None)
    node = turn.asked
    if isinstance(node, CollectNode) and node.secret and (key in DIGITS or key == MASK):
        turn.effects.append(KeyMasked())
    if state.speech == "open":
        state.speech = "stale"
    if state.timers:
        _cancel(turn, FIRST_KEY)
        _cancel(turn, SPEECH)
    before = len(state.held)
    decision = keys.press(turn, node, key)
    if len(state.held) > before:  # given back: it waits for the next question, which may be a secret
        turn.effects.append(KeyMasked(held=True))
    return moving.proceed(turn, decision)


def _key_held(turn: Turn, event: Any) -> None:
    if asking.forgives(turn, event.key):
        return _ignore(turn, event, "a terminator right after an entry that was complete")
    return asking.hold(turn, event.key)


def _key_while_leaving(turn: Turn, event: Any) -> None:
    turn.effects.append(KeyMasked())
    _ignore(turn, event, "the service is parting from the caller")
    if isinstance(turn.dialog.nodes.get(turn.frame.node), TransferNode) and not turn.must_be_heard():
        turn.stop_saying()
        leaving.part(turn)


def _key_masked(turn: Turn, event: Any) -> None:
    turn.effects.append(KeyMasked())
    _ignore(turn, event, f"means nothing while {turn.state.phase}")


def _speech_started(turn: Turn, event: Any) -> None:
    if turn.must_be_heard() or turn.state.question.entered:
        turn.state.speech = "stale"
        return _ignore(turn, event, "keys come first" if turn.state.question.entered else "the prompt must be heard")
    turn.stop_saying()
    turn.state.speech = "open"
    _cancel(turn, FIRST_KEY)
    return turn.set_timer(SPEECH, MAX_SPEECH)


def _speech_too_early(turn: Turn, event: Any) -> None:
    turn.state.speech = "stale"
    _ignore(turn, event, "nothing is asked yet")


def _heard(turn: Turn, event: Any) -> None:
    state = turn.state
    was, state.speech = state.speech, ""
    if was == "stale":
        return _ignore(turn, event, "it was said to a question that is answered already")
    if state.question.entered or turn.must_be_heard():
        return _ignore(turn, event, "keys come first" if state.question.entered else "the prompt must be heard")
    turn.stop_saying()
    _cancel(turn, FIRST_KEY)
    _cancel(turn, SPEECH)
    return moving.proceed(turn, hearing.hear(turn, turn.asked, event.hypotheses))


def _spoken_while_asking(turn: Turn, event: Any) -> None:
    state = turn.state
    if not _spoken(turn, event):
        return
    if state.held and not turn.must_be_heard():
        turn.stop_saying()
        moving.proceed(turn, None)
    elif not state.saying and not state.timers and not state.question.entered:
        turn.set_timer(FIRST_KEY, turn.asked.asking.first_key)


def _spoken_while_leaving(turn: Turn, event: Any) -> None:
    if _spoken(turn, event) and not turn.state.saying:
        leaving.part(turn)


def _spoken(turn: Turn, event: Any) -> bool:
    saying = turn.state.saying
    for number, (name, _) in enumerate(saying):
        if name == event.id:
            del saying[number]
            return True
    _ignore(turn, event, "it was stopped before")
    return False


def _timer_while_asking(turn: Turn, event: Any) -> None:
    name = _timer(turn, event)
    if name is not None:
        turn.stop_saying()
        moving.proceed(turn, keys.silence(turn, turn.asked, name))


def _timer_while_acting(turn: Turn, event: Any) -> None:
    name = _timer(turn, event)
    if name == FILLER:
        if not turn.program.written:  # who reads waits for one answer
            outcomes.filler(turn)
    elif name == ACTION:
        moving.proceed(turn, outcomes.action_late(turn))


def _timer(turn: Turn, event: Any) -> str | None:
    timers = turn.state.timers
    name = next((name for name, number in timers.items() if number == event.id), None)
    if name is None:
        _ignore(turn, event, "the timer was cancelled")
    else:
        del timers[name]
    return name


def _action_done(turn: Turn, event: Any) -> None:
    if event.step != turn.state.acting:
        return _ignore(turn, event, "another action is waited for")
    return moving.proceed(turn, outcomes.action_done(turn, event))


def _late_result(turn: Turn, event: Any) -> None:
    _ignore(turn, event, "the action came back after its time")


def _transfer_done(turn: Turn, event: Any) -> None:
    moving.proceed(turn, leaving.transferred(turn, event.outcome))


def _hung_up(turn: Turn, event: Any) -> None:
    taking.drop_held(turn)
    turn.state.saying.clear()
    leaving.end(turn, "trouble" if event.trouble else "caller hung up")
    if event.trouble:
        turn.effects += [Trouble(event.trouble), HangUp("trouble")]


def _cancel(turn: Turn, name: str) -> None:
    number = turn.state.timers.pop(name, None)
    if number is not None:
        turn.effects.append(CancelTimer(number))


def _ignore(turn: Turn, event: Any, why: str) -> None:
    turn.effects.append(Ignored(type(event).__name__, why))


Reaction = Callable[[Turn, Any], object]

_ALWAYS: Final[dict[type, Reaction]] = {Resumed: _resumed, HungUp: _hung_up}

REACTIONS: Final[Mapping[str, Mapping[type, Reaction]]] = MappingProxyType(
    {
        NEW: {Dialled: _dialled, KeyPressed: _key_held, HungUp: _hung_up},
        ASKING: {
            KeyPressed: _key_while_asking,
            SpeechStarted: _speech_started,
            Heard: _heard,
            PromptDone: _spoken_while_asking,
            TimerFired: _timer_while_asking,
            ActionDone: _late_result,
            **_ALWAYS,
        },
        ACTING: {
            KeyPressed: _key_held,
            SpeechStarted: _speech_too_early,
            PromptDone: _spoken,
            TimerFired: _timer_while_acting,
            ActionDone: _action_done,
            **_ALWAYS,
        },
        LEAVING: {
            KeyPressed: _key_while_leaving,
            PromptDone: _spoken_while_leaving,
            ActionDone: _late_result,
            **_ALWAYS,
        },
        TRANSFERRING: {
            KeyPressed: _key_masked,
            PromptDone: _spoken,
            TransferDone: _transfer_done,
            ActionDone: _late_result,
            **_ALWAYS,
        },
        ENDED: {KeyPressed: _key_masked},
    }
)
