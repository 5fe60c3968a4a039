"""One message's part of a call: the call goes on at once until it waits for the caller again.

No time of the call passes while it waits for a message, so nobody is told that they are silent; texts take no time;
actions take the time they take, up to their limit; an entry ends with the message that it came in.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from ivr.call import Call, Listener
from ivr.clock import VirtualClock
from ivr.dialog import Program, Session
from ivr.dialog.effects import Effect, RunAction, Took
from ivr.dialog.events import Dialled, Event, Heard, Hypothesis, KeyPressed
from ivr.dialog.plan import UNIVERSAL, Answer
from ivr.dialog.state import ACTING, ASKING
from ivr.dialog.turn import BETWEEN_KEYS
from ivr.fronts import answers
from ivr.fronts.screen import Screen
from ivr.menu.model import ASKING_OUTCOMES, BACK, CollectNode, ConfirmNode, MenuNode, Question
from ivr.wording import written_phrases
from ivr.worker import Worker

TICK: Final = 0.001
"""Seconds of the call's time after a moment that a message has to come after."""


@dataclass(frozen=True, slots=True)
class World:
    """What a call meets beside its caller. sleep: waits so many seconds of real time for an action."""

    program: Program
    account: Any
    worker: Worker
    sleep: Callable[[float], Awaitable[object]]


