"""Opening the accounts: the user's own file, any database by URL, or memory."""

from __future__ import annotations

import sqlite3
from functools import cache
from typing import Any, Final

from sqlalchemy import create_engine, event
from sqlalchemy.pool import QueuePool, StaticPool

from ivr.account.accounts import Accounts
from ivr.account.errors import AccountError
from ivr.account.passwords import Passwords
from ivr.account.tables import PART, metadata
from ivr.database import DatabaseError, open_engine, own_folder, upgrade

MEMORY: Final = ("sqlite://", "sqlite:///:memory:")
"""URLs of a database that is gone with the program."""


def default_url() -> str:
    """The accounts of this user: a SQLite file in the user's data folder."""
    return f"sqlite:///{own_folder() / 'account.sqlite3'}"


def open_accounts(url: str | None = None, **options: Any) -> Accounts:
    """Open accounts by a database URL (default: the user's own) and bring their tables up to date.

    options: as `Accounts` takes them. Raises AccountError when that cannot be done, saying why.
    """
    if url in MEMORY:
        return accounts_in_memory(**{"passwords": Passwords()} | options)
    try:
        engine = open_engine(url or default_url(), durable=True)
        upgrade(engine, PART)
    except DatabaseError as error:
        raise AccountError(str(error)) from None
    return Accounts(engine, **options)


def accounts_in_memory(**options: Any) -> Accounts:
    """Empty accounts that live as long as the object, opened in a millisecond: for tests and tries.

    Passwords are hashed with little effort unless `passwords` says otherwise.
    """
    # A pool of the one connection: threads have it in turn, and what is in it lives on.
    engine = create_engine(
        "sqlite://", creator=_copy_of_template, poolclass=QueuePool, pool_size=1, max_overflow=0, hide_parameters=True
    )

    @event.listens_for(engine, "begin")
    def _begun(connection: Any) -> None:
        connection.exec_driver_sql("begin")

    options.setdefault("passwords", Passwords(fast=True))
    return Accounts(engine, **options)


def _copy_of_template() -> sqlite3.Connection:
    connection = sqlite3.connect(":memory:", check_same_thread=False, isolation_level=None)
    connection.deserialize(_template())
    connection.execute("pragma foreign_keys = on")
    return connection


@cache
def _template() -> bytes:
    engine = create_engine("sqlite://", poolclass=StaticPool)
    metadata.create_all(engine)
    with engine.connect() as connection:
        raw = connection.connection.driver_connection
        assert isinstance(raw, sqlite3.Connection)
        return raw.serialize()
