"""What was answered, beside the sessions: it is remembered for longer than they live."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from ivr.database import Moment

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the table."""
    op.create_table(
        "front_answers",
        sa.Column("session", sa.String(255), primary_key=True),
        sa.Column("message", sa.String(255), primary_key=True),
        sa.Column("reply", sa.Text, nullable=False),
        sa.Column("until", Moment, nullable=False),
    )
    op.create_index("ix_front_answers_until", "front_answers", ["until"])


def downgrade() -> None:
    """Take it away."""
    op.drop_table("front_answers")
