"""Conversations held by messages: one message of a session at a time, each answered once however often it comes."""

from __future__ import annotations

import asyncio
import hashlib
import logging
import re
from collections.abc import Awaitable, Callable, Iterable
from dataclasses import asdict
from datetime import datetime, timedelta
from functools import partial
from typing import Any, Final, TypeAlias

from ivr.call import AsyncioWorker
from ivr.dialog import Program
from ivr.fronts.session import TIMEOUT, Conversation, Reply, Work
from ivr.fronts.store import Answered, Held, MemoryStore, Store, StoreError
from ivr.fronts.talk import World
from ivr.fronts.words import sentence
from ivr.journal import Recorder, Sink
from ivr.menu.model import Service
from ivr.secret import told
from ivr.wording import written_phrases
from ivr.wording.written import WRITTEN
from ivr.worker import Worker

log = logging.getLogger("ivr.fronts")

REMEMBERED: Final = timedelta(days=1)
"""How long it is remembered what a message was answered, for the case that it comes again: whoever carries messages
may keep one over an outage, and what it ordered must not be ordered twice."""

SWEEP: Final = timedelta(seconds=30)
"""How often sessions whose time has run out are looked for."""

_PLAIN: Final = re.compile(r"[\x21-\x7e]{1,128}")

MakeSinks: TypeAlias = Callable[[str, datetime], Iterable[Sink]]
"""Where the journal of a call is written, by its id and the time of its beginning; asked anew for each message."""


