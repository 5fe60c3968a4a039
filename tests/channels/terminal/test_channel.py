"""The terminal's channel in virtual time: what strokes become, and what is shown when."""

from __future__ import annotations

import io

import pytest

from ivr.call import Call, InlineWorker
from ivr.channels.terminal import Screen, TerminalChannel
from ivr.channels.terminal.channel import BACKSPACE, ENTER, HANG_UP, STILL_SPEAKING
from ivr.clock import VirtualClock
from ivr.dialog import Session
from ivr.dialog.effects import Listen, Say, Utterance
from ivr.dialog.events import Event, Heard, HungUp, Hypothesis, KeyPressed, SpeechStarted
from tests.shop import DIALLED, shop


class Desk:
    """A terminal somebody sits at: a call to the shop, its clock, what the screen shows."""

    def __init__(self, **options: object) -> None:
        self.clock = VirtualClock()
        self.out = io.StringIO()
        self.finished = 0
        screen = Screen(self.out, colour=False, width=200)
        self.channel = TerminalChannel(self.clock, screen, finished=self._finish, **options)  # type: ignore[arg-type]
        self.events: list[Event] = []
        self.session = Session(shop())
        self.call = Call(
            self.session,
            self.channel,
            self.clock,
            InlineWorker(),
            listeners=(self.channel.watch, lambda _now, event, _effects: self.events.append(event)),
        )

    def _finish(self) -> None:
        self.finished += 1

    def dial(self) -> Desk:
        self.call.start(DIALLED)
        return self

    def type(self, strokes: str) -> Desk:
        for stroke in strokes:
            self.channel.typed(stroke)
        return self

    def listen(self) -> Desk:
        """Hear all that is being said."""
        while self.channel._speech.speaking is not None:
            self.clock.step()
        return self

    @property
    def shown(self) -> str:
        return self.out.getvalue()

    def caused(self) -> list[Event]:
        """What the caller did."""
        return [event for event in self.events if isinstance(event, KeyPressed | Heard | SpeechStarted | HungUp)]


def test_texts_appear_one_after_another_as_they_would_be_spoken():
    desk = Desk().dial()
    assert desk.shown == "  » Это лавка."
    desk.clock.advance(1.0)
    assert desk.shown == "  » Это лавка.\n  » Хлеб — нажмите один."
    desk.listen()
    assert desk.shown.count("»") == 6


def test_a_key_cuts_what_is_spoken_and_drops_what_was_to_follow():
    desk = Desk().dial()
    desk.clock.advance(1.0)
    desk.type("1")
    assert desk.shown == ("  » Это лавка.\n  » Хлеб — нажмите один. —\n  [1]\n  » Хлеба двадцать один.")


def test_a_secret_is_never_shown():
    desk = Desk().dial().type("4").listen().type("4321").listen()
    assert "4321" not in desk.shown and "[4] " not in desk.shown.replace("[4]\n", "")
    assert "  [•] [•] [•] [•]\n  » Верно." in desk.shown


def test_spoken_secrets_are_not_shown_either():
    desk = Desk().dial().type("4").listen()
    desk.type("код 4")
    desk.channel.typed(ENTER)
    assert "код" not in desk.shown.split("Введите код.")[-1]
    assert "• " not in desk.shown and "•••••" in desk.shown


def test_keys_that_wait_are_shown_once_a_question_takes_them():
    desk = Desk().dial().type("5").type("1")
    assert desk.shown.endswith("Это нужно дослушать.")
    desk.listen()
    assert "  [1]\n  » Хлеба двадцать один." in desk.shown


def test_keys_that_nothing_takes_are_told_of_and_not_shown():
    desk = Desk().dial().type("5").type("976").listen()
    assert "  [9]\n  (2 keys came to nothing)\n" in desk.shown
    assert "•" not in desk.shown


def test_a_key_pressed_in_parting_words_is_told_of_and_not_shown():
    desk = Desk().dial().type("0").type("7").listen()
    assert "(a key came to nothing)" in desk.shown
    assert "[7]" not in desk.shown and "•" not in desk.shown


