"""What is said is understood again as the same value; nothing said holds a digit; nothing heard breaks the parsers."""

import datetime
import re
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ivr.wording import LANGUAGES, get_language, speak, understand
from ivr.wording.estimate import seconds
from ivr.wording.understand.lexicon import lexicon

languages = st.sampled_from(LANGUAGES)
cases = st.sampled_from(["nominative", "genitive", "accusative"])
genders = st.sampled_from(["m", "f", "n"])
kopecks = st.integers(1 - 10**15, 10**15 - 1) | st.integers(-200_000, 200_000)
whole = st.integers(1 - 10**15, 10**15 - 1) | st.integers(-2000, 2000)
national = st.from_regex(r"[3-9][0-9]{9}", fullmatch=True)
days = st.dates(datetime.date(1900, 1, 1), datetime.date(2099, 12, 31))


@given(kopecks, languages, cases)
def test_money(value: int, language: str, case: str) -> None:
    said = speak("money", value, language, case)
    assert not re.search(r"\d", said)
    assert understand.amount(said, language) == value


@given(whole, languages, genders, cases)
def test_number(value: int, language: str, gender: str, case: str) -> None:
    assert understand.number(speak("number", value, language, gender=gender, case=case), language) == value


@given(st.decimals(-10_000, 10_000, places=3), languages, cases)
def test_fraction(value: Decimal, language: str, case: str) -> None:
    said = speak("number", value, language, case=case)
    assert not re.search(r"\d", said)
    assert understand.number(said, language) == value


@given(st.from_regex(r"[0-9*#]{1,20}", fullmatch=True), languages, st.integers(0, 4))
def test_digits(value: str, language: str, group: int) -> None:
    said = speak("digits", value, language, group=group)
    assert not re.search(r"\d", said)
    assert understand.digits(said, language) == value


@given(national, languages, st.sampled_from(["+7", "7", "8", ""]))
def test_phone_with_pauses(number: str, language: str, prefix: str) -> None:
    assert understand.phone(speak("phone", prefix + number, language), language) == f"+7{number}"


@given(national, languages, st.sampled_from(["+7", "8", ""]))
def test_phone_without_pauses_is_right_or_not_understood(number: str, language: str, prefix: str) -> None:
    said = speak("phone", prefix + number, language).replace(",", "")
    assert understand.phone(said, language) in {f"+7{number}", None}


@given(days, languages, cases)
def test_date_with_its_year(day: datetime.date, language: str, case: str) -> None:
    said = speak("date", day, language, case, year=True)
    assert not re.search(r"\d", said)
    assert understand.date(said, language, datetime.date(2026, 3, 5)) == day


@given(days, st.integers(0, 364), languages)
def test_date_without_a_year_is_the_nearest(today: datetime.date, ahead: int, language: str) -> None:
    day = today + datetime.timedelta(days=ahead)
    assert understand.date(speak("date", day, language), language, today) == day


@given(st.times(), languages, cases)
def test_time_has_no_digits(clock: datetime.time, language: str, case: str) -> None:
    said = speak("time", clock, language, case)
    assert said
    assert not re.search(r"\d", said)


@given(st.integers(0, 10**9), languages, st.sampled_from(sorted(get_language("ru").units)), cases)
def test_counts_agree_by_the_last_two_digits(value: int, language: str, unit: str, case: str) -> None:
    said = speak("count", value, language, unit, case=case)
    assert not re.search(r"\d", said)
    noun = get_language(language).units[unit]
    if language == "ru" and case == "nominative":
        ten, hundred = value % 10, value % 100
        few = ten in {2, 3, 4} and hundred not in {12, 13, 14}
        expected = noun.one if ten == 1 and hundred != 11 else noun.few if few else noun.many
        assert said.endswith(f" {expected}")


@given(st.integers(0, 10**8), languages)
def test_durations_have_no_digits(value: int, language: str) -> None:
    assert not re.search(r"\d", speak("duration", value, language))


def vocabulary(language: str) -> st.SearchStrategy[str]:
    known = lexicon(language)
    words = [
        *known.cardinals,
        *known.ordinals,
        *known.scales,
        *known.joiners,
        *known.minus,
        *known.parts,
        *known.plurals,
    ]
    extra = [
        "рублей",
        "копеек",
        "марта",
        "через",
        "плюс",
        "в",
        "целых",
        "не",
        "да",
        "roubles",
        "and",
        "a",
        "march",
        "in",
    ]
    return st.lists(st.sampled_from([*words, *extra, ",", "-", "5", "2.5"]), max_size=14).map(" ".join)


@pytest.mark.parametrize("language", LANGUAGES)
@given(data=st.data())
def test_nothing_heard_breaks_the_parsers(language: str, data: st.DataObject) -> None:
    text = data.draw(vocabulary(language) | st.text(max_size=60))
    understand.yes_no(text, language)
    understand.number(text, language)
    understand.amount(text, language)
    understand.date(text, language, datetime.date(2026, 3, 5))
    said = understand.digits(text, language)
    assert said is None or re.fullmatch(r"[0-9*#]+", said)
    number = understand.phone(text, language)
    assert number is None or re.fullmatch(r"\+7[0-9]{10}", number)
    assert seconds(text, language) >= 0
    assert understand.normalise(understand.normalise(text)) == understand.normalise(text)
