"""Facts of the account's money: balance, limit, charges, payments, what is lent."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from typing import Any, Final

from ivr.account.catalogue import CHARGE_KINDS
from ivr.account.facts.part import FactPart, Facts, When
from ivr.account.facts.values import FactError, kopecks, listed, mapping, one_of, roubles
from ivr.account.ledger import Ledger
from ivr.account.records import Promise, Subscriber
from ivr.account.rules import promised_payment

_MOST_DUE: Final = 3650


def _rows(ledger: Ledger, number: str, facts: Facts, when: When) -> None:
    promise = mapping(facts, "promised_payment", ("amount", "due"))
    if promise:
        days = promise.get("due", promised_payment.TERM_DAYS)
        if isinstance(days, bool) or not isinstance(days, int) or abs(days) > _MOST_DUE:
            raise FactError(
                f"promised_payment.due: {days!r} is no number of days from today, {-_MOST_DUE} to {_MOST_DUE}"
            )
        due = when.today + timedelta(days=days)
        amount = kopecks(promise.get("amount", 50), "promised_payment.amount")
        ledger.add_promise(number, Promise(amount, promised_payment.FEE, due))
    for place, charge in enumerate(listed(facts, "charges"), 1):
        if not isinstance(charge, Mapping):
            raise FactError("charges: each is {kind: calls, amount: 12.50}")
        kind = one_of(charge.get("kind", "calls"), CHARGE_KINDS, "charges.kind")
        ledger.add_charge(
            number, when.now - timedelta(hours=place), kind, kopecks(charge.get("amount", 0), "charges.amount")
        )
    for place, payment in enumerate(listed(facts, "payments"), 1):
        ledger.add_payment(number, when.now - timedelta(days=place), kopecks(payment, "payments"))


def _show(ledger: Ledger, who: Subscriber, when: When) -> dict[str, Any]:
    open_promises = [promise for promise in ledger.promises(who.account) if not promise.paid]
    promise = None
    if open_promises:
        oldest = open_promises[0]
        promise = {"amount": roubles(oldest.amount), "due": (oldest.due - when.today).days}
    return {
        "promised_payment": promise,
        "charges": [{"kind": one.kind, "amount": roubles(one.amount)} for one in ledger.charges(who.number)],
        "payments": [roubles(one.amount) for one in ledger.payments(who.number)],
    }


MONEY: Final = FactPart(("promised_payment", "charges", "payments"), rows=_rows, show=_show)
"""promised_payment: {amount, due: days from today}."""
