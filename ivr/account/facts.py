"""A subscriber as plain facts: what tests and demonstrations set, and what they look at.

    {"balance": 121.05, "tariff": "base", "options": ["voicemail"], "packages": {"minutes": 200},
     "bonus": {"points": 500}, "blocked": 10, "password": "4321"}

Sums are in roubles, for people write and read them. `show` gives the same names that `prepare` takes.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from decimal import Decimal, InvalidOperation
from typing import Any, Final

from ivr.account.accounts import Accounts
from ivr.account.catalogue import CHARGE_KINDS, OPTIONS, TARIFFS
from ivr.account.errors import UnknownSubscriber
from ivr.account.ledger import Ledger
from ivr.account.numbers import normal_number
from ivr.account.records import Kind, Membership, Promise, Subscriber
from ivr.account.rules import access, blocking, bonus, promised_payment

FACTS: Final = (
    "kind",
    "account_of",
    "manages",
    "language",
    "balance",
    "limit",
    "tariff",
    "options",
    "packages",
    "bonus",
    "blocked",
    "password",
    "wrong_passwords",
    "promised_payment",
    "trust_credit",
    "charges",
    "payments",
)
"""What `prepare` takes. blocked: days; promised_payment: {amount, due: days from today}; account_of: another number;
limit: how far below zero the balance may go in all; trust_credit: whether that limit is the credit of trust."""

LANGUAGES: Final = ("ru", "en")

_STANDINGS: Final = (bonus.PARTICIPANT, bonus.SUSPENDED, bonus.NOT_JOINED, bonus.NOT_FOR_COMPANIES)

_MOST_DUE: Final = 3650

_DIGITS: Final = re.compile(r"[0-9]{4,12}")


class FactError(ValueError):
    """A fact cannot be; the message says which and what can."""


def prepare(accounts: Accounts, number: str, facts: Mapping[str, Any], now: datetime) -> None:
    """Make a subscriber what the facts say, whatever it was before. Raises FactError.

    Who manages an account keeps it, with its other numbers.
    """
    hashed = hashed_password(accounts, facts)
    with accounts.changing() as ledger:
        write(ledger, accounts, number, facts, hashed=hashed, now=now)


def hashed_password(accounts: Accounts, facts: Mapping[str, Any]) -> str | None:
    """What is kept of the facts' password: hashing takes its time, and is best done before a transaction."""
    password = facts.get("password")
    if password is None:
        return None
    if isinstance(password, bool) or not _DIGITS.fullmatch(str(password)):
        raise FactError("password: 4 to 12 digits, in quotes when the first is 0")
    return accounts.passwords.hash(str(password))


def write(
    ledger: Ledger, accounts: Accounts, number: str, facts: Mapping[str, Any], *, hashed: str | None, now: datetime
) -> None:
    """What `prepare` does, within a transaction that is open. hashed: see `hashed_password`."""
    for name in facts:
        if name not in FACTS:
            raise FactError(f"there is no fact {name!r}{_did_you_mean(name, FACTS)}")
    number = normal_number(number)
    before = ledger.subscriber(number)
    ledger.forget(number)
    account = _account(ledger, facts, before)
    packages = _mapping(facts, "packages", ("minutes", "sms", "mms", "megabytes"))
    points = _mapping(facts, "bonus", ("points", "state"))
    state = _one_of(points.get("state", bonus.PARTICIPANT if points else bonus.NOT_JOINED), _STANDINGS, "bonus.state")
    member = state in (bonus.PARTICIPANT, bonus.SUSPENDED)
    ledger.add_subscriber(
        number,
        account,
        tariff=_one_of(facts.get("tariff", "base"), TARIFFS, "tariff"),
        language=_one_of(facts.get("language", "ru"), LANGUAGES, "language"),
        manages=_flag(facts, "manages"),
        **{name: _count(value, name) for name, value in packages.items()},
        bonus_membership=(Membership.MEMBER if member else Membership.NONE).value,
        bonus_points=_count(points.get("points", 0), "points"),
        bonus_since=now - timedelta(days=40 if state == bonus.SUSPENDED else 1) if member else None,
        password_hash=hashed,
        password_wrong=_count(facts.get("wrong_passwords", 0), "wrong_passwords"),
        blocked_until=_blocked(facts, accounts, now),
    )
    ledger.set_options(number, [_one_of(option, OPTIONS, "options") for option in _list(facts, "options")])
    _money(ledger, number, facts, accounts, now)


def show(accounts: Accounts, number: str, now: datetime) -> dict[str, Any]:
    """A subscriber as facts. Passwords are not among them. Raises UnknownSubscriber."""
    today = accounts.today(now)
    with accounts.reading() as ledger:
        who = ledger.subscriber(normal_number(number))
        if who is None:
            raise UnknownSubscriber(f"nobody has the number {number}")
        open_promises = [promise for promise in ledger.promises(who.account) if not promise.paid]
        charges, payments = ledger.charges(who.number), ledger.payments(who.number)
    facts: dict[str, Any] = {
        "number": who.number,
        "kind": who.kind.value,
        "language": who.language,
        "manages": who.manages,
        "balance": roubles(who.funds.balance),
        "limit": roubles(who.funds.limit),
        "tariff": who.tariff,
        "options": list(who.options),
        "packages": {name: getattr(who.packages, name) for name in ("minutes", "sms", "mms", "megabytes")},
        "bonus": {"state": bonus.standing(who.kind, who.bonus, now), "points": who.bonus.points},
        "blocked": _days_left(who, accounts, now),
        "has_password": who.password.hash is not None,
        "wrong_passwords": who.password.wrong,
        "locked": access.locked(who.password),
        "promised_payment": None,
        "trust_credit": who.funds.trust > 0,
        "charges": [{"kind": charge.kind, "amount": roubles(charge.amount)} for charge in charges],
        "payments": [roubles(payment.amount) for payment in payments],
    }
    if open_promises:
        oldest = open_promises[0]
        facts["promised_payment"] = {"amount": roubles(oldest.amount), "due": (oldest.due - today).days}
    return facts


