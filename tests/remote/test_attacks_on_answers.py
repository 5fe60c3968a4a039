"""Whoever answers in the account's place, or changes its answer on the way, is not believed."""

from __future__ import annotations

import json
import logging
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import httpx2
import pytest

from ivr.actions import Outcome
from ivr.remote import BadAnswer, Key, RemoteError, Unreachable, signing
from ivr.remote.texts import MOST_BYTES
from ivr.secret import Secret
from tests.remote.conftest import KEY, NOW, OTHER_KEY, PASSWORD, Both, answer

RIGHT = {"outcome": "right", "value": None, "level": 2}


def signed(
    request: httpx2.Request,
    body: bytes,
    *,
    status: int = 200,
    key: Key = KEY,
    late: timedelta = timedelta(0),
    kind: str = "application/json",
    **headers: str,
) -> httpx2.Response:
    """An answer as somebody signs it who has the key."""
    lines = {"content-type": kind, **{name.replace("_", "-"): value for name, value in headers.items()}}
    asked = signing.Asked(request.method, str(request.url), signing.joined(request.headers.raw))
    signing.sign_answer(signing.Answered(status, lines, asked), body, key, NOW + late)
    return answer(status, body, lines)


def changed(response: httpx2.Response, **changes: Any) -> httpx2.Response:
    """The server's own answer, changed on the way."""
    headers = dict(response.headers) | changes.get("headers", {})
    body = changes.get("body", response.stream.chunks[0])  # type: ignore[attr-defined]
    return answer(changes.get("status", response.status_code), body, {k: v for k, v in headers.items() if v})


ATTACKS: dict[str, Callable[[httpx2.Response], httpx2.Response]] = {
    "another outcome": lambda it: changed(it, body=json.dumps(RIGHT).encode()),
    "another status": lambda it: changed(it, status=403),
    "no signature": lambda it: changed(it, headers={"signature": ""}),
    "no signature-input": lambda it: changed(it, headers={"signature-input": ""}),
    "another kind": lambda it: changed(it, headers={"content-type": "text/plain"}),
    "another time": lambda it: changed(
        it, headers={"signature-input": it.headers["signature-input"].replace("created=", "created=1")}
    ),
    "another tag": lambda it: changed(
        it, headers={"signature-input": it.headers["signature-input"].replace(signing.ANSWER_TAG, "x")}
    ),
    "less covered": lambda it: changed(
        it, headers={"signature-input": it.headers["signature-input"].replace('"@status" ', "")}
    ),
    "cut": lambda it: changed(it, body=it.stream.chunks[0][:-1]),  # type: ignore[attr-defined]
}


@pytest.mark.parametrize("attack", ATTACKS)
def test_an_answer_that_was_changed_is_refused(both: Both, attack: str, caplog: pytest.LogCaptureFixture):
    caplog.set_level(logging.DEBUG)
    both.wire.after = ATTACKS[attack]
    refused = both.ask("pin.check", pin=Secret("1111"))
    assert isinstance(refused, BadAnswer) and "is not signed for this request" in str(refused)
    assert "pin.check: its answer" in caplog.text
    assert "1111" not in caplog.text and KEY.secret.reveal() not in caplog.text


FORGERIES: dict[str, Callable[[httpx2.Request], httpx2.Response]] = {
    "unsigned": lambda _: answer(200, json.dumps(RIGHT).encode(), {"content-type": "application/json"}),
    "with another key": lambda it: signed(it, json.dumps(RIGHT).encode(), key=OTHER_KEY),
    "with another key of that id": lambda it: signed(it, json.dumps(RIGHT).encode(), key=Key(KEY.id, OTHER_KEY.secret)),
    "long ago": lambda it: signed(it, json.dumps(RIGHT).encode(), late=timedelta(seconds=-301)),
    "in the future": lambda it: signed(it, json.dumps(RIGHT).encode(), late=timedelta(seconds=301)),
    "the request's own signature": lambda it: answer(
        200,
        it.content,
        {name: it.headers[name] for name in ("signature", "signature-input", "content-digest", "content-type")},
    ),
}


