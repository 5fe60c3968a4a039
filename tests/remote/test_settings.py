"""The address and the keys of an account over HTTP, and the breaker by its clock."""

from __future__ import annotations

import logging
from pathlib import Path

import pytest

from ivr.actions import Context, Outcome, Registry, action
from ivr.remote import BadRemote, Keys, Remote, keys_from
from ivr.remote.address import address, is_remote
from ivr.remote.breaker import Breaker, Way
from tests.remote.conftest import HOST, KEY, OTHER_KEY

TEXT = "6b1f" * 16


@pytest.mark.parametrize(
    ("url", "found"),
    [
        ("https://account.example/ivr/", "https://account.example/ivr"),
        ("https://account.example", "https://account.example"),
        ("HTTPS://Account.Example:8443/a/b-c_d~1.0", "https://account.example:8443/a/b-c_d~1.0"),
        ("http://localhost:8506", "http://localhost:8506"),
        ("http://127.0.0.1:8506/", "http://127.0.0.1:8506"),
        ("http://[::1]:8506", "http://[::1]:8506"),
    ],
)
def test_addresses_are_taken_as_they_are(url: str, found: str):
    assert address(url, {}) == found


@pytest.mark.parametrize(
    ("url", "said"),
    [
        ("http://account.example/", "name an https address"),
        ("http://localhost.evil.example/", "name an https address"),
        ("https://ivr:s3cretkey@account.example/", "IVR_ACCOUNT_KEY"),
        ("https://account.example/?key=s3cretkey", "after ? or #"),
        ("https://account.example/#s3cretkey", "after ? or #"),
        ("https://account.example/a b", "path of the account's URL at account.example"),
        ("https://account.example/../s3cretkey/%2e", "path of the account's URL at account.example"),
        ("https:///ivr", "mistyped"),
        ("https://account.example:s3cretkey/", "mistyped"),
        ("https://[s3cretkey/", "mistyped"),
        ("ftp://account.example/", "mistyped"),
    ],
)
def test_other_addresses_are_refused_without_showing_them(url: str, said: str):
    with pytest.raises(BadRemote) as raised:
        address(url, {})
    assert said in str(raised.value) and "s3cretkey" not in str(raised.value)


def test_plain_http_goes_to_others_only_when_it_is_told():
    assert address("http://account:8506", {"IVR_ACCOUNT_PLAIN_HTTP": "1"}) == "http://account:8506"


def test_databases_are_not_over_http():
    assert [is_remote(url) for url in (None, "sqlite://", "postgresql://h/d", "HTTPS://h", "http://h")] == [
        False,
        False,
        False,
        True,
        True,
    ]


def test_keys_come_from_the_environment_or_a_file(tmp_path: Path):
    assert keys_from({"IVR_ACCOUNT_KEY": f"ivr-1:{TEXT}"}).first == KEY
    file = tmp_path / "keys"
    file.write_text(f"# the new one signs\nivr-2:{'93ac' * 16}\nivr-1:{TEXT}\n")
    file.chmod(0o600)
    keys = keys_from({"IVR_ACCOUNT_KEY_FILE": str(file)})
    assert list(keys) == [OTHER_KEY, KEY] and keys.get("ivr-1") == KEY and keys.get("x") is None
    file.chmod(0o640)
    with pytest.raises(BadRemote, match="chmod 600"):
        keys_from({"IVR_ACCOUNT_KEY_FILE": str(file)})


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("s3cret", "IVR_ACCOUNT_KEY, key 1: write ID:KEY"),
        ("ivr-1:s3cret", "32 letters or more"),
        (f"ivr 1:{'s3cret' * 9}", "write ID:KEY"),
        (f"ivr-1:{'s3cret' * 9}\nivr-1:{'s3cret' * 10}", "the same id"),
        ("# nothing", "there is no key"),
    ],
)
def test_keys_that_cannot_be_used_are_not_shown(text: str, said: str):
    with pytest.raises(BadRemote) as raised:
        keys_from({"IVR_ACCOUNT_KEY": text})
    assert said in str(raised.value) and "s3cret" not in str(raised.value)


def test_a_key_must_be_named_once(tmp_path: Path):
    with pytest.raises(BadRemote, match="set IVR_ACCOUNT_KEY"):
        keys_from({})
    with pytest.raises(BadRemote, match="both set"):
        keys_from({"IVR_ACCOUNT_KEY": "a", "IVR_ACCOUNT_KEY_FILE": "b"})
    with pytest.raises(BadRemote, match="cannot be read"):
        keys_from({"IVR_ACCOUNT_KEY_FILE": str(tmp_path / "none")})
    (tmp_path / "binary").write_bytes(b"\xff")
    with pytest.raises(BadRemote, match="not text"):
        keys_from({"IVR_ACCOUNT_KEY_FILE": str(tmp_path / "binary")})


def test_a_declaration_without_a_form_is_told_before_any_call():
    @action("a.b", outcomes={"ok": object})
    def act(context: Context) -> Outcome:
        return Outcome("ok")

    registry = Registry()
    registry.add(act)
    with pytest.raises(BadRemote, match=r"a\.b cannot be asked for over HTTP"):
        Remote(HOST, Keys(KEY), environment={}).actions(registry)


def test_the_breaker_lets_one_probe_through(caplog: pytest.LogCaptureFixture):
    caplog.set_level(logging.WARNING)
    now = [0.0]
    breaker = Breaker("x", lambda: now[0], failures=2, pause=5)
    assert breaker.way() is breaker.way() is Way.FREE
    breaker.failed(Way.FREE)
    breaker.answered()
    breaker.failed(Way.FREE)
    assert breaker.way() is Way.FREE
    breaker.failed(Way.FREE)
    breaker.failed(Way.FREE)  # was on its way when it opened
    assert breaker.way() is Way.SHUT
    now[0] = 5
    assert [breaker.way(), breaker.way()] == [Way.PROBE, Way.SHUT]
    breaker.given_up(Way.PROBE)
    assert [breaker.way(), breaker.way()] == [Way.PROBE, Way.SHUT]
    breaker.failed(Way.PROBE)
    now[0] = 14
    assert breaker.way() is Way.SHUT
    now[0] = 15
    assert breaker.way() is Way.PROBE
    breaker.answered()
    assert breaker.way() is Way.FREE
    for _ in range(6):
        breaker.failed(Way.PROBE)
    assert "left alone for 60 s" in caplog.text
    assert caplog.text.count("answers again") == 1
