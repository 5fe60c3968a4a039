"""What a part of the facts is: names, and how they go into the account and come out of it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, TypeAlias

from ivr.account.ledger import Ledger
from ivr.account.passwords import Passwords
from ivr.account.records import Subscriber

Facts: TypeAlias = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class When:
    """The moment facts are for, and the day it is then in the account's zone."""

    now: datetime
    today: date


@dataclass(frozen=True, slots=True)
class FactPart:
    """Facts of one subject.

    names: what `prepare` takes. columns: from them, columns of the subscriber's row. account: columns of its account's.
    rows: writes rows beside it, with the subscriber's number. show: the same names from the account. hashed: secrets,
    to be hashed before the transaction, since that takes its time; by the name of their column.
    """

    names: tuple[str, ...]
    columns: Callable[[Facts, When], dict[str, Any]] = lambda _facts, _when: {}
    account: Callable[[Facts], dict[str, Any]] = lambda _facts: {}
    rows: Callable[[Ledger, str, Facts, When], None] = lambda _ledger, _number, _facts, _when: None
    show: Callable[[Ledger, Subscriber, When], dict[str, Any]] = lambda _ledger, _who, _when: {}
    hashed: Callable[[Facts, Passwords], dict[str, str]] = lambda _facts, _passwords: {}
