"""One session with a message centre: bound, kept alive, and over when the line or the centre says so."""

from __future__ import annotations

import asyncio
import ssl
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from itertools import count
from typing import Final

from ivr.secret import Secret
from ivr.sending.smpp import pdus
from ivr.sending.smpp.pdus import Garbled, Head

LAST_SEQUENCE: Final = 0x7FFFFFFF


class SessionOver(Exception):
    """The session ended, or never began. Says why."""


class BindRefused(SessionOver):
    """The centre does not let us in."""


@dataclass(frozen=True, slots=True)
class Terms:
    """How a session is held. tls: over TLS, with the centre's certificate checked. enquire: seconds of silence after
    which the line is tried. patience: seconds that an answer may take."""

    host: str
    port: int
    system_id: str
    password: Secret
    system_type: str = ""
    tls: bool = False
    enquire: float = 30.0
    patience: float = 10.0


class Session:
    """A session that was begun with `open`. `request` may be called several times at once."""

    def __init__(self, terms: Terms, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self._terms = terms
        self._reader = reader
        self._writer = writer
        self._numbers = count(1)
        self._asked: dict[int, asyncio.Future[tuple[Head, bytes]]] = {}
        self._heard = asyncio.Event()
        self._tasks: list[asyncio.Task[None]] = []
        self.over = False

    @classmethod
    async def open(cls, terms: Terms) -> Session:
        """Connect and bind as a transmitter. Raises SessionOver (BindRefused)."""
        context = ssl.create_default_context() if terms.tls else None
        try:
            async with asyncio.timeout(terms.patience):
                reader, writer = await asyncio.open_connection(terms.host, terms.port, ssl=context)
        except (OSError, TimeoutError) as error:
            raise SessionOver(f"the message centre cannot be reached ({type(error).__name__})") from None
        session = cls(terms, reader, writer)
        session._tasks = [asyncio.create_task(session._read()), asyncio.create_task(session._keep_alive())]
        try:
            body = pdus.bind_body(terms.system_id, terms.password.reveal(), terms.system_type)
            head, _ = await session.request(lambda number: pdus.pdu(pdus.BIND_TRANSMITTER, number, body=body))
            if head.status != pdus.OK:
                raise BindRefused(f"the message centre refuses the bind: {pdus.status_text(head.status)}")
        except BaseException:
            await session._end()
            raise
        return session

    async def request(self, make: Callable[[int], bytes]) -> tuple[Head, bytes]:
        """Send a request and wait for its response. make: gives the PDU with a sequence number.

        Raises SessionOver when none comes: then nobody knows whether the request was carried out.
        """
        if self.over:
            raise SessionOver("the session with the message centre is over")
        number = self._next()
        answer: asyncio.Future[tuple[Head, bytes]] = asyncio.get_running_loop().create_future()
        self._asked[number] = answer
        try:
            async with asyncio.timeout(self._terms.patience):
                self._writer.write(make(number))
                await self._writer.drain()
                return await answer
        except (OSError, TimeoutError) as error:
            self._lost()
            raise SessionOver(f"the message centre does not answer ({type(error).__name__})") from None
        finally:
            self._asked.pop(number, None)
            if answer.done() and not answer.cancelled():
                answer.exception()

    async def close(self) -> None:
        """Unbind and leave."""
        if not self.over:
            with suppress(SessionOver):
                await self.request(lambda number: pdus.pdu(pdus.UNBIND, number))
        await self._end()

    def _next(self) -> int:
        number = next(self._numbers)
        if number == LAST_SEQUENCE:
            self._numbers = count(1)
        return number

    async def _end(self) -> None:
        self._lost()
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        with suppress(OSError, TimeoutError, ssl.SSLError):
            async with asyncio.timeout(1):
                await self._writer.wait_closed()

    def _lost(self) -> None:
        """Nothing more will be answered."""
        self.over = True
        self._writer.close()
        for answer in self._asked.values():
            if not answer.done():
                answer.set_exception(SessionOver("the message centre ended the session"))

    async def _read(self) -> None:
        try:
            while True:
                length, head = pdus.parse_head(await self._reader.readexactly(pdus.HEADER.size))
                body = await self._reader.readexactly(length - pdus.HEADER.size)
                self._heard.set()
                if head.command & pdus.RESPONSE:
                    answer = self._asked.get(head.sequence)
                    if answer is not None and not answer.done():
                        answer.set_result((head, body))
                elif not self._reply(head):
                    return
        except (OSError, asyncio.IncompleteReadError, Garbled):
            return
        finally:
            self._lost()

    def _reply(self, head: Head) -> bool:
        """Answer a request of the centre. Whether the session goes on."""
        if head.command in (pdus.ENQUIRE_LINK, pdus.UNBIND):
            self._writer.write(pdus.pdu(head.command | pdus.RESPONSE, head.sequence))
        else:
            self._writer.write(pdus.pdu(pdus.GENERIC_NACK, head.sequence, status=pdus.INVALID_COMMAND))
        return head.command != pdus.UNBIND

    async def _keep_alive(self) -> None:
        while not self.over:
            self._heard.clear()
            try:
                async with asyncio.timeout(self._terms.enquire):
                    await self._heard.wait()
            except TimeoutError:
                with suppress(SessionOver):
                    await self.request(lambda number: pdus.pdu(pdus.ENQUIRE_LINK, number))
