"""The channel of text, and the speech that channels share: one text after another, cut short, dropped, heard out."""

from __future__ import annotations

import pytest

from ivr.channels.base import Notices, Speech
from ivr.channels.text import RINGING, TextChannel
from ivr.clock import VirtualClock
from ivr.dialog.effects import Listen, Say, Transfer, Utterance
from ivr.dialog.events import Event, PromptDone, TransferDone
from ivr.wording.estimate import seconds

FIRST = Utterance("Здравствуйте!", "ru")
SECOND = Utterance("Хлеб — нажмите один.", "ru")
THIRD = Utterance("Please hold the line.", "en")


class Line:
    """A text channel and what it reports."""

    def __init__(self, pace: float = 1.0) -> None:
        self.clock = VirtualClock()
        self.channel = TextChannel(self.clock, pace=pace)
        self.events: list[Event] = []
        self.channel.attach(self.events.append)


def length(*texts: Utterance) -> float:
    return sum(seconds(text.text, text.language) for text in texts)


def test_says_are_spoken_one_after_another_each_in_its_time():
    line = Line()
    line.channel.say(Say(1, (FIRST, SECOND)))
    line.channel.say(Say(2, (THIRD,)))
    line.clock.advance(length(FIRST) - 0.01)
    assert line.channel.heard == [FIRST.text]
    line.clock.advance(length(SECOND))
    assert line.channel.heard == [FIRST.text, SECOND.text]
    assert line.events == []
    line.clock.advance(0.02)
    assert line.events == [PromptDone(1)]
    line.clock.advance(length(THIRD))
    assert line.events == [PromptDone(1), PromptDone(2)]


def test_what_is_stopped_is_cut_and_not_reported_and_the_next_begins_at_once():
    line = Line()
    for number, text in enumerate((FIRST, SECOND, THIRD), 1):
        line.channel.say(Say(number, (text,)))
    line.clock.advance(0.3)
    line.channel.stop((1, 2))
    assert line.channel.heard == ["Здравствуйте! —", THIRD.text]
    line.clock.advance(length(THIRD) + 0.01)
    assert line.events == [PromptDone(3)]


def test_what_was_not_begun_is_dropped_without_a_trace():
    line = Line()
    line.channel.say(Say(1, (FIRST,)))
    line.channel.say(Say(2, (SECOND,)))
    line.channel.stop((2, 7))
    line.clock.advance(60)
    assert line.channel.heard == [FIRST.text]
    assert line.events == [PromptDone(1)]


def test_a_say_without_words_is_done_at_once():
    line = Line()
    line.channel.say(Say(1, ()))
    assert line.events == [PromptDone(1)]


def test_no_pace_is_no_time():
    line = Line(pace=0.0)
    line.channel.say(Say(1, (FIRST, SECOND, THIRD)))
    line.clock.advance(0.0)
    assert line.events == [PromptDone(1)]


def test_a_report_may_stop_what_follows():
    clock = VirtualClock()
    begun: list[str] = []
    cut: list[str] = []
    notices = Notices(begins=lambda text: begun.append(text.text), cut=lambda text: cut.append(text.text))
    speech = Speech(clock, notices)
    speech.attach(lambda _: speech.stop((2,)))
    speech.say(Say(1, (FIRST,)))
    speech.say(Say(2, (SECOND,)))
    clock.advance(60)
    assert begun == [FIRST.text, SECOND.text]
    assert cut == [SECOND.text]
    assert speech.speaking is None


def test_after_the_end_last_words_are_spoken_and_nothing_is_reported():
    line = Line()
    line.channel.say(Say(1, (FIRST,)))
    line.channel.hang_up("completed")
    line.channel.close()
    line.clock.advance(60)
    assert line.channel.heard == [FIRST.text]
    assert line.events == []


def test_when_the_caller_has_gone_nothing_more_is_spoken():
    line = Line()
    line.channel.say(Say(1, (FIRST, SECOND)))
    line.channel.close()
    line.clock.advance(60)
    assert line.channel.heard == ["Здравствуйте! —"]
    assert line.events == []


@pytest.mark.parametrize("outcome", ["connected", "busy"])
def test_a_transfer_rings_and_ends_as_told(outcome: str):
    clock = VirtualClock()
    channel = TextChannel(clock, transfers={"200": outcome}.__getitem__)
    events: list[Event] = []
    channel.attach(events.append)
    channel.transfer(Transfer("200", 30.0))
    clock.advance(RINGING - 0.1)
    assert events == []
    clock.advance(0.2)
    assert events == [TransferDone(outcome)]
    assert channel.transferred_to == "200"


def test_what_is_listened_for_is_kept_until_it_is_not():
    line = Line()
    listen = Listen("12", ("да",), "choice", "ru")
    line.channel.listen(listen)
    assert line.channel.listening is listen
    line.channel.stop_listening()
    assert line.channel.listening is None
