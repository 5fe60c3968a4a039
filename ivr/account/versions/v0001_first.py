"""The first tables: subscribers, their money and services, access, and what has been done for calls."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from ivr.database import Moment

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make them."""
    op.create_table(
        "accounts",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("kind", sa.String(16), nullable=False),
        sa.Column("balance", sa.BigInteger, nullable=False),
        sa.Column("credit_limit", sa.BigInteger, nullable=False),
        sa.Column("trust_limit", sa.BigInteger, nullable=False),
    )
    op.create_table(
        "subscribers",
        sa.Column("number", sa.String(16), primary_key=True),
        sa.Column("account", sa.Integer, sa.ForeignKey("accounts.id"), nullable=False),
        sa.Column("tariff", sa.String(32), nullable=False),
        sa.Column("language", sa.String(8), nullable=False),
        sa.Column("manages", sa.Boolean, nullable=False),
        sa.Column("minutes", sa.Integer, nullable=False),
        sa.Column("sms", sa.Integer, nullable=False),
        sa.Column("mms", sa.Integer, nullable=False),
        sa.Column("megabytes", sa.Integer, nullable=False),
        sa.Column("bonus_membership", sa.String(16), nullable=False),
        sa.Column("bonus_points", sa.Integer, nullable=False),
        sa.Column("bonus_since", Moment),
        sa.Column("password_hash", sa.Text),
        sa.Column("password_wrong", sa.Integer, nullable=False),
        sa.Column("password_requested_at", Moment),
        sa.Column("blocked_until", sa.Date),
    )
    op.create_index("ix_subscribers_account", "subscribers", ["account"])
    op.create_table(
        "subscriber_options",
        sa.Column("number", sa.String(16), sa.ForeignKey("subscribers.number"), primary_key=True),
        sa.Column("option", sa.String(32), primary_key=True),
    )
    op.create_table(
        "charges",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("number", sa.String(16), sa.ForeignKey("subscribers.number"), nullable=False),
        sa.Column("at", Moment, nullable=False),
        sa.Column("kind", sa.String(32), nullable=False),
        sa.Column("amount", sa.BigInteger, nullable=False),
    )
    op.create_index("charges_by_time", "charges", ["number", "at"])
    op.create_table(
        "payments",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("number", sa.String(16), sa.ForeignKey("subscribers.number"), nullable=False),
        sa.Column("at", Moment, nullable=False),
        sa.Column("amount", sa.BigInteger, nullable=False),
    )
    op.create_index("payments_by_time", "payments", ["number", "at"])
    op.create_table(
        "promised_payments",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("number", sa.String(16), sa.ForeignKey("subscribers.number"), nullable=False),
        sa.Column("amount", sa.BigInteger, nullable=False),
        sa.Column("fee", sa.BigInteger, nullable=False),
        sa.Column("due", sa.Date, nullable=False),
        sa.Column("paid", sa.Boolean, nullable=False),
    )
    op.create_index("ix_promised_payments_number", "promised_payments", ["number"])
    op.create_table(
        "outbox",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("number", sa.String(16), nullable=False),
        sa.Column("at", Moment, nullable=False),
        sa.Column("text", sa.Text, nullable=False),
        sa.Column("secret", sa.Boolean, nullable=False),
        sa.Column("delivered_at", Moment),
    )
    op.create_index("ix_outbox_number", "outbox", ["number"])
    op.create_table(
        "grants",
        sa.Column("call_id", sa.String(255), primary_key=True),
        sa.Column("number", sa.String(16), primary_key=True),
        sa.Column("level", sa.Integer, nullable=False),
        sa.Column("until", Moment, nullable=False),
    )
    op.create_table(
        "operations",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("call_id", sa.String(255), nullable=False),
        sa.Column("step", sa.Integer, nullable=False),
        sa.Column("name", sa.String(64), nullable=False),
        sa.Column("arguments", sa.String(64), nullable=False),
        sa.Column("at", Moment, nullable=False),
        sa.Column("result", sa.Text, nullable=False),
        sa.UniqueConstraint("call_id", "step", name="one_operation_a_step"),
    )


def downgrade() -> None:
    """Take them away."""
    op.drop_table("operations")
    op.drop_table("grants")
    op.drop_table("outbox")
    op.drop_table("promised_payments")
    op.drop_table("payments")
    op.drop_table("charges")
    op.drop_table("subscriber_options")
    op.drop_table("subscribers")
    op.drop_table("accounts")
