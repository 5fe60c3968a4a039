"""Journals in a database."""

from __future__ import annotations

import json
from datetime import UTC, datetime

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from sqlalchemy import insert, inspect, select

from ivr.account.tables import PART as ACCOUNT
from ivr.database import open_engine, upgrade, writing
from ivr.journal import JournalError, Recorder, replay
from ivr.journal.store import PART, JournalStore, calls, metadata, records
from ivr.journal.stored import StoredJournal
from tests.journal.conftest import Recorded
from tests.postgres import BOTH, server


@pytest.fixture(params=BOTH)
def url(request, tmp_path):
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path / 'journal.sqlite3'}"
        return
    with server().database() as made:
        yield made


def test_a_call_is_kept_when_it_is_over_and_replays(guarded, url):
    line = Recorded(guarded, StoredJournal(url))
    line.dial().press("1").press("9876")
    assert list(JournalStore.open(url).calls()) == []
    line.answer("granted", level=2).hang_up()
    line.recorder.close()
    journal = JournalStore.open(url).read("call-1")
    assert replay(journal, guarded.service).same
    assert list(JournalStore.open(url).calls()) == ["call-1"]
    assert list(JournalStore.open(url).calls(since=datetime(2030, 1, 1, tzinfo=UTC))) == []


def test_no_secret_is_in_the_database(guarded, tmp_path, url):
    line = Recorded(guarded, StoredJournal(url))
    line.dial().press("1").press("9876").answer("granted", level=2).hang_up()
    line.recorder.close()
    for file in tmp_path.glob("journal.sqlite3*"):
        assert b"9876" not in file.read_bytes()
    with open_engine(url).connect() as connection:
        kept = [connection.execute(select(table)).all() for table in (calls, records)]
    assert "Dialled" in str(kept)
    assert "9876" not in str(kept)


def test_the_migrations_make_the_tables_and_live_beside_the_accounts(url):
    engine = open_engine(url)
    upgrade(engine, ACCOUNT)
    upgrade(engine, PART)
    with engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"version_table": PART.version_table})
        changes = compare_metadata(context, metadata)
    assert [change for change in changes if change[0] != "remove_table" and change[0] != "remove_index"] == []


def test_names_of_calls_are_widened_and_no_journal_is_lost(guarded, url):
    engine = open_engine(url)
    with writing(engine) as connection:
        config = Config()
        config.set_main_option("script_location", "ivr.database:migrations")
        config.set_main_option("version_locations", PART.versions)
        config.set_main_option("path_separator", "newline")
        config.attributes.update(connection=connection, version_table=PART.version_table)
        command.upgrade(config, "0001")
        line = Recorded(guarded)
        line.dial().press("3")
        head, *rest = (json.dumps(record) for record in line.kept.records)
        connection.execute(
            insert(calls).values(
                call_id="call-1", service="s", menu="m", caller="1", called="2", at=datetime.now(UTC), head=head
            )
        )
        rows = [{"call_id": "call-1", "line": n, "t": 0.0, "record": text} for n, text in enumerate(rest, 2)]
        connection.execute(insert(records), rows)
    store = JournalStore.open(url)
    assert len(store.read("call-1").records) == 2
    assert columns(engine) == {("journal_calls", 255), ("journal_records", 255)}
    if engine.dialect.name == "sqlite":
        with engine.connect() as connection:
            assert connection.exec_driver_sql("pragma foreign_key_check").all() == []


def columns(engine):
    """The width of the names of calls, by table."""
    tables = ("journal_calls", "journal_records")
    return {(table, inspect(engine).get_columns(table)[0]["type"].length) for table in tables}


def test_a_database_that_fails_while_it_is_read_is_told(url):
    store = JournalStore.open(url)
    with open_engine(url).begin() as connection:
        connection.exec_driver_sql("drop table journal_records")
        connection.exec_driver_sql("drop table journal_calls")
    with pytest.raises(JournalError, match="cannot use the database"):
        store.read("call-1")
    with pytest.raises(JournalError, match="cannot use the database"):
        list(store.calls())


def test_what_is_not_there_is_told(url):
    with pytest.raises(JournalError, match="no journal of call nobody"):
        JournalStore.open(url).read("nobody")


def test_a_database_that_cannot_be_opened_is_told():
    with pytest.raises(JournalError, match="cannot"):
        JournalStore.open("nonsense")


def test_two_calls_of_one_name_are_told(guarded, url):
    lines = [Recorded(guarded, StoredJournal(url)) for _ in range(2)]
    for line in lines:
        line.dial()
    lines[0].recorder.close()
    with pytest.raises(JournalError, match="does not take the journal of call-1"):
        lines[1].recorder.close()
    assert len(JournalStore.open(url).read("call-1").records) == 1


def test_a_call_that_never_began_leaves_nothing(guarded, url):
    Recorded(guarded, StoredJournal(url)).recorder.close()
    assert list(JournalStore.open(url).calls()) == []


def test_a_recorder_needs_no_sink(guarded):
    Recorder(guarded.service, []).close()
