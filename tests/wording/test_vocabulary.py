"""The words of values: what is said in them is understood, and no other words are needed for what is usual."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

import pytest

from ivr.wording.errors import WordingError
from ivr.wording.formats import speak
from ivr.wording.understand import amount, digits, normalise, number, phone, yes_no
from ivr.wording.understand import date as day_of
from ivr.wording.understand.vocabulary import vocabulary

LANGUAGES = ["ru", "en"]
KINDS = ["digits", "number", "amount", "phone", "date", "yes_no", "secret"]
TODAY = date(2026, 3, 2)


def unknown(said: str, kind: str, language: str) -> set[str]:
    """Words of a text that a recogniser would not listen for."""
    return set(normalise(said).split()) - set(vocabulary(kind, language))


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", KINDS)
def test_words_are_single_normalised_and_each_once(kind: str, language: str):
    words = vocabulary(kind, language)
    assert words
    assert len(set(words)) == len(words)
    assert all(word == normalise(word) and " " not in word for word in words)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("value", [0, 1, 2, 5, 11, 21, 40, 99, 100, 101, 112, 1000, 2021, 15_300, 999_999, 1_000_000])
def test_every_number_can_be_heard_and_is_understood(value: int, language: str):
    said = speak("number", value, language)
    assert not unknown(said, "number", language)
    assert number(said, language) == value


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kopecks", [100, 200, 2100, 12_105, 50_000, 100_000, 1_234_567])
def test_every_sum_can_be_heard_and_is_understood(kopecks: int, language: str):
    said = speak("money", kopecks, language)
    assert not unknown(said, "amount", language)
    assert amount(said, language) == kopecks


@pytest.mark.parametrize("language", LANGUAGES)
def test_digits_and_telephone_numbers_can_be_heard(language: str):
    assert not unknown(speak("digits", "0123456789", language), "digits", language)
    assert not unknown(speak("digits", "0123456789", language), "secret", language)
    said = speak("phone", "+79221234567", language)
    assert not unknown(said, "phone", language)
    assert phone(said, language) == "+79221234567"


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("ahead", range(0, 366, 7))
def test_every_day_can_be_heard_and_is_understood(ahead: int, language: str):
    day = TODAY + timedelta(days=ahead)
    said = speak("date", day, language)
    assert not unknown(said, "date", language)
    assert day_of(said, language, TODAY) == day


@pytest.mark.parametrize(("said", "language"), [("да", "ru"), ("нет не надо", "ru"), ("yes", "en"), ("no", "en")])
def test_yes_and_no_can_be_heard(said: str, language: str):
    assert not unknown(said, "yes_no", language)
    assert yes_no(said, language) is not None


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(("kind", "understand"), [("digits", digits), ("secret", digits), ("number", number)])
def test_words_of_digits_are_each_understood(kind: str, understand: Callable[[str, str], object], language: str):
    counted = [word for word in vocabulary("digits", language) if word not in ("double", "triple", "hundred")]
    assert [word for word in counted if digits(word, language) is None and word not in ("звездочка", "решетка")] == []
    assert understand(counted[1], language) is not None


def test_another_kind_is_told():
    with pytest.raises(WordingError, match="no kind of value 'mood'; kinds are digits"):
        vocabulary("mood", "ru")
