"""Requests of subscribers: what they may be about, and how they go from state to state."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from ivr.account.records import Ticket

BILL: Final = "bill"
COMPLAINT: Final = "complaint"
REREGISTRATION: Final = "reregistration"
DOCUMENTS: Final = "documents"
SIM: Final = "sim"
KINDS: Final = (BILL, COMPLAINT, REREGISTRATION, DOCUMENTS, SIM)

NEW: Final = "new"
IN_WORK: Final = "in_work"
WAITING: Final = "waiting"
DONE: Final = "done"
REFUSED: Final = "refused"
STATES: Final = (NEW, IN_WORK, WAITING, DONE, REFUSED)

ENDED: Final = (DONE, REFUSED)
"""States that nothing follows."""

MOST_OPEN: Final = 3
"""Requests of one kind that a number may have open: who asks again gets the number of what is open already."""


def still_open(tickets: Iterable[Ticket], kind: str) -> list[Ticket]:
    """The requests of a kind that have not ended, in their order."""
    return [ticket for ticket in tickets if ticket.kind == kind and ticket.state not in ENDED]


def told(tickets: Iterable[Ticket], most: int) -> list[Ticket]:
    """Every request that is open, and after them the first of those that have ended, so many in all at most."""
    known = list(tickets)
    waiting = [ticket for ticket in known if ticket.state not in ENDED]
    ended = [ticket for ticket in known if ticket.state in ENDED]
    return waiting + ended[: max(0, most - len(waiting))]


def may_become(state: str, after: str) -> bool:
    """Whether a request in a state may come to another: anything but from where nothing follows."""
    return after in STATES and state not in ENDED and after != state
