"""What every action needs: the account, the request, and texts in the language of the call."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from ivr.account.records import Request
from ivr.actions import Context, Outcome

if TYPE_CHECKING:
    from ivr.account import Accounts
    from ivr.account.operations import Result


@dataclass(frozen=True, slots=True)
class OverLimit:
    """A number's limit for the month and what was spent of it, kopecks: what was asked for goes beyond."""

    limit: int
    spent: int


def accounts(context: Context) -> Accounts:
    """The account system of the call. Raises TypeError when the service was started without one of ours."""
    # Imported here, as in all of this package: its actions are declared, and the caller greeted, without the database.
    from ivr.account import Accounts

    if not isinstance(context.account, Accounts):
        raise TypeError("0505 needs ivr.account.Accounts as its account")
    return context.account


def from_line(context: Context) -> Request:
    """Which telephone asks, in which call, and which request of it."""
    return Request(context.call_id, context.step, context.caller, context.now)


def request(context: Context) -> Request:
    """The same for the subscriber who asks: the telephone's own, or the one it has come in by."""
    asked = from_line(context)
    return replace(asked, number=accounts(context).whose(asked))


def text(texts: Mapping[str, str], context: Context) -> str:
    """A text in the language of the call, else in the first it has."""
    return texts.get(context.language) or next(iter(texts.values()))


def outcome(result: Result) -> Outcome:
    """The account's result as an action's outcome."""
    return Outcome(result.outcome, result.value)
