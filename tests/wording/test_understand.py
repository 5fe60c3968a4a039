"""Back from words to values: tables of what callers say."""

from datetime import UTC, date, datetime
from decimal import Decimal
from itertools import accumulate

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ivr.wording import WordingError, speak, understand

TODAY = date(2026, 3, 5)  # a Thursday


def test_exported_names() -> None:
    words = ["goes_on", "normalise", "stems", "turned_down"]
    assert understand.__all__ == sorted(["amount", "date", "digits", "number", "phone", "yes_no", *words])


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("Ещё, РАЗ!  Ёлка", "еще раз елка"),
        ("twenty-one o'clock", "twenty one oclock"),
        ("замо́к", "замок"),
        ("и\N{COMBINING BREVE}од", "йод"),
        ("— ... ?", ""),
        ("", ""),
        ("a_b\n\tc", "a b c"),
    ],
)
def test_normalise(text: str, plain: str) -> None:
    assert understand.normalise(text) == plain


@pytest.mark.parametrize(
    ("one", "other", "language"),
    [
        ("оператор", "Оператором!", "ru"),
        ("сменить тариф", "сменили тарифы", "ru"),
        ("потерял телефон", "потеряла телефон", "ru"),
        ("звёзды", "звезда", "ru"),
        ("my charges", "my charge", "en"),
        ("баланс", "балланса", "ru"),
        ("кассета", "касетта", "ru"),
    ],
)
def test_words_with_other_endings_have_the_same_stems(one: str, other: str, language: str) -> None:
    assert understand.stems(one, language) == understand.stems(other, language)


@pytest.mark.parametrize(
    ("one", "other"),
    [("меню", "меня"), ("банк", "банан"), ("скорая", "скорее"), ("скорая", "скоро"), ("0500", "050"), ("", "да")],
)
def test_other_words_have_other_stems(one: str, other: str) -> None:
    assert understand.stems(one, "ru") != understand.stems(other, "ru")


@given(st.text(), st.sampled_from(["ru", "en"]))
def test_stems_are_as_many_as_words(text: str, language: str) -> None:
    assert len(understand.stems(text, language).split()) == len(understand.normalise(text).split())


YES_NO_RU = {
    "да, подождите": None,
    "хорошо, а сколько стоит": None,
    "хорошо, подумаю": None,
    "хорошо, до свидания": None,
    "ок, потом": None,
    "да или нет": None,
    "да что вы говорите": None,
    "так": None,
    "как так": None,
    "это точно?": None,
    "так точно": True,
    "всё так": True,
    "это так дорого": None,
    "да я не хочу": False,
    "да мне не надо": False,
    "давайте не будем": False,
    "да я передумал": False,
    "да это не мой номер": False,
    "не подключать": False,
    "не блокируй": False,
    "мне не нужна эта услуга": False,
    "да не знаю я": None,
    "да": True,
    "Да!": True,
    "ага": True,
    "ну да": True,
    "да да": True,
    "конечно": True,
    "да, подключите": True,
    "всё верно": True,
    "хорошо": True,
    "нет": False,
    "не": False,
    "неа": False,
    "не-а": False,
    "не верно": False,
    "неверно": False,
    "не надо": False,
    "не хочу": False,
    "да нет": False,
    "конечно нет": False,
    "нет, спасибо": False,
    "да не надо": False,
    "нет, не сейчас": False,
    "нет, не подключайте": False,
    "не подключайте": False,
    "ни в коем случае": False,
    "я передумал": False,
    "нет проблем": True,
    "не против": True,
    "да, не возражаю": True,
    "почему бы и нет": True,
    "отменить": None,
    "отмена": None,
    "не знаю": None,
    "да не знаю": None,
    "нет, верно": None,
    "баланс": None,
    "": None,
    "данет": None,
}

YES_NO_EN = {
    "ok, later": None,
    "ok, how much is it": None,
    "ok wait": None,
    "is that right": None,
    "yes, that's what I want": True,
    "not really": False,
    "yes": True,
    "Yes, please.": True,
    "that's right": True,
    "sure": True,
    "okay": True,
    "of course": True,
    "no": False,
    "no, thank you": False,
    "not right": False,
    "of course not": False,
    "I don't want it": False,
    "that's wrong": False,
    "not now": False,
    "no, that's not what I want": False,
    "don't connect it": False,
    "no problem": True,
    "sure, why not": True,
    "go ahead": True,
    "yes, cancel it": True,
    "cancel it": None,
    "not sure": None,
    "I don't know": None,
    "yes no": None,
    "balance": None,
}


