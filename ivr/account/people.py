"""People made up by chance, from a seed: the same ones come again, with a history that ends now."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from itertools import accumulate
from random import Random
from typing import Any, Final

from ivr.account.catalogue import OPTIONS, TARIFFS
from ivr.account.records import Kind, Membership
from ivr.account.rules import access, promised_payment, trust_credit

BLOCK: Final = 1000
"""Numbers that are made up together; no account has numbers in two blocks."""

_FIRST: Final = 300_000_000
"""The last nine digits of the first number; no demonstration subscriber's is among those that follow."""

_SHARING: Final = ((930, (1, 1)), (64, (2, 4)), (6, (3, 10)))
"""Of a thousand accounts: people with a number, families, companies, and how many numbers each has."""

_FAMILY, _COMPANY = 1, 2

_PACKAGES: Final = {"minutes": 800, "sms": 300, "mms": 20, "megabytes": 30_720}
"""The most that is left of each."""

_CHARGES: Final = ("calls", "calls", "calls", "sms", "internet", "internet", "tariff", "option")

Row = dict[str, Any]


@dataclass(slots=True)
class Household:
    """An account and its numbers with what belongs to each, as rows; the rows of numbers lack the account's id."""

    account: Row
    numbers: list[Row] = field(default_factory=list)
    options: list[Row] = field(default_factory=list)
    charges: list[Row] = field(default_factory=list)
    payments: list[Row] = field(default_factory=list)
    promises: list[Row] = field(default_factory=list)


def number(place: int) -> str:
    """The number of a subscriber by their place."""
    return f"+79{_FIRST + place:09}"


def households(block: int, *, seed: int, hashed: str | None, today: date, now: datetime) -> list[Household]:
    """The accounts of a block of numbers: always the same ones by the same seed."""
    chance = Random(f"{seed}:{block}")
    made, place, end = [], block * BLOCK, (block + 1) * BLOCK
    while place < end:
        sharing = _one(chance, range(len(_SHARING)), [weight for weight, _ in _SHARING])
        size = min(chance.randint(*_SHARING[sharing][1]), end - place)
        household = Household(_account(chance, sharing))
        for member in range(size):
            _add(chance, household, number(place + member), leads=size > 1 and member == 0, hashed=hashed, now=now)
        if household.account["balance"] < promised_payment.NEEDED_BELOW and chance.random() < 0.15:
            due = today + timedelta(days=chance.randint(-3, promised_payment.TERM_DAYS))
            amount = chance.randrange(promised_payment.LEAST, promised_payment.MOST + 1, 10_00)
            promise = {"amount": amount, "fee": promised_payment.FEE, "due": due, "paid": chance.random() < 0.5}
            household.promises.append({"number": number(place)} | promise)
        made.append(household)
        place += size
    return made


def _account(chance: Random, sharing: int) -> Row:
    if sharing == _COMPANY:
        balance, own, trust = chance.randint(500_00, 90_000_00), chance.randrange(0, 20_000_00, 1000_00), 0
    else:
        trusted = chance.random() < 0.05
        trust = chance.randrange(trust_credit.STEP, trust_credit.MOST + 1, trust_credit.STEP) if trusted else 0
        balance, own = round(chance.triangular(-150_00, 1500_00, 200_00)), 0
    kind = Kind.CORPORATE if sharing == _COMPANY else Kind.PERSON
    return {"kind": kind.value, "balance": balance, "credit_limit": own, "trust_limit": trust}


def _add(chance: Random, household: Household, number: str, *, leads: bool, hashed: str | None, now: datetime) -> None:
    """A number with its history, which ends before now."""
    tariffs = list(TARIFFS)
    member = household.account["kind"] == Kind.PERSON and chance.random() < 0.4
    language = "en" if chance.random() < 0.08 else "ru"
    household.numbers.append(
        {
            "number": number,
            "tariff": _one(chance, tariffs, range(len(tariffs) + 1, 1, -1)),
            "language": language,
            "messages": language,
            "manages": leads,
            **{name: chance.randint(0, most) for name, most in _PACKAGES.items()},
            "bonus_membership": (Membership.MEMBER if member else Membership.NONE).value,
            "bonus_points": chance.randint(0, 2000) if member else 0,
            "bonus_since": now - timedelta(days=chance.randint(0, 45)) if member else None,
            "password_hash": hashed if chance.random() < 0.98 else None,
            "password_wrong": access.MOST_WRONG if chance.random() < 0.01 else 0,
            "blocked_until": (now + timedelta(days=chance.randint(1, 90))).date() if chance.random() < 0.01 else None,
        }
    )
    chosen = chance.sample(list(OPTIONS), _one(chance, (0, 1, 2, 3), (40, 35, 20, 5)))
    household.options += [{"number": number, "option": option} for option in chosen]
    household.charges += [
        {"number": number, "at": at, "kind": chance.choice(_CHARGES), "amount": chance.randint(1_00, 120_00)}
        for at in _moments(chance, now, chance.randint(0, 8), timedelta(days=4))
    ]
    household.payments += [
        {"number": number, "at": at, "amount": chance.randrange(100_00, 1000_00, 50_00)}
        for at in _moments(chance, now, chance.randint(0, 5), timedelta(days=30))
    ]


def _moments(chance: Random, now: datetime, count: int, apart: timedelta) -> list[datetime]:
    """Moments before now, the oldest first, so many, apart by twice that at most."""
    backwards = accumulate(chance.randint(1, int(apart.total_seconds()) * 2) for _ in range(count))
    return [now - timedelta(seconds=seconds) for seconds in backwards][::-1]


def _one(chance: Random, values: Sequence[Any], weights: Sequence[int]) -> Any:
    return chance.choices(values, weights)[0]
