"""What carries an SMS away: the interface that every sender has, and what it may answer."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol, TypeAlias

from ivr.secret import Secret


class SenderError(Exception):
    """A sender cannot be opened. The message says why and how to mend it, without a password of its URL."""


@dataclass(frozen=True, slots=True)
class Sms:
    """One message. id: the same however often it is tried, so that who gets it twice can tell. number: ``+`` and the
    country's code. text: always hidden. secret: the text holds a password, and no sender may write it down.
    """

    id: str
    number: str
    text: Secret
    secret: bool = False


@dataclass(frozen=True, slots=True)
class Accepted:
    """The message was taken over. reference: what the other side calls it."""

    reference: str = ""


@dataclass(frozen=True, slots=True)
class Later:
    """Not now: try again. reason: for people; never a part of the text. seconds: not sooner, if the other side says.
    down: the way itself is, so other messages would fare no better now."""

    reason: str
    seconds: float | None = None
    down: bool = False


@dataclass(frozen=True, slots=True)
class Refused:
    """Never: this message will not be taken, however often it is tried."""

    reason: str


Answer: TypeAlias = Accepted | Later | Refused


class Sender(Protocol):
    """Carries messages. Several may be on their way at once."""

    async def send(self, sms: Sms) -> Answer:
        """Hand a message over. Trouble of the way is `Later`; what is raised counts as that too."""
        ...

    async def close(self) -> None:
        """Leave in order."""
        ...


@dataclass(frozen=True, slots=True)
class Place:
    """Where a sender sends to: a URL taken apart, and what is made of it is never shown with its password.

    folder: of the journals, for a sender that names no other.
    """

    scheme: str
    host: str = ""
    port: int | None = None
    user: str = ""
    password: Secret = field(default_factory=lambda: Secret(""))
    path: str = ""
    query: str = field(default="", repr=False)
    options: Mapping[str, str] = field(default_factory=dict, repr=False)
    folder: Path | None = None

    def __str__(self) -> str:
        """The place without its password and options."""
        user = f"{self.user}@" if self.user else ""
        port = f":{self.port}" if self.port else ""
        return f"{self.scheme}://{user}{self.host}{port}{self.path}" if self.host else f"{self.scheme}:{self.path}"

    def only(self, *known: str) -> Mapping[str, str]:
        """The options. Raises SenderError for one that is not known."""
        for name in self.options:
            if name not in known:
                there_are = ", ".join(known) if known else "none"
                raise SenderError(f"{self}: there is no option {name!r}; the options are: {there_are}")
        return self.options
