"""What docs/account-over-http.md shows: its clinic is called, its server's side of the signatures is believed."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import threading
import time
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from typing import Any

import httpx2
import pytest

from ivr.actions import Outcome
from ivr.remote import asking, breaker, server, texts
from ivr.remote.answers import KEPT_SECONDS
from ivr.remote.signing import WINDOW
from ivr.secret import Secret
from tests.docs.documents import ROOT, UPDATE, blocks_of, generated
from tests.remote.conftest import KEY, PASSWORD, Both
from tests.remote.test_examples import KEY as LINE
from tests.remote.test_real_http import asking as asking_at

NAME = "docs/account-over-http.md"
TEXT = re.sub(r"\s+", " ", (ROOT / NAME).read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def clinic(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The clinic of the guide for integrators, with the server of this document."""
    folder = tmp_path_factory.mktemp("clinic")
    for document in ("docs/integrators.md", NAME):
        for block in blocks_of(ROOT / document):
            if name := block.value("file"):
                (folder / name).parent.mkdir(exist_ok=True)
                (folder / name).write_text(block.text, encoding="utf-8")
    return folder


def test_the_clinic_is_called_with_its_diary_elsewhere(clinic: Path):
    environment = {
        **os.environ,
        "IVR_ACCOUNT_KEY": LINE,
        "PYTHONPATH": os.pathsep.join((str(clinic), str(ROOT))),
        "PYTHONIOENCODING": "utf-8",
    }

    def ivr(*arguments: str) -> str:
        command = [sys.executable, "-m", "ivr", *arguments]
        done = subprocess.run(command, cwd=clinic, env=environment, capture_output=True, encoding="utf-8", check=False)
        assert done.returncode == 0, done.stderr + done.stdout
        return done.stdout

    command = [sys.executable, "-m", "uvicorn", "server:app", "--port", "0"]
    running = subprocess.Popen(command, cwd=clinic, env=environment, stderr=subprocess.PIPE, text=True)
    try:
        assert running.stderr is not None
        lines = (re.search(r"running on (http://127\.0\.0\.1:\d+)", line) for line in running.stderr)
        url = next(found[1] for found in lines if found)
        assert "serves all 1 actions" in ivr("actions", ".", "--remote", url)
        assert "Ждём вас пятого марта" in ivr("call", ".", "--keys", "1", "--account-url", url)
        assert "У врача нет времени" in ivr("call", ".", "--keys", "1", "--account-url", url, "--from", "+79220000001")
    finally:
        running.terminate()
        running.communicate()


def test_the_exchange_is_the_one_that_the_document_shows(both: Both, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("ivr.remote.signing.secrets.token_urlsafe", lambda _: "Zk3vXq1T0mYh6cWbR8sLd2Nf")
    answers: list[httpx2.Response] = []
    both.wire.after = lambda response: answers.append(response) or response  # type: ignore[func-returns-value]
    assert both.ask("bill.pay", amount=12050) == Outcome("paid", 12050)
    [request], [response] = both.wire.sent, answers
    body = response.stream._stream.chunks[0]  # type: ignore[attr-defined]
    shown = [
        "POST /actions/bill.pay HTTP/1.1",
        *_lines(request.headers),
        "",
        request.content.decode(),
        "",
        "HTTP/1.1 200 OK",
        *_lines(response.headers),
        "",
        body.decode(),
    ]
    found, wanted = generated(NAME, "exchange", lambda: "```http\n" + "\n".join(shown) + "\n```")
    assert found == wanted, f"run {UPDATE}=1 pytest tests/remote"


def _lines(headers: httpx2.Headers) -> list[str]:
    shown = ("content-type", "idempotency-key", "content-digest", "signature-input", "signature")
    return [f"{name.title()}: {headers[name]}" for name in shown if name in headers]


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"signature-input": "ivr=x"},
        {"signature-input": 'ivr=("x-unknown");created=1', "signature": "ivr=::", "content-digest": ""},
        {"signature-input": 'ivr=("@method" "@path" "content-digest");tag="ivr-account"', "content-digest": ""},
        {"signature": "ivr=:ÿ:", "signature-input": f'ivr=();created={"9" * 5000};tag="ivr-account"'},
    ],
)
def test_whatever_a_stranger_sends_is_not_believed(headers: dict[str, str]):
    made: dict[str, Any] = {}
    exec(next(block.text for block in blocks_of(ROOT / NAME) if "def believed" in block.text), made)
    for method in ("GET", "POST"):
        assert made["believed"](method, "/actions", headers, b"", "key") is False
    covered = '("@method" "@path" "content-digest" "content-type" "idempotency-key")'
    whole = {"content-type": "application/json", "idempotency-key": '"c:1"', "content-digest": made["digest"](b"")}
    params = f'ivr={covered};created={int(time.time())};tag="ivr-account"'
    assert (
        made["believed"]("POST", "/", {**whole, "signature-input": params, "signature": "ivr=:ÿ:"}, b"", "k") is False
    )


