"""The outbox is emptied: every message once, whoever sends, whatever fails."""

from __future__ import annotations

import asyncio
import json
import logging
import multiprocessing
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import insert, select

from ivr.account import Accounts, open_accounts
from ivr.account import tables as t
from ivr.database import DatabaseError, open_engine, upgrade, writing
from ivr.sending import Accepted, Answer, Claims, Deliverer, Later, Refused, Round, Sms, deliverer
from ivr.sending.claims import PART, metadata
from ivr.sending.deliverer import LEASE, pause
from tests.postgres import BOTH, server

NOW = datetime(2026, 3, 2, 12, tzinfo=UTC)
CALLER, OTHER = "+79221234567", "+79220000001"


@pytest.fixture(params=BOTH)
def url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path / 'account.sqlite3'}"
        return
    with server().database() as made:
        yield made


@pytest.fixture
def sqlite(tmp_path: Path) -> str:
    return f"sqlite:///{tmp_path / 'account.sqlite3'}"


class Post:
    """A sender that answers what it is told to. told: by text; what is not there is accepted."""

    def __init__(self, **told: Answer | Exception) -> None:
        self.told = told
        self.got: list[str] = []
        self.ids: list[str] = []

    async def send(self, sms: Sms) -> Answer:
        text = sms.text.reveal()
        self.got.append(text)
        self.ids.append(sms.id)
        answer = self.told.get(text, Accepted("ref"))
        if isinstance(answer, Exception):
            raise answer
        return answer

    async def close(self) -> None:
        pass


class World:
    """Accounts with an outbox, a clock, and deliverers."""

    def __init__(self, url: str) -> None:
        self.url = url
        self.accounts: Accounts = open_accounts(url)
        self.claims = Claims.open(url)
        self.now = NOW

    def write(self, *texts: str, to: str = CALLER, secret: bool = False) -> None:
        with writing(open_engine(self.url)) as connection:
            for text in texts:
                connection.execute(insert(t.outbox).values(number=to, at=self.now, text=text, secret=secret))

    def deliverer(self, post: Post) -> Deliverer:
        return Deliverer(self.accounts, self.claims, post, now=lambda: self.now)

    def once(self, post: Post) -> Round:
        return asyncio.run(self.deliverer(post).once())

    @property
    def waiting(self) -> list[str]:
        return [message.text for _, message in self.accounts.outbox()]


def test_each_look_is_told_with_what_waits(url: str):
    world, post, told = World(url), Post(), []
    world.write("one", "two")
    stop = asyncio.Event()

    def looked(came: Round) -> None:
        told.append(came)
        if len(told) == 2:
            stop.set()

    deliverer = Deliverer(world.accounts, world.claims, post, now=lambda: world.now, looked=looked)
    asyncio.run(deliverer.run(stop, every=0.001))
    assert told == [Round(sent=2), Round()]


def test_the_log_tells_when_messages_begin_to_wait_and_when_they_no_longer_do(
    sqlite: str, caplog: pytest.LogCaptureFixture
):
    caplog.set_level(logging.WARNING)
    world, post = World(sqlite), Post(one=Later("the gateway answered 503"), two=Later("the gateway answered 503"))
    world.write("one", "hidden 4321")
    world.write("two", to=OTHER)
    deliverer = world.deliverer(post)
    told = []

    def look(seconds: float = 0) -> None:
        world.now += timedelta(seconds=seconds)
        asyncio.run(deliverer.once())
        told.append([record.getMessage() for record in caplog.records])
        caplog.clear()

    look()
    look()
    look(6)
    post.told["one"] = Later("the message centre could not be reached")
    look(11)
    post.told.clear()
    look(21)
    post.told["one"] = Later("the gateway answered 503")
    world.write("one")
    look()
    assert told == [
        ["SMS wait: the gateway answered 503. They are tried again, for a day"],
        [],
        [],
        ["SMS wait: the message centre could not be reached. They are tried again, for a day"],
        ["SMS wait no longer"],
        ["SMS wait: the gateway answered 503. They are tried again, for a day"],
    ]


