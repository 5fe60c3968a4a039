"""Money from elsewhere: express cards, and asking others to call or to pay."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from ivr.account.rules import favours, messages
from ivr.account.rules.access import MANAGE, VIEW
from ivr.actions import Context, Outcome, action
from ivr.secret import Secret
from ivr.service_guide.asking import accounts, outcome, request

ASKED: Final = {"sent": None, "too_many": None, "own": None, "invalid": None}
"""How asking another number may end."""


@dataclass(frozen=True, slots=True)
class Paid:
    """What was paid in, kopecks. settled: how much of it went to a promised payment."""

    amount: int
    settled: int


@dataclass(frozen=True, slots=True)
class CardAttempts:
    """Wrong codes that are still allowed."""

    attempts_left: int


@dataclass(frozen=True, slots=True)
class BillNumber:
    """The number that the order of a bill is known by."""

    id: str


@action(
    "card.pay",
    outcomes={"paid": Paid, "wrong": CardAttempts, "used": CardAttempts, "locked": None},
    needs=VIEW,
    changes=True,
)
def pay_by_card(context: Context, code: Secret) -> Outcome:
    """Pay by the code of an express card, which pays once. Five wrong ones in a row lock this for a day."""
    return outcome(accounts(context).top_up(request(context), code))


@action("payment.link", outcomes={"sent": None, "too_often": None}, needs=VIEW, changes=True)
def send_payment_link(context: Context) -> Outcome:
    """Send the link to the page where a bank card pays: nobody types its data into a call. At most five times a day."""
    return outcome(accounts(context).send_to_phone(request(context), messages.PAYMENT))


@action("favour.call_me", outcomes=ASKED, needs=VIEW, changes=True)
def call_me(context: Context, number: str) -> Outcome:
    """Ask a number to call back, by SMS. It is free; at most five times a day."""
    return outcome(accounts(context).ask(request(context), favours.CALL_ME, number))


@action("favour.pay_for_me", outcomes=ASKED, needs=VIEW, changes=True)
def pay_for_me(context: Context, number: str) -> Outcome:
    """Ask a number to top up the account, by SMS. It is free; at most five times a day."""
    return outcome(accounts(context).ask(request(context), favours.PAY_FOR_ME, number))


@action("bill.state", outcomes={"ready": None, "already": BillNumber, "no_email": None}, needs=VIEW)
def bill(context: Context) -> Outcome:
    """Whether a detailed bill can be ordered."""
    return outcome(accounts(context).bill(request(context)))


@action(
    "bill.order", outcomes={"ordered": BillNumber, "already": BillNumber, "no_email": None}, needs=MANAGE, changes=True
)
def order_bill(context: Context) -> Outcome:
    """Order a detailed bill to the e-mail address that the account keeps."""
    return outcome(accounts(context).order_bill(request(context)))
