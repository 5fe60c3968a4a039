"""The store for real: files, migrations, processes at once, and what is said when it cannot be used."""

from __future__ import annotations

import os
import sqlite3
import stat
import subprocess
import sys
import textwrap
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext

from ivr.account import AccountError, accounts_in_memory, open_accounts
from ivr.account.demo import DEMO, reset, seed
from ivr.account.facts import show
from ivr.account.passwords import Passwords
from ivr.account.tables import PART, metadata
from ivr.database import DatabaseError, Moment, open_engine, shown, upgrade, version
from tests.account.conftest import NOW, NUMBER, PASSWORD, World


def test_the_migrations_make_the_tables_that_the_program_knows(file_url):
    engine = open_engine(file_url)
    upgrade(engine, PART)
    with engine.connect() as connection:
        assert version(connection, PART) == PART.head
        context = MigrationContext.configure(connection, opts={"version_table": PART.version_table})
        assert compare_metadata(context, metadata) == []


def test_what_is_written_is_there_at_the_next_start(on_file):
    on_file().prepare(balance=20).call().accounts.take_promised_payment(on_file().request(step=900), 100_00)
    assert on_file().shows()["balance"] == 110


def test_wrong_passwords_are_counted_across_restarts(on_file):
    from ivr.secret import Secret

    on_file().prepare()
    for number in range(5):
        world = on_file().call(call=f"c{number}", level=1)
        world.accounts.check_password(world.request(call=f"c{number}", step=50), Secret("000000"))
    world = on_file().call(call="last", level=1)
    assert world.accounts.check_password(world.request(call="last", step=50), Secret(PASSWORD)).outcome == "locked"


def test_threads_changing_one_account_lose_nothing(on_file):
    on_file().prepare(balance=1000, bonus={"points": 100_000})
    world = on_file()

    def one(number: int) -> str:
        world.call(call=f"t{number}")
        return world.accounts.exchange_points(world.request(call=f"t{number}", step=1000 + number), "gigabyte").outcome

    with ThreadPoolExecutor(8) as pool:
        outcomes = list(pool.map(one, range(24)))
    assert outcomes == ["exchanged"] * 24
    assert world.shows()["packages"]["megabytes"] == 24 * 1024
    assert world.shows()["bonus"]["points"] == 100_000 - 24 * 200


def test_the_same_step_asked_for_at_once_is_done_once(on_file):
    on_file().prepare(balance=20).call()
    worlds = [on_file() for _ in range(6)]

    def one(world) -> str:
        return world.accounts.take_promised_payment(world.request(step=500), 100_00).outcome

    with ThreadPoolExecutor(6) as pool:
        outcomes = list(pool.map(one, worlds))
    assert outcomes == ["taken"] * 6
    assert on_file().shows()["balance"] == 110