def test_what_waits_is_sent_in_its_order_and_once(url: str):
    world, post = World(url), Post()
    world.write("one", "two")
    world.write("three", to=OTHER)
    assert world.once(post) == Round(sent=3)
    assert sorted(post.got) == ["one", "three", "two"] and post.got.index("one") < post.got.index("two")
    assert world.once(post) == Round()
    assert world.waiting == [] and len(post.got) == 3


def test_a_failure_is_tried_again_after_a_pause_under_the_same_id_and_in_order(url: str):
    world, post = World(url), Post(one=Later("the gateway answered 503"))
    world.write("one", "two")
    world.write("three", to=OTHER)
    assert world.once(post) == Round(sent=1, later=1, waiting=2)
    assert world.once(post) == Round(waiting=2)
    assert world.waiting == ["one", "two"]
    [delivery] = world.claims.known().values()
    assert (delivery.tries, delivery.reason, delivery.next) == (1, "the gateway answered 503", NOW + pause(1))
    world.now += pause(1)
    post.told.clear()
    assert world.once(post) == Round(sent=2)
    assert [text for text in post.got if text != "three"] == ["one", "one", "two"]
    assert len(set(post.ids)) == 3


def test_a_password_does_not_wait_behind_a_backlog(sqlite: str, monkeypatch: pytest.MonkeyPatch):
    """What is sent comes first from another look: a round is cut, however much is left."""
    monkeypatch.setattr(deliverer, "ROUND_SECONDS", 0.0)
    world, stop = World(sqlite), asyncio.Event()
    for number in range(100):
        world.write("news", to=f"+7922100{number:04}")
    told: list[Round] = []

    def looked(came: Round) -> None:
        told.append(came)
        if len(told) == 2:
            world.write("before it", to=OTHER)
            world.write("password", to=OTHER, secret=True)
        if came.waiting == 0:
            stop.set()

    post = Post()
    asyncio.run(Deliverer(world.accounts, world.claims, post, now=lambda: world.now, looked=looked).run(stop))
    assert sorted(post.got.index(text) for text in ("before it", "password"))[1] < 40
    assert post.got.index("before it") < post.got.index("password")
    assert len(post.got) == 102 and told[0] == Round(sent=deliverer.AT_ONCE, waiting=100 - deliverer.AT_ONCE)
    assert world.once(post) == Round()


