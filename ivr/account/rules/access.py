"""Passwords and access levels."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Final

from ivr.account.records import Kind, Password

VIEW: Final = 1
"""See the state of one's own number; calling from it proves that much."""

MANAGE: Final = 2
"""See and act on one's own number; proved by the password."""

ACCOUNT: Final = 3
"""See and act on every number of the account; by the password of a number that manages it."""

MOST_WRONG: Final = 5
"""Wrong passwords after which access is locked until a new password is requested."""

PAUSE: Final = timedelta(seconds=60)
"""Between two requests for a password."""

MOST_A_DAY: Final = 10
"""Passwords sent in 24 hours at most: five tries at each of them are far from a million."""

GRANT: Final = timedelta(hours=1)
"""How long what a password has proved in a call holds at most."""

SLACK: Final = timedelta(minutes=1)
"""How far a clock may be set right, backwards, without taking away what was proved a moment before."""

CHALLENGE_FROM: Final = 2
"""Wrong passwords in a row after which a company's number is tried by people alone: they repeat spoken digits first."""

CHALLENGE: Final = timedelta(minutes=5)
"""How long spoken digits may be repeated, and how long the right to one more password then holds."""

CHALLENGE_DIGITS: Final = 4

PASSWORD_DIGITS: Final = 6


def locked(password: Password) -> bool:
    """Whether access is locked."""
    return password.wrong >= MOST_WRONG


def attempts_left(password: Password) -> int:
    """Wrong tries that are still allowed."""
    return max(0, MOST_WRONG - password.wrong)


def challenged(kind: Kind, password: Password) -> bool:
    """Whether spoken digits are to be repeated before the next password is tried."""
    return kind == Kind.CORPORATE and password.wrong >= CHALLENGE_FROM and not locked(password)


def holds(until: datetime, now: datetime, span: timedelta) -> bool:
    """Whether what was given for a span of time still holds.

    What would hold for longer than it was given for is from before the clock was set back: nobody knows when that was.
    """
    return now < until <= now + span + SLACK


def held(proved: int, manages: bool) -> int:
    """What a call has proved by now: who does not manage an account (any more) is not at its highest level."""
    return proved if manages else min(proved, MANAGE)


def may_request(password: Password, lately: int, now: datetime) -> bool:
    """Whether a new password may be sent. lately: how many were in the last 24 hours.

    A request from the future (the clock was set back) is as good as one long ago.
    """
    if lately >= MOST_A_DAY:
        return False
    return password.requested_at is None or abs(now - password.requested_at) >= PAUSE


def reachable(level: int, manages: bool) -> bool:
    """Whether the password of a number proves a level."""
    return level in (VIEW, MANAGE) or (level == ACCOUNT and manages)
