"""Everything that a vocabulary lets a recogniser hear has a meaning for understanding."""

from datetime import date

import pytest

from ivr import wording
from ivr.wording import understand
from ivr.wording.errors import WordingError
from ivr.wording.understand.text import normalise
from ivr.wording.understand.vocabulary import vocabulary

KINDS = ("digits", "number", "amount", "phone", "date", "yes_no")
TODAY = date(2026, 3, 2)

DATES = {
    "ru": (
        *("{}", "{} марта", "двадцать {} марта", "пятое {}", "{} неделю", "через {}", "через два {}", "{} пятое марта"),
        *("пятое марта {} двадцать шестого", "пятое марта две {} двадцать шестого года"),
        *("пятое марта две тысячи {} года", "пятое марта {} года", "пятое марта две тысячи двадцать шестого {}"),
    ),
    "en": (
        *("{}", "march {}", "{} fifth", "{} of march", "{} week", "in two {}", "in {}", "march fifth {}"),
        *("march fifth two {} one", "march fifth two thousand {} one", "march twenty {}", "{} march fifth"),
        *("march fifth nineteen {} five", "march fifth {} twenty six", "march fifth twenty {}", "march fifth one {}"),
    ),
}
"""Sentences with a place for a word of each sort."""


def words_of(kind: str, language: str) -> set[str]:
    return {word for phrase in vocabulary(kind, language) for word in phrase.split()}


def said(text: str) -> set[str]:
    return set(normalise(text).split())


@pytest.mark.parametrize("language", ["ru", "en"])
@pytest.mark.parametrize("kind", KINDS)
def test_a_vocabulary_holds_normalised_words_each_once(kind: str, language: str) -> None:
    words = vocabulary(kind, language)
    assert words
    assert len(set(words)) == len(words)
    assert [normalise(word) for word in words] == list(words)


@pytest.mark.parametrize("language", ["ru", "en"])
@pytest.mark.parametrize("kind", ["choice", "list", "menu"])
def test_what_is_chosen_has_no_vocabulary_of_its_own(kind: str, language: str) -> None:
    assert vocabulary(kind, language) == ()


def test_an_unknown_language_is_refused() -> None:
    with pytest.raises(WordingError):
        vocabulary("digits", "xx")


@pytest.mark.parametrize("language", ["ru", "en"])
@pytest.mark.parametrize("number", [*range(131), 200, 342, 999, 1000, 2015, 21_000, 150_000, 1_000_001])
def test_every_number_can_be_said(number: int, language: str) -> None:
    text = wording.speak("number", number, language)
    assert said(text) <= words_of("number", language)
    assert understand.number(text, language) == number


@pytest.mark.parametrize("language", ["ru", "en"])
@pytest.mark.parametrize("kopecks", [1, 100, 150, 2100, 10_005, 500_000, 123_456_78])
def test_every_amount_can_be_said(kopecks: int, language: str) -> None:
    text = wording.speak("money", kopecks, language)
    assert said(text) <= words_of("amount", language)
    assert understand.amount(text, language) == kopecks


@pytest.mark.parametrize("language", ["ru", "en"])
@pytest.mark.parametrize("day", [date(2026, month, day) for month in range(3, 13) for day in (3, 12, 21, 30)])
def test_every_day_can_be_said(day: date, language: str) -> None:
    text = wording.speak("date", day, language)
    assert said(text) <= words_of("date", language)
    assert understand.date(text, language, TODAY) == day


@pytest.mark.parametrize("language", ["ru", "en"])
@pytest.mark.parametrize("phone", ["+79221234567", "+79000010203"])
def test_every_phone_number_can_be_said(phone: str, language: str) -> None:
    text = wording.speak("phone", phone, language)
    assert said(text) <= words_of("phone", language)
    assert understand.phone(text, language) == phone


@pytest.mark.parametrize("language", ["ru", "en"])
def test_each_word_of_digits_says_digits_or_is_passed_over(language: str) -> None:
    one = {"ru": "один", "en": "one"}[language]
    doubled = {"ru": "два нуля", "en": "double one"}[language]
    assert understand.digits(doubled, language) is not None
    for word in vocabulary("digits", language):
        understood = any(understand.digits(text, language) for text in (word, f"{word} {one}", f"два {word}"))
        assert understood, word


@pytest.mark.parametrize("language", ["ru", "en"])
def test_each_word_of_a_number_is_understood_in_some_number(language: str) -> None:
    frames = {
        "ru": ("{}", "{} один", "один {}", "одна целая одна {}", "одна {} одна десятая"),
        "en": ("{}", "{} one", "one {}", "one {} one", "one hundred {} one"),
    }[language]
    for word in vocabulary("number", language):
        assert any(understand.number(frame.format(word), language) is not None for frame in frames), word


@pytest.mark.parametrize("language", ["ru", "en"])
def test_each_word_of_an_amount_is_understood_in_some_amount(language: str) -> None:
    frames = {
        "ru": ("{}", "{} один", "один {}", "одна целая одна {}", "одна {} одна десятая", "один рубль {} одна копейка"),
        "en": ("{}", "{} one", "one {}", "one {} one", "one hundred {} one", "one rouble {} one kopeck"),
    }[language]
    for word in vocabulary("amount", language):
        assert any(understand.amount(frame.format(word), language) is not None for frame in frames), word


@pytest.mark.parametrize("language", ["ru", "en"])
def test_each_word_of_a_date_is_understood_in_some_date(language: str) -> None:
    for word in vocabulary("date", language):
        assert any(understand.date(frame.format(word), language, TODAY) for frame in DATES[language]), word


@pytest.mark.parametrize("language", ["ru", "en"])
def test_each_word_of_yes_and_no_answers(language: str) -> None:
    frames = {"ru": ("{}", "не {}"), "en": ("{}", "not {}", "dont {}")}[language]
    for word in vocabulary("yes_no", language):
        assert any(understand.yes_no(frame.format(word), language) is not None for frame in frames), word
