"""Dates, weekdays and clock times: what a caller hears."""

from datetime import UTC, date, datetime, time

import pytest

from ivr.wording import WordingError, speak

DAY = date(2026, 3, 5)


@pytest.mark.parametrize(
    ("value", "arguments", "options", "words"),
    [
        ("2026-03-05", (), {}, "пятого марта"),
        ("2026-03-05", ("genitive",), {}, "пятого марта"),
        ("2026-03-05", ("nominative",), {}, "пятое марта"),
        ("2026-03-05", ("accusative",), {}, "пятое марта"),
        (DAY, (), {}, "пятого марта"),
        (datetime(2026, 3, 5, 23, 59, tzinfo=UTC), (), {}, "пятого марта"),
        ("2026-03-05T23:59:00+05:00", (), {}, "пятого марта"),
        ("2026-03-03", ("nominative",), {}, "третье марта"),
        ("2026-12-31", (), {}, "тридцать первого декабря"),
        ("2026-03-05", (), {"year": True}, "пятого марта две тысячи двадцать шестого года"),
        ("2026-03-05", ("nominative",), {"year": True}, "пятое марта две тысячи двадцать шестого года"),
        ("2000-01-01", (), {"year": True}, "первого января двухтысячного года"),
        ("1999-01-01", (), {"year": True}, "первого января тысяча девятьсот девяносто девятого года"),
    ],
)
def test_date_in_russian(value: object, arguments: tuple[str, ...], options: dict[str, object], words: str) -> None:
    assert speak("date", value, "ru", *arguments, **options) == words


def test_date_in_english() -> None:
    assert speak("date", DAY, "en") == "the fifth of March"
    assert speak("date", DAY, "en", "nominative") == "the fifth of March"
    assert speak("date", DAY, "en", year=True) == "the fifth of March twenty twenty-six"
    assert speak("date", "2005-01-22", "en", year=True) == "the twenty-second of January two thousand and five"


def test_weekday() -> None:
    assert speak("weekday", "2026-03-04", "ru") == "среда"
    assert speak("weekday", "2026-03-04", "ru", "accusative") == "среду"
    assert speak("weekday", "2026-03-04", "ru", "genitive") == "среды"
    assert speak("weekday", "2026-03-04", "en") == "Wednesday"


@pytest.mark.parametrize(
    ("value", "arguments", "words"),
    [
        ("09:05", (), "девять часов пять минут"),
        ("09:00", (), "девять часов"),
        ("21:01", (), "двадцать один час одна минута"),
        ("21:01", ("accusative",), "двадцать один час одну минуту"),
        ("21:01", ("genitive",), "двадцати одного часа одной минуты"),
        ("00:00", (), "ноль часов"),
        ("02:22:59", (), "два часа двадцать две минуты"),
        (time(9, 5), (), "девять часов пять минут"),
        (datetime(2026, 3, 5, 9, 5, tzinfo=UTC), (), "девять часов пять минут"),
        ("2026-03-05T09:05:00Z", (), "девять часов пять минут"),
    ],
)
def test_time_in_russian(value: object, arguments: tuple[str, ...], words: str) -> None:
    assert speak("time", value, "ru", *arguments) == words


@pytest.mark.parametrize(
    ("value", "words"),
    [
        ("00:00", "midnight"),
        ("00:30", "twelve thirty AM"),
        ("09:05", "nine oh five AM"),
        ("09:00", "nine AM"),
        ("12:00", "noon"),
        ("12:15", "twelve fifteen PM"),
        ("23:59", "eleven fifty-nine PM"),
    ],
)
def test_time_in_english(value: str, words: str) -> None:
    assert speak("time", value, "en") == words


@pytest.mark.parametrize(
    ("format", "value", "options"),
    [
        ("date", "05.03.2026", {}),
        ("date", "2026-02-30", {}),
        ("date", "2026-03-05x", {}),
        ("date", "", {}),
        ("date", 20260305, {}),
        ("date", None, {}),
        ("date", "2026-03-05", {"year": "2026"}),
        ("date", "2026-03-05", {"yer": True}),
        ("date", "2026-03-05", {"case": "instrumental"}),
        ("weekday", "среда", {}),
        ("time", "9:05", {}),
        ("time", "25:00", {}),
        ("time", "2026-03-05", {}),
        ("time", 905, {}),
    ],
)
def test_wrong_days_are_refused(format: str, value: object, options: dict[str, object]) -> None:  # noqa: A002
    with pytest.raises(WordingError) as caught:
        speak(format, value, "ru", **options)
    assert str(caught.value).startswith(format)
    assert "2026" not in str(caught.value)
