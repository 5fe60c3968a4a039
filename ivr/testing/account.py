"""What tests need of an account system: one made anew for each call, prepared before it and looked at after."""

from __future__ import annotations

import importlib
import sqlite3
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import datetime
from typing import TYPE_CHECKING, Any, ClassVar, Final, Protocol, TypeAlias

from ivr.testing.expectations import CallFailed

if TYPE_CHECKING:
    from ivr.account import Accounts

NEW_PASSWORD: Final = "24681012"
"""The digits of every new password in tests, from the first on: a script can press what came by SMS."""

CHALLENGE: Final = "24681012"
"""The digits that every caller is to repeat in tests, from the first on."""

MOST_PREPARED: Final = 50
"""Prepared account systems kept at a time, about 80 kilobytes each."""

Subscribers: TypeAlias = Mapping[str, Mapping[str, Any]]
"""By telephone number, what its account is like."""


class Account(Protocol):
    """What tests need of an account system. It may well be the system itself, with `system` giving the object."""

    @property
    def system(self) -> Any:
        """What the actions get as `ivr.actions.Context.account`."""
        ...

    def show(self, number: str, now: datetime) -> Mapping[str, Any]:
        """A subscriber's state as plain data, with the names that `account:` of a script takes."""
        ...

    def messages(self, number: str) -> Sequence[str]:
        """The text of every SMS sent to a subscriber, oldest first."""
        ...

    def close(self) -> None:
        """The call is over, and all has been looked at."""
        ...


OpenAccount: TypeAlias = Callable[[Subscribers, datetime], Account]
"""Opens a fresh account system for one call: who is to be in it, and the moment of the call.

Raises ValueError, with a message for people, when it does not know what is asked for.
"""


class OwnAccount:
    """The engine's own account, in memory."""

    _free: ClassVar[list[tuple[Accounts, bytes]]] = []
    """Account systems whose calls are over, with what they were when empty. An engine prepares each of its statements
    once, so that one used before is several times as fast as a new one."""

    _prepared: ClassVar[dict[str, bytes]] = {}
    """By who is in it and when: a whole account system, for the scripts after the first that ask for the same."""

    def __init__(self, subscribers: Subscribers, now: datetime) -> None:
        # Imported here: services without this account need no database.
        from ivr.account import facts

        self._facts = facts
        self.system, self._empty = self._free.pop() if self._free else _new()
        asked_for = repr((subscribers, now))
        if asked_for in self._prepared:
            self._fill(self._prepared[asked_for])
            return
        self._fill(self._empty)
        # Who has an account of their own comes before those who share it.
        for number, what in sorted(subscribers.items(), key=lambda each: "account_of" in each[1]):
            facts.prepare(self.system, number, what, now)
        if len(self._prepared) >= MOST_PREPARED:
            self._prepared.clear()
        with _connection(self.system) as connection:
            self._prepared[asked_for] = connection.serialize()

    def _fill(self, content: bytes) -> None:
        with _connection(self.system) as connection:
            connection.deserialize(content)

    def show(self, number: str, now: datetime) -> Mapping[str, Any]:
        """As `ivr account show` shows it; nothing for a number that nobody has."""
        from ivr.account import UnknownSubscriber

        try:
            return self._facts.show(self.system, number, now)
        except UnknownSubscriber:
            return {}

    def messages(self, number: str) -> Sequence[str]:
        """What waits in the outbox."""
        return [message.text for _, message in self.system.outbox(number)]

    def close(self) -> None:
        """Let another call have the system."""
        self._free.append((self.system, self._empty))


def _new() -> tuple[Accounts, bytes]:
    from ivr.account import accounts_in_memory
    from ivr.account.rules.access import CHALLENGE_DIGITS, PASSWORD_DIGITS

    accounts = accounts_in_memory(
        new_password=lambda: NEW_PASSWORD[:PASSWORD_DIGITS], new_challenge=lambda: CHALLENGE[:CHALLENGE_DIGITS]
    )
    with _connection(accounts) as connection:
        return accounts, connection.serialize()


@contextmanager
def _connection(accounts: Accounts) -> Iterator[sqlite3.Connection]:
    """The one connection of accounts in memory, outside of any transaction."""
    borrowed = accounts._engine.raw_connection()
    try:
        connection = borrowed.driver_connection
        assert isinstance(connection, sqlite3.Connection)
        yield connection
    finally:
        borrowed.close()


def named(name: str) -> OpenAccount:
    """What opens accounts, named as ``package.module:function``. Raises ValueError when there is no such thing."""
    module, _, attribute = name.partition(":")
    try:
        found: OpenAccount = getattr(importlib.import_module(module), attribute)
    except (ImportError, AttributeError, ValueError) as error:
        raise ValueError(f"{name!r} opens no accounts ({error}); name it as package.module:function") from None
    return found


def open_account(opening: OpenAccount | None, subscribers: Subscribers, now: datetime) -> Account | None:
    """The account system of one call. Raises CallFailed when it cannot be what it is to be like."""
    if opening is None:
        if any(subscribers.values()):
            raise CallFailed("the service under test has no account to prepare: no actions module of it opens one")
        return None
    try:
        return opening(subscribers, now)
    except ValueError as error:
        raise CallFailed(f"the account cannot be prepared: {error}") from None
