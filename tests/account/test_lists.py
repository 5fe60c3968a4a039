"""The black list, favourite numbers, and messages in ready words."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ivr.account import AccessDenied
from ivr.account.rules import numbers
from tests.account.conftest import NUMBER

OTHER = "+79229990001"
BAD = [
    "",
    "101",
    "+1 202 555 0123",
    "9" * 400,
    "+7922999000１",  # a full-width digit
    "٩٢٢٩٩٩٠٠٠١",
    "'; drop table number_lists; --",
    "{{ 7 * 7 }}",
    "\ud800",
    "+7922999000\x00",
]


def test_a_list_keeps_the_order_in_which_it_was_made(world):
    world.prepare().call()
    for last in (3, 1, 2):
        world.accounts.add_listed(world.request(), "favourite", f"922999000{last}")
        world.later(seconds=1)
    assert world.accounts.listed(world.request(), "favourite") == [f"+7922999000{last}" for last in (3, 1, 2)]
    assert world.accounts.listed(world.request(), "black") == []


@pytest.mark.parametrize(("kind", "most"), numbers.MOST.items())
def test_a_list_takes_so_many_and_a_place_that_is_freed_is_free(world, kind, most):
    world.prepare().call()
    for place in range(most):
        assert world.accounts.add_listed(world.request(), kind, f"+7922998{place:04}").outcome == "added"
    assert world.accounts.add_listed(world.request(), kind, OTHER).outcome == "full"
    assert world.accounts.drop_listed(world.request(), kind, "+79229980000").outcome == "removed"
    assert world.accounts.add_listed(world.request(), kind, OTHER).outcome == "added"


@pytest.mark.parametrize("number", BAD)
def test_what_is_no_number_is_kept_and_written_to_nowhere(world, number):
    world.prepare(packages={"sms": 3}).call()
    assert world.accounts.add_listed(world.request(), "black", number).outcome == "invalid"
    assert world.accounts.send_message(world.request(), number, "call").outcome == "invalid"
    assert world.accounts.drop_listed(world.request(), "black", number).outcome == "not_there"
    assert world.accounts.outbox() == []
    assert world.shows()["packages"]["sms"] == 3


@given(st.text())
def test_no_text_breaks_the_judgement_of_numbers(text):
    assert numbers.usable(text) in (True, False)
    numbers.operator(text, "ru")


def test_a_list_of_another_kind_does_not_come_to_be(world):
    world.prepare().call()
    assert world.accounts.add_listed(world.request(), "white", OTHER).outcome == "invalid"


def test_a_message_comes_out_of_the_package_then_out_of_the_balance(world):
    world.prepare(balance=4, packages={"sms": 1}).call()
    prices = [world.accounts.send_message(world.request(), OTHER, "call") for _ in range(3)]
    assert [(one.outcome, one.value) for one in prices] == [
        ("sent", {"price": 0}),
        ("sent", {"price": 3_00}),
        ("not_enough_money", None),
    ]
    assert [message.text for number, message in world.accounts.outbox() if number == OTHER] == (
        [f"Позвони мне, пожалуйста. {NUMBER}"] * 2
    )
    assert world.shows()["balance"] == 1


def test_a_repeated_step_sends_and_charges_once(world):
    world.prepare(balance=10).call()
    request = world.request()
    for _ in range(3):
        world.accounts.send_message(request, OTHER, "fine")
    assert len(world.accounts.outbox()) == 1
    assert world.shows()["balance"] == 7


def test_who_has_the_sender_in_the_black_list_gets_nothing_and_nobody_is_told(world):
    third = "+79220000009"
    world.prepare(balance=10).prepare(OTHER, black_list=[NUMBER]).prepare(third).call()
    listed = world.accounts.send_message(world.request(), OTHER, "call")
    assert world.accounts.outbox() == []
    assert listed == world.accounts.send_message(world.request(), third, "call")
    assert world.shows()["balance"] == 10 - 2 * listed.value["price"] / 100


def test_a_reader_is_written_to_as_they_chose(world):
    world.prepare(packages={"sms": 2}).call()
    for way, text in (("latin", "Pozvoni mne, pozhaluista."), ("en", "Please call me.")):
        world.prepare(OTHER, messages=way)
        world.accounts.send_message(world.request(), OTHER, "call")
        assert world.accounts.outbox(OTHER)[-1][1].text == f"{text} {NUMBER}"


def test_lists_are_ones_own_and_changed_after_the_password_alone(world):
    world.prepare(black_list=[OTHER]).prepare(OTHER).call(OTHER, "theirs")
    assert world.accounts.listed(world.request(OTHER, "theirs"), "black") == []
    assert world.accounts.drop_listed(world.request(OTHER, "theirs"), "black", OTHER).outcome == "not_there"
    world.call(call="guest", level=1)
    for change in (world.accounts.add_listed, world.accounts.drop_listed):
        with pytest.raises(AccessDenied):
            change(world.request(call="guest"), "black", OTHER)
    with pytest.raises(AccessDenied):
        world.accounts.send_message(world.request(call="guest"), OTHER, "call")
    assert world.shows()["black_list"] == [OTHER]
