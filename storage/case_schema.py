"""The tables of origins, cases and decisions: what is derived from claims and verdicts, and what analysts added."""

from __future__ import annotations

from sqlalchemy import BigInteger, Column, Double, ForeignKey, Index, Integer, LargeBinary, String, Table, Text

from storage.columns import ID, Moment, metadata

texts = Table(
    "texts",
    metadata,
    Column("key", Integer, primary_key=True),
    Column("sha", ForeignKey("snapshots.sha"), nullable=False, unique=True),
    Column("signature", LargeBinary),  # claims.copies.signature; null where the text is too short for one
    Column("wire", Text),  # the outlet that the whole text is taken from
    Column("first", Text),  # the outlet that told the story first
)
"""What a text says of where it comes from, and what finds its near-duplicates; nothing here ever changes."""

bands = Table(
    "bands",
    metadata,
    Column("band", BigInteger, primary_key=True, autoincrement=False),
    Column("text", ForeignKey("texts.key"), primary_key=True),
    sqlite_with_rowid=False,
)
"""Derived: the bands of each signature, so that a new text meets only the texts that may be copies of it."""

cited = Table(
    "cited",
    metadata,
    Column("claim", ID, primary_key=True),
    Column("outlet", Text, nullable=False),
    sqlite_with_rowid=False,
)
"""The outlet that a claim's own sentence cites, for the few claims that cite one."""

cases = Table(
    "cases",
    metadata,
    Column("id", ID, primary_key=True),
    Column("status", String(16), nullable=False),
    Column("successor", ID, index=True),  # the case that this one is part of, where it is `merged`
    Column("party", Text),
    Column("metric", String(32)),
    Column("kind", String(16)),
    Column("gap", Double),
    Column("grade", String(16)),
    Column("articles", Integer, nullable=False),
    Column("origins", Integer, nullable=False),
    Column("fingerprint", ID),  # of its evidence
    Column("version", Integer, nullable=False),  # counts what an analyst would want to see before deciding
    Column("opened_at", Moment, nullable=False),
    Column("changed_at", Moment, nullable=False),
    Column("turn", Double, nullable=False, server_default="0"),  # derived: the less, the sooner it is looked at
    Column("claim", Integer),  # derived: key of the claim that stands for it
    Column("sides", Integer, nullable=False, server_default="0"),  # derived: how many
    Column("key", Integer),  # derived: that of its words; null where it is part of another
    Index("ix_cases_status", "status"),
    Index("ix_cases_turn", "turn", "id", "status", "key"),
    Index("uq_cases_key", "key", unique=True),
    Index("ix_cases_keys", "status", "key"),
    Index("ix_cases_changed", "changed_at", "opened_at", "key"),
)
"""One row per root cause; derived from edges and decisions, but for its id's other names and its times."""

case_claims = Table(
    "case_claims",
    metadata,
    Column("case", ForeignKey("cases.id"), primary_key=True),
    Column("claim", ID, primary_key=True),
    Column("article", ID, primary_key=True),
    Column("told", ID, nullable=False, index=True),  # claims.cases.told_key
    Column("value", ID, index=True),  # claims.cases.value_key
    Index("ix_case_claims_claim", "claim"),
    Index("ix_case_claims_article", "article"),
    sqlite_with_rowid=False,
)
"""The claims of a case and the articles that tell them; a retired case keeps its last ones."""

case_log = Table(
    "case_log",
    metadata,
    Column("key", Integer, primary_key=True),
    Column("case", ForeignKey("cases.id"), nullable=False, index=True),
    Column("version", Integer, nullable=False),
    Column("what", String(16), nullable=False),
    Column("detail", Text, nullable=False),  # JSON list of lines for people
    Column("recorded_at", Moment, nullable=False),
)
"""Append-only: what happened to a case, in order."""

decisions = Table(
    "decisions",
    metadata,
    Column("key", Integer, primary_key=True),
    Column("id", ID, nullable=False, unique=True),
    Column("case", ForeignKey("cases.id"), nullable=False, index=True),  # under the id that it had then
    Column("version", Integer, nullable=False),  # of the case that was decided
    Column("judgement", String(16), nullable=False),
    Column("side", String(4)),
    Column("differs", String(16)),
    Column("claim", ID, index=True),  # the one that was read wrongly
    Column("corrected", ID),  # the analyst's claim beside it
    Column("changes", Text),  # JSON object: the fields that the analyst set
    Column("undoes", ID, index=True),
    Column("grounds", Text, nullable=False),  # JSON list: what it rested on, as it was read then
    Column("made_by", Text, nullable=False),
    Column("note", Text),
    Column("recorded_at", Moment, nullable=False),
)
"""Append-only: what analysts decided, and what they took back."""
