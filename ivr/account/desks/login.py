"""Coming in by one's number from another telephone: what a lost phone leaves."""

from __future__ import annotations

from ivr.account.desks.access import AccessDesk
from ivr.account.errors import AccessDenied, OperationConflict
from ivr.account.ledger import Ledger
from ivr.account.ledger.login import Login
from ivr.account.numbers import NOBODY, normal_number
from ivr.account.operations import Result, once
from ivr.account.records import Request, Subscriber
from ivr.account.rules import access, login
from ivr.account.transactions import insisted
from ivr.secret import Secret

FROM, FOR = "from", "for"
"""Tries from a telephone, and for a number."""


class LoginDesk(AccessDesk):
    """Who shows that a number is theirs by the answer to its control question, or by the code word of its company."""

    def whose(self, request: Request) -> str:
        """The number that a call is for: the one that calls, or the one that it has come in by since.

        Raises AccessDenied when that has run out, for it is not the calling number's again by that; OperationConflict
        for a request from before it.
        """
        with self.reading() as ledger:
            found = ledger.login(request.call_id, normal_number(request.number))
        if found is None:
            return request.number
        if request.step < found.step:
            raise OperationConflict(f"step {request.step} of the call was for the number that calls")
        if not access.holds(found.until, request.now, access.GRANT):
            raise AccessDenied("what the call has proved for the number it came in by has run out", 0)
        return found.number

    def come_in(self, request: Request, number: str, answer: Secret) -> Result:
        """Come in by a number from the telephone that calls: ``entered``, ``wrong`` (with `attempts_left`), ``closed``.

        The answer is that to the number's control question; for a company that has a code word, the code word. A right
        one proves level 2 for that number in this call, and no password is sent: who found the phone would read it.
        Nothing tells whether anybody has the number, or has a control question: all are asked alike, wrong ones are
        counted alike, and it takes the same time. Three wrong ones close this way for the telephone for a day, and
        for the number from any telephone; only the former is heard. One that hides its number does not come in.
        """
        caller, wanted = normal_number(request.number), normal_number(number)
        with self.reading() as ledger:
            who = ledger.subscriber(wanted)
        before = _kept(who)
        right = self.passwords.matches(before, answer.reveal())

        def work(ledger: Ledger) -> Result:
            here, there = ledger.login_tries(FROM, caller), ledger.login_tries(FOR, wanted)
            left = login.tries(*here, request.now)
            if caller == NOBODY or not left:
                return Result("closed")
            who = ledger.subscriber(wanted)
            open_to = who is not None and right and _kept(who) == before and login.tries(*there, request.now) > 0
            for side, whose, tries in ((FROM, caller, here), (FOR, wanted, there)):
                wrong = 0 if open_to else login.wrong_now(*tries, request.now)
                ledger.set_login_tries(side, whose, tries, wrong, request.now)
            if not open_to:
                return Result("wrong", {"attempts_left": left - 1}) if left > 1 else Result("closed")
            until = request.now + access.GRANT
            ledger.set_login(request.call_id, caller, Login(wanted, request.step, until))
            ledger.set_grant(request.call_id, wanted, access.MANAGE, until)
            return Result("entered")

        def do() -> Result:
            with self.changing() as ledger:
                return once(ledger, request, "login.answer", (wanted,), lambda: work(ledger))

        return insisted(do)


def _kept(who: Subscriber | None) -> str | None:
    if who is None:
        return None
    return who.control.answer if who.company.code_word is None else who.company.code_word
