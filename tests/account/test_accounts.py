"""Every question and change, with the access level it needs; done once; nothing lost."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ivr.account import AccessDenied, OperationConflict, UnknownSubscriber, accounts_in_memory, normal_number
from ivr.secret import Secret
from tests.account.conftest import NUMBER, PASSWORD, World

OTHER = "+79220000009"


@pytest.mark.parametrize("number", ["+79221234567", "89221234567", "79221234567", "9221234567", "8 (922) 123-45-67"])
def test_a_number_in_every_form_is_the_same(number):
    assert normal_number(number) == NUMBER


def test_who_calls_is_known_by_the_number(world):
    world.prepare()
    assert world.accounts.identify(world.request("89221234567")).number == NUMBER
    assert world.accounts.identify(world.request("+79990000000")) is None


# access

CHANGES = [
    lambda a, r: a.change_tariff(r, "talk"),
    lambda a, r: a.connect_option(r, "antispam"),
    lambda a, r: a.disconnect_option(r, "voicemail"),
    lambda a, r: a.take_promised_payment(r, 100_00),
    lambda a, r: a.connect_trust_credit(r),
    lambda a, r: a.disconnect_trust_credit(r),
    lambda a, r: a.exchange_points(r, "sms50"),
    lambda a, r: a.resume_bonus(r),
    lambda a, r: a.block(r, 5),
    lambda a, r: a.unblock(r),
]
VIEWS = [
    lambda a, r: a.subscriber(r),
    lambda a, r: a.charges(r),
    lambda a, r: a.payments(r),
    lambda a, r: a.spending(r),
    lambda a, r: a.offer_promised_payment(r),
    lambda a, r: a.trust_credit(r),
    lambda a, r: a.bonus(r),
    lambda a, r: a.numbers(r),
    lambda a, r: a.join_bonus(r),
    lambda a, r: a.request_password(r),
]


@pytest.mark.parametrize("view", VIEWS)
def test_nothing_is_told_to_a_call_that_was_not_identified(world, view):
    world.prepare()
    with pytest.raises(AccessDenied):
        view(world.accounts, world.request())


@pytest.mark.parametrize("change", CHANGES)
def test_nothing_is_changed_without_the_password(world, change):
    world.prepare(balance=500).call(level=1)
    before = world.shows()
    with pytest.raises(AccessDenied):
        change(world.accounts, world.request())
    assert world.shows() == before


@pytest.mark.parametrize("view", VIEWS)
def test_a_call_may_see_with_level_1(world, view):
    world.prepare().call(level=1)
    view(world.accounts, world.request())


def test_what_a_password_proved_runs_out_and_the_number_does_not(world):
    world.prepare(balance=500).call().later(minutes=50)
    assert world.accounts.identify(world.request()) is not None, "which proves nothing longer"
    world.accounts.block(world.request(), 5)
    world.later(minutes=20)
    with pytest.raises(AccessDenied) as refused:
        world.accounts.unblock(world.request())
    assert refused.value.proved == 1
    world.later(hours=5)
    VIEWS[0](world.accounts, world.request())


def test_what_one_call_has_proved_is_nothing_to_another(world):
    world.prepare(balance=500).call(call="mine")
    with pytest.raises(AccessDenied):
        world.accounts.block(world.request(call="other"), 5)


def test_what_a_call_has_proved_ends(world):
    world.prepare().call().later(minutes=61)
    with pytest.raises(AccessDenied):
        world.accounts.block(world.request(), 5)


def test_another_number_of_the_account_needs_level_3(world):
    world.prepare(kind="corporate", manages=True, balance=100)
    world.prepare(OTHER, account_of=NUMBER, tariff="talk").prepare("+79220000010")
    world.call(level=2)
    with pytest.raises(AccessDenied):
        world.accounts.subscriber(world.request(), OTHER)
    assert world.accounts.numbers(world.request()) == [NUMBER]
    world.call(level=3)
    assert world.accounts.subscriber(world.request(), OTHER).tariff == "talk"
    assert world.accounts.numbers(world.request()) == [OTHER, NUMBER]
    with pytest.raises(AccessDenied):
        world.accounts.subscriber(world.request(), "+79220000010")


def test_level_3_is_for_who_manages_the_account(world):
    world.prepare().call(level=1)
    with pytest.raises(AccessDenied):
        world.accounts.check_password(world.request(), Secret(PASSWORD), 3)


def test_nobody_can_do_anything(world):
    with pytest.raises(UnknownSubscriber):
        world.accounts.subscriber(world.request())
    with pytest.raises(UnknownSubscriber):
        world.accounts.check_password(world.request(), Secret("1"), 2)


# passwords


def test_five_wrong_passwords_lock_over_calls(world):
    world.prepare()
    left = []
    for number in range(4):
        world.call(call=f"c{number}", level=1)
        tried = world.accounts.check_password(world.request(call=f"c{number}"), Secret("000000"))
        left.append(tried.value["attempts_left"])
    assert left == [4, 3, 2, 1]
    assert world.accounts.check_password(world.request(), Secret("000000")).outcome == "locked"
    assert world.accounts.check_password(world.request(), Secret(PASSWORD)).outcome == "locked"
    assert world.shows()["locked"]


def test_a_right_password_forgets_the_wrong_ones(world):
    world.prepare().call(level=1)
    world.accounts.check_password(world.request(), Secret("000000"))
    world.call()
    assert world.shows()["wrong_passwords"] == 0


def test_a_new_password_unlocks_and_comes_by_sms(world):
    world.prepare(wrong_passwords=5).call(level=1)
    assert world.accounts.request_password(world.request()).outcome == "sent"
    [(number, message)] = world.accounts.outbox(NUMBER)
    assert number == NUMBER
    assert "111222" in message.text
    assert world.accounts.check_password(world.request(), Secret("111222")).outcome == "granted"


def test_passwords_are_not_sent_in_a_row(world):
    world.prepare().call(level=1)
    assert world.accounts.request_password(world.request()).outcome == "sent"
    world.later(seconds=59)
    assert world.accounts.request_password(world.request()).outcome == "too_often"
    world.later(seconds=1)
    assert world.accounts.request_password(world.request()).outcome == "sent"
    assert len(world.accounts.outbox()) == 1


def test_a_password_takes_the_place_of_one_that_was_not_sent(world):
    world.prepare().call(level=1)
    world.accounts.request_password(world.request())
    [(_, before)] = world.accounts.outbox()
    world.later(seconds=61)
    world.accounts.repeat_password(world.request())
    [(_, message)] = world.accounts.outbox()
    assert message.id != before.id and message.text == before.text
    world.accounts.delivered(message.id, world.now)
    with world.accounts.reading() as ledger:
        kept = ledger._connection.exec_driver_sql("select text from outbox").scalars().all()
    assert kept == ["••••", "••••"]


def test_a_delivered_secret_is_forgotten(world):
    world.prepare().call(level=1)
    world.accounts.request_password(world.request())
    [(_, message)] = world.accounts.outbox()
    world.accounts.delivered(message.id, world.now)
    assert world.accounts.outbox() == []
    with world.accounts.reading() as ledger:
        [text] = ledger._connection.exec_driver_sql("select text from outbox").scalars()
    assert "111222" not in text


def test_who_has_no_password_is_told_so(world):
    world.prepare(password=None).call(level=1)
    assert world.accounts.check_password(world.request(), Secret("1234")).outcome == "no_password"


def test_secrets_show_nowhere(world):
    world.prepare().call(level=1)
    who = world.accounts.subscriber(world.request())
    assert "argon2" not in repr(who)
    world.accounts.request_password(world.request())
    assert "111222" not in repr(world.accounts.outbox())


# money and services


def test_a_promised_payment_is_lent_for_a_fee_and_not_twice(world):
    world.prepare(balance=20).call()
    assert world.accounts.take_promised_payment(world.request(), 10_00).outcome == "out_of_bounds"
    taken = world.accounts.take_promised_payment(world.request(), 100_00)
    assert taken.outcome == "taken"
    assert taken.value == {"amount": 100_00, "fee": 10_00, "due": "2026-03-07"}
    assert world.shows()["balance"] == 110
    assert world.shows()["promised_payment"] == {"amount": 100, "due": 5}
    assert world.accounts.take_promised_payment(world.request(), 100_00).outcome == "already"
    assert world.accounts.take_promised_payment(world.request(), 10_00).outcome == "already"
    world.later(days=6).call()
    assert world.accounts.take_promised_payment(world.request(), 100_00).outcome == "unpaid"


def test_a_request_repeated_after_a_crash_is_done_once(world):
    world.prepare(balance=20).call()
    first = world.accounts.take_promised_payment(world.request(step=77), 100_00)
    again = world.accounts.take_promised_payment(world.request(step=77), 100_00)
    assert first == again
    assert world.shows()["balance"] == 110
    with pytest.raises(OperationConflict):
        world.accounts.take_promised_payment(world.request(step=77), 200_00)
    with pytest.raises(OperationConflict):
        world.accounts.block(world.request(step=77), 5)


def test_a_wrong_password_repeated_after_a_crash_counts_once(world):
    world.prepare().call(level=1)
    for _ in range(3):
        world.accounts.check_password(world.request(step=78), Secret("000000"))
    assert world.shows()["wrong_passwords"] == 1


def test_a_tariff_is_changed_for_its_fee_and_first_month_with_its_own_packages(world):
    world.prepare(balance=510, packages={"minutes": 7, "mms": 3}).call()
    assert world.accounts.change_tariff(world.request(), "base").outcome == "same"
    assert world.accounts.change_tariff(world.request(), "nothing").outcome == "unknown"
    assert world.accounts.change_tariff(world.request(), "talk").outcome == "changed"
    assert (world.shows()["tariff"], world.shows()["balance"]) == ("talk", 10)
    assert world.shows()["packages"] == {"minutes": 800, "sms": 300, "mms": 0, "megabytes": 5120}
    assert world.accounts.change_tariff(world.request(), "online").outcome == "not_enough_money"
    assert world.shows()["tariff"] == "talk"


def test_services_go_on_and_off(world):
    world.prepare(balance=100).call()
    assert world.accounts.connect_option(world.request(), "voicemail").outcome == "connected"
    assert world.accounts.connect_option(world.request(), "voicemail").outcome == "already"
    assert world.accounts.connect_option(world.request(), "roaming").outcome == "not_enough_money"
    assert world.accounts.connect_option(world.request(), "x").outcome == "unknown"
    assert (world.shows()["options"], world.shows()["balance"]) == (["voicemail"], 40)
    assert world.accounts.disconnect_option(world.request(), "voicemail").outcome == "disconnected"
    assert world.accounts.disconnect_option(world.request(), "voicemail").outcome == "not_connected"
    assert world.accounts.disconnect_option(world.request(), "x").outcome == "unknown"


def test_a_blocked_number_buys_nothing(world):
    world.prepare(balance=500, blocked=10).call()
    assert world.accounts.change_tariff(world.request(), "talk").outcome == "blocked"
    assert world.accounts.connect_option(world.request(), "antispam").outcome == "blocked"


def test_blocking_and_unblocking(world):
    world.prepare().call()
    assert world.accounts.block(world.request(), 91).outcome == "too_long"
    assert world.accounts.block(world.request(), 30).value == {"until": "2026-04-01"}
    assert world.accounts.block(world.request(), 5).outcome == "already"
    assert world.shows()["blocked"] == 30
    assert world.accounts.unblock(world.request()).outcome == "cleared"
    assert world.accounts.unblock(world.request()).outcome == "not_blocked"


def test_the_credit_of_trust(world):
    world.prepare(balance=10, payments=[700, 700, 700]).call()
    assert world.accounts.trust_credit(world.request()) == ("available", 350_00)
    assert world.accounts.connect_trust_credit(world.request()).outcome == "connected"
    assert world.accounts.connect_trust_credit(world.request()).outcome == "already"
    assert world.shows()["limit"] == 350
    world.accounts.connect_option(world.request(), "antispam")
    assert world.accounts.disconnect_trust_credit(world.request()).outcome == "in_use"
    world.prepare(balance=10, trust_credit=True, limit=50).call(call="two")
    assert world.accounts.disconnect_trust_credit(world.request(call="two")).outcome == "disconnected"
    assert world.accounts.disconnect_trust_credit(world.request(call="two")).outcome == "not_connected"
    assert world.accounts.connect_trust_credit(world.request(call="two")).outcome == "not_available"


def test_the_bonus_programme(world):
    world.prepare().call()
    assert world.accounts.exchange_points(world.request(), "sms50").outcome == "not_participant"
    assert world.accounts.resume_bonus(world.request()).outcome == "not_participant"
    assert world.accounts.join_bonus(world.request()).outcome == "joined"
    assert world.accounts.join_bonus(world.request()).outcome == "already"
    assert world.accounts.exchange_points(world.request(), "sms50").outcome == "not_enough_points"
    assert world.accounts.resume_bonus(world.request()).outcome == "not_suspended"


def test_points_are_exchanged_for_rewards(world):
    world.prepare(bonus={"points": 700}).call()
    assert world.accounts.exchange_points(world.request(), "gigabyte").value == {"points": 500}
    assert world.accounts.exchange_points(world.request(), "discount").value == {"points": 100}
    assert world.accounts.exchange_points(world.request(), "nothing").outcome == "unknown"
    facts = world.shows()
    assert (facts["packages"]["megabytes"], facts["options"], facts["bonus"]["points"]) == (
        1024,
        ["discount_calls"],
        100,
    )
    assert facts["balance"] == 0


def test_a_suspended_member_resumes_before_exchanging(world):
    world.prepare(bonus={"points": 700, "state": "suspended"}).call()
    assert world.accounts.exchange_points(world.request(), "sms50").outcome == "suspended"
    assert world.accounts.resume_bonus(world.request()).outcome == "resumed"
    assert world.accounts.exchange_points(world.request(), "sms50").outcome == "exchanged"


def test_companies_have_no_bonus(world):
    world.prepare(kind="corporate").call()
    assert world.accounts.join_bonus(world.request()).outcome == "not_for_companies"


def test_the_last_five_and_the_month(world):
    charges = [{"kind": "calls", "amount": n} for n in range(1, 8)]
    world.prepare(charges=charges, payments=[1, 2, 3, 4, 5, 6]).call(level=1)
    assert [charge.amount for charge in world.accounts.charges(world.request())] == [100, 200, 300, 400, 500]
    assert len(world.accounts.payments(world.request())) == 5
    assert world.accounts.spending(world.request()) == {"calls": 2800}


def test_spending_begins_with_the_month_in_the_accounts_zone(world):
    world.prepare(charges=[{"kind": "calls", "amount": n} for n in (1, 2, 3)])
    world.now = world.now.replace(day=1, hour=2, minute=30)
    world.prepare(charges=[{"kind": "calls", "amount": n} for n in (1, 2, 3)]).call(level=1)
    assert world.accounts.spending(world.request()) == {"calls": 300}


AMOUNTS = st.integers(40, 310).map(lambda roubles: roubles * 100)
ACTS = st.lists(
    st.one_of(
        AMOUNTS.map(lambda amount: ("take_promised_payment", amount)),
        st.sampled_from(["base", "talk", "online", "child"]).map(lambda code: ("change_tariff", code)),
        st.sampled_from(["voicemail", "antispam", "traffic"]).map(lambda code: ("connect_option", code)),
        st.sampled_from(["voicemail", "antispam", "traffic"]).map(lambda code: ("disconnect_option", code)),
        st.sampled_from(["discount", "sms50"]).map(lambda code: ("exchange_points", code)),
    ),
    max_size=12,
)

WORLD = World(accounts_in_memory())
"""One for all examples: an account system that was used before is ten times as fast."""


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(ACTS, st.integers(-100, 1000))
def test_money_is_never_lost_or_made(acts, balance):
    """The balance is what it was, less every charge, more every loan; points are no money; each step counts once."""
    world = WORLD.prepare(balance=balance, bonus={"points": 900}).call()
    lent = 0
    for name, argument in acts:
        request = world.request()
        result = getattr(world.accounts, name)(request, argument)
        assert getattr(world.accounts, name)(request, argument) == result
        lent += argument if result.outcome == "taken" else 0
    facts = world.shows()
    charged = sum(round(charge["amount"] * 100) for charge in facts["charges"])
    assert round(facts["balance"] * 100) == balance * 100 - charged + lent
    assert facts["bonus"]["points"] >= 0


def test_what_came_of_a_step_is_shown_by_no_row(world):
    """The digits of a challenge are in it."""
    world.prepare().call(level=1)
    request = world.request()
    world.accounts.request_password(request)
    with world.accounts.reading() as ledger:
        row = ledger.operation(request.call_id, request.step)
    assert "sent" not in repr(row) and "sent" in row.result.reveal()
