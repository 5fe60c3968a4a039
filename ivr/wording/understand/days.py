"""Days that a caller says."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Mapping, Sequence
from datetime import date as Date  # noqa: N812  # the public function below is called date
from datetime import datetime, timedelta

from ivr.wording import english
from ivr.wording.understand import reader
from ivr.wording.understand.lexicon import Lexicon, lexicon
from ivr.wording.understand.text import normalise, word_set

_PARTED = re.compile(
    r"\s*(?P<day>\d{1,2})(?P<sign>[./]|-(?=\d{1,2}-))(?P<month>\d{1,2})(?:(?P=sign)(?P<year>\d{4}|\d{2}))?\.?\s*"
)
_JOINED = re.compile(r"(\d)-(го|ое|е)\b")  # "5-го" is one word, as "5го" and "5th" are

MONTHS: Mapping[str, Mapping[str, int]] = {
    "ru": {
        form: month
        for month, forms in enumerate(
            (
                "январь января январе",
                "февраль февраля феврале",
                "март марта марте",
                "апрель апреля апреле",
                "май мая мае",
                "июнь июня июне",
                "июль июля июле",
                "август августа августе",
                "сентябрь сентября сентябре",
                "октябрь октября октябре",
                "ноябрь ноября ноябре",
                "декабрь декабря декабре",
            ),
            1,
        )
        for form in forms.split()
    },
    "en": {form: month for month, name in enumerate(english.MONTHS, 1) for form in (name.lower(), name[:3].lower())},
}

WEEKDAYS: Mapping[str, Mapping[str, int]] = {
    "ru": {
        form: day
        for day, forms in enumerate(
            (
                "понедельник понедельника",
                "вторник вторника",
                "среда среду среды",
                "четверг четверга",
                "пятница пятницу пятницы",
                "суббота субботу субботы",
                "воскресенье воскресенья",
            )
        )
        for form in forms.split()
    },
    "en": {day.lower(): number for number, day in enumerate(english.WEEKDAYS)},
}

RELATIVE: Mapping[str, Mapping[str, int]] = {
    "ru": {"позавчера": -2, "вчера": -1, "сегодня": 0, "завтра": 1, "послезавтра": 2},
    "en": {
        "day before yesterday": -2,
        "yesterday": -1,
        "today": 0,
        "tomorrow": 1,
        "day after tomorrow": 2,
    },
}

SPANS: Mapping[str, Mapping[str, int]] = {
    "ru": {"день": 1, "дня": 1, "дней": 1, "неделю": 7, "недели": 7, "недель": 7},
    "en": {"day": 1, "days": 1, "week": 7, "weeks": 7},
}

MONTH_SPANS: Mapping[str, Mapping[str, int]] = {
    "ru": {"месяц": 1, "месяца": 1, "месяцев": 1, "полгода": 6, "год": 12, "года": 12, "лет": 12},
    "en": {"month": 1, "months": 1, "year": 12, "years": 12},
}

AROUND: Mapping[str, frozenset[str]] = {
    "ru": word_set(
        "до с со на от в во к ко по это число числа пожалуйста ну этот эту этого следующий следующую следующее "
        "следующего следующей ближайший ближайшую ближайшее ближайшего ближайшей"
    ),
    "en": word_set("the of on by until till from to since please next this a an"),
}
"""Words around a day that say nothing; anything else unknown makes the whole text not understood."""

YEAR: Mapping[str, frozenset[str]] = {"ru": word_set("год года году г"), "en": frozenset({"year"})}
IN: Mapping[str, str] = {"ru": "через", "en": "in"}
FROM_NOW: Mapping[str, tuple[str, ...]] = {"ru": (), "en": (" now", " today")}
"""What ends a span from today, after words that say nothing: "two weeks from now"."""

AHEAD = 20
"""Years ahead of today that a year of two digits may lie; 85 is long past."""

FAR = 8
"""Years to look ahead: the longest wait for the next 29 February."""


def date(text: str, language: str, today: Date) -> Date | None:
    """The day that a text says, or None.

    Understands days by number and month ("пятое марта", "march the fifth", "05.03", "2026-03-05"), by number alone,
    by name ("в среду"), and from today ("завтра", "через три дня", "in a month"). Without a year it is the nearest such
    day, today or later; a weekday's name always means a later day than today. A year of two digits is the one that
    lies at most 20 years ahead. "3/5" is understood in Russian alone: English speakers part the two ways.
    """
    known = lexicon(language)
    now = today.date() if isinstance(today, datetime) else today
    if figures := _figures(text, language, now):
        return figures[0]
    said = [word for word in normalise(_JOINED.sub(r"\1\2", text)).split() if word not in AROUND[language]]
    plain = " ".join(said)
    try:
        if plain in RELATIVE[language]:
            return now + timedelta(days=RELATIVE[language][plain])
        if plain in WEEKDAYS[language]:
            return now + timedelta(days=(WEEKDAYS[language][plain] - now.weekday() - 1) % 7 + 1)
        if said[:1] == [IN[language]]:
            return _ahead(said[1:], language, now, known)
        for end in FROM_NOW[language]:
            if plain.endswith(end):
                return _ahead(plain.removesuffix(end).split(), language, now, known)
    except OverflowError:
        return None
    return _by_month(said, language, now, known)


def _figures(text: str, language: str, now: Date) -> tuple[Date | None] | None:
    if iso := re.fullmatch(r"\s*(\d{4})-(\d{1,2})-(\d{1,2})\s*", text):
        year, month, day = map(int, iso.groups())
        return (_exact(day, month, year),)
    if parted := _PARTED.fullmatch(text):
        day, month = int(parted["day"]), int(parted["month"])
        if language == "en" and parted["sign"] == "/" and day != month and day <= len(english.MONTHS):
            return (None,)  # the day or the month: who knows
        if parted["year"] is None:
            return (_nearest(day, month, now),)
        return (_exact(day, month, _full_year(int(parted["year"]), now)),)
    return None


def _ahead(said: Sequence[str], language: str, now: Date, known: Lexicon) -> Date | None:
    count, place = reader.cardinal(said, 0, known) or (1, 0)
    if len(said) != place + 1:
        return None
    if said[place] in MONTH_SPANS[language]:
        return _months_ahead(count * MONTH_SPANS[language][said[place]], now)
    if said[place] not in SPANS[language]:
        return None
    if language == "ru" and place == 0 and SPANS[language][said[0]] == 1:
        return None  # "через день" is every other day to one caller and tomorrow to another
    return now + timedelta(days=count * SPANS[language][said[place]])


def _months_ahead(months: int, now: Date) -> Date | None:
    """The same day of a later month; the last of a month that has no such day."""
    years, month = divmod(now.month - 1 + months, 12)
    year = now.year + years
    if year > Date.max.year:
        return None
    return Date(year, month + 1, min(now.day, monthrange(year, month + 1)[1]))


def _by_month(said: Sequence[str], language: str, now: Date, known: Lexicon) -> Date | None:
    months = MONTHS[language]
    first = reader.ordinal(said, 0, known) or reader.cardinal(said, 0, known) or _suffixed(said, 0)
    month = None
    if first is not None:
        day, place = first
        if place < len(said) and said[place] in months:
            month = months[said[place]]
            place += 1
    elif said and said[0] in months:
        month = months[said[0]]
        # "march fifth twenty twenty-six": an ordinal ends by itself, so it goes before the cardinal.
        second = reader.ordinal(said, 1, known) or reader.cardinal(said, 1, known)
        if second is None:
            return None
        day, place = second
    else:
        return None
    if place == len(said):
        return _nearest(day, month, now)
    year = _year(said[place:], language, known, now)
    return _exact(day, month, year) if month and year else None


def _suffixed(said: Sequence[str], place: int) -> tuple[int, int] | None:
    numbered = re.fullmatch(r"(\d{1,2})(?:го|ое|е)", said[place]) if place < len(said) else None
    return (int(numbered[1]), place + 1) if numbered else None


def _year(said: Sequence[str], language: str, known: Lexicon, now: Date) -> int | None:
    words = [word for word in said if word not in YEAR[language]]
    read = reader.ordinal(words, 0, known) or reader.cardinal(words, 0, known)
    if read is None:
        return None
    value, place = read
    if place == len(words):
        return _full_year(value, now)
    # "twenty twenty-six", "nineteen oh five": two numbers under a hundred make one year.
    if words[place : place + 1] in (["oh"], ["o"]):
        place += 1
    second = reader.cardinal(words, place, known)
    if second is None or second[1] != len(words) or not (10 <= value < 100 and second[0] < 100):
        return None
    return value * 100 + second[0]


def _full_year(year: int, now: Date) -> int:
    if year >= 100:
        return year
    full = now.year - now.year % 100 + year
    return full - 100 if full > now.year + AHEAD else full


def _exact(day: int, month: int, year: int) -> Date | None:
    try:
        return Date(year, month, day)
    except (ValueError, OverflowError):
        return None


def _nearest(day: int, month: int | None, now: Date) -> Date | None:
    months = [month] if month else list(range(1, 13))
    for year in range(now.year, now.year + FAR + 1):
        for candidate in months:
            found = _exact(day, candidate, year)
            if found and found >= now:
                return found
    return None
