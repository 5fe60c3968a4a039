"""A PostgreSQL server of the tests' own: begun when the first test asks, stopped and removed with the tests' process.

It listens on a socket in its folder only, keeps nothing safe from a loss of power (which makes it quick), and runs as
Debian's `postgres` where the tests run as root, for PostgreSQL refuses that. Every test has tables of its own, or such
as are emptied before it.
"""

from __future__ import annotations

import atexit
import os
import shutil
import subprocess
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from functools import cache
from importlib.util import find_spec
from itertools import count
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine, MetaData, create_engine, event
from sqlalchemy.pool import Pool

from ivr.database import Part, open_engine, upgrade

MOST_CONNECTIONS = 300

QUICK = {
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "autovacuum": "off",
    "wal_level": "minimal",
    "max_wal_senders": 0,
    "deadlock_timeout": "100ms",
}
"""Settings of a server that has nothing to keep."""

# Whoever holds the other end of its input holds the server: when that end is gone, however it went, so is the server.
SUPERVISED = """
folder=$(mktemp -d /tmp/ivr-postgres.XXXXXX) || exit
trap 'rm -rf "$folder"' EXIT
trap '' HUP INT TERM
"$1/initdb" -D "$folder/data" --username ivr --auth trust --encoding UTF8 --locale C --no-sync >"$folder/log" 2>&1 &&
    "$1/pg_ctl" -D "$folder/data" -l "$folder/log" -o "-k $folder $2" -w start >/dev/null 2>&1 ||
    { cat "$folder/log" >&2; exit 1; }
echo "$folder"
read -r _
"$1/pg_ctl" -D "$folder/data" -m immediate -w stop >/dev/null
"""

BOTH = ["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)]
"""The databases that everything stored is tested on: parameters of a fixture."""


class Server:
    """A running server. settings: beside those that it is made with."""

    def __init__(self, programs: Path, settings: Mapping[str, Any]) -> None:
        chosen = {"listen_addresses": "", "max_connections": MOST_CONNECTIONS} | dict(settings)
        told = " ".join(f"-c {name}='{value}'" for name, value in chosen.items())
        self._process = subprocess.Popen(
            ["sh", "-c", SUPERVISED, "sh", str(programs), told],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            cwd="/",
            start_new_session=True,
            **_unprivileged(),
        )
        assert self._process.stdout is not None
        self._folder = self._process.stdout.readline().strip()
        if not self._folder:
            raise RuntimeError(f"PostgreSQL does not start: {self._process.communicate()[1]}")
        self._names = count(1)
        self._kept: dict[str, Engine] = {}
        atexit.register(self.stop)

    def stop(self) -> None:
        """Stop it and take its folder away."""
        self._process.communicate()

    def url(self, name: str) -> str:
        """The URL of one of its databases."""
        return f"postgresql+psycopg://ivr@/{name}?host={self._folder}"

    @contextmanager
    def database(self) -> Iterator[str]:
        """The URL of a new database, which is gone afterwards with the connections to it that are left."""
        name = f"test_{next(self._names)}"
        left: list[Any] = []

        def connected(connection: Any, _record: Any) -> None:
            left.append(connection)

        self._make(name)
        event.listen(Pool, "connect", connected)
        try:
            yield self.url(name)
        finally:
            event.remove(Pool, "connect", connected)
            for connection in left:
                connection.close()
            self._say(f"drop database {name} with (force)")

    def emptied(self, name: str, part: Part, tables: MetaData) -> Engine:
        """A database with the tables of a part and no rows: made once, then emptied, which is quicker."""
        engine = self._kept.get(name)
        if engine is None:
            self._make(name)
            engine = self._kept[name] = open_engine(self.url(name))
            atexit.register(engine.dispose)
            upgrade(engine, part)
        with engine.begin() as connection:
            connection.exec_driver_sql("; ".join(f"delete from {table}" for table in reversed(tables.sorted_tables)))
        return engine

    def _make(self, name: str) -> None:
        # By copying files: quicker than by the log, which newer servers go by, when nothing is kept from a loss.
        newer = (self._admin.dialect.server_version_info or (0,)) >= (15,)
        self._say(f"create database {name}" + (" strategy file_copy" if newer else ""))

    def _say(self, statement: str) -> None:
        with self._admin.connect() as connection:
            connection.exec_driver_sql(statement)

    @property
    def _admin(self) -> Engine:
        return _admin(self.url("postgres"))


@cache
def server() -> Server:
    """The server of this process. Skips the test that asks where there can be none; on CI that is a failure."""
    lacking = missing()
    if lacking:
        (pytest.fail if os.environ.get("CI") else pytest.skip)(lacking)
    return started(QUICK)


def started(settings: Mapping[str, Any]) -> Server:
    """A server with settings of its own, where none is `missing`."""
    programs = _programs()
    assert programs is not None
    return Server(programs, settings)


def missing() -> str:
    """What there is no server for, and how to have it; empty when there can be one."""
    if _programs() is None:
        return "PostgreSQL is not installed: apt-get install postgresql"
    return "" if find_spec("psycopg") else "its driver is not installed: pip install 'ivr[postgres]'"


@cache
def _admin(url: str) -> Engine:
    engine = create_engine(url, isolation_level="AUTOCOMMIT", pool_size=1, max_overflow=0)
    engine.connect().close()  # it learns the server's version
    atexit.register(engine.dispose)
    return engine


def _programs() -> Path | None:
    """Where the server's programs are: on the way of all programs, or where Debian puts them, the newest version."""
    folders = [Path(found).resolve().parent for found in [shutil.which("initdb")] if found]
    folders += sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda folder: int(folder.parent.name))[::-1]
    return next((folder for folder in folders if (folder / "initdb").exists() and (folder / "pg_ctl").exists()), None)


def _unprivileged() -> dict[str, Any]:
    if os.name != "posix" or os.getuid() != 0:
        return {}
    from pwd import getpwnam

    user = getpwnam("postgres")
    return {"user": user.pw_uid, "group": user.pw_gid, "extra_groups": []}
