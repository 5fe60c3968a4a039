"""The servers that integrators copy, run as they stand, and called."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx2
import pytest
from click.testing import CliRunner, Result

from ivr.cli import main
from ivr.remote.keys import KEY as VARIABLE

ROOT = Path(__file__).parents[2]
KEY = "ivr-1:" + "6b1f" * 16


@contextmanager
def example(name: str, *arguments: str, key: str = KEY) -> Iterator[str]:
    """Run an example on a free port: its URL."""
    running = subprocess.Popen(
        [sys.executable, str(ROOT / "examples" / name), *arguments, "0"],
        env={**os.environ, VARIABLE: key, "PYTHONPATH": str(ROOT)},
        stderr=subprocess.PIPE,
        text=True,
    )
    try:
        assert running.stderr is not None
        for line in running.stderr:
            if found := re.search(r"running on (http://127\.0\.0\.1:\d+)", line):
                yield found[1]
                return
        raise AssertionError(f"{name} ended: {running.wait()}")
    finally:
        running.terminate()
        running.communicate()


def ivr(*arguments: str, key: str | None = KEY) -> Result:
    return CliRunner().invoke(main, arguments, env={VARIABLE: key})


@pytest.fixture(scope="module")
def accounts(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    url = f"sqlite:///{tmp_path_factory.mktemp('accounts') / 'account.sqlite3'}"
    assert ivr("account", "seed", "--account-url", url).exit_code == 0
    with example("account_server.py", url) as at:
        yield at


def call(url: str, keys: str, **how: str | None) -> Result:
    return ivr("call", "--account-url", url, "--keys", keys, "--no-journal", **how)


def test_the_account_server_answers_a_whole_call(accounts: str):
    heard = call(accounts, ",1")
    assert heard.exit_code == 0, heard.output
    assert "На счёте" in heard.output


def test_the_service_process_asks_there_too(accounts: str, tmp_path: Path):
    command = ["serve", "--unsigned", "--port", "0", "--no-journal", "--account-url", accounts]
    state = f"sqlite:///{tmp_path / 'state.sqlite3'}"
    serving = subprocess.Popen(
        [sys.executable, "-m", "ivr", *command, "--state-url", state],
        env={**os.environ, VARIABLE: KEY, "PYTHONPATH": str(ROOT)},
        stderr=subprocess.PIPE,
        text=True,
    )
    try:
        assert serving.stderr is not None
        lines = (re.search(r"answers at (http://\S+);", line) for line in serving.stderr)
        url = next(found[1] for found in lines if found)
        message = {"session": "s-1", "caller": "+79221234567", "text": "*100#", "message_id": "m-1"}
        answer = httpx2.post(f"{url}/ussd", json=message, timeout=60, trust_env=False)
        assert answer.status_code == 200 and re.search(r"\d", answer.json()["text"]), answer.text
    finally:
        serving.terminate()
        serving.communicate()


def test_the_account_server_serves_all_that_0505_asks_for(accounts: str):
    compared = ivr("actions", "0505", "--remote", accounts)
    assert compared.exit_code == 0, compared.output
    assert re.search(r"serves all \d+ actions that 0505 asks for", compared.output)


def test_without_the_key_nothing_is_heard_of_the_account(accounts: str):
    heard = call(accounts, ",1", key="ivr-1:" + "93ac" * 16)
    assert heard.exit_code == 0 and "На счёте" not in heard.output
    compared = ivr("actions", "0505", "--remote", accounts, key="ivr-1:" + "93ac" * 16)
    assert compared.exit_code == 1 and "give both ends the same key" in compared.output
    without = call(accounts, ",1", key=None)
    assert without.exit_code == 2 and "set IVR_ACCOUNT_KEY to ID:KEY" in without.output


def test_an_account_of_ones_own_answers_what_it_has():
    with example("own_account_server.py") as url:
        heard = call(url, ",1")
        assert heard.exit_code == 0 and "На счёте сто двадцать один рубль пять копеек" in heard.output, heard.output
        compared = ivr("actions", "0505", "--remote", url)
        assert compared.exit_code == 1
        lines = compared.output.splitlines()
        assert "tariff.current: is not served" in lines
        assert not [line for line in lines if line.startswith(("balance.get", "subscriber.identify"))]
        as_data = ivr("actions", "0505", "--remote", url, "--json")
        assert as_data.exit_code == 1 and '"tariff.current: is not served"' in as_data.output


def test_scripts_cannot_prepare_an_account_over_http(accounts: str):
    refused = ivr("call", "--account-url", accounts, "--steps", str(next((ROOT / "menus/0505/calls").iterdir())))
    assert refused.exit_code == 2 and "leave --account-url out" in refused.output


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("account_server.py",), "usage: python examples/account_server.py DATABASE_URL PORT"),
        (("account_server.py", "sqlite://", "0"), "an account over HTTP needs a key: set IVR_ACCOUNT_KEY"),
        (("account_server.py", "sqlite:////no/such/place.sqlite3", "0"), "there is no folder /no/such"),
        (("own_account_server.py",), "usage: python examples/own_account_server.py PORT"),
        (("own_account_server.py", "0"), "an account over HTTP needs a key: set IVR_ACCOUNT_KEY"),
    ],
)
def test_what_an_example_lacks_is_told_in_a_line(arguments: tuple[str, ...], said: str):
    environment = {name: value for name, value in os.environ.items() if name != VARIABLE} | {"PYTHONPATH": str(ROOT)}
    command = [sys.executable, str(ROOT / "examples" / arguments[0]), *arguments[1:]]
    ended = subprocess.run(command, env=environment, capture_output=True, text=True, check=False, timeout=60)
    assert ended.returncode == 1 and said in ended.stderr and "Traceback" not in ended.stderr
