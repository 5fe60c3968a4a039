"""SMS: a message to a short number begins a conversation or goes on with it, and is answered by one text."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from ivr.fronts.conversation import Conversations


@dataclass(frozen=True, slots=True)
class SmsReply:
    """The text to send back."""

    text: str


class Sms:
    """Answers text messages. One for a service; it may be one of many processes that share a store."""

    def __init__(self, conversations: Conversations) -> None:
        self._conversations = conversations

    async def receive(self, caller: str, called: str, text: str, at: datetime, message_id: str = "") -> SmsReply:
        """Answer one message. It never raises for what a caller may send.

        called: the number that the message was sent to. at: aware wall-clock time. message_id: one that was seen
        before gives the same reply again, and nothing is done twice.
        """
        raise NotImplementedError
