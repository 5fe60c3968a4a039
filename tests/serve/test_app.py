"""What gateways are answered."""

from __future__ import annotations

import asyncio
import json
import logging
from typing import Any

import httpx2
import pytest

from ivr.database import DatabaseError
from ivr.serve import Limits, Rates
from ivr.serve.problems import MEDIA_TYPE
from tests.serve.conftest import CALLER, NOW, SMS, THIRD_KEY, USSD, Service, Signer


def test_a_ussd_message_is_answered(service: Service):
    response = service.ask("/ussd", USSD)
    assert response.status_code == 200 and response.headers["content-type"] == "application/json"
    assert response.json() == {"text": "Вы набрали *105#", "ended": False}
    assert service.fronts.asked == [("ussd", f"gw-1/{CALLER}/s-1", CALLER, "*105#", NOW, "gw-1/m-1")]
    assert service.ask("/ussd", USSD | {"text": "0"}).json()["ended"] is True


def test_a_short_message_is_answered(service: Service):
    assert service.ask("/sms", SMS).json() == {"text": "Вы написали баланс"}
    assert service.fronts.asked == [("sms", CALLER, "0505", "баланс", NOW, "gw-1/m-1")]


def test_neither_another_gateway_nor_another_caller_gets_into_a_session(service: Service):
    for body in (USSD, USSD | {"caller": "+79220000001"}):
        service.ask("/ussd", body)
    service.signer = Signer("gw-3", THIRD_KEY)
    service.ask("/ussd", USSD)
    assert len({asked[1] for asked in service.fronts.asked}) == 3
    assert len({asked[5] for asked in service.fronts.asked}) == 2


@pytest.mark.parametrize(
    ("body", "told"),
    [
        (b"", "not JSON"),
        (b"{", "not JSON"),
        (b"[" * 8000, "not JSON"),
        (b"[]", "not an object"),
        (b"\xff\xfe{}", "not UTF-8"),
        (json.dumps(USSD).encode("utf-16"), "not UTF-8"),
        (json.dumps(USSD)[:-1].encode() + b',"text":"0"}', "each of its names once"),
        ({}, "session is missing"),
        ({name: it for name, it in USSD.items() if name != "message_id"}, "message_id is missing"),
        (USSD | {"texts": ""}, "not known"),
        (USSD | {"text": 105}, "text is not a text"),
        (USSD | {"text": None}, "text is not a text"),
        (USSD | {"text": ["*105#"]}, "text is not a text"),
        (USSD | {"text": "\ud83d"}, "half of a surrogate pair"),
        (USSD | {"text": "a\0b"}, "U+0000"),
        (USSD | {"text": "a" * 1601}, "more than 1600 letters"),
        (USSD | {"session": ""}, "session has 1 to 128"),
        (USSD | {"session": "a\nb"}, "session has 1 to 128"),
        (USSD | {"message_id": "m" * 129}, "message_id has 1 to 128"),
        (USSD | {"caller": "nobody"}, "caller is not a number"),
        (USSD | {"caller": "+7922123456789012"}, "caller is not a number"),
        (USSD | {"caller": "+7 922 1234567"}, "caller is not a number"),
        (USSD | {"caller": "٧٩٢٢١٢٣٤٥٦٧"}, "caller is not a number"),
        (USSD | {"caller": "+79221234567\n"}, "caller is not a number"),
        (USSD | {"caller": "' or 1=1 --"}, "caller is not a number"),
    ],
)
def test_a_body_that_is_wrong_is_told(service: Service, body: Any, told: str):
    response = service.ask("/ussd", body)
    assert response.status_code == 400 and response.headers["content-type"] == MEDIA_TYPE
    assert told in response.json()["detail"] and response.json()["status"] == 400
    assert service.fronts.asked == []


def test_a_huge_body_is_refused_by_its_header_and_by_its_bytes(service: Service):
    async def drips():
        for _ in range(20):
            yield b" " * 1000

    async def scene() -> list[httpx2.Response]:
        async with service.client() as client:
            json_type = {"content-type": "application/json"}
            return [
                await client.post("/ussd", content=b"x" * 17000, headers=json_type),
                await client.post("/ussd", content=drips(), headers=json_type),
                await client.post("/ussd", content=b"{}", headers={**json_type, "content-length": "9" * 30}),
            ]

    for response in asyncio.run(scene()):
        assert response.status_code == 413 and "16384 bytes" in response.json()["detail"]


def test_the_longest_text_may_be_written_in_escapes(service: Service):
    body = json.dumps({**SMS, "text": "я" * 1600}).encode()
    assert len(body) > 1600 * 6
    assert service.ask("/sms", body).status_code == 200


def test_no_address_is_led_elsewhere(service: Service):
    request = httpx2.Request("POST", "http://ivr.test/ussd/", content=b"{}", headers={"host": "elsewhere.example"})
    [response] = service.send(request)
    assert response.status_code == 404 and "location" not in response.headers


def test_a_caller_is_one_however_the_number_is_written():
    service = Service(rates=Rates(6, 2))
    numbers = ("+79221234567", "89221234567", "9221234567", "79221234567")
    answers = [service.ask("/sms", {**SMS, "caller": number}) for number in numbers]
    assert [answer.status_code for answer in answers] == [200, 200, 429, 429]