def test_all_that_may_be_sent_is_sent_at_once_in_however_many_rounds(sqlite: str, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(deliverer, "ROUND_SECONDS", 0.0)
    world, post = World(sqlite), Post(**{"13": Refused("wrong number"), "14": Later("503")})
    for number in range(50):
        world.write(str(number), to=f"+7922100{number:04}")
    assert world.once(post) == Round(sent=48, later=1, refused=1, waiting=1)


def test_when_the_way_is_down_a_few_are_tried_and_the_rest_waits(sqlite: str):
    world, post = World(sqlite), Post(news=Later("the message centre cannot be reached", down=True))
    for number in range(100):
        world.write("news", to=f"+7922100{number:04}")
    assert world.once(post).later <= deliverer.AT_ONCE
    assert len(world.claims.known()) <= deliverer.AT_ONCE
    post.told.clear()
    assert world.once(post).sent >= 100 - deliverer.AT_ONCE
    world.now += pause(1)
    world.once(post)
    assert world.waiting == []


def test_a_clock_that_was_ahead_holds_nothing_back(sqlite: str):
    world, post = World(sqlite), Post(one=Later("503"))
    world.write("one", "two")
    right = world.now
    world.now += timedelta(days=30)
    world.once(post)
    world.write("three", to=OTHER)
    [message] = [message for number, message in world.accounts.outbox() if number == OTHER]
    assert world.claims.claim(message.id, message.at, world.now, LEASE) is not None  # its process dies
    world.now = right
    post.told.clear()
    assert world.once(post) == Round(sent=3)


def test_pauses_double_up_to_a_quarter_of_an_hour():
    assert [pause(tries).total_seconds() for tries in (1, 2, 3, 8, 9, 100)] == [5, 10, 20, 640, 900, 900]


def test_no_centre_makes_a_message_wait_for_longer_than_the_longest_pause(sqlite: str):
    world, post = World(sqlite), Post(one=Later("come back in a year", 99_999_999_999_999.0))
    world.write("one")
    assert world.once(post) == Round(later=1, waiting=1)
    [delivery] = world.claims.known().values()
    assert delivery.next == NOW + pause(100)


def test_a_centre_may_ask_for_a_longer_pause(sqlite: str):
    world = World(sqlite)
    world.write("one")
    world.once(Post(one=Later("throttled", 60)))
    assert [delivery.next for delivery in world.claims.known().values()] == [NOW + timedelta(seconds=60)]


def test_a_message_is_given_up_after_a_day_and_the_next_one_goes(sqlite: str, caplog: pytest.LogCaptureFixture):
    world, post = World(sqlite), Post(one=Later("the gateway answered 503"))
    world.write("one", "two")
    rounds = 0
    while not any(delivery.gave_up for delivery in world.claims.known().values()):
        world.once(post)
        world.now += timedelta(minutes=15)
        rounds += 1
    assert 96 <= rounds <= 110
    assert "tried for a day; at last: the gateway answered 503" in caplog.text
    assert world.waiting == ["one"] and post.got[-1] == "two"
    assert len(world.claims.again()) == 1
    post.told.clear()
    assert world.once(post) == Round(sent=1)
    assert world.waiting == []


def test_a_refused_message_is_given_up_at_once(sqlite: str):
    world = World(sqlite)
    world.write("one", "two")
    assert world.once(Post(one=Refused("wrong number"))) == Round(sent=1, refused=1)
    assert world.waiting == ["one"]
    assert [delivery.reason for delivery in world.claims.known().values()] == ["wrong number"]


def test_what_was_accepted_is_not_sent_again_when_the_outbox_could_not_be_told(sqlite: str):
    world, post = World(sqlite), Post()
    world.write("one")

    class Locked:
        def outbox(self) -> object:
            return world.accounts.outbox()

        def delivered(self, message: int, at: datetime) -> None:
            raise RuntimeError("locked")

    with pytest.raises(RuntimeError):
        asyncio.run(Deliverer(Locked(), world.claims, post, now=lambda: world.now).once())  # type: ignore[arg-type]
    assert world.waiting == ["one"]
    assert world.once(post) == Round(sent=1)
    assert post.got == ["one"] and world.waiting == []


def test_a_lease_ends_with_its_time_not_with_its_holder(url: str):
    world = World(url)
    world.write("one")
    [(_, message)] = world.accounts.outbox()
    lost = world.claims.claim(message.id, message.at, world.now, LEASE)
    assert lost is not None
    assert world.claims.claim(message.id, message.at, world.now, LEASE) is None
    world.now += LEASE
    taken = world.claims.claim(message.id, message.at, world.now, LEASE)
    assert taken is not None and taken.tries == 2
    world.claims.gave_up(lost, world.now, "by who lost it")
    assert [delivery.gave_up for delivery in world.claims.known().values()] == [None]


def test_a_number_that_is_used_again_is_another_message(sqlite: str):
    world, post = World(sqlite), Post()
    world.write("one")
    world.once(post)
    with writing(open_engine(sqlite)) as connection:
        connection.execute(t.outbox.delete())
    world.now += timedelta(minutes=1)
    world.write("two")
    assert world.once(post) == Round(sent=1)
    assert post.got == ["one", "two"]


def test_what_became_of_a_message_is_forgotten_when_it_is_gone_for_a_week(url: str):
    world, post = World(url), Post(gone=Later("503"), refused=Refused("wrong number"))
    world.write("gone")
    world.write("refused", to=OTHER)
    world.once(post)
    with writing(open_engine(url)) as connection:
        connection.execute(t.outbox.delete().where(t.outbox.c.text == "gone"))
    post.told = {"refused": Refused("wrong number")}
    for days, known in ((6, ["503", "wrong number"]), (2, ["wrong number"]), (30, ["wrong number"])):
        world.now += timedelta(days=days)
        world.write("another")
        world.once(post)
        assert sorted(delivery.reason for delivery in world.claims.known().values()) == known
    assert post.got.count("refused") == 1


def test_no_secret_is_told_by_a_sender_that_fails_nor_kept(sqlite: str, caplog: pytest.LogCaptureFixture, tmp_path):
    caplog.set_level(logging.DEBUG)
    password = "Ваш пароль: 739154"
    world, post = World(sqlite), Post(**{password: RuntimeError(password)})
    world.write(password, secret=True)
    assert world.once(post) == Round(later=1, waiting=1)
    [delivery] = world.claims.known().values()
    assert delivery.reason == "the sender failed (RuntimeError)"
    world.now += pause(1)
    assert world.once(Post()) == Round(sent=1)
    assert "739154" not in caplog.text
    assert not any(b"739154" in file.read_bytes() for file in tmp_path.glob("account.sqlite3*"))


def test_the_loop_goes_on_after_trouble_and_ends_when_told(sqlite: str, caplog: pytest.LogCaptureFixture):
    world, post = World(sqlite), Post()
    failures = [DatabaseError("cannot use the database: locked"), DatabaseError("cannot use the database: locked")]

    class Now:
        def outbox(self) -> object:
            if failures:
                raise failures.pop()
            return world.accounts.outbox()

        def delivered(self, message: int, at: datetime) -> None:
            world.accounts.delivered(message, at)
            stop.set()

    stop = asyncio.Event()
    world.write("one")
    asyncio.run(Deliverer(Now(), world.claims, post, now=lambda: world.now).run(stop, every=0.001))  # type: ignore[arg-type]
    assert post.got == ["one"]
    assert caplog.text.count("SMS are not sent: cannot use the database: locked") == 1


def test_claims_in_memory(sqlite: str):
    world, post = World(sqlite), Post()
    world.claims = Claims.in_memory()
    world.write(*(str(number) for number in range(20)))
    assert world.once(post) == Round(sent=20)


def test_old_claims_are_forgotten(sqlite: str):
    world = World(sqlite)
    world.write("one")
    world.once(Post())
    world.now += timedelta(days=8)
    world.write("two")
    world.once(Post())
    with open_engine(sqlite).connect() as connection:
        assert len(connection.execute(select(metadata.tables["sms_deliveries"])).all()) == 1


def test_the_migrations_make_the_table(url: str):
    engine = open_engine(url)
    upgrade(engine, PART)
    with engine.connect() as connection:
        context = MigrationContext.configure(
            connection, opts={"compare_type": True, "version_table": "sending_version"}
        )
        assert compare_metadata(context, metadata) == []


def _empty(url: str, folder: str, begin) -> None:
    """A process that sends: each message appends its number to the process's own file."""
    from ivr.sending import open_sender

    begin.wait()
    deliverer = Deliverer(open_accounts(url), Claims.open(url), open_sender(f"log:{folder}/{id(begin)}.log"))

    async def empty() -> None:
        while open_accounts(url).outbox():
            await deliverer.once()

    asyncio.run(empty())


def test_processes_that_send_at_once_send_each_message_once(url: str, tmp_path: Path):
    world = World(url)
    for number in range(40):
        world.write(f"to {number}", to=f"+7922{number:07}")
    context = multiprocessing.get_context("spawn")
    begin = context.Event()
    folders = [tmp_path / str(number) for number in range(3)]
    processes = [context.Process(target=_empty, args=(url, str(folder), begin)) for folder in folders]
    for process in processes:
        process.start()
    begin.set()
    for process in processes:
        process.join(60)
        assert process.exitcode == 0
    lines = [json.loads(line) for file in tmp_path.rglob("*.log") for line in file.read_text().splitlines()]
    assert sorted(line["text"] for line in lines) == sorted(f"to {number}" for number in range(40))
