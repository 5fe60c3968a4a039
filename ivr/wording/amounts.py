"""Formats of amounts: money, things counted, numbers, percentages, spans of time, data."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal

from ivr.wording import values
from ivr.wording.errors import WordingError
from ivr.wording.language import Language, Noun

KOPECKS = 100
SECONDS = (("day", 86_400), ("hour", 3_600), ("minute", 60), ("second", 1))
GIGABYTE = 1024
"""Megabytes in a gigabyte, as mobile operators count traffic."""


def money(language: Language, value: object, case: str = "nominative") -> str:
    """Roubles and kopecks from a whole number of kopecks; kopecks are left out when there are none.

    `case` is nominative by default ("на счёте одна копейка"); accusative after "спишем", "пополнить на";
    genitive after "не менее", "от", "до".
    """
    kopecks = values.whole("money", value, "a whole number of kopecks (int)")
    form = values.case("money", case)
    roubles, rest = divmod(abs(kopecks), KOPECKS)
    words = [language.minus] if kopecks < 0 else []
    if roubles or not rest:
        words.append(language.count(Decimal(roubles), language.units["rouble"], form))
    if rest:
        words.append(language.count(Decimal(rest), language.units["kopeck"], form))
    return " ".join(words)


def count(language: Language, value: object, *forms: str, gender: str | None = None, case: str = "nominative") -> str:
    """A number and the thing counted, in agreement.

    The thing is the name of a known unit (`count("minute")`) or the author's own forms: three and a gender in Russian
    (`count("кот", "кота", "котов", gender="m")`), two in English (`count("cat", "cats")`).
    """
    number = values.quantity("count", value)
    return language.count(number, counted(language, forms, gender), values.case("count", case))


def counted(language: Language, forms: tuple[object, ...], gender: str | None) -> Noun:
    """The thing that an author counts: a known unit, or one of their own forms. Raises WordingError for neither."""
    known = ", ".join(language.units)
    texts = tuple(form for form in forms if isinstance(form, str) and form.strip())
    if len(texts) != len(forms) or any(letter.isdigit() for form in texts for letter in form):
        raise WordingError("count: the forms must be words, without digits")
    if len(texts) == 1:
        if texts[0] not in language.units:
            raise WordingError(f"count: no unit {texts[0]!r}; known: {known}; or give {language.form_count} forms")
        return language.units[texts[0]]
    if len(texts) != language.form_count:
        raise WordingError(
            f"count: language {language.code} needs a unit's name or {language.form_count} forms, got {len(texts)}; "
            f"units: {known}"
        )
    return language.noun(texts, values.gender("count", gender or "m"))


def number(language: Language, value: object, gender: str = "m", case: str = "nominative") -> str:
    """A number in words; fractions are rounded to thousandths. `gender` is of the thing that the author names after."""
    exact = values.quantity("number", value)
    return language.number(exact, values.gender("number", gender), values.case("number", case))


def ordinal(language: Language, value: object, gender: str = "m", case: str = "nominative") -> str:
    """A place in an order, from 1: "первый", "двадцать первая"."""
    place = values.whole("ordinal", value)
    if place < 1:
        raise WordingError("ordinal: needs a whole number from 1 up")
    return language.ordinal(place, values.gender("ordinal", gender), values.case("ordinal", case))


def percent(language: Language, value: object, case: str = "nominative") -> str:
    """A percentage: 21 is "двадцать один процент". Give per cents, not a fraction of one."""
    exact = values.quantity("percent", value)
    return language.count(exact, language.units["percent"], values.case("percent", case))


def duration(language: Language, value: object, case: str = "nominative", parts: int = 4) -> str:
    """A span of time from seconds (fractions are rounded): "один час две минуты". Parts that are zero are left out.

    `parts` is how many of the largest parts to say: with 2, a day and some hours lose their minutes.
    """
    exact = values.quantity("duration", value)
    form = values.case("duration", case)
    if exact < 0:
        raise WordingError("duration: needs seconds from 0 up")
    if values.whole("duration", parts, "option parts as a whole number (int)") < 1:
        raise WordingError("duration: option parts must be 1 or more")
    left = int(exact.to_integral_value(ROUND_HALF_UP))
    words = []
    for unit, size in SECONDS:
        amount, left = divmod(left, size)
        if amount:
            words.append(language.count(Decimal(amount), language.units[unit], form))
    return " ".join(words[:parts]) or language.count(Decimal(0), language.units["second"], form)


def megabytes(language: Language, value: object, case: str = "nominative") -> str:
    """Data traffic from whole megabytes: 2548 is "два гигабайта пятьсот мегабайт" (1024 megabytes to a gigabyte)."""
    amount = values.whole("megabytes", value, "a whole number of megabytes (int)")
    form = values.case("megabytes", case)
    gigabytes, rest = divmod(abs(amount), GIGABYTE)
    words = [language.minus] if amount < 0 else []
    if gigabytes:
        words.append(language.count(Decimal(gigabytes), language.units["gigabyte"], form))
    if rest or not gigabytes:
        words.append(language.count(Decimal(rest), language.units["megabyte"], form))
    return " ".join(words)
