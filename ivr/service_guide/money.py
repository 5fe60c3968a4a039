"""Balance, charges, payments, packages, promised payment and credit of trust."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from ivr.account.catalogue import CHARGE_KINDS
from ivr.account.rules.access import MANAGE, VIEW
from ivr.account.rules.promised_payment import Offer
from ivr.actions import Context, Outcome, action
from ivr.service_guide.asking import OverLimit, accounts, outcome, request, text


@dataclass(frozen=True, slots=True)
class Balance:
    """The account's money, kopecks. available: what can be spent, the limit included."""

    balance: int
    limit: int
    available: int


@dataclass(frozen=True, slots=True)
class ChargeLine:
    """One charge. at: in the account's zone; name: what for, in words; amount: kopecks."""

    at: datetime
    name: str
    amount: int


@dataclass(frozen=True, slots=True)
class PaymentLine:
    """One payment. at: in the account's zone; amount: kopecks."""

    at: datetime
    amount: int


@dataclass(frozen=True, slots=True)
class Kindred:
    """Spending of one kind. name: in words; amount: kopecks."""

    name: str
    amount: int


@dataclass(frozen=True, slots=True)
class Spending:
    """Spending since the first of the month. total: kopecks; kinds: the greatest first."""

    total: int
    kinds: list[Kindred]


@dataclass(frozen=True, slots=True)
class Left:
    """What is left of packages."""

    minutes: int
    sms: int
    mms: int
    megabytes: int


@dataclass(frozen=True, slots=True)
class Taken:
    """A promised payment that was taken. Sums in kopecks; due: the day by which it is to be paid."""

    amount: int
    fee: int
    due: date


@dataclass(frozen=True, slots=True)
class Limit:
    """A credit's limit, kopecks."""

    limit: int


@action("balance.get", outcomes={"ok": Balance}, needs=VIEW)
def balance(context: Context) -> Outcome:
    """The balance."""
    funds = accounts(context).subscriber(request(context)).funds
    return Outcome("ok", Balance(funds.balance, funds.limit, funds.available))


@action("balance.detailed", outcomes={"ok": Balance}, needs=VIEW)
def detailed_balance(context: Context) -> Outcome:
    """Balance, the limit granted by the operator, and what is available: both together."""
    funds = accounts(context).subscriber(request(context)).funds
    return Outcome("ok", Balance(funds.balance, funds.limit, funds.available))


@action("charges.last", outcomes={"ok": list[ChargeLine], "none": None}, needs=VIEW)
def charges(context: Context) -> Outcome:
    """The last five charges, newest first."""
    zone = accounts(context).zone
    lines = [
        ChargeLine(charge.at.astimezone(zone), text(CHARGE_KINDS[charge.kind], context), charge.amount)
        for charge in accounts(context).charges(request(context))
    ]
    return Outcome("ok", lines) if lines else Outcome("none")


@action("charges.send", outcomes={"sent": None, "none": None, "too_often": None}, needs=VIEW, changes=True)
def send_charges(context: Context) -> Outcome:
    """Send the last five charges to the telephone; at most five times a day."""
    return outcome(accounts(context).send_charges(request(context)))


@action("payments.last", outcomes={"ok": list[PaymentLine], "none": None}, needs=VIEW)
def payments(context: Context) -> Outcome:
    """The last five payments, newest first."""
    zone = accounts(context).zone
    found = accounts(context).payments(request(context))
    lines = [PaymentLine(payment.at.astimezone(zone), payment.amount) for payment in found]
    return Outcome("ok", lines) if lines else Outcome("none")


@action("spending.month", outcomes={"ok": Spending}, needs=VIEW)
def spending(context: Context) -> Outcome:
    """Spending since the first of the month, in all and by kind, the greatest first."""
    spent = accounts(context).spending(request(context))
    kinds = [Kindred(text(CHARGE_KINDS[kind], context), amount) for kind, amount in spent.items()]
    kinds.sort(key=lambda kind: -kind.amount)
    return Outcome("ok", Spending(sum(spent.values()), kinds))


@action("packages.left", outcomes={"ok": Left}, needs=VIEW)
def packages(context: Context) -> Outcome:
    """Minutes, messages, multimedia messages and megabytes left."""
    left = accounts(context).subscriber(request(context)).packages
    return Outcome("ok", Left(left.minutes, left.sms, left.mms, left.megabytes))


@action(
    "promised_payment.offer",
    outcomes={
        "offered": Offer,
        "not_needed": Offer,
        "too_deep": Offer,
        "already": Offer,
        "unpaid": Offer,
        "managed": None,
    },
    needs=VIEW,
)
def offer_promised_payment(context: Context) -> Outcome:
    """Whether a promised payment may be taken, and on what terms."""
    return Outcome(*accounts(context).offer_promised_payment(request(context)))


@action(
    "promised_payment.take",
    outcomes={
        "taken": Taken,
        "not_needed": Offer,
        "too_deep": Offer,
        "already": Offer,
        "unpaid": Offer,
        "over_limit": OverLimit,
        "out_of_bounds": None,
        "managed": None,
    },
    needs=MANAGE,
    changes=True,
)
def take_promised_payment(context: Context, amount: int) -> Outcome:
    """Take a promised payment of so many kopecks. It is never taken twice."""
    return outcome(accounts(context).take_promised_payment(request(context), amount))


@action(
    "trust_credit.state",
    outcomes={"connected": Limit, "available": Limit, "not_available": None},
    needs=VIEW,
)
def trust_credit(context: Context) -> Outcome:
    """Whether the credit of trust is on or open to the subscriber, and its limit."""
    state, limit = accounts(context).trust_credit(request(context))
    return Outcome(state, None if state == "not_available" else Limit(limit))


@action(
    "trust_credit.connect",
    outcomes={"connected": Limit, "already": None, "not_available": None},
    needs=MANAGE,
    changes=True,
    undoes=("trust_credit.disconnect",),
)
def connect_trust_credit(context: Context) -> Outcome:
    """Take the credit of trust."""
    return outcome(accounts(context).connect_trust_credit(request(context)))


@action(
    "trust_credit.disconnect",
    outcomes={"disconnected": None, "not_connected": None, "in_use": None},
    needs=MANAGE,
    changes=True,
    undoes=("trust_credit.connect",),
)
def disconnect_trust_credit(context: Context) -> Outcome:
    """Give the credit of trust back; not while it is being used."""
    return outcome(accounts(context).disconnect_trust_credit(request(context)))
