"""Databases of older versions, the rows that are in them, and what their tables look like."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

from alembic import command
from alembic.config import Config
from alembic.script import ScriptDirectory
from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Connection,
    Date,
    DateTime,
    Engine,
    Float,
    Integer,
    MetaData,
    Table,
    insert,
    inspect,
    select,
)

from ivr.account.tables import PART
from ivr.database import writing

MOMENT = datetime(2026, 2, 28, 21, 30, 15, tzinfo=UTC)
DAY = date(2026, 3, 4)

Rows = dict[str, list[dict[str, Any]]]

FIRST: Rows = {
    "accounts": [
        {"id": 1, "kind": "person", "balance": -15_40, "credit_limit": 0, "trust_limit": 350_00},
        {"id": 2, "kind": "corporate", "balance": 9_000_000_000_01, "credit_limit": 5000_00, "trust_limit": 0},
    ],
    "subscribers": [
        {
            "number": number,
            "account": account,
            "tariff": "talk",
            "language": language,
            "manages": manages,
            "minutes": 142,
            "sms": 81,
            "mms": 0,
            "megabytes": 2560,
            "bonus_membership": membership,
            "bonus_points": points,
            "bonus_since": since,
            "password_hash": hashed,
            "password_wrong": 2,
            "password_requested_at": since,
            "blocked_until": until,
        }
        for number, account, language, manages, membership, points, since, hashed, until in (
            ("+79220000001", 1, "ru", False, "member", 240, MOMENT, "$argon2id$of-one", None),
            ("+79220000002", 2, "en", True, "none", 0, None, None, DAY),
            ("+79220000003", 2, "ru", False, "none", 0, None, "$argon2id$of-three", None),
        )
    ],
    "subscriber_options": [
        {"number": "+79220000001", "option": "voicemail"},
        {"number": "+79220000003", "option": "traffic"},
    ],
    "charges": [{"id": 7, "number": "+79220000001", "at": MOMENT, "kind": "calls", "amount": 12_50}],
    "payments": [{"id": 3, "number": "+79220000002", "at": MOMENT, "amount": 20_000_00}],
    "promised_payments": [
        {"id": 5, "number": "+79220000001", "amount": 100_00, "fee": 10_00, "due": DAY, "paid": False},
        {"id": 4, "number": "+79220000001", "amount": 50_00, "fee": 10_00, "due": DAY, "paid": True},
    ],
    "outbox": [
        {
            "id": 1,
            "number": "+79220000001",
            "at": MOMENT,
            "text": "Пароль 730194",
            "secret": True,
            "delivered_at": None,
        },
        {"id": 2, "number": "+79220000001", "at": MOMENT, "text": "***", "secret": True, "delivered_at": MOMENT},
    ],
    "grants": [{"call_id": "call-1", "number": "+79220000001", "level": 2, "until": MOMENT}],
    "operations": [
        {
            "id": 9,
            "call_id": "call-1",
            "step": 4,
            "name": "option.connect",
            "arguments": "0" * 64,
            "at": MOMENT,
            "result": '{"outcome": "connected", "value": {"code": "voicemail"}}',
        }
    ],
}
"""Rows as the first version of the program wrote them, for each of its tables."""


def configured(connection: Connection) -> Config:
    """Alembic's settings for the account's migrations over a connection."""
    config = Config()
    config.set_main_option("script_location", "ivr.database:migrations")
    config.set_main_option("version_locations", PART.versions)
    config.set_main_option("path_separator", "newline")
    config.attributes.update(connection=connection, version_table=PART.version_table)
    return config


def revisions() -> list[str]:
    """The versions there are, oldest first; there is one way through them."""
    scripts = ScriptDirectory.from_config(configured(None))  # type: ignore[arg-type]
    found = [script.revision for script in scripts.walk_revisions()]
    assert scripts.get_heads() == [PART.head]
    return found[::-1]


def migrate(engine: Engine, revision: str) -> None:
    """Bring the tables to a version."""
    with writing(engine) as connection:
        command.upgrade(configured(connection), revision)


def begin(engine: Engine) -> None:
    """The first version's tables, by its own migration, with rows in each."""
    migrate(engine, "0001")
    tables = reflected(engine)
    assert set(tables.tables) == set(FIRST)
    with writing(engine) as connection:
        for table in tables.sorted_tables:
            connection.execute(insert(table), FIRST[table.name])


def fill(engine: Engine) -> None:
    """A row in every table that has none, so that a migration that is yet to come meets some."""
    with writing(engine) as connection:
        for table in reflected(engine).sorted_tables:
            if connection.execute(select(table)).first() is None:
                values = {column.name: _value(connection, table, column) for column in table.columns}
                connection.execute(insert(table).values(**values))


def rows(engine: Engine) -> Rows:
    """Every row of every table, in the order of the keys."""
    with engine.connect() as connection:
        return {
            table.name: [dict(row) for row in connection.execute(select(table).order_by(*table.primary_key)).mappings()]
            for table in reflected(engine).sorted_tables
        }


def reflected(engine: Engine) -> MetaData:
    """The tables as the database itself tells them, without the one of versions."""
    found = MetaData()
    found.reflect(engine, only=lambda name, _: name != PART.version_table)
    return found


def shape(engine: Engine) -> dict[str, Any]:
    """What can be told of every table: columns (in no order), keys, indexes, constraints."""
    told = inspect(engine)
    return {
        name: {
            "columns": {
                column["name"]: (str(column["type"]), column["nullable"], column["default"])
                for column in told.get_columns(name)
            },
            "key": told.get_pk_constraint(name)["constrained_columns"],
            "refers": sorted(
                (key["constrained_columns"], key["referred_table"], key["referred_columns"])
                for key in told.get_foreign_keys(name)
            ),
            "indexes": sorted(
                (index["name"], index["column_names"], index["unique"]) for index in told.get_indexes(name)
            ),
            "unique": sorted((kept["name"], kept["column_names"]) for kept in told.get_unique_constraints(name)),
        }
        for name in told.get_table_names()
        if name != PART.version_table
    }


def _value(connection: Connection, table: Table, column: Column[Any]) -> Any:
    """Something that the column takes."""
    for key in column.foreign_keys:
        return connection.execute(select(key.column)).scalars().first()
    kinds = (
        (Boolean, True),
        (BigInteger, 9_000_000_000_02),
        (Integer, 11),
        (Float, 0.5),
        (DateTime, MOMENT if connection.dialect.name == "postgresql" else MOMENT.replace(tzinfo=None)),
        (Date, DAY),
    )
    for kind, value in kinds:
        if isinstance(column.type, kind):
            return value
    length = getattr(column.type, "length", None)
    return f"{table.name}.{column.name}"[:length]
