"""Values as they are read on a screen: "121,05 руб.", "05.03.2026", "142 минуты", "+7 922 111-05-05".

The formats, their arguments and what they refuse are those of `ivr.wording.speak`, so a menu's text serves both
manners. Short forms are used where people write them so, for a screen or a message holds few characters.
"""

from __future__ import annotations

import inspect
import re
from collections.abc import Callable, Mapping
from decimal import ROUND_DOWN, Decimal
from types import MappingProxyType
from typing import Any, Final, TypeAlias

from ivr.wording import amounts, figures, strings, values
from ivr.wording.formats import FORMATS, speak
from ivr.wording.language import Case, Language, Noun
from ivr.wording.languages import get_language

SPOKEN: Final = "spoken"
WRITTEN: Final = "written"
MANNERS: Final = (SPOKEN, WRITTEN)
"""How a text is given to a caller: to be heard, or to be read."""

Options: TypeAlias = Mapping[str, Any]

_DECIMAL_MARK: Final = {"ru": ",", "en": "."}
_CURRENCY: Final = {"ru": "руб.", "en": "RUB"}
_TRAFFIC: Final = {"ru": ("МБ", "ГБ"), "en": ("MB", "GB")}
_LETTERS: Final = {"sms": "SMS", "mms": "MMS"}
"""Units whose spoken names spell letters out; written they do not change with the number."""

_SPANS: Final = {
    "ru": {"day": "дн.", "hour": "ч", "minute": "мин", "second": "с"},
    "en": {"day": "d", "hour": "h", "minute": "min", "second": "s"},
}
_ENDINGS: Final[Mapping[tuple[str, str], str]] = {
    ("m", "nominative"): "й", ("m", "genitive"): "го", ("m", "accusative"): "й",
    ("n", "nominative"): "е", ("n", "genitive"): "го", ("n", "accusative"): "е",
    ("f", "nominative"): "я", ("f", "genitive"): "й", ("f", "accusative"): "ю",
}  # fmt: skip
"""What is written after the digits of a Russian ordinal, by gender and case: 21-й, 21-го."""

_TEENS: Final = range(11, 14)
_ENGLISH_ENDINGS: Final = {1: "st", 2: "nd", 3: "rd"}

_TWO_STOPS: Final = re.compile(r"(?<!\.)\.\.(?!\.)")

_FEW: Final = Decimal("2.5")
"""Any fraction but one and a half, which Russian says in a word of its own."""

_HUNDREDTH: Final = Decimal("0.01")


def write(format: str, value: object, language: str, *arguments: object, **options: object) -> str:  # noqa: A002
    """Write a value: `write("money", 12105, "ru")` is "121,05 руб.".

    Takes what `ivr.wording.speak` takes, and raises `WordingError` where that does.
    """
    said = speak(format, value, language, *arguments, **options)
    spoken = get_language(language)
    bound = inspect.signature(FORMATS[format].say).bind(spoken, value, *arguments, **options)
    bound.apply_defaults()
    how = _WRITE.get(format)
    return said if how is None else how(spoken, value, bound.arguments)


def one_stop(text: str) -> str:
    """A text in which the stop of an abbreviation ends the sentence too: "121,05 руб." before an author's own stop."""
    return _TWO_STOPS.sub(".", text)


def _money(language: Language, value: Any, _: Options) -> str:
    roubles, kopecks = divmod(abs(value), amounts.KOPECKS)
    sign = "-" if value < 0 else ""
    fraction = f"{_DECIMAL_MARK[language.code]}{kopecks:02}" if kopecks else ""
    return f"{sign}{roubles}{fraction} {_CURRENCY[language.code]}"


def _number(language: Language, value: Any, _: Options) -> str:
    return _figures(language, values.quantity("number", value))


def _figures(language: Language, value: Decimal) -> str:
    return format(value, "f").replace(".", _DECIMAL_MARK[language.code])