def test_a_server_of_another_make_is_believed():
    """One that has nothing of this package: the standard library, and the functions that the document shows."""
    made: dict[str, Any] = {}
    exec(next(block.text for block in blocks_of(ROOT / NAME) if "def believed" in block.text), made)
    key, answers = KEY.secret.reveal(), {PASSWORD: "right"}
    refused: list[str] = []

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["content-length"]))
            headers = {name.lower(): value for name, value in self.headers.items()}
            status, answer = 200, {"outcome": "wrong", "value": 4, "level": None}
            if not made["believed"]("POST", self.path, headers, body, key):
                refused.append(self.path)
                status = 401
            elif answers.get(json.loads(body)["arguments"]["pin"]):
                answer = {"outcome": "right", "value": None, "level": 2}
            elif json.loads(body)["step"] == 3:
                status, answer = 403, {"level": 1}
            content = json.dumps(answer).encode()
            self.send_response(status)
            for name, value in made["signed"](status, content, headers, KEY.id, key).items():
                self.send_header(name, value)
            self.send_header("content-length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)

        def log_message(self, *_: Any) -> None:
            pass

    with HTTPServer(("127.0.0.1", 0), Handler) as http:
        thread = threading.Thread(target=http.serve_forever)
        thread.start()
        try:
            with asking_at(f"http://127.0.0.1:{http.server_port}") as ask:
                assert ask("pin.check", 1, pin=Secret(PASSWORD)) == Outcome("right", level=2)
                assert ask("pin.check", 2, pin=Secret("1111")) == Outcome("wrong", 4)
                assert ask("pin.check", 3, pin=Secret("1111")).proved == 1
                assert refused == []
                key = key[::-1]
                assert "does not believe our signature" in str(ask("pin.check", 4, pin=Secret("1111")))
                assert refused == ["/actions/pin.check"]
        finally:
            http.shutdown()
            thread.join()


def test_its_figures_are_those_of_the_program():
    for said in (
        f"of a request {server.BODY_BYTES >> 10} KiB at most, of an answer {texts.MOST_BYTES >> 20} MiB",
        f"good for {WINDOW.total_seconds():.0f} seconds",
        f"<= {WINDOW.total_seconds():.0f}",
        "connecting may take three tenths, and five tries at most",
        f"pauses of {asking.FIRST_PAUSE:g} to {asking.LONGEST_PAUSE:g} second",
        f"nobody is asked for {breaker.PAUSE:g} seconds",
        f"up to {breaker.LONGEST_PAUSE:g} seconds",
        "When five requests in a row",
        "for a day, in its process",
    ):
        assert said in TEXT, said
    assert (asking.CONNECT_PART, asking.TRIES, breaker.FAILURES, KEPT_SECONDS) == (0.3, 5, 5, 24 * 3600)
