"""A service process for tests: fronts that answer by rule, gateways with keys, a clock that stands still."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

import httpx2
import pytest
from http_message_signatures import HTTPMessageSigner, HTTPSignatureKeyResolver, algorithms
from http_message_signatures.httpx2 import adapt_message

from ivr.secret import Secret
from ivr.serve import Doorkeeper, Flow, Gateway, Gateways, Limits, Metrics, NonceMemory, Nonces, Rates, application
from ivr.serve.signatures import COVERED, TAG

NOW = datetime(2026, 3, 2, 12, tzinfo=UTC)
KEY, OTHER_KEY, THIRD_KEY = "6b1f" * 16, "93ac" * 16, "0d57" * 16
CALLER = "+79221234567"


@dataclass(frozen=True)
class Page:
    text: str
    ended: bool


@dataclass(frozen=True)
class Reply:
    text: str


class Fronts:
    """Answers with what it was asked. wait: before the answer."""

    def __init__(self) -> None:
        self.asked: list[tuple[Any, ...]] = []
        self.wait: Callable[[], Awaitable[None]] | None = None
        self.failure: Exception | None = None

    async def _take(self, *asked: Any) -> None:
        self.asked.append(asked)
        if self.wait is not None:
            await self.wait()
        if self.failure is not None:
            raise self.failure

    @property
    def ussd(self) -> Any:
        return _Ussd(self)

    @property
    def sms(self) -> Any:
        return _Sms(self)


@dataclass
class _Ussd:
    fronts: Fronts

    async def receive(self, session: str, caller: str, text: str, at: datetime, message_id: str = "") -> Page:
        await self.fronts._take("ussd", session, caller, text, at, message_id)
        return Page(f"Вы набрали {text}", text == "0")


@dataclass
class _Sms:
    fronts: Fronts

    async def receive(self, caller: str, called: str, text: str, at: datetime, message_id: str = "") -> Reply:
        await self.fronts._take("sms", caller, called, text, at, message_id)
        return Reply(f"Вы написали {text}")


class _Key(HTTPSignatureKeyResolver):
    def __init__(self, key: str) -> None:
        self._key = key.encode()

    def resolve_public_key(self, key_id: str) -> bytes:
        return self._key

    def resolve_private_key(self, key_id: str) -> bytes:
        return self._key


class Signer:
    """A gateway's side: signs requests."""

    def __init__(self, gateway: str = "gw-1", key: str = KEY) -> None:
        self._gateway = gateway
        self._signer = HTTPMessageSigner(signature_algorithm=algorithms.HMAC_SHA256, key_resolver=_Key(key))
        self._count = 0

    def sign(self, request: httpx2.Request, *, at: datetime = NOW, **how: Any) -> httpx2.Request:
        self._count += 1
        settings: dict[str, Any] = {
            "nonce": f"{self._gateway}-nonce-{self._count:08}",
            "tag": TAG,
            "covered_component_ids": COVERED,
        }
        self._signer.sign(
            adapt_message(request), key_id=self._gateway, created=at, **({"body": request.content} | settings | how)
        )
        return request


USSD = {"session": "s-1", "caller": CALLER, "text": "*105#", "message_id": "m-1"}
SMS = {"caller": CALLER, "called": "0505", "text": "баланс", "message_id": "m-1"}


class Service:
    """The application, asked through the ASGI transport."""

    def __init__(
        self,
        nonces: Nonces | None = None,
        limits: Limits | None = None,
        rates: Rates | None = None,
        *,
        measured: bool = False,
    ) -> None:
        self.fronts = Fronts()
        self.now = NOW
        self.flow = Flow()
        self.metrics = Metrics(self.flow) if measured else None
        self.missing: dict[str, str] = {}
        self.ready_fails: Exception | None = None
        gateways = Gateways(
            [
                Gateway("gw-1", Secret(KEY), frozenset({"ussd", "sms"})),
                Gateway("gw-2", Secret(OTHER_KEY), frozenset({"sms"})),
                Gateway("gw-3", Secret(THIRD_KEY), frozenset({"ussd", "sms"})),
            ]
        )
        self.application = application(
            ussd=self.fronts.ussd,
            sms=self.fronts.sms,
            door=Doorkeeper(gateways, nonces or NonceMemory(), now=lambda: self.now),
            ready=self._ready,
            rates=rates,
            flow=self.flow,
            limits=limits,
            metrics=self.metrics,
            now=lambda: self.now,
        )
        self.signer = Signer()

    async def _ready(self) -> Mapping[str, str]:
        if self.ready_fails is not None:
            raise self.ready_fails
        return self.missing

    def client(self) -> httpx2.AsyncClient:
        return httpx2.AsyncClient(transport=httpx2.ASGITransport(self.application), base_url="http://ivr.test")

    def request(self, path: str, body: Any) -> httpx2.Request:
        """A request, not yet signed."""
        content = body if isinstance(body, bytes) else json.dumps(body).encode()
        return httpx2.Request(
            "POST",
            f"http://ivr.test{path}",
            content=content,
            headers={"content-type": "application/json"},
        )

    def signed(self, path: str, what: Any, **how: Any) -> httpx2.Request:
        """A request signed by gw-1."""
        return self.signer.sign(self.request(path, what), **how)

    def send(self, *requests: httpx2.Request) -> list[httpx2.Response]:
        """Send one after another."""

        async def scene() -> list[httpx2.Response]:
            async with self.client() as client:
                return [await client.send(request) for request in requests]

        return asyncio.run(scene())

    def ask(self, path: str, body: Any) -> httpx2.Response:
        [response] = self.send(self.signed(path, body))
        return response

    def get(self, path: str) -> httpx2.Response:
        [response] = self.send(httpx2.Request("GET", f"http://ivr.test{path}"))
        return response

    def later(self, seconds: float) -> None:
        self.now += timedelta(seconds=seconds)


@pytest.fixture
def service() -> Service:
    return Service()
