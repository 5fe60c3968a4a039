"""The first table: sessions put aside between two messages, and who holds each."""

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
        "front_sessions",
        sa.Column("session", sa.String(255), primary_key=True),
        sa.Column("data", sa.Text),
        sa.Column("expires_at", Moment, nullable=False),
        sa.Column("holder", sa.String(32)),
        sa.Column("held_until", Moment),
    )
    op.create_index("ix_front_sessions_expires_at", "front_sessions", ["expires_at"])


def downgrade() -> None:
    """Take it away."""
    op.drop_table("front_sessions")
