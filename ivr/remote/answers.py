"""Answers that are kept by the name of their request, so that what is asked for twice is done once."""

from __future__ import annotations

import asyncio
import hashlib
import hmac
import secrets
from collections.abc import Callable, Coroutine
from dataclasses import dataclass
from typing import Any, Final, Protocol

from ivr.remote.errors import Conflict
from ivr.remote.texts import written

KEPT_SECONDS: Final = 24 * 3600.0
"""How long an answer is kept: longer than any call."""

MOST: Final = 100_000
"""Answers kept at most; the oldest go first."""


class Answers(Protocol):
    """Does what is asked for once."""

    async def once(
        self, name: str, asked: object, work: Callable[[], Coroutine[Any, Any, dict[str, Any]]]
    ) -> dict[str, Any]:
        """The answer of the work, or of the same work before.

        name: of the request; asked: what it asks for, as plain data. What the work raises is raised, and not kept.
        Raises Conflict when the name belongs to another request.
        """
        ...


@dataclass(slots=True)
class _Kept:
    digest: bytes
    work: asyncio.Task[dict[str, Any]]
    until: float


class AnswerMemory:
    """Answers in this process. They are gone when it ends: where money moves, the account keeps the names too, each in
    the transaction of its change (`ivr.account` does)."""

    def __init__(self, clock: Callable[[], float], *, seconds: float = KEPT_SECONDS, most: int = MOST) -> None:
        """clock: seconds that only grow."""
        self._clock, self._seconds, self._most = clock, seconds, most
        self._kept: dict[str, _Kept] = {}
        self._salt = secrets.token_bytes(32)

    async def once(
        self, name: str, asked: object, work: Callable[[], Coroutine[Any, Any, dict[str, Any]]]
    ) -> dict[str, Any]:
        """See `Answers`. Who asks while the work is being done waits for it."""
        self._forget()
        digest = hmac.digest(self._salt, written(asked), hashlib.sha256)  # there may be a password in it
        kept = self._kept.get(name)
        if kept is None:
            task = asyncio.get_running_loop().create_task(work())
            kept = self._kept[name] = _Kept(digest, task, self._clock() + self._seconds)
            task.add_done_callback(lambda done: self._drop_failed(name, done))
        elif not hmac.compare_digest(kept.digest, digest):
            raise Conflict("the name of the request belongs to another request")
        return await asyncio.shield(kept.work)

    def _drop_failed(self, name: str, done: asyncio.Task[dict[str, Any]]) -> None:
        if done.cancelled() or done.exception() is not None:
            self._kept.pop(name, None)

    def _forget(self) -> None:
        now = self._clock()
        while self._kept:
            name, oldest = next(iter(self._kept.items()))
            if oldest.until > now and len(self._kept) < self._most:
                return
            del self._kept[name]
