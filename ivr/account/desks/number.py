"""The number itself: blocking."""

from __future__ import annotations

from datetime import date

from ivr.account.ledger import Ledger
from ivr.account.operations import Result
from ivr.account.records import Request, Subscriber
from ivr.account.rules import access, blocking
from ivr.account.transactions import Transactions


class NumberDesk(Transactions):
    """What is changed of the number itself."""

    def block(self, request: Request, days: int) -> Result:
        """Block the number: ``blocked``, ``already``, ``too_long``."""
        today = self.today(request.now)
        return self.change(
            request, "block.set", (days,), access.MANAGE, lambda ledger, who: _block(ledger, who, today, days)
        )

    def unblock(self, request: Request) -> Result:
        """Take the block away: ``cleared``, ``not_blocked``."""
        today = self.today(request.now)
        return self.change(request, "block.clear", (), access.MANAGE, lambda ledger, who: _unblock(ledger, who, today))


def _block(ledger: Ledger, who: Subscriber, today: date, days: int) -> Result:
    """Block the number for some days."""
    if blocking.blocked(who.blocked_until, today):
        assert who.blocked_until is not None
        return Result("already", {"until": who.blocked_until.isoformat()})
    until = blocking.end(today, days)
    if until is None:
        return Result("too_long")
    ledger.change_subscriber(who.number, blocked_until=until)
    return Result("blocked", {"until": until.isoformat()})


def _unblock(ledger: Ledger, who: Subscriber, today: date) -> Result:
    """Take the block away."""
    if not blocking.blocked(who.blocked_until, today):
        return Result("not_blocked")
    ledger.change_subscriber(who.number, blocked_until=None)
    return Result("cleared")
