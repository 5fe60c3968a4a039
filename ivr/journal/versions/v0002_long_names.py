"""Names of calls as long as the account keeps them: a telephone exchange makes its own."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

CALLS = "service, menu, caller, called, at, head"
RECORDS = "line, t, record"


def upgrade() -> None:
    """Widen them."""
    _resize(64, 255)


def downgrade() -> None:
    """Make them as they were. A database that counts characters refuses it while there are longer names."""
    _resize(255, 64)


def _resize(before: int, after: int) -> None:
    if op.get_bind().dialect.name == "sqlite":
        _rebuild(after)
        return
    for table in ("journal_calls", "journal_records"):
        op.alter_column(table, "call_id", existing_type=sa.String(before), type_=sa.String(after), nullable=False)


def _rebuild(length: int) -> None:
    """SQLite changes no column: new tables take the place of the old, the one that refers first."""
    op.execute("alter table journal_records rename to old_records")
    op.execute("alter table journal_calls rename to old_calls")
    op.drop_index("ix_journal_calls_at")
    op.create_table(
        "journal_calls",
        sa.Column("call_id", sa.String(length), primary_key=True),
        sa.Column("service", sa.String(64), nullable=False),
        sa.Column("menu", sa.String(64), nullable=False),
        sa.Column("caller", sa.String(32), nullable=False),
        sa.Column("called", sa.String(32), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("head", sa.Text, nullable=False),
    )
    op.create_table(
        "journal_records",
        sa.Column("call_id", sa.String(length), sa.ForeignKey("journal_calls.call_id"), primary_key=True),
        sa.Column("line", sa.Integer, primary_key=True),
        sa.Column("t", sa.Float, nullable=False),
        sa.Column("record", sa.Text, nullable=False),
    )
    op.execute(f"insert into journal_calls (call_id, {CALLS}) select call_id, {CALLS} from old_calls")
    op.execute(f"insert into journal_records (call_id, {RECORDS}) select call_id, {RECORDS} from old_records")
    op.drop_table("old_records")
    op.drop_table("old_calls")
    op.create_index("ix_journal_calls_at", "journal_calls", ["at"])
