"""What can go wrong with the account.

AccountError                the account cannot be used, or was asked for what makes no sense
├── UnknownSubscriber       no such number
├── AccessDenied            the call has not proved the level that this needs, or the number is another's
├── OverLimit               a charge is more than the number may spend in the month: nothing was done
└── OperationConflict       a step of a call that was done already is asked for as something else
"""

from __future__ import annotations

from typing import Final


class AccountError(Exception):
    """The account cannot be used; the message says what and how to mend it, and holds nothing secret."""


class UnknownSubscriber(AccountError):
    """No such number."""


class AccessDenied(AccountError):
    """The call may not do that. proved: the access level that it has proved by now, where that is the reason."""

    def __init__(self, message: str, proved: int | None = None) -> None:
        super().__init__(message)
        self.proved = proved


class OverLimit(AccountError):
    """A charge would take a company's number over its limit. limit, spent: kopecks, of the month."""

    def __init__(self, limit: int, spent: int) -> None:
        super().__init__("the number's limit for the month does not allow that charge")
        self.limit = limit
        self.spent = spent


class OperationConflict(AccountError):
    """A step is asked for a second time as something else: it was not done, and cannot be under that step."""

    conflict: Final = True
