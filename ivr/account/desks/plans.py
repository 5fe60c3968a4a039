"""Tariff plans and services."""

from __future__ import annotations

import dataclasses
from datetime import date
from typing import Final

from ivr.account.catalogue import OPTIONS, TARIFFS, TRAFFIC
from ivr.account.ledger import Ledger
from ivr.account.operations import Result
from ivr.account.records import Request, Subscriber
from ivr.account.rules import access, blocking
from ivr.account.transactions import Transactions

NOT_ENOUGH_MONEY: Final = "not_enough_money"
BLOCKED: Final = "blocked"


class PlansDesk(Transactions):
    """What is changed of tariff plan and services."""

    def change_tariff(self, request: Request, code: str) -> Result:
        """Change the tariff plan: ``changed``, ``same``, ``unknown``, ``not_enough_money``, ``blocked``."""
        today = self.today(request.now)
        return self.change(
            request,
            "tariff.change",
            (code,),
            access.MANAGE,
            lambda ledger, who: _change_tariff(ledger, who, request, today, code),
        )

    def connect_option(self, request: Request, code: str) -> Result:
        """Switch a service on: ``connected``, ``already``, ``unknown``, ``not_enough_money``, ``blocked``."""
        today = self.today(request.now)
        return self.change(
            request,
            "option.connect",
            (code,),
            access.MANAGE,
            lambda ledger, who: _connect_option(ledger, who, request, today, code),
        )

    def disconnect_option(self, request: Request, code: str) -> Result:
        """Switch a service off: ``disconnected``, ``not_connected``, ``unknown``."""
        return self.change(
            request,
            "option.disconnect",
            (code,),
            access.MANAGE,
            lambda ledger, who: _disconnect_option(ledger, who, code),
        )

    def buy_traffic(self, request: Request, code: str) -> Result:
        """Buy extra traffic: ``bought`` (`megabytes` there are now), ``unknown``, ``not_enough_money``, ``blocked``."""
        today = self.today(request.now)

        def work(ledger: Ledger, who: Subscriber) -> Result:
            pack = TRAFFIC.get(code)
            if pack is None:
                return Result("unknown")
            if blocking.blocked(who.blocked_until, today):
                return Result(BLOCKED)
            if who.funds.available < pack.price:
                return Result(NOT_ENOUGH_MONEY)
            ledger.charge(who, request.now, "traffic", pack.price)
            megabytes = who.packages.megabytes + pack.megabytes
            ledger.change_subscriber(who.number, megabytes=megabytes)
            return Result("bought", {"megabytes": megabytes})

        return self.change(request, "traffic.buy", (code,), access.MANAGE, work)


def _change_tariff(ledger: Ledger, who: Subscriber, request: Request, today: date, code: str) -> Result:
    """Change to a tariff plan. The change and the first month are charged at once, and for that month the plan's own
    packages are given; what was left of the old ones is lost, or they could be gathered by changing to and fro."""
    tariff = TARIFFS.get(code)
    if tariff is None:
        return Result("unknown")
    if code == who.tariff:
        return Result("same")
    if blocking.blocked(who.blocked_until, today):
        return Result(BLOCKED)
    if who.funds.available < tariff.change_fee + tariff.fee:
        return Result(NOT_ENOUGH_MONEY)
    ledger.charge(who, request.now, "tariff", tariff.change_fee)
    ledger.charge(who, request.now, "tariff", tariff.fee)
    ledger.change_subscriber(who.number, tariff=code, **dataclasses.asdict(tariff.packages))
    return Result("changed", {"code": code})


def _connect_option(ledger: Ledger, who: Subscriber, request: Request, today: date, code: str) -> Result:
    """Switch a service on; its first month is charged at once."""
    option = OPTIONS.get(code)
    if option is None:
        return Result("unknown")
    if code in who.options:
        return Result("already")
    if blocking.blocked(who.blocked_until, today):
        return Result(BLOCKED)
    if who.funds.available < option.fee:
        return Result(NOT_ENOUGH_MONEY)
    ledger.charge(who, request.now, "option", option.fee)
    ledger.add_option(who.number, code)
    if option.megabytes:
        ledger.change_subscriber(who.number, megabytes=who.packages.megabytes + option.megabytes)
    return Result("connected", {"code": code})


def _disconnect_option(ledger: Ledger, who: Subscriber, code: str) -> Result:
    """Switch a service off."""
    if code not in OPTIONS:
        return Result("unknown")
    if code not in who.options:
        return Result("not_connected")
    ledger.drop_option(who.number, code)
    return Result("disconnected", {"code": code})
