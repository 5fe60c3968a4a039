"""Money: charges, payments, promised payment, credit of trust."""

from __future__ import annotations

from datetime import date
from typing import Final

from ivr.account import messages
from ivr.account.ledger import Ledger
from ivr.account.ledger.money import RETURNED
from ivr.account.numbers import normal_number
from ivr.account.operations import Result, result
from ivr.account.records import Charge, Kind, Payment, Promise, Request, Subscriber
from ivr.account.rules import access, promised_payment, trust_credit
from ivr.account.rules import messages as sending
from ivr.account.transactions import Transactions

LAST: Final = 5
"""How many of the last charges and payments are told."""


class MoneyDesk(Transactions):
    """What is asked and changed of the account's money."""

    def charges(self, request: Request) -> list[Charge]:
        """The last charges, newest first."""
        with self.reading() as ledger:
            return ledger.charges(self.subject(ledger, request, access.VIEW).number, most=LAST)

    def send_charges(self, request: Request) -> Result:
        """Send the last charges by SMS: ``sent``, ``none``, ``too_often``."""

        def work(ledger: Ledger, who: Subscriber) -> Result:
            charges = ledger.charges(who.number, most=LAST)
            if not charges:
                return Result("none")
            if ledger.favours(who.number, sending.CHARGES, since=request.now - sending.DAY) >= sending.MOST_TO_ONESELF:
                return Result("too_often")
            ledger.add_favour(who.number, sending.CHARGES, who.number, request.now)
            text = messages.last_charges(charges, who.writing, request.now, self.zone)
            ledger.send(who.number, request.now, text)
            return Result("sent")

        return self.change(request, "charges.send", (), access.VIEW, work)

    def payments(self, request: Request) -> list[Payment]:
        """The last payments, newest first."""
        with self.reading() as ledger:
            return ledger.payments(self.subject(ledger, request, access.VIEW).number, most=LAST)

    def spending(self, request: Request) -> dict[str, int]:
        """Kopecks spent since the first of the month, by kind. Giving back what was lent is no spending."""
        start = request.now.astimezone(self.zone).replace(day=1, hour=0, minute=0, second=0, microsecond=0)
        spent: dict[str, int] = {}
        with self.reading() as ledger:
            for charge in ledger.charges(self.subject(ledger, request, access.VIEW).number, since=start):
                if charge.kind == RETURNED:
                    continue
                spent[charge.kind] = spent.get(charge.kind, 0) + charge.amount
        return spent

    def offer_promised_payment(self, request: Request) -> tuple[str, promised_payment.Offer | None]:
        """Whether a promised payment may be taken, and on what terms; None where it is another's to take."""
        with self.reading() as ledger:
            who = self.subject(ledger, request, access.VIEW)
            if who.kind is Kind.CORPORATE and is_anothers(ledger, request, who):
                return promised_payment.MANAGED, None
            return promised_payment.offer(who.funds, ledger.promises(who.account), self.today(request.now))

    def trust_credit(self, request: Request) -> tuple[str, int]:
        """The credit of trust: ``connected``, ``available`` or ``not_available``, and its limit in kopecks.

        It is the account's: where a number manages the account, it is that number's matter alone.
        """
        with self.reading() as ledger:
            who = self.subject(ledger, request, access.VIEW)
            if is_anothers(ledger, request, who):
                return "not_available", 0
            if who.funds.trust:
                return "connected", who.funds.trust
            limit = trust_credit.limit(who.kind, ledger.payments(who.number), request.now)
            return ("available" if limit else "not_available"), limit

    def take_promised_payment(self, request: Request, amount: int) -> Result:
        """Take a promised payment (kopecks): ``taken``, or why not."""
        today = self.today(request.now)
        return self.change(
            request,
            "promised_payment.take",
            (amount,),
            access.MANAGE,
            lambda ledger, who: _take_promised_payment(ledger, who, request, today, amount),
        )

    def connect_trust_credit(self, request: Request) -> Result:
        """Take the credit of trust: ``connected``, ``already``, ``not_available``."""
        return self.change(
            request,
            "trust_credit.connect",
            (),
            access.MANAGE,
            lambda ledger, who: _connect_trust_credit(ledger, who, request),
        )

    def disconnect_trust_credit(self, request: Request) -> Result:
        """Give the credit of trust back: ``disconnected``, ``not_connected``, ``in_use``."""
        return self.change(
            request,
            "trust_credit.disconnect",
            (),
            access.MANAGE,
            lambda ledger, who: _disconnect_trust_credit(ledger, who, request),
        )


def _take_promised_payment(ledger: Ledger, who: Subscriber, request: Request, today: date, amount: int) -> Result:
    """Lend a sum (kopecks) until its due day, for a fee."""
    if who.kind is Kind.CORPORATE and is_anothers(ledger, request, who):
        return Result(promised_payment.MANAGED)
    state, terms = promised_payment.offer(who.funds, ledger.promises(who.account), today)
    if state != promised_payment.OFFERED:
        return result(state, terms)
    if not promised_payment.fits(amount, terms):
        return Result(promised_payment.OUT_OF_BOUNDS)
    promise = Promise(amount, terms.fee, terms.due)
    ledger.add_promise(who.number, promise)
    ledger.move(who.account, amount)
    ledger.charge(who, request.now, "promised_payment", terms.fee)
    return Result("taken", {"amount": amount, "fee": terms.fee, "due": terms.due.isoformat()})


def _connect_trust_credit(ledger: Ledger, who: Subscriber, request: Request) -> Result:
    """Grant the limit that the subscriber's payments allow."""
    if is_anothers(ledger, request, who):
        return Result("not_available")
    if who.funds.trust:
        return Result("already")
    limit = trust_credit.limit(who.kind, ledger.payments(who.number), request.now)
    if not limit:
        return Result("not_available")
    ledger.change_account(who.account, trust_limit=limit)
    return Result("connected", {"limit": limit})


def _disconnect_trust_credit(ledger: Ledger, who: Subscriber, request: Request) -> Result:
    """Take the limit back, unless it is being used."""
    if is_anothers(ledger, request, who) or not who.funds.trust:
        return Result("not_connected")
    if trust_credit.in_use(who.funds):
        return Result("in_use")
    ledger.change_account(who.account, trust_limit=0)
    return Result("disconnected")


def is_anothers(ledger: Ledger, request: Request, who: Subscriber) -> bool:
    """Whether the account itself is another number's matter: one manages the account, and it is not the one that
    calls."""
    own = ledger.subscriber(normal_number(request.number))
    return ledger.is_managed(who) and not (own is not None and own.manages)
