"""Who calls, and proving it."""

from __future__ import annotations

from dataclasses import dataclass

from ivr.account.rules import blocking
from ivr.account.rules.access import VIEW
from ivr.actions import Context, Outcome, action
from ivr.secret import Secret
from ivr.service_guide.asking import accounts, outcome, request


@dataclass(frozen=True, slots=True)
class Profile:
    """The subscriber who calls. kind: ``person`` or ``corporate``; manages: may act for the account's other numbers."""

    number: str
    kind: str
    language: str
    tariff: str
    manages: bool
    blocked: bool


@dataclass(frozen=True, slots=True)
class Attempts:
    """Wrong passwords that are still allowed."""

    attempts_left: int


@dataclass(frozen=True, slots=True)
class Level:
    """The access level that was proved."""

    level: int


@action("subscriber.identify", outcomes={"known": Profile, "unknown": None}, grants={"known": VIEW})
def identify(context: Context) -> Outcome:
    """Who calls, by the calling number; calling from one's own number proves level 1."""
    who = accounts(context).identify(request(context))
    if who is None:
        return Outcome("unknown")
    blocked = blocking.blocked(who.blocked_until, accounts(context).today(context.now))
    profile = Profile(who.number, who.kind.value, who.language, who.tariff, who.manages, blocked)
    return Outcome("known", profile, level=VIEW)


@action("access.level", outcomes={"ok": Level})
def level(context: Context) -> Outcome:
    """The access level that the call has proved so far, 0 to 3."""
    return Outcome("ok", Level(accounts(context).level(request(context))))


@action(
    "password.check",
    outcomes={"granted": Level, "wrong": Attempts, "locked": None, "no_password": None},
    needs=VIEW,
    changes=True,
)
def check_password(context: Context, password: Secret, level: int = 2) -> Outcome:
    """Try the password for an access level. Five wrong ones, in whatever calls, lock until a new one is requested."""
    result = accounts(context).check_password(request(context), password, int(level))
    proved = int(level) if result.outcome == "granted" else None
    return Outcome(result.outcome, result.value, level=proved)


@action("password.request", outcomes={"sent": None, "too_often": None}, needs=VIEW, changes=True)
def request_password(context: Context) -> Outcome:
    """Send a new random password by SMS; it unlocks access. Not more often than once a minute and ten times a day."""
    return outcome(accounts(context).request_password(request(context)))
