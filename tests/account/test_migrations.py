"""From any version of the tables to the newest, with all that is in them: on SQLite and on PostgreSQL.

Migrations that do not exist yet are met by these tests as soon as they do.
"""

from __future__ import annotations

import subprocess
import sys
import textwrap
from dataclasses import replace

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext

from ivr.account import Accounts, open_accounts
from ivr.account.facts import show
from ivr.account.tables import PART, metadata
from ivr.database import DatabaseError, open_engine, upgrade, version
from tests.account.conftest import NOW, World
from tests.account.migrating import FIRST, begin, fill, migrate, revisions, rows, shape
from tests.postgres import server


@pytest.fixture
def engine(database_url):
    made = open_engine(database_url)
    yield made
    made.dispose()


@pytest.fixture
def fresh(backend, tmp_path):
    """A database whose tables the program made without a migration."""
    if backend == "sqlite":
        made = open_engine(f"sqlite:///{tmp_path / 'fresh.sqlite3'}")
        metadata.create_all(made)
        yield made
        return
    with server().database() as url:
        made = open_engine(url)
        metadata.create_all(made)
        yield made


def now_at(engine):
    with engine.connect() as connection:
        return version(connection, PART)


def kept(before, after):
    """Whether every row of before is there after, as far as its columns are."""
    for name, old in before.items():
        assert len(after[name]) == len(old), name
        for was, now in zip(old, after[name], strict=True):
            same = was.keys() & now.keys()
            assert {column: now[column] for column in same} == {column: was[column] for column in same}, name


def test_the_first_tables_come_to_the_newest_version_with_every_row(engine):
    begin(engine)
    before = rows(engine)
    assert {name: len(old) for name, old in before.items()} == {name: len(old) for name, old in FIRST.items()}
    upgrade(engine, PART)
    assert now_at(engine) == PART.head
    kept(before, rows(engine))


def test_every_version_comes_to_the_next_with_every_row(engine):
    begin(engine)
    for revision in revisions()[1:]:
        before = rows(engine)
        assert all(before.values()), "a table has no row to lose"
        migrate(engine, revision)
        assert now_at(engine) == revision
        kept(before, rows(engine))
        fill(engine)


def test_migrated_tables_are_those_that_the_program_would_make(engine, fresh):
    begin(engine)
    upgrade(engine, PART)
    with engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"version_table": PART.version_table})
        assert compare_metadata(context, metadata) == []
    assert shape(engine) == shape(fresh)


def test_subscribers_of_the_first_version_are_served_by_the_newest(engine, database_url):
    begin(engine)
    accounts = open_accounts(database_url)
    facts = show(accounts, "+79220000001", NOW)
    assert (facts["balance"], facts["tariff"], facts["options"]) == (-15.4, "talk", ["voicemail"])
    assert facts["promised_payment"] == {"amount": 100, "due": 2}
    assert facts["payments"] == []
    assert facts["charges"] == [{"kind": "calls", "amount": 12.5}]
    assert show(accounts, "+79220000003", NOW)["balance"] == 9_000_000_000.01
    world = World(accounts).call("+79220000001", call="new", level=1)
    assert accounts.join_bonus(world.request("+79220000001", call="new")).outcome == "already"
    with accounts.changing() as ledger:
        ledger.add_charge("+79220000001", NOW, "sms", 1)
        ledger.add_payment("+79220000001", NOW, 2)
    assert len(show(accounts, "+79220000001", NOW)["charges"]) == 2


UPGRADING = textwrap.dedent("""
    import sys
    from dataclasses import replace
    from ivr.account.tables import PART
    from ivr.database import open_engine, upgrade, version
    engine = open_engine(sys.argv[1])
    part = replace(PART, versions=f"{PART.versions}\\n{sys.argv[2]}", head="9999") if len(sys.argv) > 2 else PART
    print("ready", flush=True)
    sys.stdin.readline()
    upgrade(engine, part)
    with engine.connect() as connection:
        print(version(connection, part))
""")
"""Brings the tables of a database up to date when it is told to."""


def upgrading(*arguments):
    return subprocess.Popen(
        [sys.executable, "-c", UPGRADING, *map(str, arguments)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def test_processes_upgrade_at_once(engine, database_url):
    begin(engine)
    before = rows(engine)
    running = [upgrading(database_url) for _ in range(3)]
    assert [process.stdout.readline() for process in running] == ["ready\n"] * 3
    for process in running:
        process.stdin.write("\n")
        process.stdin.flush()
    answers = [process.communicate(timeout=120) for process in running]
    assert [said.strip() for said, _ in answers] == [PART.head] * 3, answers
    kept(before, rows(engine))


HALF = """
import os
import sqlalchemy as sa
from alembic import op

revision, down_revision, branch_labels, depends_on = "9999", {head!r}, None, None

def upgrade():
    op.create_table("half_made", sa.Column("id", sa.Integer, primary_key=True))
    op.add_column("subscribers", sa.Column("half_made", sa.Integer))
    op.execute("update subscribers set half_made = 1, tariff = 'half'")
    op.execute("delete from charges")
    {end}
"""
"""A migration that does much, and then comes to its end before the time."""


def half(folder, end):
    (folder / "v9999_half.py").write_text(HALF.format(head=PART.head, end=end), encoding="utf-8")
    return replace(PART, versions=f"{PART.versions}\n{folder}", head="9999")


def filled(engine):
    """The newest tables with rows in each: what is in them, and how they look."""
    begin(engine)
    upgrade(engine, PART)
    fill(engine)
    return rows(engine), shape(engine)


@pytest.mark.parametrize("end", ["op.execute('insert into nowhere values (1)')", "raise ValueError('no such thing')"])
def test_a_migration_that_fails_leaves_the_old_tables_whole(engine, tmp_path, end):
    before = filled(engine)
    with pytest.raises(DatabaseError, match=r"nowhere|no such thing"):
        upgrade(engine, half(tmp_path, end))
    assert now_at(engine) == PART.head
    assert (rows(engine), shape(engine)) == before
    assert show(Accounts(engine), "+79220000001", NOW)["tariff"] == "talk"


def test_a_process_that_dies_in_a_migration_leaves_the_old_tables_whole(engine, database_url, tmp_path):
    before = filled(engine)
    half(tmp_path, "os._exit(9)")
    process = upgrading(database_url, tmp_path)
    process.communicate("\n", timeout=120)
    assert process.returncode == 9
    assert (rows(engine), shape(engine)) == before
    part = half(tmp_path, "pass")
    upgrade(engine, part)
    assert now_at(engine) == "9999"
    assert rows(engine)["charges"] == []
