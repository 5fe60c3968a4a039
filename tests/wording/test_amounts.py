"""Money, counts, numbers, percentages, spans of time and data: what a caller hears."""

from decimal import Decimal

import pytest

from ivr.wording import LANGUAGES, WordingError, get_language, speak

MONEY_RU = {
    0: "ноль рублей",
    1: "одна копейка",
    2: "две копейки",
    5: "пять копеек",
    11: "одиннадцать копеек",
    21: "двадцать одна копейка",
    99: "девяносто девять копеек",
    100: "один рубль",
    101: "один рубль одна копейка",
    200: "два рубля",
    500: "пять рублей",
    1100: "одиннадцать рублей",
    1200: "двенадцать рублей",
    1400: "четырнадцать рублей",
    2100: "двадцать один рубль",
    2200: "двадцать два рубля",
    10100: "сто один рубль",
    11100: "сто одиннадцать рублей",
    12100: "сто двадцать один рубль",
    12105: "сто двадцать один рубль пять копеек",
    -12105: "минус сто двадцать один рубль пять копеек",
    -5: "минус пять копеек",
    100000: "одна тысяча рублей",
    200000: "две тысячи рублей",
    100100: "одна тысяча один рубль",
    100000000: "один миллион рублей",
    100000101: "один миллион один рубль одна копейка",
    200000000: "два миллиона рублей",
    2100000100: "двадцать один миллион один рубль",
    100000000000: "один миллиард рублей",
}

MONEY_EN = {
    0: "zero roubles",
    1: "one kopeck",
    5: "five kopecks",
    100: "one rouble",
    200: "two roubles",
    12105: "one hundred and twenty-one roubles five kopecks",
    -12105: "minus one hundred and twenty-one roubles five kopecks",
    120000: "one thousand two hundred roubles",
    100000000: "one million roubles",
}


@pytest.mark.parametrize(("kopecks", "words"), MONEY_RU.items())
def test_money_in_russian(kopecks: int, words: str) -> None:
    assert speak("money", kopecks, "ru") == words


@pytest.mark.parametrize(("kopecks", "words"), MONEY_EN.items())
def test_money_in_english(kopecks: int, words: str) -> None:
    assert speak("money", kopecks, "en") == words


@pytest.mark.parametrize(
    ("case", "words"),
    [
        ("nominative", "одна тысяча двадцать один рубль одна копейка"),
        ("accusative", "одну тысячу двадцать один рубль одну копейку"),
        ("genitive", "одной тысячи двадцати одного рубля одной копейки"),
    ],
)
def test_money_in_cases(case: str, words: str) -> None:
    assert speak("money", 102101, "ru", case) == words
    assert speak("money", 102101, "ru", case=case) == words


def test_zero_in_the_genitive() -> None:
    assert speak("money", 0, "ru", "genitive") == "нуля рублей"


COUNT_RU = {
    (1, "minute"): "одна минута",
    (2, "minute"): "две минуты",
    (5, "minute"): "пять минут",
    (11, "minute"): "одиннадцать минут",
    (12, "minute"): "двенадцать минут",
    (21, "minute"): "двадцать одна минута",
    (22, "minute"): "двадцать две минуты",
    (101, "minute"): "сто одна минута",
    (111, "minute"): "сто одиннадцать минут",
    (1000, "minute"): "одна тысяча минут",
    (2000, "minute"): "две тысячи минут",
    (1_000_000, "minute"): "один миллион минут",
    (1_000_001, "minute"): "один миллион одна минута",
    (2_000_002, "minute"): "два миллиона две минуты",
    (21_001_000, "minute"): "двадцать один миллион одна тысяча минут",
    (0, "minute"): "ноль минут",
    (-1, "minute"): "минус одна минута",
    (1, "message"): "одно сообщение",
    (21, "message"): "двадцать одно сообщение",
    (1_000_001, "message"): "один миллион одно сообщение",
    (2, "message"): "два сообщения",
    (1, "mms"): "одно эм-эм-эс сообщение",
    (5, "year"): "пять лет",
    (1, "year"): "один год",
    (2, "year"): "два года",
    (5, "month"): "пять месяцев",
    (5, "day"): "пять дней",
    (5, "gigabyte"): "пять гигабайт",
    (2, "megabyte"): "два мегабайта",
    (5, "point"): "пять баллов",
    (3, "attempt"): "три попытки",
    (7, "service"): "семь услуг",
    (1.5, "hour"): "полтора часа",
    (1.5, "minute"): "полторы минуты",
    (2.5, "gigabyte"): "две целых пять десятых гигабайта",
    (Decimal("0.1"), "percent"): "ноль целых одна десятая процента",
    (3.0, "day"): "три дня",
}


