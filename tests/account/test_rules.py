"""The rules, as tables."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ivr.account.records import Bonus, Funds, Kind, Membership, Password, Payment, Promise
from ivr.account.rules import access, blocking, bonus, promised_payment, trust_credit
from tests.account.conftest import NOW

TODAY = NOW.date()


@pytest.mark.parametrize(
    ("balance", "limit", "promises", "state"),
    [
        (199_99, 0, [], "offered"),
        (200_00, 0, [], "not_needed"),
        (100_00, 100_00, [], "not_needed"),
        (-500_00, 0, [], "too_deep"),
        (-290_00, 0, [], "too_deep"),
        (-289_99, 0, [], "offered"),
        (-500_00, 300_00, [], "offered"),
        (-500_00, 0, [Promise(100_00, 10_00, TODAY)], "already"),
        (-500_00, 0, [Promise(100_00, 10_00, TODAY - timedelta(days=1))], "unpaid"),
        (-500_00, 0, [Promise(100_00, 10_00, TODAY - timedelta(days=9), paid=True)], "too_deep"),
        (900_00, 0, [Promise(100_00, 10_00, TODAY)], "already"),
    ],
)
def test_who_may_take_a_promised_payment(balance, limit, promises, state):
    assert promised_payment.offer(Funds(balance, limit), promises, TODAY)[0] == state


def test_the_terms_of_a_promised_payment():
    _, terms = promised_payment.offer(Funds(0, 0), [], TODAY)
    assert (terms.least, terms.most, terms.fee, terms.due) == (50_00, 300_00, 10_00, TODAY + timedelta(days=5))


@given(st.integers(-289_99, 199_99))
def test_the_least_promised_payment_leaves_the_account_above_zero(balance):
    state, terms = promised_payment.offer(Funds(balance, 0), [], TODAY)
    assert state == "offered"
    assert balance + terms.least - terms.fee > 0
    assert terms.least == 50_00 or balance + terms.least - 1_00 - terms.fee <= 0


@pytest.mark.parametrize(
    ("amount", "fits"),
    [(49_00, False), (50_00, True), (300_00, True), (301_00, False), (60_50, False), (-100_00, False), (0, False)],
)
def test_sums_of_a_promised_payment(amount, fits):
    assert promised_payment.fits(amount, promised_payment.offer(Funds(0, 0), [], TODAY)[1]) is fits


@pytest.mark.parametrize(
    ("kind", "paid", "limit"),
    [
        (Kind.PERSON, [], 0),
        (Kind.PERSON, [(10, 299_00)], 0),
        (Kind.PERSON, [(10, 300_00)], 50_00),
        (Kind.PERSON, [(10, 700_00), (40, 700_00), (70, 700_00)], 350_00),
        (Kind.PERSON, [(91, 9000_00)], 0),
        (Kind.PERSON, [(1, 90000_00)], 1000_00),
        (Kind.CORPORATE, [(1, 90000_00)], 0),
    ],
)
def test_the_limit_of_the_credit_of_trust(kind, paid, limit):
    payments = [Payment(NOW - timedelta(days=days), amount) for days, amount in paid]
    assert trust_credit.limit(kind, payments, NOW) == limit


@pytest.mark.parametrize(
    ("since", "at", "standing"),
    [
        ("2026-02-02T12:00+03:00", "2026-03-02T11:59+03:00", "participant"),
        ("2026-02-02T12:00+03:00", "2026-03-02T12:00+03:00", "suspended"),
        ("2026-01-31T12:00+03:00", "2026-02-28T11:59+03:00", "participant"),
        ("2026-01-31T12:00+03:00", "2026-02-28T12:00+03:00", "suspended"),
        ("2028-01-31T12:00+03:00", "2028-02-29T11:00+03:00", "participant"),
        ("2025-12-15T12:00+03:00", "2026-01-15T12:00+03:00", "suspended"),
        # Stored in UTC, joined half an hour into March in Moscow: the month is Moscow's.
        ("2026-02-28T21:30+00:00", "2026-03-31T23:59+03:00", "participant"),
        ("2026-02-28T21:30+00:00", "2026-04-01T00:30+03:00", "suspended"),
    ],
)
def test_a_month_without_an_exchange_suspends(since, at, standing):
    member = Bonus(Membership.MEMBER, 10, datetime.fromisoformat(since))
    assert bonus.standing(Kind.PERSON, member, datetime.fromisoformat(at)) == standing


def test_the_bonus_programme_is_for_natural_persons():
    assert bonus.standing(Kind.CORPORATE, Bonus(), NOW) == "not_for_companies"
    assert bonus.standing(Kind.PERSON, Bonus(), NOW) == "not_joined"


@given(st.datetimes(min_value=datetime(2000, 1, 1), max_value=datetime(2090, 1, 1)))
def test_a_month_later_is_28_to_31_days_later(moment):
    assert 28 <= (bonus.month_later(moment) - moment).days <= 31


@pytest.mark.parametrize(("days", "allowed"), [(0, False), (1, True), (90, True), (91, False), (-1, False)])
def test_a_block_lasts_up_to_ninety_days(days, allowed):
    assert (blocking.end(TODAY, days) is not None) is allowed


def test_a_block_ends_on_its_day():
    until = blocking.end(date(2026, 3, 2), 1)
    assert blocking.blocked(until, date(2026, 3, 2))
    assert not blocking.blocked(until, date(2026, 3, 3))


@pytest.mark.parametrize(("wrong", "left", "locked"), [(0, 5, False), (4, 1, False), (5, 0, True), (9, 0, True)])
def test_five_wrong_passwords_lock(wrong, left, locked):
    password = Password(None, wrong)
    assert (access.attempts_left(password), access.locked(password)) == (left, locked)


@pytest.mark.parametrize(
    ("level", "manages", "reachable"),
    [(1, False, True), (2, False, True), (3, False, False), (3, True, True), (4, True, False)],
)
def test_levels_a_password_proves(level, manages, reachable):
    assert access.reachable(level, manages) is reachable
