"""The first table: who is sending which message, and how it goes."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from ivr.database import Moment

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make it."""
    op.create_table(
        "sms_deliveries",
        sa.Column("message", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("written", Moment, primary_key=True),
        sa.Column("holder", sa.String(32), nullable=False),
        sa.Column("until", Moment, nullable=False),
        sa.Column("tries", sa.Integer, nullable=False),
        sa.Column("first", Moment, nullable=False),
        sa.Column("accepted", Moment),
        sa.Column("gave_up", Moment),
        sa.Column("reason", sa.String(255), nullable=False),
        sa.Column("reference", sa.String(64), nullable=False),
    )


def downgrade() -> None:
    """Take it away."""
    op.drop_table("sms_deliveries")
