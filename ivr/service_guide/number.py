"""Blocking the number."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from ivr.account.rules import blocking
from ivr.account.rules.access import MANAGE, VIEW
from ivr.actions import Context, Outcome, action
from ivr.service_guide.asking import accounts, outcome, request


@dataclass(frozen=True, slots=True)
class Until:
    """The day on which a block ends."""

    until: date


@action("block.state", outcomes={"blocked": Until, "open": None}, needs=VIEW)
def block_state(context: Context) -> Outcome:
    """Whether the number is blocked, and until when."""
    who = accounts(context).subscriber(request(context))
    if who.blocked_until is None or not blocking.blocked(who.blocked_until, accounts(context).today(context.now)):
        return Outcome("open")
    return Outcome("blocked", Until(who.blocked_until))


@action(
    "block.set",
    outcomes={"blocked": Until, "already": Until, "too_long": None},
    needs=MANAGE,
    changes=True,
    undoes=("block.clear",),
)
def block(context: Context, days: int) -> Outcome:
    """Block the number for 1 to 90 days. It is free."""
    return outcome(accounts(context).block(request(context), days))


@action(
    "block.clear", outcomes={"cleared": None, "not_blocked": None}, needs=MANAGE, changes=True, undoes=("block.set",)
)
def unblock(context: Context) -> Outcome:
    """Take the block away."""
    return outcome(accounts(context).unblock(request(context)))
