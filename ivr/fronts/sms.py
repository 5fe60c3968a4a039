"""SMS: a message to a short number begins a conversation or goes on with it, and is answered by one text."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final

from ivr.fronts import dialling, gsm
from ivr.fronts.answers import Refused, readable
from ivr.fronts.conversation import Conversations
from ivr.fronts.session import Conversation, Reply
from ivr.fronts.words import sentence
from ivr.menu.model import NO_MATCH

MOST: Final = 1000
"""Characters of the longest message that is read: some seven parts; a menu has no longer answers."""

GOES_ON: Final = 15 * 60.0
"""Seconds after its last message in which a conversation goes on."""


@dataclass(frozen=True, slots=True)
class SmsReply:
    """The text to send back."""

    text: str

    @property
    def parts(self) -> int:
        """How many SMS it is sent in (3GPP TS 23.038, TS 23.040)."""
        return gsm.parts(self.text)


class Sms:
    """Answers text messages. One for a service; it may be one of many processes that share a store."""

    def __init__(self, conversations: Conversations, *, goes_on: float = GOES_ON) -> None:
        """goes_on: seconds after its last message in which a conversation goes on."""
        self._conversations = conversations
        self._goes_on = goes_on

    async def receive(self, caller: str, called: str, text: str, at: datetime, message_id: str = "") -> SmsReply:
        """Answer one message. It never raises for what a caller may send.

        called: the number that the message was sent to. at: aware wall-clock time. message_id: one that was seen
        before gives the same reply again, and nothing is done twice.
        """

        async def answer(one: Conversation) -> Reply:
            return await self._answer(one, caller, called, text)

        reply = await self._conversations.message(
            f"sms:{caller}:{called}", at, message_id, answer, lasts=self._goes_on, kind="sms"
        )
        return SmsReply(reply.text)

    async def _answer(self, one: Conversation, caller: str, called: str, text: str) -> Reply:
        try:
            line = readable(text, MOST)
        except Refused as refused:
            if refused.why != "empty" or one.alive:
                return self._asked_again(one, refused.why)
            line = ""  # an empty message to a number is as good as a call to it
        start = dialling.message(self._conversations.service.numbers, called, line)
        command = start is not None and not start.answers and line != ""
        if one.alive and (start is None or (one.fits(line) if command else one.understands(line))):
            return await self._gone_on(one, line)
        if start is None:
            return Reply(sentence("unknown_number", one.language), True)
        if dialling.CALLER.fullmatch(caller) is None:
            return Reply(sentence("unknown_caller", one.language), True)
        if one.alive and not command:
            return await one.begin_if_known(caller, start.number, start.answers) or await self._gone_on(one, line)
        return await one.begin(caller, start.number, start.answers)

    @staticmethod
    async def _gone_on(one: Conversation, line: str) -> Reply:
        """The reply to an answer; to one that was none, with the way out of the question."""
        reply = await one.go_on(line)
        return replace(reply, text=f"{reply.text}\n{reply.way}") if one.failed == NO_MATCH and reply.way else reply

    def _asked_again(self, one: Conversation, why: str) -> Reply:
        """Tell what is wrong with a message, and what was asked."""
        said, shown = sentence(why, one.language), one.shown
        return Reply(said, True) if shown is None else Reply(f"{said}\n{shown.text}", False, shown.keys)
