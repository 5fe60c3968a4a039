"""An account over HTTP for tests: a small set of actions, a server in this process, time and chance by hand."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from typing import Any

import httpx2
import pytest

from ivr.actions import Context, Outcome, Registry, action
from ivr.remote import Key, Keys, Remote
from ivr.remote.answers import AnswerMemory
from ivr.remote.asking import World
from ivr.remote.server import application
from ivr.secret import Secret
from ivr.worker import InlineWorker

NOW = datetime(2026, 3, 2, 12, tzinfo=UTC)
KEY, OTHER_KEY = Key("ivr-1", Secret("6b1f" * 16)), Key("ivr-2", Secret("93ac" * 16))
CALLER = "+79221234567"
PASSWORD = "80739142"
HOST = "http://localhost:8506"


@dataclass(frozen=True, slots=True)
class Bill:
    """A bill. amount: kopecks."""

    amount: int
    due: date
    at: datetime
    note: str | None = None


class Denied(Exception):
    def __init__(self, proved: int) -> None:
        super().__init__(f"the password {PASSWORD} is wrong")
        self.proved = proved


class Used(Exception):
    conflict = True


@dataclass
class Account:
    """What the actions work on. fails: raised by the next action; paid: kopecks, by request."""

    fails: list[Exception] = field(default_factory=list)
    paid: list[int] = field(default_factory=list)
    seen: list[tuple[str, Any]] = field(default_factory=list)
    gives: Outcome | None = None
    waits: Callable[[], None] | None = None

    def ask(self, name: str, what: Any) -> None:
        self.seen.append((name, what))
        if self.fails:
            raise self.fails.pop(0)
        if self.waits is not None:
            self.waits()


@action("bill.get", outcomes={"ok": Bill, "none": None}, timeout=2.0)
def bill(context: Context) -> Outcome:
    """The bill."""
    context.account.ask("bill.get", context)
    return context.account.gives or Outcome("ok", Bill(12050, date(2026, 3, 31), context.now))


@action("bill.pay", outcomes={"paid": int, "nothing": None}, changes=True, timeout=2.0)
def pay(context: Context, amount: int) -> Outcome:
    """Pay so many kopecks."""
    context.account.ask("bill.pay", amount)
    context.account.paid.append(amount)
    return Outcome("paid", sum(context.account.paid))


@action("pin.check", outcomes={"right": None, "wrong": int}, grants={"right": 2}, changes=True)
async def check(context: Context, pin: Secret, level: int = 2) -> Outcome:
    """Whether a PIN is right."""
    context.account.ask("pin.check", pin)
    if pin == Secret(PASSWORD):
        return Outcome("right", level=level)
    return Outcome("wrong", 4)


@action("bills.all", outcomes={"ok": list[Bill]})
def bills(context: Context) -> Outcome:
    """All bills."""
    return Outcome("ok", [Bill(1, date(2026, 1, 1), context.now, "первый"), Bill(2, date(2026, 2, 1), context.now)])


@action("clock.tell", outcomes={"ok": None}, local=True)
def tell(context: Context) -> Outcome:
    """Runs here."""
    return Outcome("ok")


def registry() -> Registry:
    found = Registry()
    for function in (bill, pay, check, bills, tell):
        found.add(function)
    return found


@dataclass
class Time:
    """Time that passes when somebody waits, and a wall clock. slept: each wait."""

    seconds: float = 0.0
    wall: datetime = NOW
    slept: list[float] = field(default_factory=list)
    chance: float = 1.0

    async def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.pass_by(seconds)

    def pass_by(self, seconds: float) -> None:
        self.seconds += seconds
        self.wall += timedelta(seconds=seconds)

    def world(self) -> World:
        return World(
            lambda: self.seconds, lambda: self.wall, self.sleep, lambda: self.chance, lambda _: asyncio.timeout(60)
        )


class Chunks(httpx2.AsyncByteStream):
    """A body as a network brings it."""

    def __init__(self, *chunks: bytes) -> None:
        self.chunks = chunks

    async def __aiter__(self) -> AsyncIterator[bytes]:
        for chunk in self.chunks:
            yield chunk


def answer(status: int, body: bytes = b"", headers: Any = ()) -> httpx2.Response:
    """An answer as a transport gives it: its body not yet read."""
    return httpx2.Response(status, headers=headers, stream=Chunks(body))


class Wire(httpx2.AsyncBaseTransport):
    """The network between the two ends, as a test wants it.

    before: called with each request, may answer or raise instead of the server; after: may change the server's answer
    or raise. sent: every request.
    """

    def __init__(self, app: Any) -> None:
        self._inner = httpx2.ASGITransport(app)
        self.before: Callable[[httpx2.Request], httpx2.Response | None] = lambda _: None
        self.after: Callable[[httpx2.Response], httpx2.Response] = lambda response: response
        self.sent: list[httpx2.Request] = []

    async def handle_async_request(self, request: httpx2.Request) -> httpx2.Response:
        self.sent.append(request)
        made = self.before(request)
        if made is not None:
            return made
        response = await self._inner.handle_async_request(request)
        return self.after(answer(response.status_code, await response.aread(), response.headers.raw))


class Both:
    """Both ends of an account over HTTP."""

    def __init__(self, keys: Keys | None = None) -> None:
        self.time = Time()
        self.account = Account()
        self.answers = AnswerMemory(lambda: self.time.seconds)
        self.app = application(registry(), self.account, Keys(KEY), answers=self.answers, now=lambda: self.time.wall)
        self.wire = Wire(self.app)
        self.remote = Remote(HOST, keys or Keys(KEY), environment={}, world=self.time.world(), transport=self.wire)
        self.actions = self.remote.actions(registry())

    def ask(self, name: str, step: int = 1, caller: str = CALLER, **arguments: Any) -> Outcome | BaseException:
        """Run an action as a call does: what it returned or raised."""
        found: list[Outcome | BaseException] = []
        context = Context("call-1", step, caller, "0505", "ru", NOW)
        InlineWorker().run(self.actions[name], context, arguments, found.append)
        return found[0]

    def send(self, request: httpx2.Request) -> httpx2.Response:
        """Send a request to the server as it is."""

        async def scene() -> httpx2.Response:
            async with httpx2.AsyncClient(transport=httpx2.ASGITransport(self.app)) as client:
                return await client.send(request)

        return asyncio.run(scene())


@pytest.fixture
def both() -> Iterator[Both]:
    made = Both()
    yield made
    made.remote.close()
