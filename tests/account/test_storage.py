"""Turns to write, connections, and what is said of a database that somebody else holds."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from threading import Barrier

import pytest
from sqlalchemy import select

from ivr import database
from ivr.account import AccountError, open_accounts, transactions
from ivr.account import tables as t
from ivr.account.operations import Result
from ivr.account.passwords import Passwords
from ivr.actions import discover
from ivr.database import CONNECTIONS, open_engine
from ivr.database.turns import Turns
from tests.account.conftest import NUMBER, World


def test_turns_go_to_who_has_waited_longest():
    turns, order = Turns(), []
    assert turns.acquire(timeout=0)
    asked = [Barrier(2, timeout=30) for _ in range(8)]

    def wait(place: int) -> None:
        asked[place].wait()
        assert turns.acquire(timeout=30)
        order.append(place)
        turns.release()

    with ThreadPoolExecutor(len(asked)) as pool:
        running = [pool.submit(wait, place) for place in range(len(asked))]
        for place, barrier in enumerate(asked):
            barrier.wait()
            while len(turns._waiting) <= place:
                pass
        turns.release()
        for one in running:
            one.result()
    assert order == list(range(len(asked)))
    assert turns.acquire(timeout=0)


def test_a_turn_that_does_not_come_is_given_up_and_lost_by_nobody():
    turns = Turns(2)
    assert turns.acquire(timeout=0)
    assert turns.acquire(timeout=0)
    assert not turns.acquire(timeout=0)
    turns.release()
    assert turns.acquire(timeout=0)
    assert not turns.acquire(timeout=0)
    turns.release()
    turns.release()
    assert turns.acquire(timeout=0)


@pytest.mark.postgres
def test_readers_have_connections_while_all_writers_wait(postgres_url):
    world = World(open_accounts(postgres_url, passwords=Passwords(fast=True))).prepare()
    with ExitStack() as held:
        for _ in range(CONNECTIONS * 3 // 4):
            held.enter_context(world.accounts.changing())
        assert world.shows()["tariff"] == "base"


@pytest.mark.postgres
def test_a_row_that_another_program_holds_is_waited_for_a_while(postgres_url, monkeypatch):
    monkeypatch.setattr(database, "BUSY_SECONDS", 0.2)
    world = World(open_accounts(postgres_url, passwords=Passwords(fast=True))).prepare().call()
    with open_engine(postgres_url).begin() as other:
        other.execute(select(t.subscribers).where(t.subscribers.c.number == NUMBER).with_for_update())
        with pytest.raises(AccountError, match="another program is writing"):
            world.accounts.block(world.request(step=700), 3)
    assert world.accounts.block(world.request(step=700), 3).outcome == "blocked"


@pytest.mark.postgres
def test_two_that_wait_for_each_other_are_told_apart(postgres_url):
    """Money goes both ways between two accounts: one transaction gives way, and is done after the other."""
    second = "+79220000002"
    worlds = [World(open_accounts(postgres_url, passwords=Passwords(fast=True))) for _ in range(2)]
    worlds[0].prepare(balance=10).prepare(second, balance=10).call().call(second, call="second")
    both, tries = Barrier(2, timeout=30), []

    def send(world: World, number: str, call: str, other: str) -> str:
        def work(ledger, who):
            tries.append(number)
            if tries.count(number) == 1:
                both.wait()  # each holds its own account now, and asks for the other's
            found = ledger.subscriber(other)
            ledger.move(who.account, -1_00)
            ledger.move(found.account, 1_00)
            return Result("sent")

        return world.accounts.change(world.request(number, call, step=700), "test.send", (), 1, work).outcome

    with ThreadPoolExecutor(2) as pool:
        first = pool.submit(send, worlds[0], NUMBER, "call", second)
        other = pool.submit(send, worlds[1], second, "second", NUMBER)
        assert (first.result(), other.result()) == ("sent", "sent")
    assert len(tries) == 3
    assert worlds[0].shows()["balance"] == worlds[0].shows(second)["balance"] == 10


@pytest.mark.postgres
def test_points_that_go_round_in_a_ring_wait_for_nobody_twice(postgres_url, monkeypatch):
    """Each gives to the next at the same moment, and none gives way: accounts are taken in one order."""
    monkeypatch.setattr(transactions, "TRIES", 1)
    numbers = [f"+7922000010{place}" for place in range(8)]
    accounts = open_accounts(postgres_url, passwords=Passwords(fast=True))
    world = World(accounts)
    for place, number in enumerate(numbers):
        world.prepare(number, bonus={"points": 100}).call(number, call=f"c{place}", level=2)
    together = Barrier(len(numbers), timeout=30)

    def give(place: int) -> list[str]:
        own, following = numbers[place], numbers[(place + 1) % len(numbers)]
        outcomes = []
        for turn in range(5):
            together.wait()
            request = world.request(own, f"c{place}", step=700 + turn)
            outcomes.append(accounts.send_points(request, following, 10).outcome)
        return outcomes

    with ThreadPoolExecutor(len(numbers)) as pool:
        assert list(pool.map(give, range(len(numbers)))) == [["sent"] * 5] * len(numbers)
    assert [world.shows(number)["bonus"]["points"] for number in numbers] == [100] * len(numbers)


def test_a_writer_gives_up_before_the_time_of_any_change_is_over():
    """It waits for its turn in the process, and then for the lock of another."""
    registry = discover(["ivr.service_guide"])
    least = min(registry[name].timeout for name in registry if registry[name].changes)
    assert least > 2 * database.BUSY_SECONDS
