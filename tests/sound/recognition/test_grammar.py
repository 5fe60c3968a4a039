"""Only what vosk can be trusted with reaches it."""

import json

import pytest

from ivr.sound.recognition import Ended, Grammar, Recognition
from ivr.sound.recognition.fillers import FILLERS, UNKNOWN
from ivr.sound.recognition.grammar import Vocabulary, as_json
from tests.sound.recognition.korean import utterance

KNOWN = {"еще", "подключить", "тариф", "счёт", "всё", "баланс"}


@pytest.fixture
def vocabulary() -> Vocabulary:
    return Vocabulary(KNOWN.__contains__)


@pytest.mark.parametrize("phrases", [[], [""], [" "], [None], [1], [["баланс"]], ["a\0b"]])
def test_what_would_kill_vosk_becomes_no_grammar(phrases: list[str]) -> None:
    assert as_json(phrases) == ""


def test_a_grammar_is_a_list_of_words_as_they_are_written() -> None:
    assert as_json(["баланс", "мой тариф"]) == '["баланс", "мой тариф"]'


def test_phrases_are_normalised_and_stand_once(vocabulary: Vocabulary) -> None:
    compiled = vocabulary.compile(Grammar("ru", ("Баланс!", "баланс", "  БАЛАНС", "")))
    assert json.loads(compiled.phrases) == ["баланс"]


def test_words_are_written_with_yo_where_the_model_has_it(vocabulary: Vocabulary) -> None:
    assert json.loads(vocabulary.compile(Grammar("ru", ("счет", "всё", "ещё"))).phrases) == ["счёт", "всё", "еще"]


def test_a_phrase_with_an_unknown_word_is_left_out(vocabulary: Vocabulary) -> None:
    compiled = vocabulary.compile(Grammar("ru", ("подключить вайфай", "подключить")))
    assert json.loads(compiled.phrases) == ["подключить"]
    assert compiled.missing == ("вайфай",)


def test_missing_words_are_told_once_and_in_order(vocabulary: Vocabulary) -> None:
    assert vocabulary.missing(["Баланс и вайфай", "вайфай", "счет"]) == ["и", "вайфай"]


def test_nothing_known_is_an_empty_grammar(vocabulary: Vocabulary) -> None:
    assert vocabulary.compile(Grammar("ru", ("вайфай",))).phrases == ""


def test_a_grammar_is_compiled_once(vocabulary: Vocabulary) -> None:
    assert vocabulary.compile(Grammar("ru", ("баланс",))) is vocabulary.compile(Grammar("ru", ("баланс",)))


def test_a_word_of_the_grammar_is_no_filler() -> None:
    vocabulary = Vocabulary({*FILLERS["ru"], UNKNOWN}.__contains__)
    compiled = vocabulary.compile(Grammar("ru", (FILLERS["ru"][0],)))
    assert compiled.fillers == {*FILLERS["ru"][1:], UNKNOWN}
    assert json.loads(compiled.loop) == [*FILLERS["ru"], UNKNOWN]


@pytest.mark.parametrize("language", FILLERS)
def test_fillers_stand_once(language: str) -> None:
    assert len(set(FILLERS[language])) == len(FILLERS[language])


def test_the_model_tells_which_words_it_knows(recognition: Recognition) -> None:
    assert recognition.missing(["메뉴", "메뉴 баланс"], "ko") == ["баланс"]


@pytest.mark.parametrize(
    "phrases", [("баланс",), ('"]', "[", "{}", "\\"), ("a" * 5000,), ("메뉴\0", "\ud7ff"), tuple("가나다라") * 100]
)
def test_no_grammar_kills_the_process(recognition: Recognition, phrases: tuple[str, ...]) -> None:
    ear = recognition.ear()
    ear.listen(Grammar("ko", phrases))
    assert isinstance(ear.feed(utterance("메뉴"))[-1], Ended)
