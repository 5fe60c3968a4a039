"""What a subscriber can change. Each function works within a transaction that its caller opened and authorised."""

from __future__ import annotations

from datetime import date

from ivr.account.catalogue import OPTIONS, REWARDS, TARIFFS
from ivr.account.ledger import Ledger
from ivr.account.operations import Result, result
from ivr.account.records import Membership, Promise, Request, Subscriber
from ivr.account.rules import blocking, bonus, promised_payment, trust_credit

NOT_ENOUGH_MONEY = "not_enough_money"
UNKNOWN = "unknown"
ALREADY = "already"
BLOCKED = "blocked"


def change_tariff(ledger: Ledger, who: Subscriber, request: Request, today: date, code: str) -> Result:
    """Change to a tariff plan; the change is charged at once."""
    tariff = TARIFFS.get(code)
    if tariff is None:
        return Result(UNKNOWN)
    if code == who.tariff:
        return Result("same")
    if blocking.blocked(who.blocked_until, today):
        return Result(BLOCKED)
    if who.funds.available < tariff.change_fee:
        return Result(NOT_ENOUGH_MONEY)
    ledger.charge(who, request.now, "tariff", tariff.change_fee)
    ledger.change_subscriber(who.number, tariff=code)
    return Result("changed", {"code": code})


def connect_option(ledger: Ledger, who: Subscriber, request: Request, today: date, code: str) -> Result:
    """Switch a service on; its first month is charged at once."""
    option = OPTIONS.get(code)
    if option is None:
        return Result(UNKNOWN)
    if code in who.options:
        return Result(ALREADY)
    if blocking.blocked(who.blocked_until, today):
        return Result(BLOCKED)
    if who.funds.available < option.fee:
        return Result(NOT_ENOUGH_MONEY)
    ledger.charge(who, request.now, "option", option.fee)
    ledger.add_option(who.number, code)
    return Result("connected", {"code": code})


def disconnect_option(ledger: Ledger, who: Subscriber, code: str) -> Result:
    """Switch a service off."""
    if code not in OPTIONS:
        return Result(UNKNOWN)
    if code not in who.options:
        return Result("not_connected")
    ledger.drop_option(who.number, code)
    return Result("disconnected", {"code": code})


def take_promised_payment(ledger: Ledger, who: Subscriber, request: Request, today: date, amount: int) -> Result:
    """Lend a sum (kopecks) until its due day, for a fee."""
    if not promised_payment.fits(amount):
        return Result(promised_payment.OUT_OF_BOUNDS)
    state, terms = promised_payment.offer(who.funds, ledger.promises(who.account), today)
    if state != promised_payment.OFFERED:
        return result(state, terms)
    promise = Promise(amount, terms.fee, terms.due)
    ledger.add_promise(who.number, promise)
    ledger.move(who.account, amount)
    ledger.charge(who, request.now, "promised_payment", terms.fee)
    return Result("taken", {"amount": amount, "fee": terms.fee, "due": terms.due.isoformat()})


def connect_trust_credit(ledger: Ledger, who: Subscriber, request: Request) -> Result:
    """Grant the limit that the subscriber's payments allow."""
    if who.funds.trust:
        return Result(ALREADY)
    limit = trust_credit.limit(who.kind, ledger.payments(who.number), request.now)
    if not limit:
        return Result("not_available")
    ledger.change_account(who.account, trust_limit=limit)
    return Result("connected", {"limit": limit})


def disconnect_trust_credit(ledger: Ledger, who: Subscriber) -> Result:
    """Take the limit back, unless it is being used."""
    if not who.funds.trust:
        return Result("not_connected")
    if trust_credit.in_use(who.funds):
        return Result("in_use")
    ledger.change_account(who.account, trust_limit=0)
    return Result("disconnected")


def join_bonus(ledger: Ledger, who: Subscriber, request: Request) -> Result:
    """Enter the bonus programme."""
    standing = bonus.standing(who.kind, who.bonus, request.now)
    if standing == bonus.NOT_FOR_COMPANIES:
        return Result(standing)
    if standing != bonus.NOT_JOINED:
        return Result(ALREADY)
    ledger.change_subscriber(who.number, bonus_membership=Membership.MEMBER.value, bonus_since=request.now)
    return Result("joined", {"points": who.bonus.points})


def resume_bonus(ledger: Ledger, who: Subscriber, request: Request) -> Result:
    """Go on with a suspended membership."""
    standing = bonus.standing(who.kind, who.bonus, request.now)
    if standing in (bonus.NOT_JOINED, bonus.NOT_FOR_COMPANIES):
        return Result("not_participant")
    if standing != bonus.SUSPENDED:
        return Result("not_suspended")
    ledger.change_subscriber(who.number, bonus_since=request.now)
    return Result("resumed", {"points": who.bonus.points})


def exchange_points(ledger: Ledger, who: Subscriber, request: Request, code: str) -> Result:
    """Exchange points for a reward."""
    standing = bonus.standing(who.kind, who.bonus, request.now)
    if standing == bonus.SUSPENDED:
        return Result(standing)
    if standing != bonus.PARTICIPANT:
        return Result("not_participant")
    reward = REWARDS.get(code)
    if reward is None:
        return Result(UNKNOWN)
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


def block(ledger: Ledger, who: Subscriber, today: date, days: int) -> Result:
    """Block the number for some days."""
    if blocking.blocked(who.blocked_until, today):
        assert who.blocked_until is not None
        return Result(ALREADY, {"until": who.blocked_until.isoformat()})
    until = blocking.end(today, days)
    if until is None:
        return Result("too_long")
    ledger.change_subscriber(who.number, blocked_until=until)
    return Result("blocked", {"until": until.isoformat()})


def unblock(ledger: Ledger, who: Subscriber, today: date) -> Result:
    """Take the block away."""
    if not blocking.blocked(who.blocked_until, today):
        return Result("not_blocked")
    ledger.change_subscriber(who.number, blocked_until=None)
    return Result("cleared")
