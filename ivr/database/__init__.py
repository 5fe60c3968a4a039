"""Databases by URL: opening one, and bringing a part's tables up to date.

SQLite is the embedded default; any URL that SQLAlchemy knows serves. A part (the account, the journal) keeps its own
migrations and its own version table, so parts may share a database.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final

from sqlalchemy import (
    URL,
    Connection,
    DateTime,
    Dialect,
    Engine,
    Text,
    create_engine,
    event,
    inspect,
    make_url,
    text,
)
from sqlalchemy.exc import OperationalError, SQLAlchemyError
from sqlalchemy.types import TypeDecorator

from ivr.database.turns import Turns
from ivr.secret import Secret

BUSY_SECONDS: Final = 2.0
"""How long a writer waits for another of its process, and then for one of another, before it gives up: together less
than the time limit of any action, so that what the caller is told of a request is what came of it."""

WRITING: Final = "ivr_writing"
"""Execution option of a transaction that will write: SQLite then takes its lock at the start, and never deadlocks."""

TURN: Final = "ivr_turn"
"""Execution option of an engine: the `Turns` of its threads that write. SQLite has one writer at a time."""

CONNECTIONS: Final = 16
"""Connections of a program to a database server, kept for all its calls; writers leave a quarter of them to readers."""

_MIGRATING: Final = 0x697672
"""PostgreSQL's advisory lock of who brings tables up to date: any number that no other program there uses."""

_MENDS: Final = {
    "database is locked": "another program is writing to it; try again when that is done",
    "due to lock timeout": "another program is writing to it; try again when that is done",
    "unable to open database file": "check that the path is a file, and that you may read and write it",
    "readonly database": "make the file and its folder writable",
    "disk is full": "make room on the disk",
    "file is not a database": "name another file",
}
"""What helps, by words of the driver's message."""


class DatabaseError(Exception):
    """A database cannot be used. The message says what and how to mend it, without a password of the URL."""


class Moment(TypeDecorator[datetime]):
    """An aware datetime, kept in UTC; databases without time zones keep it too."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002
        """To the database."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a moment must be an aware datetime")
        return value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002
        """From the database."""
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


class Hidden(TypeDecorator[Secret]):
    """A secret text: read as a `Secret`, so that rows written to a log (SQLAlchemy's, at DEBUG) show the mask."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: Secret | str | None, dialect: Dialect) -> str | None:  # noqa: ARG002
        """To the database."""
        return value.reveal() if isinstance(value, Secret) else value

    def process_result_value(self, value: str | None, dialect: Dialect) -> Secret | None:  # noqa: ARG002
        """From the database."""
        return None if value is None else Secret(value)


BACKENDS: Final = ("sqlite", "postgresql")
"""What is supported, and tested."""


@dataclass(frozen=True, slots=True)
class Part:
    """A part's schema. versions: its folder of migrations (a package path); head: the newest of them."""

    name: str
    versions: str
    head: str

    @property
    def version_table(self) -> str:
        """The table that holds the version of this part."""
        return f"{self.name}_version"


