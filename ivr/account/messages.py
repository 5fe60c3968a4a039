"""What subscribers are written by SMS: texts by subject, and each in the way its reader has chosen."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime, tzinfo
from typing import Any, Final, TypeAlias

from ivr.account.catalogue import CHARGE_KINDS
from ivr.account.records import Charge, Writing
from ivr.account.rules import writing

Texts: TypeAlias = Mapping[str, str]
"""A text in Russian (``ru``) and English (``en``), with slots in braces."""

PASSWORD: Final[Texts] = {
    "ru": "Ваш пароль: {password}. Никому его не называйте.",
    "en": "Your password: {password}. Do not tell it to anybody.",
}

REQUEST: Final[Texts] = {
    "ru": "Обращение {id} ({kind}): {state}.",
    "en": "Request {id} ({kind}): {state}.",
}

POINTS: Final[Texts] = {
    "ru": "Вам передали баллы: {points}. От {number}.",
    "en": "You were given points: {points}. From {number}.",
}

SUSPENDED: Final[Texts] = {
    "ru": "Участие в бонусной программе приостановлено: месяц не было обменов. Возобновить: *115#.",
    "en": "Your bonus membership is suspended: no exchange in a month. To go on: *115#.",
}

OPEN_AGAIN: Final[Texts] = {
    "ru": "Срок блокировки кончился, номер снова работает.",
    "en": "The block has ended, your number works again.",
}

FROM_NUMBER: Final[Texts] = {"ru": "{text} {number}", "en": "{text} {number}"}

SETTINGS: Final[Texts] = {
    "ru": "Настройки: точка доступа internet, имя и пароль пустые; MMS: точка доступа mms. Перезагрузите телефон.",
    "en": "Settings: access point internet, no name, no password; MMS: access point mms. Restart your phone.",
}

LINK: Final[Texts] = {
    "ru": "Приложение для вашего номера: https://app.example/0505",
    "en": "The application for your number: https://app.example/0505",
}

PAYMENT: Final[Texts] = {
    "ru": "Оплата банковской картой: https://pay.example/0505. Данные карты нужны только там, никому их не называйте.",
    "en": "Pay by bank card: https://pay.example/0505. Only that page needs your card, tell its data to nobody.",
}

CALL_ME: Final[Texts] = {"ru": "{number} просит вас перезвонить.", "en": "{number} asks you to call back."}

PAY_FOR_ME: Final[Texts] = {
    "ru": "{number} просит вас пополнить счёт.",
    "en": "{number} asks you to top up the account.",
}

PROMISE_RETURNED: Final[Texts] = {
    "ru": "Срок обещанного платежа кончился: {amount} руб. списаны со счёта.",
    "en": "Your promised payment was due: {amount} roubles were taken from your account.",
}


LAST_CHARGES: Final[Texts] = {
    "ru": "Последние списания, руб.: {lines}.",
    "en": "Last charges, roubles: {lines}.",
}


def last_charges(charges: Iterable[Charge], how: Writing, now: datetime, zone: tzinfo) -> str:
    """Charges as one message: day, what for, roubles."""
    language = "en" if writing.current(how, now) == writing.ENGLISH else "ru"
    point = "," if language == "ru" else "."
    lines = (
        f"{charge.at.astimezone(zone):%d.%m} {CHARGE_KINDS[charge.kind][language]} "
        f"{charge.amount // 100}{point}{charge.amount % 100:02}"
        for charge in charges
    )
    return written(LAST_CHARGES, how, now, lines="; ".join(lines))


def written(texts: Texts, how: Writing, now: datetime, **values: Any) -> str:
    """A message as its reader wants it at a moment: in Russian, in Russian with Latin letters, or in English."""
    way = writing.current(how, now)
    text = texts["en" if way == writing.ENGLISH else "ru"].format(**values)
    return writing.latin(text) if way == writing.LATIN else text
