"""`ivr requests` and `ivr jobs`: what the operator's people do."""

from __future__ import annotations

import json
from datetime import UTC, datetime

import pytest
from click.testing import CliRunner

from ivr.account import open_accounts
from ivr.account.facts import prepare
from ivr.account.jobs import JOBS
from ivr.account.rules import requests as rules
from ivr.cli import main
from ivr.cli.requests import STATES

NUMBER = "+79221234567"


@pytest.fixture
def url(tmp_path):
    url = f"sqlite:///{tmp_path / 'account.sqlite3'}"
    facts = {"requests": [{"kind": "complaint"}, {"kind": "bill", "state": "done"}], "blocked": 1}
    prepare(open_accounts(url), NUMBER, facts, datetime(2026, 3, 2, 12, tzinfo=UTC))
    return url


def ivr(*arguments):
    return CliRunner().invoke(main, [*arguments])


def test_what_waits_is_listed_and_moved_on(url):
    [one] = json.loads(ivr("requests", "list", "--account-url", url, "--json").output)
    assert (one["number"], one["kind"], one["state"]) == (NUMBER, "complaint", "new")
    moved = ivr("requests", "move", str(one["id"]), "done", "--account-url", url)
    assert moved.exit_code == 0, moved.output
    assert "no open requests" in ivr("requests", "list", "--account-url", url).output
    assert ivr("requests", "list", "89221234567", "--ended", "--account-url", url).output.count("done") == 2
    [(_, message)] = open_accounts(url).outbox()
    assert "выполнено" in message.text


@pytest.mark.parametrize(("which", "said"), [("999", "there is no request 999"), ("1", "is done and cannot become")])
def test_what_cannot_be_moved_is_said_in_a_line(url, which, said):
    result = ivr("requests", "move", which, "in_work", "--account-url", url)
    assert result.exit_code == 1
    assert said in result.output


def test_states_are_those_of_the_rules():
    assert STATES == rules.STATES


def test_what_is_due_is_done_and_told(url):
    for told in ("1", "0"):
        result = ivr("jobs", "run", "--at", "2026-03-03T03:00", "--account-url", url)
        assert result.exit_code == 0, result.output
        [line] = [line for line in result.output.splitlines() if line.startswith("block.end")]
        assert line.split() == ["block.end", told, "done"]


def test_one_job_alone(url):
    result = ivr("jobs", "run", "bonus.accrue", "--json", "--account-url", url)
    assert json.loads(result.output) == {"done": {"bonus.accrue": 0}, "failed": {}}


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["bonus"], "no job `bonus`; there are: "),
        (["--at", "tomorrow"], "is no time; one looks like"),
        (["--at", "2200-01-01T03:00"], "--at: 2200-01-01T03:00 has not come yet"),
    ],
)
def test_a_mistaken_run_is_said_in_a_line(url, arguments, said):
    result = ivr("jobs", "run", *arguments, "--account-url", url)
    assert result.exit_code == 1
    assert said in result.output


def test_what_is_not_due_is_done_on_trial_accounts_alone(url):
    refused = ivr("jobs", "run", "block.end", "--at", "2200-01-01T03:00", "--json", "--account-url", url)
    assert refused.exit_code == 1
    done = ivr("jobs", "run", "block.end", "--at", "2200-01-01T03:00", "--rehearse", "--json", "--account-url", url)
    assert json.loads(done.output) == {"done": {"block.end": 1}, "failed": {}}


def test_every_job_is_listed():
    result = ivr("jobs", "list")
    assert all(job.name in result.output for job in JOBS)
