"""What calls have proved, and what was done for their steps."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any, Final, NamedTuple

from sqlalchemy import Row, and_, bindparam, delete, func, insert, select, update

from ivr.account import tables as t
from ivr.account.ledger.book import Book

# Put together once, for every request asks it.
_GRANT: Final = (
    select(t.grants.c.level, t.grants.c.until, t.acting.c.other)
    .outerjoin(t.acting, and_(t.acting.c.call_id == t.grants.c.call_id, t.acting.c.number == t.grants.c.number))
    .where(t.grants.c.call_id == bindparam("call"), t.grants.c.number == bindparam("number"))
)


class Grant(NamedTuple):
    """What a call has proved for its number, until when that holds, and for which other number it acts."""

    level: int
    until: datetime
    acting: str | None


class Challenge(NamedTuple):
    """Digits that were spoken in a call to be repeated, until when that counts, and whether they were."""

    digits: str
    until: datetime
    passed: bool


class AccessBook(Book):
    """Grants, challenges and operations."""

    def grant(self, call_id: str, number: str) -> Grant | None:
        """What a call has proved for a number."""
        row = self._connection.execute(_GRANT, {"call": call_id, "number": number}).first()
        return None if row is None else Grant(row.level, row.until, row.other)

    def set_grant(self, call_id: str, number: str, level: int, until: datetime) -> None:
        """A call has proved a level."""
        here = (t.grants.c.call_id == call_id) & (t.grants.c.number == number)
        self._connection.execute(delete(t.grants).where(here))
        self._connection.execute(insert(t.grants).values(call_id=call_id, number=number, level=level, until=until))

    def act(self, call_id: str, number: str, other: str | None) -> None:
        """From now on a call acts for another number, or for its own again."""
        here = (t.acting.c.call_id == call_id) & (t.acting.c.number == number)
        self._connection.execute(delete(t.acting).where(here))
        if other is not None:
            self._connection.execute(insert(t.acting).values(call_id=call_id, number=number, other=other))

    def challenge(self, call_id: str, number: str) -> Challenge | None:
        """The digits spoken last in a call."""
        here = (t.challenges.c.call_id == call_id) & (t.challenges.c.number == number)
        row = self._connection.execute(select(t.challenges).where(here)).first()
        return None if row is None else Challenge(row.digits.reveal(), row.until, row.passed)

    def set_challenge(self, call_id: str, number: str, digits: str, until: datetime) -> None:
        """Digits were spoken; those before are void."""
        self.drop_challenge(call_id, number)
        values = {"call_id": call_id, "number": number, "digits": digits, "until": until, "passed": False}
        self._connection.execute(insert(t.challenges).values(**values))

    def pass_challenge(self, call_id: str, number: str, until: datetime) -> None:
        """They were repeated; until when one more password may be tried."""
        here = (t.challenges.c.call_id == call_id) & (t.challenges.c.number == number)
        self._connection.execute(update(t.challenges).where(here).values(passed=True, until=until))

    def drop_challenge(self, call_id: str, number: str) -> None:
        """No digits are to be repeated, and none count as repeated."""
        here = (t.challenges.c.call_id == call_id) & (t.challenges.c.number == number)
        self._connection.execute(delete(t.challenges).where(here))

    def operation(self, call_id: str, step: int) -> Row[Any] | None:
        """What was done for a step of a call."""
        here = (t.operations.c.call_id == call_id) & (t.operations.c.step == step)
        return self._connection.execute(select(t.operations).where(here)).first()

    def newest(self, call_id: str, names: Sequence[str]) -> int:
        """The last step of a call that one of these operations was done for; 0 when none was."""
        column = t.operations.c
        query = select(func.max(column.step)).where(column.call_id == call_id, column.name.in_(names))
        return int(self._connection.execute(query).scalar_one() or 0)

    def add_operation(self, call_id: str, step: int, *, name: str, arguments: str, at: datetime, result: str) -> None:
        """A step of a call was done."""
        self._connection.execute(
            insert(t.operations).values(
                call_id=call_id, step=step, name=name, arguments=arguments, at=at, result=result
            )
        )