@pytest.mark.parametrize(
    ("words", "language", "refused"),
    [
        ("не", "ru", True),
        ("нет не надо", "ru", True),
        ("мне не нужен никакой", "ru", True),
        ("нет", "ru", False),
        ("не помню", "ru", False),
        ("не приходит с", "ru", False),
        ("", "ru", False),
        ("i dont want the", "en", True),
        ("no", "en", False),
    ],
)
def test_what_is_turned_down_is_not_asked_for(words: str, language: str, refused: bool) -> None:
    assert understand.turned_down(words.split(), language) is refused


@pytest.mark.parametrize(
    ("before", "after", "language", "longer"),
    [
        ("", "рубля", "ru", True),
        ("почему сняли тысяча", "", "ru", True),
        ("", "мегабайта", "ru", True),
        ("наберите", "пожалуйста", "ru", False),
        ("", "", "ru", False),
        ("", "thousand", "en", True),
        ("two hundred", "", "en", True),
        ("dial", "now", "en", False),
    ],
)
def test_a_number_goes_on_in_the_words_beside_it(before: str, after: str, language: str, longer: bool) -> None:
    assert understand.goes_on(before.split(), after.split(), language) is longer


@pytest.mark.parametrize(("text", "answer"), YES_NO_RU.items())
def test_yes_no_in_russian(text: str, answer: bool | None) -> None:
    assert understand.yes_no(text, "ru") is answer


@pytest.mark.parametrize(("text", "answer"), YES_NO_EN.items())
def test_yes_no_in_english(text: str, answer: bool | None) -> None:
    assert understand.yes_no(text, "en") is answer


DIGITS_RU = {
    "девять два два": "922",
    "девятьсот двадцать два сто одиннадцать ноль пять ноль пять": "9221110505",
    "два нуля пять": "005",
    "двадцать два нуля": "2000",
    "три пятёрки": "555",
    "четыре двойки один": "22221",
    "тысяча двести тридцать четыре": "1234",
    "двадцать ноль пять": "2005",
    "сто, двадцать два": "10022",
    "сто двадцать два": "122",
    "0505": "0505",
    "05 05": "0505",
    "05-05": "0505",
    "мой код один два": "12",
    "ноль пять решётка": "05#",
    "*100#": "*100#",
    "двенадцать": "12",
    "нуль": "0",
    "сто миллионов": "100000000",
    "привет": None,
    "один привет": None,
    "минус пять": None,
    "": None,
    "код": None,
}

DIGITS_EN = {
    "one two oh five": "1205",
    "nine two two": "922",
    "double five one": "551",
    "triple zero": "000",
    "nine hundred and five": "905",
    "nine twenty two": "922",
    "twenty-two": "22",
    "a hundred": "100",
    "star one pound": "*1#",
    "my code is one two three": "123",
    "hello": None,
    "double": None,
}


@pytest.mark.parametrize(("text", "said"), DIGITS_RU.items())
def test_digits_in_russian(text: str, said: str | None) -> None:
    assert understand.digits(text, "ru") == said


@pytest.mark.parametrize(("text", "said"), DIGITS_EN.items())
def test_digits_in_english(text: str, said: str | None) -> None:
    assert understand.digits(text, "en") == said


NUMBER_RU = {
    "тридцать дней": 30,
    "на тридцать дней": 30,
    "на двадцать один день": 21,
    "сто баллов пожалуйста": 100,
    "дней": None,
    "тридцать рублей": None,
    "тридцать дней часов": None,
    "ноль": 0,
    "двадцать один": 21,
    "сто": 100,
    "ста двадцати": 120,
    "тысяча двести": 1200,
    "две тысячи": 2000,
    "один миллион одна тысяча один": 1_001_001,
    "двести тысяч сто один": 200_101,
    "пять тысяч": 5000,
    "5 тысяч": 5000,
    "минус семь": -7,
    "-7": -7,
    "12": 12,
    "2,5": Decimal("2.5"),
    "2.5": Decimal("2.5"),
    "две целых пять десятых": Decimal("2.5"),
    "минус ноль целых пять сотых": Decimal("-0.05"),
    "полтора": Decimal("1.5"),
    "полтора миллиона": 1_500_000,
    "две с половиной": Decimal("2.5"),
    "пять двести": None,
    "двести пятьсот": None,
    "два два": None,
    "две целых": None,
    "две целых пятнадцать десятых": None,
    "тысяча тысяч": None,
    "двадцать котов": None,
    "минус": None,
    "": None,
}

