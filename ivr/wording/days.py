"""Formats of days and clock times. A datetime is said as it stands: bring it into the caller's time zone before."""

from __future__ import annotations

from ivr.wording import values
from ivr.wording.errors import WordingError
from ivr.wording.language import Language


def date(language: Language, value: object, case: str = "genitive", year: bool = False) -> str:
    """A day: "пятого марта", as after "до", "с", "от"; the year only with `year=true`.

    The genitive is the default because a date on the telephone mostly follows one of these words. Say "сегодня пятое
    марта" and "на пятое марта" with `date("nominative")`.
    """
    if not isinstance(year, bool):
        raise WordingError("date: option year must be true or false")
    return language.day(values.day("date", value), values.case("date", case), year)


def weekday(language: Language, value: object, case: str = "nominative") -> str:
    """The day of the week of a date: "среда"; "в среду" needs `weekday("accusative")`."""
    return language.weekday(values.day("weekday", value), values.case("weekday", case))


def time(language: Language, value: object, case: str = "nominative") -> str:
    """A time of day in hours and minutes: "девять часов пять минут"; "до девяти часов" needs `time("genitive")`."""
    return language.clock(values.clock("time", value), values.case("time", case))
