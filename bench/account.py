"""The account system with many subscribers: what a call reads of it, and changes by one and by many callers at once.

On SQLite, in a file that survives a loss of power, and on PostgreSQL as it comes, on a socket, where it is installed.
All is of the clock, for most of it is waiting for the disk and for others.
"""

from __future__ import annotations

import random
import tempfile
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractContextManager, nullcontext
from datetime import UTC, datetime
from pathlib import Path
from threading import Barrier

import numpy as np
from sqlalchemy import text

from bench.measure import Row
from bench.prompts import told
from ivr.account import Accounts, Request, open_accounts
from ivr.account.people import number
from ivr.account.population import populate
from ivr.account.rules import access
from tests.postgres import missing, started

SUBSCRIBERS = 100_000
CALLS = 1000
"""Calls that read, each of another subscriber."""

CALLERS = 200
CHANGES = {1: 400, CALLERS: 10}
"""Changes of each caller, by how many there are."""

GOAL_MS = 5.0
"""For SQLite, which is asked without a way there and back."""

PASSWORD = "4321"
NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)

READS: dict[str, Callable[[Accounts, Request], object]] = {
    "who calls (writes the level)": Accounts.identify,
    "balance": lambda accounts, request: accounts.subscriber(request).funds,
    "packages": lambda accounts, request: accounts.subscriber(request).packages,
    "charges": Accounts.charges,
    "payments": Accounts.payments,
    "bonus": Accounts.bonus,
    "promised payment's terms": Accounts.offer_promised_payment,
}
"""What a call asks: each by its request."""

PURE = [name for name in READS if name != next(iter(READS))]


def rows() -> list[Row]:
    """The table's lines on accounts."""
    found = []
    with tempfile.TemporaryDirectory() as folder:
        found += _on("SQLite", nullcontext(f"sqlite:///{Path(folder) / 'account.sqlite3'}"))
    lacking = missing()
    if lacking:
        return [*found, Row("PostgreSQL", lacking)]
    server = started({})
    try:
        found += _on("PostgreSQL", server.database())
    finally:
        server.stop()
    return found


def _on(name: str, database: AbstractContextManager[str]) -> list[Row]:
    with database as url:
        accounts = open_accounts(url)
        try:
            start = time.perf_counter()
            hashed = accounts.passwords.hash(PASSWORD)
            for _ in populate(accounts, SUBSCRIBERS, seed=0, hashed=hashed, now=NOW):
                pass
            filled = time.perf_counter() - start
            with accounts.changing() as ledger:
                ledger._connection.execute(text("analyze"))
            return [
                Row(f"{name}: make up {SUBSCRIBERS:,} subscribers, s", f"{filled:.1f}"),
                *_reads(name, accounts),
                *(row for callers in CHANGES for row in _changes(name, accounts, callers)),
            ]
        finally:
            accounts._engine.dispose()


def _reads(name: str, accounts: Accounts) -> Iterator[Row]:
    """How long each read of a call takes, and all of them after each other."""
    times: dict[str, list[float]] = {read: [] for read in READS}
    places = random.Random(1).sample(range(SUBSCRIBERS), CALLS)
    for call, place in enumerate(places):
        for step, (read, ask) in enumerate(READS.items()):
            request = Request(f"read-{call}", step, number(place), NOW)
            start = time.perf_counter()
            ask(accounts, request)
            times[read].append(time.perf_counter() - start)
    together = [sum(parts) for parts in zip(*(times[read] for read in PURE), strict=True)]
    for read, taken in (times | {"the reads of one call together": together}).items():
        goal, met = (f"p95 < {GOAL_MS:.0f}", _p95(taken) < GOAL_MS) if name == "SQLite" else ("", None)
        yield Row(f"{name}: {read}, ms: p50 / p95", told(taken), goal, met)


def _changes(name: str, accounts: Accounts, callers: int) -> Iterator[Row]:
    """Changes a second, and how long each takes: a service is switched on, paid for and off by turns."""
    calls = [f"change-{callers}-{caller}" for caller in range(callers)]
    numbers = [number(SUBSCRIBERS // callers * caller) for caller in range(callers)]
    with accounts.changing() as ledger:
        for one in numbers:
            who = ledger.subscriber(one)
            assert who is not None
            ledger.change_account(who.account, balance=10**9)
            ledger.change_subscriber(one, blocked_until=None)
            ledger.set_options(one, [])
    for call, one in zip(calls, numbers, strict=True):
        with accounts.changing() as ledger:
            ledger.set_grant(call, one, access.MANAGE, NOW + access.GRANT)
    beginning = Barrier(callers + 1)

    def change(caller: int) -> list[float]:
        beginning.wait()
        taken = []
        for step in range(CHANGES[callers]):
            request = Request(calls[caller], step, numbers[caller], NOW)
            start = time.perf_counter()
            ask = accounts.disconnect_option if step % 2 else accounts.connect_option
            outcome = ask(request, "antispam").outcome
            taken.append(time.perf_counter() - start)
            if outcome not in ("connected", "disconnected"):
                raise SystemExit(f"a change was refused: {outcome}")
        return taken

    with ThreadPoolExecutor(callers) as pool:
        running = [pool.submit(change, caller) for caller in range(callers)]
        beginning.wait()
        start = time.perf_counter()
        times = [one for future in running for one in future.result()]
        rate = len(times) / (time.perf_counter() - start)
    who = "one caller" if callers == 1 else f"{callers} callers at once"
    yield Row(f"{name}: changes a second, {who}", f"{rate:,.0f}")
    yield Row(f"{name}: a change of {who}, ms: p50 / p95", told(times))


def _p95(seconds: list[float]) -> float:
    return float(1000 * np.percentile(seconds, 95))