NUMBER_EN = {
    "twenty-one": 21,
    "thirty days": 30,
    "for one day": 1,
    "days": None,
    "thirty days days": None,
    "thirty roubles": None,
    "one hundred and one": 101,
    "a thousand": 1000,
    "twelve hundred": 1200,
    "two million three thousand and one": 2_003_001,
    "two point zero five": Decimal("2.05"),
    "five and a half": Decimal("5.5"),
    "one and a half million": 1_500_000,
    "minus five": -5,
    "five and": None,
    "two point": None,
    "a": None,
    "nine twenty": None,
}


@pytest.mark.parametrize(("text", "value"), NUMBER_RU.items())
def test_number_in_russian(text: str, value: int | Decimal | None) -> None:
    found = understand.number(text, "ru")
    assert found == value
    assert type(found) is type(value)


@pytest.mark.parametrize(("text", "value"), NUMBER_EN.items())
def test_number_in_english(text: str, value: int | Decimal | None) -> None:
    assert understand.number(text, "en") == value


AMOUNT_RU = {
    "сто рублей пятьдесят копеек": 10050,
    "сто рублей и пятьдесят копеек": 10050,
    "сто рублей": 10000,
    "сто": 10000,
    "полторы тысячи": 150_000,
    "полторы тысячи рублей": 150_000,
    "тысяча двести": 120_000,
    "тысячу рублей": 100_000,
    "тысяча": 100_000,
    "пять тыщ": 500_000,
    "рубль": 100,
    "рубль пятьдесят": 150,
    "рубль двадцать копеек": 120,
    "полтора рубля": 150,
    "две с половиной тысячи рублей": 250_000,
    "пятьдесят копеек": 50,
    "копейка": 1,
    "на сумму триста рублей": 30_000,
    "пятьсот рублей, пожалуйста": 50_000,
    "минус пять копеек": -5,
    "100 рублей": 10_000,
    "100,50": 10_050,
    "100.50 руб.": 10_050,
    "100": 10_000,
    "ноль рублей": 0,
    "двести двадцать два рубля двадцать две копейки": 22_222,
    "100,505": None,
    "сто рублей сто копеек": None,
    "сто рублей двести рублей": None,
    "полторы копейки": None,
    "сто двадцать кот": None,
    "сто долларов": None,
    "рублей пять": 500,
    "много": None,
    "": None,
}

AMOUNT_EN = {
    "one hundred and twenty-one roubles five kopecks": 12_105,
    "one rouble and fifty kopecks": 150,
    "a hundred rubles": 10_000,
    "twelve hundred": 120_000,
    "a thousand two hundred": 120_000,
    "two point five roubles": 250,
    "five kopecks": 5,
    "fifty dollars": None,
}


@pytest.mark.parametrize(("text", "kopecks"), AMOUNT_RU.items())
def test_amount_in_russian(text: str, kopecks: int | None) -> None:
    found = understand.amount(text, "ru")
    assert found == kopecks
    assert found is None or type(found) is int


@pytest.mark.parametrize(("text", "kopecks"), AMOUNT_EN.items())
def test_amount_in_english(text: str, kopecks: int | None) -> None:
    assert understand.amount(text, "en") == kopecks


PHONE_RU = {
    "плюс семь девятьсот двадцать два сто одиннадцать ноль пять ноль пять": "+79221110505",
    "восемь девятьсот двадцать два сто одиннадцать ноль пять ноль пять": "+79221110505",
    "девятьсот двадцать два сто одиннадцать ноль пять ноль пять": "+79221110505",
    "девять два два один один один ноль пять ноль пять": "+79221110505",
    "девятьсот двадцать два сто двадцать два ноль пять": "+79221002205",
    "восемьсот сорок три двести двадцать два ноль пять": "+78432002205",
    "девятьсот сто двадцать три сорок пять шестьдесят семь": "+79001234567",
    "мой номер девятьсот двадцать два сто одиннадцать ноль пять ноль пять": "+79221110505",
    "+7 (922) 111-05-05": "+79221110505",
    "89221110505": "+79221110505",
    "79221110505": "+79221110505",
    "9221110505": "+79221110505",
    "+89221110505": None,
    "+9221110505": None,
    "19221110505": None,
    "девятьсот двадцать два": None,
    "ноль пять ноль пять": None,
    "*9221110505": None,
    "алло": None,
    "": None,
}


@pytest.mark.parametrize(("text", "number"), PHONE_RU.items())
def test_phone_in_russian(text: str, number: str | None) -> None:
    assert understand.phone(text, "ru") == number


