"""What is listened for: phrases, the names of a question's own keys, the words of values."""

from __future__ import annotations

import pytest

from ivr.channels.voice.grammar import grammar_of
from ivr.dialog.effects import Listen


def listen(kind: str, keys: str, *phrases: str, language: str = "ru") -> Listen:
    return Listen(keys=keys, phrases=phrases, kind=kind, language=language)


def test_a_menu_is_heard_by_its_phrases_and_the_names_of_its_own_keys():
    grammar = grammar_of(listen("choice", "12*", "баланс", "мой тариф"))
    assert grammar.phrases[:2] == ("баланс", "мой тариф")
    assert {"один", "два", "звездочка"} <= set(grammar.phrases)
    assert not {"три", "ноль", "сто", "двадцать", "решетка"} & set(grammar.phrases)
    assert not grammar.mixed
    assert not grammar.strings


def test_yes_and_no_may_be_said_as_keys():
    grammar = grammar_of(listen("yes_no", "12", language="en"))
    assert {"yes", "no", "one", "two"} <= set(grammar.phrases)
    assert "three" not in grammar.phrases


@pytest.mark.parametrize("kind", ["digits", "phone", "secret"])
def test_values_are_strings_of_words(kind: str):
    grammar = grammar_of(listen(kind, "0123456789#", "оператор"))
    assert {"оператор", "ноль", "девять", "двадцать"} <= set(grammar.phrases)
    assert grammar.strings
    assert grammar.mixed
