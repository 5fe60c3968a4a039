"""Things that can be counted by name in every language: `{{ left | count("minute") }}`."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from ivr.wording.language import Noun


def _english(one: str, many: str) -> Noun:
    return Noun(one, many, many)


RUSSIAN: Mapping[str, Noun] = MappingProxyType(
    {
        "second": Noun("секунда", "секунды", "секунд", "f"),
        "minute": Noun("минута", "минуты", "минут", "f"),
        "hour": Noun("час", "часа", "часов"),
        "day": Noun("день", "дня", "дней"),
        "week": Noun("неделя", "недели", "недель", "f"),
        "month": Noun("месяц", "месяца", "месяцев"),
        "year": Noun("год", "года", "лет"),
        "rouble": Noun("рубль", "рубля", "рублей"),
        "kopeck": Noun("копейка", "копейки", "копеек", "f"),
        "percent": Noun("процент", "процента", "процентов"),
        "point": Noun("балл", "балла", "баллов"),
        "kilobyte": Noun("килобайт", "килобайта", "килобайт"),
        "megabyte": Noun("мегабайт", "мегабайта", "мегабайт"),
        "gigabyte": Noun("гигабайт", "гигабайта", "гигабайт"),
        "message": Noun("сообщение", "сообщения", "сообщений", "n"),
        "sms": Noun("эс-эм-эс сообщение", "эс-эм-эс сообщения", "эс-эм-эс сообщений", "n"),
        "mms": Noun("эм-эм-эс сообщение", "эм-эм-эс сообщения", "эм-эм-эс сообщений", "n"),
        "call": Noun("звонок", "звонка", "звонков"),
        "attempt": Noun("попытка", "попытки", "попыток", "f"),
        "service": Noun("услуга", "услуги", "услуг", "f"),
        "number": Noun("номер", "номера", "номеров"),
        "request": Noun("запрос", "запроса", "запросов"),
        "code": Noun("код", "кода", "кодов"),
        "digit": Noun("цифра", "цифры", "цифр", "f"),
        "payment": Noun("платёж", "платежа", "платежей"),
    }
)
"""Russian forms; megabyte takes the counting form ("пять мегабайт") that people use."""

ENGLISH: Mapping[str, Noun] = MappingProxyType(
    {
        "second": _english("second", "seconds"),
        "minute": _english("minute", "minutes"),
        "hour": _english("hour", "hours"),
        "day": _english("day", "days"),
        "week": _english("week", "weeks"),
        "month": _english("month", "months"),
        "year": _english("year", "years"),
        "rouble": _english("rouble", "roubles"),
        "kopeck": _english("kopeck", "kopecks"),
        "percent": _english("percent", "percent"),
        "point": _english("point", "points"),
        "kilobyte": _english("kilobyte", "kilobytes"),
        "megabyte": _english("megabyte", "megabytes"),
        "gigabyte": _english("gigabyte", "gigabytes"),
        "message": _english("message", "messages"),
        "sms": _english("text message", "text messages"),
        "mms": _english("picture message", "picture messages"),
        "call": _english("call", "calls"),
        "attempt": _english("attempt", "attempts"),
        "service": _english("service", "services"),
        "number": _english("number", "numbers"),
        "request": _english("request", "requests"),
        "code": _english("code", "codes"),
        "digit": _english("digit", "digits"),
        "payment": _english("payment", "payments"),
    }
)
"""English forms, of the same things."""
