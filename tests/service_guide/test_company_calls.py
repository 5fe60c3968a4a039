"""Whole calls of who manages a company's numbers, where what was proved runs out, or the account answers late."""

from __future__ import annotations

from pathlib import Path

import pytest

from ivr.testing.caller import Caller
from ivr.testing.subject import Subject

MENU = Path(__file__).parents[2] / "menus" / "0505"
MANAGER, OTHER = "+79221234567", "+79220000004"


@pytest.fixture(scope="module")
def subject() -> Subject:
    return Subject.load(MENU)


@pytest.fixture
def manager(subject) -> Caller:
    """Who manages a company and has begun to act for its other number, which is on another tariff."""
    caller = subject.caller()
    caller.account(kind="corporate", manages=True, balance=1000, password="4321")
    caller.other(OTHER, account_of=MANAGER, tariff="talk", employee="Павел")
    caller.dial("0505", caller=MANAGER).press("7").press("4321#").press("1 1")
    caller.hears("Вы управляете номером", "девятьсот двадцать два")
    return caller


def test_names_are_spelt_in_latin_letters_for_who_speaks_english(subject):
    caller = subject.caller()
    caller.account(kind="corporate", manages=True, password="4321", employee="Ольга Юрьева", language="en")
    caller.dial("0505", caller=MANAGER).press("7").press("4321#").press("3").hears("Olga Iureva").finish()


def an_hour(caller: Caller) -> None:
    """An hour in the main menu, without a question to the account."""
    for _ in range(250):
        caller.waits(15).press("9")


def test_after_an_hour_the_password_is_asked_for_before_anything_is_told(manager):
    an_hour(manager)
    manager.press("3").hears("Время вышло").never_hears("тариф")
    manager.press("1").hears("Введите пароль").press("4321#").hears("Вы управляете номером")
    manager.press("3").hears("Ваш тариф — Разговорный")
    manager.finish()


def test_after_an_hour_nothing_is_done_for_ones_own_number(manager):
    an_hour(manager)
    manager.press("4 4 3").hears("Время вышло")
    assert manager._accounts().messages(MANAGER) == []
    manager.press("2").hears("Теперь вы управляете своим номером")
    manager.press("3").hears("Ваш тариф — Базовый")
    manager.finish()


def test_who_cannot_prove_it_again_gets_back_to_their_own_number(manager):
    an_hour(manager)
    manager.press("2 1").hears("Время вышло")
    manager.press("1").press("0000#").press("0000#").hears("Повторите цифры")
    manager.press("1111").press("1111").press("1111").hears("Вход по паролю закрыт")
    manager.press("9").press("3").hears("Время вышло")
    manager.press("2").hears("Теперь вы управляете своим номером")
    manager.finish()


def test_the_balance_is_not_told_either_and_no_operator_is_called(manager):
    an_hour(manager)
    manager.press("1").hears("Время вышло")
    manager.finish()


def test_a_limit_of_the_number_is_told_where_it_holds(manager):
    manager.press("7 2 1 1").press("100#").press("1").hears("Готово")
    manager.press("9").press("2 2 1").press("1").hears("Услуга подключена")
    manager.press("9").press("2 2 2").press("1").hears("Это больше месячного лимита номера")
    manager.finish()
