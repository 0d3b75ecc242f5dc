"""The claims of a party and metric by day, so that its last ones are read from the index."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """The index with the day; nothing else changes."""
    live = sa.text("retired_at IS NULL")
    op.drop_index("ix_claims_bucket", "claims")
    op.create_index(
        "ix_claims_bucket", "claims", ["subject", "metric", "day"], sqlite_where=live, postgresql_where=live
    )
