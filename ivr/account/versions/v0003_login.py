"""Coming in by one's number from another telephone."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from ivr.database import Moment

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Who has come in by which number, and who tried to."""
    op.create_table(
        "logins",
        sa.Column("call_id", sa.String(255), primary_key=True),
        sa.Column("caller", sa.String(16), primary_key=True),
        sa.Column("number", sa.String(16), nullable=False),
        sa.Column("step", sa.Integer, nullable=False),
        sa.Column("until", Moment, nullable=False),
    )
    op.create_table(
        "login_tries",
        sa.Column("side", sa.String(8), primary_key=True),
        sa.Column("number", sa.String(16), primary_key=True),
        sa.Column("wrong", sa.Integer, nullable=False),
        sa.Column("at", Moment, nullable=False),
    )


def downgrade() -> None:
    """Take it away."""
    op.drop_table("login_tries")
    op.drop_table("logins")
