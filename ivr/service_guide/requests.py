"""Requests: orders, complaints, re-registrations."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from ivr.account.catalogue import REQUEST_KINDS, REQUEST_STATES
from ivr.account.rules.access import MANAGE, VIEW
from ivr.actions import Context, Outcome, action
from ivr.service_guide.asking import accounts, outcome, request, text


@dataclass(frozen=True, slots=True)
class TicketLine:
    """A request and how it stands, in words. id: the number it is known by; changed: the day of its last change."""

    id: str
    kind: str
    state: str
    changed: date


@dataclass(frozen=True, slots=True)
class TicketNumber:
    """The number that a request is known by."""

    id: str


@action("requests.list", outcomes={"ok": list[TicketLine], "none": None}, needs=VIEW)
def requests(context: Context) -> Outcome:
    """The subscriber's last requests, what changed last first."""
    world = accounts(context)
    lines = [
        TicketLine(
            str(ticket.id),
            text(REQUEST_KINDS[ticket.kind], context),
            text(REQUEST_STATES[ticket.state], context),
            world.today(ticket.changed_at),
        )
        for ticket in world.requests(request(context))
    ]
    return Outcome("ok", lines) if lines else Outcome("none")


@action("request.complain", outcomes={"opened": TicketNumber, "too_many": TicketNumber}, needs=VIEW, changes=True)
def complain(context: Context) -> Outcome:
    """Ask to be called back about a trouble; at most three such requests are open at a time."""
    return outcome(accounts(context).complain(request(context)))


@action(
    "request.reregister",
    outcomes={"opened": TicketNumber, "too_many": TicketNumber, "managed": None},
    needs=MANAGE,
    changes=True,
)
def reregister(context: Context) -> Outcome:
    """Ask for the number to be registered for another person or company; one at a time."""
    return outcome(accounts(context).reregister(request(context)))
