"""The queue: what finds a case there, who looks after it, saved views, decisions on many cases."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from storage.schema import Moment

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

SEARCH = (
    "CREATE VIRTUAL TABLE case_search USING fts5(words, content='case_words', content_rowid='key', tokenize='ascii')",
    "CREATE TRIGGER case_words_added AFTER INSERT ON case_words BEGIN "
    "INSERT INTO case_search (rowid, words) VALUES (new.key, new.words); END",
    "CREATE TRIGGER case_words_removed AFTER DELETE ON case_words BEGIN "
    "INSERT INTO case_search (case_search, rowid, words) VALUES ('delete', old.key, old.words); END",
    "CREATE TRIGGER case_words_changed AFTER UPDATE ON case_words BEGIN "
    "INSERT INTO case_search (case_search, rowid, words) VALUES ('delete', old.key, old.words); "
    "INSERT INTO case_search (rowid, words) VALUES (new.key, new.words); END",
)
"""SQLite's index of words; it holds no text of its own, and triggers keep it."""

SEARCH_POSTGRESQL = (
    "CREATE INDEX ix_case_words_search ON case_words USING gin (array_to_tsvector(string_to_array(words, ' ')))"
)


def upgrade() -> None:
    """New tables, the turn of a case, and what finds cases by article; `storage.migrate` fills what is derived."""
    op.add_column("cases", sa.Column("turn", sa.Double(), server_default="0", nullable=False))
    op.add_column("cases", sa.Column("claim", sa.Integer(), nullable=True))
    op.add_column("cases", sa.Column("sides", sa.Integer(), server_default="0", nullable=False))
    op.create_index("ix_cases_turn", "cases", ["turn", "id"], unique=False)
    op.create_index("ix_case_claims_article", "case_claims", ["article"], unique=False)
    op.create_table(
        "case_facets",
        sa.Column("facet", sa.String(length=8), nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.Column("case", sa.String(length=16), nullable=False),
        sa.Column("label", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["case"], ["cases.id"], name="fk_case_facets_case"),
        sa.PrimaryKeyConstraint("facet", "value", "case", name="pk_case_facets"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_case_facets_case", "case_facets", ["case"], unique=False)
    op.create_table(
        "case_sides",
        sa.Column("case", sa.String(length=16), nullable=False),
        sa.Column("n", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("letter", sa.String(length=4), nullable=False),
        sa.Column("claim", sa.Integer(), nullable=False),
        sa.Column("articles", sa.Integer(), nullable=False),
        sa.Column("origins", sa.Integer(), nullable=False),
        sa.Column("names", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["case"], ["cases.id"], name="fk_case_sides_case"),
        sa.ForeignKeyConstraint(["claim"], ["claims.key"], name="fk_case_sides_claim"),
        sa.PrimaryKeyConstraint("case", "n", name="pk_case_sides"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "case_words",
        sa.Column("key", sa.Integer(), nullable=False),
        sa.Column("case", sa.String(length=16), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["case"], ["cases.id"], name="fk_case_words_case"),
        sa.PrimaryKeyConstraint("key", name="pk_case_words"),
        sa.UniqueConstraint("case", name="uq_case_words_case"),
    )
    sqlite = op.get_bind().dialect.name == "sqlite"
    for statement in SEARCH if sqlite else (SEARCH_POSTGRESQL,):
        op.execute(statement)
    op.create_table(
        "assignments",
        sa.Column("case", sa.String(length=16), nullable=False),
        sa.Column("analyst", sa.Text(), nullable=False),
        sa.Column("made_by", sa.Text(), nullable=False),
        sa.Column("assigned_at", Moment(), nullable=False),
        sa.ForeignKeyConstraint(["case"], ["cases.id"], name="fk_assignments_case"),
        sa.PrimaryKeyConstraint("case", name="pk_assignments"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_assignments_analyst", "assignments", ["analyst"], unique=False)
    op.create_table(
        "saved_views",
        sa.Column("key", sa.Integer(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("query", sa.Text(), nullable=False),
        sa.Column("made_by", sa.Text(), nullable=False),
        sa.Column("made_at", Moment(), nullable=False),
        sa.PrimaryKeyConstraint("key", name="pk_saved_views"),
        sa.UniqueConstraint("name", name="uq_saved_views_name"),
    )
    op.create_table(
        "bulks",
        sa.Column("id", sa.String(length=16), nullable=False),
        sa.Column("judgement", sa.String(length=16), nullable=False),
        sa.Column("side", sa.String(length=4), nullable=True),
        sa.Column("differs", sa.String(length=16), nullable=True),
        sa.Column("note", sa.Text(), nullable=True),
        sa.Column("query", sa.Text(), nullable=False),
        sa.Column("made_by", sa.Text(), nullable=False),
        sa.Column("recorded_at", Moment(), nullable=False),
        sa.Column("undone_by", sa.Text(), nullable=True),
        sa.Column("undone_at", Moment(), nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_bulks"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "bulk_cases",
        sa.Column("bulk", sa.String(length=16), nullable=False),
        sa.Column("case", sa.String(length=16), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(length=8), nullable=False),
        sa.Column("decision", sa.String(length=16), nullable=True),
        sa.ForeignKeyConstraint(["bulk"], ["bulks.id"], name="fk_bulk_cases_bulk"),
        sa.ForeignKeyConstraint(["case"], ["cases.id"], name="fk_bulk_cases_case"),
        sa.PrimaryKeyConstraint("bulk", "case", name="pk_bulk_cases"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_bulk_cases_state", "bulk_cases", ["bulk", "state"], unique=False)
    op.create_index("ix_bulk_cases_decision", "bulk_cases", ["decision"], unique=False)