class Talk:
    """A call while one message is answered.

    failed: how the last answer failed, empty for one that was taken. taken: an answer was. changed: an action was asked
    for that changes something.
    """

    def __init__(self, world: World, listeners: Iterable[Listener] = (), resumed: Mapping[str, Any] | None = None, *,
                 at: datetime | None = None) -> None:  # fmt: skip
        """resumed: a call that was put aside. at: the wall clock's time now.

        Raises ValueError when it belongs to another version of the menu.
        """
        self._world = world
        self._clock = VirtualClock()
        self._screen = Screen()
        self._changed = asyncio.Event()
        self._due = 0.0
        self.failed = ""
        self.taken = False
        self.changed = False
        more: dict[str, Any] = {"account": world.account, "listeners": (*listeners, self._watch)}
        if resumed is None:
            session = Session(world.program)
            self.call = Call(session, self._screen, self._clock, world.worker, **more)
        else:
            self.call = Call.resume(world.program, resumed, self._screen, self._clock, world.worker, at=at, **more)

    @property
    def text(self) -> str:
        """All that was said to this message."""
        return self._screen.text

    @property
    def keys(self) -> str:
        """The keys that the question listens to which the caller is asked now."""
        return self._screen.listening.keys if self._screen.listening is not None else ""

    @property
    def way(self) -> str:
        """The line of the way back, or else of a way to a menu; empty where the question's own answers lead on."""
        state = self.call.session.state
        if not self._asks or isinstance(self._node, ConfirmNode):
            return ""
        question = state.question
        if question.reading_back or question.heard or question.page:
            return ""
        before = sum(len(frame.history) for frame in state.frames) > 1
        for key, answer in answers.known(self.call.session, self.call.now()).items():
            called = self._leads(answer, before)
            if called:
                return written_phrases.line(called, self.language, key)
        return ""

    def _leads(self, answer: Answer, before: bool) -> str:
        """What a universal is called that leads away from the question; empty for what does not. before: there is one
        to go back to."""
        universal = answer.universal
        if answer.kind != UNIVERSAL or universal is None:
            return ""
        if universal.name == BACK:
            return written_phrases.BACK[self.language] if before else ""
        menu = self._world.program.service.root.nodes.get(universal.goto or "")
        here = menu is self._node
        return universal.names.get(self.language, "") if isinstance(menu, MenuNode) and not (before or here) else ""

    @property
    def language(self) -> str:
        """The language of the call."""
        return self.call.session.state.language

    async def start(self, dialled: Dialled, ahead: Sequence[str]) -> None:
        """Begin the call. ahead: answers that came with it."""
        self.call.start(dialled)
        await self._settle()
        await self._answer(ahead, sent_ahead=True)

    async def take(self, text: str) -> None:
        """Take the caller's next message."""
        await self._settle()
        await self._answer(text.split())

    def fits(self, text: str) -> bool:
        """Whether the question that waits knows this answer."""
        return self._asks and answers.fits(text, self.call.session, self.call.now())

    def understands(self, text: str) -> bool:
        """Whether the question that waits makes anything of a message."""
        return self._asks and answers.understands(text, self.call.session, self.call.now())

    def put_aside(self) -> dict[str, Any]:
        """The call as plain data. A terminator that comes with the next message is no stray one of this entry."""
        data = self.call.to_json()
        return {**data, "now": max(data["now"], self.call.session.state.swallow_until + TICK)}

    @property
    def _asks(self) -> bool:
        return not self.call.ended and self.call.session.state.phase == ASKING

    async def _answer(self, words: Sequence[str], *, sent_ahead: bool = False) -> None:
        """Answer one question after another, until the words are used up or an answer fails."""
        self.failed = ""
        left_over = False
        while words and self._asks and not self.failed:
            node, session, now = self._node, self.call.session, self.call.now()
            if sent_ahead and (not node.asking.type_ahead or _too_short(node, words[0])):
                return
            answer = answers.first(words, session, now)
            if left_over and answer.words and not answers.understands(" ".join(words), session, now):
                return  # "занять денег": the rest of what was said, and no answer to this question
            if sent_ahead:
                self._screen.forget()
            for key in answer.keys:
                if not self.failed:  # the rest was meant for another place
                    self.call.post(KeyPressed(key))
            if answer.words:
                self.call.post(Heard((Hypothesis(answer.words),)))
            await self._settle()
            self.taken = self.taken or not self.failed
            words, sent_ahead, left_over = answer.left, True, True

    @property
    def _node(self) -> Question:
        state = self.call.session.state
        frame = state.frames[-1]
        node = self._world.program.service.dialogs[frame.dialog].nodes[frame.node]
        assert isinstance(node, Question)
        return node

    async def _settle(self) -> None:
        """Go on until the call waits for its caller, or is over."""
        while not self.call.ended:
            state = self.call.session.state
            if self._screen.speak():
                continue
            if state.phase == ACTING:
                await self._action()
            elif state.phase == ASKING and BETWEEN_KEYS in state.timers:
                self._end_entry()
            else:
                return

    def _end_entry(self) -> None:
        """The message is over, and so is what was being typed."""
        node = self._node
        if isinstance(node, CollectNode) and node.terminator:
            self.call.post(KeyPressed(node.terminator))
        else:
            self._clock.step()

    async def _action(self) -> None:
        """Wait until an action comes back, or until its time limit."""
        self._changed.clear()
        left = self._due - asyncio.get_running_loop().time()
        waiting = [
            asyncio.ensure_future(self._changed.wait()),
            asyncio.ensure_future(self._world.sleep(max(0.0, left))),
        ]
        try:
            await asyncio.wait(waiting, return_when=asyncio.FIRST_COMPLETED)
        finally:
            for each in waiting:
                each.cancel()
        if self._changed.is_set():
            return
        state = self.call.session.state
        step = state.acting
        while not self.call.ended and state.phase == ACTING and state.acting == step and self._clock.step():
            """The limit is the last of the action's timers."""

    def _watch(self, _now: float, _event: Event, effects: Sequence[Effect]) -> None:
        self._changed.set()
        for effect in effects:
            if isinstance(effect, RunAction):
                self._due = asyncio.get_running_loop().time() + effect.timeout
                self.changed = self.changed or self._world.program.service.actions[effect.action].changes
            elif isinstance(effect, Took) and effect.outcome in ASKING_OUTCOMES:
                self.failed = effect.outcome


def _too_short(node: Question, word: str) -> bool:
    """Whether a word is no such secret: the way leads past a password, and the keys behind it were meant for a menu."""
    return isinstance(node, CollectNode) and node.secret and word.isdecimal() and len(word) < node.length[0]
