"""Lexicons: read with all their faults, and applied to texts."""

from pathlib import Path

import pytest

from ivr.sound.synthesis import lexicon
from ivr.sound.synthesis.base import SynthesisError
from ivr.sound.synthesis.lexicon import Lexicon, LexiconError

FILE = "audio/lexicon.ru.yaml"


def faults(text: str) -> list[str]:
    with pytest.raises(LexiconError) as raised:
        lexicon.parse(text, FILE)
    return raised.value.faults


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("баланс:", "audio/lexicon.ru.yaml:1: nothing is said for it"),
        ("\n\nбаланс: [остаток]", "audio/lexicon.ru.yaml:3: put quotes round what is said"),
        ("замок: [[z'amok]]", "audio/lexicon.ru.yaml:1: put quotes round what is said"),
        ("баланс: {остаток: 1}", "audio/lexicon.ru.yaml:1: an entry is `word: how it is said`"),
        ("баланс: остаток 5", "audio/lexicon.ru.yaml:1: a digit is said for it"),
        ("баланс: <b>", "audio/lexicon.ru.yaml:1: `<` cannot be said"),
        ("баланс: счёт | остаток", "audio/lexicon.ru.yaml:1: `|` cannot be said"),
        ('замок: "[[замок]]"', "audio/lexicon.ru.yaml:1: phonemes are espeak's"),
        ('замок: "[[z\'amok]"', "audio/lexicon.ru.yaml:1: phonemes stand between"),
        ('замок: "[[]]"', "audio/lexicon.ru.yaml:1: phonemes are espeak's"),
        ('"%": процент', "audio/lexicon.ru.yaml:1: `%` is no word or words"),
        ("a: б\nA: в", "audio/lexicon.ru.yaml:2: `a` is already on line 1"),
        ("- баланс", "audio/lexicon.ru.yaml:1: a lexicon is entries"),
        ("баланс: остаток\nтариф", "audio/lexicon.ru.yaml:2: not YAML"),
        ("баланс: *остаток", "audio/lexicon.ru.yaml:1: not YAML"),
        ("баланс: \x01", "audio/lexicon.ru.yaml: holds a character"),
        (f"баланс: {'о' * 201}", "audio/lexicon.ru.yaml:1: 201 characters are said for it"),
        ("? [a]\n: b", "audio/lexicon.ru.yaml:1: an entry is"),
    ],
)
def test_a_bad_entry_is_a_fault_with_its_line(text: str, fault: str) -> None:
    found = faults(text)
    assert [line.startswith(fault) for line in found] == [True]


def test_all_faults_are_told_at_once() -> None:
    assert len(faults("a: 1\nб: ''\nв: хорошо\nг: 2")) == 3


@pytest.mark.parametrize("text", ["", "# a comment\n", "---\n"])
def test_an_empty_file_is_an_empty_lexicon(text: str) -> None:
    assert lexicon.parse(text, FILE) == Lexicon()


def test_yaml_makes_no_values_of_words() -> None:
    assert lexicon.parse("no: ноу\non: он\nnull: нуль\nтак: yes", FILE).apply("No, on null так", True) == (
        "ноу, он нуль yes"
    )


def test_a_file_that_is_not_utf_8_is_told(tmp_path: Path) -> None:
    file = tmp_path / "lexicon.ru.yaml"
    file.write_bytes("баланс: остаток".encode("cp1251"))
    with pytest.raises(LexiconError, match="is not UTF-8"):
        lexicon.read(file)


def test_a_file_with_a_byte_order_mark_is_read(tmp_path: Path) -> None:
    file = tmp_path / "lexicon.ru.yaml"
    file.write_bytes("\ufeffбаланс: остаток".encode())
    assert lexicon.read(file).words == {"баланс": "остаток"}


def test_a_file_that_is_not_there_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(SynthesisError, match="cannot be read"):
        lexicon.read(tmp_path / "lexicon.ru.yaml")


WORDS = Lexicon(
    {
        "sms": "эс",
        "wi-fi": "вай-фай",
        "red": "рэд",
        "red energy": "рэд энерджи",
        "4g": "четыре джи",
        "за́мок": "[[z'amok]]",
        "остров": "остров!",
    }
)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("SMS, sms и Sms.", "эс, эс и эс."),
        ("SMSка", "SMSка"),
        ("Wi-Fi", "вай-фай"),
        ("тариф Red Energy и Red", "тариф рэд энерджи и рэд"),
        ("сеть 4G", "сеть четыре джи"),
        ("за́мок и замок", "[[z'amok]] и замок"),
        ("островок", "островок"),
        ("о́стров", "остров!"),
        ("", ""),
    ],
)
def test_whole_words_are_replaced(text: str, said: str) -> None:
    assert WORDS.apply(text, phonemes=True) == said


def test_words_said_by_phonemes_stay_for_an_engine_that_has_none() -> None:
    assert WORDS.apply("за́мок и SMS", phonemes=False) == "за́мок и эс"


def test_the_author_has_the_last_word() -> None:
    assert (Lexicon({"sms": "один", "red": "рэд"}) | Lexicon({"sms": "два"})).words == {"sms": "два", "red": "рэд"}


def test_the_digest_tells_lexicons_apart_and_not_their_order() -> None:
    one, same, other = Lexicon({"a": "б", "в": "г"}), Lexicon({"в": "г", "a": "б"}), Lexicon({"a": "б"})
    assert one.digest == same.digest != other.digest


@pytest.mark.parametrize("language", ["ru", "en"])
def test_a_lexicon_comes_along(language: str) -> None:
    assert "ussd" in lexicon.shipped(language).words


def test_no_lexicon_comes_along_for_other_languages() -> None:
    assert lexicon.shipped("de") == Lexicon()


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Сто сорок две минуты", "Сто [[s'orVk]] две минуты"),
        ("двадцать два часа", "двадцать два [[tS;as'A]]"),
        ("двадцать один час", "двадцать один час"),
        ("Этого номера нет", "Этого [[n'om;ira#]] нет"),
        ("Номера компании", "[[nVm;ir'A]] компании"),
        ("лимит уже исчерпан", "лимит [[uZ'E]] исчерпан"),
    ],
)
def test_words_that_espeak_stresses_wrongly_are_said_by_phonemes(text: str, said: str) -> None:
    assert lexicon.shipped("ru").apply(text, phonemes=True) == said
    assert lexicon.shipped("ru").apply(text, phonemes=False) == text