@pytest.mark.parametrize(("given", "words"), COUNT_RU.items())
def test_count_in_russian(given: tuple[int, str], words: str) -> None:
    number, unit = given
    assert speak("count", number, "ru", unit) == words


def test_count_in_cases() -> None:
    assert speak("count", 1, "ru", "minute", case="accusative") == "одну минуту"
    assert speak("count", 21, "ru", "week", case="accusative") == "двадцать одну неделю"
    assert speak("count", 2, "ru", "minute", case="accusative") == "две минуты"
    assert speak("count", 1, "ru", "day", case="accusative") == "один день"
    assert speak("count", 1, "ru", "minute", case="genitive") == "одной минуты"
    assert speak("count", 2, "ru", "minute", case="genitive") == "двух минут"
    assert speak("count", 21, "ru", "year", case="genitive") == "двадцати одного года"
    assert speak("count", 2, "ru", "year", case="genitive") == "двух лет"
    assert speak("count", 1.5, "ru", "hour", case="genitive") == "одной целой пяти десятых часа"


def test_count_with_own_forms() -> None:
    assert speak("count", 2, "ru", "кот", "кота", "котов", gender="m") == "два кота"
    assert speak("count", 21, "ru", "кошка", "кошки", "кошек", gender="f") == "двадцать одна кошка"
    assert speak("count", 5, "ru", "кот", "кота", "котов") == "пять котов"
    assert speak("count", 1, "en", "cat", "cats") == "one cat"
    assert speak("count", 0, "en", "cat", "cats") == "zero cats"


def test_count_in_english() -> None:
    assert speak("count", 1, "en", "minute") == "one minute"
    assert speak("count", 21, "en", "minute") == "twenty-one minutes"
    assert speak("count", 2.5, "en", "gigabyte") == "two point five gigabytes"
    assert speak("count", -1, "en", "point") == "minus one point"


def test_languages_know_the_same_units() -> None:
    names = [list(get_language(language).units) for language in LANGUAGES]
    assert all(known == names[0] for known in names)


@pytest.mark.parametrize(
    ("value", "options", "words"),
    [
        (0, {}, "ноль"),
        (21, {}, "двадцать один"),
        (21, {"gender": "f"}, "двадцать одна"),
        (1, {"gender": "n"}, "одно"),
        (2, {"gender": "f"}, "две"),
        (1_000_001, {"gender": "f"}, "один миллион одна"),
        (1_000_000, {"gender": "f"}, "один миллион"),
        (-7, {}, "минус семь"),
        (2.5, {}, "две целых пять десятых"),
        (Decimal("21.01"), {}, "двадцать одна целая одна сотая"),
        (Decimal("1.001"), {"case": "accusative"}, "одну целую одну тысячную"),
        (0.1 + 0.2, {}, "ноль целых три десятых"),
        (2.0, {}, "два"),
        (Decimal("2.50"), {}, "две целых пять десятых"),
        (-0.0001, {}, "ноль"),
        (40, {"case": "genitive"}, "сорока"),
    ],
)
def test_number_in_russian(value: object, options: dict[str, str], words: str) -> None:
    assert speak("number", value, "ru", **options) == words


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (21, "twenty-one"),
        (1001, "one thousand and one"),
        (1_234_567, "one million two hundred and thirty-four thousand five hundred and sixty-seven"),
        (2.05, "two point zero five"),
        (-0.5, "minus zero point five"),
    ],
)
def test_number_in_english(value: object, words: str) -> None:
    assert speak("number", value, "en") == words