def test_phone_in_english() -> None:
    assert understand.phone("plus seven nine two two one one one zero five oh five", "en") == "+79221110505"
    assert understand.phone("eight nine two two, triple one, oh five, oh five", "en") == "+79221110505"
    assert understand.phone("nine two two", "en") is None


DATE_RU = {
    "пятое марта": date(2026, 3, 5),
    "до пятого марта": date(2026, 3, 5),
    "четвёртое марта": date(2027, 3, 4),
    "пятого": date(2026, 3, 5),
    "четвёртого": date(2026, 4, 4),
    "тридцать первого числа": date(2026, 3, 31),
    "сегодня": TODAY,
    "завтра": date(2026, 3, 6),
    "послезавтра": date(2026, 3, 7),
    "вчера": date(2026, 3, 4),
    "в среду": date(2026, 3, 11),
    "в четверг": date(2026, 3, 12),
    "пятница": date(2026, 3, 6),
    "через три дня": date(2026, 3, 8),
    "через один день": date(2026, 3, 6),
    "через неделю": date(2026, 3, 12),
    "через две недели": date(2026, 3, 19),
    "через месяц": date(2026, 4, 5),
    "через три месяца": date(2026, 6, 5),
    "через полгода": date(2026, 9, 5),
    "через год": date(2027, 3, 5),
    "через девять тысяч лет": None,
    "в следующий понедельник": date(2026, 3, 9),
    "в эту субботу": date(2026, 3, 7),
    "9.05.85": date(1985, 5, 9),
    "9.05.46": date(2046, 5, 9),
    "9.05.47": date(1947, 5, 9),
    "24-11-2026": date(2026, 11, 24),
    "24/11/2026": date(2026, 11, 24),
    "24/11": date(2026, 11, 24),
    "24-11": None,
    "24-11.2026": None,
    "двадцать пятое декабря": date(2026, 12, 25),
    "двадцать девятого февраля": date(2028, 2, 29),
    "пятое марта двадцать седьмого года": date(2027, 3, 5),
    "двадцать пятого декабря две тысячи двадцать шестого года": date(2026, 12, 25),
    "первое января двухтысячного года": date(2000, 1, 1),
    "первого января тысяча девятьсот девяносто девятого": date(1999, 1, 1),
    "5 марта": date(2026, 3, 5),
    "5-го марта": date(2026, 3, 5),
    "31 декабря 2026": date(2026, 12, 31),
    "31 декабря 2026 года": date(2026, 12, 31),
    "05.03": date(2026, 3, 5),
    "04.03": date(2027, 3, 4),
    "05.03.2027": date(2027, 3, 5),
    "05.03.27": date(2027, 3, 5),
    "2027-03-05": date(2027, 3, 5),
    "2026-02-30": None,
    "тридцать первое апреля": None,
    "тридцать второе": None,
    "через день": None,
    "через миллиард недель": None,
    "март": None,
    "пятое": date(2026, 3, 5),
    "пять котов": None,
    "ноль марта": None,
    "пятое двадцать седьмого года": None,
    "": None,
}

DATE_EN = {
    "march fifth": date(2026, 3, 5),
    "march five": date(2026, 3, 5),
    "the fifth of march": date(2026, 3, 5),
    "March the 5th": date(2026, 3, 5),
    "the second of may": date(2026, 5, 2),
    "may second": date(2026, 5, 2),
    "today": TODAY,
    "tomorrow": date(2026, 3, 6),
    "the day after tomorrow": date(2026, 3, 7),
    "next monday": date(2026, 3, 9),
    "in three days": date(2026, 3, 8),
    "in a week": date(2026, 3, 12),
    "in two months": date(2026, 5, 5),
    "two days from now": date(2026, 3, 7),
    "a month from today": date(2026, 4, 5),
    "24/11/2026": date(2026, 11, 24),
    "05/05/2026": date(2026, 5, 5),
    "03/04/2026": None,
    "5.04.2026": date(2026, 4, 5),
    "the twenty-fifth": date(2026, 3, 25),
    "march fifth twenty twenty-seven": date(2027, 3, 5),
    "march fifth, two thousand and twenty-seven": date(2027, 3, 5),
    "june third nineteen oh five": date(1905, 6, 3),
    "june third 2027": date(2027, 6, 3),
    "february thirtieth": None,
    "hello": None,
}


@pytest.mark.parametrize(("text", "day"), DATE_RU.items())
def test_date_in_russian(text: str, day: date | None) -> None:
    assert understand.date(text, "ru", TODAY) == day


@pytest.mark.parametrize(("text", "day"), DATE_EN.items())
def test_date_in_english(text: str, day: date | None) -> None:
    assert understand.date(text, "en", TODAY) == day


