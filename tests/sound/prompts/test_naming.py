"""Names of sound files."""

import re

import pytest

from ivr.sound.prompts import slug


def test_a_name_is_made_of_the_words() -> None:
    assert re.fullmatch(r"balans-nazhmite-odin-[0-9a-f]{6}", slug("Баланс — нажмите один."))


@pytest.mark.parametrize("text", ["баланс, нажмите ОДИН", "  Баланс —\nнажмите один!"])
def test_marks_spaces_and_capitals_do_not_count(text: str) -> None:
    assert slug(text) == slug("Баланс — нажмите один.")


def test_letters_count_however_they_are_composed() -> None:
    assert slug("мой счёт") == slug("мои\u0306 сче\u0308т")


@pytest.mark.parametrize("pair", [("конь", "кон"), ("press one", "press one one"), ("слово " * 20, "слово " * 21)])
def test_other_words_have_another_name(pair: tuple[str, str]) -> None:
    assert slug(pair[0]) != slug(pair[1])


@pytest.mark.parametrize("text", ["Баланс", "съешьте " * 30, "…", "Café ½", "п" * 300, "../../etc/passwd"])
def test_every_file_system_takes_a_name(text: str) -> None:
    assert re.fullmatch(r"[a-z0-9-]{1,47}", slug(text))


def test_names_do_not_change_between_versions() -> None:
    assert slug("Баланс — нажмите один.") == "balans-nazhmite-odin-14d620"
