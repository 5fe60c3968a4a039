"""What the operator sells: tariff plans, services and rewards, and the kinds of charges. Sums in kopecks.

Codes are kept in the database and named by menus; names and descriptions are what callers hear.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from ivr.account.records import Packages, Reward, ServiceOption, Tariff, TrafficPack

TARIFFS: Final[Mapping[str, Tariff]] = MappingProxyType(
    {
        tariff.code: tariff
        for tariff in (
            Tariff(
                "base",
                300_00,
                0,
                {"ru": "Базовый", "en": "Basic"},
                {
                    "ru": "Двести минут, сто сообщений и три гигабайта в месяц.",
                    "en": "Two hundred minutes, a hundred messages and three gigabytes a month.",
                },
                Packages(200, 100, 0, 3 * 1024),
            ),
            Tariff(
                "talk",
                450_00,
                50_00,
                {"ru": "Разговорный", "en": "Talk"},
                {
                    "ru": "Восемьсот минут, триста сообщений и пять гигабайт в месяц.",
                    "en": "Eight hundred minutes, three hundred messages and five gigabytes a month.",
                },
                Packages(800, 300, 0, 5 * 1024),
            ),
            Tariff(
                "online",
                550_00,
                50_00,
                {"ru": "Интернет", "en": "Online"},
                {
                    "ru": "Триста минут, сто сообщений и тридцать гигабайт в месяц.",
                    "en": "Three hundred minutes, a hundred messages and thirty gigabytes a month.",
                },
                Packages(300, 100, 0, 30 * 1024),
            ),
            Tariff(
                "child",
                200_00,
                0,
                {"ru": "Детский", "en": "Junior"},
                {
                    "ru": "Сто минут и два гигабайта в месяц. Платные номера закрыты.",
                    "en": "A hundred minutes and two gigabytes a month. Premium numbers are closed.",
                },
                Packages(100, 0, 0, 2 * 1024),
            ),
        )
    }
)

OPTIONS: Final[Mapping[str, ServiceOption]] = MappingProxyType(
    {
        option.code: option
        for option in (
            ServiceOption(
                "voicemail",
                60_00,
                {"ru": "Голосовая почта", "en": "Voice mail"},
                {"ru": "Автоответчик запишет сообщение.", "en": "Callers can leave you a message."},
            ),
            ServiceOption(
                "antispam",
                30_00,
                {"ru": "Защита от спама", "en": "Spam filter"},
                {"ru": "Нежелательные звонки не пройдут.", "en": "Unwanted calls do not reach you."},
            ),
            ServiceOption(
                "roaming",
                90_00,
                {"ru": "Выгодный роуминг", "en": "Roaming saver"},
                {"ru": "Звонки в поездках дешевле.", "en": "Calls cost less when you travel."},
            ),
            ServiceOption(
                "melody",
                75_00,
                {"ru": "Мелодия вместо гудка", "en": "Ring-back tune"},
                {"ru": "Звонящие услышат музыку.", "en": "Callers hear music while they wait."},
            ),
            ServiceOption(
                "traffic",
                150_00,
                {"ru": "Дополнительный трафик", "en": "Extra traffic"},
                {"ru": "Ещё пять гигабайт интернета.", "en": "Five more gigabytes."},
                megabytes=5 * 1024,
            ),
            ServiceOption(
                "discount_calls",
                40_00,
                {"ru": "Скидка на звонки", "en": "Calls discount"},
                {"ru": "Минуты сверх пакета вдвое дешевле.", "en": "Minutes beyond the package at half the price."},
                discount=True,
            ),
            ServiceOption(
                "discount_internet",
                50_00,
                {"ru": "Скидка на интернет", "en": "Internet discount"},
                {
                    "ru": "Мегабайты сверх пакета вдвое дешевле.",
                    "en": "Megabytes beyond the package at half the price.",
                },
                discount=True,
            ),
            ServiceOption(
                "discount_sms",
                20_00,
                {"ru": "Скидка на сообщения", "en": "Message discount"},
                {"ru": "Сообщения сверх пакета вдвое дешевле.", "en": "Messages beyond the package at half the price."},
                discount=True,
            ),
            ServiceOption(
                "discount_mms",
                20_00,
                {"ru": "Скидка на MMS", "en": "MMS discount"},
                {"ru": "MMS сверх пакета вдвое дешевле.", "en": "MMS beyond the package at half the price."},
                discount=True,
            ),
        )
    }
)

TRAFFIC: Final[Mapping[str, TrafficPack]] = MappingProxyType(
    {
        pack.code: pack
        for pack in (
            TrafficPack("gb1", 1024, 50_00),
            TrafficPack("gb5", 5 * 1024, 150_00),
            TrafficPack("gb15", 15 * 1024, 300_00),
        )
    }
)

REWARDS: Final[Mapping[str, Reward]] = MappingProxyType(
    {
        reward.code: reward
        for reward in (
            Reward("sms50", 50, {"ru": "Пятьдесят сообщений", "en": "Fifty messages"}, sms=50),
            Reward("minutes60", 150, {"ru": "Шестьдесят минут", "en": "Sixty minutes"}, minutes=60),
            Reward("gigabyte", 200, {"ru": "Один гигабайт", "en": "One gigabyte"}, megabytes=1024),
            Reward("discount", 400, {"ru": "Скидка на звонки", "en": "Calls discount"}, option="discount_calls"),
        )
    }
)

CHARGE_KINDS: Final[Mapping[str, Mapping[str, str]]] = MappingProxyType(
    {
        "calls": {"ru": "звонки", "en": "calls"},
        "sms": {"ru": "сообщения", "en": "messages"},
        "internet": {"ru": "интернет", "en": "internet"},
        "tariff": {"ru": "тариф", "en": "tariff plan"},
        "option": {"ru": "услуга", "en": "service"},
        "promised_payment": {"ru": "плата за обещанный платёж", "en": "fee for a promised payment"},
        "promise_returned": {"ru": "возврат обещанного платежа", "en": "promised payment given back"},
        "traffic": {"ru": "дополнительный трафик", "en": "extra traffic"},
    }
)

REQUEST_KINDS: Final[Mapping[str, Mapping[str, str]]] = MappingProxyType(
    {
        "bill": {"ru": "подробный счёт", "en": "detailed bill"},
        "complaint": {"ru": "жалоба", "en": "complaint"},
        "reregistration": {"ru": "переоформление номера", "en": "re-registration"},
        "documents": {"ru": "документы для бухгалтерии", "en": "documents for accounting"},
        "sim": {"ru": "замена сим-карты", "en": "SIM card replacement"},
    }
)

REQUEST_STATES: Final[Mapping[str, Mapping[str, str]]] = MappingProxyType(
    {
        "new": {"ru": "принято, скоро начнём", "en": "received, we start soon"},
        "in_work": {"ru": "мы работаем над ним", "en": "we are working on it"},
        "waiting": {"ru": "ждём вас в салоне с паспортом", "en": "waiting for you in a shop with your passport"},
        "done": {"ru": "выполнено", "en": "done"},
        "refused": {"ru": "отказано, позвоните на ноль пятьсот", "en": "refused, please call 0500"},
    }
)

READY_TEXTS: Final[Mapping[str, Mapping[str, str]]] = MappingProxyType(
    {
        "call": {"ru": "Позвони мне, пожалуйста.", "en": "Please call me."},
        "later": {"ru": "Сейчас занят, перезвоню позже.", "en": "I am busy, I will call later."},
        "coming": {"ru": "Уже еду.", "en": "I am on my way."},
        "fine": {"ru": "У меня всё хорошо.", "en": "I am fine."},
    }
)
"""What can be sent to another number without writing."""


@dataclass(frozen=True, slots=True)
class Shop:
    """A shop: where it is and when it is open, by language, as callers hear it."""

    address: Mapping[str, str]
    hours: Mapping[str, str]


SHOPS: Final[Mapping[str, Shop]] = MappingProxyType(
    {
        "moscow": Shop(
            {"ru": "Москва, Лесная улица, дом три", "en": "Moscow, three Lesnaya street"},
            {"ru": "с девяти до двадцати одного", "en": "from nine to nine"},
        ),
        "yekaterinburg": Shop(
            {"ru": "Екатеринбург, улица Малышева, дом пять", "en": "Yekaterinburg, five Malyshev street"},
            {"ru": "с десяти до двадцати", "en": "from ten to eight"},
        ),
    }
)
"""For demonstration: the nearest shop by the subscriber's city."""

CONTROL_QUESTIONS: Final[Mapping[str, Mapping[str, str]]] = MappingProxyType(
    {
        "passport": {"ru": "последние четыре цифры паспорта", "en": "the last four digits of your passport"},
        "issuer": {
            "ru": "код подразделения из паспорта, шесть цифр",
            "en": "the code of the passport office, six digits",
        },
        "mother": {
            "ru": "дата рождения матери: день, месяц и год, восемь цифр",
            "en": "your mother's date of birth: day, month and year, eight digits",
        },
        "number": {
            "ru": "последние четыре цифры вашего прежнего номера",
            "en": "the last four digits of a number you had before",
        },
    }
)
"""What only its owner should know: each is answered by digits."""
