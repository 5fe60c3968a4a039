"""Keys written down beforehand: how they are read, and the call they make."""

from __future__ import annotations

import pytest

from ivr.dialog.effects import Effect, Say, Stop, Took
from ivr.dialog.events import Event, HungUp, KeyPressed
from ivr.keyed import HearOut, KeysError, Listen, Press, Wait, hold, parse
from tests.shop import DIALLED, shop


class Witness:
    """Keeps what happened in a call."""

    def __init__(self) -> None:
        self.events: list[tuple[float, Event]] = []
        self.effects: list[Effect] = []

    def __call__(self, now: float, event: Event, effects: list[Effect]) -> None:
        self.events.append((now, event))
        self.effects += effects

    @property
    def said(self) -> list[str]:
        return [effect.text for effect in self.effects if isinstance(effect, Say)]


@pytest.mark.parametrize(
    ("text", "acts"),
    [
        ("", ()),
        ("12", (Press("1"), Press("2"))),
        ("1 #", (Press("1"), Listen(), Press("#"))),
        ("1~2.5*", (Press("1"), Wait(2.5), Press("*"))),
        (", 1,#", (HearOut(), Press("1"), HearOut(), Press("#"))),
        (" 1  ~3 2 ", (Press("1"), Listen(), Wait(3.0), Listen(), Press("2"))),
    ],
)
def test_keys_are_read_as_they_are_written(text: str, acts: tuple[object, ...]):
    assert parse(text) == acts


@pytest.mark.parametrize(
    ("text", "place"), [("1x", "place 2"), ("1 ~", "place 3"), ("+7", "place 1"), ("~-1", "place 1")]
)
def test_what_is_no_key_is_refused_with_its_place(text: str, place: str):
    with pytest.raises(KeysError, match=place):
        parse(text)


def test_the_last_answer_is_heard_out_and_then_the_caller_hangs_up():
    witness = Witness()
    held = hold(shop(), DIALLED, parse("1"), listeners=[witness])
    assert "Хлеба двадцать один." in witness.said[-1]
    assert isinstance(witness.events[-1][1], HungUp)
    assert held.seconds == witness.events[-1][0] > 3
    assert held.session.state.end_reason == "caller hung up"


def test_a_space_waits_until_the_service_listens_and_without_one_keys_are_held():
    waiting, ahead = Witness(), Witness()
    hold(shop(), DIALLED, parse("5 1"), listeners=[waiting])
    hold(shop(), DIALLED, parse("51"), listeners=[ahead])
    keys = {
        name: [now for now, event in w.events if type(event).__name__ == "KeyPressed"]
        for name, w in (("waiting", waiting), ("ahead", ahead))
    }
    assert keys["ahead"] == [0.0, 0.0]
    assert keys["waiting"][1] > 1.0
    assert "Хлеба двадцать один." in waiting.said[-1] and "Хлеба двадцать один." in ahead.said[-1]


def test_a_comma_hears_the_service_out():
    witness = Witness()
    hold(shop(), DIALLED, parse(",1,1"), listeners=[witness])
    keys = [at for at, event in witness.events if isinstance(event, KeyPressed)]
    assert 0 < keys[0] < keys[1]
    assert not any(isinstance(effect, Stop) for effect in witness.effects)


def test_waiting_lets_the_service_lose_patience():
    witness = Witness()
    hold(shop(), DIALLED, parse("~20"), listeners=[witness])
    assert any(isinstance(effect, Took) and effect.outcome == "no_input" for effect in witness.effects)


def test_keys_after_the_end_are_told():
    held = hold(shop(), DIALLED, parse("0 1 2"))
    assert held.not_pressed == "1 2"
    assert held.session.state.end_reason == "transferred"


def test_transfers_end_as_told():
    witness = Witness()
    held = hold(shop(), DIALLED, parse("0"), transfer_ends="busy", listeners=[witness])
    assert witness.said[-1] == "До свидания!"
    assert held.session.state.end_reason == "completed"
