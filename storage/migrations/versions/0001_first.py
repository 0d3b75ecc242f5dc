"""The first tables."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from storage.schema import Moment

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    """From an empty database."""
    op.create_table(
        "articles",
        sa.Column("key", sa.Integer(), nullable=False),
        sa.Column("id", sa.String(length=16), nullable=False),
        sa.Column("identity", sa.Text(), nullable=False),
        sa.Column("doc", sa.Text(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("first_seen", Moment(), nullable=False),
        sa.Column("last_seen", Moment(), nullable=False),
        sa.PrimaryKeyConstraint("key", name="pk_articles"),
        sa.UniqueConstraint("id", name="uq_articles_id"),
        sa.UniqueConstraint("identity", name="uq_articles_identity"),
    )
    op.create_index("ix_articles_doc", "articles", ["doc"], unique=False)
    op.create_table(
        "edges",
        sa.Column("id", sa.String(length=16), nullable=False),
        sa.Column("a", sa.String(length=16), nullable=False),
        sa.Column("b", sa.String(length=16), nullable=False),
        sa.Column("outcome", sa.String(length=16), nullable=False),
        sa.Column("kind", sa.String(length=16), nullable=True),
        sa.Column("reasons", sa.Text(), nullable=False),
        sa.Column("gap", sa.Double(), nullable=True),
        sa.Column("grade", sa.String(length=16), nullable=True),
        sa.Column("trace", sa.Text(), nullable=False),
        sa.Column("rules", sa.Text(), nullable=False),
        sa.Column("recorded_at", Moment(), nullable=False),
        sa.Column("checked_at", Moment(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_edges"),
    )
    op.create_index("ix_edges_a", "edges", ["a"], unique=False)
    op.create_index("ix_edges_b", "edges", ["b"], unique=False)
    op.create_index("ix_edges_outcome", "edges", ["outcome"], unique=False)
    op.create_table(
        "snapshots",
        sa.Column("sha", sa.String(length=64), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("data", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("sha", name="pk_snapshots"),
    )
    op.create_table(
        "fetches",
        sa.Column("key", sa.Integer(), nullable=False),
        sa.Column("article", sa.Integer(), nullable=True),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("final_url", sa.Text(), nullable=True),
        sa.Column("redirects", sa.Text(), nullable=False),
        sa.Column("status", sa.Integer(), nullable=True),
        sa.Column("headers", sa.Text(), nullable=False),
        sa.Column("body_sha", sa.String(length=64), nullable=True),
        sa.Column("refusal", sa.Text(), nullable=True),
        sa.Column("detail", sa.Text(), nullable=True),
        sa.Column("fetched_at", sa.Text(), nullable=False),
        sa.Column("last_fetched_at", sa.Text(), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["article"], ["articles.key"], name="fk_fetches_article"),
        sa.PrimaryKeyConstraint("key", name="pk_fetches"),
    )
    op.create_index("ix_fetches_article", "fetches", ["article"], unique=False)
    op.create_index("ix_fetches_source", "fetches", ["source"], unique=False)
    op.create_table(
        "revisions",
        sa.Column("key", sa.Integer(), nullable=False),
        sa.Column("article", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("text_sha", sa.String(length=64), nullable=False),
        sa.Column("body_sha", sa.String(length=64), nullable=True),
        sa.Column("title", sa.Text(), nullable=True),
        sa.Column("url", sa.Text(), nullable=True),
        sa.Column("canonical_url", sa.Text(), nullable=True),
        sa.Column("language", sa.Text(), nullable=True),
        sa.Column("publisher", sa.Text(), nullable=True),
        sa.Column("published", sa.Text(), nullable=True),
        sa.Column("published_source", sa.Text(), nullable=True),
        sa.Column("published_raw", sa.Text(), nullable=True),
        sa.Column("modified", sa.Text(), nullable=True),
        sa.Column("flags", sa.Text(), nullable=False),
        sa.Column("recorded_at", Moment(), nullable=False),
        sa.ForeignKeyConstraint(["article"], ["articles.key"], name="fk_revisions_article"),
        sa.ForeignKeyConstraint(["body_sha"], ["snapshots.sha"], name="fk_revisions_body_sha"),
        sa.ForeignKeyConstraint(["text_sha"], ["snapshots.sha"], name="fk_revisions_text_sha"),
        sa.PrimaryKeyConstraint("key", name="pk_revisions"),
    )
    op.create_index("ix_revisions_canonical_url", "revisions", ["canonical_url"], unique=False)
    op.create_index("ix_revisions_url", "revisions", ["url"], unique=False)
    op.create_index("uq_revisions_article_number", "revisions", ["article", "number"], unique=True)
    op.create_table(
        "claims",
        sa.Column("key", sa.Integer(), nullable=False),
        sa.Column("id", sa.String(length=16), nullable=False),
        sa.Column("article", sa.Integer(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("quote", sa.Text(), nullable=False),
        sa.Column("start", sa.Integer(), nullable=False),
        sa.Column("end", sa.Integer(), nullable=False),
        sa.Column("sentence_start", sa.Integer(), nullable=False),
        sa.Column("sentence_end", sa.Integer(), nullable=False),
        sa.Column("metric", sa.String(length=32), nullable=False),
        sa.Column("low", sa.Double(), nullable=True),
        sa.Column("high", sa.Double(), nullable=True),
        sa.Column("unit", sa.String(length=8), nullable=False),
        sa.Column("qualifier", sa.String(length=16), nullable=False),
        sa.Column("precision", sa.Double(), nullable=False),
        sa.Column("scope", sa.String(length=16), nullable=False),
        sa.Column("per", sa.Text(), nullable=True),
        sa.Column("basis", sa.String(length=16), nullable=True),
        sa.Column("includes", sa.String(length=16), nullable=True),
        sa.Column("subject", sa.Text(), nullable=True),
        sa.Column("counterparties", sa.Text(), nullable=True),
        sa.Column("round", sa.Text(), nullable=True),
        sa.Column("site", sa.Text(), nullable=True),
        sa.Column("instrument", sa.Text(), nullable=True),
        sa.Column("temporal_role", sa.String(length=16), nullable=False),
        sa.Column("converts", sa.String(length=16), nullable=True),
        sa.Column("part_of", sa.String(length=16), nullable=True),
        sa.Column("count", sa.Integer(), nullable=True),
        sa.Column("modality", sa.String(length=16), nullable=False),
        sa.Column("denies", sa.Text(), nullable=True),
        sa.Column("attribution", sa.Text(), nullable=True),
        sa.Column("as_of", sa.String(length=16), nullable=True),
        sa.Column("period", sa.String(length=16), nullable=True),
        sa.Column("horizon", sa.Text(), nullable=True),
        sa.Column("published", sa.String(length=16), nullable=True),
        sa.Column("published_source", sa.Text(), nullable=True),
        sa.Column("day", sa.String(length=10), nullable=True),
        sa.Column("rule", sa.Text(), nullable=False),
        sa.Column("extractor_version", sa.Text(), nullable=False),
        sa.Column("cues", sa.Text(), nullable=True),
        sa.Column("recorded_at", Moment(), nullable=False),
        sa.Column("retired_at", Moment(), nullable=True),
        sa.Column("last_seen", Moment(), nullable=False),
        sa.ForeignKeyConstraint(["article"], ["articles.key"], name="fk_claims_article"),
        sa.ForeignKeyConstraint(["revision"], ["revisions.key"], name="fk_claims_revision"),
        sa.PrimaryKeyConstraint("key", name="pk_claims"),
    )
    op.create_index("ix_claims_article", "claims", ["article"], unique=False)
    op.create_index(
        "ix_claims_bucket",
        "claims",
        ["subject", "metric"],
        unique=False,
        sqlite_where=sa.text("retired_at IS NULL"),
        postgresql_where=sa.text("retired_at IS NULL"),
    )
    op.create_index("ix_claims_id", "claims", ["id"], unique=False)
    op.create_index(
        "uq_claims_live",
        "claims",
        ["article", "id"],
        unique=True,
        sqlite_where=sa.text("retired_at IS NULL"),
        postgresql_where=sa.text("retired_at IS NULL"),
    )
    op.create_table(
        "mentions",
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("n", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("start", sa.Integer(), nullable=False),
        sa.Column("end", sa.Integer(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("canonical", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("found_by", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["revision"], ["revisions.key"], name="fk_mentions_revision"),
        sa.PrimaryKeyConstraint("revision", "n", name="pk_mentions"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "signals",
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("n", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("start", sa.Integer(), nullable=False),
        sa.Column("end", sa.Integer(), nullable=False),
        sa.Column("quote", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["revision"], ["revisions.key"], name="fk_signals_revision"),
        sa.PrimaryKeyConstraint("revision", "n", name="pk_signals"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "claim_parties",
        sa.Column("party", sa.Text(), nullable=False),
        sa.Column("claim", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["claim"], ["claims.key"], name="fk_claim_parties_claim"),
        sa.PrimaryKeyConstraint("party", "claim", name="pk_claim_parties"),
        sqlite_with_rowid=False,
    )