def _count(language: Language, value: Any, options: Options) -> str:
    exact = values.quantity("count", value)
    forms = options["forms"]
    if len(forms) == 1 and forms[0] in _LETTERS:
        return f"{_figures(language, exact)} {_LETTERS[forms[0]]}"
    noun = amounts.counted(language, forms, options["gender"])
    return f"{_figures(language, exact)} {_form(language, exact, noun, options['case'])}"


def _form(language: Language, value: Decimal, noun: Noun, case: Case) -> str:
    """The form of a thing that agrees with a number: what is said of both, without the number."""
    like = abs(value) if value == int(value) else _FEW
    return language.count(like, noun, case).removeprefix(language.number(like, noun.gender, case)).strip()


def _ordinal(language: Language, value: Any, options: Options) -> str:
    if language.code == "ru":
        return f"{value}-{_ENDINGS[options['gender'], options['case']]}"
    return f"{value}{'th' if value % 100 in _TEENS else _ENGLISH_ENDINGS.get(value % 10, 'th')}"


def _percent(language: Language, value: Any, _: Options) -> str:
    return f"{_figures(language, values.quantity('percent', value))}%"


def _digits(_: Language, value: Any, options: Options) -> str:
    size = options["group"]
    chunks = [chunk for chunk in re.split("[ -]+", value.strip()) if chunk]
    if size:
        chunks = [chunk[start : start + size] for chunk in chunks for start in range(0, len(chunk), size)]
    return " ".join(chunks)


def _phone(_: Language, value: Any, __: Options) -> str:
    number = re.sub(r"[ ().-]", "", value)
    international, digits = number.startswith("+"), number.lstrip("+")
    head = ""
    if len(digits) == strings.NATIONAL + 1 and (digits[0] == "7" or (digits[0] == "8" and not international)):
        head, digits = ("+7 " if digits[0] == "7" else "8 "), digits[1:]
    elif international:
        return f"+{digits}"
    if len(digits) != strings.NATIONAL:
        return head + digits
    area, *rest = strings.split(digits)
    return f"{head}{area} {'-'.join(rest)}"


def _date(_: Language, value: Any, __: Options) -> str:
    return values.day("date", value).strftime("%d.%m.%Y")


def _time(_: Language, value: Any, __: Options) -> str:
    return values.clock("time", value).strftime("%H:%M")


def _duration(language: Language, value: Any, options: Options) -> str:
    names = _SPANS[language.code]
    left = int(values.quantity("duration", value).to_integral_value())
    parts = []
    for unit, size in amounts.SECONDS:
        amount, left = divmod(left, size)
        if amount:
            parts.append(f"{amount} {names[unit]}")
    return " ".join(parts[: options["parts"]]) or f"0 {names['second']}"


def _in_figures(language: Language, value: Any, _: Options) -> str:
    return figures.in_figures(value, language.code)


def _megabytes(language: Language, value: Any, _: Options) -> str:
    """Gigabytes are cut to hundredths, never rounded up: nobody is promised traffic that is not there."""
    mega, giga = _TRAFFIC[language.code]
    if abs(value) < amounts.GIGABYTE:
        return f"{value} {mega}"
    exact = (Decimal(value) / amounts.GIGABYTE).quantize(_HUNDREDTH, ROUND_DOWN)
    return f"{_figures(language, values.quantity('megabytes', exact))} {giga}"


_WRITE: Final[Mapping[str, Callable[[Language, Any, Options], str]]] = MappingProxyType(
    {
        "money": _money,
        "count": _count,
        "number": _number,
        "ordinal": _ordinal,
        "percent": _percent,
        "digits": _digits,
        "phone": _phone,
        "date": _date,
        "time": _time,
        "duration": _duration,
        "megabytes": _megabytes,
        "figures": _in_figures,
    }
)
"""What writes each format; one that is not here (weekday) is written as it is said."""
