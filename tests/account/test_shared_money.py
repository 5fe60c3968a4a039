"""Money of an account that several numbers share, and limits that come from two sides."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ivr.account import accounts_in_memory
from ivr.account.demo import DEMO, reset, seed
from ivr.account.facts import show
from ivr.account.records import Funds
from ivr.account.rules import trust_credit
from tests.account.conftest import NOW, NUMBER

SECOND = "+79220000009"


@pytest.fixture
def family(world):
    """Two numbers of one account without money, each in a call that has proved level 2."""
    world.prepare(manages=True, balance=0).prepare(SECOND, account_of=NUMBER)
    return world.call().call(SECOND, call="second")


def test_a_promised_payment_is_the_accounts_not_the_numbers(family):
    accounts = family.accounts
    assert accounts.take_promised_payment(family.request(), 50_00).outcome == "taken"
    second = family.request(SECOND, call="second")
    assert accounts.offer_promised_payment(second)[0] == "already"
    assert accounts.take_promised_payment(family.request(SECOND, call="second"), 50_00).outcome == "already"
    assert family.shows()["balance"] == family.shows(SECOND)["balance"] == 40
    assert family.shows(SECOND)["promised_payment"] == {"amount": 50, "due": 5}


def test_an_overdue_promised_payment_of_one_number_holds_up_the_others(family):
    family.accounts.take_promised_payment(family.request(), 50_00)
    family.later(days=6).call(SECOND, call="third")
    again = family.accounts.take_promised_payment(family.request(SECOND, call="third"), 50_00)
    assert again.outcome == "unpaid"


def test_the_credit_of_trust_is_the_matter_of_who_manages(family):
    family.prepare(manages=True, balance=10, payments=[700, 700, 700]).prepare(SECOND, account_of=NUMBER)
    family.call(call="a").call(SECOND, call="b")
    second = (SECOND, "b")
    assert family.accounts.trust_credit(family.request(*second)) == ("not_available", 0)
    assert family.accounts.connect_trust_credit(family.request(*second)).outcome == "not_available"
    assert family.accounts.connect_trust_credit(family.request(call="a")).outcome == "connected"
    assert family.accounts.disconnect_trust_credit(family.request(*second)).outcome == "not_connected"
    assert family.accounts.disconnect_trust_credit(family.request(call="a")).outcome == "disconnected"


def test_what_one_number_spends_the_other_cannot(world):
    world.prepare(manages=True, balance=60).prepare(SECOND, account_of=NUMBER)
    world.call().call(SECOND, call="second")
    assert world.accounts.connect_option(world.request(), "voicemail").outcome == "connected"
    second = world.request(SECOND, call="second")
    assert world.accounts.connect_option(second, "antispam").outcome == "not_enough_money"


def test_the_credit_of_trust_stands_beside_the_operators_limit(world):
    world.prepare(balance=10, limit=500, payments=[700, 700, 700]).call()
    connected = world.accounts.connect_trust_credit(world.request())
    assert connected.value == {"limit": 350_00}
    assert world.shows()["limit"] == 850
    assert world.accounts.trust_credit(world.request()) == ("connected", 350_00)
    assert world.accounts.disconnect_trust_credit(world.request()).outcome == "disconnected"
    assert world.shows()["limit"] == 500


@given(balance=st.integers(-2000_00, 1000_00), own=st.integers(0, 1000_00), trust=st.integers(0, 1000_00))
def test_giving_the_credit_back_never_leaves_less_than_nothing(balance, own, trust):
    funds = Funds(balance, own + trust, trust)
    assert trust_credit.in_use(funds) == (Funds(balance, own).available < 0)


def test_who_manages_an_account_keeps_its_numbers_when_reset():
    accounts = accounts_in_memory()
    seed(accounts, NOW)
    manager, second = [number for number in DEMO if DEMO[number].get("kind") or DEMO[number].get("account_of")]
    with accounts.changing() as ledger:
        before = ledger.subscriber(manager)
        ledger.move(before.account, -500_00)
    for number in (manager, second, manager):
        reset(accounts, number, NOW)
    with accounts.reading() as ledger:
        assert ledger.numbers(before.account) == sorted((manager, second))
    assert show(accounts, second, NOW)["balance"] == show(accounts, manager, NOW)["balance"] == 15000


def test_large_sums_are_kept(world):
    world.prepare(kind="corporate", balance=90_000_000_000.01)
    assert world.shows()["balance"] == 90_000_000_000.01


@pytest.mark.parametrize(
    ("facts", "message"),
    [
        ({"balance": float("inf")}, "no sum"),
        ({"balance": float("nan")}, "no sum"),
        ({"balance": True}, "no sum"),
        ({"options": "voicemail"}, "is a list"),
        ({"options": [["voicemail"]]}, "there is no"),
        ({"payments": 5}, "is a list"),
        ({"promised_payment": {"due": "soon"}}, "number of days"),
        ({"promised_payment": {"due": 10**9}}, "number of days"),
        ({"language": "de"}, "known are ru, en"),
        ({"bonus": {"state": "member"}}, "known are participant"),
        ({"manages": "no"}, "neither true nor false"),
        ({"trust_credit": True}, "give its limit"),
    ],
)
def test_facts_that_cannot_be_are_told_whatever_they_are(world, facts, message):
    with pytest.raises(ValueError, match=message):
        world.prepare(**facts)


@pytest.mark.parametrize("password", ["987", "123a", True, ["1234"], "12345678901234"])
def test_a_password_that_cannot_be_is_not_told(world, password):
    with pytest.raises(ValueError, match="4 to 12 digits") as error:
        world.prepare(password=password)
    assert str(password) not in str(error.value)
