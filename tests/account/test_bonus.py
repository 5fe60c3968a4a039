"""Points: accrued once a month, given away, and never made out of nothing."""

from __future__ import annotations

from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ivr.account.jobs import JOBS, run
from ivr.account.rules import bonus
from ivr.account.transactions import Collision
from tests.account.conftest import NOW, NUMBER

OTHER = "+79229990001"
ZONE = ZoneInfo("Europe/Moscow")


def points(world, number=NUMBER):
    return world.shows(number)["bonus"]["points"]


def charged(world, amount, at, kind="calls"):
    with world.accounts.changing() as ledger:
        ledger.add_charge(NUMBER, at, kind, amount)


def test_a_months_services_give_points_once(world):
    world.prepare(bonus={"points": 5})
    charged(world, 305_00, datetime(2026, 2, 10, tzinfo=ZONE))
    charged(world, 90_00, datetime(2026, 2, 28, 23, 59, tzinfo=ZONE), "promised_payment")
    charged(world, 500_00, datetime(2026, 3, 1, tzinfo=ZONE))
    charged(world, 500_00, datetime(2026, 1, 31, 23, 59, tzinfo=ZONE))
    for _ in range(2):
        done, failed = run(world.accounts, NOW)
        assert not failed
        assert points(world) == 35
    assert done["bonus.accrue"] == 0


def test_months_in_which_nothing_was_run_are_made_up_for(world):
    world.prepare(bonus={"points": 0})
    run(world.accounts, NOW)
    charged(world, 100_00, datetime(2026, 3, 10, tzinfo=ZONE))
    charged(world, 200_00, datetime(2026, 4, 10, tzinfo=ZONE))
    with world.accounts.changing() as ledger:
        ledger.change_subscriber(NUMBER, bonus_since=datetime(2026, 4, 30, tzinfo=ZONE))
    run(world.accounts, datetime(2026, 5, 20, tzinfo=ZONE))
    assert points(world) == 30


def test_who_is_suspended_gets_nothing_for_that_time_and_is_told_once(world):
    world.prepare(bonus={"points": 7, "state": "suspended"})
    charged(world, 300_00, datetime(2026, 2, 20, tzinfo=ZONE))
    for _ in range(2):
        run(world.accounts, NOW)
    assert points(world) == 7
    [(number, message)] = world.accounts.outbox()
    assert number == NUMBER
    assert "приостановлено" in message.text
    world.call()
    world.accounts.resume_bonus(world.request())
    run(world.accounts, NOW + timedelta(days=40))
    assert len(world.accounts.outbox()) == 2


def test_a_suspension_brings_nothing_however_late_the_work_is_run(world):
    """Suspended from February to May, resumed, and only then the work of four months is done."""
    world.now = datetime(2026, 1, 5, 12, tzinfo=ZONE)
    world.prepare(bonus={"points": 0})
    run(world.accounts, world.now)
    for month in (1, 2, 3, 4):
        charged(world, 1000_00, datetime(2026, month, 20, tzinfo=ZONE))
    world.now = datetime(2026, 5, 20, 12, tzinfo=ZONE)
    resumed = world.call().accounts.resume_bonus(world.request())
    assert resumed.value == {"points": 100}
    charged(world, 1000_00, datetime(2026, 5, 25, tzinfo=ZONE))
    run(world.accounts, datetime(2026, 6, 1, 1, tzinfo=ZONE))
    assert points(world) == 200


def test_a_month_is_the_accounts_whatever_the_servers_clock_shows(world):
    world.now = datetime(2026, 3, 1, 1, tzinfo=ZONE)
    world.prepare(bonus={"points": 100})
    with world.accounts.changing() as ledger:
        ledger.change_subscriber(NUMBER, bonus_since=world.now)
    for now, standing in ((datetime(2026, 3, 29, 12), "participant"), (datetime(2026, 4, 1, 2), "suspended")):
        for zone in (ZONE, UTC):
            world.now = now.replace(tzinfo=ZONE).astimezone(zone)
            world.call(call=f"{now} {zone}", level=1)
            assert world.accounts.bonus(world.request(call=f"{now} {zone}"))[0] == standing


