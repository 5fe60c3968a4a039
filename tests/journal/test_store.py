"""Journals in a database."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext

from ivr.account.tables import PART as ACCOUNT
from ivr.database import open_engine, upgrade
from ivr.journal import JournalError, Recorder, replay
from ivr.journal.store import PART, JournalStore, metadata
from ivr.journal.stored import StoredJournal
from tests.journal.conftest import Recorded


@pytest.fixture
def url(tmp_path):
    return f"sqlite:///{tmp_path / 'journal.sqlite3'}"


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


def test_the_migrations_make_the_tables_and_live_beside_the_accounts(url):
    engine = open_engine(url)
    upgrade(engine, ACCOUNT)
    upgrade(engine, PART)
    with engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"version_table": PART.version_table})
        changes = compare_metadata(context, metadata)
    assert [change for change in changes if change[0] != "remove_table" and change[0] != "remove_index"] == []


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
