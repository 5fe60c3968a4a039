"""A conversation held by messages: each one loads what was put aside, goes on with it, and puts it aside again."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from ivr.menu.model import Service


@dataclass(frozen=True, slots=True)
class Reply:
    """All that a conversation says to one message. ended: nothing more is waited for.

    keys: telephone keys that the question now asked listens to.
    """

    text: str
    ended: bool
    keys: str = ""


class Conversations:
    """The conversations of one service, by the names of their sessions."""

    def __init__(self, service: Service, *, account: Any = None) -> None:
        self.service = service
        self._account = account

    async def begin(self, session: str, caller: str, dialled: str, at: datetime) -> Reply:
        """Begin a conversation. at: aware wall-clock time of the message."""
        raise NotImplementedError

    async def go_on(self, session: str, text: str, at: datetime) -> Reply:
        """Take the caller's next message."""
        raise NotImplementedError
