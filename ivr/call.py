"""One call: the only place where conversation, channel, actions and clock meet, and the only loop.

The same code runs real calls and simulated ones; only the clock, the channel and the worker differ.
"""

from __future__ import annotations

import asyncio
import inspect
import logging
import traceback
from collections import deque
from collections.abc import Callable, Iterable, Mapping, Sequence
from concurrent.futures import Executor
from functools import partial
from typing import Any, Protocol, TypeAlias

from ivr.actions import FAILED, Action, ActionError, Context, Outcome, plain
from ivr.channels.base import Channel
from ivr.clock import Cancel, Clock
from ivr.dialog import Session
from ivr.dialog.effects import (
    CancelTimer,
    Effect,
    HangUp,
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
from ivr.dialog.events import ActionDone, Dialled, Event, TimerFired
from ivr.wording import phrases

log = logging.getLogger("ivr.call")

Listener: TypeAlias = Callable[[float, Event, Sequence[Effect]], None]
"""Told of every event and what came of it: the journal, a transcript, coverage. Times are seconds of the call's clock.

What it is told may hold a secret's digits (`KeyPressed` beside `KeyMasked`): what it keeps or shows must not.
"""

Done: TypeAlias = Callable[[Outcome | BaseException], None]


class Worker(Protocol):
    """Runs actions. ``done`` is called once, in the call's own thread."""

    def run(self, action: Action, context: Context, arguments: Mapping[str, Any], done: Done) -> None:
        """Start an action."""
        ...


class InlineWorker:
    """Runs actions at once, in the caller's thread: for virtual time."""

    def run(self, action: Action, context: Context, arguments: Mapping[str, Any], done: Done) -> None:
        """Run the action to its end."""
        try:
            result = action.function(context, **arguments)
            if inspect.iscoroutine(result):
                result = asyncio.run(result)
        except Exception as error:
            done(error)
        else:
            done(result)


class AsyncioWorker:
    """Runs actions beside an asyncio loop: plain functions in an executor's threads, coroutines in the loop.

    A slow or hanging action never holds up the loop; its result is reported whenever it comes.
    """

    def __init__(self, loop: asyncio.AbstractEventLoop, executor: Executor | None = None) -> None:
        self._loop = loop
        self._executor = executor
        self._running: set[asyncio.Task[None]] = set()

    def run(self, action: Action, context: Context, arguments: Mapping[str, Any], done: Done) -> None:
        """Start the action."""
        task = self._loop.create_task(self._run(action, context, arguments, done))
        self._running.add(task)
        task.add_done_callback(self._running.discard)

    async def _run(self, action: Action, context: Context, arguments: Mapping[str, Any], done: Done) -> None:
        work = partial(action.function, context, **arguments)
        try:
            if inspect.iscoroutinefunction(action.function):
                result = await work()
            else:
                result = await self._loop.run_in_executor(self._executor, work)
        except Exception as error:
            done(error)
        else:
            done(result)


class Call:
    """One call being held. `start` it, then `post` what happens; it carries out what the conversation asks for."""

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
        self._timers: dict[int, Cancel] = {}
        self._waiting: deque[Event] = deque()
        self._busy = False
        self.ended = False
        channel.attach(self.post)

    def start(self, dialled: Dialled) -> None:
        """Begin the call."""
        self.post(dialled)

    def post(self, event: Event) -> None:
        """Tell the call what happened. Must come from the clock's thread; events after the end are dropped."""
        self._waiting.append(event)
        if self._busy:
            return
        self._busy = True
        try:
            while self._waiting and not self.ended:
                self._take(self._waiting.popleft())
        finally:
            self._busy = False

    def _take(self, event: Event) -> None:
        now = self._clock.now()
        try:
            effects = self.session.handle(event, now)
        except Exception as error:  # a fault of the engine: the caller hears a sentence, not silence
            self._apologise(now, event, error)
            return
        for listener in self._listeners:
            listener(now, event, effects)
        for effect in effects:
            self._carry_out(effect)
        if self.session.ended:
            self._finish()

    def _carry_out(self, effect: Effect) -> None:
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
            now=state.wall_clock(self._clock.now()),
            account=self._account,
        )
        self._worker.run(action, context, run.arguments, partial(self._action_done, run, action))

    def _action_done(self, run: RunAction, action: Action, result: Outcome | BaseException) -> None:
        if self.ended:
            return
        self.post(self._as_event(run, action, result))

    def _as_event(self, run: RunAction, action: Action, result: object) -> ActionDone:
        if isinstance(result, BaseException):
            log.error("action %s failed: %s", action.name, _told(result))
            return ActionDone(run.step, FAILED)
        if not isinstance(result, Outcome) or result.name not in action.outcomes:
            log.error("action %s gave an outcome that it does not declare", action.name)
            return ActionDone(run.step, FAILED)
        try:
            return ActionDone(run.step, result.name, plain(result.value), result.level)
        except ActionError as error:
            log.error("action %s: %s", action.name, error)
            return ActionDone(run.step, FAILED)

    # the end

    def _apologise(self, now: float, event: Event, error: Exception) -> None:
        log.error("call %s: the engine failed: %s", self.session.state.call_id, _told(error))
        language = self.session.state.language
        sorry = Utterance(phrases.phrase("technical_trouble", language), language)
        effects: list[Effect] = [Trouble(f"the engine failed: {type(error).__name__}"), HangUp("trouble")]
        for listener in self._listeners:
            listener(now, event, effects)
        self._channel.stop(tuple(number for number, _ in self.session.state.saying))
        self._channel.say(Say(0, (sorry,), barge_in=False))
        self._channel.hang_up("trouble")
        self._finish()

    def _finish(self) -> None:
        if self.ended:
            return
        self.ended = True
        for cancel in self._timers.values():
            cancel()
        self._timers.clear()
        self._waiting.clear()
        self._channel.close()
        if self._on_end is not None:
            self._on_end()


def _told(error: BaseException) -> str:
    """An exception for the log: its type and place. Its text is left out, for it may hold what was typed."""
    frames = traceback.extract_tb(error.__traceback__)[-4:]
    places = " < ".join(f"{frame.name} ({frame.filename}:{frame.lineno})" for frame in reversed(frames))
    return f"{type(error).__name__} in {places}" if places else type(error).__name__
