"""The tables: what is kept, under which keys, and what finds it again.

Claims are bitemporal: `recorded_at` to `retired_at` is when the store held the claim true to its article, the claim's
own dates say what it is about.  Rows of claims are never deleted.  A change here needs a migration of its own; a test
compares the two.
"""

from __future__ import annotations

from sqlalchemy import Column, Double, ForeignKey, Index, Integer, LargeBinary, String, Table, Text

from storage.case_schema import bands, case_claims, case_log, cases, cited, decisions, texts
from storage.columns import ID, SHA, Moment, metadata
from storage.count_schema import marks, metric_counts, party_counts
from storage.feed_schema import feeds, urls
from storage.queue_schema import (
    assignments,
    bulk_cases,
    bulks,
    case_facets,
    case_postings,
    case_sides,
    case_words,
    saved_views,
)
from storage.user_schema import users

__all__ = [
    "REVISIONS", "VERSION_TABLE", "Moment", "articles", "assignments", "bands", "bulk_cases", "bulks", "case_claims",
    "case_facets", "case_log", "case_postings", "case_sides", "case_words", "cases", "cited", "claim_parties", "claims",
    "decisions", "edges", "feeds", "fetches", "marks", "mentions", "metadata", "metric_counts", "party_counts",
    "revisions", "saved_views", "signals", "snapshots", "texts", "urls", "users",
]  # fmt: skip

REVISIONS = ("0001", "0002", "0003", "0004", "0005", "0006", "0007", "0008", "0009")
"""All migrations, oldest first; the last one makes these tables."""

VERSION_TABLE = "counterclaim_version"
"""Where alembic keeps the migration a database is at; a name of our own, as another tool may use alembic beside us."""


snapshots = Table(
    "snapshots",
    metadata,
    Column("sha", SHA, primary_key=True),  # of the bytes before compression
    Column("size", Integer, nullable=False),  # bytes before compression
    Column("data", LargeBinary, nullable=False),  # zstd
)
"""Raw bodies and cleaned texts by content: a text that is its own body is kept once."""

articles = Table(
    "articles",
    metadata,
    Column("key", Integer, primary_key=True),
    Column("id", ID, nullable=False, unique=True),
    Column("identity", Text, nullable=False, unique=True),
    Column("doc", Text, nullable=False, index=True),
    Column("revision", Integer, nullable=False),  # number of the current one
    Column("first_seen", Moment, nullable=False),
    Column("last_seen", Moment, nullable=False),
)

revisions = Table(
    "revisions",
    metadata,
    Column("key", Integer, primary_key=True),
    Column("article", ForeignKey("articles.key"), nullable=False),
    Column("number", Integer, nullable=False),
    Column("text_sha", ForeignKey("snapshots.sha"), nullable=False, index=True),
    Column("body_sha", ForeignKey("snapshots.sha")),
    Column("title", Text),
    Column("url", Text, index=True),
    Column("canonical_url", Text, index=True),
    Column("language", Text),
    Column("publisher", Text),
    Column("published", Text),
    Column("published_source", Text),
    Column("published_raw", Text),
    Column("modified", Text),
    Column("flags", Text, nullable=False),  # JSON list
    Column("recorded_at", Moment, nullable=False),
    Index("uq_revisions_article_number", "article", "number", unique=True),
)
"""One row per text that the article has had; what is said around the text is that of the last reading."""

fetches = Table(
    "fetches",
    metadata,
    Column("key", Integer, primary_key=True),
    Column("article", ForeignKey("articles.key"), index=True),
    Column("source", Text, nullable=False, index=True),
    Column("final_url", Text),
    Column("redirects", Text, nullable=False),  # JSON list
    Column("status", Integer),
    Column("headers", Text, nullable=False),  # JSON list of pairs
    Column("body_sha", SHA),  # a body that gave nothing new has no snapshot
    Column("refusal", Text),
    Column("detail", Text),
    Column("fetched_at", Text, nullable=False),  # of the first of these attempts
    Column("last_fetched_at", Text, nullable=False),
    Column("attempts", Integer, nullable=False),
)
"""One row per run of attempts at a source that came out alike, so that polling does not fill the table."""

mentions = Table(
    "mentions",
    metadata,
    Column("revision", ForeignKey("revisions.key"), primary_key=True),
    Column("n", Integer, primary_key=True, autoincrement=False),
    Column("start", Integer, nullable=False),
    Column("end", Integer, nullable=False),
    Column("text", Text, nullable=False),
    Column("canonical", Text, nullable=False),
    Column("kind", Text, nullable=False),
    Column("found_by", Text, nullable=False),
    sqlite_with_rowid=False,
)

