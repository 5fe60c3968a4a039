"""The caller's phone in a terminal call: the SMS that arrive while the call is held."""

from __future__ import annotations

import asyncio
import logging
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from datetime import datetime
from functools import partial
from typing import Any, Final, Protocol

from ivr.secret import told
from ivr.worker import FAILURES

SMS_SECONDS: Final = 5.0
"""How long the end of a call waits for the SMS that are being fetched: longer than a locked database is waited for."""

log = logging.getLogger("ivr.phone")


class Outbox(Protocol):
    """What is asked of an account system for the caller's SMS."""

    def outbox(self, number: str) -> Sequence[tuple[str, Any]]:
        """Messages that wait to be delivered, oldest first, with their numbers."""
        ...

    def delivered(self, message: int, at: datetime) -> None:
        """A message was delivered."""
        ...


def arriving(account: Outbox | Any, number: str) -> Iterator[str]:
    """The texts of the SMS that wait for a number, each marked as delivered once it was taken. An account system need
    not have an outbox."""
    if not hasattr(account, "outbox"):
        return
    for _, message in account.outbox(number):
        yield message.text
        account.delivered(message.id, datetime.now().astimezone())


class Phone:
    """The caller's phone: SMS are fetched in a thread, for a database may keep one waiting, and shown in the loop.

    One at a time, in their order; each is marked as delivered when it has been shown.
    """

    def __init__(self, number: str, show: Callable[[str], None]) -> None:
        self._number = number
        self._show = show
        self._wanted = False
        self._fetching: asyncio.Task[None] | None = None

    def look(self, account: Outbox | Any) -> None:
        """See whether there are messages: now, or once more when that is being done already."""
        self._wanted = True
        if self._fetching is None:
            self._fetching = asyncio.get_running_loop().create_task(self._fetch(account))

    async def rest(self, seconds: float = SMS_SECONDS) -> None:
        """Wait for the messages that are being fetched, but not for ever."""
        if self._fetching is not None:
            await asyncio.wait((self._fetching,), timeout=seconds)

    async def _fetch(self, account: Outbox | Any) -> None:
        try:
            while self._wanted:
                self._wanted = False
                texts = arriving(account, self._number)
                while (text := await _aside(partial(next, texts, None))) is not None:
                    self._show(text)
        except Exception as error:  # the account system's: the call goes on without its messages
            log.error("the SMS to %s cannot be fetched: %s", self._number, told(error))
        finally:
            self._fetching = None


async def _aside(work: Callable[[], str | None]) -> str | None:
    """Do it in a thread of its own, which does not keep the program from ending."""
    loop = asyncio.get_running_loop()
    done: asyncio.Future[str | None] = loop.create_future()

    def settle(result: str | None, error: BaseException | None) -> None:
        if done.done():
            return
        if error is None:
            done.set_result(result)
        else:
            done.set_exception(error)

    def run() -> None:
        result, error = None, None
        try:
            result = work()
        except FAILURES as failed:
            error = failed
        with suppress(RuntimeError):  # the loop was closed meanwhile: nobody waits for the result
            loop.call_soon_threadsafe(settle, result, error)

    threading.Thread(target=run, name="sms", daemon=True).start()
    return await done
