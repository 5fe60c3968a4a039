"""Whatever a synthesizer of somebody else's does, sound or SynthesisError comes of it, and never the text."""

import sys
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from ivr.sound.audio import PHONE, Audio
from ivr.sound.synthesis import SynthesisError
from ivr.sound.synthesis.guarded import Guarded

SECRET = "Ваш баланс сто рублей"


class Theirs:
    """Does in each method what it is told."""

    name = "their own name"

    def __init__(self, act: Callable[..., Any]) -> None:
        self._act = act

    def identity(self, language: str) -> str:
        given: str = self._act(language)
        return given

    def synthesize(self, text: str, language: str) -> Audio:
        given: Audio = self._act(text)
        return given

    def close(self) -> None:
        self._act("")


def raising(error: type[BaseException]) -> Callable[..., Any]:
    def act(text: str) -> Any:
        raise error(text)

    return act


@pytest.mark.parametrize(
    ("act", "why"),
    [
        (raising(ValueError), "raised ValueError"),
        (raising(SystemExit), "raised SystemExit"),
        (lambda _: sys.exit(), "raised SystemExit"),
        (lambda _: None, "gave NoneType instead of Audio"),
        (lambda text: text.encode(), "gave bytes instead of Audio"),
    ],
)
def test_whatever_it_does_is_a_synthesis_error_without_the_text(act: Callable[..., Any], why: str) -> None:
    with pytest.raises(SynthesisError) as raised:
        Guarded("theirs", Theirs(act)).synthesize(SECRET, "ru")
    assert str(raised.value) == f"`synthesize` of the voice `theirs` {why}"
    assert raised.value.__suppress_context__ or raised.value.__context__ is None


def test_an_identity_is_text() -> None:
    with pytest.raises(SynthesisError, match="`identity` of the voice `theirs` gave int instead of str"):
        Guarded("theirs", Theirs(lambda _: 5)).identity("ru")


def test_its_own_words_are_left_when_they_are_for_the_operator() -> None:
    with pytest.raises(SynthesisError, match=r"^no voice for de$"):
        Guarded("theirs", Theirs(lambda _: raising(SynthesisError)("no voice for de"))).synthesize(SECRET, "de")


@pytest.mark.parametrize("error", [ValueError, SystemExit])
def test_a_fault_in_closing_harms_nobody(error: type[BaseException]) -> None:
    Guarded("theirs", Theirs(raising(error))).close()


def test_ctrl_c_is_nobody_s_fault() -> None:
    with pytest.raises(KeyboardInterrupt):
        Guarded("theirs", Theirs(raising(KeyboardInterrupt))).synthesize(SECRET, "ru")


def test_sound_comes_through() -> None:
    sound = Audio(np.ones(8, np.int16), PHONE)
    voice = Guarded("theirs", Theirs(lambda _: sound))
    assert (voice.synthesize(SECRET, "ru"), voice.name) == (sound, "theirs")
