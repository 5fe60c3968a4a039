"""Sessions in a database, shared by processes."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import select

from ivr.account.tables import PART as ACCOUNT
from ivr.database import open_engine, upgrade
from ivr.fronts import StoreError
from ivr.fronts.store import Answered, Data, Held, MemoryStore, Store
from ivr.fronts.stored import LEASE, PART, SWEPT, DatabaseStore, answers, metadata, sessions
from tests.fronts.gateway import NOON, Gateway, in_loop
from tests.fronts.test_ussd import AMOUNT, MENU
from tests.postgres import BOTH, server

ROOT = Path(__file__).parents[2]


@pytest.fixture(params=BOTH)
def url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path / 'fronts.sqlite3'}"
        return
    with server().database() as made:
        yield made


def rows(url: str) -> list[object]:
    with open_engine(url).connect() as connection:
        return [
            (row.session, row.data and row.data.reveal(), row.holder) for row in connection.execute(select(sessions))
        ]


def remembered(url: str) -> dict[str, str]:
    with open_engine(url).connect() as connection:
        return {row.message: json.loads(row.reply.reveal())["text"] for row in connection.execute(select(answers))}


def test_a_session_goes_on_in_another_process(url: str):
    async def hold() -> None:
        assert await Gateway(DatabaseStore.open(url)).dial("*105*2#") == AMOUNT
        assert await Gateway(DatabaseStore.open(url)).dial("70") == "Заказать на 70 руб.?\n1 — да\n2 — нет"
        last = Gateway(DatabaseStore.open(url))
        assert await last.dial("1") == f"Заказано. {MENU}"
        assert list(last.account.orders.values()) == [7000]
        await last.dial("0")

    in_loop(hold)
    assert rows(url) == []


def test_no_secret_is_left_when_the_session_is_over(url: str, tmp_path: Path):
    async def hold() -> None:
        gateway = Gateway(DatabaseStore.open(url))
        await gateway.dial("*170#", message_id="m1")
        await gateway.dial("1735 9264", message_id="m2")
        await gateway.dial("73519264", message_id="m3")
        await gateway.dial("0", message_id="m4")
        assert "73519264" not in gateway.journalled

    in_loop(hold)
    assert rows(url) == []
    told = str(remembered(url))
    assert "Верно" in told and "73519264" not in told and "17359264" not in told
    for file in tmp_path.glob("fronts.sqlite3*"):
        assert b"73519264" not in file.read_bytes()


def test_sessions_are_swept(url: str):
    async def hold() -> None:
        gateway = Gateway(DatabaseStore.open(url))
        await gateway.dial("*170#", session="one")
        await gateway.dial("*105#", session="two")
        gateway.later(100)
        await gateway.dial("2", session="two")
        await gateway.conversations.sweep(gateway.now + timedelta(seconds=100))

    in_loop(hold)
    assert [row[0] for row in rows(url)] == ["ussd:two"]


def test_a_row_whose_holder_died_is_free_when_its_lease_has_run_out(url: str):
    now = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)

    async def sleep(seconds: float) -> None:
        nonlocal now
        now += timedelta(seconds=10 * seconds)

    async def hold() -> None:
        store = DatabaseStore(open_engine(url), now=lambda: now, sleep=sleep)
        upgrade(store._engine, PART)
        dead = store.hold("s")
        await dead.__aenter__()
        began = now
        async with store.hold("s") as held:
            assert LEASE <= now - began < LEASE * 2
            await held.keep({"call_id": "new"}, now)
            with pytest.raises(StoreError, match="taken"):
                await (await dead_held(dead)).keep({"call_id": "old"}, now)
        async with store.hold("s") as held:
            assert held.data == {"call_id": "new"}

    async def dead_held(dead: object):
        return dead.gen.ag_frame.f_locals["held"]  # type: ignore[attr-defined]

    in_loop(hold)


def test_a_row_that_is_never_given_back_is_not_waited_for_for_ever(url: str):
    async def sleep(_: float) -> None:
        pass

    async def hold() -> None:
        store = DatabaseStore.open(url)
        store._sleep = sleep
        async with store.hold("s"):
            with pytest.raises(StoreError, match="too long"):
                async with store.hold("s"):
                    pass

    if url.startswith("sqlite"):
        in_loop(hold)


def test_a_database_that_is_away_is_told():
    async def hold() -> None:
        gateway = Gateway(DatabaseStore(open_engine("sqlite://")))
        with pytest.raises(StoreError):
            await gateway.dial("*105#")

    in_loop(hold)
    with pytest.raises(StoreError):
        DatabaseStore.open("nonsense")


def test_the_migrations_make_the_table_and_live_beside_the_accounts(url: str):
    engine = open_engine(url)
    upgrade(engine, ACCOUNT)
    upgrade(engine, PART)
    with engine.connect() as connection:
        options = {"include_name": lambda name, kind, _: kind != "table" or name in metadata.tables}
        context = MigrationContext.configure(connection, opts=options)
        assert compare_metadata(context, metadata) == []


class Racer:
    """A process that answers a message."""

    def __init__(self, url: str, message_id: str, text: str) -> None:
        self.process = subprocess.Popen(
            [sys.executable, "-m", "tests.fronts.racer", url, message_id, text],
            cwd=ROOT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            encoding="utf-8",
        )

    def says(self) -> str:
        assert self.process.stdout is not None
        return self.process.stdout.readline().strip()

    def go(self) -> None:
        assert self.process.stdin is not None
        self.process.stdin.write("\n")
        self.process.stdin.flush()


@pytest.mark.parametrize("ids", [("m1", "m1"), ("m1", "m2")], ids=["the same message", "two messages"])
def test_two_processes_with_one_session(url: str, ids: tuple[str, str]):
    in_loop(lambda: Gateway(DatabaseStore.open(url)).dial("*105*2*100#"))
    first, second = (Racer(url, name, "1") for name in ids)
    assert [first.says(), second.says()] == ["ready", "ready"]
    first.go()
    assert first.says() == "ordering"
    second.go()  # it finds the session held, and waits
    first.go()
    assert json.loads(first.says())[0] == f"Заказано. {MENU}"
    reply = json.loads(second.says())[0]
    if ids[0] == ids[1]:
        assert reply == f"Заказано. {MENU}"
    else:
        assert reply.startswith("На счёте")
    assert first.process.wait(10) == second.process.wait(10) == 0


def test_all_sessions_whose_time_has_run_out_are_ended_but_for_one_that_cannot_be(url: str):
    async def hold() -> None:
        store = DatabaseStore.open(url)
        for number in range(SWEPT + 20):
            async with store.hold(f"s{number:03}") as held:
                await held.keep({}, NOON)
        kiosk_of = Gateway(store)
        holding = store.hold

        def hold_but_one(session: str) -> object:
            if session == "s000":
                raise StoreError("it cannot be read")
            return holding(session)

        store.hold = hold_but_one  # type: ignore[assignment, method-assign]
        await kiosk_of.conversations.sweep(NOON + timedelta(hours=1))
        assert list(await store.expired(NOON + timedelta(hours=1))) == ["s000"]

    in_loop(hold)


def test_what_could_not_be_put_aside_is_done_once_when_its_message_comes_again(url: str):
    """The order is made, and then the database does not take the session: the gateway is told to ask again."""

    async def hold() -> None:
        store = DatabaseStore.open(url)
        gateway = Gateway(store)
        holding, failing = store.hold, [True]

        @asynccontextmanager
        async def hold_and_fail(session: str) -> AsyncIterator[Held]:
            async with holding(session) as held:
                settle = held.settle

                async def settled(data: Data | None, expires: datetime, answered: Answered | None = None) -> None:
                    if gateway.account.orders and failing:
                        failing.clear()
                        raise StoreError("database is locked")
                    await settle(data, expires, answered)

                held.settle = settled  # type: ignore[method-assign]
                yield held

        store.hold = hold_and_fail  # type: ignore[method-assign]
        with pytest.raises(StoreError):
            await gateway.dial("*105*1*9#", message_id="m1")
        gateway.later(10 * 60)
        assert await gateway.dial("*105*1*9#", message_id="m1") == "Заказано. До свидания! [over]"
        assert len(gateway.account.orders) == 1

    in_loop(hold)


STORES = [*BOTH, "memory"]


@pytest.fixture(params=STORES)
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Store]:
    if request.param == "memory":
        yield MemoryStore()
    elif request.param == "sqlite":
        yield DatabaseStore.open(f"sqlite:///{tmp_path / 'fronts.sqlite3'}")
    else:
        with server().database() as made:
            yield DatabaseStore.open(made)


def test_a_message_is_known_for_a_day_whatever_became_of_its_session(store: Store):
    async def hold() -> None:
        gateway = Gateway(store)
        ordered = await gateway.dial("*105*2*150*1#", message_id="m1")
        for number in range(20):
            await gateway.dial("1", message_id=f"later-{number}")
        assert await gateway.dial("*105*2*150*1#", message_id="m1") == ordered
        for hours in (0.1, 1, 12, 10.5):  # the session's time runs out, and it is swept
            gateway.later(hours * 3600)
            await gateway.conversations.sweep(gateway.now)
            assert await gateway.dial("*105*2*150*1#", message_id="m1") == ordered
        assert len(gateway.account.orders) == 1
        gateway.later(3600)
        await gateway.conversations.sweep(gateway.now)
        await gateway.dial("*105*2*150*1#", message_id="m1")
        assert len(gateway.account.orders) == 2

    in_loop(hold)


def test_a_confirmation_by_sms_that_comes_late_confirms_nothing_else(store: Store):
    async def hold() -> None:
        gateway = Gateway(store)
        await gateway.write("000105", "2 150")
        confirmed = await gateway.write("000105", "1", message_id="yes")
        gateway.later(20 * 60)
        await gateway.write("000105", "2 200")
        assert await gateway.write("000105", "1", message_id="yes") == confirmed
        assert list(gateway.account.orders.values()) == [15000]

    in_loop(hold)


def test_names_of_messages_are_of_their_session(store: Store):
    async def hold() -> None:
        gateway = Gateway(store)
        assert await gateway.dial("*105*2*150*1#", session="one", message_id="m")
        assert await gateway.dial("*105*2*170*1#", session="two", message_id="m")
        assert sorted(gateway.account.orders.values()) == [15000, 17000]

    in_loop(hold)


def test_a_row_held_by_a_clock_that_was_ahead_is_free(url: str):
    now = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)

    async def hold() -> None:
        nonlocal now
        store = DatabaseStore(open_engine(url), now=lambda: now)
        upgrade(store._engine, PART)
        now += timedelta(hours=1)
        await store.hold("s").__aenter__()  # its process dies
        now -= timedelta(hours=1)
        async with store.hold("s") as held:
            await held.keep({"call_id": "new"}, now - timedelta(seconds=1))
        assert await store.expired(now) == ["s"]

    in_loop(hold)
