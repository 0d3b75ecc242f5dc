"""Views for people who read the database itself."""

from __future__ import annotations

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """No table changes: `storage.migrate` makes the views of `storage.views` after each migration."""
