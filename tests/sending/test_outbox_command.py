"""``ivr outbox`` and ``ivr serve`` as commands: what they list, send and refuse."""

from __future__ import annotations

import json
import socket
import sys
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from ivr.account import demo, open_accounts
from ivr.account.records import Request
from ivr.cli import main

CALLER = "+79221234567"
Run = Callable[..., Result]


@pytest.fixture
def url(tmp_path: Path) -> str:
    made = f"sqlite:///{tmp_path / 'account.sqlite3'}"
    accounts, now = open_accounts(made), datetime.now(UTC)
    demo.seed(accounts, now)
    accounts.identify(Request("call-1", 1, CALLER, now))
    accounts.request_password(Request("call-1", 2, CALLER, now))
    return made


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Run:
    for name in ("XDG_DATA_HOME", "HOME", "LOCALAPPDATA", "USERPROFILE"):
        monkeypatch.setenv(name, str(tmp_path / "home"))
    for name in ("IVR_ACCOUNT_URL", "IVR_SEND", "IVR_GATEWAYS", "IVR_STATE_URL"):
        monkeypatch.delenv(name, raising=False)
    return lambda *arguments: CliRunner().invoke(main, [str(each) for each in arguments])


def test_what_waits_is_listed_without_its_password_and_sent(run: Run, url: str, tmp_path: Path):
    [(_, message)] = open_accounts(url).outbox()
    listed = run("outbox", "--account-url", url)
    assert listed.exit_code == 0
    assert CALLER in listed.stdout and listed.stdout.endswith("••••  waits\n")
    assert not any(digits in listed.stdout for digits in message.text.split() if digits.strip(".").isdigit())

    sent = run("outbox", "send", "--once", "--send", f"file:{tmp_path}/out", "--account-url", url)
    assert (sent.exit_code, sent.stdout) == (0, "1 sent, 0 to be tried again, 0 given up\n")
    [file] = (tmp_path / "out").iterdir()
    assert json.loads(file.read_text(encoding="utf-8"))["text"] == message.text
    assert run("outbox", "--account-url", url).stdout == "the outbox is empty\n"
    assert run("outbox", "--account-url", url, "send", "--once", "--send", "log:").stdout.startswith("0 sent")


def test_trouble_is_told_with_the_next_try_and_what_was_given_up_can_be_tried_again(run: Run, url: str):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))  # and nobody listens
        sender = f"smpp://ivr:hunter2@127.0.0.1:{taken.getsockname()[1]}"
        sent = run("outbox", "send", "--once", "--send", sender, "--account-url", url)
    assert sent.stdout == "0 sent, 1 to be tried again, 0 given up\n"
    [row] = json.loads(run("outbox", "--account-url", url, "--json").stdout)
    assert (row["state"], row["tries"], row["given_up"]) == ("is tried again", 1, None)
    assert "the message centre cannot be reached" in row["reason"] and "hunter2" not in str(row)
    assert "1 tries, the next at " in run("outbox", "--account-url", url).stdout

    from ivr.sending import Claims

    claims, [(_, message)] = Claims.open(url), open_accounts(url).outbox()
    claim = claims.claim(message.id, message.at, datetime(2099, 1, 1, tzinfo=UTC), datetime.resolution)
    assert claim is not None
    claims.gave_up(claim, datetime.now(UTC), "wrong number")
    assert "given up at " in run("outbox", "--account-url", url).stdout
    assert run("outbox", "again", "--account-url", url).stdout == "1 to be tried again\n"
    assert json.loads(run("outbox", "--account-url", url, "--json").stdout)[0]["state"] == "waits"


def test_messages_that_are_gone_are_not_counted_among_those_tried_again(run: Run, url: str):
    from ivr.sending import Claims

    accounts, claims, now = open_accounts(url), Claims.open(url), datetime.now(UTC)
    [(_, message)] = accounts.outbox()
    claim = claims.claim(message.id, message.at, datetime(2099, 1, 1, tzinfo=UTC), datetime.resolution)
    assert claim is not None
    claims.gave_up(claim, now, "wrong number")
    accounts.drop(message.id)
    assert run("outbox", "again", "--account-url", url).stdout == "0 to be tried again\n"
    assert claims.known() == {}


