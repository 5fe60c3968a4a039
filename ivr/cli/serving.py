"""What ``ivr serve`` is made of: fronts over the accounts, a door, a port, and the delivery of SMS beside."""

from __future__ import annotations

import asyncio
import contextlib
import logging
import sys
from collections.abc import Awaitable, Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from functools import partial
from pathlib import Path
from socket import socket
from typing import Any, Generic, TypeVar

import click
from sqlalchemy import Engine, text
from sqlalchemy.exc import SQLAlchemyError

from ivr.account.opening import MEMORY, default_url
from ivr.cli.call_accounts import accounts_of
from ivr.cli.options import Failed, WrongUse
from ivr.cli.sending import claims_of, sender_of
from ivr.database import DatabaseError, open_engine, own_folder
from ivr.fronts import Conversations, MemoryStore, Sms, Store, StoreError, Ussd
from ivr.fronts.stored import DatabaseStore
from ivr.journal import JournalFiles, Sink
from ivr.menu.model import Service
from ivr.remote.address import is_remote
from ivr.sending import Deliverer, Round, Sender
from ivr.serve import (
    CannotListen,
    Doorkeeper,
    Flow,
    GatewayError,
    Limits,
    Metrics,
    NonceMemory,
    Nonces,
    NonceStore,
    Rates,
    application,
    listen,
    read_gateways,
    run,
)
from ivr.serve.app import Door
from ivr.serve.gateways import Gateway, Gateways
from ivr.serve.signatures import SignedRequest

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Wanted:
    """What the command's options say. gateways: None answers anybody. journal: None for none."""

    host: str
    port: int
    service: Service
    path: Path
    gateways: Path | None
    journal: Path | None
    seconds: float
    per_minute: float
    verbose: bool
    metrics: bool
    account_url: str | None = field(repr=False)
    state_url: str | None = field(repr=False)
    send: str | None = field(repr=False)


@dataclass(frozen=True, slots=True)
class _Parts:
    """What is open for as long as the process serves. engines: of the databases that have to answer."""

    accounts: Any
    store: Store
    door: Door
    engines: tuple[Engine, ...]
    flow: Flow
    metrics: Metrics | None
    deliverer: Deliverer | None
    sender: Sender | None


def serve_until_told(wanted: Wanted) -> None:
    """Serve until a signal. What cannot be used ends the command with one line."""
    with _log_on_stderr(verbose=wanted.verbose):
        _serve(wanted)


def _serve(wanted: Wanted) -> None:
    try:
        gateways = None if wanted.gateways is None else read_gateways(wanted.gateways)
        at = listen(wanted.host, wanted.port)
    except (GatewayError, CannotListen) as error:
        raise WrongUse(str(error)) from None
    with contextlib.closing(at):
        parts = _opened(wanted, gateways)
        if not asyncio.run(_serving(wanted, at, parts)):
            raise Failed("some requests were not finished in time")


async def _serving(wanted: Wanted, at: socket, parts: _Parts) -> bool:
    conversations = Conversations(
        wanted.service,
        account=parts.accounts,
        store=parts.store,
        journal=None if wanted.journal is None else _journals(wanted.journal),
        path=str(wanted.path.resolve()),
    )
    made = application(
        ussd=_Told(Ussd(conversations).receive),
        sms=_Told(Sms(conversations).receive),
        door=parts.door,
        ready=_Ready(parts.engines),
        rates=Rates(wanted.per_minute, max(1, round(wanted.per_minute / 3))),
        flow=parts.flow,
        metrics=parts.metrics,
        limits=Limits(seconds=wanted.seconds),
        now=lambda: datetime.now().astimezone(),
    )
    host, port = f"[{wanted.host}]" if ":" in wanted.host else wanted.host, at.getsockname()[1]
    started = f"{wanted.service.name} answers at http://{host}:{port}; Ctrl-C stops it"
    try:
        return await run(
            made,
            at,
            parts.flow,
            beside=[partial(_sweep, conversations), *([] if parts.deliverer is None else [parts.deliverer.run])],
            started=lambda: click.echo(started, err=True),
        )
    finally:
        if parts.sender is not None:
            await parts.sender.close()


async def _sweep(conversations: Conversations, stop: asyncio.Event) -> None:
    """End sessions whose time has run out, until told to stop."""
    sweeping = asyncio.create_task(conversations.run(lambda: datetime.now().astimezone()))
    await stop.wait()
    sweeping.cancel()


