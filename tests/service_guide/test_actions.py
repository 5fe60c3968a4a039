"""The bridge: every action of 0505 with every outcome it declares, its value, and the level it needs."""

from __future__ import annotations

import dataclasses
import typing
from datetime import UTC, datetime, timedelta
from itertools import count
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from ivr.account import AccessDenied, accounts_in_memory
from ivr.account.facts import prepare, show
from ivr.actions import Context, Outcome, discover, plain
from ivr.secret import Secret
from tests.service_guide.cases import CASES

NUMBER = "+79221234567"
PASSWORD = "4321"
NOW = datetime(2026, 5, 10, 12, tzinfo=ZoneInfo("Europe/Moscow"))
ACCOUNTS = accounts_in_memory(new_challenge=lambda: "2468")
CALLS = count()
ACTIONS = discover(["ivr.service_guide"], group=None)


class Call:
    """A call from a number whose account is as the facts say; level: what it has proved."""

    def __init__(self, facts: dict[str, Any], level: int = 2, language: str = "ru") -> None:
        facts = dict(facts)
        self.accounts, self.id, self.step, self.language = ACCOUNTS, f"call-{next(CALLS)}", 0, language
        unknown, asked = facts.pop("unknown", False), facts.pop("asked", False)
        others, before, later = facts.pop("others", {}), facts.pop("before", []), facts.pop("later", timedelta())
        self.now = NOW
        with self.accounts.changing() as ledger:
            ledger.forget(NUMBER)
        if unknown:
            return
        for number, other in others.items():
            if "account_of" not in other:
                prepare(self.accounts, number, other, NOW)
        prepare(self.accounts, NUMBER, {"password": PASSWORD} | facts, NOW)
        for number, other in others.items():
            if "account_of" in other:
                prepare(self.accounts, number, other, NOW)
        if level:
            self.run("subscriber.identify")
        if level > 1 and facts.get("password", PASSWORD) and not facts.get("wrong_passwords"):
            self.run("password.check", password=Secret(PASSWORD), level=level)
        if asked:
            self.run("password.request")
        for name, arguments in before:
            if level >= ACTIONS[name].needs:
                self.run(name, **arguments)
        self.now += later

    def run(self, name: str, **arguments: Any) -> Outcome:
        self.step += 1
        context = Context(self.id, self.step, "89221234567", "0505", self.language, self.now, self.accounts)
        outcome: Outcome = ACTIONS[name].function(context, **arguments)
        return outcome

    def shows(self) -> dict[str, Any]:
        return show(self.accounts, NUMBER, NOW)


def needed(name: str) -> int:
    """The level that a call proves before it asks for an action."""
    return max(2, ACTIONS[name].needs)


@pytest.mark.parametrize(
    ("name", "facts", "arguments", "outcome", "value"), CASES, ids=[f"{case[0]}-{case[3]}" for case in CASES]
)
def test_an_outcome(name, facts, arguments, outcome, value):
    ended = Call(facts, needed(name)).run(name, **arguments)
    assert ended.name == outcome
    holds(plain(value), plain(ended.value))
    as_declared(ACTIONS[name].outcomes[outcome], ended.value)


def holds(expected: Any, found: Any) -> None:
    if isinstance(expected, dict):
        for key, item in expected.items():
            holds(item, found[key])
    elif isinstance(expected, list):
        assert len(expected) == len(found)
        for one, other in zip(expected, found, strict=True):
            holds(one, other)
    else:
        assert expected == found


def as_declared(declared: Any, value: Any) -> None:
    """What a template may read is there, and nothing else."""
    if declared is None:
        assert value is None
    elif typing.get_origin(declared) is list:
        for item in value:
            as_declared(typing.get_args(declared)[0], item)
    else:
        assert set(plain(value)) == {field.name for field in dataclasses.fields(declared)}


def test_every_outcome_of_every_action_is_tried():
    declared = {(name, outcome) for name in ACTIONS for outcome in ACTIONS[name].outcomes}
    assert declared == {(case[0], case[3]) for case in CASES}


@pytest.mark.parametrize("name", sorted(ACTIONS))
def test_an_action_is_told_to_authors(name):
    doc = ACTIONS[name].doc
    assert doc.strip()
    assert "Raises" not in doc


@pytest.mark.parametrize(
    "case", [case for case in CASES if ACTIONS[case[0]].needs], ids=lambda case: f"{case[0]}-{case[3]}"
)
def test_the_account_refuses_what_the_declared_level_has_not_been_proved_for(case):
    name, facts, arguments, *_ = case
    if name in ("password.check", "bonus.rewards") or facts.get("asked"):
        return  # a password is what proves a level; the catalogue is everybody's
    call = Call(facts, level=ACTIONS[name].needs - 1)
    before = call.shows()
    with pytest.raises(AccessDenied):
        call.run(name, **arguments)
    assert call.shows() == before


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case[0]}-{case[3]}")
def test_only_actions_that_say_so_change_anything_and_a_repeated_step_changes_nothing(case):
    name, facts, arguments, *_ = case
    call = Call(facts, needed(name))
    if facts.get("unknown"):
        return
    before = call.shows()
    first = call.run(name, **arguments)
    after = call.shows()
    assert ACTIONS[name].changes or before == after
    call.step -= 1
    assert plain(call.run(name, **arguments)) == plain(first)
    assert call.shows() == after


def test_texts_are_in_the_language_of_the_call():
    for language, name in (("ru", "Базовый"), ("en", "Basic"), ("de", "Базовый")):
        assert Call({}, language=language).run("tariff.current").value.name == name


def test_the_level_that_was_proved_is_told_to_the_call():
    call = Call({}, level=0)
    assert call.run("subscriber.identify").level == 1
    assert call.run("password.check", password=Secret("0000"), level=2).level is None
    assert call.run("password.check", password=Secret(PASSWORD), level=2).level == 2


def test_another_account_system_is_told():
    with pytest.raises(TypeError, match=r"ivr\.account\.Accounts"):
        ACTIONS["balance.get"].function(Context("c", 1, NUMBER, "0505", "ru", NOW, None))


def test_charges_and_payments_carry_the_day_it_was_for_the_subscriber():
    call = Call({})
    late = datetime(2026, 5, 9, 22, 30, tzinfo=UTC)  # half past one in the night to the 10th in Moscow
    with call.accounts.changing() as ledger:
        ledger.add_charge(NUMBER, late, "sms", 300)
        ledger.add_payment(NUMBER, late, 300)
    for name in ("charges.last", "payments.last"):
        [line] = call.run(name).value
        assert plain(line)["at"] == "2026-05-10T01:30:00+03:00"
