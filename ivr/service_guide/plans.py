"""Tariff plans and services."""

from __future__ import annotations

from dataclasses import dataclass

from ivr.account.catalogue import OPTIONS, TARIFFS, TRAFFIC
from ivr.account.records import ServiceOption, Subscriber, Tariff
from ivr.account.rules import blocking
from ivr.account.rules.access import MANAGE, VIEW
from ivr.actions import Context, Outcome, action
from ivr.service_guide.asking import OverLimit, accounts, outcome, request, text


@dataclass(frozen=True, slots=True)
class Plan:
    """A tariff plan. fee: a month's, kopecks; change_fee: for changing to it, kopecks; hindrance: what stands in the
    way of that now, ``blocked`` or ``money``, else empty."""

    code: str
    name: str
    description: str
    fee: int
    change_fee: int
    hindrance: str = ""


@dataclass(frozen=True, slots=True)
class Pack:
    """Extra traffic to buy. price: kopecks; hindrance: as a plan's."""

    code: str
    megabytes: int
    price: int
    hindrance: str = ""


@dataclass(frozen=True, slots=True)
class Traffic:
    """Megabytes that there are now."""

    megabytes: int


@dataclass(frozen=True, slots=True)
class Option:
    """A service. fee: a month's, kopecks; hindrance: as a plan's."""

    code: str
    name: str
    description: str
    fee: int
    hindrance: str = ""


@action("tariff.current", outcomes={"ok": Plan}, needs=VIEW)
def tariff(context: Context) -> Outcome:
    """The subscriber's tariff plan."""
    return Outcome("ok", _plan(TARIFFS[_who(context).tariff], context))


@action("tariff.list", outcomes={"ok": list[Plan]}, needs=VIEW)
def tariffs(context: Context) -> Outcome:
    """Tariff plans the subscriber could change to."""
    who = _who(context)
    others = [plan for plan in TARIFFS.values() if plan.code != who.tariff]
    return Outcome(
        "ok", [_plan(plan, context, _hindrance(who, plan.fee + plan.change_fee, context)) for plan in others]
    )


@action(
    "tariff.change",
    outcomes={
        "changed": Plan,
        "same": None,
        "not_enough_money": None,
        "over_limit": OverLimit,
        "blocked": None,
        "unknown": None,
    },
    needs=MANAGE,
    changes=True,
    undoes=("tariff.change",),
)
def change_tariff(context: Context, tariff: str) -> Outcome:
    """Change to a tariff plan by its code. The change and the first month are charged at once, and old packages end."""
    result = accounts(context).change_tariff(request(context), tariff)
    return Outcome("changed", _plan(TARIFFS[tariff], context)) if result.outcome == "changed" else outcome(result)


@action("options.connected", outcomes={"ok": list[Option]}, needs=VIEW)
def connected_options(context: Context) -> Outcome:
    """Services that are on."""
    on = _who(context).options
    return Outcome("ok", [_option(OPTIONS[code], context) for code in OPTIONS if code in on])


@action("options.available", outcomes={"ok": list[Option]}, needs=VIEW)
def available_options(context: Context) -> Outcome:
    """Services that could be switched on."""
    return Outcome("ok", _offered(context, discount=False))


@action("discounts.available", outcomes={"ok": list[Option]}, needs=VIEW)
def available_discounts(context: Context) -> Outcome:
    """Discounts that could be switched on, as services are."""
    return Outcome("ok", _offered(context, discount=True))


@action(
    "option.connect",
    outcomes={
        "connected": None,
        "already": None,
        "not_enough_money": None,
        "over_limit": OverLimit,
        "blocked": None,
        "unknown": None,
    },
    needs=MANAGE,
    changes=True,
    undoes=("option.disconnect",),
)
def connect_option(context: Context, option: str) -> Outcome:
    """Switch a service or a discount on by its code; its first month is charged at once."""
    result = accounts(context).connect_option(request(context), option)
    return outcome(result) if result.outcome == "over_limit" else Outcome(result.outcome)


@action(
    "option.disconnect",
    outcomes={"disconnected": None, "not_connected": None, "unknown": None},
    needs=MANAGE,
    changes=True,
    undoes=("option.connect",),
)
def disconnect_option(context: Context, option: str) -> Outcome:
    """Switch a service or a discount off by its code."""
    return Outcome(accounts(context).disconnect_option(request(context), option).outcome)


@action("traffic.packs", outcomes={"ok": list[Pack]}, needs=VIEW)
def traffic_packs(context: Context) -> Outcome:
    """Extra traffic that can be bought."""
    who = _who(context)
    packs = [
        Pack(pack.code, pack.megabytes, pack.price, _hindrance(who, pack.price, context)) for pack in TRAFFIC.values()
    ]
    return Outcome("ok", packs)


@action(
    "traffic.buy",
    outcomes={
        "bought": Traffic,
        "not_enough_money": None,
        "over_limit": OverLimit,
        "blocked": None,
        "unknown": None,
    },
    needs=MANAGE,
    changes=True,
)
def buy_traffic(context: Context, pack: str) -> Outcome:
    """Buy extra traffic by its code; it is charged and given at once."""
    return outcome(accounts(context).buy_traffic(request(context), pack))


def _offered(context: Context, *, discount: bool) -> list[Option]:
    who = _who(context)
    offered = [option for code, option in OPTIONS.items() if code not in who.options and option.discount is discount]
    return [_option(option, context, _hindrance(who, option.fee, context)) for option in offered]


def _who(context: Context) -> Subscriber:
    return accounts(context).subscriber(request(context))


def _hindrance(who: Subscriber, price: int, context: Context) -> str:
    """Why something cannot be had as it stands now: told before a password is asked for it."""
    if blocking.blocked(who.blocked_until, accounts(context).today(context.now)):
        return "blocked"
    return "" if who.funds.available >= price else "money"


def _plan(plan: Tariff, context: Context, hindrance: str = "") -> Plan:
    name, description = text(plan.name, context), text(plan.description, context)
    return Plan(plan.code, name, description, plan.fee, plan.change_fee, hindrance)


def _option(option: ServiceOption, context: Context, hindrance: str = "") -> Option:
    return Option(option.code, text(option.name, context), text(option.description, context), option.fee, hindrance)
