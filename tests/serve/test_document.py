"""What docs/serve.md shows: its file of gateways is read, and its client is answered."""

from __future__ import annotations

import asyncio
import re
import urllib.error
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from ivr.serve import listen, read_gateways, run
from tests.docs.documents import ROOT, blocks_of
from tests.serve.conftest import CALLER, KEY, NOW, USSD, Service

DOCUMENT = ROOT / "docs" / "serve.md"


def block(language: str) -> str:
    [found] = [each.text for each in blocks_of(DOCUMENT) if each.language == language]
    return found


def test_the_file_of_gateways_is_read(tmp_path: Path):
    file = tmp_path / "gateways.yaml"
    file.write_text(block("yml"), encoding="utf-8")
    file.chmod(0o600)
    gateways = read_gateways(file, {"IVR_GATEWAY_SMS_1": KEY})
    found = [gateways.get(name) for name in ("ussd-1", "sms-1")]
    assert [sorted(each.fronts) for each in found if each is not None] == [["ussd"], ["sms", "ussd"]]


def test_the_client_is_answered(service: Service):
    client: dict[str, Any] = {}
    exec(block("python"), client)
    client["time"] = SimpleNamespace(time=NOW.timestamp)

    async def scene() -> None:
        at = listen("127.0.0.1", 0)
        host, started = f"http://127.0.0.1:{at.getsockname()[1]}", asyncio.Event()
        stop = asyncio.Event()

        async def until_told(_: asyncio.Event) -> None:
            await stop.wait()

        running = asyncio.create_task(
            run(service.application, at, service.flow, beside=[until_told], started=started.set)
        )
        await started.wait()
        answer = await asyncio.to_thread(client["ask"], host, "/ussd", USSD, "gw-1", KEY)
        assert answer == {"text": "Вы набрали *105#", "ended": False}
        with pytest.raises(urllib.error.HTTPError, match="401"):
            await asyncio.to_thread(client["ask"], host, "/ussd", USSD, "gw-1", KEY[:-1])
        stop.set()
        assert await running

    asyncio.run(scene())
    assert [asked[2] for asked in service.fronts.asked] == [CALLER]


def test_its_figures_are_those_of_the_program():
    from ivr.sending.deliverer import FIRST_PAUSE, GIVE_UP, LEASE, LONGEST_PAUSE
    from ivr.serve.app import Limits
    from ivr.serve.running import DRAIN_SECONDS
    from ivr.serve.signatures import NONCE, TAG, WINDOW

    text = re.sub(r"\s+", " ", DOCUMENT.read_text(encoding="utf-8"))
    for said in (
        f"at most {Limits().body // 1024} KiB",
        f"within {Limits().body_seconds:.0f} seconds",
        f"`--time-limit` ({Limits().seconds:.0f} seconds)",
        f"within {WINDOW.seconds} seconds of this computer's clock",
        f"{NONCE.start} to {NONCE.stop - 1} letters",
        f"`{TAG}`",
        f"after {FIRST_PAUSE.seconds} seconds, then after twice as long, up to {LONGEST_PAUSE.seconds // 60} minutes",
        f"({DRAIN_SECONDS:.0f} seconds at most)",
    ):
        assert said in text, said
    assert GIVE_UP.days == 1 and LEASE.seconds == 180