@pytest.mark.parametrize("forgery", FORGERIES)
def test_a_forged_answer_is_refused(both: Both, forgery: str):
    both.wire.before = FORGERIES[forgery]
    assert isinstance(both.ask("pin.check", pin=Secret(PASSWORD)), BadAnswer)
    assert both.account.seen == []


def test_an_answer_to_another_request_is_refused(both: Both):
    kept: list[httpx2.Response] = []
    both.wire.after = lambda response: kept.append(changed(response)) or response  # type: ignore[func-returns-value]
    assert both.ask("pin.check", step=1, pin=Secret(PASSWORD)) == Outcome("right", level=2)
    for step, pin in ((2, "1111"), (1, PASSWORD)):
        both.wire.before = lambda _: changed(kept[0])
        assert isinstance(both.ask("pin.check", step=step, pin=Secret(pin)), BadAnswer)


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_redirects_are_not_followed(both: Both, status: int):
    both.wire.before = lambda _: answer(status, headers={"location": "http://localhost:9999/actions/pin.check"})
    refused = both.ask("pin.check", pin=Secret(PASSWORD))
    assert isinstance(refused, BadAnswer) and "redirects are not followed" in str(refused)
    assert len(both.wire.sent) == 1


def test_an_answer_is_not_read_beyond_its_limit(both: Both):
    read: list[int] = []

    class Endless(httpx2.AsyncByteStream):
        async def __aiter__(self):
            while True:
                read.append(1)
                yield b" " * 65536

    both.wire.before = lambda _: httpx2.Response(200, stream=Endless())
    assert isinstance(both.ask("bill.get"), BadAnswer)
    assert len(read) == MOST_BYTES // 65536 + 1
    for length in (str(MOST_BYTES + 1), "9" * 30, "-1", "x"):
        both.wire.before = lambda _, length=length: answer(200, b"{}", {"content-length": length})
        assert "larger than" in str(both.ask("bill.get"))


def test_an_answer_that_is_packed_is_not_unpacked(both: Both):
    both.wire.before = lambda _: answer(200, b"x", {"content-encoding": "gzip"})
    assert "encoded" in str(both.ask("bill.get"))
    assert both.wire.sent[0].headers["accept-encoding"] == "identity"


