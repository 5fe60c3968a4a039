"""The journal of a call that was put aside and goes on, and of one that ends while something is under way."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from typing import Any

from ivr.call import Call, InlineWorker
from ivr.channels.text import TextChannel
from ivr.clock import VirtualClock
from ivr.dialog import Program, Session
from ivr.dialog.effects import Say
from ivr.dialog.events import MASK, ActionDone, Dialled, Heard, HungUp, Hypothesis, KeyPressed
from ivr.journal import Recorder, replay
from ivr.journal.record import Journal
from ivr.journal.store import JournalStore
from tests.journal.conftest import Kept, Recorded

PAYING = """
main:
  menu:
    pay: {key: 1, label: {ru: оплатить, en: pay}}
pay:
  action: pay.take
  with: {amount: 100}
  taken: bye
  already: bye
  failed: bye
"""
AT = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
DIALLED = Dialled("c1", "+79221234567", "0505", AT)


class Part:
    """One process's part of a call, with its journal."""

    def __init__(self, program: Program, data: str | None = None) -> None:
        self.kept = Kept()
        self.recorder = Recorder(program.service, [self.kept])
        self.clock = VirtualClock()
        self.channel = TextChannel(self.clock)
        more: dict[str, Any] = {"listeners": [self.recorder], "on_end": self.recorder.close}
        if data is None:
            self.call = Call(Session(program), self.channel, self.clock, InlineWorker(), **more)
            self.call.start(DIALLED)
        else:
            later = AT + timedelta(hours=1)
            self.call = Call.resume(
                program, json.loads(data), self.channel, self.clock, InlineWorker(), at=later, **more
            )

    def goes_on(self, program: Program) -> Part:
        return Part(program, json.dumps(self.call.to_json()))


def test_both_parts_make_one_journal_that_is_replayed(guarded, tmp_path):
    first = Part(guarded)
    second = first.goes_on(guarded)
    second.call.post(KeyPressed("3"))
    second.call.hang_up()
    store = JournalStore.open(f"sqlite:///{tmp_path / 'journal.sqlite3'}")
    store.add(first.kept.records)
    store.add(second.kept.records)
    journal = store.read("c1")
    assert [next(iter(record["event"])) for record in journal.records][:2] == ["Dialled", "Resumed"]
    assert replay(journal, guarded.service).same


def test_a_process_that_died_of_a_message_leaves_a_journal_that_is_replayed(guarded):
    """What it wrote stays; the call goes on from where it was put aside before."""
    first = Part(guarded)
    died = [first.goes_on(guarded) for _ in range(2)]
    for part in died:
        part.call.post(KeyPressed("1"))
    last = first.goes_on(guarded)
    last.call.post(KeyPressed("3"))
    last.call.hang_up()
    records = [record for part in (first, *died, last) for record in part.kept.records]
    held = replay(Journal.of(records), guarded.service)
    assert held.same and held.ended
    pressed = len(records) - next(n for n, record in enumerate(reversed(records), 1) if "KeyPressed" in record["event"])
    records[pressed] = {**records[pressed], "effects": []}
    [told] = replay(Journal.of(records), guarded.service).differences
    assert told.record == pressed + 1


def test_a_process_that_died_of_the_first_message_leaves_a_journal_that_is_replayed(guarded):
    died, again = Part(guarded), Part(guarded)
    again.call.post(KeyPressed("3"))
    again.call.hang_up()
    held = replay(Journal.of(died.kept.records + again.kept.records), guarded.service)
    assert held.same and held.ended


def test_the_second_part_alone_says_which_call_it_is(guarded):
    second = Part(guarded).goes_on(guarded)
    journal = Journal.of(second.kept.records)
    assert (journal.head.call_id, journal.head.caller) == ("c1", "+79221234567")


def test_words_to_a_secret_question_stay_masked_after_the_call_went_on(guarded):
    first = Part(guarded)
    first.call.post(KeyPressed("1"))
    second = first.goes_on(guarded)
    second.call.post(Heard((Hypothesis("семь один два четыре", 0.9),)))
    assert "семь" not in json.dumps(second.kept.records, ensure_ascii=False)
    assert MASK in json.dumps(second.kept.records, ensure_ascii=False)


def test_a_channel_that_fails_leaves_a_journal_with_an_end(guarded):
    part = Part(guarded)

    def broken(_say: Say) -> None:
        raise OSError("the device is gone")

    part.channel.say = broken
    part.call.post(KeyPressed("3"))
    assert part.call.ended and part.kept.closed
    [trouble, end] = part.kept.records[-1]["effects"][-2:]
    assert trouble == {"Trouble": {"what": "the channel failed: OSError"}}
    assert end == {"HangUp": {"reason": "trouble"}}


def test_a_change_that_is_done_after_the_caller_hung_up_is_written_down(program):
    line = Recorded(program(PAYING)).dial()
    line.press("1")
    step = line.running.step
    line.send(HungUp())
    line.recorder.close()
    line.recorder(9.0, ActionDone(step, "taken"), ())
    line.recorder(9.5, ActionDone(step, "taken"), ())
    assert [next(iter(record["event"])) for record in line.kept.records[-2:]] == ["HungUp", "ActionDone"]
