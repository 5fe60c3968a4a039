"""What calls have proved, and what was done for their steps."""

from __future__ import annotations

from datetime import datetime
from typing import Any, Final

from sqlalchemy import Row, bindparam, delete, insert, select

from ivr.account import tables as t
from ivr.account.ledger.book import Book

# Put together once, for every request asks it.
_GRANT: Final = select(t.grants.c.level, t.grants.c.until).where(
    t.grants.c.call_id == bindparam("call"), t.grants.c.number == bindparam("number")
)


class AccessBook(Book):
    """Grants and operations."""

    def grant(self, call_id: str, number: str) -> tuple[int, datetime] | None:
        """What a call has proved for a number: the level, and until when it holds."""
        row = self._connection.execute(_GRANT, {"call": call_id, "number": number}).first()
        return None if row is None else (row.level, row.until)

    def set_grant(self, call_id: str, number: str, level: int, until: datetime) -> None:
        """A call has proved a level."""
        here = (t.grants.c.call_id == call_id) & (t.grants.c.number == number)
        self._connection.execute(delete(t.grants).where(here))
        self._connection.execute(insert(t.grants).values(call_id=call_id, number=number, level=level, until=until))

    def operation(self, call_id: str, step: int) -> Row[Any] | None:
        """What was done for a step of a call."""
        here = (t.operations.c.call_id == call_id) & (t.operations.c.step == step)
        return self._connection.execute(select(t.operations).where(here)).first()

    def add_operation(self, call_id: str, step: int, *, name: str, arguments: str, at: datetime, result: str) -> None:
        """A step of a call was done."""
        self._connection.execute(
            insert(t.operations).values(
                call_id=call_id, step=step, name=name, arguments=arguments, at=at, result=result
            )
        )