def test_what_was_given_up_can_be_removed_and_what_waits_stays(run: Run, url: str, tmp_path: Path):
    from ivr.sending import Claims

    accounts, now = open_accounts(url), datetime.now(UTC)
    claims, [(_, message)] = Claims.open(url), accounts.outbox()
    claim = claims.claim(message.id, message.at, datetime(2099, 1, 1, tzinfo=UTC), datetime.resolution)
    assert claim is not None
    claims.gave_up(claim, now, "wrong number")
    other = next(number for number in demo.DEMO if number != CALLER)
    accounts.identify(Request("call-2", 1, other, now))
    accounts.request_password(Request("call-2", 2, other, now))
    assert run("outbox", "drop", "--account-url", url).stdout == "1 removed\n"
    assert [number for number, _ in accounts.outbox()] == [other]
    assert claims.known() == {}
    assert not [
        file.name for file in tmp_path.iterdir() if file.is_file() and message.text.encode() in file.read_bytes()
    ]
    assert run("outbox", "drop", "--account-url", url).stdout == "0 removed\n"


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("outbox", "send", "--once", "--send", "smp://a:hunter2@b"), "--send: nothing sends to smp: URLs"),
        (("outbox", "--account-url", "nosuch://a:hunter2@b/c"), "cannot open the database"),
        (("serve",), "--gateways FILE"),
        (("serve", "--unsigned", "--gateways", "x.yaml"), "leave one of them out"),
        (("outbox", "--account-url", "https://a.example/ivr"), "--account-url: this works on a database"),
        (("jobs", "run", "--account-url", "HTTP://localhost/"), "--account-url: this works on a database"),
        (("serve", "--unsigned", "--host", "0.0.0.0"), "this computer only"),
        (("serve", "--gateways", "no-such.yaml"), "no-such.yaml cannot be read: No such file or directory"),
        (("serve", "--unsigned", "--port", "0", "--send", "log:", "--no-journal"), "log: needs a file"),
        (("serve", "--unsigned", "--port", "0", "--account-url", "nosuch://a:hunter2@b/c"), "cannot open the database"),
        (("serve", "--unsigned", "--port", "0", "--state-url", "nosuch://a:hunter2@b/c"), "cannot open the database"),
    ],
)
def test_wrong_use_is_told_in_one_line_without_a_password(run: Run, arguments: tuple[str, ...], told: str):
    result = run(*arguments)
    assert result.exit_code in (1, 2)
    assert told in result.stderr and "hunter2" not in result.output
    assert "Traceback" not in result.output


def test_a_port_that_is_taken_is_told_in_one_line(run: Run):
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        result = run("serve", "--unsigned", "--port", port)
    assert result.exit_code == 2
    assert result.stderr.splitlines()[-1].startswith(f"Error: port {port} of 127.0.0.1 is taken")


def test_a_package_that_is_missing_is_named_with_what_to_install(run: Run, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setitem(sys.modules, "uvicorn", None)
    assert run("serve", "--unsigned").stderr.strip().endswith("needs the package uvicorn: pip install 'ivr[serve]'")
    for name in ("ivr.sending.smpp", "ivr.sending.smpp.sender", "ivr.sending.web"):
        monkeypatch.delitem(sys.modules, name, raising=False)
    for name in ("smpp34", "httpx2"):
        monkeypatch.setitem(sys.modules, name, None)
    told = run("outbox", "send", "--once", "--send", "smpp://a:b@127.0.0.1").stderr
    assert "needs the package smpp34: pip install 'ivr[smpp]'" in told
    assert "pip install 'ivr[serve]'" in run("outbox", "send", "--once", "--send", "https://a:b@c/").stderr


def test_accounts_over_http_have_no_outbox_to_send_from(run: Run, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("IVR_ACCOUNT_KEY", "ivr-1:" + "ab" * 32)
    result = run("serve", "--unsigned", "--port", "0", "--account-url", "https://account.example/ivr", "--send", "log:")
    assert result.exit_code == 2 and "has no outbox to send from: leave --send out" in result.stderr


@pytest.mark.parametrize("send", ["file://outgoing/sms", "log://sms.log"])
def test_a_folder_that_is_written_as_a_computer_is_refused(run: Run, url: str, send: str):
    refused = run("outbox", "send", "--once", "--send", send, "--account-url", url)
    assert refused.exit_code != 0
    assert "names a computer: write" in refused.stderr
