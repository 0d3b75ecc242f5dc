"""What counts and finds: claims of parties, retired ones, verdicts in order, and whether the queue has changed."""

from __future__ import annotations

from collections.abc import Iterator

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None

COUNTS = (
    "INSERT INTO metric_counts (subject, metric, claims) SELECT subject, metric, count(*) FROM claims "
    "WHERE subject IS NOT NULL AND retired_at IS NULL GROUP BY subject, metric",
    "INSERT INTO party_counts (party, claims, last) SELECT party, count(*), max(claim) FROM claim_parties "
    "GROUP BY party",
)
"""What is counted in the rows that are there already."""

MARKED = ("cases", "assignments", "case_postings")

CLAIM_ADDED = (
    "INSERT INTO metric_counts (subject, metric, claims) SELECT new.subject, new.metric, 1 "
    "WHERE new.subject IS NOT NULL AND new.retired_at IS NULL "
    "ON CONFLICT (subject, metric) DO UPDATE SET claims = metric_counts.claims + 1;"
)
CLAIM_REMOVED = (
    "UPDATE metric_counts SET claims = claims - 1 "
    "WHERE old.retired_at IS NULL AND subject = old.subject AND metric = old.metric; "
    "DELETE FROM metric_counts WHERE subject = old.subject AND metric = old.metric AND claims = 0;"
)
PARTY_ADDED = (
    "INSERT INTO party_counts (party, claims, last) VALUES (new.party, 1, new.claim) "
    "ON CONFLICT (party) DO UPDATE SET claims = party_counts.claims + 1, "
    "last = CASE WHEN excluded.last > party_counts.last THEN excluded.last ELSE party_counts.last END;"
)
CHANGED = {  # the same on both, but for what each calls a number by chance
    "sqlite": "UPDATE marks SET mark = random() WHERE part = '{table}';",
    "postgresql": "UPDATE marks SET mark = floor(9e15 * random()) WHERE part = '{table}';",
}


def sqlite_triggers() -> Iterator[str]:
    """SQLite's, which run for each row."""
    counted = "UPDATE OF subject, metric, retired_at ON claims"
    yield f"CREATE TRIGGER claims_counted AFTER INSERT ON claims BEGIN {CLAIM_ADDED} END"
    yield f"CREATE TRIGGER claims_recounted AFTER {counted} BEGIN {CLAIM_REMOVED} {CLAIM_ADDED} END"
    yield f"CREATE TRIGGER claims_uncounted AFTER DELETE ON claims BEGIN {CLAIM_REMOVED} END"
    yield f"CREATE TRIGGER claim_parties_counted AFTER INSERT ON claim_parties BEGIN {PARTY_ADDED} END"
    for table in MARKED:
        said = CHANGED["sqlite"].format(table=table)
        for how, when in (("added", "INSERT"), ("changed", "UPDATE"), ("removed", "DELETE")):
            yield f"CREATE TRIGGER {table}_{how} AFTER {when} ON {table} BEGIN {said} END"


def postgresql_triggers() -> Iterator[str]:
    """PostgreSQL's, whose words stand in functions."""

    def function(name: str, words: str) -> str:
        return f"CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN {words} RETURN NULL; END $$"

    yield function("claims_counted", CLAIM_ADDED)
    yield function("claims_recounted", f"{CLAIM_REMOVED} {CLAIM_ADDED}")
    yield function("claims_uncounted", CLAIM_REMOVED)
    yield function("claim_parties_counted", PARTY_ADDED)
    each = "FOR EACH ROW EXECUTE FUNCTION"
    counted = "UPDATE OF subject, metric, retired_at ON claims"
    yield f"CREATE TRIGGER claims_counted AFTER INSERT ON claims {each} claims_counted()"
    yield f"CREATE TRIGGER claims_recounted AFTER {counted} {each} claims_recounted()"
    yield f"CREATE TRIGGER claims_uncounted AFTER DELETE ON claims {each} claims_uncounted()"
    yield f"CREATE TRIGGER claim_parties_counted AFTER INSERT ON claim_parties {each} claim_parties_counted()"
    for table in MARKED:
        yield function(f"{table}_changed", CHANGED["postgresql"].format(table=table))
        yield (
            f"CREATE TRIGGER {table}_changed AFTER INSERT OR UPDATE OR DELETE ON {table} "
            f"FOR EACH STATEMENT EXECUTE FUNCTION {table}_changed()"
        )


def upgrade() -> None:
    """New tables with what is there counted, the triggers that keep them, and two indexes."""
    op.create_table(
        "metric_counts",
        sa.Column("subject", sa.Text(), nullable=False),
        sa.Column("metric", sa.String(length=32), nullable=False),
        sa.Column("claims", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("subject", "metric", name="pk_metric_counts"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "party_counts",
        sa.Column("party", sa.Text(), nullable=False),
        sa.Column("claims", sa.Integer(), nullable=False),
        sa.Column("last", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["last"], ["claims.key"], name="fk_party_counts_last"),
        sa.PrimaryKeyConstraint("party", name="pk_party_counts"),
        sqlite_with_rowid=False,
    )
    marks = op.create_table(
        "marks",
        sa.Column("part", sa.String(length=16), nullable=False),
        sa.Column("mark", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("part", name="pk_marks"),
        sqlite_with_rowid=False,
    )
    op.bulk_insert(marks, [{"part": table, "mark": 0} for table in MARKED])
    retired = sa.text("retired_at IS NOT NULL")
    op.create_index(
        "ix_claims_retired", "claims", ["subject", "metric"], sqlite_where=retired, postgresql_where=retired
    )
    op.drop_index("ix_edges_outcome", "edges")
    op.create_index("ix_edges_outcome", "edges", ["outcome", "id"], unique=False)
    sqlite = op.get_bind().dialect.name == "sqlite"
    for statement in (*COUNTS, *(sqlite_triggers() if sqlite else postgresql_triggers())):
        op.execute(statement)
