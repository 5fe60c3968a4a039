"""Detailed bills, sent once by e-mail."""

from __future__ import annotations

from ivr.account.ledger import Ledger
from ivr.account.operations import Result
from ivr.account.records import Request, Subscriber
from ivr.account.rules import access, requests
from ivr.account.transactions import Transactions


class BillsDesk(Transactions):
    """What is asked about bills."""

    def bill(self, request: Request) -> Result:
        """Whether a bill can be ordered: ``ready``, ``already`` (`id`), ``no_email``."""
        with self.reading() as ledger:
            who = self.subject(ledger, request, access.VIEW)
            return _hindered(ledger, who) or Result("ready")

    def order_bill(self, request: Request) -> Result:
        """Order a detailed bill to the e-mail that is kept: ``ordered`` (`id`), ``already`` (`id`), ``no_email``.

        The address is not told: whoever holds the telephone need not learn it.
        """

        def work(ledger: Ledger, who: Subscriber) -> Result:
            if hindered := _hindered(ledger, who):
                return hindered
            return Result("ordered", {"id": str(ledger.open_request(who.number, requests.BILL, request.now))})

        return self.change(request, "bill.order", (), access.MANAGE, work)


def _hindered(ledger: Ledger, who: Subscriber) -> Result | None:
    if not who.email:
        return Result("no_email")
    if opened := requests.still_open(ledger.requests(who.number), requests.BILL):
        return Result("already", {"id": str(opened[0].id)})
    return None
