"""Requests: every order, complaint and re-registration has a number and a state that its owner can hear at any time."""

from __future__ import annotations

from datetime import datetime
from typing import Final

from ivr.account import messages
from ivr.account.catalogue import REQUEST_KINDS, REQUEST_STATES
from ivr.account.desks.money import is_anothers
from ivr.account.errors import AccountError
from ivr.account.ledger import Ledger
from ivr.account.numbers import normal_number
from ivr.account.operations import Result
from ivr.account.records import Request, Subscriber, Ticket
from ivr.account.rules import access, requests, writing
from ivr.account.transactions import Transactions

MOST_TOLD: Final = 5
"""How many requests are told, if no more of them are open."""


class RequestsDesk(Transactions):
    """What is asked about requests, and what begins one."""

    def requests(self, request: Request) -> list[Ticket]:
        """Every open request of the number, then the last that ended, what changed last first."""
        with self.reading() as ledger:
            return requests.told(ledger.requests(self.subject(ledger, request, access.VIEW).number), MOST_TOLD)

    def complain(self, request: Request) -> Result:
        """Ask to be called back about a trouble: ``opened`` with its number, or ``too_many``."""
        return self._open(request, requests.COMPLAINT, requests.MOST_OPEN, access.VIEW)

    def reregister(self, request: Request) -> Result:
        """Ask for the number to be another's: ``opened`` with the request's number, ``too_many``, or ``managed`` where
        it is for whoever manages the account to ask."""
        return self._open(request, requests.REREGISTRATION, 1, access.MANAGE, owner=True)

    def requests_of_all(self, number: str | None = None, *, ended: bool = False) -> list[tuple[str, Ticket]]:
        """For the operator's people: requests of everybody, or of a number, the oldest first. ended: those too."""
        states = requests.STATES if ended else [state for state in requests.STATES if state not in requests.ENDED]
        with self.reading() as ledger:
            return ledger.requests_of_all(states, None if number is None else normal_number(number))

    def order_documents(self, request: Request) -> Result:
        """Ask for a company's documents for accounting: ``opened``, or ``too_many`` while they are being made."""
        return self._open(request, requests.DOCUMENTS, 1, access.ACCOUNT, request.number)

    def replace_sim(self, request: Request, number: str) -> Result:
        """Ask for another SIM card for a number of the account: ``opened``, or ``too_many``."""
        return self._open(request, requests.SIM, 1, access.ACCOUNT, number)

    def move_request(self, ticket: int, state: str, at: datetime) -> None:
        """The operator's people have brought a request to another state; its owner is told by SMS.

        Raises AccountError when there is no such request, or it cannot come to that state.
        """
        with self.changing() as ledger:
            found = ledger.request(ticket)
            if found is None:
                raise AccountError(f"there is no request {ticket}: `ivr requests list` lists them")
            number, known = found
            if not requests.may_become(known.state, state):
                raise AccountError(f"request {ticket} is {known.state} and cannot become {state}")
            ledger.change_request(ticket, state, at)
            who = ledger.subscriber(number)
            assert who is not None
            way = "en" if writing.current(who.writing, at) == "en" else "ru"
            values = {"id": ticket, "kind": REQUEST_KINDS[known.kind][way], "state": REQUEST_STATES[state][way]}
            ledger.send(number, at, messages.written(messages.REQUEST, who.writing, at, **values))

    def _open(
        self, request: Request, kind: str, most: int, level: int, number: str | None = None, *, owner: bool = False
    ) -> Result:
        def work(ledger: Ledger, who: Subscriber) -> Result:
            if owner and is_anothers(ledger, request, who):
                return Result("managed")
            if opened := requests.still_open(ledger.requests(who.number), kind)[most - 1 :]:
                return Result("too_many", {"id": str(opened[0].id)})
            return Result("opened", {"id": str(ledger.open_request(who.number, kind, request.now))})

        return self.change(request, f"request.{kind}", (), level, work, number=number)
