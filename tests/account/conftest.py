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
from ivr.account.tables import PART, metadata
from ivr.secret import Secret
from tests.postgres import BOTH, server

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


@pytest.fixture(params=BOTH)
def backend(request: pytest.FixtureRequest) -> str:
    """The kind of database: each test that uses it, by whatever fixture, runs on all of them."""
    return str(request.param)


@pytest.fixture
def world(backend: str) -> World:
    """Empty accounts: SQLite's in memory, PostgreSQL's in tables that the tests have one after the other."""
    if backend == "sqlite":
        return World(accounts_in_memory(new_password=lambda: "111222", new_challenge=lambda: "2468"))
    engine = server().emptied("accounts", PART, metadata)
    fixed = {"new_password": lambda: "111222", "new_challenge": lambda: "2468"}
    return World(Accounts(engine, passwords=Passwords(fast=True), **fixed))


@pytest.fixture
def file_url(tmp_path: Path) -> str:
    """SQLite in a file of its own: for what is SQLite's alone."""
    return f"sqlite:///{tmp_path / 'account.sqlite3'}"


@pytest.fixture
def database_url(backend: str, file_url: str) -> Iterator[str]:
    """A database without tables, which several may open: a file, or one of PostgreSQL's."""
    if backend == "sqlite":
        yield file_url
        return
    with server().database() as url:
        yield url


@pytest.fixture
def postgres_url() -> Iterator[str]:
    """One of PostgreSQL's databases, without tables: for what is PostgreSQL's alone."""
    with server().database() as url:
        yield url


@pytest.fixture
def on_file(database_url: str) -> Callable[[], World]:
    """Opens the same stored database as often as it is called, as another process would."""
    return lambda: World(open_accounts(database_url, passwords=Passwords(fast=True)))
