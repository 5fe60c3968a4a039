"""`ivr cards`: codes are printed once, and pay."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from click.testing import CliRunner

from ivr.account import Request, open_accounts
from ivr.account.facts import prepare
from ivr.cli import main
from ivr.secret import Secret

NUMBER = "+79221234567"
NOW = datetime(2026, 3, 2, 12, tzinfo=UTC)


@pytest.mark.parametrize("amount", ["99.50", "99,5"])
def test_cards_are_made_and_pay(tmp_path, amount):
    url = f"sqlite:///{tmp_path / 'account.sqlite3'}"
    result = CliRunner().invoke(main, ["cards", "--amount", amount, "--count", "2", "--account-url", url])
    assert result.exit_code == 0, result.output
    codes = result.output.split()
    assert len(set(codes)) == 2
    accounts = open_accounts(url)
    prepare(accounts, NUMBER, {}, NOW)
    accounts.identify(Request("call", 1, NUMBER, NOW))
    assert accounts.top_up(Request("call", 2, NUMBER, NOW), Secret(codes[0])).value == {"amount": 99_50, "settled": 0}


@pytest.mark.parametrize("amount", ["0", "-5", "0.001", "much", "nan", "inf", "1e12"])
def test_no_sum_is_said_in_a_line(tmp_path, amount):
    url = f"sqlite:///{tmp_path / 'account.sqlite3'}"
    result = CliRunner().invoke(main, ["cards", f"--amount={amount}", "--account-url", url])
    assert result.exit_code == 1
    assert "is no sum of roubles" in result.output
