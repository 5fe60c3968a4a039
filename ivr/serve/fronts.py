"""What answers a caller in text: all that the service process knows of menus and conversations."""

from __future__ import annotations

from datetime import datetime
from typing import Final, Protocol

USSD: Final = "ussd"
SMS: Final = "sms"
FRONTS: Final = (USSD, SMS)
"""The fronts by name, as gateways are allowed them."""


class Page(Protocol):
    """What the caller's screen shows."""

    @property
    def text(self) -> str:
        """The page."""
        ...

    @property
    def ended(self) -> bool:
        """The session is over, and the network is to release it."""
        ...


class SmsReply(Protocol):
    """What is sent back."""

    @property
    def text(self) -> str:
        """The text."""
        ...


class UssdFront(Protocol):
    """`ivr.fronts.Ussd`."""

    async def receive(self, session: str, caller: str, text: str, at: datetime, message_id: str = "") -> Page:
        """Answer one message; one that was seen before is answered with the same page, and nothing is done twice."""
        ...


class SmsFront(Protocol):
    """`ivr.fronts.Sms`."""

    async def receive(self, caller: str, called: str, text: str, at: datetime, message_id: str = "") -> SmsReply:
        """Answer one message; one that was seen before is answered with the same text, and nothing is done twice."""
        ...
