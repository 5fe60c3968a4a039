"""Companies: acting for a number of the account, what it may spend, and who uses it."""

from __future__ import annotations

from ivr.account.errors import OperationConflict
from ivr.account.ledger import Ledger
from ivr.account.ledger.company import Line
from ivr.account.numbers import normal_number
from ivr.account.operations import Result
from ivr.account.records import Request, Subscriber
from ivr.account.rules import access, company
from ivr.account.transactions import ACTS, Transactions


class CompanyDesk(Transactions):
    """What who manages an account asks and changes of its numbers. Each needs level 3, which they alone prove."""

    def lines(self, request: Request) -> list[Line]:
        """The account's numbers, with what each has spent in the month."""
        with self.reading() as ledger:
            who = self.subject(ledger, request, access.ACCOUNT, request.number)
            return ledger.lines(who.account, company.month_began(request.now, self.zone))

    def act_for(self, request: Request, number: str) -> Result:
        """Ask and change for a number of the account from now on, in this call: ``acting``, ``own``.

        It ends when the manager's own number is chosen, or by `act_for_own`; that level 3 has run out does not end it.
        Raises OperationConflict when the call has chosen again since: a late request changes nothing any more.
        """
        return self._act(request, "company.act", access.ACCOUNT, number)

    def act_for_own(self, request: Request) -> Result:
        """Ask and change for one's own number again: ``own``. It needs no password: nothing is got by it."""
        return self._act(request, "company.act_own", access.VIEW, request.number)

    def limit(self, request: Request, number: str) -> tuple[int, int]:
        """What a number may spend in a month, 0 without a limit, and what it has spent in this; kopecks."""
        with self.reading() as ledger:
            who = self.subject(ledger, request, access.ACCOUNT, number)
            spent = ledger.spent_since(who.number, company.month_began(request.now, self.zone))
            return who.company.spending_limit or 0, spent

    def set_limit(self, request: Request, number: str, amount: int) -> Result:
        """Let a number spend so many kopecks a month, 0 for any: ``set``, ``out_of_bounds``."""

        def work(ledger: Ledger, who: Subscriber) -> Result:
            if not company.limit_fits(amount):
                return Result("out_of_bounds")
            ledger.change_subscriber(who.number, spending_limit=amount or None)
            spent = ledger.spent_since(who.number, company.month_began(request.now, self.zone))
            return Result("set", {"limit": amount, "spent": spent})

        return self.change(request, "limit.set", (amount,), access.ACCOUNT, work, number=number)

    def unbind(self, request: Request, number: str) -> Result:
        """Nobody's name is with a number any more: ``unbound``, ``nobody``."""

        def work(ledger: Ledger, who: Subscriber) -> Result:
            if who.company.employee is None:
                return Result("nobody")
            ledger.change_subscriber(who.number, employee=None)
            return Result("unbound")

        return self.change(request, "employee.unbind", (), access.ACCOUNT, work, number=number)

    def _act(self, request: Request, name: str, level: int, number: str) -> Result:
        def last(ledger: Ledger) -> None:
            if ledger.newest(request.call_id, ACTS) > request.step:
                raise OperationConflict(f"step {request.step} of the call comes after it has chosen a number again")

        def work(ledger: Ledger, who: Subscriber) -> Result:
            last(ledger)
            own = normal_number(request.number)
            ledger.act(request.call_id, own, who.number if who.number != own else None)
            return Result("own" if who.number == own else "acting", {"number": who.number})

        result = self.change(request, name, (), level, work, number=number)
        with self.reading() as ledger:
            last(ledger)  # what came of the step before may be over
        return result
