"""The bonus programme."""

from __future__ import annotations

from ivr.account.catalogue import REWARDS
from ivr.account.ledger import Ledger
from ivr.account.operations import Result
from ivr.account.records import Membership, Request, Subscriber
from ivr.account.rules import access, bonus
from ivr.account.transactions import Transactions


class BonusDesk(Transactions):
    """What is asked and changed of the bonus programme."""

    def bonus(self, request: Request) -> tuple[str, int]:
        """How the subscriber stands in the bonus programme, and their points."""
        with self.reading() as ledger:
            who = self.subject(ledger, request, access.VIEW)
            return bonus.standing(who.kind, who.bonus, request.now), who.bonus.points

    def join_bonus(self, request: Request) -> Result:
        """Enter the bonus programme, which is free: ``joined``, ``already``, ``not_for_companies``."""
        return self.change(
            request, "bonus.join", (), access.VIEW, lambda ledger, who: _join_bonus(ledger, who, request)
        )

    def resume_bonus(self, request: Request) -> Result:
        """Go on with a suspended membership: ``resumed``, ``not_suspended``, ``not_participant``."""
        return self.change(
            request, "bonus.resume", (), access.MANAGE, lambda ledger, who: _resume_bonus(ledger, who, request)
        )

    def exchange_points(self, request: Request, code: str) -> Result:
        """Exchange points: ``exchanged``, ``not_enough_points``, ``not_participant``, ``suspended``, ``unknown``."""
        return self.change(
            request,
            "bonus.exchange",
            (code,),
            access.MANAGE,
            lambda ledger, who: _exchange_points(ledger, who, request, code),
        )


def _join_bonus(ledger: Ledger, who: Subscriber, request: Request) -> Result:
    """Enter the bonus programme."""
    standing = bonus.standing(who.kind, who.bonus, request.now)
    if standing == bonus.NOT_FOR_COMPANIES:
        return Result(standing)
    if standing != bonus.NOT_JOINED:
        return Result("already")
    ledger.change_subscriber(who.number, bonus_membership=Membership.MEMBER.value, bonus_since=request.now)
    return Result("joined", {"points": who.bonus.points})


def _resume_bonus(ledger: Ledger, who: Subscriber, request: Request) -> Result:
    """Go on with a suspended membership."""
    standing = bonus.standing(who.kind, who.bonus, request.now)
    if standing in (bonus.NOT_JOINED, bonus.NOT_FOR_COMPANIES):
        return Result("not_participant")
    if standing != bonus.SUSPENDED:
        return Result("not_suspended")
    ledger.change_subscriber(who.number, bonus_since=request.now)
    return Result("resumed", {"points": who.bonus.points})


def _exchange_points(ledger: Ledger, who: Subscriber, request: Request, code: str) -> Result:
    """Exchange points for a reward."""
    standing = bonus.standing(who.kind, who.bonus, request.now)
    if standing == bonus.SUSPENDED:
        return Result(standing)
    if standing != bonus.PARTICIPANT:
        return Result("not_participant")
    reward = REWARDS.get(code)
    if reward is None:
        return Result("unknown")
    if who.bonus.points < reward.points:
        return Result("not_enough_points", {"points": who.bonus.points})
    ledger.change_subscriber(
        who.number,
        bonus_points=who.bonus.points - reward.points,
        bonus_since=request.now,
        minutes=who.packages.minutes + reward.minutes,
        sms=who.packages.sms + reward.sms,
        megabytes=who.packages.megabytes + reward.megabytes,
    )
    if reward.money:
        ledger.move(who.account, reward.money)
    return Result("exchanged", {"points": who.bonus.points - reward.points})
