"""A company's numbers: acting for one, limits, employees, documents and SIM cards."""

from __future__ import annotations

from datetime import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ivr.account import AccessDenied
from ivr.account.errors import OperationConflict
from ivr.account.facts import FactError
from ivr.account.rules import company
from ivr.account.transactions import ZONE
from tests.account.conftest import NUMBER

OTHER = "+79220000009"
THIRD = "+79220000010"


@pytest.fixture
def office(world):
    """A company of three numbers, whose manager has proved level 3."""
    world.prepare(kind="corporate", manages=True, balance=1000, employee="Ольга")
    world.prepare(OTHER, account_of=NUMBER, tariff="talk", employee="Павел", charges=[{"kind": "sms", "amount": 90}])
    world.prepare(THIRD, account_of=NUMBER, tariff="online")
    return world.call(level=3)


def test_what_is_asked_and_changed_is_the_chosen_numbers(office):
    assert office.accounts.act_for(office.request(), OTHER).outcome == "acting"
    assert office.accounts.acting(office.request()) == OTHER
    assert office.accounts.subscriber(office.request()).number == OTHER
    assert [charge.amount for charge in office.accounts.charges(office.request())] == [9000]
    office.accounts.block(office.request(), 5)
    office.accounts.connect_option(office.request(), "voicemail")
    office.accounts.set_message_way(office.request(), "latin")
    assert (office.shows(OTHER)["blocked"], office.shows()["blocked"]) == (5, 0)
    assert office.accounts.act_for(office.request(), THIRD).outcome == "acting"
    assert office.accounts.connect_option(office.request(), "voicemail").outcome == "connected"
    assert (office.shows(THIRD)["options"], office.shows()["options"]) == (["voicemail"], [])
    assert office.shows()["balance"] == 940


def test_it_ends_with_ones_own_number(office):
    office.accounts.act_for(office.request(), OTHER)
    assert office.accounts.act_for(office.request(), "89221234567").outcome == "own"
    assert office.accounts.acting(office.request()) is None
    assert office.accounts.subscriber(office.request()).number == NUMBER
    office.accounts.act_for(office.request(), OTHER)
    assert office.accounts.act_for_own(office.request()).outcome == "own"
    assert office.accounts.subscriber(office.request()).number == NUMBER


def test_a_late_request_is_not_done_for_a_number_that_was_chosen_after_it(office):
    """It was asked for the manager's own number, and is still on its way when the call acts for another."""
    late = office.request()
    before = office.accounts.connect_option(office.request(), "antispam").outcome
    office.accounts.act_for(office.request(), OTHER)
    with pytest.raises(OperationConflict):
        office.accounts.block(late, 90)
    assert before == "connected"
    assert (office.shows()["blocked"], office.shows(OTHER)["blocked"]) == (0, 0)
    assert office.accounts.block(office.request(), 90).outcome == "blocked"
    assert office.shows(OTHER)["blocked"] == 90


def test_the_manager_borrows_for_any_number_and_an_employee_for_none(office):
    office.prepare(kind="corporate", manages=True, balance=20).prepare(OTHER, account_of=NUMBER)
    office.call(level=3).call(OTHER, call="theirs")
    theirs = office.accounts.take_promised_payment(office.request(OTHER, call="theirs"), 50_00)
    assert (theirs.outcome, office.shows()["balance"]) == ("managed", 20)
    assert office.accounts.act_for(office.request(), OTHER).outcome == "acting"
    assert office.accounts.offer_promised_payment(office.request())[0] == "offered"
    assert office.accounts.take_promised_payment(office.request(), 50_00).outcome == "taken"


def test_password_and_language_stay_the_managers_own(office):
    office.accounts.act_for(office.request(), OTHER)
    office.accounts.request_password(office.request())
    office.accounts.set_language(office.request(), "en")
    assert [number for number, _ in office.accounts.outbox()] == [NUMBER]
    assert (office.shows()["language"], office.shows(OTHER)["language"]) == ("en", "ru")
    assert office.accounts.level(office.request()) == 3


def test_the_numbers_with_who_uses_them_and_what_they_spent(office):
    lines = office.accounts.lines(office.request())
    assert [(line.number, line.employee, line.limit, line.spent) for line in lines] == [
        (OTHER, "Павел", 0, 9000),
        (THIRD, None, 0, 0),
        (NUMBER, "Ольга", 0, 0),
    ]


def test_an_employee_is_unbound_once(office):
    assert office.accounts.unbind(office.request(), OTHER).outcome == "unbound"
    assert office.accounts.unbind(office.request(), OTHER).outcome == "nobody"
    assert (office.shows(OTHER)["employee"], office.shows()["employee"]) == (None, "Ольга")


def test_documents_are_the_managers_request_and_a_card_is_its_numbers(office):
    opened = office.accounts.order_documents(office.request())
    assert office.accounts.order_documents(office.request()).value == opened.value
    assert office.accounts.replace_sim(office.request(), OTHER).outcome == "opened"
    assert office.accounts.replace_sim(office.request(), OTHER).outcome == "too_many"
    assert office.accounts.replace_sim(office.request(), THIRD).outcome == "opened"
    assert [one["kind"] for one in office.shows()["requests"]] == ["documents"]
    assert [one["kind"] for one in office.shows(OTHER)["requests"]] == ["sim"]


# limits


def test_a_limit_is_set_heard_and_taken_away(office):
    assert office.accounts.limit(office.request(), OTHER) == (0, 9000)
    assert office.accounts.set_limit(office.request(), OTHER, 100_00).value == {"limit": 100_00, "spent": 90_00}
    assert office.accounts.limit(office.request(), OTHER) == (100_00, 9000)
    assert office.accounts.set_limit(office.request(), OTHER, 0).outcome == "set"
    assert office.shows(OTHER)["spending_limit"] == 0


