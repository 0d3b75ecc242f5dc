"""Origins of texts, cases and decisions; sites."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from storage.schema import Moment

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """New tables, which further claims a verdict rests on, and what finds claims by their site and their text.

    `storage.migrate` fills what is derived from 0001.
    """
    op.add_column("edges", sa.Column("via", sa.Text(), server_default="[]", nullable=False))
    op.add_column("claims", sa.Column("place", sa.Text(), nullable=True))
    placed = sa.text("retired_at IS NULL AND place IS NOT NULL")
    op.create_index("ix_claims_place", "claims", ["place", "metric"], sqlite_where=placed, postgresql_where=placed)
    op.create_index("ix_revisions_text_sha", "revisions", ["text_sha"], unique=False)
    op.create_table(
        "texts",
        sa.Column("key", sa.Integer(), nullable=False),
        sa.Column("sha", sa.String(length=64), nullable=False),
        sa.Column("signature", sa.LargeBinary(), nullable=True),
        sa.Column("wire", sa.Text(), nullable=True),
        sa.Column("first", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(["sha"], ["snapshots.sha"], name="fk_texts_sha"),
        sa.PrimaryKeyConstraint("key", name="pk_texts"),
        sa.UniqueConstraint("sha", name="uq_texts_sha"),
    )
    op.create_table(
        "bands",
        sa.Column("band", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("text", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["text"], ["texts.key"], name="fk_bands_text"),
        sa.PrimaryKeyConstraint("band", "text", name="pk_bands"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "cited",
        sa.Column("claim", sa.String(length=16), nullable=False),
        sa.Column("outlet", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("claim", name="pk_cited"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "cases",
        sa.Column("id", sa.String(length=16), nullable=False),
        sa.Column("status", sa.String(length=16), nullable=False),
        sa.Column("successor", sa.String(length=16), nullable=True),
        sa.Column("party", sa.Text(), nullable=True),
        sa.Column("metric", sa.String(length=32), nullable=True),
        sa.Column("kind", sa.String(length=16), nullable=True),
        sa.Column("gap", sa.Double(), nullable=True),
        sa.Column("grade", sa.String(length=16), nullable=True),
        sa.Column("articles", sa.Integer(), nullable=False),
        sa.Column("origins", sa.Integer(), nullable=False),
        sa.Column("fingerprint", sa.String(length=16), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("opened_at", Moment(), nullable=False),
        sa.Column("changed_at", Moment(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_cases"),
    )
    op.create_index("ix_cases_status", "cases", ["status"], unique=False)
    op.create_index("ix_cases_successor", "cases", ["successor"], unique=False)
    op.create_table(
        "case_claims",
        sa.Column("case", sa.String(length=16), nullable=False),
        sa.Column("claim", sa.String(length=16), nullable=False),
        sa.Column("article", sa.String(length=16), nullable=False),
        sa.Column("told", sa.String(length=16), nullable=False),
        sa.Column("value", sa.String(length=16), nullable=True),
        sa.ForeignKeyConstraint(["case"], ["cases.id"], name="fk_case_claims_case"),
        sa.PrimaryKeyConstraint("case", "claim", "article", name="pk_case_claims"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_case_claims_claim", "case_claims", ["claim"], unique=False)
    op.create_index("ix_case_claims_told", "case_claims", ["told"], unique=False)
    op.create_index("ix_case_claims_value", "case_claims", ["value"], unique=False)
    op.create_table(
        "case_log",
        sa.Column("key", sa.Integer(), nullable=False),
        sa.Column("case", sa.String(length=16), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("what", sa.String(length=16), nullable=False),
        sa.Column("detail", sa.Text(), nullable=False),
        sa.Column("recorded_at", Moment(), nullable=False),
        sa.ForeignKeyConstraint(["case"], ["cases.id"], name="fk_case_log_case"),
        sa.PrimaryKeyConstraint("key", name="pk_case_log"),
    )
    op.create_index("ix_case_log_case", "case_log", ["case"], unique=False)
    op.create_table(
        "decisions",
        sa.Column("key", sa.Integer(), nullable=False),
        sa.Column("id", sa.String(length=16), nullable=False),
        sa.Column("case", sa.String(length=16), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("judgement", sa.String(length=16), nullable=False),
        sa.Column("side", sa.String(length=4), nullable=True),
        sa.Column("differs", sa.String(length=16), nullable=True),
        sa.Column("claim", sa.String(length=16), nullable=True),
        sa.Column("corrected", sa.String(length=16), nullable=True),
        sa.Column("changes", sa.Text(), nullable=True),
        sa.Column("undoes", sa.String(length=16), nullable=True),
        sa.Column("grounds", sa.Text(), nullable=False),
        sa.Column("made_by", sa.Text(), nullable=False),
        sa.Column("note", sa.Text(), nullable=True),
        sa.Column("recorded_at", Moment(), nullable=False),
        sa.ForeignKeyConstraint(["case"], ["cases.id"], name="fk_decisions_case"),
        sa.PrimaryKeyConstraint("key", name="pk_decisions"),
        sa.UniqueConstraint("id", name="uq_decisions_id"),
    )
    op.create_index("ix_decisions_case", "decisions", ["case"], unique=False)
    op.create_index("ix_decisions_claim", "decisions", ["claim"], unique=False)
    op.create_index("ix_decisions_undoes", "decisions", ["undoes"], unique=False)