signals = Table(
    "signals",
    metadata,
    Column("revision", ForeignKey("revisions.key"), primary_key=True),
    Column("n", Integer, primary_key=True, autoincrement=False),
    Column("reason", Text, nullable=False),
    Column("start", Integer, nullable=False),
    Column("end", Integer, nullable=False),
    Column("quote", Text, nullable=False),
    sqlite_with_rowid=False,
)

claims = Table(
    "claims",
    metadata,
    Column("key", Integer, primary_key=True),
    Column("id", ID, nullable=False, index=True),  # not unique: copies of a text share it, a changed claim keeps it
    Column("article", ForeignKey("articles.key"), nullable=False, index=True),
    Column("revision", ForeignKey("revisions.key"), nullable=False),  # the first one it was read from
    Column("quote", Text, nullable=False),
    Column("start", Integer, nullable=False),
    Column("end", Integer, nullable=False),
    Column("sentence_start", Integer, nullable=False),
    Column("sentence_end", Integer, nullable=False),
    Column("metric", String(32), nullable=False),
    Column("low", Double),
    Column("high", Double),
    Column("unit", String(8), nullable=False),
    Column("qualifier", String(16), nullable=False),
    Column("precision", Double, nullable=False),
    Column("scope", String(16), nullable=False),
    Column("per", Text),
    Column("basis", String(16)),
    Column("includes", String(16)),
    Column("subject", Text),
    Column("counterparties", Text),  # JSON list; null is none
    Column("round", Text),
    Column("site", Text),
    Column("instrument", Text),
    Column("temporal_role", String(16), nullable=False),
    Column("converts", ID),
    Column("part_of", ID),
    Column("count", Integer),
    Column("modality", String(16), nullable=False),
    Column("denies", Text),
    Column("attribution", Text),
    Column("as_of", String(16)),
    Column("period", String(16)),
    Column("horizon", Text),
    Column("published", String(16)),
    Column("published_source", Text),
    Column("day", String(10)),  # derived: the first day of `published`, else of `as_of`; what dates are asked of
    Column("place", Text),  # derived: the site, as sites are found by, of metrics that are told in parts
    Column("rule", Text, nullable=False),
    Column("extractor_version", Text, nullable=False),
    Column("cues", Text),  # JSON list of [decided, start, end]; null is none
    Column("recorded_at", Moment, nullable=False),
    Column("retired_at", Moment),
    Column("last_seen", Moment, nullable=False),
)

_LIVE = claims.c.retired_at.is_(None)
Index("ix_claims_bucket", claims.c.subject, claims.c.metric, claims.c.day, sqlite_where=_LIVE, postgresql_where=_LIVE)
_RETIRED = claims.c.retired_at.is_not(None)
Index("ix_claims_retired", claims.c.subject, claims.c.metric, sqlite_where=_RETIRED, postgresql_where=_RETIRED)
_PLACED = _LIVE & claims.c.place.is_not(None)
Index("ix_claims_place", claims.c.place, claims.c.metric, sqlite_where=_PLACED, postgresql_where=_PLACED)
Index("uq_claims_live", claims.c.article, claims.c.id, unique=True, sqlite_where=_LIVE, postgresql_where=_LIVE)

claim_parties = Table(
    "claim_parties",
    metadata,
    Column("party", Text, primary_key=True),  # case-folded here, as databases disagree on capitals outside ASCII
    Column("claim", ForeignKey("claims.key"), primary_key=True),
    sqlite_with_rowid=False,
)
"""Derived: finds the claims of a party, as subject or counterparty."""

edges = Table(
    "edges",
    metadata,
    Column("id", ID, primary_key=True),
    Column("a", ID, nullable=False, index=True),
    Column("b", ID, nullable=False, index=True),
    Column("outcome", String(16), nullable=False),
    Column("kind", String(16)),
    Column("reasons", Text, nullable=False),  # JSON list
    Column("gap", Double),
    Column("grade", String(16)),
    Column("trace", Text, nullable=False),  # JSON list of [question, answer]
    Column("rules", Text, nullable=False),
    Column("recorded_at", Moment, nullable=False),  # since when it says this
    Column("checked_at", Moment, nullable=False),  # when the two were last compared
    Column("via", Text, nullable=False, server_default="[]"),  # JSON list
    Index("ix_edges_outcome", "outcome", "id"),
)
