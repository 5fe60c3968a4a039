"""Subscribers to show everything with. Each has the password 4321; none of them is anybody.

The first has a control question (the last digits of a passport, 5678), and the company the code word 2580.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from types import MappingProxyType
from typing import Any, Final

from ivr.account.accounts import Accounts
from ivr.account.errors import UnknownSubscriber
from ivr.account.facts import hashed, prepare, write
from ivr.account.numbers import normal_number
from ivr.account.rules.access import MOST_WRONG
from ivr.account.transactions import Collision

PASSWORD: Final = "4321"

DEMO: Final[Mapping[str, Mapping[str, Any]]] = MappingProxyType(
    {
        "+79221234567": {
            "balance": 121.05,
            "tariff": "base",
            "options": ["voicemail"],
            "packages": {"minutes": 142, "sms": 81, "mms": 5, "megabytes": 2560},
            "bonus": {"points": 240},
            "password": PASSWORD,
            "control": {"question": "passport", "answer": "5678"},
            "charges": [
                {"kind": "calls", "amount": 12.5},
                {"kind": "sms", "amount": 3},
                {"kind": "internet", "amount": 25},
                {"kind": "option", "amount": 60},
                {"kind": "tariff", "amount": 300},
            ],
            "payments": [300, 500, 250],
        },
        "+79220000001": {
            "balance": -15.4,
            "tariff": "talk",
            "packages": {"minutes": 0, "sms": 12, "megabytes": 100},
            "password": PASSWORD,
            "promised_payment": {"amount": 100, "due": 2},
            "charges": [{"kind": "calls", "amount": 45.4}],
            "payments": [200],
        },
        "+79220000002": {"balance": 50, "tariff": "base", "blocked": 30, "password": PASSWORD},
        "+79220000003": {
            "kind": "corporate",
            "manages": True,
            "balance": 15000,
            "limit": 5000,
            "tariff": "talk",
            "packages": {"minutes": 700, "sms": 250, "megabytes": 5000},
            "password": PASSWORD,
            "code_word": "2580",
            "employee": "Ольга Смирнова",
            "payments": [20000],
        },
        "+79220000004": {
            "account_of": "+79220000003",
            "tariff": "online",
            "packages": {"minutes": 210, "sms": 90, "megabytes": 25000},
            "password": PASSWORD,
            "employee": "Павел Орлов",
            "spending_limit": 500,
        },
        "+79220000005": {
            "balance": 640,
            "tariff": "online",
            "options": ["antispam", "traffic"],
            "packages": {"minutes": 300, "sms": 100, "megabytes": 30720},
            "bonus": {"points": 1250, "state": "suspended"},
            "password": PASSWORD,
            "payments": [700, 700, 700],
        },
        "+79220000006": {"balance": 80, "tariff": "child", "password": PASSWORD, "wrong_passwords": MOST_WRONG},
        "+79220000007": {
            "balance": -120,
            "limit": 350,
            "tariff": "talk",
            "trust_credit": True,
            "password": PASSWORD,
            "payments": [700, 700, 700],
        },
        "+79220000008": {"language": "en", "balance": 1000, "tariff": "online", "password": PASSWORD},
    }
)
"""By number: an ordinary one, one with an open promised payment, a blocked one, a company's two (the first manages),
a suspended bonus member, one locked out, one that uses the credit of trust, and an English speaker."""


def seed(accounts: Accounts, now: datetime) -> list[str]:
    """Add the demonstration subscribers that are not there yet; their numbers."""
    with accounts.reading() as ledger:
        if ledger.known(DEMO) == set(DEMO):
            return []
    shared = hashed(accounts, {"password": PASSWORD})  # one for all: each would take its time
    secrets = {number: shared | hashed(accounts, {**facts, "password": None}) for number, facts in DEMO.items()}
    try:
        with accounts.changing() as ledger:
            there = ledger.known(DEMO)
            missing = [number for number in DEMO if number not in there]
            for number in missing:
                write(ledger, accounts, number, DEMO[number], hashed=secrets[number], now=now)
    except Collision:
        return []
    return missing


def reset(accounts: Accounts, number: str, now: datetime) -> None:
    """Make a demonstration subscriber what it was at first. Raises UnknownSubscriber for any other number."""
    number = normal_number(number)
    if number not in DEMO:
        raise UnknownSubscriber(f"{number} is no demonstration subscriber; these are: {', '.join(DEMO)}")
    prepare(accounts, number, DEMO[number], now)
