"""The whole service guide: companies, lists, cards, requests, points, challenges, scheduled work."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from ivr.database import Moment

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add what is new; who is there keeps everything."""
    op.add_column("accounts", sa.Column("code_word", sa.Text))
    op.add_column("accounts", sa.Column("code_word_wrong", sa.Integer, nullable=False, server_default="0"))
    for column in (
        sa.Column("employee", sa.String(64)),
        sa.Column("spending_limit", sa.BigInteger),
        sa.Column("email", sa.String(254)),
        sa.Column("city", sa.String(32), nullable=False, server_default="moscow"),
        sa.Column("roaming", sa.String(2)),
        sa.Column("phone_4g", sa.Boolean, nullable=False, server_default=sa.true()),
        sa.Column("sim_4g", sa.Boolean, nullable=False, server_default=sa.true()),
        sa.Column("messages", sa.String(8), nullable=False, server_default="ru"),
        sa.Column("messages_next", sa.String(8)),
        sa.Column("messages_from", Moment),
        sa.Column("control_question", sa.String(32)),
        sa.Column("control_answer", sa.Text),
        sa.Column("control_wrong", sa.Integer, nullable=False, server_default="0"),
        sa.Column("control_locked_at", Moment),
        sa.Column("card_wrong", sa.Integer, nullable=False, server_default="0"),
        sa.Column("card_locked_at", Moment),
        sa.Column("bonus_month", sa.String(7)),
    ):
        op.add_column("subscribers", column)
    op.execute("update subscribers set messages = language where language = 'en'")
    op.create_table(
        "number_lists",
        sa.Column("number", sa.String(16), sa.ForeignKey("subscribers.number"), primary_key=True),
        sa.Column("kind", sa.String(16), primary_key=True),
        sa.Column("other", sa.String(16), primary_key=True),
        sa.Column("at", Moment, nullable=False),
    )
    op.create_table(
        "favours",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("number", sa.String(16), sa.ForeignKey("subscribers.number"), nullable=False),
        sa.Column("at", Moment, nullable=False),
        sa.Column("kind", sa.String(16), nullable=False),
        sa.Column("other", sa.String(16), nullable=False),
    )
    op.create_index("favours_by_time", "favours", ["number", "at"])
    op.create_table(
        "cards",
        sa.Column("code", sa.String(64), primary_key=True),
        sa.Column("amount", sa.BigInteger, nullable=False),
        sa.Column("number", sa.String(16)),
        sa.Column("at", Moment),
    )
    op.create_table(
        "requests",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("number", sa.String(16), sa.ForeignKey("subscribers.number"), nullable=False),
        sa.Column("kind", sa.String(32), nullable=False),
        sa.Column("state", sa.String(16), nullable=False),
        sa.Column("opened_at", Moment, nullable=False),
        sa.Column("changed_at", Moment, nullable=False),
    )
    op.create_index("ix_requests_number", "requests", ["number"])
    op.create_table(
        "points",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("number", sa.String(16), sa.ForeignKey("subscribers.number"), nullable=False),
        sa.Column("at", Moment, nullable=False),
        sa.Column("kind", sa.String(16), nullable=False),
        sa.Column("amount", sa.Integer, nullable=False),
        sa.Column("other", sa.String(16)),
    )
    op.create_index("points_by_time", "points", ["number", "at"])
    op.create_table(
        "challenges",
        sa.Column("call_id", sa.String(255), primary_key=True),
        sa.Column("number", sa.String(16), primary_key=True),
        sa.Column("digits", sa.Text, nullable=False),
        sa.Column("until", Moment, nullable=False),
        sa.Column("passed", sa.Boolean, nullable=False),
    )
    op.create_table(
        "acting",
        sa.Column("call_id", sa.String(255), primary_key=True),
        sa.Column("number", sa.String(16), primary_key=True),
        sa.Column("other", sa.String(16), nullable=False),
    )
    op.create_table(
        "job_runs",
        sa.Column("job", sa.String(32), primary_key=True),
        sa.Column("period", sa.String(32), primary_key=True),
        sa.Column("at", Moment, nullable=False),
    )


def downgrade() -> None:
    """Take it away."""
    for name in ("job_runs", "acting", "challenges", "points", "requests", "cards", "favours", "number_lists"):
        op.drop_table(name)
    with op.batch_alter_table("subscribers") as table:
        for name in (
            "employee",
            "spending_limit",
            "email",
            "city",
            "roaming",
            "phone_4g",
            "sim_4g",
            "messages",
            "messages_next",
            "messages_from",
            "control_question",
            "control_answer",
            "control_wrong",
            "control_locked_at",
            "card_wrong",
            "card_locked_at",
            "bonus_month",
        ):
            table.drop_column(name)
    with op.batch_alter_table("accounts") as table:
        table.drop_column("code_word_wrong")
        table.drop_column("code_word")