def test_points_reach_who_does_not_want_to_hear_of_the_giver(world):
    world.prepare(bonus={"points": 100}).prepare(OTHER, bonus={"points": 1}, black_list=[NUMBER]).call()
    assert world.accounts.send_points(world.request(), OTHER, 60).outcome == "sent"
    assert (points(world, OTHER), world.accounts.outbox()) == (61, [])


def test_work_that_had_to_give_way_is_done_again(world, monkeypatch):
    world.prepare(bonus={"points": 0})
    charged(world, 100_00, datetime(2026, 2, 10, tzinfo=ZONE))
    changing, tries = world.accounts.changing, []

    @contextmanager
    def held():
        tries.append(1)
        with changing() as ledger:
            yield ledger
            if len(tries) == 1:
                raise Collision("deadlock detected")

    monkeypatch.setattr(world.accounts, "changing", held)
    done, failed = run(world.accounts, NOW)
    assert (done["bonus.accrue"], failed, points(world)) == (1, {}, 10)


def test_who_joins_gets_points_for_the_month_of_joining(world):
    world.prepare().call()
    world.accounts.join_bonus(world.request())
    charged(world, 100_00, NOW + timedelta(days=1))
    run(world.accounts, NOW)
    assert points(world) == 0
    run(world.accounts, datetime(2026, 4, 1, 3, tzinfo=ZONE))
    assert points(world) == 10


def test_points_go_from_one_to_the_other_and_none_is_made(world):
    world.prepare(bonus={"points": 100}).prepare(OTHER, bonus={"points": 1}).call()
    request = world.request()
    for _ in range(2):
        assert world.accounts.send_points(request, OTHER, 60).outcome == "sent"
    assert (points(world), points(world, OTHER)) == (40, 61)
    [(to, message)] = world.accounts.outbox()
    assert to == OTHER
    assert NUMBER in message.text


@pytest.mark.parametrize("amount", [0, -60, 9, True, 10.5, 10**30, "60", None])
def test_amounts_that_are_none_move_nothing(world, amount):
    world.prepare(bonus={"points": 100}).prepare(OTHER, bonus={"points": 1}).call()
    assert world.accounts.send_points(world.request(), OTHER, amount).outcome in ("out_of_bounds", "not_enough_points")
    assert (points(world), points(world, OTHER)) == (100, 1)


def test_who_is_unknown_a_company_or_no_member_is_one_answer(world):
    world.prepare(bonus={"points": 100}).call()
    world.prepare(OTHER, kind="corporate")
    world.prepare("+79229990002")
    answers = {
        world.accounts.send_points(world.request(), number, 10).outcome
        for number in (OTHER, "+79229990002", "+79229990003", "nonsense", "", NUMBER)
    }
    assert answers == {"no_recipient"}


def test_no_more_than_the_months_most_is_given_away(world):
    world.prepare(bonus={"points": 9000}).prepare(OTHER, bonus={"points": 1}).call()
    assert world.accounts.send_points(world.request(), OTHER, 2990).outcome == "sent"
    assert world.accounts.send_points(world.request(), OTHER, 11).outcome == "too_many"
    world.later(days=20)
    world.call(call="later")
    assert world.accounts.send_points(world.request(call="later"), OTHER, 11).outcome == "too_many"


@given(st.lists(st.tuples(st.sampled_from(["calls", "sms", "promised_payment"]), st.integers(0, 10**9))))
def test_points_are_a_tenth_of_the_roubles_spent_and_of_no_others(spent):
    counted = sum(amount for kind, amount in spent if kind != "promised_payment")
    assert bonus.accrual(spent) == counted // 1000


def test_every_job_has_a_name_of_its_own_and_says_what_it_does():
    assert len({job.name for job in JOBS}) == len(JOBS)
    assert all(job.doc for job in JOBS)
