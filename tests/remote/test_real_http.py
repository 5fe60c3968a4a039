"""The account over real connections: a server on a free port, a line that drops, an enemy that drips."""

from __future__ import annotations

import asyncio
import contextlib
import datetime as dt
import ipaddress
import logging
import socket
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import uvicorn
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from ivr.actions import Context, Outcome
from ivr.remote import Keys, NotDone, Remote, Unreachable, application
from ivr.secret import Secret
from ivr.serve import listen
from ivr.worker import InlineWorker
from tests.remote.conftest import CALLER, KEY, NOW, PASSWORD, Account, registry


@contextlib.contextmanager
def serving(account: Any, **settings: Any) -> Iterator[tuple[int, list[Any]]]:
    """A server of the tests' actions: its port, and the connections that were made."""
    connections: set[Any] = set()
    inner = application(registry(), account, Keys(KEY))

    async def app(scope: Any, receive: Any, send: Any) -> None:
        connections.add(scope["client"])
        await inner(scope, receive, send)

    at = listen("127.0.0.1", 0)
    server = uvicorn.Server(uvicorn.Config(app, lifespan="off", log_level="critical", **settings))
    thread = threading.Thread(target=lambda: asyncio.run(server.serve(sockets=[at])))
    thread.start()
    try:
        yield at.getsockname()[1], connections  # type: ignore[misc]
    finally:
        server.should_exit = True
        thread.join()
        at.close()


@contextlib.contextmanager
def asking(url: str, timeout: float = 60.0) -> Iterator[Callable[..., Any]]:
    """Ask at a URL. timeout: of every action, seconds."""
    remote = Remote(url, Keys(KEY), environment={})
    actions = remote.actions(registry().mapped(lambda action: replace(action, timeout=timeout)))

    def ask(name: str, step: int = 1, **arguments: Any) -> Any:
        found: list[Any] = []
        context = Context("call-1", step, CALLER, "0505", "ru", NOW)
        InlineWorker().run(actions[name], context, arguments, found.append)
        return found[0]

    try:
        yield ask
    finally:
        remote.close()


@contextlib.contextmanager
def raw(handle: Callable[[socket.socket, threading.Event], None]) -> Iterator[int]:
    """A server that does with each connection what it likes: its port."""
    at = socket.create_server(("127.0.0.1", 0))
    stop = threading.Event()
    threads: list[threading.Thread] = []

    def accept() -> None:
        while not stop.is_set():
            try:
                connection, _ = at.accept()
            except OSError:
                return
            thread = threading.Thread(target=serve, args=(connection,))
            threads.append(thread)
            thread.start()

    def serve(connection: socket.socket) -> None:
        with connection, contextlib.suppress(OSError):
            handle(connection, stop)

    acceptor = threading.Thread(target=accept)
    acceptor.start()
    try:
        yield at.getsockname()[1]
    finally:
        stop.set()
        at.shutdown(socket.SHUT_RDWR)
        at.close()
        for thread in (acceptor, *threads):
            thread.join()


def until(end: bytes, connection: socket.socket) -> bytes:
    found = b""
    while not found.endswith(end):
        chunk = connection.recv(65536)
        assert chunk, found
        found += chunk
    return found


def test_connections_are_kept_for_all_calls():
    account = Account()
    with serving(account) as (port, connections), asking(f"http://localhost:{port}") as ask:
        assert [ask("bill.pay", step, amount=1) for step in (1, 2, 3)] == [Outcome("paid", n) for n in (1, 2, 3)]
        assert len(connections) == 1


def test_no_proxy_of_the_environment_sees_a_request(monkeypatch: pytest.MonkeyPatch):
    for name in ("http_proxy", "HTTP_PROXY", "all_proxy", "ALL_PROXY"):
        monkeypatch.setenv(name, "http://127.0.0.1:9")
    for name in ("no_proxy", "NO_PROXY"):
        monkeypatch.delenv(name, raising=False)
    with serving(Account()) as (port, _), asking(f"http://localhost:{port}") as ask:
        assert isinstance(ask("bill.get"), Outcome)


