"""Passwords and access levels."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Final

from ivr.account.records import Password

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

PASSWORD_DIGITS: Final = 6


def locked(password: Password) -> bool:
    """Whether access is locked."""
    return password.wrong >= MOST_WRONG


def attempts_left(password: Password) -> int:
    """Wrong tries that are still allowed."""
    return max(0, MOST_WRONG - password.wrong)


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
