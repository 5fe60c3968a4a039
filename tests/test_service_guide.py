"""The bridge: every action of 0505 with every outcome it declares, its value, and the level it needs."""

from __future__ import annotations

import dataclasses
import typing
from datetime import UTC, date, datetime
from itertools import count
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from ivr.account import AccessDenied, accounts_in_memory
from ivr.account.facts import prepare, show
from ivr.actions import Context, Outcome, discover, plain
from ivr.secret import Secret

NUMBER = "+79221234567"
PASSWORD = "4321"
NOW = datetime(2026, 5, 10, 12, tzinfo=ZoneInfo("Europe/Moscow"))
ACCOUNTS = accounts_in_memory()
CALLS = count()
ACTIONS = discover(["ivr.service_guide"], group=None)
PAID = {"payments": [700, 700, 700]}
OPEN = {"promised_payment": {"amount": 100, "due": 2}}
OVERDUE = {"promised_payment": {"amount": 100, "due": -1}}
MEMBER = {"bonus": {"points": 240}}
SUSPENDED = {"bonus": {"points": 240, "state": "suspended"}}
CORPORATE = {"kind": "corporate"}
TRUSTED = {"trust_credit": True, "limit": 350}
ALL_OPTIONS = ["voicemail", "antispam", "roaming", "melody", "traffic"]

CASES: list[tuple[str, dict[str, Any], dict[str, Any], str, Any]] = [
    # action, the account's facts, arguments, the outcome, and what its value holds at least
    ("subscriber.identify", {}, {}, "known", {"kind": "person", "tariff": "base", "blocked": False, "manages": False}),
    ("subscriber.identify", {"blocked": 5} | CORPORATE, {}, "known", {"kind": "corporate", "blocked": True}),
    ("subscriber.identify", {"unknown": True}, {}, "unknown", None),
    ("access.level", {}, {}, "ok", {"level": 2}),
    ("balance.get", {"balance": 121.05}, {}, "ok", {"balance": 121_05}),
    (
        "balance.detailed",
        {"balance": -15.4, "limit": 50},
        {},
        "ok",
        {"balance": -1540, "limit": 5000, "available": 3460},
    ),
    ("charges.last", {"charges": [{"kind": "sms", "amount": 3}]}, {}, "ok", [{"name": "сообщения", "amount": 300}]),
    ("charges.last", {}, {}, "none", None),
    ("payments.last", PAID, {}, "ok", [{"amount": 700_00}] * 3),
    ("payments.last", {}, {}, "none", None),
    (
        "spending.month",
        {"charges": [{"kind": "sms", "amount": 3}, {"kind": "calls", "amount": 9.5}, {"kind": "sms", "amount": 1}]},
        {},
        "ok",
        {"total": 13_50, "kinds": [{"name": "звонки", "amount": 950}, {"name": "сообщения", "amount": 400}]},
    ),
    (
        "packages.left",
        {"packages": {"minutes": 5, "mms": 1}},
        {},
        "ok",
        {"minutes": 5, "sms": 0, "mms": 1, "megabytes": 0},
    ),
    ("tariff.current", {"tariff": "talk"}, {}, "ok", {"code": "talk", "name": "Разговорный", "fee": 450_00}),
    ("tariff.list", {}, {}, "ok", [{"code": "talk", "change_fee": 50_00}, {"code": "online"}, {"code": "child"}]),
    ("tariff.change", {"balance": 60}, {"tariff": "talk"}, "changed", {"name": "Разговорный", "fee": 450_00}),
    ("tariff.change", {}, {"tariff": "base"}, "same", None),
    ("tariff.change", {"balance": 49.99}, {"tariff": "talk"}, "not_enough_money", None),
    ("tariff.change", {"balance": 60, "blocked": 1}, {"tariff": "talk"}, "blocked", None),
    ("tariff.change", {}, {"tariff": "gold"}, "unknown", None),
    ("options.connected", {"options": ["antispam"]}, {}, "ok", [{"code": "antispam", "fee": 30_00}]),
    ("options.available", {"options": ALL_OPTIONS[:-1]}, {}, "ok", [{"code": "traffic", "fee": 150_00}]),
    ("option.connect", {"balance": 30}, {"option": "antispam"}, "connected", None),
    ("option.connect", {"options": ["antispam"]}, {"option": "antispam"}, "already", None),
    ("option.connect", {"balance": 29.99}, {"option": "antispam"}, "not_enough_money", None),
    ("option.connect", {"balance": 30, "blocked": 1}, {"option": "antispam"}, "blocked", None),
    ("option.connect", {}, {"option": "x"}, "unknown", None),
    ("option.disconnect", {"options": ["antispam"]}, {"option": "antispam"}, "disconnected", None),
    ("option.disconnect", {}, {"option": "antispam"}, "not_connected", None),
    ("option.disconnect", {}, {"option": "x"}, "unknown", None),
    (
        "promised_payment.offer",
        {},
        {},
        "offered",
        {"least": 50_00, "most": 300_00, "fee": 10_00, "due": date(2026, 5, 15)},
    ),
    ("promised_payment.offer", {"balance": 200}, {}, "not_needed", {}),
    ("promised_payment.offer", OPEN, {}, "already", {"amount": 100_00, "due": date(2026, 5, 12)}),
    ("promised_payment.offer", OVERDUE, {}, "unpaid", {"amount": 100_00, "due": date(2026, 5, 9)}),
    (
        "promised_payment.take",
        {},
        {"amount": 50_00},
        "taken",
        {"amount": 50_00, "fee": 10_00, "due": date(2026, 5, 15)},
    ),
    ("promised_payment.take", {"balance": 200}, {"amount": 50_00}, "not_needed", {}),
    ("promised_payment.take", OPEN, {"amount": 50_00}, "already", {"amount": 100_00, "due": date(2026, 5, 12)}),
    ("promised_payment.take", OVERDUE, {"amount": 50_00}, "unpaid", {"due": date(2026, 5, 9)}),
    ("promised_payment.take", {}, {"amount": 49_00}, "out_of_bounds", None),
    ("trust_credit.state", TRUSTED, {}, "connected", {"limit": 350_00}),
    ("trust_credit.state", PAID, {}, "available", {"limit": 350_00}),
    ("trust_credit.state", {}, {}, "not_available", None),
    ("trust_credit.connect", PAID, {}, "connected", {"limit": 350_00}),
    ("trust_credit.connect", TRUSTED, {}, "already", None),
    ("trust_credit.connect", PAID | CORPORATE, {}, "not_available", None),
    ("trust_credit.disconnect", TRUSTED, {}, "disconnected", None),
    ("trust_credit.disconnect", {}, {}, "not_connected", None),
    ("trust_credit.disconnect", TRUSTED | {"balance": -1}, {}, "in_use", None),
    ("bonus.state", MEMBER, {}, "participant", {"points": 240}),
    ("bonus.state", SUSPENDED, {}, "suspended", {"points": 240}),
    ("bonus.state", {}, {}, "not_joined", None),
    ("bonus.state", CORPORATE, {}, "not_for_companies", None),
    ("bonus.join", {}, {}, "joined", {"points": 0}),
    ("bonus.join", SUSPENDED, {}, "already", None),
    ("bonus.join", CORPORATE, {}, "not_for_companies", None),
    ("bonus.rewards", {}, {}, "ok", [{"code": "sms50", "points": 50}, {}, {}, {}]),
    ("bonus.exchange", MEMBER, {"reward": "gigabyte"}, "exchanged", {"points": 40}),
    ("bonus.exchange", MEMBER, {"reward": "discount"}, "not_enough_points", {"points": 240}),
    ("bonus.exchange", {}, {"reward": "sms50"}, "not_participant", None),
    ("bonus.exchange", SUSPENDED, {"reward": "sms50"}, "suspended", None),
    ("bonus.exchange", MEMBER, {"reward": "car"}, "unknown", None),
    ("bonus.resume", SUSPENDED, {}, "resumed", {"points": 240}),
    ("bonus.resume", MEMBER, {}, "not_suspended", None),
    ("bonus.resume", {}, {}, "not_participant", None),
    ("block.state", {"blocked": 5}, {}, "blocked", {"until": date(2026, 5, 15)}),
    ("block.state", {}, {}, "open", None),
    ("block.set", {}, {"days": 90}, "blocked", {"until": date(2026, 8, 8)}),
    ("block.set", {"blocked": 5}, {"days": 90}, "already", {"until": date(2026, 5, 15)}),
    ("block.set", {}, {"days": 91}, "too_long", None),
    ("block.clear", {"blocked": 5}, {}, "cleared", None),
    ("block.clear", {}, {}, "not_blocked", None),
    ("password.request", {}, {}, "sent", None),
    ("password.request", {"asked": True}, {}, "too_often", None),
    ("password.check", {}, {"password": Secret(PASSWORD)}, "granted", {"level": 2}),
    ("password.check", {"manages": True}, {"password": Secret(PASSWORD), "level": 3}, "granted", {"level": 3}),
    ("password.check", {}, {"password": Secret("0000"), "level": 2}, "wrong", {"attempts_left": 4}),
    ("password.check", {"wrong_passwords": 5}, {"password": Secret(PASSWORD)}, "locked", None),
    ("password.check", {"password": None}, {"password": Secret(PASSWORD)}, "no_password", None),
]