def test_no_log_has_a_secret_or_a_key(caplog: pytest.LogCaptureFixture):
    caplog.set_level(logging.DEBUG)
    account = Account()
    with serving(account) as (port, _), asking(f"http://localhost:{port}") as ask:
        assert ask("pin.check", 1, pin=Secret(PASSWORD)) == Outcome("right", level=2)
        account.fails = [ValueError(PASSWORD)]
        assert isinstance(ask("pin.check", 2, pin=Secret(PASSWORD)), NotDone)
    assert "http11" in caplog.text and "pin.check failed" in caplog.text
    assert PASSWORD not in caplog.text and KEY.secret.reveal() not in caplog.text


def test_many_calls_at_once():
    account = Account()
    with serving(account) as (port, _), asking(f"http://localhost:{port}") as ask:
        threads = [threading.Thread(target=ask, args=("bill.pay", step), kwargs={"amount": 1}) for step in range(1, 25)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    assert len(account.paid) == 24


def test_a_connection_that_dies_after_the_work_was_done_charges_once():
    account = Account()
    dropped: list[bytes] = []
    with serving(account) as (port, _):

        def pass_on(connection: socket.socket, stop: threading.Event) -> None:
            with socket.create_connection(("127.0.0.1", port)) as server:
                server.sendall(until(b"}}", connection))
                answer = until(b"}", server)
                if not dropped:
                    dropped.append(answer)
                    return
                connection.sendall(answer)
                stop.wait(10)

        with raw(pass_on) as line, asking(f"http://127.0.0.1:{line}") as ask:
            assert ask("bill.pay", amount=500) == Outcome("paid", 500)
    assert dropped and b" 200 OK" in dropped[0]
    assert account.paid == [500]


DRIPS = {
    "its body": b"HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: 100000\r\n\r\n",
    "its head": b"HTTP/1.1 200 OK\r\nx: ",
    "nothing": b"",
}


@pytest.mark.parametrize("what", DRIPS)
def test_who_drips_an_answer_is_left_at_the_time_limit(what: str):
    def drip(connection: socket.socket, stop: threading.Event) -> None:
        connection.recv(65536)
        connection.sendall(DRIPS[what])
        while not stop.wait(0.02):
            if what != "nothing":
                connection.sendall(b" ")

    with raw(drip) as port, asking(f"http://127.0.0.1:{port}", timeout=0.2) as ask:
        began = time.monotonic()
        left = ask("bill.get")
        assert isinstance(left, Unreachable) and str(left) == "no answer in 0.2 s"
        assert time.monotonic() - began < 5


def test_what_is_no_http_is_no_answer():
    def talk(connection: socket.socket, stop: threading.Event) -> None:
        connection.recv(65536)
        connection.sendall(b"220 mail.example ESMTP\r\n")

    with raw(talk) as port, asking(f"http://127.0.0.1:{port}", timeout=0.2) as ask:
        assert isinstance(ask("bill.get"), Unreachable)


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """A certificate for localhost that nobody vouches for, and its key."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "localhost")])
    now = dt.datetime.now(dt.UTC)
    hosts = x509.SubjectAlternativeName([x509.DNSName("localhost"), x509.IPAddress(ipaddress.ip_address("127.0.0.1"))])
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - dt.timedelta(days=1))
        .not_valid_after(now + dt.timedelta(days=1))
        .add_extension(hosts, critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .sign(key, hashes.SHA256())
    )
    folder = tmp_path_factory.mktemp("tls")
    (folder / "cert.pem").write_bytes(made.public_bytes(serialization.Encoding.PEM))
    (folder / "key.pem").write_bytes(
        key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    )
    return folder / "cert.pem", folder / "key.pem"


def test_a_certificate_that_nobody_vouches_for_is_not_trusted(
    certificate: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch
):
    account, (cert, key) = Account(), certificate
    with serving(account, ssl_certfile=cert, ssl_keyfile=key) as (port, _):
        with asking(f"https://localhost:{port}") as ask:
            refused = ask("bill.get")
            assert isinstance(refused, Unreachable) and "its certificate is not trusted here" in str(refused)
            assert account.seen == []
        monkeypatch.setenv("SSL_CERT_FILE", str(cert))
        with asking(f"https://localhost:{port}") as ask:
            assert isinstance(ask("bill.get"), Outcome)