def test_a_datetime_serves_as_today() -> None:
    found = understand.date("завтра", "ru", datetime(2026, 3, 5, 23, 0, tzinfo=UTC))
    assert found == date(2026, 3, 6)
    assert type(found) is date


def test_a_month_ahead_of_its_last_day_is_the_last_day_of_the_next() -> None:
    assert understand.date("через месяц", "ru", date(2026, 1, 31)) == date(2026, 2, 28)
    assert understand.date("in a month", "en", date(2027, 12, 31)) == date(2028, 1, 31)


def test_unknown_language() -> None:
    for function in (understand.yes_no, understand.digits, understand.number, understand.amount, understand.phone):
        with pytest.raises(WordingError, match="known: ru, en"):
            function("да", "de")
    with pytest.raises(WordingError, match="known: ru, en"):
        understand.date("завтра", "de", TODAY)


@pytest.mark.parametrize(
    ("text", "language", "number"),
    [
        ("восемь девятьсот девяносто девять два шесть шесть восемь пять восемь", "ru", "+79909266858"),
        ("восемь, девятьсот девяносто девять два шесть шесть восемь пять восемь", "ru", "+79909266858"),
        ("восемь один два один два три четыре пять шесть семь", "ru", "+78121234567"),
        ("8121234567", "ru", "+78121234567"),
        ("eight eight hundred five hundred fifty five thirty five thirty five", "en", "+78005553535"),
        (
            "plus seven nine hundred and ninety nine hundred and twenty six sixty eight fifty eight",
            "en",
            "+79909266858",
        ),
    ],
)
def test_what_stands_before_a_number_is_not_taken_for_its_code(text: str, language: str, number: str) -> None:
    assert understand.phone(text, language) == number


@given(st.from_regex(r"9[0-9]{9}", fullmatch=True), st.sampled_from(["", "восемь ", "семь ", "плюс семь "]), st.data())
def test_a_number_is_understood_however_it_is_parted(digits: str, before: str, data: st.DataObject) -> None:
    """A code as one number, and what follows by groups or by digits."""
    sizes = data.draw(st.sampled_from([(3, 1, 1, 1, 1, 1, 1, 1), (3, 3, 2, 2), (3, 3, 1, 1, 1, 1), (1,) * 10]))
    ends = list(accumulate(sizes))
    groups = [digits[end - size : end] for size, end in zip(sizes, ends, strict=True)]
    said = " ".join(_as_number(group) for group in groups)
    assert understand.phone(before + said, "ru") == f"+7{digits}"


def _as_number(group: str) -> str:
    zeros = len(group) - len(group.lstrip("0"))
    rest = group[zeros:]
    return " ".join(["ноль"] * zeros + ([speak("number", int(rest), "ru")] if rest else []))


@pytest.mark.parametrize(
    ("text", "language", "kopecks"),
    [
        ("1,000 roubles", "en", 100_000),
        ("1,500", "en", 150_000),
        ("1,000,000", "en", 100_000_000),
        ("100.50", "en", 10_050),
        ("1 000 рублей", "ru", 100_000),
        ("12\u00a0500", "ru", 1_250_000),
        ("100,50", "ru", 10_050),
        ("1.000", "ru", None),
        ("1 000 000", "ru", 100_000_000),
        ("100 000 рублей", "ru", 10_000_000),
        ("1.000.000", "en", 100_000_000),
        ("100 200", "ru", 10_020_000),
        ("500р", "ru", 50_000),
        ("500руб.", "ru", 50_000),
        ("5 тыс", "ru", 500_000),
        ("сотня", "ru", 10_000),
        ("полторы сотни рублей", "ru", 15_000),
        ("две сотни", "ru", 20_000),
        ("пять сот", "ru", 50_000),
        ("тыщу", "ru", 100_000),
        ("полтысячи", "ru", 50_000),
        ("полсотни рублей", "ru", 5_000),
        ("хочу сто рублей", "ru", 10_000),
        ("давайте сто", "ru", 10_000),
        ("рублей сто", "ru", 10_000),
        ("рубль пятьдесят", "ru", 150),
        ("just fifty roubles", "en", 5_000),
        ("хочу", "ru", None),
        ("хочу баланс", "ru", None),
        ("-100", "ru", -10_000),
        ("\u2212100", "ru", -10_000),
        ("\u2013100", "ru", -10_000),
    ],
)
def test_written_sums_are_never_taken_for_others(text: str, language: str, kopecks: int | None) -> None:
    assert understand.amount(text, language) == kopecks
