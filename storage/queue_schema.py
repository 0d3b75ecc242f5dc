"""The tables of the queue: what finds a case there, who looks after it, saved views, and decisions on many cases."""

from __future__ import annotations

from sqlalchemy import Column, ForeignKey, Index, Integer, LargeBinary, String, Table, Text

from storage.columns import ID, Moment, metadata

case_facets = Table(
    "case_facets",
    metadata,
    Column("facet", String(8), primary_key=True),  # party, metric or source
    Column("value", Text, primary_key=True),  # case-folded here, as databases disagree on capitals outside ASCII
    Column("case", ForeignKey("cases.id"), primary_key=True),
    Column("label", Text, nullable=False),  # as it is written
    Index("ix_case_facets_case", "case"),
    sqlite_with_rowid=False,
)
"""Derived: the parties, metrics and publishers of all evidence of a case; kept where cases settle."""

case_postings = Table(
    "case_postings",
    metadata,
    Column("facet", String(8), primary_key=True),
    Column("value", Text, primary_key=True),
    Column("label", Text, nullable=False),
    Column("listed", LargeBinary, nullable=False),  # of its cases: 32 bits each, little-endian, in order
)
"""Derived: the other way round, for counting; `storage.postings` reads and writes it."""

case_sides = Table(
    "case_sides",
    metadata,
    Column("case", ForeignKey("cases.id"), primary_key=True),
    Column("n", Integer, primary_key=True, autoincrement=False),
    Column("letter", String(4), nullable=False),
    Column("claim", ForeignKey("claims.key"), nullable=False),  # the one that states it most precisely
    Column("articles", Integer, nullable=False),
    Column("origins", Integer, nullable=False),
    Column("names", Text, nullable=False),  # JSON list: of some of its origins
    sqlite_with_rowid=False,
)
"""Derived: what a list of cases shows of each side, so that it needs none of the other evidence."""

case_words = Table(
    "case_words",
    metadata,
    Column("key", Integer, primary_key=True),  # what SQLite's index of words points at
    Column("case", ForeignKey("cases.id"), nullable=False, unique=True),
    Column("words", Text, nullable=False),
)
"""Derived: the words of quotes, their sentences and titles, folded; `storage.searching` asks for them.

Beside it SQLite has `case_search`, a table of FTS5 that triggers keep, and PostgreSQL an index; the migration makes
them.
"""

assignments = Table(
    "assignments",
    metadata,
    Column("case", ForeignKey("cases.id"), primary_key=True),
    Column("analyst", Text, nullable=False, index=True),
    Column("made_by", Text, nullable=False),
    Column("assigned_at", Moment, nullable=False),
    sqlite_with_rowid=False,
)
"""Who looks after a case, who said so, and when; what was before is in the case's log."""

saved_views = Table(
    "saved_views",
    metadata,
    Column("key", Integer, primary_key=True),
    Column("name", Text, nullable=False, unique=True),
    Column("query", Text, nullable=False),  # the query string of the queue's page
    Column("made_by", Text, nullable=False),
    Column("made_at", Moment, nullable=False),
)
"""Filters of the queue under a name, for everybody."""

bulks = Table(
    "bulks",
    metadata,
    Column("id", ID, primary_key=True),
    Column("judgement", String(16), nullable=False),
    Column("side", String(4)),
    Column("differs", String(16)),
    Column("note", Text),
    Column("query", Text, nullable=False),  # what was asked, in words
    Column("made_by", Text, nullable=False),
    Column("recorded_at", Moment, nullable=False),
    Column("undone_by", Text),
    Column("undone_at", Moment),
    sqlite_with_rowid=False,
)
"""One row per decision on many cases at once."""

bulk_cases = Table(
    "bulk_cases",
    metadata,
    Column("bulk", ForeignKey("bulks.id"), primary_key=True),
    Column("case", ForeignKey("cases.id"), primary_key=True),
    Column("version", Integer, nullable=False),  # of the case that was counted in
    Column("state", String(8), nullable=False),  # storage.bulk_records.BulkState
    Column("decision", ID, index=True),
    Index("ix_bulk_cases_state", "bulk", "state"),
    sqlite_with_rowid=False,
)
"""What such a decision means to do and has done, case by case, so that one that was interrupted can be carried on."""
