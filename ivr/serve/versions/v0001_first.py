"""The first table: nonces of gateways."""

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
        "gateway_nonces",
        sa.Column("gateway", sa.String(64), primary_key=True),
        sa.Column("nonce", sa.String(128), primary_key=True),
        sa.Column("until", Moment, nullable=False),
    )
    op.create_index("ix_gateway_nonces_until", "gateway_nonces", ["until"])


def downgrade() -> None:
    """Take it away."""
    op.drop_table("gateway_nonces")
