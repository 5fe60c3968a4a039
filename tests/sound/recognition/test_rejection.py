"""What is heard is trusted by how it was heard, not by vosk's word for it."""

import pytest

from ivr.sound.recognition.decoding import Decoded, Word
from ivr.sound.recognition.events import Grammar
from ivr.sound.recognition.grammar import Compiled, Vocabulary
from ivr.sound.recognition.rejection import UNCOMPARED, judge, likely_length

ACCEPT, CONFIRM = 0.6, 0.3
"""The dialog's thresholds."""


@pytest.fixture
def compiled() -> Compiled:
    return Vocabulary(lambda _: True).compile(Grammar("ru", ("баланс", "мой тариф", "нет")))


def decoded(text: str, score: float = 0.0) -> Decoded:
    """Words of half a second each."""
    words = text.split()
    return Decoded(tuple(Word(word, at / 2, at / 2 + 0.5) for at, word in enumerate(words)), score)


def sure(heard: Decoded, loop: Decoded | None, compiled: Compiled, seconds: float = 0.6) -> float:
    guess = judge(heard, loop, seconds, compiled)
    assert guess is not None
    return guess.confidence


def test_what_stays_among_fillers_is_taken(compiled: Compiled) -> None:
    assert sure(decoded("баланс"), decoded("баланс"), compiled) >= ACCEPT


def test_what_is_about_as_likely_is_asked_back(compiled: Compiled) -> None:
    assert CONFIRM <= sure(decoded("баланс"), decoded("за год", 0.0), compiled) < ACCEPT


def test_what_is_far_less_likely_is_rejected(compiled: Compiled) -> None:
    assert sure(decoded("баланс"), decoded("за год", 10.0), compiled) < CONFIRM


def test_confidence_grows_with_the_likelihood(compiled: Compiled) -> None:
    found = [sure(decoded("баланс", score), decoded("за год"), compiled) for score in (-40, -10, 0, 10, 40)]
    assert found == sorted(found)
    assert all(0 <= each <= 1 for each in found)


def test_a_phrase_among_other_words_is_found(compiled: Compiled) -> None:
    guess = judge(decoded("нет баланс нет"), decoded("ну баланс за", 3.0), 1.2, compiled)
    assert guess is not None
    assert guess.text == "баланс"


def test_words_of_several_phrases_are_doubted(compiled: Compiled) -> None:
    assert sure(decoded("баланс нет"), decoded("баланс нет"), compiled, 1.2) < ACCEPT


def test_words_of_several_phrases_are_taken_where_they_make_one_answer() -> None:
    mixed = Vocabulary(lambda _: True).compile(Grammar("ru", ("пятое", "марта"), mixed=True))
    assert sure(decoded("пятое марта"), decoded("пятое марта"), mixed, 1.2) >= ACCEPT


def test_no_words_mean_nothing(compiled: Compiled) -> None:
    assert judge(decoded(""), decoded("за год"), 0.5, compiled) is None


def test_without_fillers_everything_is_asked_back(compiled: Compiled) -> None:
    assert sure(decoded("баланс"), None, compiled) == UNCOMPARED


@pytest.mark.parametrize(
    ("text", "seconds"), [("баланс", 0.6), ("да", 0.25), ("подключить интернет", 1.6), ("네", 0.3)]
)
def test_speech_of_a_likely_length_loses_nothing(text: str, seconds: float) -> None:
    assert likely_length(text, seconds) == 1


@pytest.mark.parametrize(("text", "seconds"), [("да", 5.0), ("подключить интернет", 0.15), ("баланс", 0.0)])
def test_speech_far_too_long_or_short_for_its_words_is_not_trusted(text: str, seconds: float) -> None:
    assert likely_length(text, seconds) < CONFIRM