def test_ordinal() -> None:
    assert speak("ordinal", 1, "ru") == "первый"
    assert speak("ordinal", 3, "ru", gender="f") == "третья"
    assert speak("ordinal", 21, "ru", gender="n") == "двадцать первое"
    assert speak("ordinal", 40, "ru") == "сороковой"
    assert speak("ordinal", 100, "ru") == "сотый"
    assert speak("ordinal", 1001, "ru") == "тысяча первый"
    assert speak("ordinal", 12000, "ru") == "двенадцатитысячный"
    assert speak("ordinal", 12021, "ru") == "двенадцать тысяч двадцать первый"
    assert speak("ordinal", 1_000_002, "ru", gender="f") == "миллион вторая"
    assert speak("ordinal", 3, "ru", gender="f", case="accusative") == "третью"
    assert speak("ordinal", 2, "ru", case="accusative") == "второй"
    assert speak("ordinal", 2, "ru", case="genitive") == "второго"
    assert speak("ordinal", 21, "en") == "twenty-first"
    assert speak("ordinal", 101, "en") == "one hundred and first"


def test_percent() -> None:
    assert speak("percent", 1, "ru") == "один процент"
    assert speak("percent", 22, "ru") == "двадцать два процента"
    assert speak("percent", 100, "ru") == "сто процентов"
    assert speak("percent", 2.5, "ru") == "две целых пять десятых процента"
    assert speak("percent", 20, "en") == "twenty percent"


@pytest.mark.parametrize(
    ("seconds", "words"),
    [
        (0, "ноль секунд"),
        (1, "одна секунда"),
        (0.5, "одна секунда"),
        (2.5, "три секунды"),
        (59.6, "одна минута"),
        (125, "две минуты пять секунд"),
        (3600, "один час"),
        (3720, "один час две минуты"),
        (90061, "один день один час одна минута одна секунда"),
    ],
)
def test_duration(seconds: float, words: str) -> None:
    assert speak("duration", seconds, "ru") == words


def test_duration_options() -> None:
    assert speak("duration", 60, "ru", "accusative") == "одну минуту"
    assert speak("duration", 90061, "ru", parts=2) == "один день один час"
    assert speak("duration", 3661, "en") == "one hour one minute one second"


@pytest.mark.parametrize(
    ("amount", "words"),
    [
        (0, "ноль мегабайт"),
        (1, "один мегабайт"),
        (500, "пятьсот мегабайт"),
        (1024, "один гигабайт"),
        (2548, "два гигабайта пятьсот мегабайт"),
        (15360, "пятнадцать гигабайт"),
        (-1, "минус один мегабайт"),
    ],
)
def test_megabytes(amount: int, words: str) -> None:
    assert speak("megabytes", amount, "ru") == words


@pytest.mark.parametrize(
    ("format", "value", "arguments", "options", "part"),
    [
        ("money", "12105", (), {}, "whole number of kopecks"),
        ("money", 121.05, (), {}, "got float"),
        ("money", True, (), {}, "got bool"),
        ("money", None, (), {}, "got NoneType"),
        ("money", 10**15, (), {}, "too large"),
        ("money", 100, ("dative",), {}, "known: nominative, genitive, accusative"),
        ("money", 100, (), {"currency": "usd"}, "takes only case"),
        ("count", 1, ("minit",), {}, "known: second, minute"),
        ("count", 1, (), {}, "needs a unit's name or 3 forms"),
        ("count", 1, ("кот", "кота"), {}, "3 forms"),
        ("count", 1, ("кот", "кота", ""), {}, "must be words"),
        ("count", 1, ("кот1", "кота", "котов"), {}, "without digits"),
        ("count", 1, ("кот", "кота", "котов"), {"gender": "x"}, "no such gender"),
        ("number", "5", (), {}, "filter int"),
        ("number", float("nan"), (), {}, "no number"),
        ("number", float("inf"), (), {}, "too large"),
        ("number", Decimal("1e30"), (), {}, "too large"),
        ("ordinal", 0, (), {}, "from 1 up"),
        ("ordinal", 1.5, (), {}, "got float"),
        ("duration", -1, (), {}, "from 0 up"),
        ("duration", 1, (), {"parts": 0}, "1 or more"),
        ("megabytes", 0.5, (), {}, "got float"),
    ],
)
def test_errors_say_how_to_mend(
    format: str,  # noqa: A002
    value: object,
    arguments: tuple[object, ...],
    options: dict[str, object],
    part: str,
) -> None:
    with pytest.raises(WordingError) as caught:
        speak(format, value, "ru", *arguments, **options)
    assert part in str(caught.value)
    assert str(caught.value).startswith(format)
