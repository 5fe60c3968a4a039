"""A real server on a real port: what happens to requests when it is told to stop, and to ports that are taken."""

from __future__ import annotations

import asyncio
import os
import signal
import socket
import sys

import httpx2
import pytest

from ivr.serve import CannotListen, listen, run
from tests.serve.conftest import USSD, Service

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="a process cannot send itself SIGTERM there")


async def until(holds) -> None:
    async with asyncio.timeout(20):
        while not holds():
            await asyncio.sleep(0.005)


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_at_a_signal_requests_on_their_way_are_finished_and_new_ones_refused(service: Service, number: signal.Signals):
    told: list[str] = []

    async def beside(stop: asyncio.Event) -> None:
        await stop.wait()
        told.append("stopped")

    async def scene() -> None:
        free = asyncio.Event()

        async def wait() -> None:
            await free.wait()

        service.fronts.wait = wait
        at = listen("127.0.0.1", 0)
        base = f"http://127.0.0.1:{at.getsockname()[1]}"
        running = asyncio.create_task(
            run(service.application, at, service.flow, beside=[beside], started=lambda: told.append("started"))
        )
        async with httpx2.AsyncClient(base_url=base) as client:
            await until(lambda: told == ["started"])
            assert (await client.get("/ready")).json() == {"ready": True}
            first = asyncio.create_task(_post(service, client))
            await until(lambda: service.flow.running == 1)
            os.kill(os.getpid(), number)
            await until(lambda: service.flow.stopping)
            assert (await _post(service, client)).status_code == 503
            async with httpx2.AsyncClient(base_url=base) as another:
                assert (await _post(service, another)).status_code == 503
                assert (await another.get("/ready")).status_code == 503
            free.set()
            answer = await first
            assert answer.status_code == 200 and answer.json()["text"] == "Вы набрали *105#"
            assert await running
            with pytest.raises(httpx2.ConnectError):
                await client.get("/health")

    before = signal.getsignal(number)
    asyncio.run(scene())
    assert signal.getsignal(number) is before and told == ["started", "stopped"]


def test_a_request_that_never_ends_is_waited_for_only_so_long(service: Service):
    async def scene() -> None:
        async def wait() -> None:
            await asyncio.Event().wait()

        service.fronts.wait = wait
        at = listen("127.0.0.1", 0)
        running = asyncio.create_task(run(service.application, at, service.flow, drain_seconds=0.05))
        async with httpx2.AsyncClient(base_url=f"http://127.0.0.1:{at.getsockname()[1]}") as client:
            first = asyncio.create_task(_post(service, client))
            await until(lambda: service.flow.running == 1)
            os.kill(os.getpid(), signal.SIGTERM)
            assert not await running
            with pytest.raises(httpx2.HTTPError):
                answer = await first
                answer.raise_for_status()

    asyncio.run(scene())


def test_a_second_signal_ends_it_at_once(service: Service):
    async def scene() -> None:
        async def wait() -> None:
            await asyncio.Event().wait()

        async def hangs(_: asyncio.Event) -> None:
            await asyncio.Event().wait()

        service.fronts.wait = wait
        at = listen("127.0.0.1", 0)
        running = asyncio.create_task(run(service.application, at, service.flow, beside=[hangs], drain_seconds=1000))
        async with httpx2.AsyncClient(base_url=f"http://127.0.0.1:{at.getsockname()[1]}") as client:
            first = asyncio.create_task(_post(service, client))
            await until(lambda: service.flow.running == 1)
            os.kill(os.getpid(), signal.SIGTERM)
            await until(lambda: service.flow.stopping)
            os.kill(os.getpid(), signal.SIGTERM)
            assert not await asyncio.wait_for(running, 20)
            first.cancel()

    asyncio.run(scene())


def test_what_fails_beside_ends_all_and_is_told(service: Service):
    async def broken(stop: asyncio.Event) -> None:
        raise RuntimeError("beside")

    async def scene() -> None:
        await run(service.application, listen("127.0.0.1", 0), service.flow, beside=[broken])

    with pytest.raises(RuntimeError, match="beside"):
        asyncio.run(scene())


def test_a_port_that_is_taken():
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        with pytest.raises(CannotListen, match=f"port {port} of 127.0.0.1 is taken: .* --port"):
            listen("127.0.0.1", port)


@pytest.mark.parametrize(
    ("host", "port", "told"),
    [("192.0.2.1", 0, "no address of this computer"), ("no.such.host.invalid", 1, "no address of this computer")],
)
def test_an_address_that_is_not_ours(host: str, port: int, told: str):
    with pytest.raises(CannotListen, match=told):
        listen(host, port)


async def _post(service: Service, client: httpx2.AsyncClient) -> httpx2.Response:
    import json

    request = client.build_request(
        "POST", "/ussd", content=json.dumps(USSD).encode(), headers={"content-type": "application/json"}
    )
    return await client.send(service.signer.sign(request))
