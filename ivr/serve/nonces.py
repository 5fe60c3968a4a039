"""Nonces that were seen: a signature is good once, in this process or in all that share a database."""

from __future__ import annotations

import asyncio
from datetime import datetime, timedelta
from typing import Final, Protocol

from sqlalchemy import Column, Engine, MetaData, String, Table, delete, insert
from sqlalchemy.exc import IntegrityError, SQLAlchemyError

from ivr.database import DatabaseError, Moment, Part, open_engine, trouble, upgrade, writing

PART: Final = Part("serve", "ivr.serve:versions", "0001")

SWEEP: Final = timedelta(seconds=60)
"""How often those that are too old to be used again are dropped."""

KEPT: Final = timedelta(hours=1)
"""How much longer they are kept than they are good: a clock that was ahead for a moment drops none too early."""

metadata: Final = MetaData()

nonces: Final = Table(
    "gateway_nonces",
    metadata,
    Column("gateway", String(64), primary_key=True),
    Column("nonce", String(128), primary_key=True),
    Column("until", Moment, nullable=False, index=True),
)


class Nonces(Protocol):
    """Remembers nonces."""

    async def new(self, gateway: str, nonce: str, until: datetime, now: datetime) -> bool:
        """Whether a gateway's nonce was not seen before; it is from now on. until: no longer of interest after."""
        ...


class NonceMemory:
    """Nonces in this process."""

    def __init__(self) -> None:
        self._seen: dict[tuple[str, str], datetime] = {}
        self._swept: datetime | None = None

    async def new(self, gateway: str, nonce: str, until: datetime, now: datetime) -> bool:
        """See `Nonces`."""
        if self._swept is None or now - self._swept >= SWEEP:
            self._seen = {key: end for key, end in self._seen.items() if end >= now - KEPT}
            self._swept = now
        if (gateway, nonce) in self._seen:
            return False
        self._seen[gateway, nonce] = until
        return True


class NonceStore:
    """Nonces in a database, for processes that share it."""

    def __init__(self, engine: Engine) -> None:
        """The table is there: see `open`."""
        self._engine = engine
        self._swept: datetime | None = None

    @classmethod
    def open(cls, url: str) -> NonceStore:
        """Open by a database's URL, and bring the table up to date. Raises DatabaseError."""
        engine = open_engine(url)
        upgrade(engine, PART)
        return cls(engine)

    async def new(self, gateway: str, nonce: str, until: datetime, now: datetime) -> bool:
        """See `Nonces`. Raises DatabaseError."""
        return await asyncio.to_thread(self._new, gateway, nonce, until, now)

    def _new(self, gateway: str, nonce: str, until: datetime, now: datetime) -> bool:
        try:
            with writing(self._engine) as connection:
                if self._swept is None or now - self._swept >= SWEEP:
                    connection.execute(delete(nonces).where(nonces.c.until < now - KEPT))
                    self._swept = now
                connection.execute(insert(nonces).values(gateway=gateway, nonce=nonce, until=until))
        except IntegrityError:
            return False
        except SQLAlchemyError as error:
            raise DatabaseError(trouble(self._engine, error)) from None
        return True
