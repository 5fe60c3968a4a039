"""Subscribers by the thousand: the same by the same seed, on both databases, and never in anybody's way."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

from sqlalchemy import func, select

from ivr.account import tables as t
from ivr.account.people import BLOCK, households, number
from ivr.account.population import populate
from ivr.account.records import Kind
from tests.account.conftest import NOW, PASSWORD, World


def made_up(block=0, seed=1):
    return households(block, seed=seed, hashed="hash", today=NOW.date(), now=NOW)


def fill(world: World, count: int, seed: int = 1) -> tuple[int, int]:
    hashed = world.accounts.passwords.hash(PASSWORD)
    steps = list(populate(world.accounts, count, seed=seed, hashed=hashed, now=NOW))
    return sum(added for added, _ in steps), sum(there for _, there in steps)


def everybody(world: World):
    """Every number with its account and tariff, and the accounts that have none."""
    with world.accounts.reading() as ledger:
        columns = (t.subscribers.c.number, t.subscribers.c.account, t.subscribers.c.tariff)
        rows = ledger._connection.execute(select(*columns).order_by(t.subscribers.c.number)).all()
        empty = (
            select(func.count())
            .select_from(t.accounts.outerjoin(t.subscribers))
            .where(t.subscribers.c.number.is_(None))
        )
        return [tuple(row) for row in rows], ledger._connection.execute(empty).scalar_one()


def test_one_seed_makes_up_the_same_people():
    assert made_up() == made_up()
    assert made_up(seed=2) != made_up()
    assert made_up(block=1) != made_up()
    numbers = [row["number"] for one in made_up(block=3) for row in one.numbers]
    assert numbers == [number(place) for place in range(3 * BLOCK, 4 * BLOCK)]


def test_people_are_of_every_kind():
    people = [one for block in range(5) for one in made_up(block)]
    companies = [one for one in people if one.account["kind"] == Kind.CORPORATE]
    assert all(len(one.numbers) > 1 and one.numbers[0]["manages"] for one in companies)
    assert 0.01 < sum(len(one.numbers) for one in companies) / (5 * BLOCK) < 0.08
    rows = [row for one in people for row in one.numbers]
    assert {row["tariff"] for row in rows} == {"base", "talk", "online", "child"}
    assert {row["bonus_membership"] for row in rows} == {"none", "member"}
    for kind in ("options", "charges", "payments", "promises"):
        assert any(getattr(one, kind) for one in people), kind
    assert all(row["at"] < NOW for one in people for row in one.charges + one.payments)


def test_an_interrupted_population_goes_on_and_a_larger_one_adds(world):
    begun = populate(world.accounts, BLOCK + 300, seed=1, hashed=None, now=NOW)
    assert next(begun) == (BLOCK, 0)
    begun.close()
    assert fill(world, BLOCK + 300) == (300, BLOCK)
    assert fill(world, BLOCK + 300) == (0, BLOCK + 300)
    assert fill(world, BLOCK + 500) == (200, BLOCK + 300)
    rows, empty = everybody(world)
    assert [row[0] for row in rows] == [number(place) for place in range(BLOCK + 500)]
    assert empty == 0
    shared = {}
    for one, account, _ in rows:
        shared.setdefault(account, []).append(one)
    expected = [[row["number"] for row in one.numbers] for block in (0, 1) for one in made_up(block)]
    assert sorted(shared.values()) == [
        [one for one in numbers if one <= number(BLOCK + 499)]
        for numbers in expected
        if numbers[0] <= number(BLOCK + 499)
    ]


def test_who_is_there_stays_as_they_are(world):
    fill(world, 400)
    family = next(one for one in made_up() if len(one.numbers) > 2 and one.numbers[-1]["number"] < number(400))
    first, second = (row["number"] for row in family.numbers[:2])
    before, _ = everybody(world)
    with world.accounts.changing() as ledger:
        ledger.change_subscriber(second, tariff="changed")
        ledger.forget(first)
    assert fill(world, 400, seed=1) == (1, 399)
    after, empty = everybody(world)
    assert [row[:2] for row in after] == [row[:2] for row in before]
    assert {one: tariff for one, _, tariff in after}[second] == "changed"
    assert empty == 0
    assert fill(world, 400, seed=99) == (0, 400)


def test_made_up_subscribers_are_served_and_others_come_after_them(world):
    fill(world, 300)
    row = next(
        row
        for one in made_up()
        for row in one.numbers
        if row["password_hash"] and not row["password_wrong"] and not row["blocked_until"]
    )
    world.call(row["number"])
    assert world.accounts.block(world.request(row["number"]), 3).outcome == "blocked"
    world.prepare(balance=5, payments=[100], charges=[{"kind": "sms", "amount": 3}]).call(call="other")
    assert world.shows()["balance"] == 5


def test_two_populate_one_database_at_once(on_file):
    worlds = [on_file() for _ in range(2)]
    with ThreadPoolExecutor(2) as pool:
        counts = list(pool.map(lambda world: fill(world, BLOCK + 200), worlds))
    assert sum(added for added, _ in counts) == BLOCK + 200
    rows, empty = everybody(worlds[0])
    assert (len(rows), empty) == (BLOCK + 200, 0)