class _Told(Generic[T]):
    """A front whose trouble with its sessions is told as what it is, the database's: ask again."""

    def __init__(self, receive: Callable[..., Awaitable[T]]) -> None:
        self._receive = receive

    async def receive(self, *message: Any) -> T:
        """Answer a message. Raises DatabaseError."""
        try:
            return await self._receive(*message)
        except StoreError as error:
            raise DatabaseError(str(error)) from None


def _opened(wanted: Wanted, gateways: Gateways | None) -> _Parts:
    accounts = accounts_of(wanted.service, wanted.account_url, None)()
    store, nonces, engines = _state(wanted)
    door = _Anybody() if gateways is None else Doorkeeper(gateways, nonces)
    sender = _sender(wanted, accounts)
    flow = Flow()
    metrics = Metrics(flow) if wanted.metrics else None
    looked = None if metrics is None else partial(_tell, metrics)
    deliverer = None if sender is None else Deliverer(accounts, claims_of(wanted.account_url), sender, looked=looked)
    return _Parts(accounts, store, door, engines, flow, metrics, deliverer, sender)


def _tell(metrics: Metrics, came: Round) -> None:
    metrics.looked(sent=came.sent, later=came.later, refused=came.refused, waiting=came.waiting)


class _Anybody:
    """Lets in whoever asks: for tries."""

    async def who(self, request: SignedRequest, body: bytes, front: str) -> Gateway | None:  # noqa: ARG002
        return None


class _Ready:
    """Whether the databases answer; the menus are there, or nothing would be."""

    def __init__(self, engines: Iterable[Engine]) -> None:
        self._engines = tuple(engines)

    async def __call__(self) -> Mapping[str, str]:
        try:
            await asyncio.to_thread(self._ask)
        except SQLAlchemyError:
            return {"database": "it does not answer"}
        return {}

    def _ask(self) -> None:
        for engine in self._engines:
            with engine.connect() as connection:
                connection.execute(text("select 1"))


def _state(wanted: Wanted) -> tuple[Store, Nonces, tuple[Engine, ...]]:
    """Where sessions and nonces are kept, in a database that processes may share unless the accounts are in memory; and
    the databases that have to answer."""
    accounts = _accounts_url(wanted)
    url = wanted.state_url or accounts or f"sqlite:///{own_folder() / 'serve.sqlite3'}"
    try:
        engines = tuple(open_engine(each) for each in dict.fromkeys((url, accounts)) if each and each not in MEMORY)
        if url in MEMORY:
            return MemoryStore(), NonceMemory(), engines
        return DatabaseStore.open(url), NonceStore.open(url), engines
    except (DatabaseError, StoreError) as error:
        raise WrongUse(str(error)) from None


def _accounts_url(wanted: Wanted) -> str | None:
    """The database of the accounts, None for an account system of another make."""
    opening = wanted.service.actions.open_account
    own = opening is not None and opening.__module__.partition(".")[0] == "ivr" and not is_remote(wanted.account_url)
    return (wanted.account_url or default_url()) if own else None


def _sender(wanted: Wanted, accounts: Any) -> Sender | None:
    if wanted.send is None:
        return None
    if not hasattr(accounts, "outbox"):
        raise WrongUse(f"the service {wanted.service.name} has no outbox to send from: leave --send out")
    return sender_of(wanted.send, wanted.journal)


def _journals(folder: Path) -> Any:
    files = JournalFiles(folder)

    def sinks(call_id: str, at: datetime) -> Iterable[Sink]:
        return (files.sink(call_id, at),)

    return sinks


@contextlib.contextmanager
def _log_on_stderr(*, verbose: bool) -> Iterator[None]:
    """What is logged goes to standard error, as a supervisor expects it."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(name)s: %(message)s"))
    levels = {"ivr": logging.INFO if verbose else logging.WARNING, "uvicorn": logging.ERROR}
    before = {}
    for name, level in levels.items():
        log = logging.getLogger(name)
        before[log] = (log.level, log.propagate)
        log.addHandler(handler)
        log.setLevel(level)
        log.propagate = False
    try:
        yield
    finally:
        for log, (level, propagate) in before.items():
            log.removeHandler(handler)
            log.setLevel(level)
            log.propagate = propagate
