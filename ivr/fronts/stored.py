"""Sessions in a database, for several processes that answer the messages of the same callers.

Whoever answers a message holds the session's row: no transaction stays open meanwhile, for an action may take seconds.
A process that dies lets go of the row when its lease has run out.
"""

from __future__ import annotations

import asyncio
import contextlib
import json
import secrets
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from typing import Any, Final, TypeVar

from sqlalchemy import Column, Connection, Engine, MetaData, String, Table, delete, insert, select, update
from sqlalchemy.exc import IntegrityError, SQLAlchemyError

from ivr.database import DatabaseError, Hidden, Moment, Part, open_engine, trouble, upgrade, wipe, writing
from ivr.fronts.store import MOST_CHARACTERS, Answered, Data, Held, StoreError

PART: Final = Part("front", "ivr.fronts:versions", "0002")

LEASE: Final = timedelta(seconds=30)
"""How long a row stays with a process that says nothing more; one that lives asks for it again in good time."""

AGAIN: Final = 0.05
"""Seconds until a row that another process holds is asked for again."""

PATIENCE: Final = 1200
"""How often a held row is asked for: a minute in all, twice as long as a process that died holds it."""

SWEPT: Final = 100
"""Sessions that are looked for at once when those are ended whose time has run out."""

metadata: Final = MetaData()

sessions: Final = Table(
    "front_sessions",
    metadata,
    Column("session", String(MOST_CHARACTERS), primary_key=True),
    Column("data", Hidden),
    Column("expires_at", Moment, nullable=False, index=True),
    Column("holder", String(32)),
    Column("held_until", Moment),
)

answers: Final = Table(
    "front_answers",
    metadata,
    Column("session", String(MOST_CHARACTERS), primary_key=True),
    Column("message", String(MOST_CHARACTERS), primary_key=True),
    Column("reply", Hidden, nullable=False),
    Column("until", Moment, nullable=False, index=True),
)

T = TypeVar("T")


def _now() -> datetime:
    return datetime.now(UTC)


class DatabaseStore:
    """Sessions in the database of an engine.

    now: the wall clock that leases go by. sleep: waits so many seconds.
    """

    def __init__(
        self,
        engine: Engine,
        *,
        now: Callable[[], datetime] = _now,
        sleep: Callable[[float], Awaitable[object]] = asyncio.sleep,
    ) -> None:
        self._engine = engine
        self._now = now
        self._sleep = sleep

    @classmethod
    def open(cls, url: str) -> DatabaseStore:
        """Open by a database URL, and bring the table up to date. Raises StoreError."""
        try:
            engine = open_engine(url)
            upgrade(engine, PART)
        except DatabaseError as error:
            raise StoreError(str(error)) from None
        return cls(engine)

    @asynccontextmanager
    async def hold(self, session: str) -> AsyncIterator[Held]:
        """Take a session. Raises StoreError when another process does not give it back."""
        held = _Row(self._engine, session, self._now)
        for _ in range(PATIENCE):
            if await held.take():
                break
            await self._sleep(AGAIN)
        else:
            raise StoreError("another process holds the session for too long")
        renewing = asyncio.create_task(_renew(held))
        try:
            yield held
        finally:
            renewing.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await renewing
            await held.give_back()

    async def expired(self, at: datetime) -> Sequence[str]:
        """The names of sessions whose time has run out, and which nobody holds."""

        def find() -> list[str]:
            with self._engine.begin() as connection:
                now = self._now()
                free = sessions.c.holder.is_(None) | ~sessions.c.held_until.between(now, now + 2 * LEASE)
                query = select(sessions.c.session).where(sessions.c.expires_at <= at, free).limit(SWEPT)
                return list(connection.execute(query).scalars())

        return await _aside(self._engine, find)

    async def forget(self, at: datetime) -> None:
        """Drop the answers that need not be remembered any more."""

        def forget() -> None:
            with writing(self._engine) as connection:
                connection.execute(delete(answers).where(answers.c.until <= at))

        await _aside(self._engine, forget)


