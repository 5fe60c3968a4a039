"""Two hundred calls at once change accounts that they share: nothing is lost, and nothing is done twice.

Every fourth call is held by two threads that ask for each step at the same moment, as two processes would that both
believe the call theirs.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from threading import Barrier

import pytest
from sqlalchemy import func, select

from ivr import database
from ivr.account import Accounts, Request, open_accounts
from ivr.account import tables as t
from ivr.account.ledger import Ledger
from ivr.account.operations import Result
from ivr.account.passwords import Passwords
from ivr.account.records import Kind, Membership, Subscriber
from ivr.account.rules import access
from tests.account.conftest import NOW

CALLS, NUMBERS = 200, 100
DOUBLED = 4
"""Each call of so many is held twice."""

PATIENCE = 60.0
"""Seconds after which a thread that waits for another gives up: the test has failed then."""

BALANCE, POINTS, LIMIT, TOP_UP, SENT = 90_00, 1000, 50_00, 35_00, 1_00
OPTION_OF = ("antispam", "voicemail", "melody", "traffic")


@dataclass(frozen=True)
class Caller:
    """A call from a number, which another call is from too, and the number beside its account, to which it sends."""

    place: int
    number: str
    person: bool
    neighbour: str

    @property
    def call(self) -> str:
        """The call."""
        return f"call-{self.place}"


@pytest.fixture
def accounts(database_url, monkeypatch):
    """That nothing is lost is the question here, not how long a machine that does much else takes for it."""
    monkeypatch.setattr(database, "BUSY_SECONDS", 120.0)
    yield open_accounts(database_url, passwords=Passwords(fast=True))


def callers(accounts: Accounts) -> list[Caller]:
    """Two calls from each number that may act for it: of companies and families of three, at the end people alone."""
    made: list[Caller] = []
    with accounts.changing() as ledger:
        for place in range(NUMBERS):
            size = 3 if place < NUMBERS - 10 else 1
            person = place // size % 2 == 0
            if place % size == 0:
                kind = Kind.PERSON if person else Kind.CORPORATE
                account = ledger.add_account(kind, balance=BALANCE, credit_limit=LIMIT)
            ledger.add_subscriber(
                number(place),
                account,
                manages=place % size == 0,
                bonus_membership=(Membership.MEMBER if person else Membership.NONE).value,
                bonus_points=POINTS if person else 0,
                bonus_since=NOW if person else None,
            )
            for call, beside in ((2 * place, place + size), (2 * place + 1, place - size)):
                caller = Caller(call, number(place), person, number(beside % NUMBERS))
                ledger.set_grant(caller.call, caller.number, access.MANAGE, NOW + access.GRANT)
                made.append(caller)
    return made


def number(place: int) -> str:
    """The number of a caller."""
    return f"+7922{place:07}"


def steps(accounts: Accounts, caller: Caller) -> list[Callable[[], str]]:
    """What a call does, in order; each is one step of it, and gives how that ended."""

    def request(step: int) -> Request:
        return Request(caller.call, step, caller.number, NOW)

    def top_up(ledger: Ledger, who: Subscriber) -> Result:
        ledger.move(who.account, TOP_UP)
        ledger.add_payment(who.number, NOW, TOP_UP)
        return Result("paid")

    def send(ledger: Ledger, who: Subscriber) -> Result:
        other = ledger.subscriber(caller.neighbour)
        assert other is not None
        if who.funds.available < SENT:
            return Result("not_enough_money")
        ledger.charge(who, NOW, "calls", SENT)
        ledger.move(other.account, SENT)
        ledger.add_payment(other.number, NOW, SENT)
        return Result("sent")

    option = OPTION_OF[caller.place % len(OPTION_OF)]
    return [
        lambda: accounts.change(request(1), "test.pay", (), 1, top_up).outcome,
        lambda: accounts.connect_option(request(2), option).outcome,
        lambda: accounts.take_promised_payment(request(3), 100_00).outcome,
        lambda: accounts.change(request(4), "test.send", (), 2, send).outcome,
        lambda: (
            (
                accounts.exchange_points(request(5), "gigabyte")
                if caller.person
                else accounts.change_tariff(request(5), "talk")
            ).outcome
        ),
    ]


STEPS = 5


def hold_all(accounts: Accounts, everybody: list[Caller]) -> list[list[list[str]]]:
    """Hold the calls at once; how each step ended, by call, as each thread was told."""
    holders = [2 if caller.place % DOUBLED == 0 else 1 for caller in everybody]
    beginning = Barrier(sum(holders), timeout=PATIENCE)

    def hold(caller: Caller, together: Barrier) -> list[str]:
        beginning.wait()
        try:
            told = []
            for step in steps(accounts, caller):
                together.wait()
                told.append(step())
        except Exception:
            together.abort()
            raise
        return told

    with ThreadPoolExecutor(sum(holders)) as pool:
        running = []
        for caller, threads in zip(everybody, holders, strict=True):
            together = Barrier(threads, timeout=PATIENCE)
            running.append([pool.submit(hold, caller, together) for _ in range(threads)])
        return [[one.result() for one in threads] for threads in running]


def total(ledger: Ledger, table, account: int, column="amount") -> int:
    """A sum over the numbers of an account."""
    query = select(func.coalesce(func.sum(table.c[column]), 0)).select_from(
        table.join(t.subscribers, t.subscribers.c.number == table.c.number)
    )
    return int(ledger._connection.execute(query.where(t.subscribers.c.account == account)).scalar_one())


def test_two_hundred_calls_lose_and_double_nothing(accounts):
    everybody = callers(accounts)
    told = hold_all(accounts, everybody)

    for threads in told:
        assert all(one == threads[0] for one in threads), "two that asked for one step were told different things"
    outcomes = [threads[0] for threads in told]
    assert {outcome[0] for outcome in outcomes} == {"paid"}
    with accounts.reading() as ledger:
        rows = ledger._connection.execute(select(t.operations.c.call_id, t.operations.c.step)).all()
        assert sorted(map(tuple, rows)) == sorted(
            (caller.call, step) for caller in everybody for step in range(1, STEPS + 1)
        )
        rewards = Counter(
            caller.number for caller, ended in zip(everybody, outcomes, strict=True) if ended[4] == "exchanged"
        )
        assert rewards.total() > NUMBERS // 2
        for account in ledger._connection.execute(select(t.accounts)).all():
            columns = (t.subscribers.c.number, t.subscribers.c.bonus_points)
            points = ledger._connection.execute(select(*columns).where(t.subscribers.c.account == account.id)).all()
            for number, left in points:
                assert left == (POINTS - 200 * rewards[number] if account.kind == Kind.PERSON else 0)
            assert account.balance == (
                BALANCE
                + total(ledger, t.payments, account.id)
                - total(ledger, t.charges, account.id)
                + total(ledger, t.promises, account.id)
            )
            assert account.balance + account.credit_limit >= 0
            assert len(ledger.promises(account.id)) <= 1
        assert ledger.count(t.payments) == CALLS + sum(outcome[3] == "sent" for outcome in outcomes)
        assert ledger.count(t.promises) == sum(outcome[2] == "taken" for outcome in outcomes) > 0
