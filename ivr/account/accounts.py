"""The account system: every question and every change that a subscriber's call can ask for.

Whatever a menu says, each of them checks for itself that the call has proved the access level it needs for that number.
The desks hold them, one subject each.
"""

from __future__ import annotations

from collections.abc import Callable
from zoneinfo import ZoneInfo

from sqlalchemy import Engine

from ivr.account.desks.bills import BillsDesk
from ivr.account.desks.bonus import BonusDesk
from ivr.account.desks.company import CompanyDesk
from ivr.account.desks.lists import ListsDesk
from ivr.account.desks.login import LoginDesk
from ivr.account.desks.money import MoneyDesk
from ivr.account.desks.number import NumberDesk
from ivr.account.desks.outbox import OutboxDesk
from ivr.account.desks.plans import PlansDesk
from ivr.account.desks.recovery import RecoveryDesk
from ivr.account.desks.requests import RequestsDesk
from ivr.account.desks.settings import SettingsDesk
from ivr.account.desks.top_up import TopUpDesk
from ivr.account.passwords import Passwords, random_challenge, random_password
from ivr.account.transactions import ZONE


class Accounts(
    RecoveryDesk,
    LoginDesk,
    CompanyDesk,
    MoneyDesk,
    PlansDesk,
    BonusDesk,
    NumberDesk,
    RequestsDesk,
    ListsDesk,
    SettingsDesk,
    TopUpDesk,
    BillsDesk,
    OutboxDesk,
):
    """The accounts in one database. Safe to use from several threads and processes at once."""

    def __init__(
        self,
        engine: Engine,
        *,
        zone: ZoneInfo = ZONE,
        passwords: Passwords | None = None,
        new_password: Callable[[], str] = random_password,
        new_challenge: Callable[[], str] = random_challenge,
    ) -> None:
        super().__init__(engine, zone)
        self.passwords = passwords or Passwords()
        self._new_password = new_password
        self._new_challenge = new_challenge
