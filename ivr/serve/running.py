"""Running the application: one port, a signal to stop, and an end in order."""

from __future__ import annotations

import asyncio
import contextlib
import errno
import socket
import sys
from collections.abc import Awaitable, Callable, Coroutine, Iterator, Sequence
from typing import Any, Final, TypeAlias

import uvicorn

from ivr.serve.flow import Flow
from ivr.stopping import stopped_by_signals

DRAIN_SECONDS: Final = 20.0
"""How long requests on their way are waited for."""

KEEP_ALIVE: Final = 75
"""Seconds that a connection may be idle."""

Beside: TypeAlias = Callable[[asyncio.Event], Awaitable[None]]
"""What runs beside the answers until the event is set: the delivery of SMS."""


class CannotListen(Exception):
    """The port cannot be had. Says why and how to mend it."""


def listen(host: str, port: int) -> socket.socket:
    """A socket that listens; port 0 is any free one. Raises CannotListen."""
    try:
        family, kind, protocol, _, address = socket.getaddrinfo(
            host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE
        )[0]
        made = socket.socket(family, kind, protocol)
    except OSError as error:
        raise CannotListen(f"{host} is no address of this computer: {error.strerror}") from None
    try:
        if sys.platform != "win32":
            made.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        made.bind(address)
        made.listen(1024)
        made.setblocking(False)
    except (OSError, OverflowError) as error:
        made.close()
        raise CannotListen(_why(host, port, error)) from None
    return made


async def run(
    application: Any,
    at: socket.socket,
    flow: Flow,
    *,
    beside: Sequence[Beside] = (),
    started: Callable[[], None] = lambda: None,
    drain_seconds: float = DRAIN_SECONDS,
) -> bool:
    """Answer until a signal says to stop (SIGTERM, SIGINT). Whether every request on its way was finished.

    From the signal on, requests are refused with 503; those on their way are finished; then the port is closed. A
    second signal ends it at once. beside: runs as long, and is told to stop then too; what it raises ends all and is
    raised.
    """
    config = uvicorn.Config(
        application,
        http="h11",
        ws="none",
        lifespan="off",
        log_config=None,
        access_log=False,
        server_header=False,
        proxy_headers=False,
        timeout_keep_alive=KEEP_ALIVE,
        timeout_graceful_shutdown=max(1, round(drain_seconds)),
    )
    server, stop, at_once = _Server(config), asyncio.Event(), asyncio.Event()
    work = [asyncio.create_task(server.serve(sockets=[at])), *(asyncio.ensure_future(other(stop)) for other in beside)]

    def on_signal() -> None:
        (at_once if stop.is_set() else stop).set()

    with stopped_by_signals(on_signal):
        await _until_started(server, work[0])
        started()
        await _first(stop.wait(), *work)
        stop.set()
        ending = asyncio.create_task(_ended(server, flow, work, drain_seconds))
        await _first(at_once.wait(), ending)
        if not ending.done():
            for task in (ending, *work):
                task.cancel()
        results = await asyncio.gather(ending, *work, return_exceptions=True)
    for result in results:
        if isinstance(result, BaseException) and not isinstance(result, asyncio.CancelledError):
            raise result
    return results[0] is True


async def _ended(server: uvicorn.Server, flow: Flow, work: Sequence[Awaitable[None]], drain_seconds: float) -> bool:
    """End in order. Whether every request was finished."""
    finished = await flow.drain(drain_seconds)
    server.should_exit = True
    await asyncio.wait([asyncio.ensure_future(each) for each in work])
    return finished


async def _first(told: Coroutine[Any, Any, Any], *tasks: asyncio.Future[Any]) -> None:
    """Wait until something is told, or one of the tasks is done."""
    waits = asyncio.create_task(told)
    await asyncio.wait((waits, *tasks), return_when=asyncio.FIRST_COMPLETED)
    waits.cancel()


class _Server(uvicorn.Server):
    """Uvicorn's server without its signals: ours let requests be finished first, and end with exit code 0."""

    @contextlib.contextmanager
    def capture_signals(self) -> Iterator[None]:
        """Leave them alone."""
        yield


async def _until_started(server: uvicorn.Server, serving: asyncio.Task[None]) -> None:
    while not server.started and not serving.done():
        await asyncio.sleep(0.001)


def _why(host: str, port: int, error: Exception) -> str:
    number = getattr(error, "errno", None)
    if number == errno.EADDRINUSE:
        return f"port {port} of {host} is taken: stop the program that has it, or name another with --port"
    if number == errno.EACCES:
        return f"port {port} may not be used: name one above 1023 with --port"
    if number == errno.EADDRNOTAVAIL:
        return f"{host} is no address of this computer: name one of its own with --host"
    if isinstance(error, OverflowError):
        return f"there is no port {port}: name one from 1 to 65535 with --port"
    return f"{host}:{port} cannot be used: {getattr(error, 'strerror', None) or type(error).__name__}"
