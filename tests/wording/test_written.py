"""Values as they are read on a screen."""

import re
from datetime import date, datetime, time
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ivr.wording import FORMATS, LANGUAGES, WordingError, phrases, speak, written_phrases
from ivr.wording.written import one_stop, write


@pytest.mark.parametrize(
    ("name", "value", "ru", "en"),
    [
        ("money", 12105, "121,05 руб.", "121.05 RUB"),
        ("money", 12100, "121 руб.", "121 RUB"),
        ("money", 5, "0,05 руб.", "0.05 RUB"),
        ("money", 0, "0 руб.", "0 RUB"),
        ("money", -10050, "-100,50 руб.", "-100.50 RUB"),
        ("number", 2.5, "2,5", "2.5"),
        ("number", Decimal(-21), "-21", "-21"),
        ("ordinal", 21, "21-й", "21st"),
        ("ordinal", 12, "12-й", "12th"),
        ("ordinal", 111, "111-й", "111th"),
        ("percent", 21, "21%", "21%"),
        ("percent", 2.5, "2,5%", "2.5%"),
        ("digits", "0505", "0505", "0505"),
        ("digits", "*105#", "*105#", "*105#"),
        ("phone", "+79221110505", "+7 922 111-05-05", "+7 922 111-05-05"),
        ("phone", "79221110505", "+7 922 111-05-05", "+7 922 111-05-05"),
        ("phone", "8 (922) 111-05-05", "8 922 111-05-05", "8 922 111-05-05"),
        ("phone", "9221110505", "922 111-05-05", "922 111-05-05"),
        ("phone", "0505", "0505", "0505"),
        ("phone", "+4930123456", "+4930123456", "+4930123456"),
        ("date", "2026-03-05", "05.03.2026", "05.03.2026"),
        ("date", datetime(2026, 3, 5, 9, 5), "05.03.2026", "05.03.2026"),
        ("date", date(2026, 3, 5), "05.03.2026", "05.03.2026"),
        ("weekday", "2026-03-05", "четверг", "Thursday"),
        ("time", "09:05", "09:05", "09:05"),
        ("time", time(9, 5, 7), "09:05", "09:05"),
        ("duration", 3720, "1 ч 2 мин", "1 h 2 min"),
        ("duration", 0, "0 с", "0 s"),
        ("megabytes", 500, "500 МБ", "500 MB"),
        ("megabytes", 2560, "2,5 ГБ", "2.5 GB"),
        ("megabytes", 2048, "2 ГБ", "2 GB"),
        ("megabytes", 2047, "1,99 ГБ", "1.99 GB"),
        ("megabytes", -2560, "-2,5 ГБ", "-2.5 GB"),
    ],
)
def test_values(name: str, value: object, ru: str, en: str) -> None:
    assert write(name, value, "ru") == ru
    assert write(name, value, "en") == en


@pytest.mark.parametrize(
    ("value", "forms", "options", "written"),
    [
        (142, ("minute",), {}, "142 минуты"),
        (1, ("minute",), {"case": "accusative"}, "1 минуту"),
        (1, ("minute",), {}, "1 минута"),
        (11, ("minute",), {"case": "genitive"}, "11 минут"),
        (Decimal("1.5"), ("hour",), {}, "1,5 часа"),
        (2.5, ("gigabyte",), {}, "2,5 гигабайта"),
        (5, ("sms",), {}, "5 SMS"),
        (-3, ("day",), {}, "-3 дня"),
        (21, ("кот", "кота", "котов"), {"gender": "m"}, "21 кот"),
    ],
)
def test_things_counted_in_russian(
    value: object, forms: tuple[str, ...], options: dict[str, str], written: str
) -> None:
    assert write("count", value, "ru", *forms, **options) == written


def test_things_counted_in_english() -> None:
    assert write("count", 1, "en", "minute") == "1 minute"
    assert write("count", 142, "en", "minute") == "142 minutes"
    assert write("count", 1.5, "en", "cat", "cats") == "1.5 cats"


def test_options() -> None:
    assert write("ordinal", 21, "ru", gender="f", case="accusative") == "21-ю"
    assert write("duration", 90061, "ru", parts=2) == "1 дн. 1 ч"
    assert write("date", "2026-03-05", "ru", "nominative", year=True) == "05.03.2026"
    assert write("digits", "12345678", "ru", group=4) == "1234 5678"


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("known", FORMATS.values(), ids=lambda known: known.name)
def test_every_format_is_written_in_every_language(known: object, language: str) -> None:
    arguments = ("minute",) if known.name == "count" else ()  # type: ignore[attr-defined]
    text = write(known.name, known.sample, language, *arguments)  # type: ignore[attr-defined]
    assert text and "\n" not in text