def test_processes_that_start_at_once_and_change_one_account(database_url, on_file):
    """Each process makes the tables if they are not there and adds a subscriber; all of them are there in the end."""
    program = textwrap.dedent("""
        import sys
        from datetime import datetime
        from ivr.account import Request, open_accounts
        from ivr.account.passwords import Passwords
        from ivr.account.facts import prepare
        accounts = open_accounts(sys.argv[1], passwords=Passwords(fast=True))
        now = datetime.fromisoformat(sys.argv[3])
        name = sys.argv[2]
        number = "+7922" + name.zfill(7)
        prepare(accounts, number, {"balance": 500}, now)
        request = Request(name, 1, number, now)
        accounts.identify(request)
        print(accounts.join_bonus(request).outcome)
    """)
    running = [
        subprocess.Popen(
            [sys.executable, "-c", program, database_url, str(number), NOW.isoformat()],
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        for number in range(1, 5)
    ]
    answers = [process.communicate(timeout=120) for process in running]
    assert [answer[0].strip() for answer in answers] == ["joined"] * 4, answers
    world = on_file()
    assert sum(world.shows(f"+7922000000{number}")["balance"] for number in range(1, 5)) == 2000


def test_demonstration_subscribers_are_added_once_and_reset(file_url):
    accounts = open_accounts(file_url)
    assert seed(accounts, NOW) == list(DEMO)
    assert seed(accounts, NOW) == []
    assert show(accounts, NUMBER, NOW)["balance"] == 121.05
    with accounts.changing() as ledger:
        ledger.change_subscriber(NUMBER, tariff="talk")
    reset(accounts, NUMBER, NOW)
    assert show(accounts, NUMBER, NOW)["tariff"] == "base"
    with pytest.raises(AccountError, match="no demonstration subscriber"):
        reset(accounts, "+79990000000", NOW)


# what is said when it cannot be used


@pytest.mark.parametrize("url", ["nonsense", "sqlite:///\0", "unknown://x/y", ""])
def test_a_url_that_means_nothing_is_told(url):
    with pytest.raises(AccountError, match="cannot"):
        open_accounts(url or "x:")


def test_the_password_of_a_url_is_never_told():
    url = "postgresql+nodriver://user:hunter2@localhost/x"
    assert "hunter2" not in shown(url)
    with pytest.raises(AccountError) as error:
        open_accounts(url)
    assert "hunter2" not in str(error.value)


def test_a_file_that_is_no_database_is_told(tmp_path):
    file = tmp_path / "x.sqlite3"
    file.write_text("this is a letter, and no database at all" * 50)
    with pytest.raises(AccountError, match="not a database"):
        open_accounts(f"sqlite:///{file}")


@pytest.mark.skipif(sys.platform == "win32", reason="Windows keeps no such modes")
def test_only_its_owner_reads_a_database(file_url, tmp_path):
    before = os.umask(0o022)
    try:
        accounts = open_accounts(file_url)
        seed(accounts, NOW)
        modes = {file.name: stat.S_IMODE(file.stat().st_mode) for file in tmp_path.glob("account.sqlite3*")}
    finally:
        os.umask(before)
    assert modes["account.sqlite3"] == 0o600
    assert set(modes.values()) == {0o600}


def test_nothing_of_a_delivered_password_is_in_the_files(file_url, tmp_path):
    accounts = open_accounts(file_url, passwords=Passwords(fast=True), new_password=lambda: "730194")
    world = World(accounts).prepare().call(level=1)
    assert accounts.request_password(world.request()).outcome == "sent"
    files = [*tmp_path.glob("account.sqlite3*")]
    assert any(b"730194" in file.read_bytes() for file in files)
    [(_, message)] = accounts.outbox()
    accounts.delivered(message.id, NOW)
    assert not any(b"730194" in file.read_bytes() for file in files)


def test_money_survives_a_loss_of_power(file_url):
    with open_accounts(file_url).reading() as ledger:
        assert ledger._connection.exec_driver_sql("pragma synchronous").scalar() == 2


def test_a_newer_database_is_told(file_url, tmp_path):
    open_accounts(file_url)
    connection = sqlite3.connect(tmp_path / "account.sqlite3")
    connection.execute("update account_version set version_num = '9999'")
    connection.commit()
    connection.close()
    with pytest.raises(AccountError, match="update the program"):
        open_accounts(file_url)


def test_moments_must_be_aware():
    with pytest.raises(ValueError, match="aware"):
        Moment().process_bind_param(datetime(2026, 1, 1), None)


def test_accounts_in_memory_are_apart():
    first, second = accounts_in_memory(), accounts_in_memory()
    seed(first, NOW)
    with second.reading() as ledger:
        assert ledger.numbers() == []


def test_a_slip_in_a_path_makes_no_database(tmp_path):
    with pytest.raises(DatabaseError, match=f"there is no folder {tmp_path / 'typo'}; make it first"):
        open_engine(f"sqlite:///{tmp_path / 'typo' / 'account.sqlite3'}")
    assert list(tmp_path.iterdir()) == []


def test_the_users_own_folder_is_made(tmp_path, monkeypatch):
    monkeypatch.setattr("ivr.database.own_folder", lambda: tmp_path / "a" / "ivr")
    open_engine(f"sqlite:///{tmp_path / 'a' / 'ivr' / 'account.sqlite3'}")
    assert [file.name for file in (tmp_path / "a" / "ivr").iterdir()] == ["account.sqlite3"]


@pytest.mark.parametrize("url", ["mysql://u:hidden@host/accounts", "mssql://u:hidden@host/accounts"])
def test_databases_that_are_not_supported_are_told_of(url):
    with pytest.raises(DatabaseError, match="it is to be SQLite or PostgreSQL") as refused:
        open_engine(url)
    assert "hidden" not in str(refused.value)
