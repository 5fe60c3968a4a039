"""The bonus programme."""

from __future__ import annotations

from dataclasses import replace

from ivr.account import messages
from ivr.account.accrual import accrue
from ivr.account.catalogue import REWARDS
from ivr.account.ledger import Ledger
from ivr.account.numbers import normal_number
from ivr.account.operations import Result
from ivr.account.records import Membership, Request, Subscriber
from ivr.account.rules import access, bonus, numbers
from ivr.account.transactions import Transactions


class BonusDesk(Transactions):
    """What is asked and changed of the bonus programme."""

    def bonus(self, request: Request) -> tuple[str, int]:
        """How the subscriber stands in the bonus programme, and their points."""
        with self.reading() as ledger:
            who = self.subject(ledger, request, access.VIEW)
            return bonus.standing(who.kind, who.bonus, self._here(request).now), who.bonus.points

    def join_bonus(self, request: Request) -> Result:
        """Enter the bonus programme, which is free: ``joined``, ``already``, ``not_for_companies``."""
        here = self._here(request)
        return self.change(request, "bonus.join", (), access.VIEW, lambda ledger, who: _join_bonus(ledger, who, here))

    def resume_bonus(self, request: Request) -> Result:
        """Go on with a suspended membership: ``resumed``, ``not_suspended``, ``not_participant``."""
        return self.change(
            request, "bonus.resume", (), access.MANAGE, lambda ledger, who: self._resume_bonus(ledger, who, request)
        )

    def exchange_points(self, request: Request, code: str) -> Result:
        """Exchange points: ``exchanged``, ``not_enough_points``, ``not_participant``, ``suspended``, ``unknown``."""
        return self.change(
            request,
            "bonus.exchange",
            (code,),
            access.MANAGE,
            lambda ledger, who: _exchange_points(ledger, who, self._here(request), code),
        )

    def send_points(self, request: Request, to: str, amount: int) -> Result:
        """Give points to another participant: ``sent``, ``not_enough_points``, ``not_participant``, ``suspended``,
        ``no_recipient``, ``out_of_bounds``, ``too_many``.

        Whether a number is unknown, a company's or takes no part is one answer: nobody is looked up this way.
        """
        recipient = normal_number(to)
        return self.change(
            request,
            "bonus.send",
            (recipient, amount),
            access.MANAGE,
            lambda ledger, who: _send_points(ledger, who, self._here(request), recipient, amount),
            other=recipient,
        )

    def _here(self, request: Request) -> Request:
        """The request with its time told in the account's zone, where its months begin."""
        return replace(request, now=request.now.astimezone(self.zone))

    def _resume_bonus(self, ledger: Ledger, who: Subscriber, request: Request) -> Result:
        """Go on with a suspended membership. What is due accrues first: the months of the suspension bring nothing."""
        here = self._here(request)
        standing = bonus.standing(who.kind, who.bonus, here.now)
        if standing in (bonus.NOT_JOINED, bonus.NOT_FOR_COMPANIES):
            return Result("not_participant")
        if standing != bonus.SUSPENDED:
            return Result("not_suspended")
        points = who.bonus.points + accrue(ledger, who, here.now, self.zone)
        ledger.change_subscriber(who.number, bonus_since=request.now)
        return Result("resumed", {"points": points})


def _join_bonus(ledger: Ledger, who: Subscriber, request: Request) -> Result:
    """Enter the bonus programme; points accrue for the month of joining too."""
    standing = bonus.standing(who.kind, who.bonus, request.now)
    if standing == bonus.NOT_FOR_COMPANIES:
        return Result(standing)
    if standing != bonus.NOT_JOINED:
        return Result("already")
    month = bonus.month_of(bonus.month_before(request.now.date())[0])
    ledger.change_subscriber(
        who.number, bonus_membership=Membership.MEMBER.value, bonus_since=request.now, bonus_month=month
    )
    return Result("joined", {"points": who.bonus.points})


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
    if reward.option in who.options:
        return Result("already")
    ledger.move_points(who.number, request.now, "exchanged", -reward.points)
    ledger.change_subscriber(
        who.number,
        bonus_since=request.now,
        minutes=who.packages.minutes + reward.minutes,
        sms=who.packages.sms + reward.sms,
        megabytes=who.packages.megabytes + reward.megabytes,
    )
    if reward.option is not None:
        ledger.add_option(who.number, reward.option)
    return Result("exchanged", {"points": who.bonus.points - reward.points})


def _send_points(ledger: Ledger, who: Subscriber, request: Request, recipient: str, amount: int) -> Result:
    """Give points away."""
    standing = bonus.standing(who.kind, who.bonus, request.now)
    if standing == bonus.SUSPENDED:
        return Result(standing)
    if standing != bonus.PARTICIPANT:
        return Result("not_participant")
    other = ledger.subscriber(recipient) if recipient != who.number else None
    if other is None or bonus.standing(other.kind, other.bonus, request.now) != bonus.PARTICIPANT:
        return Result("no_recipient")
    sent = ledger.points_sent(who.number, since=request.now - bonus.SENT_SPAN)
    if why := bonus.sending(who.bonus.points, amount, sent):
        return Result(why, {"points": who.bonus.points})
    ledger.move_points(who.number, request.now, "sent", -amount, other.number)
    ledger.move_points(other.number, request.now, "received", amount, who.number)
    if who.number not in ledger.listed(other.number, numbers.BLACK):
        text = messages.written(messages.POINTS, other.writing, request.now, points=amount, number=who.number)
        ledger.send(other.number, request.now, text)
    return Result("sent", {"points": who.bonus.points - amount})
