"""The account's tables. ``versions/`` holds the migrations that make them; a test keeps the two alike."""

from __future__ import annotations

from typing import Final

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Date,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    String,
    Table,
    Text,
    UniqueConstraint,
)

from ivr.database import Hidden, Moment, Part

PART: Final = Part("account", "ivr.account:versions", "0001")

metadata: Final = MetaData()

accounts: Final = Table(
    "accounts",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("kind", String(16), nullable=False),
    Column("balance", BigInteger, nullable=False),
    Column("credit_limit", BigInteger, nullable=False),
    Column("trust_limit", BigInteger, nullable=False),
)

subscribers: Final = Table(
    "subscribers",
    metadata,
    Column("number", String(16), primary_key=True),
    Column("account", Integer, ForeignKey("accounts.id"), nullable=False, index=True),
    Column("tariff", String(32), nullable=False),
    Column("language", String(8), nullable=False),
    Column("manages", Boolean, nullable=False),
    Column("minutes", Integer, nullable=False),
    Column("sms", Integer, nullable=False),
    Column("mms", Integer, nullable=False),
    Column("megabytes", Integer, nullable=False),
    Column("bonus_membership", String(16), nullable=False),
    Column("bonus_points", Integer, nullable=False),
    Column("bonus_since", Moment),
    Column("password_hash", Hidden),
    Column("password_wrong", Integer, nullable=False),
    Column("password_requested_at", Moment),
    Column("blocked_until", Date),
)

subscriber_options: Final = Table(
    "subscriber_options",
    metadata,
    Column("number", String(16), ForeignKey("subscribers.number"), primary_key=True),
    Column("option", String(32), primary_key=True),
)

charges: Final = Table(
    "charges",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("number", String(16), ForeignKey("subscribers.number"), nullable=False),
    Column("at", Moment, nullable=False),
    Column("kind", String(32), nullable=False),
    Column("amount", BigInteger, nullable=False),
    Index("charges_by_time", "number", "at"),
)

payments: Final = Table(
    "payments",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("number", String(16), ForeignKey("subscribers.number"), nullable=False),
    Column("at", Moment, nullable=False),
    Column("amount", BigInteger, nullable=False),
    Index("payments_by_time", "number", "at"),
)

promises: Final = Table(
    "promised_payments",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("number", String(16), ForeignKey("subscribers.number"), nullable=False, index=True),
    Column("amount", BigInteger, nullable=False),
    Column("fee", BigInteger, nullable=False),
    Column("due", Date, nullable=False),
    Column("paid", Boolean, nullable=False),
)

outbox: Final = Table(
    "outbox",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("number", String(16), nullable=False, index=True),
    Column("at", Moment, nullable=False),
    Column("text", Hidden, nullable=False),
    Column("secret", Boolean, nullable=False),
    Column("delivered_at", Moment),
)

grants: Final = Table(
    "grants",
    metadata,
    Column("call_id", String(255), primary_key=True),
    Column("number", String(16), primary_key=True),
    Column("level", Integer, nullable=False),
    Column("until", Moment, nullable=False),
)

operations: Final = Table(
    "operations",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("call_id", String(255), nullable=False),
    Column("step", Integer, nullable=False),
    Column("name", String(64), nullable=False),
    Column("arguments", String(64), nullable=False),
    Column("at", Moment, nullable=False),
    Column("result", Text, nullable=False),
    UniqueConstraint("call_id", "step", name="one_operation_a_step"),
)
