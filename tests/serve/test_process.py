"""The whole path: ``ivr serve`` in a process of its own, asked over HTTP as a gateway asks, to the SMS that is sent."""

from __future__ import annotations

import json
import os
import re
import signal
import sqlite3
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import httpx2
import pytest

from tests.serve.conftest import KEY, Signer

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="a process cannot be sent SIGTERM there")

PATIENCE = 60
CALLER = "+79221234567"


class Process:
    """``ivr serve`` with arguments; its files are in the folder."""

    def __init__(self, folder: Path, *arguments: str) -> None:
        gateways = folder / "gateways.yaml"
        if not gateways.exists():
            gateways.write_text(f"gateways:\n  - id: gw-1\n    key: {KEY}\n", encoding="utf-8")
            gateways.chmod(0o600)
        homes = {name: str(folder) for name in ("XDG_DATA_HOME", "HOME", "LOCALAPPDATA")}
        self.program = subprocess.Popen(
            [sys.executable, "-m", "ivr", "serve", "--port", "0", "--gateways", str(gateways), "-v", *arguments],
            stderr=subprocess.PIPE,
            env={**os.environ, **homes},
            text=True,
        )
        self.said = ""
        assert self.program.stderr is not None
        watchdog = threading.Timer(PATIENCE, self.program.kill)
        watchdog.start()
        for line in self.program.stderr:
            self.said += line
            if found := re.search(r"answers at (http://\S+);", line):
                self.client = httpx2.Client(base_url=found[1], timeout=PATIENCE)
                break
        watchdog.cancel()
        assert hasattr(self, "client"), self.said
        self.signer = Signer()

    def ask(self, path: str, **body: str) -> httpx2.Response:
        request = self.client.build_request("POST", path, json=body)
        return self.client.send(self.signer.sign(request, at=datetime.now(UTC), nonce=os.urandom(16).hex()))

    def stop(self) -> int:
        """Its exit code."""
        self.program.send_signal(signal.SIGTERM)
        assert self.program.stderr is not None
        self.said += self.program.stderr.read()
        return self.program.wait(PATIENCE)

    def close(self) -> None:
        self.client.close()
        self.program.kill()
        self.program.communicate()


@pytest.fixture
def process(tmp_path: Path) -> Iterator[Process]:
    made = Process(tmp_path, "--send", f"file:{tmp_path / 'outgoing'}", "--journal", str(tmp_path / "journal"))
    yield made
    made.close()


def test_codes_and_messages_are_answered_from_0505_and_passwords_go_out(process: Process, tmp_path: Path):
    assert process.client.get("/ready").json() == {"ready": True}
    menu = process.ask("/ussd", session="1", caller=CALLER, text="*105#", message_id="1").json()
    assert not menu["ended"] and "1 — " in menu["text"]
    balance = process.ask("/ussd", session="1", caller=CALLER, text="1", message_id="2")
    assert "121,05" in balance.json()["text"]
    again = process.ask("/ussd", session="1", caller=CALLER, text="1", message_id="2")
    assert again.json() == balance.json()
    reply = process.ask("/sms", caller=CALLER, called="0505", text="баланс", message_id="3")
    assert "121,05" in reply.json()["text"]

    unsigned = process.client.post("/ussd", json={})
    assert unsigned.status_code == 401

    assert process.stop() == 0
    assert "ussd gw-1 200" in process.said and "Traceback" not in process.said
    assert CALLER not in process.said and KEY not in process.said
    assert len(list((tmp_path / "journal").rglob("*.jsonl"))) >= 2


def test_an_sms_that_waits_is_sent_once_by_one_of_two_processes(tmp_path: Path):
    url = f"sqlite:///{tmp_path / 'account.sqlite3'}"
    common = ("--account-url", url, "--send", f"file:{tmp_path / 'outgoing'}", "--no-journal")
    processes = [Process(tmp_path, *common) for _ in range(2)]
    try:
        number = _password_wanted(url)
        sent = _until(lambda: list((tmp_path / "outgoing").glob("*.json")))
        _until(lambda: not _waiting(url))
        assert len(sent) == 1
        message = json.loads(sent[0].read_text(encoding="utf-8"))
        assert message["number"] == number and re.search(r"\d{4}", message["text"])
        assert [process.stop() for process in processes] == [0, 0]
        digits = re.search(r"\d{4,}", message["text"])
        assert digits is not None
        assert not any(digits[0] in process.said for process in processes)
    finally:
        for process in processes:
            process.close()


def test_a_session_goes_on_at_another_process_and_a_replay_is_refused_there(tmp_path: Path):
    url = f"sqlite:///{tmp_path / 'account.sqlite3'}"
    from ivr.account import demo, open_accounts

    demo.seed(open_accounts(url), datetime.now(UTC))
    one, other = (Process(tmp_path, "--account-url", url, "--no-journal") for _ in range(2))
    try:
        one.ask("/ussd", session="1", caller=CALLER, text="*105#", message_id="1")
        body = {"session": "1", "caller": CALLER, "text": "1", "message_id": "2"}
        request = other.client.build_request("POST", "/ussd", json=body)
        other.signer.sign(request, at=datetime.now(UTC), nonce="the-nonce-of-a-replay")
        assert "121,05" in other.client.send(request).json()["text"]
        replay = one.client.build_request("POST", "/ussd", json=body)
        for name in ("signature", "signature-input", "content-digest"):
            replay.headers[name] = request.headers[name]
        assert one.client.send(replay).status_code == 401
        assert [one.stop(), other.stop()] == [0, 0]
    finally:
        one.close()
        other.close()


def test_a_locked_database_is_told_and_what_was_asked_is_done_once_afterwards(tmp_path: Path):
    url = f"sqlite:///{tmp_path / 'account.sqlite3'}"
    from ivr.account import demo, open_accounts

    demo.seed(open_accounts(url), datetime.now(UTC))
    process = Process(tmp_path, "--account-url", url, "--no-journal")
    try:
        message = {"session": "1", "caller": CALLER, "text": "*105*00#", "message_id": "1"}
        with closing(sqlite3.connect(tmp_path / "account.sqlite3", isolation_level=None)) as other:
            other.execute("begin immediate")
            refused = process.ask("/ussd", **message)
            other.execute("rollback")
        assert (refused.status_code, refused.headers["retry-after"]) == (503, "1")
        done = [process.ask("/ussd", **message).json() for _ in range(2)]
        assert done[0] == done[1] and "Пароль отправлен" in done[0]["text"]
        assert len(_waiting(url)) == 1
        assert process.stop() == 0
        assert "another program is writing" in process.said and "Traceback" not in process.said
    finally:
        process.close()


def _password_wanted(url: str) -> str:
    from ivr.account import demo, open_accounts
    from ivr.account.records import Request

    accounts, now = open_accounts(url), datetime.now(UTC)
    demo.seed(accounts, now)
    accounts.identify(Request("call-1", 1, CALLER, now))
    accounts.request_password(Request("call-1", 2, CALLER, now))
    return CALLER


def _waiting(url: str) -> list[Any]:
    from ivr.account import open_accounts

    return open_accounts(url).outbox()


def _until(found: Any) -> Any:
    import time

    end = time.monotonic() + PATIENCE
    while not (result := found()):
        assert time.monotonic() < end
        time.sleep(0.02)
    return result
