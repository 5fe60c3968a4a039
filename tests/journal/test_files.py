"""Journals as files."""

from __future__ import annotations

import stat
import sys
from datetime import UTC, datetime

import pytest

from ivr.journal import JournalError, JournalFiles, read_file, replay
from tests.journal.conftest import Recorded

AT = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)


def test_every_line_is_on_disk_when_its_event_is_over(guarded, tmp_path):
    files = JournalFiles(tmp_path / "journal")
    line = Recorded(guarded, files.sink("call/1", AT))
    line.dial()
    [path] = list(files)
    assert path.relative_to(tmp_path).as_posix() == "journal/2026-03-02/call_1.jsonl"
    assert len(path.read_text(encoding="utf-8").splitlines()) == 2
    line.press("3").listen()
    line.recorder.close()
    read = read_file(path)
    assert read.head.caller == "+79221234567"
    assert replay(read, guarded.service).same


@pytest.mark.skipif(sys.platform == "win32", reason="Windows keeps no such modes")
def test_only_its_owner_reads_a_journal(guarded, tmp_path):
    line = Recorded(guarded, JournalFiles(tmp_path).sink("c", AT))
    line.dial()
    [path] = list(JournalFiles(tmp_path))
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_a_last_line_cut_short_by_a_crash_is_left_out(guarded, tmp_path):
    line = Recorded(guarded, JournalFiles(tmp_path).sink("c", AT))
    line.dial().press("3")
    line.recorder.close()
    [path] = list(JournalFiles(tmp_path))
    whole = path.read_text(encoding="utf-8")
    path.write_text(whole[:-20], encoding="utf-8")
    assert len(read_file(path).records) == 1


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", "empty"),
        (b"{}\n", "no journal"),
        (b'{"journal": 1}\nnot json\n{}\n', ":2: this line is not JSON"),
        (b"\xff\xfe", "UTF-8"),
    ],
)
def test_what_is_no_journal_is_said_so_with_its_place(tmp_path, content, message):
    path = tmp_path / "x.jsonl"
    path.write_bytes(content)
    with pytest.raises(JournalError, match=message) as error:
        read_file(path)
    assert str(path) in str(error.value)


def test_a_missing_file_is_said_so(tmp_path):
    with pytest.raises(JournalError, match="cannot read"):
        read_file(tmp_path / "none.jsonl")
