"""Actions over HTTP end as they do here, and are done once whatever becomes of a connection."""

from __future__ import annotations

import logging
from datetime import date
from typing import Any

import httpx2
import pytest

from ivr.action_results import as_event
from ivr.actions import Outcome
from ivr.dialog.effects import RunAction
from ivr.remote import BadAnswer, BadRemote, Conflict, Refused, Unreachable
from ivr.remote.errors import NotDone
from ivr.secret import Secret
from tests.remote.conftest import CALLER, KEY, NOW, PASSWORD, Bill, Both, Denied, Used, answer


def test_an_action_gives_what_it_gives_here(both: Both):
    assert both.ask("bill.get") == Outcome("ok", Bill(12050, date(2026, 3, 31), NOW))
    [(_, context)] = both.account.seen
    assert (context.call_id, context.step, context.caller) == ("call-1", 1, CALLER)
    assert (context.called, context.language, context.now) == ("0505", "ru", NOW)
    [request] = both.wire.sent
    assert (request.method, str(request.url)) == ("POST", "http://localhost:8506/actions/bill.get")
    assert request.headers["idempotency-key"] == '"call-1:1"'


def test_lists_arguments_and_levels_come_across(both: Both):
    listed = both.ask("bills.all")
    assert isinstance(listed, Outcome) and [it.note for it in listed.value] == ["первый", None]
    assert both.ask("bill.pay", amount=500) == Outcome("paid", 500)
    assert both.ask("pin.check", step=2, pin=Secret(PASSWORD)) == Outcome("right", level=2)
    assert both.ask("pin.check", step=3, pin=Secret("1111")) == Outcome("wrong", 4)
    assert isinstance(both.account.seen[-1][1], Secret)


def test_a_local_action_is_not_asked_for(both: Both):
    assert both.ask("clock.tell") == Outcome("ok")
    assert both.wire.sent == []


def test_a_refusal_tells_the_level_that_is_proved(both: Both):
    both.account.fails = [Denied(1)]
    refused = both.ask("bill.get")
    assert isinstance(refused, Refused) and refused.proved == 1
    run = RunAction(7, "bill.get", {}, 5.0)
    done = as_event(run, both.actions["bill.get"], refused)
    assert (done.outcome, done.level, done.conflict) == ("failed", 1, False)


def test_a_step_that_was_something_else_is_a_conflict(both: Both):
    both.account.fails = [Used()]
    conflict = both.ask("bill.pay", amount=1)
    assert isinstance(conflict, Conflict)
    done = as_event(RunAction(7, "bill.pay", {}, 5.0), both.actions["bill.pay"], conflict)
    assert (done.outcome, done.level, done.conflict) == ("failed", None, True)


def test_what_the_account_raises_is_told_to_nobody(both: Both, caplog: pytest.LogCaptureFixture):
    caplog.set_level(logging.DEBUG)
    both.account.fails = [ValueError(f"{PASSWORD} of {CALLER}")]
    failed = both.ask("pin.check", pin=Secret(PASSWORD))
    assert isinstance(failed, NotDone)
    assert "pin.check failed: ValueError in" in caplog.text
    assert PASSWORD not in caplog.text + str(failed) and KEY.secret.reveal() not in caplog.text


def test_a_repeated_request_is_done_once(both: Both):
    assert both.ask("bill.pay", amount=500) == both.ask("bill.pay", amount=500) == Outcome("paid", 500)
    assert both.account.paid == [500]
    assert isinstance(both.ask("bill.pay", amount=600), Conflict)
    assert isinstance(both.ask("bill.pay", caller="+79220000000", amount=500), Conflict)
    assert both.ask("bill.pay", step=2, amount=600) == Outcome("paid", 1100)


def test_what_failed_is_tried_again_when_it_is_asked_for_again(both: Both):
    both.account.fails = [ValueError()]
    assert isinstance(both.ask("bill.pay", amount=500), NotDone)
    assert both.ask("bill.pay", amount=500) == Outcome("paid", 500)


def test_a_connection_that_dies_after_the_work_was_done_costs_nothing(both: Both):
    lost: list[int] = []

    def die(response: httpx2.Response) -> httpx2.Response:
        if not lost:
            lost.append(response.status_code)
            raise httpx2.ReadError("connection reset")
        return response

    both.wire.after = die
    assert both.ask("bill.pay", amount=500) == Outcome("paid", 500)
    assert lost == [200] and both.account.paid == [500]
    first, second = both.wire.sent
    assert first.headers["idempotency-key"] == second.headers["idempotency-key"]
    assert first.headers["signature"] != second.headers["signature"]
    assert both.time.slept == [0.1]


@pytest.mark.parametrize("status", [502, 503, 504])
def test_a_proxy_that_is_in_trouble_is_asked_again_with_growing_pauses(both: Both, status: int):
    both.wire.before = lambda _: answer(status) if len(both.wire.sent) < 4 else None
    assert both.ask("bill.pay", amount=500) == Outcome("paid", 500)
    assert both.time.slept == [0.1, 0.2, 0.4]


