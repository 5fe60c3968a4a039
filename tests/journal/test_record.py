"""What a journal holds, and what it never holds."""

from __future__ import annotations

import json
from datetime import UTC, datetime

import pytest

from ivr.dialog.events import Dialled, KeyPressed, PromptDone, TimerFired
from ivr.journal.record import Head, JournalError, Recorder, decode_event, encode
from tests.journal.conftest import Kept, Recorded


def text(line: Recorded) -> str:
    return json.dumps(line.kept.records, ensure_ascii=False)


def test_a_journal_begins_with_the_call_and_goes_on_with_its_events(guarded):
    line = Recorded(guarded)
    line.dial().wait(1).press("3").listen()
    head, first, key, done = line.kept.records
    assert Head.from_json(head).call_id == "call-1"
    assert head["menu"] == guarded.service.version
    assert list(first["event"]) == ["Dialled"]
    assert key["t"] == 1
    assert key["event"] == {"KeyPressed": {"key": "3"}}
    assert {"Took": {"dialog": "", "node": "main", "outcome": "bye", "how": "keys", "keys": "3"}} in key["effects"]
    assert done["effects"] == [{"HangUp": {"reason": "completed"}}]


def test_a_secret_is_masked_from_its_first_key(guarded):
    line = Recorded(guarded)
    line.dial().press("1").press("9876").answer("granted", level=2)
    keys = [
        record["event"]["KeyPressed"]["key"] for record in line.kept.records if "KeyPressed" in record.get("event", {})
    ]
    assert keys == ["1", "•", "•", "•", "•"]
    assert "9876" not in text(line)
    run = next(e["RunAction"] for r in line.kept.records for e in r.get("effects", []) if "RunAction" in e)
    assert run["arguments"] == {"pin": "••••"}


def test_keys_typed_ahead_are_masked_until_it_is_known_what_they_are(guarded):
    line = Recorded(guarded)
    line.press("19876").dial()
    keys = [
        record["event"]["KeyPressed"]["key"] for record in line.kept.records if "KeyPressed" in record.get("event", {})
    ]
    assert keys == ["•"] * 5
    used = [e["KeysUsed"]["keys"] for r in line.kept.records for e in r.get("effects", []) if "KeysUsed" in e]
    assert used == ["1", "•", "•", "•", "•"]


def test_words_spoken_to_a_secret_question_are_masked(guarded):
    line = Recorded(guarded)
    line.dial().press("1").say("девять восемь семь шесть", "мой код девять")
    heard = line.kept.records[-1]["event"]["Heard"]["hypotheses"]
    assert [hypothesis["text"] for hypothesis in heard] == ["••••", "•"]
    assert "девять" not in text(line)


def test_words_that_begin_before_the_code_is_left_are_masked_too(guarded):
    line = Recorded(guarded)
    line.dial().press("1").start_speaking().press("*").say("девять восемь семь шесть")
    assert "девять" not in text(line)


def test_words_that_are_no_digits_of_a_secret_stay_readable(guarded):
    line = Recorded(guarded)
    line.dial().press("1").say("оператор")
    assert line.kept.records[-1]["event"]["Heard"]["hypotheses"][0]["text"] == "оператор"


def test_a_closed_journal_takes_nothing_more(guarded):
    line = Recorded(guarded)
    line.dial().hang_up()
    line.recorder.close()
    count = len(line.kept.records)
    line.press("1")
    assert line.kept.closed
    assert len(line.kept.records) == count


@pytest.mark.parametrize("event", [KeyPressed("#"), PromptDone(4), TimerFired(2)])
def test_events_survive_the_journal(event):
    assert decode_event(json.loads(json.dumps(encode(event)))) == event


@pytest.mark.parametrize("data", [{}, {"Nothing": {}}, {"KeyPressed": {"key": "x"}}, {"KeyPressed": 1}, [], "x"])
def test_what_is_no_event_is_said_to_be_none(data):
    with pytest.raises(JournalError):
        decode_event(data)


@pytest.mark.parametrize("record", [None, {}, {"journal": 99}, {"journal": 1, "call_id": "c"}])
def test_what_is_no_head_is_said_to_be_none(record):
    with pytest.raises(JournalError):
        Head.from_json(record)


def test_a_head_tells_where_the_service_stood_only_if_that_is_known(guarded):
    kept = Kept()
    recorder = Recorder(guarded.service, [kept], path="/menus/guarded")
    recorder(0, Dialled("call-1", "+7", "100", datetime(2026, 3, 2, tzinfo=UTC)), ())
    assert Head.from_json(kept.records[0]).path == "/menus/guarded"
    line = Recorded(guarded)
    line.dial()
    assert "path" not in line.kept.records[0]
    assert Head.from_json(line.kept.records[0]).path == ""


def test_a_service_without_secrets_masks_no_key(program):
    line = Recorded(program("main: {prompt: {ru: Раз., en: One.}, goto: operator}"))
    line.press("1").dial().press("2")
    keys = [record["event"]["KeyPressed"]["key"] for record in line.kept.records[1:] if "KeyPressed" in record["event"]]
    assert keys == ["1", "2"]