WRONG: dict[str, tuple[bytes, str]] = {
    "an outcome that is not declared": (
        b'{"outcome":"gone","value":null,"level":null}',
        "the outcome is not declared; there are ok, none",
    ),
    "no outcome": (b'{"value":null,"level":null}', "not an object of outcome, value and level"),
    "more than that": (b'{"outcome":"none","value":null,"level":null,"x":1}', "not an object of outcome"),
    "an outcome that is no text": (b'{"outcome":["none"],"value":null,"level":null}', "the outcome is not declared"),
    "a list": (b"[]", "not an object of outcome"),
    "no value where one belongs": (b'{"outcome":"ok","value":null,"level":null}', "value is not an object"),
    "a value where none belongs": (b'{"outcome":"none","value":{},"level":null}', "value is not null"),
    "a field is missing": (
        b'{"outcome":"ok","value":{"amount":1,"due":"2026-03-02"},"level":null}',
        "value.at is missing",
    ),
    "a field too much": (
        b'{"outcome":"ok","value":{"amount":1,"due":"2026-03-02","at":"2026-03-02T12:00:00Z","x":"80739142"},'
        b'"level":null}',
        "value has 1 unknown names; there are amount, due, at, note",
    ),
    "a sum in quotes": (
        b'{"outcome":"ok","value":{"amount":"80739142","due":"2026-03-02","at":"2026-03-02T12:00:00Z"},"level":null}',
        "value.amount is not a whole number",
    ),
    "a sum in roubles": (
        b'{"outcome":"ok","value":{"amount":120.5,"due":"2026-03-02","at":"2026-03-02T12:00:00Z"},"level":null}',
        "value.amount is not a whole number",
    ),
    "true as a sum": (
        b'{"outcome":"ok","value":{"amount":true,"due":"2026-03-02","at":"2026-03-02T12:00:00Z"},"level":null}',
        "value.amount is not a whole number",
    ),
    "a day that is none": (
        b'{"outcome":"ok","value":{"amount":1,"due":"2026-02-30","at":"2026-03-02T12:00:00Z"},"level":null}',
        "value.due is not a date like 2026-03-02",
    ),
    "a moment without its offset": (
        b'{"outcome":"ok","value":{"amount":1,"due":"2026-03-02","at":"2026-03-02T12:00:00"},"level":null}',
        "value.at is not a moment like",
    ),
    "a level beyond the highest": (b'{"outcome":"none","value":null,"level":4}', "level is not a whole number"),
    "true as a level": (b'{"outcome":"none","value":null,"level":true}', "level is not a whole number"),
    "a name twice": (b'{"outcome":"ok","outcome":"none","value":null,"level":null}', "a name twice"),
    "no number": (b'{"outcome":"ok","value":NaN,"level":null}', "NaN"),
    "a number beyond all": (b'{"outcome":"ok","value":1e999,"level":null}', "too large"),
    "a whole number beyond all": (b'{"outcome":"ok","value":%s,"level":null}' % (b"9" * 5000), "more than 64 bits"),
    "nested deep": (
        b'{"outcome":"ok","level":null,"value":' + b"[" * 200_000 + b"]" * 200_000 + b"}",
        "nested too deep",
    ),
    "nested objects": (
        b'{"outcome":"ok","level":null,"value":' + b'{"a":' * 100_000 + b"1" + b"}" * 100_000 + b"}",
        "nested too deep",
    ),
    "half of a letter": (
        b'{"outcome":"ok","value":{"amount":1,"due":"2026-03-02","at":"2026-03-02T12:00:00Z","note":"\\ud800"},'
        b'"level":null}',
        "value.note is not text in Unicode",
    ),
    "no UTF-8": (b'{"outcome":"\xff"}', "not UTF-8"),
    "no JSON": (b"80739142 and more", "not JSON"),
    "nothing": (b"", "not JSON"),
}


@pytest.mark.parametrize("what", WRONG)
def test_what_does_not_fit_the_declaration_is_a_fault(both: Both, what: str, caplog: pytest.LogCaptureFixture):
    caplog.set_level(logging.DEBUG)
    body, said = WRONG[what]
    both.wire.before = lambda request: signed(request, body)
    found = both.ask("bill.get")
    assert isinstance(found, BadAnswer) and said in str(found)
    assert f"{both.remote.address}: bill.get: the answer" in caplog.text and said in caplog.text
    assert PASSWORD not in caplog.text


def test_a_refusal_is_believed_only_when_it_fits(both: Both):
    both.wire.before = lambda request: signed(request, b'{"level":1}', status=403)
    assert getattr(both.ask("bill.get"), "proved", None) == 1
    for body in (b'{"level":"1"}', b'{"level":99}', b"no JSON"):
        both.wire.before = lambda request, body=body: signed(request, body, status=403)
        assert isinstance(both.ask("bill.get"), BadAnswer)
    both.wire.before = lambda _: answer(403, b'{"level":0}', {"content-type": "application/json"})
    refused = both.ask("bill.get")
    assert isinstance(refused, BadAnswer) and getattr(refused, "proved", None) is None
    both.wire.before = lambda _: answer(422, b"{}", {"content-type": "application/json"})
    assert getattr(both.ask("bill.get"), "conflict", None) is None


def test_a_server_that_does_not_know_the_key_says_so(both: Both):
    both.wire.before = lambda _: answer(401)
    assert "does not believe our signature with the key ivr-1" in str(both.ask("bill.get"))
    both.wire.before = lambda _: answer(500)
    assert isinstance(both.ask("bill.get"), Unreachable)
    both.wire.before = lambda request: signed(request, b"{}", status=418)
    assert isinstance(both.ask("bill.get"), RemoteError)
