"""Who calls, and proving it."""

from __future__ import annotations

from dataclasses import dataclass

from ivr.account.numbers import normal_number
from ivr.account.records import Subscriber
from ivr.account.rules import blocking
from ivr.account.rules.access import VIEW
from ivr.actions import Context, Outcome, action
from ivr.secret import Secret
from ivr.service_guide.asking import accounts, outcome, request


@dataclass(frozen=True, slots=True)
class Profile:
    """The subscriber who calls. kind: ``person`` or ``corporate``; manages: may act for the account's other numbers;
    acting: the number that the call acts for, empty when it is the one that calls; guest: whether it came in by its
    number from another telephone."""

    number: str
    kind: str
    language: str
    tariff: str
    manages: bool
    blocked: bool
    acting: str
    guest: bool = False


@dataclass(frozen=True, slots=True)
class Attempts:
    """Wrong passwords that are still allowed."""

    attempts_left: int


@dataclass(frozen=True, slots=True)
class Challenge:
    """Digits to be repeated before the next password, and wrong ones that are still allowed."""

    digits: str
    attempts_left: int


@dataclass(frozen=True, slots=True)
class Level:
    """The access level that was proved."""

    level: int


@action("subscriber.identify", outcomes={"known": Profile, "unknown": None}, grants={"known": VIEW})
def identify(context: Context) -> Outcome:
    """Who calls, by the calling number; calling from one's own number proves level 1."""
    who = accounts(context).identify(request(context))
    return Outcome("unknown") if who is None else Outcome("known", _profile(context, who), level=VIEW)


def profile(context: Context) -> Profile:
    """The subscriber who calls, and whom the call acts for."""
    asked = request(context)
    return _profile(context, accounts(context).subscriber(asked, asked.number))


def _profile(context: Context, who: Subscriber) -> Profile:
    blocked = blocking.blocked(who.blocked_until, accounts(context).today(context.now))
    guest = who.number != normal_number(context.caller)
    acting = (accounts(context).acting(request(context)) if who.manages else None) or (who.number if guest else "")
    return Profile(who.number, who.kind.value, who.language, who.tariff, who.manages, blocked, acting, guest)


@action("access.level", outcomes={"ok": Level})
def level(context: Context) -> Outcome:
    """The access level that the call has proved so far, 0 to 3."""
    return Outcome("ok", Level(accounts(context).level(request(context))))


@action(
    "password.check",
    outcomes={"granted": Level, "wrong": Attempts, "challenge": Challenge, "locked": None, "no_password": None},
    needs=VIEW,
    changes=True,
)
def check_password(context: Context, password: Secret, level: int = 2) -> Outcome:
    """Try the password for an access level. Five wrong ones, in whatever calls, lock until a new one is requested;
    after two, a company's number has to repeat spoken digits before each."""
    result = accounts(context).check_password(request(context), password, int(level))
    proved = result.value["level"] if result.value is not None and result.outcome == "granted" else None
    return Outcome(result.outcome, result.value, level=proved)


@action(
    "challenge.answer",
    outcomes={"passed": None, "wrong": Challenge, "locked": None, "over": None},
    needs=VIEW,
    changes=True,
)
def answer_challenge(context: Context, digits: Secret) -> Outcome:
    """Repeat the digits that were spoken: one more password may be tried then. Wrong ones count as wrong passwords."""
    return outcome(accounts(context).answer_challenge(request(context), digits))


@action(
    "password.request", outcomes={"sent": None, "too_often": None}, needs=VIEW, changes=True, undoes=("password.again",)
)
def request_password(context: Context) -> Outcome:
    """Send a new random password by SMS; it unlocks access. Not more often than once a minute and ten times a day."""
    return outcome(accounts(context).request_password(request(context)))


@action("password.again", outcomes={"sent": None, "too_often": None}, needs=VIEW, changes=True)
def repeat_password(context: Context) -> Outcome:
    """Send the password once more: the same one while it is on its way, else a new one; the last to come works."""
    return outcome(accounts(context).repeat_password(request(context)))
