"""``ivr account``: show, seed, reset, outbox, over a database of the test's own."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from ivr.account import open_accounts
from tests.cli.conftest import Run, data

NUMBER = "+79221234567"


@pytest.fixture
def url(tmp_path: Path) -> str:
    """A database that is not there yet."""
    return f"sqlite:///{(tmp_path / 'accounts.sqlite3').as_posix()}"


def test_the_store_is_filled_once(run: Run, url: str) -> None:
    assert "no subscribers yet" in run("account", "show", "--account-url", url).stdout
    first = run("account", "seed", "--account-url", url)
    assert NUMBER in first.stdout.split()
    assert "there already" in run("account", "seed", "--account-url", url).stdout


def test_one_subscriber_is_shown_without_the_password(run: Run, url: str) -> None:
    run("account", "seed", "--account-url", url)
    result = run("account", "show", NUMBER, "--account-url", url)
    assert result.exit_code == 0
    assert "121.05" in result.stdout
    assert "4321" not in result.stdout
    facts = data(run("account", "show", "89221234567", "--json", "--account-url", url))
    assert (facts["number"], facts["balance"], facts["tariff"]) == (NUMBER, 121.05, "base")


def test_all_subscribers_are_listed(run: Run, url: str) -> None:
    run("account", "seed", "--account-url", url)
    rows = run("account", "show", "--account-url", url).stdout.splitlines()
    assert any(row.startswith(NUMBER) and "voicemail" in row for row in rows)
    assert any("password locked" in row for row in rows)
    assert len(data(run("account", "show", "--json", "--account-url", url))) == len([row for row in rows if row]) - 1


def test_a_changed_subscriber_is_made_as_at_first(run: Run, url: str) -> None:
    run("account", "seed", "--account-url", url)
    accounts = open_accounts(url)
    with accounts.changing() as ledger:
        ledger.change_subscriber(NUMBER, tariff="online")
    assert data(run("account", "show", NUMBER, "--json", "--account-url", url))["tariff"] == "online"
    assert run("account", "reset", NUMBER, "--account-url", url).exit_code == 0
    assert data(run("account", "show", NUMBER, "--json", "--account-url", url))["tariff"] == "base"
    assert run("account", "reset", "--all", "--account-url", url).exit_code == 0


@pytest.mark.parametrize("arguments", [("reset",), ("reset", NUMBER, "--all")])
def test_what_to_reset_must_be_said_once(run: Run, url: str, arguments: tuple[str, ...]) -> None:
    assert run("account", *arguments, "--account-url", url).exit_code == 2


@pytest.mark.parametrize("command", ["show", "reset"])
def test_an_unknown_number_is_a_failure_in_one_line(run: Run, url: str, command: str) -> None:
    result = run("account", command, "+79990000000", "--account-url", url)
    assert result.exit_code == 1
    assert len(result.stderr.splitlines()) == 1


def test_a_wrong_url_is_a_failure_in_one_line(run: Run) -> None:
    result = run("account", "show", "--account-url", "nonsense")
    assert result.exit_code == 1
    assert result.stderr.startswith("Error: cannot open the database")


def test_the_url_may_stand_in_the_environment(run: Run, url: str) -> None:
    run("account", "seed", "--account-url", url)
    assert NUMBER in run("account", "show", env={"IVR_ACCOUNT_URL": url}).stdout


def test_a_password_in_the_outbox_is_masked_until_it_is_delivered(run: Run, url: str) -> None:
    run("account", "seed", "--account-url", url)
    with open_accounts(url).changing() as ledger:
        ledger.send(NUMBER, datetime.now(UTC), "Ваш пароль: 98765", secret=True)
        ledger.send(NUMBER, datetime.now(UTC), "Тариф изменён.")
    waiting = run("account", "outbox", NUMBER, "--account-url", url).stdout
    assert "98765" not in waiting
    assert "Тариф изменён." in waiting
    assert "98765" in run("account", "outbox", NUMBER, "--deliver", "--account-url", url).stdout
    assert run("account", "outbox", "--account-url", url).stdout == "the outbox is empty\n"
    assert data(run("account", "outbox", "--json", "--account-url", url)) == []


def test_many_subscribers_are_made_up_and_kept(run: Run, url: str) -> None:
    first = run("account", "seed", "--subscribers", "130", "--seed", "7", "--account-url", url)
    assert "+79300000000 to +79300000129: 130 added" in first.stdout
    more = run("account", "seed", "--subscribers", "150", "--seed", "7", "--account-url", url)
    assert "20 added" in more.stdout
    assert "130 were there already" in more.stdout
    listed = run("account", "show", "--account-url", url)
    assert listed.stdout.count("+793") == 100
    assert "and 50 more" in listed.stderr
    assert len(data(run("account", "show", "--json", "--most", "150", "--account-url", url))) == 150


def test_an_interrupted_command_says_that_it_goes_on(run: Run, url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(*_: object, **__: object) -> Iterator[tuple[int, int]]:
        yield 1000, 0
        raise KeyboardInterrupt

    monkeypatch.setattr("ivr.account.population.populate", interrupted)
    result = run("account", "seed", "--subscribers", "5000", "--account-url", url)
    assert result.exit_code == 1
    assert "1,000 of 5,000 are there; the same command goes on" in result.stderr


def test_a_seed_of_people_goes_with_their_number(run: Run, url: str) -> None:
    assert run("account", "seed", "--seed", "7", "--account-url", url).exit_code == 2
    assert run("account", "seed", "--subscribers", "0", "--account-url", url).exit_code == 2
