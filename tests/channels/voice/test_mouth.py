"""The mouth: what is taken from it, and when it tells what."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import TypeVar

import numpy as np
import pytest

from ivr.channels.base import Notices
from ivr.channels.voice import Inline, Mouth
from ivr.channels.voice.mouth import FADE, PAUSE
from ivr.dialog.effects import Say, Utterance
from ivr.dialog.events import Event, PromptDone
from ivr.sound.audio import Audio, Samples
from ivr.sound.prompts import Phrase

RATE = 8000
FRAME = 160
T = TypeVar("T")


def text(words: str) -> Utterance:
    return Utterance(words, "en")


class Levels:
    """A voice that says each letter as a tenth of a second of its own level: a 1000, b 2000 …"""

    def __init__(self, *, at_hand: bool = True) -> None:
        self.at_hand = at_hand

    def ready(self, phrase: Phrase) -> Audio | None:
        return self.make(phrase) if self.at_hand else None

    def make(self, phrase: Phrase) -> Audio:
        levels = [1000 * (ord(letter) - ord("a") + 1) for letter in phrase.text]
        return Audio(np.repeat(np.array(levels, np.int16), RATE // 10), RATE)


class Later:
    """Does nothing until told to."""

    def __init__(self) -> None:
        self.work: list[Callable[[], None]] = []

    def run(self, work: Callable[[], T], done: Callable[[T], None]) -> None:
        self.work.append(lambda: done(work()))

    def soon(self, callback: Callable[[], None]) -> None:
        callback()


class Caller:
    """Takes frames from a mouth and keeps what it hears and is told."""

    def __init__(self, voice: Levels | None = None, elsewhere: Inline | Later | None = None) -> None:
        self.told: list[str] = []
        self.events: list[Event] = []
        notices = Notices(
            begins=lambda text: self.told.append(f"begins {text.text}"),
            cut=lambda text: self.told.append(f"cut {text.text}"),
            silent=lambda: self.told.append("silent"),
        )
        self.mouth = Mouth(voice or Levels(), elsewhere or Inline(), notices, rate=RATE)
        self.mouth.attach(self.events.append)

    def hear(self, seconds: float) -> Samples:
        frames = [self.mouth.take(FRAME) for _ in range(round(seconds * RATE / FRAME))]
        return np.concatenate(frames)


def levels(sound: Samples) -> list[int]:
    """The levels in the order they are heard, each once."""
    changes = np.flatnonzero(np.diff(sound.astype(int))) + 1
    return [int(sound[at]) for at in [0, *changes]]


def test_texts_are_heard_in_order_with_a_pause_after_each():
    caller = Caller()
    caller.mouth.say(Say(1, (text("ab"), text("c"))))
    caller.mouth.say(Say(2, (text("d"),)))
    heard = caller.hear(2)
    assert levels(heard) == [1000, 2000, 0, 3000, 0, 4000, 0]
    assert np.count_nonzero(heard == 0) >= 3 * PAUSE * RATE
    assert caller.events == [PromptDone(1), PromptDone(2)]
    assert caller.told == ["begins ab", "begins c", "begins d", "silent"]


def test_silence_when_nothing_is_said():
    assert not Caller().hear(0.1).any()


def test_a_stopped_say_fades_within_five_milliseconds_and_reports_nothing():
    caller = Caller()
    caller.mouth.say(Say(1, (text("aaaa"),)))
    caller.hear(0.1)
    caller.mouth.stop((1,))
    rest = caller.hear(0.1)
    assert np.flatnonzero(rest).max() < FADE * RATE
    assert (np.diff(rest[: int(FADE * RATE)].astype(int)) <= 0).all()
    assert caller.events == []
    assert caller.told == ["begins aaaa", "cut aaaa"]


def test_what_follows_a_stopped_say_is_said():
    caller = Caller()
    caller.mouth.say(Say(1, (text("aaaa"),)))
    caller.mouth.say(Say(2, (text("b"),)))
    caller.hear(0.1)
    caller.mouth.stop((1,))
    assert 2000 in levels(caller.hear(0.5))
    assert caller.events == [PromptDone(2)]


def test_a_say_that_waits_is_dropped_without_a_word():
    caller = Caller()
    caller.mouth.say(Say(1, (text("a"),)))
    caller.mouth.say(Say(2, (text("b"),)))
    caller.mouth.stop((2,))
    assert levels(caller.hear(1)) == [1000, 0]
    assert caller.told == ["begins a", "silent"]


def test_a_text_whose_sound_is_still_made_is_waited_for_in_silence():
    later = Later()
    caller = Caller(Levels(at_hand=False), later)
    caller.mouth.say(Say(1, (text("a"), text("b"))))
    assert not caller.hear(0.5).any()
    first, second = later.work
    second()
    assert not caller.hear(0.5).any(), "the second text must not be said before the first"
    first()
    assert levels(caller.hear(1)) == [1000, 0, 2000, 0]
    assert caller.events == [PromptDone(1)]


def test_a_say_dropped_while_its_sound_is_made_stays_dropped():
    later = Later()
    caller = Caller(Levels(at_hand=False), later)
    caller.mouth.say(Say(1, (text("a"),)))
    caller.mouth.stop((1,))
    later.work[0]()
    assert not caller.hear(0.5).any()
    assert caller.mouth.speaking is None


def test_what_was_dropped_is_not_made_any_more():
    class Counting(Levels):
        made = 0

        def make(self, phrase: Phrase) -> Audio:
            self.made += 1
            return super().make(phrase)

    later, voice = Later(), Counting(at_hand=False)
    caller = Caller(voice, later)
    caller.mouth.say(Say(1, (text("a"), text("b"))))
    caller.mouth.stop((1,))
    caller.mouth.say(Say(2, (text("c"),)))
    for work in later.work:
        work()
    assert voice.made == 1
    assert levels(caller.hear(1)) == [3000, 0]


def test_a_say_stopped_before_its_beginning_was_told_is_never_told():
    class Slow(Inline):
        def __init__(self) -> None:
            self.waiting: list[Callable[[], None]] = []

        def soon(self, callback: Callable[[], None]) -> None:
            self.waiting.append(callback)

    elsewhere = Slow()
    caller = Caller(elsewhere=elsewhere)
    caller.mouth.say(Say(1, (text("aaaa"),)))
    caller.hear(0.1)
    caller.mouth.stop((1,))
    for callback in elsewhere.waiting:
        callback()
    assert caller.told == []


def test_a_say_of_nothing_ends_at_once():
    caller = Caller()
    caller.mouth.say(Say(1, ()))
    assert caller.events == [PromptDone(1)]
    assert caller.mouth.speaking is None


def test_a_report_may_say_more():
    caller = Caller()
    caller.mouth.attach(lambda event: caller.mouth.say(Say(2, (text("b"),))) if event == PromptDone(1) else None)
    caller.mouth.say(Say(1, (text("a"),)))
    assert levels(caller.hear(1)) == [1000, 0, 2000, 0]


def test_the_same_text_twice_ends_the_say_once():
    caller = Caller()
    again = text("a")
    caller.mouth.say(Say(1, (again, again)))
    assert levels(caller.hear(1)) == [1000, 0, 1000, 0]
    assert caller.events == [PromptDone(1)]


def test_detached_it_speaks_on_and_reports_nothing():
    caller = Caller()
    caller.mouth.say(Say(1, (text("a"),)))
    caller.mouth.detach()
    assert levels(caller.hear(1)) == [1000, 0]
    assert caller.events == []


@pytest.mark.parametrize("count", [1, 7, 160, 4000])
def test_frames_of_any_size_carry_the_same_sound(count: int):
    caller = Caller()
    caller.mouth.say(Say(1, (text("abc"),)))
    whole = np.concatenate([caller.mouth.take(count) for _ in range(-(-RATE // count))])[:RATE]
    assert levels(whole) == [1000, 2000, 3000, 0]


def test_frames_may_be_taken_by_another_thread():
    caller = Caller()
    heard: list[int] = []
    gate = threading.Barrier(2)

    def take() -> None:
        gate.wait()
        for _ in range(2000):
            heard.append(int(np.abs(caller.mouth.take(16)).max()))

    thread = threading.Thread(target=take)
    thread.start()
    gate.wait()
    for number in range(200):
        caller.mouth.say(Say(number, (text("a"),)))
        caller.mouth.stop((number,))
    caller.mouth.say(Say(1000, (text("b"),)))
    thread.join()
    caller.hear(1)
    assert caller.events[-1] == PromptDone(1000)
    assert caller.mouth.speaking is None