def test_a_body_that_does_not_come_is_not_waited_for():
    service = Service(limits=Limits(body_seconds=0.01))

    async def never():
        yield b"{"
        await asyncio.Event().wait()

    async def scene() -> httpx2.Response:
        async with service.client() as client:
            return await client.post("/sms", content=never(), headers={"content-type": "application/json"})

    assert asyncio.run(scene()).status_code == 408


@pytest.mark.parametrize(
    "headers", [{"content-type": "text/plain"}, {}, {"content-type": "application/json", "content-encoding": "gzip"}]
)
def test_only_json_as_it_is(service: Service, headers: dict[str, str]):
    [response] = service.send(httpx2.Request("POST", "http://ivr.test/ussd", content=b"{}", headers=headers))
    assert response.status_code == 415


def test_addresses_and_methods_that_mean_nothing(service: Service):
    missing = service.get("/nothing")
    assert missing.status_code == 404 and "POST /ussd" in missing.json()["detail"]
    wrong = service.get("/ussd")
    assert wrong.status_code == 405 and wrong.headers["allow"] == "POST"


def test_a_caller_who_sends_too_often_is_told_how_long_to_wait():
    clock = [0.0]
    service = Service(rates=Rates(30, 3, clock=lambda: clock[0]))
    answers = [service.ask("/ussd", USSD) for _ in range(4)]
    assert [answer.status_code for answer in answers] == [200, 200, 200, 429]
    assert answers[3].headers["retry-after"] == "2"
    assert service.ask("/sms", SMS | {"caller": "79221234567"}).status_code == 429
    assert service.ask("/sms", SMS | {"caller": "+79220000001"}).status_code == 200
    clock[0] += 2
    assert service.ask("/ussd", USSD).status_code == 200


def test_buckets_fill_and_the_oldest_are_forgotten():
    clock = [0.0]
    rates = Rates(60, 2, most=2, clock=lambda: clock[0])
    assert [rates.take("a") for _ in range(3)] == [0, 0, 1]
    clock[0] += 0.5
    assert rates.take("a") == 1
    clock[0] += 100
    assert [rates.take("a") for _ in range(3)] == [0, 0, 1]
    assert [rates.take(who) for who in "bc"] == [0, 0]
    assert rates.take("a") == 0


def test_an_answer_that_takes_too_long_is_finished_all_the_same():
    service = Service(limits=Limits(seconds=0.01))

    async def scene() -> None:
        free = asyncio.Event()

        async def wait() -> None:
            await free.wait()

        service.fronts.wait = wait
        async with service.client() as client:
            response = await client.send(service.signed("/ussd", USSD))
            assert response.status_code == 504 and "same message_id" in response.json()["detail"]
            assert service.flow.running == 1
            free.set()
            assert await service.flow.drain(10)

    asyncio.run(scene())


def test_stopping_finishes_what_is_on_its_way_and_refuses_the_rest(service: Service):
    async def scene() -> None:
        free, asked = asyncio.Event(), asyncio.Event()

        async def wait() -> None:
            asked.set()
            await free.wait()

        service.fronts.wait = wait
        async with service.client() as client:
            first = asyncio.create_task(client.send(service.signed("/ussd", USSD)))
            await asked.wait()
            drained = asyncio.create_task(service.flow.drain(10))
            await asyncio.sleep(0)
            refused = await client.send(service.signed("/ussd", USSD))
            assert refused.status_code == 503 and refused.headers["retry-after"] == "1"
            assert refused.headers["connection"] == "close"
            assert (await client.get("/ready")).status_code == 503
            assert (await client.get("/health")).status_code == 200
            free.set()
            assert (await first).status_code == 200
            assert await drained

    asyncio.run(scene())


def test_too_many_at_once_are_told_to_come_back(service: Service):
    service.flow._most = 0
    response = service.ask("/ussd", USSD)
    assert response.status_code == 503 and "too many" in response.json()["detail"]


def test_a_fault_is_told_to_nobody_in_its_words(service: Service, caplog: pytest.LogCaptureFixture):
    caplog.set_level(logging.DEBUG)
    service.fronts.failure = RuntimeError("пароль 4321")
    response = service.ask("/sms", SMS | {"text": "пароль 4321"})
    assert response.status_code == 500 and "4321" not in response.text
    assert "RuntimeError in " not in response.text and "RuntimeError" in caplog.text and "4321" not in caplog.text
    service.fronts.failure = DatabaseError("cannot use the database sqlite:///x: database is locked")
    response = service.ask("/sms", SMS)
    assert response.status_code == 503 and "sqlite" not in response.text and "database is locked" in caplog.text


def test_alive_and_ready(service: Service):
    assert service.get("/health").json() == {"alive": True}
    assert service.get("/ready").json() == {"ready": True}
    service.missing = {"database": "it does not answer"}
    response = service.get("/ready")
    assert response.status_code == 503
    assert response.json() == {"ready": False, "missing": {"database": "it does not answer"}}
    service.ready_fails = TimeoutError()
    assert service.get("/ready").json()["missing"] == {"database": "it does not answer in time"}
    service.ready_fails = RuntimeError("secret")
    assert service.get("/ready").json()["missing"] == {"service": "it has a fault"}
