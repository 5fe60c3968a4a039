"""Attacks on the server: whoever is not let in learns nothing but that, and does nothing."""

from __future__ import annotations

import asyncio
import json
import logging
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import httpx2
import pytest

from ivr.remote import Key, Keys, application, signing
from ivr.remote.contract import request_name
from ivr.serve.nonces import NonceStore
from tests.remote.conftest import CALLER, HOST, KEY, NOW, OTHER_KEY, PASSWORD, Account, Both, registry

BODY: dict[str, Any] = {
    "call_id": "call-1",
    "step": 1,
    "caller": CALLER,
    "called": "0505",
    "language": "ru",
    "now": NOW.isoformat(),
    "arguments": {"amount": 500},
}


def asked(
    what: Any = BODY,
    *,
    name: str = "bill.pay",
    key: Key = KEY,
    late: float = 0.0,
    method: str = "POST",
    request: str | None = None,
    sign: Callable[[signing.Asked, bytes], None] | None = None,
    **headers: str,
) -> httpx2.Request:
    """A request as somebody signs it who has the key."""
    body = what if isinstance(what, bytes) else json.dumps(what).encode()
    if request is None:
        request = request_name(what["call_id"], what["step"]) if isinstance(what, dict) else '"call-1:1"'
    lines = {"content-type": "application/json", "idempotency-key": request}
    lines |= {name.replace("_", "-"): value for name, value in headers.items()}
    made = signing.Asked(method, f"{HOST}/actions/{name}", lines)
    (sign or (lambda asked, body: signing.sign_request(asked, body, key, NOW + timedelta(seconds=late))))(made, body)
    return httpx2.Request(method, made.url, content=body, headers=lines)


def altered(request: httpx2.Request, **changes: Any) -> httpx2.Request:
    headers = {name: it for name, it in request.headers.items() if name not in ("host", "content-length")}
    settings = {"method": request.method, "url": request.url, "content": request.content}
    return httpx2.Request(**(settings | changes | {"headers": headers | changes.get("headers", {})}))


def with_header(name: str, value: Callable[[str], str]) -> Callable[[], httpx2.Request]:
    def make() -> httpx2.Request:
        request = asked()
        return altered(request, headers={name: value(request.headers[name])})

    return make


ATTACKS: dict[str, Callable[[], httpx2.Request]] = {
    "no signature": lambda: asked(sign=lambda _, __: None),
    "another key": lambda: asked(key=OTHER_KEY),
    "another key of that id": lambda: asked(key=Key(KEY.id, OTHER_KEY.secret)),
    "too old": lambda: asked(late=-301),
    "of the future": lambda: asked(late=301),
    "another body": lambda: altered(asked(), content=json.dumps(BODY | {"arguments": {"amount": 1}}).encode()),
    "another action": lambda: altered(asked(), url=f"{HOST}/actions/bill.get"),
    "another method": lambda: altered(asked(name="", method="POST"), method="GET", url=f"{HOST}/actions"),
    "another idempotency key": with_header("idempotency-key", lambda _: '"call-1:2"'),
    "another kind of body": with_header("content-type", lambda it: it + ";charset=utf-8"),
    "a time put right": with_header("signature-input", lambda it: it.replace("created=", "created=1")),
    "garbled": with_header("signature-input", lambda it: it[:-3]),
    "cut": with_header("signature", lambda it: it[:-8] + "=:"),
    "an answer's tag": with_header("signature-input", lambda it: it.replace("ivr-account", "ivr-account-answer")),
    "a gateway's tag": with_header("signature-input", lambda it: it.replace("ivr-account", "ivr-gateway")),
}


@pytest.mark.parametrize("attack", ATTACKS)
def test_an_attack_is_answered_alike_and_reaches_nobody(both: Both, attack: str, caplog: pytest.LogCaptureFixture):
    caplog.set_level(logging.DEBUG)
    response = both.send(ATTACKS[attack]())
    assert response.status_code == 401 and "signature" not in response.headers
    assert response.content == both.send(ATTACKS["no signature"]()).content
    assert both.account.seen == []
    assert KEY.secret.reveal() not in caplog.text


def test_a_signature_is_good_once(both: Both, caplog: pytest.LogCaptureFixture):
    request = asked()
    assert both.send(request).status_code == 200
    assert both.send(altered(request)).status_code == 401
    both.time.pass_by(299)
    assert both.send(altered(request)).status_code == 401
    assert both.account.paid == [500] and "came twice" in caplog.text


def test_processes_may_share_what_they_have_seen(tmp_path: Path):
    store = f"sqlite:///{tmp_path / 'nonces.sqlite3'}"
    accounts = [Account(), Account()]
    apps = [
        application(registry(), account, Keys(KEY), nonces=NonceStore.open(store), now=lambda: NOW)
        for account in accounts
    ]
    request = asked()

    async def scene() -> list[int]:
        found = []
        for app in apps:
            async with httpx2.AsyncClient(transport=httpx2.ASGITransport(app)) as client:
                found.append((await client.send(altered(request))).status_code)
        return found

    assert asyncio.run(scene()) == [200, 401]
    assert [account.paid for account in accounts] == [[500], []]