def kopecks(value: Any, name: str = "sum") -> int:
    """Roubles as people write them to kopecks. Raises FactError."""
    try:
        exact = Decimal(str(value)) * 100
    except InvalidOperation:
        raise FactError(f"{name}: {value!r} is no sum of roubles") from None
    if isinstance(value, bool) or not exact.is_finite() or exact != exact.to_integral_value():
        raise FactError(f"{name}: {value!r} is no sum of roubles and kopecks")
    return int(exact)


def roubles(amount: int) -> float | int:
    """Kopecks to roubles as people write them."""
    return amount // 100 if amount % 100 == 0 else amount / 100


def _account(ledger: Ledger, facts: Mapping[str, Any], before: Subscriber | None) -> int:
    if "account_of" in facts:
        other = ledger.subscriber(normal_number(str(facts["account_of"])))
        if other is None:
            raise FactError(f"account_of: nobody has the number {facts['account_of']}")
        return other.account
    kind = Kind(_one_of(facts.get("kind", "person"), [kind.value for kind in Kind], "kind"))
    limit = kopecks(facts.get("limit", 0), "limit")
    trusted = _flag(facts, "trust_credit")
    if trusted and limit <= 0:
        raise FactError("trust_credit: give its limit too: {trust_credit: true, limit: 300}")
    sums = {
        "balance": kopecks(facts.get("balance", 0), "balance"),
        "credit_limit": 0 if trusted else limit,
        "trust_limit": limit if trusted else 0,
    }
    if before is not None and before.manages and ledger.numbers(before.account):
        ledger.change_account(before.account, kind=kind.value, **sums)
        return before.account
    return ledger.add_account(kind, **sums)


def _money(ledger: Ledger, number: str, facts: Mapping[str, Any], accounts: Accounts, now: datetime) -> None:
    promise = _mapping(facts, "promised_payment", ("amount", "due"))
    if promise:
        days = promise.get("due", promised_payment.TERM_DAYS)
        if isinstance(days, bool) or not isinstance(days, int) or abs(days) > _MOST_DUE:
            raise FactError(
                f"promised_payment.due: {days!r} is no number of days from today, {-_MOST_DUE} to {_MOST_DUE}"
            )
        due = accounts.today(now) + timedelta(days=days)
        amount = kopecks(promise.get("amount", 50), "promised_payment.amount")
        ledger.add_promise(number, Promise(amount, promised_payment.FEE, due))
    for place, charge in enumerate(_list(facts, "charges"), 1):
        if not isinstance(charge, Mapping):
            raise FactError("charges: each is {kind: calls, amount: 12.50}")
        kind = _one_of(charge.get("kind", "calls"), CHARGE_KINDS, "charges.kind")
        ledger.add_charge(
            number, now - timedelta(hours=place), kind, kopecks(charge.get("amount", 0), "charges.amount")
        )
    for place, payment in enumerate(_list(facts, "payments"), 1):
        ledger.add_payment(number, now - timedelta(days=place), kopecks(payment, "payments"))


def _mapping(facts: Mapping[str, Any], name: str, known: tuple[str, ...]) -> Mapping[str, Any]:
    value = facts.get(name) or {}
    if not isinstance(value, Mapping):
        raise FactError(f"{name}: is a mapping of {', '.join(known)}")
    for key in value:
        if key not in known:
            raise FactError(f"{name}: there is no {key!r}{_did_you_mean(key, known)}")
    return value


def _list(facts: Mapping[str, Any], name: str) -> Sequence[Any]:
    value = facts.get(name) or ()
    if not isinstance(value, list | tuple):
        raise FactError(f"{name}: is a list")
    return value


def _flag(facts: Mapping[str, Any], name: str) -> bool:
    value = facts.get(name, False)
    if not isinstance(value, bool):
        raise FactError(f"{name}: {value!r} is neither true nor false")
    return value


def _one_of(value: Any, known: Any, name: str) -> str:
    if not isinstance(value, str) or value not in known:
        raise FactError(f"{name}: there is no {value!r}{_did_you_mean(str(value), known)}")
    return str(value)


def _count(value: Any, name: str) -> int:
    if isinstance(value, bool) or not isinstance(value, int) or value < 0:
        raise FactError(f"{name}: {value!r} is no whole number from 0 up")
    return value


def _blocked(facts: Mapping[str, Any], accounts: Accounts, now: datetime) -> Any:
    days = facts.get("blocked")
    if not days:
        return None
    until = blocking.end(accounts.today(now), _count(days, "blocked"))
    if until is None:
        raise FactError(f"blocked: a number is blocked for 1 to {blocking.MOST_DAYS} days")
    return until


def _days_left(who: Subscriber, accounts: Accounts, now: datetime) -> int:
    today = accounts.today(now)
    if who.blocked_until is None or not blocking.blocked(who.blocked_until, today):
        return 0
    return (who.blocked_until - today).days


def _did_you_mean(word: str, known: Any) -> str:
    close = difflib.get_close_matches(word, list(known), 1)
    return f"; did you mean {close[0]!r}?" if close else f"; known are {', '.join(known)}"
