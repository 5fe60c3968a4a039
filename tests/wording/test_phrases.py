"""The engine's own sentences, and how long they last."""

import re

import pytest

from ivr.wording import LANGUAGES, WordingError
from ivr.wording.estimate import seconds
from ivr.wording.phrases import PHRASES, announce, phrase, slots
from ivr.wording.understand import yes_no

NAMES = {
    "choice",
    "no_input",
    "no_match",
    "incomplete",
    "too_long",
    "rejected",
    "ambiguous",
    "confirm_heard",
    "list_next",
    "list_previous",
    "list_empty",
    "goodbye",
    "technical_trouble",
    "please_wait",
    "transfer_failed",
    "access_denied",
}

WORDS = {"yes", "no", "next", "previous"}

FILLERS = {
    "ru": {"label": "Баланс", "key": "1", "a": "тарифы", "b": "услуги"},
    "en": {"label": "Balance", "key": "1", "a": "tariffs", "b": "services"},
}
LONGEST = 2.75
LONGEST_QUESTION = 3.5  # confirm_heard tells what to say and what to press in one breath


def filled(name: str, language: str) -> str:
    return phrase(name, language, **{slot: FILLERS[language][slot] for slot in slots(name, language)})


def test_every_language_has_every_sentence_with_the_same_slots() -> None:
    assert set(PHRASES) == set(LANGUAGES)
    for language in LANGUAGES:
        assert set(PHRASES[language]) == NAMES | WORDS
        for name in NAMES | WORDS:
            assert sorted(slots(name, language)) == sorted(slots(name, "ru"))


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", sorted(NAMES))
def test_sentences_are_short_whole_and_without_digits(name: str, language: str) -> None:
    said = filled(name, language)
    assert said[0].isupper()
    assert said[-1] in ".?"
    assert not re.search(r"[\d{}]", said)
    assert seconds(said, language) <= (LONGEST_QUESTION if name == "confirm_heard" else LONGEST)


def test_russian_is_written_with_yo() -> None:
    said = " ".join(PHRASES["ru"].values())
    assert not re.search(r"\b(еще|звезд|решетк|идет|ведет)", said)


def test_announce() -> None:
    assert announce("Баланс", "1", "ru") == "Баланс — нажмите один."
    assert announce("Назад", "*", "ru") == "Назад — нажмите звёздочку."
    assert announce("Повтор", "#", "ru") == "Повтор — нажмите решётку."
    assert announce("Balance", "0", "en") == "Balance: press zero."
    assert announce("{x}", "1", "ru") == "{x} — нажмите один."


@pytest.mark.parametrize("language", LANGUAGES)
def test_bare_words_are_understood_as_what_they_say(language: str) -> None:
    assert yes_no(phrase("yes", language), language) is True
    assert yes_no(phrase("no", language), language) is False
    assert all(phrase(name, language).islower() for name in WORDS)


def test_questions() -> None:
    assert phrase("ambiguous", "ru", a="баланс", b="бонусы") == "Вы имели в виду баланс или бонусы?"
    assert phrase("confirm_heard", "ru", label="баланс") == "Вы сказали: баланс? Да — один, нет — два."
    assert phrase("list_next", "ru", key="9") == "Дальше — нажмите девять."


def test_errors() -> None:
    with pytest.raises(WordingError, match="known: choice"):
        phrase("hello", "ru")
    with pytest.raises(WordingError, match="needs the slots"):
        phrase("ambiguous", "ru", a="баланс")
    with pytest.raises(WordingError, match="needs the slots"):
        phrase("goodbye", "ru", label="баланс")
    with pytest.raises(WordingError, match="no language"):
        phrase("goodbye", "de")
    with pytest.raises(WordingError, match="needs one of the keys"):
        announce("Баланс", "10", "ru")


# Measured once with espeak-ng 1.52 at 160 words a minute, in seconds.
MEASURED = [
    ("ru", "Непонятно. Повторите, пожалуйста.", 2.2),
    ("ru", "сто двадцать один рубль пять копеек", 1.95),
    ("ru", "плюс семь, девятьсот двадцать два, сто одиннадцать, ноль пять, ноль пять", 4.5),
    ("ru", "Баланс — нажмите один.", 1.4),
    ("en", "Sorry, we could not connect you.", 1.8),
    ("en", "one hundred and twenty-one roubles five kopecks", 3.1),
]


@pytest.mark.parametrize(("language", "text", "measured"), MEASURED)
def test_estimate_is_near_what_was_measured(language: str, text: str, measured: float) -> None:
    assert seconds(text, language) == pytest.approx(measured, abs=0.5)


def test_estimate_of_little() -> None:
    assert seconds("", "ru") == 0
    assert seconds(" — ... ", "ru") == 0
    assert seconds("да", "ru") < 0.5
    assert seconds("да.", "ru") == seconds("да", "ru")
    assert seconds("да, да", "ru") > seconds("да да", "ru")
    assert seconds("0505", "ru") > 1
    with pytest.raises(WordingError):
        seconds("да", "de")