def test_an_answer_is_signed_for_its_request(both: Both):
    request = asked()
    response = both.send(request)
    made = signing.Asked(request.method, str(request.url), signing.joined(request.headers.raw))
    answered = signing.Answered(response.status_code, signing.joined(response.headers.raw), made)
    signing.believe_answer(answered, response.content, KEY, NOW)
    assert response.json() == {"outcome": "paid", "value": 500, "level": None}
    assert response.headers["cache-control"] == "no-store"


WRONG: dict[str, tuple[Callable[[], httpx2.Request], int, str]] = {
    "an unknown action": (lambda: asked(name="bill.burn"), 404, "GET /actions lists"),
    "a local action": (lambda: asked(name="clock.tell"), 404, "GET /actions lists"),
    "no JSON": (lambda: asked(b"{"), 400, "not JSON"),
    "nested deep": (lambda: asked(b"[" * 30_000), 400, "nested too deep"),
    "a list": (lambda: asked(b"[]"), 400, "the body is not an object"),
    "no call": (lambda: asked({k: v for k, v in BODY.items() if k != "caller"}), 400, "caller is missing"),
    "a name too much": (lambda: asked(BODY | {"account": 1}), 400, "1 unknown names"),
    "another name": (lambda: asked(request='"call-1:2"'), 400, 'Idempotency-Key is not "call_id:step"'),
    "step nought": (lambda: asked(BODY | {"step": 0}), 400, "Idempotency-Key"),
    "a caller of line ends": (lambda: asked(BODY | {"caller": "+7\n9"}), 400, "caller has 1 to 64"),
    "a moment without offset": (lambda: asked(BODY | {"now": "2026-03-02T12:00:00"}), 400, "now is not a moment"),
    "an argument too few": (lambda: asked(BODY | {"arguments": {}}), 400, "arguments.amount is missing"),
    "an argument too much": (lambda: asked(BODY | {"arguments": {"amount": 1, "x": 1}}), 400, "1 unknown names"),
    "an argument of another kind": (lambda: asked(BODY | {"arguments": {"amount": "1"}}), 400, "not a whole number"),
    "a query": (lambda: altered(asked(), url=f"{HOST}/actions/bill.pay?pin={PASSWORD}"), 400, "nothing after the ?"),
    "a packed body": (lambda: altered(asked(), headers={"content-encoding": "gzip"}), 415, "content-encoding"),
    "a form": (lambda: altered(asked(), headers={"content-type": "text/plain"}), 415, "application/json"),
    "a huge body": (lambda: asked(b" " * 70_000), 413, "larger than 65536 bytes"),
}


@pytest.mark.parametrize("what", WRONG)
def test_a_request_that_is_wrong_is_told_how_to_mend(both: Both, what: str, caplog: pytest.LogCaptureFixture):
    make, status, said = WRONG[what]
    response = both.send(make())
    assert response.status_code == status and said in response.json()["detail"]
    assert both.account.seen == [] and PASSWORD not in caplog.text


def test_a_request_that_comes_while_it_is_being_done_waits_for_its_answer(both: Both):
    import threading

    going, go_on = threading.Event(), threading.Event()

    def wait() -> None:
        going.set()
        go_on.wait(10)

    both.account.waits = wait

    async def scene() -> list[Any]:
        async with httpx2.AsyncClient(transport=httpx2.ASGITransport(both.app)) as client:
            first = asyncio.create_task(client.send(asked()))
            await asyncio.to_thread(going.wait, 10)
            second = asyncio.create_task(client.send(asked()))
            await asyncio.sleep(0)
            go_on.set()
            return [(await it).json() for it in (first, second)]

    first, second = asyncio.run(scene())
    assert first == second and both.account.paid == [500]


def test_what_takes_too_long_is_finished_and_kept(both: Both, monkeypatch: pytest.MonkeyPatch):
    import threading

    go_on = threading.Event()
    both.account.waits = lambda: go_on.wait(10) and None

    async def at_once(tasks: Any, *, timeout: float) -> Any:
        assert timeout == 2.0
        await asyncio.sleep(0)
        return set(), set()

    async def scene() -> list[int]:
        async with httpx2.AsyncClient(transport=httpx2.ASGITransport(both.app)) as client:
            with monkeypatch.context() as patched:
                patched.setattr("ivr.remote.server.asyncio.wait", at_once)
                late = await client.send(asked())
            go_on.set()
            return [late.status_code, (await client.send(asked())).status_code]

    assert asyncio.run(scene()) == [504, 200]
    assert both.account.paid == [500]


def test_a_body_that_does_not_come_is_not_waited_for(both: Both, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("ivr.remote.server.BODY_SECONDS", 0.01)
    sent: list[Any] = []

    async def scene() -> None:
        async def receive() -> Any:
            await asyncio.Event().wait()

        async def send(message: Any) -> None:
            sent.append(message)

        headers = [(b"content-type", b"application/json"), (b"host", b"localhost")]
        scope = {
            "type": "http",
            "method": "POST",
            "path": "/actions/bill.pay",
            "raw_path": b"/actions/bill.pay",
            "query_string": b"",
            "headers": headers,
            "scheme": "http",
            "server": ("localhost", 80),
        }
        await both.app(scope, receive, send)

    asyncio.run(scene())
    assert sent[0]["status"] == 408
