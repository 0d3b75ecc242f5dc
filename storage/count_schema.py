"""The tables of counts and marks, which triggers keep: how much is told of whom, and whether the queue has changed."""

from __future__ import annotations

from sqlalchemy import BigInteger, Column, ForeignKey, Integer, String, Table, Text

from storage.columns import metadata

metric_counts = Table(
    "metric_counts",
    metadata,
    Column("subject", Text, primary_key=True),  # as claims write it
    Column("metric", String(32), primary_key=True),
    Column("claims", Integer, nullable=False),  # never 0
    sqlite_with_rowid=False,
)
"""Derived: how many claims with this subject and metric stand."""

party_counts = Table(
    "party_counts",
    metadata,
    Column("party", Text, primary_key=True),  # case-folded, as in claim_parties
    Column("claims", Integer, nullable=False),  # also those that no longer stand
    Column("last", ForeignKey("claims.key"), nullable=False),
    sqlite_with_rowid=False,
)
"""Derived: in how many rows of claims each party stands, in any role, and which of them was stored last."""

marks = Table(
    "marks",
    metadata,
    Column("part", String(16), primary_key=True),  # cases, assignments or case_postings
    Column("mark", BigInteger, nullable=False),
    sqlite_with_rowid=False,
)
"""Another number, taken by chance, after each change in a table: `storage.keeping` asks for it."""
