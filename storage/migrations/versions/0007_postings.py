"""What counts the cases of the queue."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Keys of cases, and lists of them; `storage.migrate` fills what is derived."""
    op.add_column("cases", sa.Column("key", sa.Integer(), nullable=True))
    op.create_index("uq_cases_key", "cases", ["key"], unique=True)
    op.create_index("ix_cases_keys", "cases", ["status", "key"], unique=False)
    op.create_index("ix_cases_changed", "cases", ["changed_at", "opened_at", "key"], unique=False)
    op.drop_index("ix_cases_turn", "cases")
    op.create_index("ix_cases_turn", "cases", ["turn", "id", "status", "key"], unique=False)
    op.create_table(
        "case_postings",
        sa.Column("facet", sa.String(length=8), nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.Column("label", sa.Text(), nullable=False),
        sa.Column("listed", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("facet", "value", name="pk_case_postings"),
    )
