"""What somebody might try: guessing, repeating, junk, clocks set back; and two calls, threads or processes at once."""

from __future__ import annotations

import logging
import sqlite3
import subprocess
import sys
import textwrap
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ivr import database
from ivr.account import (
    AccessDenied,
    AccountError,
    OperationConflict,
    Request,
    UnknownSubscriber,
    accounts_in_memory,
    open_accounts,
)
from ivr.account.demo import DEMO, seed
from ivr.account.ledger import Ledger
from ivr.account.passwords import Passwords
from ivr.account.rules import access, blocking, promised_payment
from ivr.account.rules.promised_payment import FEE
from ivr.secret import Secret
from tests.account.conftest import NOW, NUMBER, PASSWORD, World

SECOND = "+79220000009"
WORLD = World(accounts_in_memory())
"""One for all examples of a property: an account system that was used before is ten times as fast."""


def at_once(worlds, act):
    """The outcomes of an act done by as many threads as there are worlds."""
    with ThreadPoolExecutor(len(worlds)) as pool:
        return list(pool.map(act, worlds, range(len(worlds))))


# guessing


def test_guesses_in_calls_at_once_are_all_counted(on_file):
    on_file().prepare()
    tried = at_once(
        [on_file() for _ in range(8)],
        lambda world, n: world.accounts.check_password(world.request(call=f"c{n}", step=1), Secret("000000")).outcome,
    )
    assert sorted(tried) == ["locked"] * 4 + ["wrong"] * 4
    world = on_file()
    assert world.accounts.check_password(world.request(call="right", step=1), Secret(PASSWORD)).outcome == "locked"


def test_a_company_is_locked_too_and_each_number_on_its_own(world):
    world.prepare(kind="corporate", manages=True).prepare(SECOND, account_of=NUMBER).call(level=1)
    for _ in range(access.MOST_WRONG):
        tried = world.accounts.check_password(world.request(), Secret("000000"), 3)
        world.accounts.answer_challenge(world.request(), Secret("2468"))
    assert tried.outcome == "locked"
    assert world.accounts.check_password(world.request(SECOND), Secret(PASSWORD)).outcome == "granted"


def test_new_passwords_are_not_sent_without_end(world):
    world.prepare().call(level=1)
    outcomes = []
    for _ in range(12):
        outcomes.append(world.accounts.request_password(world.request()).outcome)
        world.later(minutes=2)
    assert outcomes == ["sent"] * access.MOST_A_DAY + ["too_often"] * 2
    world.later(days=1).call(level=1)
    assert world.accounts.request_password(world.request()).outcome == "sent"


def test_a_clock_set_back_keeps_nobody_from_a_password(world):
    world.prepare().call(level=1)
    assert world.accounts.request_password(world.request()).outcome == "sent"
    world.later(days=-3)
    assert world.accounts.request_password(world.request()).outcome == "sent"


def test_a_number_that_nobody_has_takes_the_same_work(world, monkeypatch):
    work = []
    hasher = world.accounts.passwords._hasher
    verify = type(hasher).verify
    monkeypatch.setattr(
        type(hasher), "verify", lambda self, kept, tried: work.append(kept) or verify(self, kept, tried)
    )
    world.prepare().prepare(SECOND, password=None)
    world.accounts.check_password(world.request(), Secret("000000"))
    world.accounts.check_password(world.request(SECOND), Secret("000000"))
    with pytest.raises(UnknownSubscriber):
        world.accounts.check_password(world.request("+79990000000"), Secret("000000"))
    assert len(work) == 3
    assert len({kept.rsplit("$", 2)[0] for kept in work}) == 1  # the same parameters, so the same time


@pytest.mark.parametrize("level", [0, -1, 4, 99])
def test_levels_that_are_none_are_not_granted(world, level):
    world.prepare(manages=True)
    with pytest.raises(AccessDenied):
        world.accounts.check_password(world.request(), Secret(PASSWORD), level)


@settings(max_examples=40, deadline=None)
@given(st.text(st.characters(exclude_categories=()), max_size=40))
def test_any_text_is_a_wrong_password(text):
    world = WORLD.prepare()
    assert world.accounts.check_password(world.request(), Secret(text)).outcome == (
        "granted" if text == PASSWORD else "wrong"
    )


@settings(max_examples=40, deadline=None)
@given(st.lists(st.booleans(), max_size=12))
def test_the_lock_is_five_wrong_ones_since_the_last_right_one(tries):
    world, wrong = WORLD.prepare(), 0
    for right in tries:
        outcome = world.accounts.check_password(world.request(), Secret(PASSWORD if right else "000000")).outcome
        if wrong >= 5:
            assert outcome == "locked"
        elif right:
            assert outcome == "granted"
            wrong = 0
        else:
            wrong += 1
            assert outcome == ("locked" if wrong == 5 else "wrong")


