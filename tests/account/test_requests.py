"""Requests: a number and a state, heard by their owner alone."""

from __future__ import annotations

from datetime import timedelta

import pytest

from ivr.account import AccessDenied, AccountError
from tests.account.conftest import NOW, NUMBER

OTHER = "+79229990001"


def test_a_request_is_heard_until_it_has_ended_and_after(world):
    world.prepare().call()
    opened = world.accounts.complain(world.request())
    ticket = opened.value["id"]
    assert [(str(one.id), one.state) for one in world.accounts.requests(world.request())] == [(ticket, "new")]
    for state in ("in_work", "done"):
        world.accounts.move_request(int(ticket), state, NOW)
        assert world.accounts.requests(world.request())[0].state == state
    assert [message.text for _, message in world.accounts.outbox()][-1] == f"Обращение {ticket} (жалоба): выполнено."


def test_a_state_is_told_in_the_language_that_holds_at_that_moment(world):
    """The change of language took effect at eight, and the work that writes it down has not run yet."""
    world.prepare().call()
    ticket = world.accounts.complain(world.request()).value["id"]
    world.accounts.set_message_way(world.request(), "en")
    world.accounts.move_request(int(ticket), "done", NOW + timedelta(days=1))
    assert [message.text for _, message in world.accounts.outbox()] == [f"Request {ticket} (complaint): done."]


def test_what_is_open_is_told_before_newer_ones_that_have_ended(world):
    world.prepare(requests=[{"kind": "complaint"}] + [{"kind": "bill", "state": "done"}] * 6).call()
    told = [one.kind for one in world.accounts.requests(world.request())]
    assert told == ["complaint", "bill", "bill", "bill", "bill"]


def test_what_has_ended_stays_so(world):
    world.prepare(requests=[{"kind": "bill", "state": "done"}]).call()
    [ticket] = world.accounts.requests(world.request())
    with pytest.raises(AccountError, match="is done and cannot become in_work"):
        world.accounts.move_request(ticket.id, "in_work", NOW)
    with pytest.raises(AccountError, match="there is no request 999"):
        world.accounts.move_request(999, "done", NOW)
    assert world.accounts.outbox() == []


def test_one_is_not_opened_twice_by_a_repeated_step_nor_too_often(world):
    world.prepare().call()
    request = world.request()
    assert world.accounts.complain(request) == world.accounts.complain(request)
    outcomes = [world.accounts.complain(world.request()).outcome for _ in range(4)]
    assert outcomes == ["opened", "opened", "too_many", "too_many"]
    assert len(world.accounts.requests(world.request())) == 3


def test_nobody_hears_anothers(world):
    world.prepare().prepare(OTHER, requests=[{"kind": "bill"}]).call()
    assert world.accounts.requests(world.request()) == []


def test_megabytes_come_with_the_service_that_is_paid_for_them(world):
    world.prepare(balance=150, packages={"megabytes": 100}).call()
    assert world.accounts.connect_option(world.request(), "traffic").outcome == "connected"
    assert world.accounts.subscriber(world.request()).packages.megabytes == 100 + 5 * 1024


def test_re_registration_needs_the_password(world):
    world.prepare().call(level=1)
    with pytest.raises(AccessDenied):
        world.accounts.reregister(world.request())
    world.call()
    assert world.accounts.reregister(world.request()).outcome == "opened"
    assert world.accounts.reregister(world.request()).outcome == "too_many"


def test_what_is_written_of_it_is_in_the_readers_way(world):
    world.prepare(language="en").call(level=1)
    ticket = world.accounts.complain(world.request()).value["id"]
    world.accounts.move_request(int(ticket), "in_work", NOW)
    [(_, message)] = world.accounts.outbox(NUMBER)
    assert message.text == f"Request {ticket} (complaint): we are working on it."
