"""Codes and phone numbers: what a caller hears, and what never reaches a log."""

import pytest

from ivr.wording import WordingError, key_name, speak


@pytest.mark.parametrize(
    ("value", "words"),
    [
        ("0505", "ноль пять ноль пять"),
        ("1", "один"),
        ("*100#", "звёздочка один ноль ноль решётка"),
        ("12-34", "один два, три четыре"),
        (" 12 34 ", "один два, три четыре"),
    ],
)
def test_digits(value: str, words: str) -> None:
    assert speak("digits", value, "ru") == words


def test_digits_in_groups() -> None:
    assert speak("digits", "123456", "ru", group=3) == "один два три, четыре пять шесть"
    assert speak("digits", "0505", "en", 2) == "zero five, zero five"


PHONE_RU = {
    "+79221110505": "плюс семь, девятьсот двадцать два, сто одиннадцать, ноль пять, ноль пять",
    "79221110505": "плюс семь, девятьсот двадцать два, сто одиннадцать, ноль пять, ноль пять",
    "89221110505": "восемь, девятьсот двадцать два, сто одиннадцать, ноль пять, ноль пять",
    "9221110505": "девятьсот двадцать два, сто одиннадцать, ноль пять, ноль пять",
    "+7 (922) 111-05-05": "плюс семь, девятьсот двадцать два, сто одиннадцать, ноль пять, ноль пять",
    "+79000102000": "плюс семь, девятьсот, ноль десять, двадцать, ноль ноль",
    "0505": "ноль пять, ноль пять",
    "112": "сто двенадцать",
    "01": "ноль один",
    "000": "ноль ноль ноль",
    "12345": "сто двадцать три, сорок пять",
    "123456": "двенадцать, тридцать четыре, пятьдесят шесть",
    "1234567": "сто двадцать три, сорок пять, шестьдесят семь",
    "+442071234567": "плюс сорок четыре, двадцать, семьдесят один, двадцать три, сорок пять, шестьдесят семь",
    "+14155552671": "плюс один, четыреста пятнадцать, пятьсот пятьдесят пять, двадцать шесть, семьдесят один",
    "+375291234567": "плюс триста семьдесят пять, двадцать девять, сто двадцать три, сорок пять, шестьдесят семь",
    "+8613812345678": "плюс восемьдесят шесть, сто тридцать восемь, двенадцать, тридцать четыре, пятьдесят шесть, "
    "семьдесят восемь",
    "+7": "плюс семь",
    "+999123": "плюс девяносто девять, девяносто один, двадцать три",
}


@pytest.mark.parametrize(("number", "words"), PHONE_RU.items())
def test_phone_in_russian(number: str, words: str) -> None:
    assert speak("phone", number, "ru") == words


def test_phone_in_english() -> None:
    assert speak("phone", "+79221110505", "en") == "plus seven, nine two two, one one one, zero five, zero five"
    assert speak("phone", "0505", "en") == "zero five, zero five"


@pytest.mark.parametrize("format", ["digits", "phone"])
@pytest.mark.parametrize("value", ["", "   ", "abc", "73x19", "9" * 65, 7319, None, ["7319"], "+7+9", "--", "٣٤"])
def test_wrong_strings_are_refused_without_quoting_them(format: str, value: object) -> None:  # noqa: A002
    with pytest.raises(WordingError) as caught:
        speak(format, value, "ru")
    assert "73" not in str(caught.value)
    assert "9999" not in str(caught.value)


def test_a_lost_leading_zero_is_explained() -> None:
    with pytest.raises(WordingError, match="in YAML write them in quotes"):
        speak("digits", 505, "ru")


def test_wrong_group_option() -> None:
    with pytest.raises(WordingError, match="option group"):
        speak("digits", "0505", "ru", group=-1)


def test_key_names() -> None:
    assert [key_name(key, "ru") for key in "1290*#"] == ["один", "два", "девять", "ноль", "звёздочка", "решётка"]
    assert key_name("*", "ru", "accusative") == "звёздочку"
    assert key_name("#", "ru", "accusative") == "решётку"
    assert key_name("5", "ru", "accusative") == "пять"
    assert [key_name(key, "en") for key in "10*#A"] == ["one", "zero", "star", "pound", "A"]


@pytest.mark.parametrize("key", ["", "10", "x", "+"])
def test_what_is_no_key(key: str) -> None:
    with pytest.raises(WordingError, match="needs one of the keys"):
        key_name(key, "ru")