def test_what_costs_more_than_the_limit_is_refused_and_leaves_nothing(office):
    office.accounts.set_limit(office.request(), OTHER, 100_00)
    office.accounts.act_for(office.request(), OTHER)
    before = office.shows(OTHER)
    for refused in (
        office.accounts.connect_option(office.request(), "antispam"),
        office.accounts.change_tariff(office.request(), "online"),
    ):
        assert (refused.outcome, refused.value) == ("over_limit", {"limit": 100_00, "spent": 90_00})
    assert office.shows(OTHER) == before
    assert office.accounts.set_limit(office.request(), OTHER, 120_00).outcome == "set"
    assert office.accounts.connect_option(office.request(), "antispam").outcome == "connected"
    assert office.accounts.limit(office.request(), OTHER) == (120_00, 120_00)


def test_a_refusal_is_answered_again_when_its_step_is(office):
    office.accounts.set_limit(office.request(), OTHER, 100_00)
    office.accounts.act_for(office.request(), OTHER)
    request = office.request()
    refused = office.accounts.connect_option(request, "antispam")
    office.accounts.set_limit(office.request(), OTHER, 0)
    assert office.accounts.connect_option(request, "antispam") == refused
    assert office.shows(OTHER)["options"] == []


def test_a_limit_begins_anew_with_the_month_in_the_accounts_zone(office):
    office.accounts.set_limit(office.request(), OTHER, 100_00)
    office.now = office.now.replace(month=4, day=1, hour=0, minute=5)
    office.call(level=3)
    office.accounts.act_for(office.request(), OTHER)
    assert office.accounts.connect_option(office.request(), "antispam").outcome == "connected"
    assert office.accounts.limit(office.request(), OTHER) == (100_00, 30_00)


def test_a_loan_that_costs_too_much_is_not_lent(office):
    office.prepare(kind="corporate", manages=True).prepare(OTHER, account_of=NUMBER, spending_limit=100)
    with office.accounts.changing() as ledger:
        ledger.add_charge(OTHER, office.now, "calls", 95_00)
    office.call(level=3).accounts.act_for(office.request(), OTHER)
    assert office.accounts.take_promised_payment(office.request(), 50_00).outcome == "over_limit"
    assert office.shows(OTHER)["balance"] == 0
    assert office.shows(OTHER)["promised_payment"] is None


JUNK = [None, True, 150.0, "15000", -1, -100_00, 99_99, 100_01, 100_000_01, 10**12]


@pytest.mark.parametrize("amount", JUNK)
def test_no_other_sum_is_a_limit(office, amount):
    assert office.accounts.set_limit(office.request(), OTHER, amount).outcome == "out_of_bounds"
    assert office.shows(OTHER)["spending_limit"] == 0


@given(st.integers(-(10**9), 10**9))
def test_limits_are_whole_roubles_within_bounds(amount):
    assert company.limit_fits(amount) == (
        amount == 0 or (company.LEAST_LIMIT <= amount <= company.MOST_LIMIT and amount % 100 == 0)
    )


@given(st.integers(0, 10**9), st.one_of(st.none(), st.integers(0, 10**9)))
def test_over_the_limit_is_more_than_it(spent, limit):
    assert company.over_limit(spent, limit) == (limit not in (None, 0) and spent > limit)


@given(st.datetimes(datetime(1990, 1, 1), datetime(2100, 1, 1)).map(lambda naive: naive.replace(tzinfo=ZONE)))
def test_a_month_has_begun_on_its_first(now):
    began = company.month_began(now, ZONE)
    assert began <= now
    assert (began.year, began.month, began.day, began.hour) == (now.year, now.month, 1, 0)


# facts


def test_facts_of_a_company_are_shown_as_they_are_set(office):
    office.prepare(kind="corporate", manages=True, code_word="2580", wrong_code_words=2, employee="Анна")
    shown = office.shows()
    assert (shown["has_code_word"], shown["wrong_code_words"], shown["employee"]) == (True, 2, "Анна")
    shown = office.prepare(kind="corporate", manages=True).shows()
    assert (shown["has_code_word"], shown["wrong_code_words"], shown["employee"]) == (False, 0, None)


@pytest.mark.parametrize(
    ("facts", "message"),
    [
        ({"control": {"question": "colour", "answer": "1234"}}, "colour"),
        ({"control": {"question": "passport"}}, "control.answer"),
        ({"code_word": "word"}, "4 to 12 digits"),
        ({"employee": ""}, "64 letters"),
        ({"spending_limit": 50}, "100 to 100000"),
    ],
)
def test_facts_that_cannot_be(world, facts, message):
    with pytest.raises(FactError, match=message) as fault:
        world.prepare(**facts)
    assert "word" not in str(fault.value) or "code_word" in str(fault.value)


def test_who_does_not_manage_has_no_company(world):
    world.prepare(kind="corporate").call()
    for ask in (
        lambda: world.accounts.lines(world.request()),
        lambda: world.accounts.limit(world.request(), NUMBER),
        lambda: world.accounts.set_limit(world.request(), NUMBER, 0),
        lambda: world.accounts.unbind(world.request(), NUMBER),
        lambda: world.accounts.order_documents(world.request()),
        lambda: world.accounts.replace_sim(world.request(), NUMBER),
        lambda: world.accounts.act_for(world.request(), NUMBER),
    ):
        with pytest.raises(AccessDenied):
            ask()
