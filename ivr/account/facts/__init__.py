"""A subscriber as plain facts: what tests and demonstrations set, and what they look at.

    {"balance": 121.05, "tariff": "base", "options": ["voicemail"], "packages": {"minutes": 200},
     "bonus": {"points": 500}, "blocked": 10, "password": "4321"}

Sums are in roubles, for people write and read them. `show` gives the same names that `prepare` takes. Each subject of
the account is a part of its own.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any, Final

from ivr.account.accounts import Accounts
from ivr.account.errors import UnknownSubscriber
from ivr.account.facts.access import ACCESS
from ivr.account.facts.money import MONEY
from ivr.account.facts.own import OWN
from ivr.account.facts.part import FactPart, Facts, When
from ivr.account.facts.requests import REQUESTS
from ivr.account.facts.settings import SETTINGS
from ivr.account.facts.top_up import TOP_UP
from ivr.account.facts.values import FactError, did_you_mean, flag, kopecks, one_of, roubles
from ivr.account.ledger import Ledger
from ivr.account.numbers import normal_number
from ivr.account.records import Kind, Subscriber

__all__ = ["FACTS", "FactError", "hashed", "kopecks", "prepare", "roubles", "show", "write"]

PARTS: Final[tuple[FactPart, ...]] = (OWN, MONEY, REQUESTS, SETTINGS, ACCESS, TOP_UP)

_OF_ACCOUNT: Final = ("code_word",)
"""Secrets that are the account's, not the number's."""

FACTS: Final = (
    "kind",
    "account_of",
    "balance",
    "limit",
    "trust_credit",
    *(name for part in PARTS for name in part.names),
)
"""What `prepare` takes. account_of: another number; limit: how far below zero the balance may go in all; trust_credit:
whether that limit is the credit of trust."""


def prepare(accounts: Accounts, number: str, facts: Facts, now: datetime) -> None:
    """Make a subscriber what the facts say, whatever it was before. Raises FactError.

    Who manages an account keeps it, with its other numbers.
    """
    secrets = hashed(accounts, facts)
    with accounts.changing() as ledger:
        write(ledger, accounts, number, facts, hashed=secrets, now=now)


def hashed(accounts: Accounts, facts: Facts) -> dict[str, str]:
    """What is kept of the facts' secrets, by column: hashing takes its time, and is best done before a transaction."""
    return {column: kept for part in PARTS for column, kept in part.hashed(facts, accounts.passwords).items()}


def write(
    ledger: Ledger, accounts: Accounts, number: str, facts: Facts, *, hashed: Mapping[str, str], now: datetime
) -> None:
    """What `prepare` does, within a transaction that is open. hashed: see `hashed`."""
    for name in facts:
        if name not in FACTS:
            raise FactError(f"there is no fact {name!r}{did_you_mean(name, FACTS)}")
    number, when = normal_number(number), When(now, accounts.today(now))
    before = ledger.subscriber(number)
    ledger.forget(number)
    account = _account(ledger, facts, before)
    columns = {column: value for part in PARTS for column, value in part.columns(facts, when).items()}
    kept = {column: value for column, value in hashed.items() if column not in _OF_ACCOUNT}
    ledger.add_subscriber(number, account, **columns, **kept)
    of_account = {column: hashed[column] for column in _OF_ACCOUNT if column in hashed}
    of_account |= {column: value for part in PARTS for column, value in part.account(facts).items()}
    if of_account:
        ledger.change_account(account, **of_account)
    for part in PARTS:
        part.rows(ledger, number, facts, when)


def show(accounts: Accounts, number: str, now: datetime) -> dict[str, Any]:
    """A subscriber as facts. Passwords are not among them. Raises UnknownSubscriber."""
    when = When(now, accounts.today(now))
    with accounts.reading() as ledger:
        who = ledger.subscriber(normal_number(number))
        if who is None:
            raise UnknownSubscriber(f"nobody has the number {number}")
        facts: dict[str, Any] = {
            "number": who.number,
            "kind": who.kind.value,
            "balance": roubles(who.funds.balance),
            "limit": roubles(who.funds.limit),
            "trust_credit": who.funds.trust > 0,
        }
        for part in PARTS:
            facts |= part.show(ledger, who, when)
    return facts


def _account(ledger: Ledger, facts: Facts, before: Subscriber | None) -> int:
    if "account_of" in facts:
        other = ledger.subscriber(normal_number(str(facts["account_of"])))
        if other is None:
            raise FactError(f"account_of: nobody has the number {facts['account_of']}")
        return other.account
    kind = Kind(one_of(facts.get("kind", "person"), [kind.value for kind in Kind], "kind"))
    limit = kopecks(facts.get("limit", 0), "limit")
    trusted = flag(facts, "trust_credit")
    if trusted and limit <= 0:
        raise FactError("trust_credit: give its limit too: {trust_credit: true, limit: 300}")
    sums = {
        "balance": kopecks(facts.get("balance", 0), "balance"),
        "credit_limit": 0 if trusted else limit,
        "trust_limit": limit if trusted else 0,
    }
    if before is not None and before.manages and ledger.numbers(before.account):
        ledger.change_account(before.account, kind=kind.value, code_word=None, code_word_wrong=0, **sums)
        return before.account
    return ledger.add_account(kind, **sums)
