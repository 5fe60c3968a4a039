"""A simulated message centre: it speaks SMPP 3.4 over a real TCP socket, with PDUs read and written by hand.

It is no message centre: it keeps what it is given and answers what a test tells it to.
"""

from __future__ import annotations

import asyncio
import struct
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

BINDS, SUBMIT, UNBIND, ENQUIRE = (1, 2, 9), 0x04, 0x06, 0x15
WRONG_PASSWORD = 0x0E


@dataclass
class Submitted:
    """A submit_sm as it came."""

    source: tuple[int, int, str]
    to: tuple[int, int, str]
    esm_class: int
    data_coding: int
    text: bytes
    parameters: dict[int, bytes]


@dataclass
class Centre:
    """status: what each submit_sm is answered, by its count from 1; None leaves it without an answer."""

    password: str = "hunter2"
    status: Callable[[int], int | None] = lambda _: 0
    port: int = 0
    bound: int = 0
    enquired: int = 0
    unbound: int = 0
    enquire_back: bool = False
    answered_back: int = 0
    got: list[Submitted] = field(default_factory=list)
    happened: asyncio.Event = field(default_factory=asyncio.Event)
    writers: list[asyncio.StreamWriter] = field(default_factory=list)
    mute: bool = False

    async def until(self, holds: Callable[[], bool]) -> None:
        """Wait until something holds."""
        async with asyncio.timeout(20):
            while not holds():
                self.happened.clear()
                await self.happened.wait()

    def cut(self) -> None:
        """The line is cut."""
        for writer in self.writers:
            writer.transport.abort()
        self.writers.clear()

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """One connection."""
        self.writers.append(writer)
        try:
            while True:
                length, command, _, sequence = struct.unpack(">IIII", await reader.readexactly(16))
                body = await reader.readexactly(length - 16)
                if not self.mute:
                    self.take(writer, command, sequence, body)
                self.happened.set()
        except (asyncio.IncompleteReadError, OSError):
            writer.close()

    def take(self, writer: asyncio.StreamWriter, command: int, sequence: int, body: bytes) -> None:
        """One PDU."""
        status, answer = 0, b""
        if command in BINDS:
            _, password, _ = body.split(b"\0", 2)
            status = 0 if password.decode() == self.password else WRONG_PASSWORD
            self.bound += status == 0
            answer = b"centre\0" if status == 0 else b""
            if self.enquire_back:
                writer.write(struct.pack(">IIII", 16, ENQUIRE, 0, 77))
                writer.write(struct.pack(">IIII", 16, 0x105, 0, 78))
        elif command == SUBMIT:
            self.got.append(submitted(body))
            said = self.status(len(self.got))
            if said is None:
                return
            status, answer = said, f"id-{len(self.got)}\0".encode() if said == 0 else b""
        elif command == ENQUIRE:
            self.enquired += 1
        elif command == UNBIND:
            self.unbound += 1
        else:
            self.answered_back += 1
            return
        writer.write(struct.pack(">IIII", 16 + len(answer), command | 0x80000000, status, sequence) + answer)


def submitted(body: bytes) -> Submitted:
    """A submit_sm's body (SMPP 3.4, 4.4.1) taken apart."""
    at = 0

    def octet() -> int:
        nonlocal at
        at += 1
        return body[at - 1]

    def string() -> str:
        nonlocal at
        end = body.index(0, at)
        found, at = body[at:end].decode("ascii"), end + 1
        return found

    string()
    source = (octet(), octet(), string())
    to = (octet(), octet(), string())
    esm_class, _, _ = octet(), octet(), octet()
    string(), string()
    _, _, data_coding, _, length = octet(), octet(), octet(), octet(), octet()
    text, at = body[at : at + length], at + length
    parameters = {}
    while at < len(body):
        tag, size = struct.unpack_from(">HH", body, at)
        parameters[tag] = body[at + 4 : at + 4 + size]
        at += 4 + size
    return Submitted(source, to, esm_class, data_coding, text, parameters)


@asynccontextmanager
async def centre(**settings: object) -> AsyncIterator[Centre]:
    """A centre on a free port of this computer."""
    made = Centre(**settings)  # type: ignore[arg-type]
    server = await asyncio.start_server(made.serve, "127.0.0.1", 0)
    made.port = server.sockets[0].getsockname()[1]
    try:
        yield made
    finally:
        server.close()
        made.cut()
