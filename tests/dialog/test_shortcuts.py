"""Shortcuts: a menu understands the words of choices that stand in other menus, and leads where they lead."""

from __future__ import annotations

import pytest

from tests.dialog.conftest import HEAD
from tests.dialog.line import Line, values
from tests.dialog.test_access import AUTH

MENU = """
main:
  menu:
    money: {key: 1, label: {ru: деньги, en: money}, say: {ru: [баланс], en: [balance]}}
    more: {key: 2, label: {ru: разное, en: more}}
  shortcuts: [loan, charges, month, deep]
money:
  menu:
    charges: {key: 1, label: {ru: списания, en: charges}, say: {ru: [баланс, за что сняли], en: [why]}}
    month: {key: 2, label: {ru: списания за месяц, en: this month}, say: {ru: [за что сняли ещё], en: [the month]}}
    loan: {key: 3, label: {ru: Взять ещё, en: borrow}, goto: loan, set: {asked: 1}, prompt: {ru: Хорошо., en: Well.}}
  shortcuts: [deep]
more:
  menu:
    loan: {key: 1, label: {ru: занять, en: lend me}, goto: loan}
    deep: {key: 2, label: {ru: тайник, en: vault}, needs: manage}
charges: {prompt: {ru: Списания., en: Charges.}, goto: main}
month: {prompt: {ru: Месяц., en: Month.}, goto: main}
loan: {prompt: {ru: Займ., en: Loan.}, goto: money}
deep: {prompt: {ru: Тайник., en: Vault.}, goto: more}
"""


@pytest.fixture
def shortened(program):
    head = HEAD.replace(
        "nodes:",
        "include: [auth.yaml]\naccess: {levels: [view, manage], authenticate: authentication}\nnodes:",
    )
    return program(MENU, head=head, files={"auth.yaml": AUTH})


@pytest.mark.parametrize(
    ("words", "outcome", "said"),
    [
        ("списания", "charges", "Списания."),
        ("за что сняли", "charges", "Списания."),
        ("покажите списания за месяц", "month", "Месяц."),
        ("занять", "loan", "Хорошо. Займ."),
        ("взять ещё", "loan", "Хорошо. Займ."),
    ],
)
def test_words_of_menus_below_lead_there_at_once(shortened, words, outcome, said):
    line = Line(shortened).dial().say(words)
    assert line.took()[0] == ("main", outcome)
    assert said in " ".join(line.heard)


def test_the_way_is_that_of_the_first_choice(shortened):
    assert values(Line(shortened).dial().say("занять"))["asked"] == 1


def test_the_menu_s_own_words_come_first(shortened):
    assert Line(shortened).dial().say("баланс").took() == [("main", "money")]


def test_nothing_of_them_is_announced_and_no_key_takes_them(shortened):
    line = Line(shortened).dial()
    assert line.last == "Деньги — нажмите один. Разное — нажмите два."
    assert line.press("3").took() == [("main", "no_match")]


def test_back_leads_to_the_menu_that_was_spoken_to(shortened):
    line = Line(shortened).dial().say("занять")
    assert line.node == "money"
    assert line.say("списания").took()[-1] == ("money", "charges")


def test_doubt_is_asked_in_the_words_of_the_label(shortened):
    line = Line(shortened).dial().say("взять ещё", confidence=0.5)
    assert line.last == "Вы сказали: Взять ещё? Да — один, нет — два."
    assert line.press("1").took() == [("main", "loan")]


def test_a_level_is_wanted_as_at_the_choice_itself(shortened):
    line = Line(shortened).dial().say("тайник")
    assert line.last == "Введите код."
    line.press("1234").answer("granted", level=2)
    assert line.node == "more"
    assert "Тайник." in " ".join(line.heard)


def test_each_language_has_its_own(shortened):
    line = Line(shortened, language="en").dial()
    assert line.say("lend me").took() == [("main", "loan")]
    assert Line(shortened, language="en").dial().say("занять").took() == [("main", "no_match")]
