"""Where conversations are kept between two messages, each held by one message at a time."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Sequence
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final, Protocol, TypeAlias

Data: TypeAlias = dict[str, Any]

MOST_CHARACTERS: Final = 255
"""The longest name of a session."""


class StoreError(Exception):
    """A conversation cannot be fetched or put aside; the message says why, and nothing of what it holds."""


@dataclass(frozen=True, slots=True)
class Answered:
    """A message that was answered, and how. until: how long that is remembered."""

    message: str
    reply: Data
    until: datetime


class Held(Protocol):
    """One session while a message is being answered. data: what was put aside, None for nothing."""

    data: Data | None
    expires: datetime | None

    async def answered(self, message: str) -> Data | None:
        """The reply that a message of this session had, where it is remembered. Raises StoreError."""
        ...

    async def keep(self, data: Data, expires: datetime) -> None:
        """Put the session aside until that moment.

        Raises StoreError when it was taken away meanwhile, or cannot be kept.
        """
        ...

    async def settle(self, data: Data | None, expires: datetime, answered: Answered | None = None) -> None:
        """Put the session aside, or forget it without a trace when there is no data; and remember the answer that was
        given, both or neither. Raises StoreError as `keep` does."""
        ...


class Store(Protocol):
    """Sessions by name. What is kept may hold a secret: it is nobody's to read."""

    def hold(self, session: str) -> AbstractAsyncContextManager[Held]:
        """Take a session; whoever else wants it waits until it is given back. Raises StoreError."""
        ...

    async def expired(self, at: datetime) -> Sequence[str]:
        """The names of sessions whose time has run out, and which nobody holds."""
        ...

    async def forget(self, at: datetime) -> None:
        """Drop the answers that need not be remembered any more."""
        ...


@dataclass(slots=True)
class _Kept:
    data: Data
    expires: datetime


class MemoryStore:
    """Sessions in the memory of one process and one event loop; they end with it."""

    def __init__(self) -> None:
        self._kept: dict[str, _Kept] = {}
        self._answers: dict[tuple[str, str], Answered] = {}
        self._locks: dict[str, tuple[asyncio.Lock, int]] = {}

    @asynccontextmanager
    async def hold(self, session: str) -> AsyncIterator[Held]:
        """Take a session, in the order of asking."""
        lock, waiting = self._locks.get(session, (asyncio.Lock(), 0))
        self._locks[session] = (lock, waiting + 1)
        try:
            async with lock:
                yield _InMemory(self._kept, self._answers, session)
        finally:
            _, waiting = self._locks[session]
            if waiting == 1:
                del self._locks[session]
            else:
                self._locks[session] = (lock, waiting - 1)

    async def expired(self, at: datetime) -> Sequence[str]:
        """The names of sessions whose time has run out, and which nobody holds."""
        return [name for name, kept in self._kept.items() if kept.expires <= at and name not in self._locks]

    async def forget(self, at: datetime) -> None:
        """Drop the answers that need not be remembered any more."""
        for name in [name for name, answered in self._answers.items() if answered.until <= at]:
            del self._answers[name]

    def __len__(self) -> int:
        return len(self._kept)


class _InMemory:
    """A session of a `MemoryStore`, held."""

    def __init__(self, kept: dict[str, _Kept], answers: dict[tuple[str, str], Answered], session: str) -> None:
        self._all = kept
        self._answers = answers
        self._session = session
        found = kept.get(session)
        self.data = found.data if found else None
        self.expires = found.expires if found else None

    async def answered(self, message: str) -> Data | None:
        found = self._answers.get((self._session, message))
        return None if found is None else found.reply

    async def keep(self, data: Data, expires: datetime) -> None:
        self._all[self._session] = _Kept(data, expires)

    async def settle(self, data: Data | None, expires: datetime, answered: Answered | None = None) -> None:
        if data is None:
            self._all.pop(self._session, None)
        else:
            await self.keep(data, expires)
        if answered is not None:
            self._answers[self._session, answered.message] = answered
