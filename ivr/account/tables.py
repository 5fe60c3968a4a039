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
    UniqueConstraint,
    true,
)

from ivr.database import Hidden, Moment, Part

PART: Final = Part("account", "ivr.account:versions", "0003")

metadata: Final = MetaData()

accounts: Final = Table(
    "accounts",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("kind", String(16), nullable=False),
    Column("balance", BigInteger, nullable=False),
    Column("credit_limit", BigInteger, nullable=False),
    Column("trust_limit", BigInteger, nullable=False),
    Column("code_word", Hidden),
    Column("code_word_wrong", Integer, nullable=False, server_default="0"),
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
    Column("employee", String(64)),
    Column("spending_limit", BigInteger),
    Column("email", String(254)),
    Column("city", String(32), nullable=False, server_default="moscow"),
    Column("roaming", String(2)),
    Column("phone_4g", Boolean, nullable=False, server_default=true()),
    Column("sim_4g", Boolean, nullable=False, server_default=true()),
    Column("messages", String(8), nullable=False, server_default="ru"),
    Column("messages_next", String(8)),
    Column("messages_from", Moment),
    Column("control_question", String(32)),
    Column("control_answer", Hidden),
    Column("control_wrong", Integer, nullable=False, server_default="0"),
    Column("control_locked_at", Moment),
    Column("card_wrong", Integer, nullable=False, server_default="0"),
    Column("card_locked_at", Moment),
    Column("bonus_month", String(7)),
)
"""blocked_until: the first day that is open again. spending_limit: kopecks a month, of a company's number. roaming: the
country (ISO 3166-1 alpha-2) the subscriber is in, none at home. messages: how SMS are written (``ru``, ``latin``,
``en``), and what they become at a moment. control_answer, accounts.code_word: hashes. bonus_month: the month (2026-02)
for which points have accrued last."""

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

number_lists: Final = Table(
    "number_lists",
    metadata,
    Column("number", String(16), ForeignKey("subscribers.number"), primary_key=True),
    Column("kind", String(16), primary_key=True),
    Column("other", String(16), primary_key=True),
    Column("at", Moment, nullable=False),
)
"""kind: ``black`` (who does not get through) or ``favourite``."""

favours: Final = Table(
    "favours",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("number", String(16), ForeignKey("subscribers.number"), nullable=False),
    Column("at", Moment, nullable=False),
    Column("kind", String(16), nullable=False),
    Column("other", String(16), nullable=False),
    Index("favours_by_time", "number", "at"),
)
"""What was asked of another number: ``call_me``, ``pay_for_me``, ``message``."""

cards: Final = Table(
    "cards",
    metadata,
    Column("code", String(64), primary_key=True),
    Column("amount", BigInteger, nullable=False),
    Column("number", String(16)),
    Column("at", Moment),
)
"""Express cards. code: a hash; number, at: by whom and when it was used."""

requests: Final = Table(
    "requests",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("number", String(16), ForeignKey("subscribers.number"), nullable=False, index=True),
    Column("kind", String(32), nullable=False),
    Column("state", String(16), nullable=False),
    Column("opened_at", Moment, nullable=False),
    Column("changed_at", Moment, nullable=False),
)
"""Orders, complaints, re-registrations. The id is the number that the subscriber is told."""

points: Final = Table(
    "points",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("number", String(16), ForeignKey("subscribers.number"), nullable=False),
    Column("at", Moment, nullable=False),
    Column("kind", String(16), nullable=False),
    Column("amount", Integer, nullable=False),
    Column("other", String(16)),
    Index("points_by_time", "number", "at"),
)
"""Points got and given: ``accrued``, ``exchanged``, ``sent``, ``received`` (other: the participant)."""

challenges: Final = Table(
    "challenges",
    metadata,
    Column("call_id", String(255), primary_key=True),
    Column("number", String(16), primary_key=True),
    Column("digits", Hidden, nullable=False),
    Column("until", Moment, nullable=False),
    Column("passed", Boolean, nullable=False),
)
"""Spoken digits that a caller is to repeat, to show that no machine tries passwords."""

acting: Final = Table(
    "acting",
    metadata,
    Column("call_id", String(255), primary_key=True),
    Column("number", String(16), primary_key=True),
    Column("other", String(16), nullable=False),
)
"""For which number of the account a manager acts in a call."""

logins: Final = Table(
    "logins",
    metadata,
    Column("call_id", String(255), primary_key=True),
    Column("caller", String(16), primary_key=True),
    Column("number", String(16), nullable=False),
    Column("step", Integer, nullable=False),
    Column("until", Moment, nullable=False),
)
"""By which number a call from another telephone has come in, at which of its steps."""

login_tries: Final = Table(
    "login_tries",
    metadata,
    Column("side", String(8), primary_key=True),
    Column("number", String(16), primary_key=True),
    Column("wrong", Integer, nullable=False),
    Column("at", Moment, nullable=False),
)
"""Wrong answers, and when the last try was. side: ``from`` a telephone, ``for`` a number (anybody's or nobody's)."""

job_runs: Final = Table(
    "job_runs",
    metadata,
    Column("job", String(32), primary_key=True),
    Column("period", String(32), primary_key=True),
    Column("at", Moment, nullable=False),
)
"""What scheduled work has been done, by the period it was for: nothing is done twice."""

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
    Column("result", Hidden, nullable=False),
    UniqueConstraint("call_id", "step", name="one_operation_a_step"),
)
