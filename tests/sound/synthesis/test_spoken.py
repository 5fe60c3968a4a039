"""Texts made fit for an engine."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ivr.sound.synthesis import lexicon
from ivr.sound.synthesis.lexicon import Lexicon
from ivr.sound.synthesis.spoken import spoken

NONE = Lexicon()
SHIPPED = {language: lexicon.shipped(language) for language in ("ru", "en")}


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Ещё раз: нажмите один.", "Ещё раз: нажмите один."),
        ("Код 0505", "Код ноль пять ноль пять"),
        ("Осталось 21 и 1000000", "Осталось двадцать один и один ноль ноль ноль ноль ноль ноль"),
        ("2.5 и 2,5", "две целых пять десятых и две целых пять десятых"),
        ("1\u00a0000 рублей", "одна тысяча рублей"),
        ("+79221110505", "плюс семь, девятьсот двадцать два, сто одиннадцать, ноль пять, ноль пять"),
        ("+7 922 111-05-05", "плюс семь, девятьсот двадцать два, сто одиннадцать, ноль пять, ноль пять"),
        ("+7 (922) 111-05-05.", "плюс семь, девятьсот двадцать два, сто одиннадцать, ноль пять, ноль пять."),
        ("1\u00a0000,50", "одна тысяча целых пять десятых"),
        ("от 1 000, 500", "от одна тысяча, пятьсот"),
        ("до 12.05.2026.", "до двенадцатого мая две тысячи двадцать шестого года."),
        ("100₽, 21 ₽, 50 000 ₽", "сто рублей, двадцать один рубль, пятьдесят тысяч рублей"),
        ("скидка 10 %", "скидка десять процентов"),
        ("№ 5", "номер пять"),
        ("*100#", "звёздочка сто решётка"),
        ("ночь & день", "ночь и день"),
        ("<b>Важно</b>: <br/>да", "Важно: да"),
        ("«Базовый» (новый) [да] {нет} `так`", "Базовый новый да нет так"),
        ("[[z'amok]]", "z'amok"),
        ("за\u0301мок", "замок"),
        ("привет 👋 мир", "привет мир"),
        ("перенос\u00ad ная\nстрока\tи\x00ещё", "перенос ная строка и ещё"),
        ("и\u0306 е\u0308", "й ё"),
        ("x²", "x два"),
        ("٣", "три"),
        ("10:30", "десять: тридцать"),
        ("скидка 12,5%", "скидка двенадцать целых пять десятых процента"),
        ("2,50 %", "две целых пять десятых процента"),
        ("-5 градусов", "минус пять градусов"),
        ("баланс: -120", "баланс: минус сто двадцать"),
        ("−5%", "минус пять процентов"),
        ("5-10 минут", "пять - десять минут"),
        ("8-800", "восемь - восемьсот"),
        ("1 000 рублей", "одна тысяча рублей"),
        ("12 500 000", "двенадцать миллионов пятьсот тысяч"),
        ("1.000.000", "один миллион"),
        ("от 10 000 до 20 000", "от десять тысяч до двадцать тысяч"),
        ("8 800 555 35 35", "восемь восемьсот пятьсот пятьдесят пять тридцать пять тридцать пять"),
        ("код 12 34 567", "код двенадцать тридцать четыре пятьсот шестьдесят семь"),
        ("½ часа, 2½ часа и 1 ¼", "половина часа, два с половиной часа и один с четвертью"),
        ("50-й день, 1-я линия, 5-го числа", "пятидесятый день, первая линия, пятого числа"),
        ("2-ю кнопку, 3-е окно", "вторую кнопку, третье окно"),
        ("4G и 5-летний", "четыре G и пять -летний"),
        ("а/б_в|г", "а б в г"),
        ("Так , да !", "Так, да!"),
        ("…", ""),
        ("?!", ""),
    ],
)
def test_russian(text: str, said: str) -> None:
    assert spoken(text, "ru", NONE) == said


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Dial 0505", "Dial zero five zero five"),
        ("5% off", "five percent off"),
        ("A & B", "A and B"),
        ("don't", "don't"),
        ("1,000 roubles", "one thousand roubles"),
        ("$1,500.50", "one thousand five hundred point five"),
        ("by 12.05.2026", "by the twelfth of May twenty twenty-six"),
        ("1,234,567", "one million two hundred and thirty-four thousand five hundred and sixty-seven"),
        ("2,5", "two point five"),
        ("-5 degrees", "minus five degrees"),
        ("the 5th, 1st and 22nd", "the fifth, first and twenty-second"),
        ("12.5% off", "twelve point five percent off"),
        ("+1", "plus one"),
    ],
)
def test_english(text: str, said: str) -> None:
    assert spoken(text, "en", NONE) == said


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("SMS и 4G по Wi-Fi", "СМС и четыре джи по вай-фай"),
        ("за\u0301мок", "[[z'amok]]"),
        ("замо\u0301к", "[[zam'ok]]"),
    ],
)
def test_the_shipped_lexicon(text: str, said: str) -> None:
    assert spoken(text, "ru", SHIPPED["ru"], phonemes=True) == said


def test_an_engine_without_phonemes_gets_letters() -> None:
    assert spoken("за\u0301мок", "ru", SHIPPED["ru"], phonemes=False) == "замок"


def test_digits_stay_in_a_language_without_wording() -> None:
    assert spoken("Taste 5", "de", NONE) == "Taste 5"


@given(st.text(), st.sampled_from(["ru", "en"]), st.booleans())
def test_no_digit_and_no_markup_ever_comes_out(text: str, language: str, phonemes: bool) -> None:
    said = spoken(text, language, SHIPPED[language], phonemes)
    plain = said.replace("[[z'amok]]", "").replace("[[zam'ok]]", "")
    assert not any(letter.isdecimal() or letter in "<>[]{}*#+\x00" for letter in plain)


@given(st.text(alphabet="0123456789 .,+%#*№-\u00a0", max_size=40), st.sampled_from(["ru", "en"]))
def test_every_digit_is_said(text: str, language: str) -> None:
    said = spoken(text, language, NONE)
    assert not any(letter.isdigit() for letter in said)
    assert bool(said) or not any(letter.isdigit() for letter in text)
