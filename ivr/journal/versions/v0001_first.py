"""The first tables: calls, and the records of their journals."""

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
        "journal_calls",
        sa.Column("call_id", sa.String(64), primary_key=True),
        sa.Column("service", sa.String(64), nullable=False),
        sa.Column("menu", sa.String(64), nullable=False),
        sa.Column("caller", sa.String(32), nullable=False),
        sa.Column("called", sa.String(32), nullable=False),
        sa.Column("at", Moment, nullable=False),
        sa.Column("head", sa.Text, nullable=False),
    )
    op.create_index("ix_journal_calls_at", "journal_calls", ["at"])
    op.create_table(
        "journal_records",
        sa.Column("call_id", sa.String(64), sa.ForeignKey("journal_calls.call_id"), primary_key=True),
        sa.Column("line", sa.Integer, primary_key=True),
        sa.Column("t", sa.Float, nullable=False),
        sa.Column("record", sa.Text, nullable=False),
    )


def downgrade() -> None:
    """Take them away."""
    op.drop_table("journal_records")
    op.drop_table("journal_calls")