@pytest.mark.parametrize(
    ("name", "value", "arguments"),
    [
        ("money", "secret", ()),
        ("money", 1.5, ()),
        ("money", 1, ("dative",)),
        ("count", 1, ("nothing",)),
        ("weight", 1, ()),
        ("digits", "secret!", ()),
        ("date", "2026-13-41", ()),
    ],
)
def test_what_cannot_be_said_cannot_be_written(name: str, value: object, arguments: tuple[str, ...]) -> None:
    with pytest.raises(WordingError) as said:
        speak(name, value, "ru", *arguments)
    with pytest.raises(WordingError) as written:
        write(name, value, "ru", *arguments)
    assert str(said.value) == str(written.value)
    assert "secret" not in str(written.value)


@given(st.integers(-(10**14), 10**14), st.sampled_from(LANGUAGES))
def test_money_can_be_read_back(kopecks: int, language: str) -> None:
    text = write("money", kopecks, language)
    found = re.fullmatch(r"(-?)(\d+)(?:[.,](\d\d))? (?:руб\.|RUB)", text)
    assert found is not None
    assert int(f"{found[1]}{int(found[2]) * 100 + int(found[3] or 0)}") == kopecks


@given(st.integers(0, 10**6), st.sampled_from(["minute", "day", "payment", "rouble"]))
def test_what_is_counted_agrees_as_it_is_said(value: int, unit: str) -> None:
    said, written = speak("count", value, "ru", unit), write("count", value, "ru", unit)
    assert written.split()[-1] == said.split()[-1]


@pytest.mark.parametrize("language", LANGUAGES)
def test_sentences_have_the_names_and_slots_of_those_that_are_heard(language: str) -> None:
    assert set(written_phrases.PHRASES[language]) == set(phrases.PHRASES[language])
    for name in phrases.PHRASES[language]:
        slots = phrases.slots(name, language)
        filled = written_phrases.phrase(name, language, **{slot: f"<{slot}>" for slot in slots})
        assert all(f"<{slot}>" in filled for slot in slots)
        assert "нажмите" not in filled and "press" not in filled
        assert language == "ru" or filled.isascii()


def test_lines() -> None:
    assert written_phrases.line("баланс и расходы", "ru", "1") == "1 — баланс и расходы"
    assert written_phrases.line(" tea for 5 руб. ", "en", "1") == "1 - tea for 5 руб."
    assert written_phrases.line("balance", "en", None) == "- balance"


def test_an_abbreviation_may_end_a_sentence() -> None:
    assert one_stop("На счёте 5 руб.. Спасибо... Всё.") == "На счёте 5 руб. Спасибо... Всё."


def test_wrong_slots() -> None:
    with pytest.raises(WordingError, match="needs the slots"):
        written_phrases.phrase("choice", "ru", label="x")


@pytest.mark.parametrize(
    ("text", "language", "written"),
    [
        ("Двести минут, сто сообщений и три гигабайта.", "ru", "200 минут, 100 сообщений и 3 гигабайта."),
        ("с девяти до двадцати одного", "ru", "с 9 до 21"),
        ("Лесная улица, дом три", "ru", "Лесная улица, дом 3"),
        ("позвоните на ноль пятьсот", "ru", "позвоните на 0500"),
        ("нужно тысячу двести рублей", "ru", "нужно 1200 рублей"),
        ("сто, двести", "ru", "100, 200"),
        ("05.03.2026 и 0505, 3 тысячи", "ru", "05.03.2026 и 0505, 3 тысячи"),
        ("сим-карта", "ru", "сим-карта"),
        ("один из двух пунктов, ни одного", "ru", "один из 2 пунктов, ни одного"),
        ("один раз", "ru", "1 раз"),
        ("The new one is one of two", "en", "The new one is one of 2"),
        ("twenty one of them, the one hundred, one day", "en", "21 of them, the 100, 1 day"),
        ("", "ru", ""),
        ("A hundred minutes and two gigabytes a month.", "en", "100 minutes and 2 gigabytes a month."),
        ("twenty-one days", "en", "21 days"),
        ("a month", "en", "a month"),
    ],
)
def test_numbers_in_words_become_figures(text: str, language: str, written: str) -> None:
    assert write("figures", text, language) == written
    assert speak("figures", text, language) == text


@given(st.text(max_size=60))
def test_figures_change_nothing_but_numbers(text: str) -> None:
    if not any(letter.isalnum() for letter in text):
        assert write("figures", text, "ru") == text
    assert write("figures", write("figures", text, "ru"), "ru") == write("figures", text, "ru")
