"""One session while a message of it is answered: its call is begun, goes on or ends, and is put aside again."""

from __future__ import annotations

import asyncio
import logging
import secrets
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from typing import Final, Protocol, TypeAlias

from ivr.dialog.effects import Effect
from ivr.dialog.events import Dialled, Event
from ivr.fronts.store import Data, Held
from ivr.fronts.talk import Talk, World
from ivr.fronts.words import sentence
from ivr.journal import Recorder
from ivr.secret import told
from ivr.wording import written_phrases

log = logging.getLogger("ivr.fronts")

TIMEOUT: Final = 180.0
"""Seconds after which a session that hears nothing of its caller is over."""


BEGUN: Final = timedelta(hours=1)
"""How long it is known that a message began a call: its gateway may send it again when the process died of it."""

_OF_THE_SESSION: Final = ("language", "begun", "call_id", "began")
"""What is known of a session beside its call."""


class House(Protocol):
    """What every session of a service shares."""

    @property
    def world(self) -> World:
        """What calls meet beside their callers."""
        ...

    def recorder(self, call_id: str, began: datetime) -> Recorder:
        """What writes the next part of a call's journal."""
        ...


@dataclass(frozen=True, slots=True)
class Reply:
    """All that a conversation says to one message. ended: nothing more is waited for.

    keys: telephone keys that the question now asked listens to. way: the line of the way back from it, or to a menu.
    """

    text: str
    ended: bool
    keys: str = ""
    way: str = ""


class Conversation:
    """One session while a message of it is answered.

    at: aware wall-clock time of the message. own: what the front that holds it wants to know the next time. failed: how
    the last answer failed, empty for one that was taken.
    """

    def __init__(self, house: House, held: Held, at: datetime, kind: str = "text", message_id: str = "") -> None:
        """kind: begins the names of its calls. message_id: of the message that is answered, where it has one."""
        self._house = house
        self._held = held
        self._kind = kind
        self._message_id = message_id
        self.at = at
        self.data: Data = held.data or {}
        self.own: Data = self.data.get("own", {})
        self.failed = ""
        self._settled = False
        self._kept_back: list[tuple[float, Event, Sequence[Effect]]] | None = None

    @property
    def alive(self) -> bool:
        """Whether a call waits for the caller's answer."""
        return bool(self.data.get("call"))

    @property
    def language(self) -> str:
        """The language in which to speak to the caller."""
        language: str = self.data.get("language") or self._house.world.program.service.languages[0]
        return language

    @property
    def shown(self) -> Reply | None:
        """The last reply of a call that waits."""
        return Reply(**self.data["shown"]) if self.alive else None

    async def begin(self, caller: str, dialled: str, ahead: Sequence[str] = ()) -> Reply:
        """Begin a call, in place of one that waits. ahead: answers that came with it, each for a question."""
        await self.hang_up()
        begun = [self._message_id, dialled]
        if not self._message_id or self.data.get("begun") != begun:  # else it began in a process that died of it
            name = f"{self._kind}-{self.at:%Y%m%d-%H%M%S}-{secrets.token_hex(6)}"
            self.data.update(call_id=name, began=self.at.isoformat(), begun=begun)
            await self._held.keep(self.data, self.at + BEGUN)
        event = Dialled(self.data["call_id"], caller, dialled, self.at)
        return await self._talk(None, lambda talk: talk.start(event, ahead))

    async def begin_if_known(self, caller: str, dialled: str, ahead: Sequence[str]) -> Reply | None:
        """Begin another call with words that the question which waits does not know.

        None when the first question of that call does not know them either, and nothing was changed on the way there:
        then it never was, and the one that waits goes on.
        """
        other = Conversation(self._house, self._held, self.at, self._kind, self._message_id)
        other.data, other.own = {name: self.data[name] for name in _OF_THE_SESSION if name in self.data}, {}
        other._kept_back = []
        reply = await other.begin(caller, dialled, ahead)
        if not other._settled:
            return None
        await self.hang_up()
        self.data, self.own, self.failed = other.data, other.own, other.failed
        recorder = self._recorder()
        try:
            for now, event, effects in other._kept_back:
                recorder(now, event, effects)
        finally:
            await asyncio.to_thread(self._close, recorder)
        return reply

    async def go_on(self, text: str) -> Reply:
        """Take the caller's next answer. Only for a call that waits."""
        try:
            return await self._talk(self.data["call"], lambda talk: talk.take(text))
        except _OtherMenu:
            self._forget()
            return Reply(sentence("session_over", self.language), True)

    def fits(self, text: str) -> bool:
        """Whether the question that waits knows this answer as a whole."""
        return self._asks(lambda talk: talk.fits(text))

    def understands(self, text: str) -> bool:
        """Whether the question that waits makes anything of a message."""
        return self._asks(lambda talk: talk.understands(text))

    def _asks(self, judge: Callable[[Talk], bool]) -> bool:
        try:
            return self.alive and judge(Talk(self._house.world, (), self.data["call"], at=self.at))
        except ValueError:
            return False

    async def hang_up(self) -> None:
        """End the call that waits, if one does."""
        if not self.alive:
            return
        recorder = self._recorder()
        try:
            Talk(self._house.world, (recorder,), self.data["call"], at=self.at).call.hang_up()
        except ValueError:
            log.info("call %s: the menu has changed; it is over", self.data["call_id"])
        finally:
            await asyncio.to_thread(self._close, recorder)
            self._forget()

    async def _talk(self, resumed: Data | None, act: Callable[[Talk], Awaitable[None]]) -> Reply:
        recorder = self._recorder() if self._kept_back is None else None
        try:
            try:
                talk = Talk(self._house.world, (recorder or self._keep_back,), resumed, at=self.at)
            except ValueError as error:
                raise _OtherMenu from error
            await act(talk)
        finally:
            if recorder is not None:
                await asyncio.to_thread(self._close, recorder)
        self.failed, self._settled = talk.failed, talk.taken or talk.changed
        before = self.shown
        self._forget()
        self.data["language"] = talk.language
        if talk.call.ended:
            return Reply(talk.text or written_phrases.phrase("goodbye", talk.language), True)
        reply = Reply(talk.text or (before.text if before else ""), False, talk.keys, talk.way)
        self.data.update(call=talk.put_aside(), shown=asdict(reply))
        return reply

    def _keep_back(self, now: float, event: Event, effects: Sequence[Effect]) -> None:
        """What would be written down of a call that may never have been."""
        assert self._kept_back is not None
        self._kept_back.append((now, event, tuple(effects)))

    def _forget(self) -> None:
        for name in ("call", "shown", "own"):
            self.data.pop(name, None)
        self.own = {}

    def _recorder(self) -> Recorder:
        return self._house.recorder(self.data["call_id"], datetime.fromisoformat(self.data["began"]))

    def _close(self, recorder: Recorder) -> None:
        try:
            recorder.close()
        except Exception as error:  # a full disk must not end the conversation
            log.error("call %s: its journal is not whole: %s", self.data["call_id"], told(error))


class _OtherMenu(Exception):
    """What was put aside belongs to another version of the menu."""


Work: TypeAlias = Callable[[Conversation], Awaitable[Reply]]
"""What answers a message of a session."""