def test_pauses_are_by_chance_and_as_long_as_the_server_wants(both: Both):
    both.time.chance = 0.5
    both.wire.before = lambda _: (
        answer(503, headers={"retry-after": "1"} if len(both.wire.sent) == 2 else {})
        if len(both.wire.sent) < 3
        else None
    )
    assert both.ask("bill.pay", amount=500) == Outcome("paid", 500)
    assert both.time.slept == [0.05, 1.0]


def test_it_is_not_tried_beyond_the_time_limit(both: Both):
    both.wire.before = lambda _: answer(503, headers={"retry-after": "5"})
    gone = both.ask("bill.get")
    assert isinstance(gone, Unreachable) and str(gone) == "it answered 503, 1 times"
    assert both.time.slept == []


def test_time_limits_are_those_of_the_action(both: Both):
    both.ask("bill.get")
    assert both.wire.sent[0].extensions["timeout"] == {"connect": 0.6, "read": 2.0, "write": 2.0, "pool": 2.0}

    def slow(_: httpx2.Request) -> None:
        both.time.pass_by(1.5)
        raise httpx2.ConnectTimeout("too slow")

    both.wire.before = slow
    assert isinstance(both.ask("bill.get"), Unreachable)
    assert both.wire.sent[-1].extensions["timeout"]["read"] == pytest.approx(0.4)


def no_answer(_: httpx2.Request) -> httpx2.Response:
    raise httpx2.ConnectError("refused")


def test_nobody_waits_for_an_account_that_does_not_answer(both: Both, caplog: pytest.LogCaptureFixture):
    both.wire.before = no_answer
    for _ in range(5):
        assert isinstance(both.ask("bill.get"), Unreachable)
    sent, seconds = len(both.wire.sent), both.time.seconds
    for _ in range(20):
        assert isinstance(both.ask("bill.get"), Unreachable)
    assert (len(both.wire.sent), both.time.seconds) == (sent, seconds)
    assert "does not answer: it is left alone for 5 s" in caplog.text
    both.time.pass_by(5.0)
    both.ask("bill.get")  # the probe
    assert len(both.wire.sent) > sent
    assert "left alone for 10 s" in caplog.text
    both.time.pass_by(10.0)
    both.wire.before = lambda _: None
    assert isinstance(both.ask("bill.get"), Outcome)
    assert isinstance(both.ask("bill.get"), Outcome)
    assert "answers again" in caplog.text


def test_an_account_that_refuses_is_not_one_that_does_not_answer(both: Both):
    for _ in range(10):
        both.account.fails = [ValueError()]
        assert isinstance(both.ask("bill.get"), NotDone)
    assert isinstance(both.ask("bill.get"), Outcome)


def test_a_request_that_is_still_being_done_is_waited_for(both: Both):
    """A server of another make may answer 409, as the draft of Idempotency-Key has it."""
    both.account.fails = []
    seen: list[Any] = []

    def busy(request: httpx2.Request) -> httpx2.Response | None:
        from ivr.remote import signing

        seen.append(request)
        if len(seen) > 1:
            return None
        headers = {"content-type": "application/problem+json"}
        asked = signing.Asked(request.method, str(request.url), signing.joined(request.headers.raw))
        signing.sign_answer(signing.Answered(409, headers, asked), b"{}", KEY, both.time.wall)
        return answer(409, b"{}", headers)

    both.wire.before = busy
    assert both.ask("bill.pay", amount=500) == Outcome("paid", 500)
    assert len(seen) == 2


def test_a_secret_goes_only_where_one_is_declared(both: Both, caplog: pytest.LogCaptureFixture):
    found = both.ask("bill.pay", amount=Secret(PASSWORD))
    assert isinstance(found, BadRemote)
    assert both.wire.sent == [] and PASSWORD not in caplog.text and "annotate it with Secret" in caplog.text


def test_a_request_that_does_not_fit_is_told_from_a_fault_of_the_account(both: Both):
    found = both.ask("bill.pay", amount="500")
    assert isinstance(found, NotDone) and "compares the declarations" in str(found)
    assert both.account.seen == []


def test_an_account_that_breaks_its_own_declaration_fails(both: Both, caplog: pytest.LogCaptureFixture):
    for wrong in (Outcome("gone"), Outcome("ok", 1), Outcome("ok"), Outcome("none", "x"), Outcome("none", level=9)):
        both.account.gives = wrong
        assert isinstance(both.ask("bill.get"), NotDone)
    assert "the outcome is not declared; there are ok, none" in caplog.text


def test_the_name_of_a_call_stands_in_a_header(both: Both):
    from ivr.remote.contract import request_name
    from ivr.remote.values import WrongValue

    assert request_name('a"\\b', 3) == '"a\\"\\\\b:3"'
    for wrong in ("звонок", "a\nb", "x" * 201):
        with pytest.raises(WrongValue):
            request_name(wrong, 1)


def test_bad_answers_do_not_raise_the_breaker(both: Both):
    both.wire.before = lambda _: answer(404, b"nothing here")
    for _ in range(10):
        assert isinstance(both.ask("bill.get"), BadAnswer)
