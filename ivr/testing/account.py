"""What tests need of an account system: one made anew for each call, prepared before it and looked at after."""

from __future__ import annotations

import importlib
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import Any, Protocol, TypeAlias

from ivr.testing.expectations import CallFailed


class Account(Protocol):
    """What tests need of an account system. It may well be the system itself, with `system` giving the object."""

    @property
    def system(self) -> Any:
        """What the actions get as `ivr.actions.Context.account`."""
        ...

    def show(self, number: str) -> Mapping[str, Any]:
        """A subscriber's state as plain data, with the names that `account:` of a script takes."""
        ...

    def messages(self, number: str) -> Sequence[str]:
        """The text of every SMS sent to a subscriber, oldest first."""
        ...


OpenAccount: TypeAlias = Callable[[str, Mapping[str, Any], datetime], Account]
"""Opens a fresh account system for one call: the calling number, what its account is to be like, and the moment of the
call. The account is dropped when the call is over and has been looked at.

Raises ValueError, with a message for people, when it does not know what is asked for. An actions module that defines it
as ``open_test_account`` gives it to every test of its service.
"""


def named(name: str) -> OpenAccount:
    """What opens accounts, named as ``package.module:function``. Raises ValueError when there is no such thing."""
    module, _, attribute = name.partition(":")
    try:
        found: OpenAccount = getattr(importlib.import_module(module), attribute)
    except (ImportError, AttributeError, ValueError) as error:
        raise ValueError(f"{name!r} opens no accounts ({error}); name it as package.module:function") from None
    return found


def open_account(opening: OpenAccount | None, number: str, facts: Mapping[str, Any], at: datetime) -> Account | None:
    """The account system of one call. Raises CallFailed when it cannot be what it is to be like."""
    if opening is None:
        if facts:
            raise CallFailed("the service under test has no account to prepare: no actions module of it opens one")
        return None
    try:
        return opening(number, facts, at)
    except ValueError as error:
        raise CallFailed(f"the account cannot be prepared: {error}") from None