class Conversations:
    """The conversations of one service, by the names of their sessions."""

    def __init__(
        self,
        service: Service,
        *,
        account: Any = None,
        store: Store | None = None,
        worker: Worker | None = None,
        journal: MakeSinks | None = None,
        path: str = "",
        sleep: Callable[[float], Awaitable[object]] = asyncio.sleep,
    ) -> None:
        """account: what actions get. store: where sessions are kept between messages, in memory without one.

        worker: runs the actions, beside the event loop without one. journal, path: where journals are written, and
        where the service stands. sleep: waits for actions.
        """
        self.service = service
        self.program = Program(service, WRITTEN)
        self._account = account
        self._store: Store = MemoryStore() if store is None else store
        self._worker = worker
        self._journal = journal
        self._path = path
        self._sleep = sleep
        self._tasks: set[asyncio.Task[Any]] = set()
        self._swept: datetime | None = None
        self._loops_worker: tuple[asyncio.AbstractEventLoop, Worker] | None = None

    async def begin(self, session: str, caller: str, dialled: str, at: datetime, message_id: str = "") -> Reply:
        """Begin a conversation. dialled: a number of the service. at: aware wall-clock time of the message.

        message_id: one that was seen before gets the same reply again, and nothing is done twice.
        """
        return await self.message(session, at, message_id, lambda one: one.begin(caller, dialled))

    async def go_on(self, session: str, text: str, at: datetime, message_id: str = "") -> Reply:
        """Take the caller's next message."""

        async def answer(one: Conversation) -> Reply:
            if not one.alive:
                return Reply(sentence("session_over", one.language), True)
            return await one.go_on(text)

        return await self.message(session, at, message_id, answer)

    async def message(
        self, session: str, at: datetime, message_id: str, work: Work, *, lasts: float = TIMEOUT, kind: str = "text"
    ) -> Reply:
        """Answer one message of a session, when those before it are answered. It is answered whole, even when whoever
        asked goes away. work: what answers it. lasts: seconds that the session waits for the next one. kind: begins
        the names of its calls. Raises StoreError when the session cannot be fetched or put aside: the message is to be
        sent again under its name then, and what was done is not done twice.
        """
        if at.tzinfo is None:
            raise ValueError("a message's time must be aware: give it its zone")
        self._sweep_now_and_then(at)
        name = _named(message_id) if message_id else ""
        answer = partial(self._once, name, work, timedelta(seconds=lasts))
        answering = asyncio.create_task(self._answered(session, partial(self._one, at, kind, name), answer))
        self._keep_going(answering)
        return await asyncio.shield(answering)

    async def sweep(self, at: datetime) -> None:
        """End the calls of sessions whose time has run out. One that cannot be ended keeps no other from it.

        What was answered long ago is forgotten.
        """
        await self._store.forget(at)
        while sessions := await self._store.expired(at):
            ended = 0
            for session in sessions:
                try:
                    ended += await self._ended(session, at)
                except Exception as error:
                    log.error("a session whose time has run out cannot be ended: %s", told(error))
            if not ended:
                return

    async def _ended(self, session: str, at: datetime) -> bool:
        """End the call of a session, if its time has run out still."""
        async with self._store.hold(session) as held:
            if held.expires is None or held.expires > at:
                return False
            await Conversation(self, held, at).hang_up()
            await held.settle(None, at)
            return True

    async def run(self, now: Callable[[], datetime]) -> None:
        """Sweep for ever, beside a server: what a caller typed is not kept for want of other callers."""
        while True:
            await self._sleep(SWEEP.total_seconds())
            await self._swept_at(now())

    @property
    def world(self) -> World:
        """What calls meet beside their callers."""
        return World(self.program, self._account, self._worker or self._beside_this_loop(), self._sleep)

    def recorder(self, call_id: str, began: datetime) -> Recorder:
        """What writes the next part of a call's journal."""
        sinks = () if self._journal is None else self._journal(call_id, began)
        return Recorder(self.service, sinks, path=self._path, manner=WRITTEN)

    async def _one(self, at: datetime, kind: str, message_id: str, held: Held) -> Conversation:
        """A session that is held; one whose time has run out is empty."""
        one = Conversation(self, held, at, kind, message_id)
        if held.expires is not None and held.expires <= at:
            await one.hang_up()
            one.data.clear()
        return one

    async def _answered(
        self,
        session: str,
        fetch: Callable[[Held], Awaitable[Conversation]],
        answer: Callable[[Conversation, Held], Awaitable[Reply]],
    ) -> Reply:
        language = self.service.languages[0]
        try:
            async with self._store.hold(_named(session)) as held:
                one = await fetch(held)
                language = one.language
                return await answer(one, held)
        except StoreError as error:  # what was done may not be known the next time: the same message is to come again
            log.error("a message cannot be answered: %s", error)
            raise
        except Exception as error:  # a fault of the engine: the caller reads a sentence
            log.error("a message cannot be answered: %s", told(error))
        return Reply(written_phrases.phrase("technical_trouble", language), True)

    async def _once(self, message_id: str, work: Work, lasts: timedelta, one: Conversation, held: Held) -> Reply:
        """Answer a message, or give the reply again that it had."""
        known = await held.answered(message_id) if message_id else None
        if known is not None:
            return Reply(**known)
        reply = await work(one)
        if reply.ended:
            await one.hang_up()
        data = None if reply.ended else {**one.data, "own": one.own}
        answered = Answered(message_id, asdict(reply), one.at + REMEMBERED) if message_id else None
        await held.settle(data, one.at + lasts, answered)
        return reply

    def _beside_this_loop(self) -> Worker:
        loop = asyncio.get_running_loop()
        if self._loops_worker is None or self._loops_worker[0] is not loop:
            self._loops_worker = (loop, AsyncioWorker(loop))
        return self._loops_worker[1]

    def _sweep_now_and_then(self, at: datetime) -> None:
        if self._swept is None or at - self._swept >= SWEEP:
            self._swept = at
            self._keep_going(asyncio.create_task(self._swept_at(at)))

    async def _swept_at(self, at: datetime) -> None:
        try:
            await self.sweep(at)
        except Exception as error:
            log.error("sessions whose time has run out cannot be ended: %s", told(error))

    def _keep_going(self, task: asyncio.Task[Any]) -> None:
        self._tasks.add(task)
        task.add_done_callback(self._gone)

    def _gone(self, task: asyncio.Task[Any]) -> None:
        self._tasks.discard(task)
        if not task.cancelled():
            task.exception()  # it was logged, and whoever asked may have gone away


def _named(session: str) -> str:
    """A session's name as a store keeps it: plain and short, whatever a gateway calls it."""
    if _PLAIN.fullmatch(session):
        return session
    return "-" + hashlib.blake2s(session.encode("utf-8", "surrogatepass")).hexdigest()
