"""Facts of the number itself: whose it is, its plan, services, packages, points and password."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any, Final

from ivr.account.catalogue import OPTIONS, TARIFFS
from ivr.account.facts.part import FactPart, Facts, When
from ivr.account.facts.values import FactError, count, flag, listed, mapping, one_of
from ivr.account.ledger import Ledger
from ivr.account.passwords import Passwords
from ivr.account.records import Membership, Subscriber
from ivr.account.rules import access, blocking, bonus

LANGUAGES: Final = ("ru", "en")

PACKAGES: Final = ("minutes", "sms", "mms", "megabytes")

_STANDINGS: Final = (bonus.PARTICIPANT, bonus.SUSPENDED, bonus.NOT_JOINED, bonus.NOT_FOR_COMPANIES)

_DIGITS: Final = re.compile(r"[0-9]{4,12}")


def _columns(facts: Facts, when: When) -> dict[str, Any]:
    packages = mapping(facts, "packages", PACKAGES)
    points = mapping(facts, "bonus", ("points", "state"))
    state = one_of(points.get("state", bonus.PARTICIPANT if points else bonus.NOT_JOINED), _STANDINGS, "bonus.state")
    member = state in (bonus.PARTICIPANT, bonus.SUSPENDED)
    return {
        "tariff": one_of(facts.get("tariff", "base"), TARIFFS, "tariff"),
        "language": one_of(facts.get("language", "ru"), LANGUAGES, "language"),
        "manages": flag(facts, "manages"),
        **{name: count(value, name) for name, value in packages.items()},
        "bonus_membership": (Membership.MEMBER if member else Membership.NONE).value,
        "bonus_points": count(points.get("points", 0), "points"),
        "bonus_since": when.now - timedelta(days=40 if state == bonus.SUSPENDED else 1) if member else None,
        "password_wrong": count(facts.get("wrong_passwords", 0), "wrong_passwords"),
        "blocked_until": _blocked(facts, when),
    }


def _rows(ledger: Ledger, number: str, facts: Facts, _when: When) -> None:
    ledger.set_options(number, [one_of(option, OPTIONS, "options") for option in listed(facts, "options")])


def _hashed(facts: Facts, passwords: Passwords) -> dict[str, str]:
    password = facts.get("password")
    return {} if password is None else {"password_hash": passwords.hash(digits(password, "password"))}


def digits(value: Any, name: str) -> str:
    """A secret of digits. Raises FactError, which does not show it."""
    if isinstance(value, bool) or not _DIGITS.fullmatch(str(value)):
        raise FactError(f"{name}: 4 to 12 digits, in quotes when the first is 0")
    return str(value)


def _show(_ledger: Ledger, who: Subscriber, when: When) -> dict[str, Any]:
    return {
        "language": who.language,
        "manages": who.manages,
        "tariff": who.tariff,
        "options": list(who.options),
        "packages": {name: getattr(who.packages, name) for name in PACKAGES},
        "bonus": {"state": bonus.standing(who.kind, who.bonus, when.now), "points": who.bonus.points},
        "blocked": _days_left(who, when),
        "has_password": who.password.hash is not None,
        "wrong_passwords": who.password.wrong,
        "locked": access.locked(who.password),
    }


def _blocked(facts: Facts, when: When) -> Any:
    days = facts.get("blocked")
    if not days:
        return None
    until = blocking.end(when.today, count(days, "blocked"))
    if until is None:
        raise FactError(f"blocked: a number is blocked for 1 to {blocking.MOST_DAYS} days")
    return until


def _days_left(who: Subscriber, when: When) -> int:
    today = when.today
    if who.blocked_until is None or not blocking.blocked(who.blocked_until, today):
        return 0
    return (who.blocked_until - today).days


OWN: Final = FactPart(
    ("manages", "language", "tariff", "options", "packages", "bonus", "blocked", "password", "wrong_passwords"),
    columns=_columns,
    rows=_rows,
    show=_show,
    hashed=_hashed,
)
"""blocked: days."""
