"""Numbers of others: the black list, favourite numbers, and messages in ready words."""

from __future__ import annotations

from ivr.account import messages
from ivr.account.catalogue import READY_TEXTS
from ivr.account.ledger import Ledger
from ivr.account.numbers import normal_number
from ivr.account.operations import Result
from ivr.account.records import Request, Subscriber, Writing
from ivr.account.rules import access, blocking, numbers, writing
from ivr.account.rules import messages as sending
from ivr.account.transactions import Transactions


class ListsDesk(Transactions):
    """What is asked and changed of the lists of a number, and what it sends to others."""

    def listed(self, request: Request, kind: str) -> list[str]:
        """The numbers of the black list (``black``) or of the favourite ones (``favourite``)."""
        with self.reading() as ledger:
            return ledger.listed(self.subject(ledger, request, access.VIEW).number, kind)

    def add_listed(self, request: Request, kind: str, other: str) -> Result:
        """Add a number to a list: ``added``, ``already``, ``full``, ``own``, ``invalid``."""
        other = normal_number(other)

        def work(ledger: Ledger, who: Subscriber) -> Result:
            if kind not in numbers.MOST or not numbers.usable(other):
                return Result("invalid")
            if other == who.number:
                return Result("own")
            there = ledger.listed(who.number, kind)
            if other in there:
                return Result("already")
            if len(there) >= numbers.MOST[kind]:
                return Result("full")
            ledger.add_listed(who.number, kind, other, request.now)
            return Result("added")

        return self.change(request, "list.add", (kind, other), access.MANAGE, work)

    def drop_listed(self, request: Request, kind: str, other: str) -> Result:
        """Take a number off a list: ``removed``, ``not_there``."""
        other = normal_number(other)

        def work(ledger: Ledger, who: Subscriber) -> Result:
            return Result("removed" if ledger.drop_listed(who.number, kind, other) else "not_there")

        return self.change(request, "list.remove", (kind, other), access.MANAGE, work)

    def send_message(self, request: Request, to: str, text: str) -> Result:
        """Send a ready text (a code of `READY_TEXTS`) to a number: ``sent``, or why not.

        It comes out of the package, else it is charged. Who has the sender in their black list gets nothing; the sender
        is not told of it, not by the price either.
        """
        other = normal_number(to)
        today = self.today(request.now)

        def work(ledger: Ledger, who: Subscriber) -> Result:
            if not numbers.usable(other) or text not in READY_TEXTS:
                return Result("invalid")
            if other == who.number:
                return Result("own")
            if blocking.blocked(who.blocked_until, today):
                return Result("blocked")
            if ledger.favours(who.number, sending.MESSAGE, since=request.now - sending.DAY) >= sending.MOST_A_DAY:
                return Result("too_many")
            free = who.packages.sms > 0
            if not free and who.funds.available < sending.PRICE:
                return Result("not_enough_money")
            ledger.add_favour(who.number, sending.MESSAGE, other, request.now)
            if free:
                ledger.change_subscriber(who.number, sms=who.packages.sms - 1)
            else:
                ledger.charge(who, request.now, "sms", sending.PRICE)
            sent = Result("sent", {"price": 0 if free else sending.PRICE})
            if who.number in ledger.listed(other, numbers.BLACK):
                return sent
            how = ledger.writing(other) or Writing()
            words = READY_TEXTS[text]
            way = "en" if writing.current(how, request.now) == "en" else "ru"
            values = {"text": words[way], "number": who.number}
            ledger.send(other, request.now, messages.written(messages.FROM_NUMBER, how, request.now, **values))
            return sent

        return self.change(request, "message.send", (other, text), access.MANAGE, work)
