"""docs/service-guide.md: nothing of the service guide is missing, and every way to it is as the table tells."""

from __future__ import annotations

import pytest

from ivr.fronts.dialling import code, message
from ivr.testing.subject import Subject
from tests.docs.documents import UPDATE, generated
from tests.docs.guide import FUNCTIONS, MENU, calls, phrases, service, spoken, table, ways

SOURCE = {
    *("*100#", "*105#", "*550#", "*105*1*2#", "*105*37#", "*558#", "*105*1*4#", "*512#", "*105*2#", "*922#", "*105*3#"),
    *("*105*503#", "*583#", "*105*5#", "*115#", "*105*2300#", "*105*6#", "*106#", "*105*00#", "*550*1#", "*105*01#"),
    *("*144#", "*105*55#", "*143#", "*105*2041#", "*370#", "*160#", "*160*1#", "*160*2#", "*205#", "*225#", "*629#"),
    *("*123#", "*507#", "000110", "000110*00", "000105*00", "5010*5010", "5010*0", "000105", "000100"),
    *("0505", "+79221110505", "0501", "0500"),
}
"""Every code, text message and number of the operator's guide."""

WORDLESS = {
    *("charges_sent", "message_languages", "bonus_joining", "bonus_resuming"),
    *("roaming_price", "balance_at_once", "help_line"),
}
"""Codes alone lead there, or a number that is called, or a plain yes to what is asked first."""

PROMISED = [(one, function) for function in FUNCTIONS for one in function.codes]


def test_the_table_is_what_the_menus_and_their_calls_give():
    found, wanted = generated("docs/service-guide.md", "functions", table)
    assert found == wanted, f"docs/service-guide.md is out of date: run {UPDATE}=1 pytest tests/docs"


def test_nothing_of_the_guide_is_missing():
    promised = {one for one, _ in PROMISED} | {"0505"}
    assert sorted(SOURCE - promised) == []


@pytest.mark.parametrize("function", FUNCTIONS, ids=lambda function: function.node)
def test_a_function_is_in_the_menu_and_a_call_holds_it(function):
    assert function.node in set(service().root.nodes)
    assert function.node in set(ways())
    assert function.node in set(calls())


@pytest.mark.parametrize("function", FUNCTIONS, ids=lambda function: function.node)
def test_a_function_is_within_four_keys(function):
    number, keys = ways()[function.node]
    assert number != "0505" or len([key for key in keys.split() if not key.startswith("<")]) <= 4


def test_every_choice_is_told_in_both_languages():
    assert all(len(said) == len(service().languages) for said in phrases().values())


@pytest.mark.parametrize("function", FUNCTIONS, ids=lambda function: function.node)
def test_what_may_be_said_leads_to_its_function(function):
    """In every language, from the main menu."""
    said = spoken(function)
    assert all(said) or (function.node in WORDLESS and not any(said))


@pytest.mark.parametrize(("dialled", "function"), PROMISED, ids=[one for one, _ in PROMISED])
def test_a_code_leads_to_its_function(dialled, function):
    """As a front dials it: the declared number, then the answers that follow it, as keys."""
    numbers = service().numbers
    number, _, text = dialled.partition("*") if not dialled.startswith("*") else ("", "", "")
    start = code(numbers, dialled) if dialled.startswith("*") else message(numbers, number, text)
    assert start is not None
    subject = Subject.load(MENU)
    caller = subject.caller().account(balance=20, password="4321").dial(start.number)
    for answer in start.answers:
        caller.press(answer)
    assert subject.coverage.counts()[function.node] > 0
