"""Sending through a web gateway: what it is asked, and what its answers mean."""

from __future__ import annotations

import asyncio
import json
import logging
from collections.abc import Callable

import httpx2
import pytest
from http_message_signatures import HTTPMessageVerifier, HTTPSignatureKeyResolver, InvalidSignature, algorithms
from http_message_signatures.httpx2 import adapt_message
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse
from starlette.routing import Route

from ivr.secret import Secret
from ivr.sending import Accepted, Answer, Later, Refused, Sms, open_sender
from ivr.sending.finding import taken_apart
from ivr.sending.web import COVERED, TAG, WebSender
from ivr.serve import Flow, listen, run

KEY = "k3y-of-the-gateway"
SMS = Sms("7-20260302", "+79221234567", Secret("Ваш пароль: 4321"), secret=True)


class Keys(HTTPSignatureKeyResolver):
    def resolve_public_key(self, key_id: str) -> bytes:
        assert key_id == "0505"
        return KEY.encode()


def sent(answer: Callable[[httpx2.Request], httpx2.Response], sms: Sms = SMS) -> Answer:
    async def send() -> Answer:
        place = taken_apart(f"https://0505:{KEY}@sms.example/v1/sms?account=5")
        sender = WebSender(place, httpx2.MockTransport(answer))
        try:
            return await sender.send(sms)
        finally:
            await sender.close()

    return asyncio.run(send())


def test_a_message_is_posted_signed_with_an_idempotency_key():
    seen: list[httpx2.Request] = []

    def gateway(request: httpx2.Request) -> httpx2.Response:
        seen.append(request)
        verifier = HTTPMessageVerifier(signature_algorithm=algorithms.HMAC_SHA256, key_resolver=Keys())
        [verified] = verifier.verify(
            adapt_message(request), body=request.content, expect_tag=TAG, require_components=COVERED
        )
        assert verified.nonce
        return httpx2.Response(202, json={"id": "gw-1"})

    assert sent(gateway) == Accepted("gw-1")
    [request] = seen
    assert str(request.url) == "https://sms.example/v1/sms?account=5"
    assert request.headers["idempotency-key"] == '"7-20260302"'
    assert json.loads(request.content) == {"id": SMS.id, "number": SMS.number, "text": "Ваш пароль: 4321"}
    assert KEY not in str(request.headers) + str(request.url)


def test_a_body_altered_on_its_way_is_found_by_the_gateway():
    def gateway(request: httpx2.Request) -> httpx2.Response:
        verifier = HTTPMessageVerifier(signature_algorithm=algorithms.HMAC_SHA256, key_resolver=Keys())
        with pytest.raises(InvalidSignature):
            verifier.verify(adapt_message(request), body=request.content + b" ", expect_tag=TAG)
        return httpx2.Response(200)

    assert sent(gateway) == Accepted("")


@pytest.mark.parametrize(
    ("status", "headers", "meant"),
    [
        (200, {}, Accepted),
        (400, {}, Refused),
        (422, {}, Refused),
        (401, {}, Later),
        (409, {}, Later),
        (429, {"retry-after": "7"}, Later),
        (503, {"retry-after": "soon"}, Later),
        (500, {}, Later),
        (302, {"location": "https://elsewhere.example/"}, Later),
    ],
)
def test_what_a_status_means(status: int, headers: dict[str, str], meant: type):
    answer = sent(lambda request: httpx2.Response(status, headers=headers, content=request.content))
    assert isinstance(answer, meant)
    assert "4321" not in repr(answer)
    assert not isinstance(answer, Later) or answer.seconds == (7.0 if status == 429 else None)


def test_a_gateway_out_of_reach_is_trouble_for_later():
    def unreachable(request: httpx2.Request) -> httpx2.Response:
        raise httpx2.ConnectError("no route", request=request)

    assert sent(unreachable) == Later("the gateway cannot be reached (ConnectError)", down=True)


def test_over_real_http_nothing_secret_is_logged(caplog: pytest.LogCaptureFixture):
    caplog.set_level(logging.DEBUG)
    got: list[bytes] = []

    async def take(request: Request) -> JSONResponse:
        body = await request.body()
        message = httpx2.Request("POST", str(request.url), headers=request.headers.raw, content=body)
        verifier = HTTPMessageVerifier(signature_algorithm=algorithms.HMAC_SHA256, key_resolver=Keys())
        verifier.verify(adapt_message(message), body=body, expect_tag=TAG, require_components=COVERED)
        got.append(body)
        return JSONResponse({"id": "gw-1"})

    async def scene() -> Answer:
        at, sent, started = listen("127.0.0.1", 0), asyncio.Event(), asyncio.Event()
        gateway = Starlette(routes=[Route("/sms", take, methods=["POST"])])

        async def until_sent(_: asyncio.Event) -> None:
            await sent.wait()

        running = asyncio.create_task(run(gateway, at, Flow(), beside=[until_sent], started=started.set))
        await started.wait()
        sender = open_sender(f"http://0505:{KEY}@127.0.0.1:{at.getsockname()[1]}/sms")
        try:
            return await sender.send(SMS)
        finally:
            await sender.close()
            sent.set()
            await running

    assert asyncio.run(scene()) == Accepted("gw-1")
    assert json.loads(got[0])["text"] == "Ваш пароль: 4321"
    assert "4321" not in caplog.text and KEY not in caplog.text


@pytest.mark.parametrize(
    ("body", "headers"),
    [
        (b"[" * 200_000, {}),
        (b"[" * 60_000, {}),
        (b'{"id": "x"}' + b" " * 100_000, {}),
        (b"not packed", {"content-encoding": "gzip"}),
        (b"\xff\xfe", {}),
        (b'{"id": {}}', {}),
    ],
)
def test_what_a_gateway_took_is_taken_whatever_its_answer_holds(body: bytes, headers: dict[str, str]):
    """Else the message would be sent again, for a day."""
    stream = httpx2.ByteStream(body)
    assert sent(lambda _: httpx2.Response(200, stream=stream, headers=headers)) == Accepted("")
