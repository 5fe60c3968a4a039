"""Money from elsewhere: cards that pay once, promised payments that go back once, favours that pester nobody."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ivr.account import OperationConflict
from ivr.account.cards import fingerprint, random_code
from ivr.account.jobs import run
from ivr.account.records import CardTries
from ivr.account.rules import cards
from ivr.secret import Secret
from tests.account.conftest import NOW, NUMBER, World

OTHER = "+79229990001"
CODE = "12345678901234"
WRONG = Secret("9" * 14)


def balance(world, number=NUMBER):
    return world.shows(number)["balance"]


def test_a_card_pays_once_for_ever_and_for_one(world):
    world.prepare(balance=0, cards={CODE: 100}).prepare(OTHER, balance=0).call(level=1).call(OTHER, "theirs", level=1)
    request = world.request()
    for _ in range(3):
        assert world.accounts.top_up(request, Secret(CODE)).value == {"amount": 100_00, "settled": 0}
    assert world.accounts.top_up(world.request(OTHER, "theirs"), Secret(CODE)).outcome == "used"
    assert (balance(world), balance(world, OTHER)) == (100, 0)


def test_of_two_calls_that_race_for_a_card_one_gets_it(on_file):
    first: World = on_file()
    first.prepare(balance=0, cards={CODE: 100}).prepare(OTHER, balance=0)
    worlds = [first, on_file()]
    for world, number in zip(worlds, (NUMBER, OTHER), strict=True):
        world.call(number, f"call of {number}", level=1)
    with ThreadPoolExecutor(2) as pool:
        results = pool.map(
            lambda pair: pair[0].accounts.top_up(pair[0].request(pair[1], f"call of {pair[1]}"), Secret(CODE)).outcome,
            zip(worlds, (NUMBER, OTHER), strict=True),
        )
        assert sorted(results) == ["paid", "used"]
    assert balance(first) + balance(first, OTHER) == 100


def test_five_wrong_codes_in_whatever_calls_lock_for_a_day(world):
    world.prepare(balance=0, cards={CODE: 100})
    for place in range(5):
        world.call(call=f"call {place}", level=1)
        told = world.accounts.top_up(world.request(call=f"call {place}"), WRONG)
        assert told.outcome == ("wrong" if place < 4 else "locked")
        world.later(minutes=1)
    world.call(call="last", level=1)
    assert world.accounts.top_up(world.request(call="last"), Secret(CODE)).outcome == "locked"
    world.later(hours=23, minutes=58)
    assert world.accounts.top_up(world.request(call="last"), Secret(CODE)).outcome == "locked"
    world.later(minutes=2)
    assert world.accounts.top_up(world.request(call="last"), WRONG).value == {"attempts_left": 4}
    assert world.accounts.top_up(world.request(call="last"), Secret(CODE)).outcome == "paid"
    assert world.shows()["wrong_cards"] == 0


def test_a_clock_set_back_opens_no_lock(world):
    world.prepare(wrong_cards=5, cards={CODE: 100}).call(level=1)
    world.later(days=-400)
    assert world.accounts.top_up(world.request(), Secret(CODE)).outcome == "locked"


@pytest.mark.parametrize(
    "code", ["", "1" * 13, "1" * 15, "1" * 10_000, "１" * 14, "' or 1=1 --", "\ud800" * 14, "\x00"]
)
def test_what_is_no_code_is_a_wrong_one(world, code):
    world.prepare(balance=0).call(level=1)
    assert world.accounts.top_up(world.request(), Secret(code)).outcome == "wrong"
    assert balance(world) == 0


def test_no_code_stands_in_the_database_or_in_what_a_step_leaves(world):
    world.prepare(balance=0, cards={CODE: 100}).call(level=1)
    request = world.request(step=77)
    world.accounts.top_up(request, Secret(CODE))
    with world.accounts.reading() as ledger:
        done = ledger.operation(request.call_id, request.step)
    assert CODE not in repr(tuple(done))
    with pytest.raises(OperationConflict):
        world.accounts.top_up(request, WRONG)


def test_new_cards_are_of_their_own_and_pay(world):
    codes = world.accounts.make_cards(3, 250_00)
    assert len(set(codes)) == 3
    world.prepare(balance=0).call(level=1)
    assert world.accounts.top_up(world.request(), Secret(codes[1])).value == {"amount": 250_00, "settled": 0}


@given(st.integers(0, 6), st.booleans())
def test_wrong_codes_are_counted_up_to_the_lock_and_anew_after_it(wrong, was_locked):
    tries = CardTries(wrong, NOW if was_locked else None)
    after = cards.after_wrong(tries, NOW + timedelta(days=2))
    assert after.wrong == (1 if was_locked else wrong + 1)
    assert (after.locked_at is not None) == (after.wrong >= cards.MOST_WRONG)


def test_a_fingerprint_is_the_same_everywhere_and_of_its_code_alone():
    assert fingerprint(CODE) == fingerprint(CODE) != fingerprint(CODE[::-1])
    assert cards.is_code(random_code())


def test_a_payment_settles_what_was_promised_first_the_oldest_before_the_others(world):
    world.prepare(balance=0, promised_payment={"amount": 60, "due": -3}, cards={CODE: 100, "2" * 14: 50}).call(level=1)
    world.accounts.top_up(world.request(), Secret("2" * 14))
    assert (balance(world), world.shows()["promised_payment"]["amount"]) == (0, 10)
    world.accounts.top_up(world.request(), Secret(CODE))
    assert (balance(world), world.shows()["promised_payment"]) == (90, None)
    world.call(level=1)
    assert world.accounts.spending(world.request()) == {}


def test_a_card_whose_answer_came_late_has_paid_and_is_no_wrong_code(world):
    world.prepare(balance=0, cards={CODE: 100}).call(level=1)
    for _ in range(3):
        paid = world.accounts.top_up(world.request(), Secret(CODE))
        assert (paid.outcome, paid.value) == ("paid", {"amount": 100_00, "settled": 0})
    assert (balance(world), world.shows()["wrong_cards"]) == (100, 0)
    world.later(minutes=3)
    assert world.accounts.top_up(world.request(), Secret(CODE)).outcome == "used"


def test_many_small_payments_do_not_keep_what_was_lent(world):
    codes = [f"{number}" * 14 for number in range(1, 7)]
    world.prepare(balance=0, promised_payment={"amount": 300, "due": -1}, cards=dict.fromkeys(codes, 100)).call(level=1)
    for code, (left, owed) in zip(codes, ((0, 200), (0, 100), (0, None), (100, None)), strict=False):
        world.accounts.top_up(world.request(), Secret(code))
        promise = world.shows()["promised_payment"]
        assert (balance(world), None if promise is None else promise["amount"]) == (left, owed)


def test_what_is_due_goes_back_once_and_only_when_it_is_there(world):
    world.prepare(balance=130, promised_payment={"amount": 100, "due": 1})
    for days, left, open_ in ((0, 130, True), (1, 130, True), (2, 30, False), (3, 30, False)):
        assert not run(world.accounts, NOW + timedelta(days=days))[1]
        assert (balance(world), world.shows()["promised_payment"] is not None) == (left, open_)
    [(_, message)] = world.accounts.outbox()
    assert "100" in message.text


def test_what_cannot_go_back_stays_unpaid_and_no_second_is_lent(world):
    world.prepare(balance=20, promised_payment={"amount": 100, "due": -1}).call()
    run(world.accounts, NOW)
    assert balance(world) == 20
    assert world.accounts.take_promised_payment(world.request(), 50_00).outcome == "unpaid"


def test_giving_back_is_no_spending(world):
    world.prepare(balance=130, promised_payment={"amount": 100, "due": -1}, charges=[{"kind": "sms", "amount": 3}])
    run(world.accounts, NOW)
    world.call(level=1)
    assert world.accounts.spending(world.request()) == {"sms": 3_00}


@pytest.mark.parametrize("kind", ["call_me", "pay_for_me"])
def test_favours_are_asked_five_times_a_day_of_each_kind(world, kind):
    world.prepare(balance=-50).call(level=1)
    outcomes = [world.accounts.ask(world.request(), kind, OTHER).outcome for _ in range(6)]
    assert outcomes == ["sent"] * 5 + ["too_many"]
    assert all(number == OTHER and NUMBER in message.text for number, message in world.accounts.outbox())
    world.later(days=1, seconds=1)
    assert world.accounts.ask(world.request(), kind, OTHER).outcome == "sent"


@pytest.mark.parametrize("number", ["", "112", "+1 202 555 0123", "9" * 400, "\ud800", "{{ 7 * 7 }}", "';--"])
def test_nobody_else_is_asked(world, number):
    world.prepare().call(level=1)
    assert world.accounts.ask(world.request(), "call_me", number).outcome == "invalid"
    assert world.accounts.ask(world.request(), "lend_me", OTHER).outcome == "invalid"
    assert world.accounts.outbox() == []


def test_who_does_not_want_to_hear_of_somebody_does_not(world):
    world.prepare().prepare(OTHER, black_list=[NUMBER]).call(level=1)
    assert world.accounts.ask(world.request(), "call_me", OTHER).outcome == "sent"
    assert world.accounts.outbox() == []


def test_packages_cannot_be_gathered_by_changing_to_and_fro(world):
    world.prepare(balance=2000, tariff="base").call()
    for code in ("child", "base", "child"):
        assert world.accounts.change_tariff(world.request(), code).outcome == "changed"
    assert world.shows()["packages"] == {"minutes": 100, "sms": 0, "mms": 0, "megabytes": 2048}
    assert balance(world) == 2000 - 200 - 300 - 200


def test_a_bill_is_ordered_once_at_a_time_and_its_address_is_told_to_nobody(world):
    world.prepare(email="somebody@mail.example").call()
    told = [world.accounts.order_bill(world.request()) for _ in range(2)]
    assert [one.outcome for one in told] == ["ordered", "already"]
    assert "mail" not in repr(told)
