"""Journals as files."""

from __future__ import annotations

import json
import stat
import sys
from datetime import UTC, datetime

import pytest

from ivr.dialog.events import Dialled, HungUp
from ivr.journal import JournalError, JournalFiles, Recorder, read_file, replay
from ivr.journal.files import JournalFile
from tests.journal.conftest import Recorded

AT = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)


def test_every_line_is_on_disk_when_its_event_is_over(guarded, tmp_path):
    files = JournalFiles(tmp_path / "journal")
    line = Recorded(guarded, files.sink("call/1", AT))
    line.dial()
    [path] = list(files)
    assert path.relative_to(tmp_path).as_posix() == "journal/2026-03-02/call_1-e991f7f5.jsonl"
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


def test_calls_with_names_alike_have_journals_of_their_own(tmp_path):
    files = JournalFiles(tmp_path)
    paths = {files.sink(name, AT).path for name in ("a@h:1/1", "a_h_1_1", "a/h/1/1")}
    assert len(paths) == 3


@pytest.mark.parametrize("end", ['{"t": 1, "text": "\u043f\u0440'.encode()[:-1], b'{"t": 1, "te', b""])
def test_a_line_cut_by_a_crash_is_forgiven_and_ended_before_the_next(tmp_path, guarded, end):
    line = Recorded(guarded).dial().press("1")
    path = tmp_path / "call.jsonl"
    whole = b"".join(json.dumps(record).encode() + b"\n" for record in line.kept.records)
    path.write_bytes(whole + end)
    assert len(read_file(path).records) == len(line.kept.records) - 1
    file = JournalFile(path)
    file.write({"t": 2, "event": {}})
    file.close()
    assert path.read_bytes().splitlines()[-1] == b'{"t":2,"event":{}}'


def test_a_line_separator_within_a_text_is_no_end_of_a_line(tmp_path, guarded):
    line = Recorded(guarded).dial().press("1")
    path = tmp_path / "call.jsonl"
    file = JournalFile(path)
    for record in line.kept.records:
        file.write({**record, "note": "a\u2028b"})
    file.close()
    assert len(read_file(path).records) == len(line.kept.records) - 1


def test_a_sink_that_fails_does_not_keep_the_others_from_theirs(guarded):
    class Kept:
        def __init__(self) -> None:
            self.records: list[object] = []
            self.closed = False

        def write(self, record: object) -> None:
            self.records.append(record)

        def close(self) -> None:
            self.closed = True

    class Full(Kept):
        def write(self, record: object) -> None:
            raise JournalError("the disk is full")

        def close(self) -> None:
            raise JournalError("the disk is full")

    kept = Kept()
    recorder = Recorder(guarded.service, [Full(), kept])
    dialled = Dialled("c1", "+79221234567", "0505", AT)
    for event in (dialled, HungUp()):
        with pytest.raises(JournalError, match="full"):
            recorder(0.0, event, ())
    with pytest.raises(JournalError, match="full"):
        recorder.close()
    assert [*kept.records[0]][:1] == ["journal"]
    assert [next(iter(record["event"])) for record in kept.records[1:]] == ["Dialled", "HungUp"]
    assert kept.closed
