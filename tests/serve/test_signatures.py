"""Attacks on the door: whoever is not let in learns nothing but that."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import httpx2
import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import select

from ivr.database import open_engine, upgrade
from ivr.serve.nonces import KEPT, PART, NonceMemory, NonceStore, metadata, nonces
from tests.postgres import BOTH, server
from tests.serve.conftest import KEY, NOW, OTHER_KEY, SMS, USSD, Service, Signer


def altered(request: httpx2.Request, **changes: Any) -> httpx2.Request:
    headers = {name: it for name, it in request.headers.items() if name not in ("host", "content-length")}
    settings = {"method": request.method, "url": request.url, "content": request.content, "headers": headers}
    return httpx2.Request(**(settings | changes))


def without(name: str) -> Callable[[Service], httpx2.Request]:
    def make(service: Service) -> httpx2.Request:
        request = service.signed("/ussd", USSD)
        del request.headers[name]
        return request

    return make


def with_header(name: str, value: Callable[[str], str]) -> Callable[[Service], httpx2.Request]:
    def make(service: Service) -> httpx2.Request:
        request = service.signed("/ussd", USSD)
        request.headers[name] = value(request.headers[name])
        return request

    return make


def signed(**how: Any) -> Callable[[Service], httpx2.Request]:
    return lambda service: service.signed("/ussd", USSD, **how)


def by(gateway: str, key: str) -> Callable[[Service], httpx2.Request]:
    return lambda service: Signer(gateway, key).sign(service.request("/ussd", USSD))


ATTACKS: dict[str, Callable[[Service], httpx2.Request]] = {
    "no signature": lambda service: service.request("/ussd", USSD),
    "no signature-input": without("signature-input"),
    "no digest": without("content-digest"),
    "wrong key": by("gw-1", "f" * 64),
    "a key of another gateway": by("gw-1", OTHER_KEY),
    "nobody's id": by("gw-9", KEY),
    "an empty id": by("", KEY),
    "altered body": lambda service: altered(service.signed("/ussd", USSD), content=b"{}"),
    "altered path": lambda service: altered(service.signed("/ussd", USSD), url="http://ivr.test/sms"),
    "altered body and digest": lambda service: altered(
        service.signed("/ussd", USSD),
        content=b"{}",
        headers=dict(service.signer.sign(service.request("/ussd", b"{}")).headers)
        | {"signature": service.signed("/ussd", USSD).headers["signature"]},
    ),
    "too old": signed(at=NOW - timedelta(seconds=301)),
    "of the future": signed(at=NOW + timedelta(seconds=301)),
    "expired": signed(expires=NOW - timedelta(seconds=1)),
    "no nonce": signed(nonce=None),
    "a short nonce": signed(nonce="1"),
    "a huge nonce": signed(nonce="n" * 129),
    "no tag": signed(tag=None),
    "another tag": signed(tag="ivr-sms"),
    "the method is not covered": signed(covered_component_ids=("@path", "content-digest")),
    "the path is not covered": signed(covered_component_ids=("@method", "content-digest")),
    "the body is not covered": signed(body=None, covered_component_ids=("@method", "@path")),
    "another algorithm named": with_header("signature-input", lambda it: it.replace("hmac-sha256", "none")),
    "a time put right": with_header("signature-input", lambda it: it.replace("created=", "created=1")),
    "garbled": with_header("signature-input", lambda it: it[:-3]),
    "no base64": with_header("signature", lambda it: "pyhms=:====:"),
    "empty": with_header("signature", lambda it: ""),
    "cut": with_header("signature", lambda it: it[:-8] + "=:"),
}


@pytest.mark.parametrize("attack", ATTACKS)
def test_an_attack_is_answered_alike_and_reaches_nobody(
    service: Service, attack: str, caplog: pytest.LogCaptureFixture
):
    caplog.set_level(logging.DEBUG)
    [response] = service.send(ATTACKS[attack](service))
    [plain] = service.send(service.request("/ussd", USSD))
    assert response.status_code == 401
    assert response.json() == plain.json() and response.headers["www-authenticate"] == "Signature"
    assert service.fronts.asked == []
    assert KEY not in caplog.text and OTHER_KEY not in caplog.text


def test_a_signature_is_good_once(service: Service, caplog: pytest.LogCaptureFixture):
    request = service.signed("/ussd", USSD)
    first, again = service.send(request, altered(request))
    service.later(290)
    [at_last] = service.send(altered(request))
    assert [it.status_code for it in (first, again, at_last)] == [200, 401, 401]
    assert len(service.fronts.asked) == 1
    assert "sent a nonce twice" in caplog.text


ALTERED = (
    "it has no signature with tag ivr-gateway over @method, @path, content-digest that matches: "
    "its key is another, or it was altered"
)


@pytest.mark.parametrize(
    ("attack", "said"),
    {
        "no signature": f"without a gateway's id is refused: {ALTERED}",
        "another tag": f"without a gateway's id is refused: {ALTERED}",
        "nobody's id": "that gives the id gw-9 is refused: the gateways' file has no such id",
        "wrong key": f"that gives the id gw-1 is refused: {ALTERED}",
        "the body is not covered": f"that gives the id gw-1 is refused: {ALTERED}",
        "altered body": "that gives the id gw-1 is refused: its body is not the one of its content-digest",
        "too old": "that gives the id gw-1 is refused: its time is 301 s before ours, and 300 s are allowed: "
        "check both clocks",
        "of the future": "that gives the id gw-1 is refused: its time is 301 s after ours, and 300 s are allowed: "
        "check both clocks",
        "expired": "that gives the id gw-1 is refused: its signature has expired",
        "no nonce": "that gives the id gw-1 is refused: its signature has no nonce of 16 to 128 letters",
    }.items(),
)
def test_the_log_tells_why(service: Service, attack: str, said: str, caplog: pytest.LogCaptureFixture):
    service.send(ATTACKS[attack](service))
    assert [record.getMessage() for record in caplog.records] == [f"a request {said}"]


def test_the_log_tells_a_reason_of_a_gateway_once_a_minute(service: Service, caplog: pytest.LogCaptureFixture):
    told = []
    for wait in (0, 1, 58, 1, 1):
        service.later(wait)
        for attack in ("wrong key", "nobody's id", "altered body"):
            service.send(ATTACKS[attack](service))
        told.append(len(caplog.records))
    assert told == [3, 3, 3, 6, 6]


def test_an_id_that_is_none_is_not_written_to_the_log(service: Service, caplog: pytest.LogCaptureFixture):
    service.send(by("gw-1 root logged in", KEY)(service))
    assert [record.getMessage() for record in caplog.records] == [
        "a request without a gateway's id is refused: the gateways' file has no such id"
    ]


def test_a_nonce_is_of_one_gateway_and_the_window_has_two_sides(service: Service):
    nonce = {"nonce": "the-same-nonce-0001"}
    other = Signer("gw-2", OTHER_KEY)
    answers = service.send(
        service.signed("/sms", SMS, **nonce, at=NOW - timedelta(seconds=300)),
        other.sign(service.request("/sms", SMS), **nonce, at=NOW + timedelta(seconds=300)),
    )
    assert [it.status_code for it in answers] == [200, 200]


def test_a_gateway_uses_the_fronts_it_is_allowed(service: Service):
    signer = Signer("gw-2", OTHER_KEY)
    refused, answered = service.send(
        signer.sign(service.request("/ussd", USSD)), signer.sign(service.request("/sms", SMS))
    )
    assert refused.status_code == 403 and "may not use ussd" in refused.json()["detail"]
    assert answered.status_code == 200


def test_a_gateway_behind_a_proxy_may_sign_the_address_too(service: Service):
    covered = ("@method", "@path", "@authority", "content-type", "content-digest")
    [response] = service.send(service.signed("/sms", SMS, covered_component_ids=covered))
    assert response.status_code == 200


def test_many_signatures_of_which_one_is_wrong(service: Service):
    request = service.signed("/ussd", USSD)
    Signer("gw-1", "f" * 64).sign(
        request, label="second", append_if_signature_exists=True, use_existing_digest=True, nonce="n" * 20
    )
    [response] = service.send(request)
    assert response.status_code == 401


@pytest.fixture(params=BOTH)
def url(request, tmp_path: Path):
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path / 'nonces.sqlite3'}"
        return
    with server().database() as made:
        yield made


def test_a_replay_at_another_process_is_refused(url: str):
    processes = [Service(NonceStore.open(url)) for _ in range(2)]
    request = processes[0].signed("/ussd", USSD)
    assert processes[0].send(request)[0].status_code == 200
    assert processes[1].send(altered(request))[0].status_code == 401
    assert processes[1].send(processes[0].signed("/ussd", USSD))[0].status_code == 200


def test_old_nonces_are_dropped(url: str):
    store, memory = NonceStore.open(url), NonceMemory()

    async def scene() -> None:
        for kept in (store, memory):
            assert await kept.new("gw", "a", NOW + timedelta(seconds=300), NOW)
            assert not await kept.new("gw", "a", NOW + timedelta(seconds=300), NOW + timedelta(seconds=300))
            # A clock that was ahead for a moment lets nobody use one again.
            ahead, back = NOW + timedelta(seconds=400), NOW + timedelta(seconds=20)
            assert await kept.new("gw", "b", ahead + timedelta(seconds=300), ahead)
            assert not await kept.new("gw", "a", NOW + timedelta(seconds=300), back)
            later = NOW + timedelta(seconds=301) + KEPT
            assert await kept.new("gw", "c", later + timedelta(seconds=300), later)

    asyncio.run(scene())
    with open_engine(url).connect() as connection:
        assert [row.nonce for row in connection.execute(select(nonces))] == ["b", "c"]
    assert list(memory._seen) == [("gw", "b"), ("gw", "c")]


def test_of_many_at_once_one_is_new(url: str):
    store = NonceStore.open(url)

    async def scene() -> list[bool]:
        return list(await asyncio.gather(*(store.new("gw", "a", NOW, NOW) for _ in range(12))))

    assert sorted(asyncio.run(scene())) == [False] * 11 + [True]


def test_the_migrations_make_the_table(url: str):
    engine = open_engine(url)
    upgrade(engine, PART)
    with engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True, "version_table": "serve_version"})
        assert compare_metadata(context, metadata) == []