def open_engine(url: str | URL, *, durable: bool = False, **options: Any) -> Engine:
    """An engine for a URL. A SQLite file that is made can be read by its owner alone.

    durable: what was committed survives a loss of power too; without, SQLite may lose the last of it.
    Raises DatabaseError for a URL that means nothing, and for a file in a folder that is not there: a slip of the pen
    begins no new accounts. The user's own folder is made.
    """
    try:
        made = make_url(url)
        if made.get_backend_name() not in BACKENDS:
            raise DatabaseError(f"cannot open the database {shown(url)}: it is to be SQLite or PostgreSQL")
        if made.get_backend_name() == "sqlite" and made.database and made.database != ":memory:":
            file = Path(made.database).expanduser()
            _need_folder(file.parent, url)
            made = made.set(database=str(file))
            _make_private(file)
            options.setdefault("connect_args", {"timeout": BUSY_SECONDS})
        elif made.get_backend_name() != "sqlite":
            options = {"pool_size": CONNECTIONS, "max_overflow": 0} | options
        engine = create_engine(made, hide_parameters=True, **options)
    except (SQLAlchemyError, ImportError) as error:
        raise DatabaseError(f"cannot open the database {shown(url)}: {_reason(error)}") from None
    except (ValueError, RuntimeError):  # its text may be a part of the URL, and a password in it
        raise DatabaseError(f"cannot open the database {shown(url)}: the URL is mistyped") from None
    except OSError as error:
        raise DatabaseError(f"cannot make the folder of {shown(url)}: {error.strerror}") from None
    if engine.dialect.name == "sqlite":
        _prepare_sqlite(engine, "full" if durable else "normal")
    else:
        engine.update_execution_options(**{TURN: Turns(CONNECTIONS * 3 // 4)})
    if engine.dialect.name == "postgresql":
        event.listen(engine, "connect", _wait_a_while)
    return engine


def own_folder() -> Path:
    """The user's data folder, where databases are kept unless a URL says otherwise."""
    import platformdirs

    return platformdirs.user_data_path("ivr")


def _need_folder(folder: Path, url: str | URL) -> None:
    if folder == own_folder():
        folder.mkdir(parents=True, exist_ok=True)
    elif not folder.is_dir():
        raise DatabaseError(f"cannot open the database {shown(url)}: there is no folder {folder}; make it first")


def shown(url: str | URL) -> str:
    """A database URL without its password, and without the options after ``?``, which may hold another."""
    try:
        return make_url(url).set(query={}).render_as_string(hide_password=True)
    except (SQLAlchemyError, ValueError):
        return "(not a database URL; one looks like sqlite:///file.sqlite3)"


def trouble(engine: Engine, error: Exception) -> str:
    """What a failed statement says of its database and how to mend it; nothing of the statement or its values."""
    return f"cannot use the database {shown(engine.url)}: {_reason(error)}"


def upgrade(engine: Engine, part: Part) -> None:
    """Bring a part's tables up to its newest version. Safe when several processes do it at once.

    Raises DatabaseError when the database cannot be reached, or belongs to a newer program.
    """
    try:
        with engine.connect() as connection:
            if version(connection, part) == part.head:
                return
        with writing(engine) as connection:
            if engine.dialect.name == "postgresql":
                connection.execute(text("set local lock_timeout = 0"))  # for as long as another takes to do it
                connection.execute(text("select pg_advisory_xact_lock(:key)"), {"key": _MIGRATING})
            if version(connection, part) != part.head:
                _migrate(connection, part)
    except (SQLAlchemyError, ValueError) as error:
        raise DatabaseError(trouble(engine, error)) from None


def version(connection: Connection, part: Part) -> str | None:
    """The version of a part's tables, or None when there are none."""
    if not inspect(connection).has_table(part.version_table):
        return None
    return connection.execute(text(f"select version_num from {part.version_table}")).scalar()


@contextmanager
def writing(engine: Engine) -> Iterator[Connection]:
    """A transaction that will write.

    Threads that write take turns: SQLite lets who waits try again now and then, a pool of connections gives one to who
    comes, and some never win.
    """
    turn = engine.get_execution_options().get(TURN)
    if turn is not None and not turn.acquire(timeout=BUSY_SECONDS):
        raise OperationalError("begin", None, TimeoutError("database is locked"))
    try:
        with engine.execution_options(**{WRITING: True}).begin() as connection:
            yield connection
    finally:
        if turn is not None:
            turn.release()


def _migrate(connection: Connection, part: Part) -> None:
    # Imported here: most starts find the tables up to date, and need no alembic.
    from alembic import command
    from alembic.config import Config
    from alembic.util.exc import CommandError

    config = Config()
    config.set_main_option("script_location", "ivr.database:migrations")
    config.set_main_option("version_locations", part.versions)
    config.set_main_option("path_separator", "newline")
    config.attributes.update(connection=connection, version_table=part.version_table)
    found = version(connection, part)
    try:
        command.upgrade(config, "head")
    except CommandError:
        raise DatabaseError(
            f"the tables of {part.name} have version {found}, which this program does not know: update the program"
        ) from None


def wipe(engine: Engine) -> None:
    """Leave nothing of what was overwritten in the log that SQLite keeps beside the file, unless somebody reads it.

    Then the next time does it, or whoever closes the database last.
    """
    if engine.dialect.name != "sqlite":
        return
    with suppress(SQLAlchemyError, engine.dialect.loaded_dbapi.Error):
        connection = engine.raw_connection()  # the others begin a transaction, and a checkpoint goes outside of one
        try:
            connection.cursor().execute("pragma wal_checkpoint(truncate)")
        finally:
            connection.close()


def _make_private(file: Path) -> None:
    """Make the file of a new database: SQLite would go by the umask. Its log takes the mode of the file."""
    with suppress(OSError):  # it is there; or it cannot be made, and SQLite will say so
        os.close(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))


def _prepare_sqlite(engine: Engine, synchronous: str) -> None:
    """The driver's own idea of transactions is switched off: SQLite's serve, with a lock from the start to write."""
    engine.update_execution_options(**{TURN: Turns()})

    @event.listens_for(engine, "connect")
    def _connected(connection: Any, _record: Any) -> None:
        connection.isolation_level = None
        cursor = connection.cursor()
        cursor.execute("pragma foreign_keys = on")
        cursor.execute("pragma journal_mode = wal")
        cursor.execute(f"pragma synchronous = {synchronous}")
        cursor.execute("pragma secure_delete = on")
        cursor.close()

    @event.listens_for(engine, "begin")
    def _begun(connection: Connection) -> None:
        immediate = connection.get_execution_options().get(WRITING)
        connection.exec_driver_sql("begin immediate" if immediate else "begin")


def _wait_a_while(connection: Any, _record: Any) -> None:
    """PostgreSQL by itself waits for another's lock for ever."""
    connection.cursor().execute(f"set lock_timeout = '{BUSY_SECONDS:g}s'")
    connection.commit()


def _reason(error: Exception) -> str:
    """The driver's own words, first line only: what SQLAlchemy adds shows statements and parameters."""
    if isinstance(error, ModuleNotFoundError):
        return f"its driver is not installed: pip install {error.name}"
    original = getattr(error, "orig", None) or error
    said = str(original).splitlines()[0] if str(original) else type(error).__name__
    mend = next((mend for words, mend in _MENDS.items() if words in said), None)
    return f"{said}: {mend}" if mend else said
