"""The bonus programme."""

from __future__ import annotations

from dataclasses import dataclass

from ivr.account.catalogue import REWARDS
from ivr.account.records import Reward, Subscriber
from ivr.account.rules.access import MANAGE, VIEW
from ivr.actions import Context, Outcome, action
from ivr.service_guide.asking import accounts, outcome, request, text


@dataclass(frozen=True, slots=True)
class Points:
    """Points of the bonus programme."""

    points: int


@dataclass(frozen=True, slots=True)
class RewardLine:
    """A reward and what it takes. hindrance: what stands in the way of it now: ``points``, ``owned`` (it is on
    already), else empty."""

    code: str
    name: str
    points: int
    hindrance: str = ""


@action(
    "bonus.state",
    outcomes={"participant": Points, "suspended": Points, "not_joined": None, "not_for_companies": None},
    needs=VIEW,
)
def bonus_state(context: Context) -> Outcome:
    """How the subscriber stands in the programme, and their points."""
    standing, points = accounts(context).bonus(request(context))
    return Outcome(standing, Points(points) if standing in ("participant", "suspended") else None)


@action(
    "bonus.join",
    outcomes={"joined": Points, "already": None, "not_for_companies": None},
    needs=VIEW,
    changes=True,
)
def join(context: Context) -> Outcome:
    """Enter the programme. It is free, and for natural persons only."""
    return outcome(accounts(context).join_bonus(request(context)))


@action("bonus.rewards", outcomes={"ok": list[RewardLine]}, needs=VIEW)
def rewards(context: Context) -> Outcome:
    """The catalogue of rewards."""
    who = accounts(context).subscriber(request(context))
    lines = [
        RewardLine(reward.code, text(reward.name, context), reward.points, _hindrance(who, reward))
        for reward in REWARDS.values()
    ]
    return Outcome("ok", lines)


def _hindrance(who: Subscriber, reward: Reward) -> str:
    """Why a reward cannot be had as it stands now: told before a password is asked for it."""
    if reward.option in who.options:
        return "owned"
    return "" if who.bonus.points >= reward.points else "points"


@action(
    "bonus.exchange",
    outcomes={
        "exchanged": Points,
        "already": None,
        "not_enough_points": Points,
        "not_participant": None,
        "suspended": None,
        "unknown": None,
    },
    needs=MANAGE,
    changes=True,
)
def exchange(context: Context, reward: str) -> Outcome:
    """Exchange points for a reward by its code. What one has already costs no points."""
    return outcome(accounts(context).exchange_points(request(context), reward))


@action(
    "bonus.resume",
    outcomes={"resumed": Points, "not_suspended": None, "not_participant": None},
    needs=MANAGE,
    changes=True,
)
def resume(context: Context) -> Outcome:
    """Go on with a suspended membership."""
    return outcome(accounts(context).resume_bonus(request(context)))


@action(
    "bonus.send",
    outcomes={
        "sent": Points,
        "not_enough_points": Points,
        "out_of_bounds": Points,
        "too_many": Points,
        "no_recipient": None,
        "not_participant": None,
        "suspended": None,
    },
    needs=MANAGE,
    changes=True,
)
def send_points(context: Context, number: str, points: int) -> Outcome:
    """Give points to another participant, ten at least; at most three thousand in thirty days."""
    return outcome(accounts(context).send_points(request(context), number, points))
