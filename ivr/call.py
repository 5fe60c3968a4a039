"""One call: the only place where conversation, channel, actions and clock meet, and the only loop.

The same code runs real calls and simulated ones; only the clock, the channel and the worker differ.
"""

from __future__ import annotations

import logging
from collections import deque
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import datetime
from functools import partial
from typing import Any, TypeAlias

from ivr.action_results import as_event
from ivr.actions import Action, Context, Outcome
from ivr.channels.base import Channel
from ivr.clock import Cancel, Clock
from ivr.dialog import Program, Session
from ivr.dialog.effects import (
    CancelTimer,
    Effect,
    HangUp,
    KeyMasked,
    Listen,
    RunAction,
    Say,
    SetTimer,
    Stop,
    StopListening,
    Transfer,
    Trouble,
    Utterance,
)
from ivr.dialog.events import Dialled, Event, Heard, HungUp, KeyPressed, Resumed, TimerFired
from ivr.menu.model import Service
from ivr.pending import Pending
from ivr.secret import told
from ivr.wording import phrases
from ivr.worker import AsyncioWorker, Done, InlineWorker, Worker

__all__ = ["AsyncioWorker", "Call", "Done", "InlineWorker", "Listener", "Worker"]

log = logging.getLogger("ivr.call")

Listener: TypeAlias = Callable[[float, Event, Sequence[Effect]], None]
"""Told of every event and what came of it: the journal, a transcript, coverage. Times are seconds of the call's clock.

What it is told may hold a secret's digits (`KeyPressed` beside `KeyMasked`): what it keeps or shows must not.
"""

TROUBLE = "trouble"


