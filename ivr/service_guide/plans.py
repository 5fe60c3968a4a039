"""Tariff plans and services."""

from __future__ import annotations

from dataclasses import dataclass

from ivr.account.catalogue import OPTIONS, TARIFFS
from ivr.account.records import ServiceOption, Tariff
from ivr.account.rules.access import MANAGE, VIEW
from ivr.actions import Context, Outcome, action
from ivr.service_guide.asking import accounts, outcome, request, text


@dataclass(frozen=True, slots=True)
class Plan:
    """A tariff plan. fee: a month's, kopecks; change_fee: for changing to it, kopecks."""

    code: str
    name: str
    description: str
    fee: int
    change_fee: int


@dataclass(frozen=True, slots=True)
class Option:
    """A service. fee: a month's, kopecks."""

    code: str
    name: str
    description: str
    fee: int


@action("tariff.current", outcomes={"ok": Plan}, needs=VIEW)
def tariff(context: Context) -> Outcome:
    """The subscriber's tariff plan."""
    return Outcome("ok", _plan(TARIFFS[accounts(context).subscriber(request(context)).tariff], context))


@action("tariff.list", outcomes={"ok": list[Plan]}, needs=VIEW)
def tariffs(context: Context) -> Outcome:
    """Tariff plans the subscriber could change to."""
    current = accounts(context).subscriber(request(context)).tariff
    return Outcome("ok", [_plan(plan, context) for plan in TARIFFS.values() if plan.code != current])


@action(
    "tariff.change",
    outcomes={"changed": Plan, "same": None, "not_enough_money": None, "blocked": None, "unknown": None},
    needs=MANAGE,
    changes=True,
)
def change_tariff(context: Context, tariff: str) -> Outcome:
    """Change to a tariff plan by its code; the change is charged at once."""
    result = accounts(context).change_tariff(request(context), tariff)
    return Outcome("changed", _plan(TARIFFS[tariff], context)) if result.outcome == "changed" else outcome(result)


@action("options.connected", outcomes={"ok": list[Option]}, needs=VIEW)
def connected_options(context: Context) -> Outcome:
    """Services that are on."""
    on = accounts(context).subscriber(request(context)).options
    return Outcome("ok", [_option(OPTIONS[code], context) for code in OPTIONS if code in on])


@action("options.available", outcomes={"ok": list[Option]}, needs=VIEW)
def available_options(context: Context) -> Outcome:
    """Services that could be switched on."""
    on = accounts(context).subscriber(request(context)).options
    return Outcome("ok", [_option(OPTIONS[code], context) for code in OPTIONS if code not in on])


@action(
    "option.connect",
    outcomes={"connected": None, "already": None, "not_enough_money": None, "blocked": None, "unknown": None},
    needs=MANAGE,
    changes=True,
)
def connect_option(context: Context, option: str) -> Outcome:
    """Switch a service on by its code; its first month is charged at once."""
    return Outcome(accounts(context).connect_option(request(context), option).outcome)


@action(
    "option.disconnect",
    outcomes={"disconnected": None, "not_connected": None, "unknown": None},
    needs=MANAGE,
    changes=True,
)
def disconnect_option(context: Context, option: str) -> Outcome:
    """Switch a service off by its code."""
    return Outcome(accounts(context).disconnect_option(request(context), option).outcome)


def _plan(plan: Tariff, context: Context) -> Plan:
    return Plan(plan.code, text(plan.name, context), text(plan.description, context), plan.fee, plan.change_fee)


def _option(option: ServiceOption, context: Context) -> Option:
    return Option(option.code, text(option.name, context), text(option.description, context), option.fee)
