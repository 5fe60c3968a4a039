"""ivr say: values and texts, in words and as sound."""

from __future__ import annotations

from pathlib import Path

import pytest

from ivr.sound.audio import read
from ivr.wording import FORMATS
from tests.cli.conftest import Run


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        ("money 12105 --lang ru", "сто двадцать один рубль пять копеек"),
        ("money 12100", "сто двадцать один рубль"),
        ("money -12105", "минус сто двадцать один рубль пять копеек"),
        ("money 12105 --lang en", "one hundred and twenty-one roubles five kopecks"),
        ("money 100 case=genitive", "одного рубля"),
        ("money 100 genitive", "одного рубля"),
        ("count 21 minute", "двадцать одна минута"),
        ("count 21 minute case=accusative", "двадцать одну минуту"),
        ("count 5 кот кота котов gender=m", "пять котов"),
        ("number 2,5", "две целых пять десятых"),
        ("number 1000000", "один миллион"),
        ("ordinal 21 gender=f", "двадцать первая"),
        ("percent 21", "двадцать один процент"),
        ("digits 0505", "ноль пять ноль пять"),
        ("phone +79221110505", "плюс семь, девятьсот двадцать два, сто одиннадцать, ноль пять, ноль пять"),
        ("date 2026-03-05", "пятого марта"),
        ("date 2026-03-05 nominative year=true", "пятое марта две тысячи двадцать шестого года"),
        ("weekday 2026-03-05", "четверг"),
        ("time 09:05", "девять часов пять минут"),
        ("duration 3720", "один час две минуты"),
        ("duration 90061 parts=2", "один день один час"),
        ("megabytes 2548", "два гигабайта пятьсот мегабайт"),
    ],
)
def test_a_value_is_said_in_words(run: Run, arguments: str, words: str) -> None:
    assert run("say", *arguments.split()).stdout == f"{words}\n"


@pytest.mark.parametrize("name", FORMATS)
def test_every_format_can_be_used(run: Run, name: str) -> None:
    sample = str(FORMATS[name].sample)
    more = ["minute"] if name == "count" else []
    assert run("say", name, sample, *more, "--lang", "en").exit_code == 0


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ("mony 5", "there is no format `mony`; did you mean `money`?"),
        ("money x", "money: needs a whole number of kopecks"),
        ("money 1.5", "money: needs a whole number of kopecks"),
        ("money 5 case=dative", "money: no such case"),
        ("money 5 colour=red", "money: takes only"),
        ("money 5 --lnag en", "there is no option --lnag"),
        ("date 2026-02-30", "date: the text is no day of the calendar"),
        ("text Здравствуйте", "-o FILE.wav speaks it"),
    ],
)
def test_what_cannot_be_said_is_told(run: Run, arguments: str, message: str) -> None:
    result = run("say", *arguments.split())
    assert result.exit_code == 2
    assert message in result.stderr


def test_a_text_becomes_a_sound_file(run: Run, tmp_path: Path) -> None:
    result = run("say", "text", "Добрый день, чем помочь?", "-o", tmp_path / "hello.wav")
    assert result.exit_code == 0
    sound = read(tmp_path / "hello.wav")
    assert (sound.rate, 1 < sound.seconds < 4) == (16_000, True)


def test_a_value_becomes_words_and_sound(run: Run, tmp_path: Path) -> None:
    result = run("say", "money", 12105, "-o", tmp_path / "sum.wav")
    assert result.stdout == "сто двадцать один рубль пять копеек\n"
    assert read(tmp_path / "sum.wav").seconds > 1


def test_a_file_that_cannot_be_written_is_told_in_a_line(run: Run, tmp_path: Path) -> None:
    result = run("say", "text", "да", "-o", tmp_path / "none" / "a.wav")
    assert result.exit_code == 1
    assert "cannot be written" in result.stderr
