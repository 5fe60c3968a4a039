import pytest

from ivr.menu.announcement import announce, choice_line
from ivr.wording import WordingError


@pytest.mark.parametrize(
    ("label", "key", "language", "line"),
    [
        ("баланс", "1", "ru", "Баланс — нажмите один."),
        ("услуги SMS", "*", "ru", "Услуги SMS — нажмите звёздочку."),
        ("настройки", "10", "ru", "Настройки — нажмите один ноль."),
        ("balance", "1", "en", "Balance: press one."),
        ("баланс.", "1", "ru", "Баланс — нажмите один."),
        ("баланс", None, "ru", "Баланс."),
        ("Готово?", None, "ru", "Готово?"),
        ("", None, "ru", ""),
    ],
)
def test_a_line_binds_label_and_key(label: str, key: str | None, language: str, line: str) -> None:
    assert choice_line(label, key, language) == line


def test_a_key_no_telephone_has_is_refused() -> None:
    with pytest.raises(WordingError):
        choice_line("баланс", "я", "ru")


def test_an_announcement_leaves_out_what_says_nothing() -> None:
    assert announce(["Баланс.", "", "Тарифы."]) == "Баланс. Тарифы."