# another's number, another's step


def test_a_step_done_for_one_number_answers_no_other(world):
    world.prepare().prepare(SECOND, password="999999")
    world.accounts.check_password(world.request(step=1), Secret(PASSWORD))
    with pytest.raises(OperationConflict):
        world.accounts.check_password(world.request(SECOND, step=1), Secret("000000"))
    assert world.accounts.level(world.request(SECOND)) == 0


def test_what_one_number_proved_is_nothing_to_another_in_the_same_call(world):
    world.prepare().prepare(SECOND).call()
    with pytest.raises(AccessDenied):
        world.accounts.block(world.request(SECOND), 3)


# junk

JUNK = st.one_of(
    st.none(),
    st.booleans(),
    st.floats(),
    st.integers(),
    st.text(max_size=30),
    st.sampled_from(["'; drop table accounts;--"]),
)


@settings(max_examples=60, deadline=None)
@given(JUNK)
def test_junk_changes_nothing(junk):
    world = WORLD.prepare(balance=20).call()
    before = world.shows()
    for name in ("change_tariff", "connect_option", "disconnect_option", "exchange_points"):
        assert getattr(world.accounts, name)(world.request(), junk).outcome in ("unknown", "not_participant")
    if type(junk) is not int:
        assert world.accounts.take_promised_payment(world.request(), junk).outcome == "out_of_bounds"
        assert world.accounts.block(world.request(), junk).outcome == "too_long"
    assert world.shows() == before


@given(st.integers())
def test_sums_and_days_out_of_bounds_are_none(number):
    terms = promised_payment.Offer(50_00, 300_00, 10_00, NOW.date())
    assert promised_payment.fits(number, terms) == (50_00 <= number <= 300_00 and number % 100 == 0)
    assert (blocking.end(NOW.date(), number) is not None) == (1 <= number <= 90)


def test_a_moment_without_a_zone_is_no_request():
    with pytest.raises(ValueError, match="aware"):
        Request("call", 1, NUMBER, NOW.replace(tzinfo=None))


# at once


def test_one_promised_payment_for_calls_that_race_for_it(on_file):
    on_file().prepare(balance=0, manages=True).prepare(SECOND, account_of=NUMBER)
    worlds = [on_file() for _ in range(6)]
    for n, world in enumerate(worlds):
        world.call((NUMBER, SECOND)[n % 2], call=f"c{n}")

    def take(world, n):
        request = world.request((NUMBER, SECOND)[n % 2], call=f"c{n}", step=99)
        return world.accounts.take_promised_payment(request, 100_00).outcome

    assert sorted(at_once(worlds, take)) == ["already"] * 5 + ["taken"]
    assert on_file().shows()["balance"] == 100 - FEE // 100


def test_processes_that_change_one_account_lose_nothing(database_url, on_file):
    """Each switches a service on and off and exchanges points, every step asked for twice, in calls of its own."""
    program = textwrap.dedent("""
        import sys
        from datetime import datetime
        from ivr.account import Request, open_accounts
        from ivr.account.passwords import Passwords
        from ivr.secret import Secret
        url, name, option, now, password = sys.argv[1:]
        accounts, now = open_accounts(url, passwords=Passwords(fast=True)), datetime.fromisoformat(now)
        asked = lambda step: Request(name, step, "+79221234567", now)
        accounts.check_password(asked(0), Secret(password))
        for step in range(1, 31, 3):
            for _ in range(2):
                accounts.connect_option(asked(step), option)
                accounts.exchange_points(asked(step + 1), "gigabyte")
                accounts.disconnect_option(asked(step + 2), option)
    """)
    on_file().prepare(balance=100_000, bonus={"points": 50_000})
    running = [
        subprocess.Popen([sys.executable, "-c", program, database_url, option, option, NOW.isoformat(), PASSWORD])
        for option in ("voicemail", "antispam", "roaming")
    ]
    assert [process.wait(timeout=120) for process in running] == [0, 0, 0]
    shown = on_file().shows()
    assert shown["bonus"]["points"] == 50_000 - 30 * 200
    assert sorted(charge["amount"] for charge in shown["charges"]) == [30] * 10 + [60] * 10 + [90] * 10
    assert shown["balance"] == 100_000 - 10 * (30 + 60 + 90)
    assert shown["packages"]["megabytes"] == 30 * 1024
    assert shown["options"] == []