def test_typed_words_are_speech():
    desk = Desk().dial().type("булка")
    assert desk.caused() == [SpeechStarted()]
    desk.channel.typed(ENTER)
    assert desk.caused() == [SpeechStarted(), Heard((Hypothesis("булка"),))]
    assert "  > булка\n  » Хлеба двадцать один." in desk.shown


def test_digits_within_words_belong_to_them_and_backspace_mends():
    desk = Desk().dial().type("булкк")
    desk.channel.typed(BACKSPACE)
    desk.type("а 2")
    desk.channel.typed(ENTER)
    assert desk.caused()[-1] == Heard((Hypothesis("булка 2"),))


def test_words_taken_back_were_nothing_clear():
    desk = Desk().dial().type("б")
    desk.channel.typed(BACKSPACE)
    assert desk.caused() == [SpeechStarted(), Heard(())]


def test_slow_typing_is_not_taken_for_silence():
    desk = Desk().dial()
    for letter in "булка":
        desk.type(letter)
        desk.clock.advance(STILL_SPEAKING + 1)
    desk.channel.typed(ENTER)
    assert "Хлеба двадцать один." in desk.shown


@pytest.mark.parametrize("stroke", [ENTER, BACKSPACE, " ", "+", "!", "ё́"])
def test_strokes_that_mean_nothing_do_nothing(stroke: str):
    desk = Desk().dial()
    before = desk.shown
    desk.channel.typed(stroke)
    assert desk.caused() == []
    assert desk.shown == before


def test_help_tells_the_keys_and_leaves_the_call_alone():
    desk = Desk().dial().type("?")
    assert "hang up" in desk.shown
    assert desk.caused() == []


def test_hanging_up_ends_the_call_at_once():
    desk = Desk().dial()
    desk.channel.typed(HANG_UP)
    assert desk.session.ended
    assert desk.finished == 1
    desk.type("1")
    desk.channel.typed(HANG_UP)
    assert desk.caused() == [HungUp()]


def test_the_last_words_are_spoken_before_the_call_is_finished():
    desk = Desk(transfer_ends="busy").dial().type("0").listen()
    assert "(simulated: ringing 200)" in desk.shown
    desk.clock.advance(2.5)
    assert "(simulated: busy)\n  » До свидания!" in desk.shown
    assert not desk.finished
    desk.listen()
    assert desk.session.ended
    assert desk.finished == 1


def test_last_words_that_come_after_the_conversation_are_spoken_too():
    desk = Desk()
    said = Say(1, (Utterance("Извините.", "ru"),))
    desk.channel.say(said)
    desk.channel.hang_up("trouble")
    desk.channel.close()
    assert not desk.finished
    desk.listen()
    assert desk.finished == 1


def test_a_caller_who_hangs_up_does_not_wait_for_last_words():
    desk = Desk()
    desk.channel.say(Say(1, (Utterance("Извините, это надолго.", "ru"),)))
    desk.channel.close()
    desk.channel.typed(HANG_UP)
    assert desk.shown.endswith("надолго. —")
    assert desk.finished >= 1


def test_a_transfer_is_said_to_be_simulated():
    desk = Desk().dial().type("0").listen()
    desk.clock.advance(2.5)
    assert "(simulated: connected)" in desk.shown
    assert desk.session.ended and desk.finished == 1


def test_pace_makes_speech_as_fast_as_wanted():
    slow, fast = Desk().dial().listen(), Desk(pace=0.1).dial().listen()
    assert fast.clock.now() == pytest.approx(slow.clock.now() / 10)


def test_strokes_before_the_call_mean_nothing():
    channel = TerminalChannel(VirtualClock(), Screen(io.StringIO(), colour=False))
    channel.listen(Listen("1", (), "choice", "ru"))
    channel.typed("1")
    channel.speak("булка")
    channel.typed(HANG_UP)
    assert channel._keys == []
