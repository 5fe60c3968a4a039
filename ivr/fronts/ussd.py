"""USSD: a code is dialled, the answers come page by page, and the session lives for minutes."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from ivr.fronts.conversation import Conversations


@dataclass(frozen=True, slots=True)
class Page:
    """What the caller's screen shows. ended: the session is over, and the network is to release it."""

    text: str
    ended: bool


class Ussd:
    """Answers USSD messages. One for a service; it may be one of many processes that share a store."""

    def __init__(self, conversations: Conversations) -> None:
        self._conversations = conversations

    async def receive(self, session: str, caller: str, text: str, at: datetime, message_id: str = "") -> Page:
        """Answer one message. It never raises for what a caller may send.

        session: the gateway's name of the dialogue. text: the code dialled (``*105*1#``), or an answer in a session
        that goes on. at: aware wall-clock time. message_id: one that was seen before gives the same page again, and
        nothing is done twice.
        """
        raise NotImplementedError
