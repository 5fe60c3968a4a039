"""Accounts with one ordinary subscriber, and requests of a call of theirs."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from itertools import count
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from ivr.account import Accounts, Request, accounts_in_memory, open_accounts
from ivr.account.facts import prepare, show
from ivr.account.passwords import Passwords
from ivr.secret import Secret

NUMBER = "+79221234567"
PASSWORD = "654321"
NOW = datetime(2026, 3, 2, 12, 0, tzinfo=ZoneInfo("Europe/Moscow"))


class World:
    """One account system, and the calls a test makes to it."""

    def __init__(self, accounts: Accounts) -> None:
        self.accounts = accounts
        self._steps = count(1)
        self.now = NOW

    def prepare(self, number: str = NUMBER, **facts: Any) -> World:
        prepare(self.accounts, number, {"password": PASSWORD} | facts, self.now)
        return self

    def request(self, number: str = NUMBER, call: str = "call", step: int | None = None) -> Request:
        return Request(call, next(self._steps) if step is None else step, number, self.now)

    def call(self, number: str = NUMBER, call: str = "call", level: int = 2) -> World:
        """Call from a number and prove a level."""
        assert self.accounts.identify(self.request(number, call)) is not None
        if level > 1:
            tried = self.accounts.check_password(self.request(number, call), Secret(PASSWORD), level)
            assert tried.outcome == "granted"
        return self

    def later(self, **delta: float) -> World:
        self.now += timedelta(**delta)
        return self

    def shows(self, number: str = NUMBER) -> dict[str, Any]:
        return show(self.accounts, number, self.now)


@pytest.fixture
def world() -> World:
    """Accounts in memory."""
    return World(accounts_in_memory(new_password=lambda: "111222"))


@pytest.fixture
def file_url(tmp_path: Path) -> str:
    """A database in a file of its own."""
    return f"sqlite:///{tmp_path / 'account.sqlite3'}"


@pytest.fixture
def on_file(file_url: str) -> Iterator[Callable[[], World]]:
    """Opens the same file as often as it is called, as another process would."""
    yield lambda: World(open_accounts(file_url, passwords=Passwords(fast=True)))