def test_accounts_in_memory_serve_threads_in_turn(world):
    world.prepare(bonus={"points": 40_000})
    for n in range(8):
        world.call(call=f"c{n}")
    outcomes = at_once(
        [world] * 8,
        lambda world, n: world.accounts.exchange_points(world.request(call=f"c{n}", step=99), "gigabyte").outcome,
    )
    assert outcomes == ["exchanged"] * 8
    assert world.shows()["packages"]["megabytes"] == 8 * 1024


def test_a_database_in_memory_by_its_url_is_one_for_all_threads():
    accounts = open_accounts("sqlite://", passwords=Passwords(fast=True))
    seed(accounts, NOW)
    with ThreadPoolExecutor(2) as pool:
        assert pool.submit(lambda: World(accounts).shows()).result()["balance"] == 121.05


def test_seeding_in_threads_at_once_adds_each_once(on_file):
    worlds = [on_file() for _ in range(4)]
    added = at_once(worlds, lambda world, n: seed(world.accounts, NOW))
    assert sorted(map(len, added)) == [0, 0, 0, len(DEMO)]


def test_a_seeding_that_another_program_was_quicker_with_adds_nothing(world, monkeypatch):
    seed(world.accounts, NOW)
    monkeypatch.setattr(Ledger, "numbers", lambda self, account=None: [])  # as it was when this one looked
    monkeypatch.setattr(Ledger, "forget", lambda self, number: None)
    assert seed(world.accounts, NOW) == []


# trouble, and secrets in it


def test_a_database_that_is_busy_is_told_with_what_helps(file_url, tmp_path, monkeypatch):
    monkeypatch.setattr(database, "BUSY_SECONDS", 0.05)
    world = World(open_accounts(file_url, passwords=Passwords(fast=True))).prepare()
    other = sqlite3.connect(tmp_path / "account.sqlite3", isolation_level=None)
    other.execute("begin immediate")
    try:
        assert world.shows()["balance"] == 0  # who only reads is not kept waiting
        with pytest.raises(AccountError, match=r"locked.*try again"):
            world.call(level=1)
    finally:
        other.close()
    world.call(level=1)


@pytest.mark.parametrize(
    "url",
    [
        "postgresql://user:hunter2@host:port/x",
        "postgresql://user:hunter2",
        "postgresql://host/x?user=me&password=hunter2",
        "nothing://user:hunter2@host/x",
        "user:hunter2@host",
    ],
)
def test_no_part_of_a_urls_password_is_told(url):
    with pytest.raises(AccountError) as error:
        open_accounts(url)
    assert "hunter2" not in str(error.value)
    assert error.value.__cause__ is None
    assert error.value.__suppress_context__


def test_no_secret_is_in_logs_or_faults(world, caplog):
    caplog.set_level(logging.DEBUG)
    logging.getLogger("sqlalchemy.engine").setLevel(logging.DEBUG)
    try:
        world.prepare().call()
        world.accounts.request_password(world.request())
        who = world.accounts.subscriber(world.request())
        with pytest.raises(AccountError) as fault, world.accounts.changing() as ledger:
            ledger.send(NUMBER, NOW, "111222", secret=True)
            ledger.add_subscriber(NUMBER, 1, password_hash="$argon2id$secret")
    finally:
        logging.getLogger("sqlalchemy.engine").setLevel(logging.NOTSET)
    told = f"{caplog.text} {fault.value!r} {fault.value.__cause__!r} {who!r} {world.accounts.outbox()!r}"
    for secret in (PASSWORD, "111222", "argon2id$"):
        assert secret not in told


def test_a_password_is_hashed_with_salt_and_kept_nowhere_else(on_file, tmp_path):
    world = on_file().prepare().prepare(SECOND)
    for _ in range(3):
        world.accounts.check_password(world.request(), Secret("314159"))
    with world.accounts.reading() as ledger:
        first, second = (ledger.subscriber(number).password.hash for number in (NUMBER, SECOND))
    assert first != second
    assert first.startswith("$argon2id$")
    world.accounts._engine.dispose()
    kept = b"".join(file.read_bytes() for file in tmp_path.iterdir())
    assert PASSWORD.encode() not in kept
    assert b"314159" not in kept


def test_hashing_is_dear_by_default():
    hasher = Passwords()._hasher
    assert (hasher.time_cost, hasher.memory_cost) >= (3, 65536)
    began = time.perf_counter()
    Passwords().matches(None, "1")
    assert time.perf_counter() - began > 0.005


def test_a_repeated_request_at_another_time_is_the_same_one(world):
    world.prepare(balance=20).call()
    request = world.request(step=50)
    first = world.accounts.take_promised_payment(request, 100_00)
    assert world.accounts.take_promised_payment(replace(request, now=NOW.replace(minute=59)), 100_00) == first
