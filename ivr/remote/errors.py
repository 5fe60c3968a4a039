"""What can go wrong with an account that is asked over HTTP. No message holds a value, a secret or a key.

RemoteError             the account over HTTP did not do what was asked
├── BadRemote           it cannot be used as it is named: the URL, the key, a declaration that has no form in JSON
├── Unreachable         no answer in time, or none that was meant: the network, a proxy, a server that is down
├── BadAnswer           an answer that is not believed or does not fit the declaration
├── NotDone             it answered that it could not do it
├── Refused             the call has not proved the level that this needs
└── Conflict            the request's name belongs to another request: it was not done, and cannot be under that name
"""

from __future__ import annotations

from typing import Final


class RemoteError(Exception):
    """The account over HTTP did not do what was asked."""


class BadRemote(RemoteError):
    """It cannot be used as it is named; the message says how to mend it."""


class Unreachable(RemoteError):
    """No answer in time, or none that was meant."""


class BadAnswer(RemoteError):
    """The answer is not believed, or does not fit the declaration."""


class NotDone(RemoteError):
    """The account answered that it could not do it."""


class Refused(RemoteError):
    """The call may not do that. proved: the access level that it has proved by now, where that is the reason."""

    def __init__(self, message: str, proved: int | None = None) -> None:
        super().__init__(message)
        self.proved = proved


class Conflict(RemoteError):
    """The request's name belongs to another request."""

    conflict: Final = True