class Call:
    """One call being held. `start` it, then `post` what happens; it carries out what the conversation asks for.

    account: what actions get as `Context.account`. on_end: called once, when the service's part of the call is over.
    """

    def __init__(
        self,
        session: Session,
        channel: Channel,
        clock: Clock,
        worker: Worker,
        *,
        account: Any = None,
        listeners: Iterable[Listener] = (),
        on_end: Callable[[], None] | None = None,
    ) -> None:
        self.session = session
        self._channel = channel
        self._clock = clock
        self._worker = worker
        self._account = account
        self._listeners = tuple(listeners)
        self._on_end = on_end
        self._told: set[str] = set()
        self._timers: dict[int, Cancel] = {}
        self._pending = Pending()
        self._since = -clock.now()
        self._waiting: deque[Event] = deque()
        self._busy = False
        self.ended = session.ended
        channel.attach(self.post)

    def start(self, dialled: Dialled) -> None:
        """Begin the call."""
        self.post(dialled)

    def now(self) -> float:
        """Seconds since the call began, whatever process it began in."""
        return self._since + self._clock.now()

    def post(self, event: Event) -> None:
        """Tell the call what happened. Must come from the clock's thread; events after the end are dropped."""
        if self.ended:
            return
        self._waiting.append(event)
        if self._busy:
            return
        self._busy = True
        try:
            while self._waiting and not self.ended:
                self._take(self._waiting.popleft())
        finally:
            self._busy = False

    def hang_up(self) -> None:
        """The caller, or the line, ends the call."""
        self.post(HungUp())

    # a call that outlives its process

    def to_json(self) -> dict[str, Any]:
        """The whole call as plain data, between two events. It may hold a secret being typed: keep it like a key."""
        return {"session": self.session.to_json(), "now": self.now(), "pending": self._pending.to_json(self.now())}

    @classmethod
    def resume(
        cls,
        service: Service | Program,
        data: Mapping[str, Any],
        channel: Channel,
        clock: Clock,
        worker: Worker,
        *,
        at: datetime | None = None,
        **more: Any,
    ) -> Call:
        """Go on with a call that `to_json` wrote, maybe in another process; for its timers no time has passed.

        What was being spoken is spoken again from its beginning, timers run on with what they had left, an action that
        was running is asked for again under its step (the account does a step once). at: the wall clock's aware time,
        which actions and opening hours go by (none: as if no time had passed there either). more: as for a new call.
        Raises ValueError when the data belongs to another version of the menu.
        """
        call = cls(Session.from_json(service, data["session"]), channel, clock, worker, **more)
        state, now = call.session.state, data["now"]
        call._since += now
        if call.ended:
            return call
        resumed = Resumed(state.call_id, state.caller, state.called, at or state.wall_clock(now))
        effects = [*call.session.handle(resumed, now), *Pending.effects(data["pending"])]
        call._tell(now, resumed, effects)
        call._act(effects)
        return call

    # the loop

    def _take(self, event: Event) -> None:
        now = self.now()
        self._pending.happened(event)
        try:
            effects: Sequence[Effect] = self.session.handle(event, now)
        except Exception as error:  # a fault of the engine: the caller hears a sentence, not silence
            log.error("call %s: the engine failed: %s", self.session.state.call_id, told(error))
            masked = (KeyMasked(),) if isinstance(event, KeyPressed) else ()
            trouble = Trouble(f"the engine failed: {type(error).__name__}")
            self._tell(now, _unheard(event), (*masked, trouble, HangUp(TROUBLE)))
            self._apologise()
            return
        self._tell(now, event, effects)
        self._act(effects)

    def _act(self, effects: Iterable[Effect]) -> None:
        """Carry out what the conversation asks for. Where the channel fails the call ends: nothing can be heard."""
        try:
            for effect in effects:
                self._carry_out(effect)
        except Exception as error:
            log.error("call %s: cannot go on: %s", self.session.state.call_id, told(error))
            trouble, now = HungUp(f"the channel failed: {type(error).__name__}"), self.now()
            self._tell(now, trouble, self.session.handle(trouble, now))
            self._apologise()
            return
        if self.session.ended:
            self._finish()

    def _tell(self, now: float, event: Event, effects: Sequence[Effect]) -> None:
        for listener in self._listeners:
            try:
                listener(now, event, effects)
            except Exception as error:  # a full disk must not end the call of whoever is on the line
                what = told(error)
                if what not in self._told:  # at every event the same
                    self._told.add(what)
                    log.error("call %s: a listener failed: %s", self.session.state.call_id, what)

    def _carry_out(self, effect: Effect) -> None:
        self._pending.asked(effect, self.now())
        match effect:
            case Say():
                self._channel.say(effect)
            case Stop():
                self._channel.stop(effect.ids)
            case Listen():
                self._channel.listen(effect)
            case StopListening():
                self._channel.stop_listening()
            case SetTimer():
                self._timers[effect.id] = self._clock.later(effect.seconds, partial(self._fire, effect.id))
            case CancelTimer():
                self._cancel(effect.id)
            case RunAction():
                self._run(effect)
            case Transfer():
                self._channel.transfer(effect)
            case HangUp():
                self._channel.hang_up(effect.reason)
            case Trouble():
                log.warning("call %s: %s", self.session.state.call_id, effect.what)
            case _:
                pass

    # time

    def _fire(self, number: int) -> None:
        self._timers.pop(number, None)
        self.post(TimerFired(number))

    def _cancel(self, number: int) -> None:
        cancel = self._timers.pop(number, None)
        if cancel is not None:
            cancel()

    # actions

    def _run(self, run: RunAction) -> None:
        state = self.session.state
        action = self.session.program.service.actions[run.action]
        context = Context(
            call_id=state.call_id,
            step=run.step,
            caller=state.caller,
            called=state.called,
            language=state.language,
            now=state.wall_clock(self.now()),
            account=self._account,
        )
        self._worker.run(action, context, run.arguments, partial(self._action_done, run, action))

    def _action_done(self, run: RunAction, action: Action, result: Outcome | BaseException) -> None:
        done = as_event(run, action, result)
        if not self.ended:
            self.post(done)
        elif action.changes:  # nobody hears of it any more: it is to be found in the journal
            self._tell(self.now(), done, ())

    # the end

    def _apologise(self) -> None:
        """Say that there is a fault, and hang up: the conversation cannot go on."""
        language = self.session.state.language
        sorry = Utterance(phrases.phrase("technical_trouble", language), language)
        try:
            self._channel.stop(tuple(self._pending.saying))
            self._channel.say(Say(0, (sorry,), barge_in=False))
            self._channel.hang_up(TROUBLE)
        except Exception as error:
            log.error("call %s: the channel failed: %s", self.session.state.call_id, told(error))
        self._finish()

    def _finish(self) -> None:
        if self.ended:
            return
        self.ended = True
        for cancel in self._timers.values():
            cancel()
        self._timers.clear()
        self._waiting.clear()
        self._pending.end()
        try:
            self._channel.close()
        except Exception as error:
            log.error("call %s: the channel failed: %s", self.session.state.call_id, told(error))
        if self._on_end is not None:
            try:
                self._on_end()
            except Exception as error:
                log.error("call %s: what was to be done at its end failed: %s", self.session.state.call_id, told(error))


def _unheard(event: Event) -> Event:
    """An event of which nobody can tell any more whether it holds a secret, without its words."""
    return Heard(()) if isinstance(event, Heard) else event
