"""The account's transactions, and who may do what in them: every operation stands on this."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from datetime import date, datetime
from typing import Any, Final
from zoneinfo import ZoneInfo

from sqlalchemy import Engine
from sqlalchemy.exc import IntegrityError, SQLAlchemyError

from ivr.account.errors import AccessDenied, AccountError, OperationConflict, OverLimit, UnknownSubscriber
from ivr.account.ledger import Ledger
from ivr.account.ledger.access import Grant
from ivr.account.numbers import normal_number
from ivr.account.operations import Result, once
from ivr.account.records import Request, Subscriber
from ivr.account.rules import access, company
from ivr.database import trouble, writing

ZONE: Final = ZoneInfo("Europe/Moscow")
"""Where the account's days and months begin, unless it is opened with another."""

TRIES: Final = 5
"""How often a change is tried while others are in its way."""

ACTS: Final = ("company.act", "company.act_own")
"""Operations that choose for which number a call acts. A request from before such a one was meant for another number
than the one that the call acts for now: it is not done for that."""

_IN_THE_WAY: Final = ("40001", "40P01")
"""SQL states of a transaction that gave way to another: it could not be put in order, or each waited for the other."""


class Transactions:
    """Transactions over one database. Safe to use from several threads and processes at once."""

    def __init__(self, engine: Engine, zone: ZoneInfo) -> None:
        self._engine = engine
        self.zone = zone

    def today(self, now: datetime) -> date:
        """The day it is in the account's zone."""
        return now.astimezone(self.zone).date()

    @contextmanager
    def reading(self) -> Iterator[Ledger]:
        """A transaction that only reads."""
        with self._said_plainly(), self._engine.begin() as connection:
            yield Ledger(connection, zone=self.zone)

    @contextmanager
    def changing(self) -> Iterator[Ledger]:
        """A transaction that changes something: whole, or not at all."""
        with self._said_plainly(), writing(self._engine) as connection:
            locking = connection.dialect.name != "sqlite"  # which has one writer at a time
            yield Ledger(connection, locking=locking, zone=self.zone)

    def change(
        self,
        request: Request,
        name: str,
        arguments: tuple[Any, ...],
        level: int,
        work: Callable[[Ledger, Subscriber], Result],
        *,
        number: str | None = None,
        other: str | None = None,
    ) -> Result:
        """Do the work of a request once, in one transaction, for a call that has proved the level.

        number: whom it is about, else whoever the call acts for. other: whose number the work changes too. A charge
        over a company's limit undoes the work and ends it with ``over_limit`` (`limit`, `spent`). Raises
        UnknownSubscriber, AccessDenied, OperationConflict.
        """

        def do(work: Callable[[Ledger, Subscriber], Result] = work) -> Result:
            with self.changing() as ledger:
                if other is not None:
                    ledger.hold(normal_number(request.number), other)
                who = self.subject(ledger, request, level, number)
                if number is None and ledger.newest(request.call_id, ACTS) > request.step:
                    raise OperationConflict(f"step {request.step} of the call was for the number it acted for before")
                return once(ledger, request, name, (who.number, *arguments), lambda: work(ledger, who))

        def within_limit() -> Result:
            try:
                return do()
            except OverLimit as error:
                refused = Result(company.OVER_LIMIT, {"limit": error.limit, "spent": error.spent})
                return do(lambda _ledger, _who: refused)

        return insisted(within_limit)

    def subject(self, ledger: Ledger, request: Request, level: int, number: str | None = None) -> Subscriber:
        """Whom a request is about: the number that it names, else the one that the call acts for, else its own.

        Another number than the call's own is one of its account, and for who has proved level 3. When that has run out
        while the call acts for another, nothing is done for its own instead. Raises UnknownSubscriber, and
        AccessDenied when the call has not proved the level.
        """
        own = ledger.subscriber(normal_number(request.number))
        if own is None:
            raise UnknownSubscriber("nobody has the number that calls")
        grant = ledger.grant(request.call_id, own.number)
        proved = access.held(_proved(grant, request), own.manages)
        if number is not None:
            wanted: str | None = normal_number(number)
        else:
            wanted = None if grant is None else grant.acting
        needed = level if wanted in (None, own.number) else access.ACCOUNT
        if proved < needed:
            raise AccessDenied(f"this needs access level {needed}, and the call has proved {proved}", proved)
        if wanted is None or wanted == own.number:
            return own
        other = ledger.subscriber(wanted)
        if other is None or other.account != own.account:
            raise AccessDenied("the call may not act for that number")
        return other

    def acting(self, request: Request) -> str | None:
        """For which other number of its account a call acts, whether or not it may still do so."""
        with self.reading() as ledger:
            grant = ledger.grant(request.call_id, normal_number(request.number))
            return None if grant is None else grant.acting

    def proved(self, ledger: Ledger, request: Request) -> int:
        """The level that the call has proved for its number, 0 when none.

        What a password proved runs out; that the number is the caller's own the network says for as long as they call.
        """
        return _proved(ledger.grant(request.call_id, normal_number(request.number)), request)

    def grant(self, ledger: Ledger, request: Request, who: Subscriber, level: int) -> None:
        """The call has proved a level; a higher one that it has proved before stays, for its own time."""
        if level >= self.proved(ledger, request):
            ledger.set_grant(request.call_id, who.number, level, request.now + access.GRANT)

    @contextmanager
    def _said_plainly(self) -> Iterator[None]:
        try:
            yield
        except IntegrityError as error:
            raise Collision(trouble(self._engine, error)) from None
        except SQLAlchemyError as error:
            if getattr(getattr(error, "orig", None), "sqlstate", None) in _IN_THE_WAY:
                raise Collision(trouble(self._engine, error)) from None
            raise AccountError(trouble(self._engine, error)) from None


def _proved(grant: Grant | None, request: Request) -> int:
    if grant is None:
        return 0
    return grant.level if access.holds(grant.until, request.now, access.GRANT) else min(grant.level, access.VIEW)


class Collision(AccountError):
    """What was to be written is there already, or was held: another wrote at the same moment."""


def insisted(do: Callable[[], Result]) -> Result:
    """Do a change, and again while others are in its way. Raises Collision when they stay there."""
    for _ in range(TRIES - 1):
        with suppress(Collision):  # what another did at the same moment, this very step perhaps, is there now
            return do()
    return do()
