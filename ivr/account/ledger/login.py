"""Who has come in by a number from another telephone, and who tried to."""

from __future__ import annotations

from datetime import datetime
from typing import Final, NamedTuple

from sqlalchemy import bindparam, delete, insert, select, update

from ivr.account import tables as t
from ivr.account.ledger.book import Book

# Put together once, for every request asks it.
_LOGIN: Final = select(t.logins.c.number, t.logins.c.step, t.logins.c.until).where(
    t.logins.c.call_id == bindparam("call"), t.logins.c.caller == bindparam("caller")
)


class Login(NamedTuple):
    """For which number a call is since one of its steps, and until when."""

    number: str
    step: int
    until: datetime


class Tries(NamedTuple):
    """Wrong answers, and when the last try was; None when there was none."""

    wrong: int
    last: datetime | None


class LoginBook(Book):
    """Logins, and tries at them."""

    def login(self, call_id: str, caller: str) -> Login | None:
        """The number that a call has come in by."""
        row = self._connection.execute(_LOGIN, {"call": call_id, "caller": caller}).first()
        return None if row is None else Login(row.number, row.step, row.until)

    def set_login(self, call_id: str, caller: str, login: Login) -> None:
        """A call has come in by a number."""
        here = (t.logins.c.call_id == call_id) & (t.logins.c.caller == caller)
        self._connection.execute(delete(t.logins).where(here))
        self._connection.execute(insert(t.logins).values(call_id=call_id, caller=caller, **login._asdict()))

    def login_tries(self, side: str, number: str) -> Tries:
        """What was tried in vain from a telephone (``from``) or for a number (``for``)."""
        here = (t.login_tries.c.side == side) & (t.login_tries.c.number == number)
        query = select(t.login_tries.c.wrong, t.login_tries.c.at).where(here)
        row = self._connection.execute(query.with_for_update() if self._locking else query).first()
        return Tries(0, None) if row is None else Tries(row.wrong, row.at)

    def set_login_tries(self, side: str, number: str, before: Tries, wrong: int, at: datetime) -> None:
        """How often it was tried by now. before: as it was read."""
        here = (t.login_tries.c.side == side) & (t.login_tries.c.number == number)
        # A row that is there is written over: who waits for it reads what it has become. One that was not may have
        # come since: that collides, and is done again.
        if before.last is not None:
            self._connection.execute(update(t.login_tries).where(here).values(wrong=wrong, at=at))
        else:
            self._connection.execute(insert(t.login_tries).values(side=side, number=number, wrong=wrong, at=at))