class _Row:
    """The row of a session, held by one message."""

    def __init__(self, engine: Engine, session: str, now: Callable[[], datetime]) -> None:
        self._engine = engine
        self._session = session
        self._now = now
        self._holder = secrets.token_hex(16)
        self.data: Data | None = None
        self.expires: datetime | None = None

    async def take(self) -> bool:
        """Take the row, if nobody holds it."""
        return await _aside(self._engine, self._take)

    async def answered(self, message: str) -> Data | None:
        """The reply that a message of this session had."""

        def find() -> Data | None:
            query = select(answers.c.reply).where(answers.c.session == self._session, answers.c.message == message)
            with self._engine.begin() as connection:
                found = connection.execute(query).scalar()
            return None if found is None else json.loads(found.reveal())

        return await _aside(self._engine, find)

    async def keep(self, data: Data, expires: datetime) -> None:
        """Put the session aside."""
        await self._change(update(sessions).values(data=_written(data), expires_at=expires))

    async def settle(self, data: Data | None, expires: datetime, answered: Answered | None = None) -> None:
        """Put the session aside, or forget it, and remember what was answered."""
        if data is None:
            statement: Any = delete(sessions)
        else:
            statement = update(sessions).values(data=_written(data), expires_at=expires)
        await self._change(statement, answered)
        if data is None:
            await _aside(self._engine, lambda: wipe(self._engine))

    async def renew(self) -> None:
        """Hold the row longer."""
        await self._change(update(sessions).values(held_until=self._now() + LEASE))

    async def give_back(self) -> None:
        """Let the next one have it; a row in which nothing was ever put aside is taken away."""

        def free() -> None:
            with writing(self._engine) as connection:
                mine = (sessions.c.session == self._session) & (sessions.c.holder == self._holder)
                connection.execute(delete(sessions).where(mine, sessions.c.data.is_(None)))
                connection.execute(update(sessions).where(mine).values(holder=None, held_until=None))

        with contextlib.suppress(StoreError):  # the lease runs out by itself
            await _aside(self._engine, free)

    def _take(self) -> bool:
        try:
            with writing(self._engine) as connection:
                return self._taken(connection)
        except IntegrityError:  # another process made the row at the same moment
            return False

    def _taken(self, connection: Connection) -> bool:
        now = self._now()
        query = select(sessions).where(sessions.c.session == self._session).with_for_update()
        row = connection.execute(query).first()
        mine = {"holder": self._holder, "held_until": now + LEASE}
        if row is None:
            connection.execute(insert(sessions).values(session=self._session, expires_at=now + LEASE, **mine))
            return True
        if row.holder is not None and now < row.held_until <= now + 2 * LEASE:  # else by a clock that was ahead
            return False
        connection.execute(update(sessions).where(sessions.c.session == self._session).values(**mine))
        if row.data is not None:
            self.data, self.expires = json.loads(row.data.reveal()), row.expires_at
        return True

    async def _change(self, statement: Any, answered: Answered | None = None) -> None:
        """Change the row, if it is still held by this message. Raises StoreError."""

        def change() -> int:
            with writing(self._engine) as connection:
                mine = (sessions.c.session == self._session) & (sessions.c.holder == self._holder)
                changed = connection.execute(statement.where(mine)).rowcount
                if changed and answered is not None:
                    told = {"message": answered.message, "reply": _written(answered.reply), "until": answered.until}
                    connection.execute(insert(answers).values(session=self._session, **told))
                return changed

        if not await _aside(self._engine, change):
            raise StoreError("another process has taken the session over")


def _written(data: Data) -> str:
    return json.dumps(data, ensure_ascii=False, separators=(",", ":"))


async def _renew(row: _Row) -> None:
    """Hold a row for as long as its message is being answered."""
    while True:
        await asyncio.sleep(LEASE.total_seconds() / 3)
        with contextlib.suppress(StoreError):  # what is put aside at the end will tell
            await row.renew()


async def _aside(engine: Engine, work: Callable[[], T]) -> T:
    """Do it in a thread, for a database may keep one waiting. Raises StoreError."""
    try:
        return await asyncio.to_thread(work)
    except SQLAlchemyError as error:
        raise StoreError(trouble(engine, error)) from None