class Call:
    """A call from a number whose account is as the facts say; level: what it has proved."""

    def __init__(self, facts: dict[str, Any], level: int = 2, language: str = "ru") -> None:
        facts = dict(facts)
        self.accounts, self.id, self.step, self.language = ACCOUNTS, f"call-{next(CALLS)}", 0, language
        unknown, asked = facts.pop("unknown", False), facts.pop("asked", False)
        with self.accounts.changing() as ledger:
            ledger.forget(NUMBER)
        if unknown:
            return
        prepare(self.accounts, NUMBER, {"password": PASSWORD} | facts, NOW)
        if level:
            self.run("subscriber.identify")
        if level > 1 and facts.get("password", PASSWORD) and not facts.get("wrong_passwords"):
            self.run("password.check", password=Secret(PASSWORD), level=level)
        if asked:
            self.run("password.request")

    def run(self, name: str, **arguments: Any) -> Outcome:
        self.step += 1
        context = Context(self.id, self.step, "89221234567", "0505", self.language, NOW, self.accounts)
        outcome: Outcome = ACTIONS[name].function(context, **arguments)
        return outcome

    def shows(self) -> dict[str, Any]:
        return show(self.accounts, NUMBER, NOW)


@pytest.mark.parametrize(
    ("name", "facts", "arguments", "outcome", "value"), CASES, ids=[f"{case[0]}-{case[3]}" for case in CASES]
)
def test_an_outcome(name, facts, arguments, outcome, value):
    ended = Call(facts).run(name, **arguments)
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
    call = Call(facts)
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
