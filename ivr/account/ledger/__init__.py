"""Records in and out of the tables, within one transaction. Rules live elsewhere; this only speaks SQL."""

from __future__ import annotations

from ivr.account.ledger.access import AccessBook
from ivr.account.ledger.cards import CardsBook
from ivr.account.ledger.company import CompanyBook
from ivr.account.ledger.lists import ListsBook
from ivr.account.ledger.login import LoginBook
from ivr.account.ledger.messages import MessagesBook
from ivr.account.ledger.money import MoneyBook
from ivr.account.ledger.points import PointsBook
from ivr.account.ledger.requests import RequestsBook
from ivr.account.ledger.runs import RunsBook
from ivr.account.ledger.subscribers import SubscribersBook

__all__ = ["Ledger"]


class Ledger(
    SubscribersBook,
    MoneyBook,
    MessagesBook,
    AccessBook,
    LoginBook,
    RequestsBook,
    PointsBook,
    RunsBook,
    ListsBook,
    CompanyBook,
    CardsBook,
):
    """All books of the account, in one transaction."""
