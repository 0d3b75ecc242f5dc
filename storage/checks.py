"""Checks that what is stored holds together: quotes stand in their texts, hashes are right, nothing points nowhere.

One pass over each table, a few rows at a time, so that the memory it takes does not grow with the store.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, Select, and_, exists, func, or_, select

from claims.errors import NotStored, SnapshotDamaged
from storage import queries, rows
from storage.engine import faults
from storage.records import Checked, Finding
from storage.schema import articles, claims, edges, revisions, snapshots
from storage.snapshots import fault, get_text

SNAPSHOTS_AT_ONCE = 10
"""A page may have megabytes."""

RESTORE = "restore a copy of the database"


def to_check(connection: Connection) -> Checked:
    """How much there is to check."""

    def rows_of(table: Any, *where: ColumnElement[bool]) -> int:
        return int(connection.execute(select(func.count()).select_from(table).where(*where)).scalar_one())

    return Checked(
        articles=rows_of(articles), revisions=rows_of(revisions), snapshots=rows_of(snapshots),
        claims=rows_of(claims, queries.LIVE), edges=rows_of(edges),
    )  # fmt: skip


def check(connection: Connection, step: Callable[[int], None]) -> Iterator[Finding]:
    """All that is wrong, as a stream; `step` is told of each thing of `to_check` that was looked at.

    A snapshot that is damaged is one finding: the claims in that text cannot be checked and are not findings too.
    """
    total = to_check(connection)
    for line in faults(connection):
        yield Finding("database", line, f"{RESTORE}, or ingest into a new one")
    yield from _snapshots(connection, step)
    yield from _articles(connection)
    step(total.revisions)
    yield from _claims(connection, step)
    yield from _edges(connection)
    step(total.edges)


def _snapshots(connection: Connection, step: Callable[[int], None]) -> Iterator[Finding]:
    query = select(snapshots.c.sha, snapshots.c.data).order_by(snapshots.c.sha)
    for sha, data in _stream(connection, query, SNAPSHOTS_AT_ONCE):
        wrong = fault(sha, data)
        if wrong is not None:
            yield _damaged(connection, sha, wrong)
        step(1)


def _damaged(connection: Connection, sha: str, wrong: str) -> Finding:
    """The finding for a snapshot: whose it is, and what would mend it."""
    query = select(articles.c.doc, articles.c.identity, revisions.c.number, revisions.c.url, revisions.c.text_sha)
    query = query.join_from(revisions, articles, revisions.c.article == articles.c.key)
    using = query.where(or_(revisions.c.text_sha == sha, revisions.c.body_sha == sha))
    row = connection.execute(using.order_by(revisions.c.text_sha != sha, revisions.c.key)).mappings().first()
    if row is None:
        return Finding("snapshot", f"snapshot {sha[:16]}, which no revision uses: {wrong}", RESTORE)
    if row["text_sha"] == sha:
        where = row["url"] or row["identity"]
        said = f"the text of revision {row['number']}, snapshot {sha[:16]}: {wrong}; its claims cannot be checked"
        return Finding("snapshot", said, f"{RESTORE}, or ingest {where} again", row["doc"])
    said = f"the page of revision {row['number']}, snapshot {sha[:16]}: {wrong}"
    return Finding("snapshot", said, f"{RESTORE}; no claim rests on the page itself", row["doc"])


def _articles(connection: Connection) -> Iterator[Finding]:
    texts = and_(revisions.c.article == articles.c.key, revisions.c.number == articles.c.revision)
    query = select(articles.c.doc, articles.c.identity, articles.c.revision).where(~exists().where(texts))
    for doc, identity, number in _stream(connection, query.order_by(articles.c.key)):
        yield Finding("revision", f"its revision {number} is not there", f"ingest {identity} again", doc)
    for column, what in ((revisions.c.text_sha, "text"), (revisions.c.body_sha, "page")):
        lost = select(articles.c.doc, revisions.c.number, column).where(
            revisions.c.article == articles.c.key, column.is_not(None), ~exists().where(snapshots.c.sha == column)
        )
        for doc, number, sha in _stream(connection, lost.order_by(revisions.c.key)):
            said = f"the {what} of revision {number}, snapshot {sha[:16]}, is not there"
            yield Finding("revision", said, RESTORE, doc)


def _claims(connection: Connection, step: Callable[[int], None]) -> Iterator[Finding]:
    query = queries.stored_claims().where(queries.LIVE).order_by(claims.c.article, claims.c.id)
    last: tuple[str, str | None] = ("", None)
    for found in _stream(connection, query):
        row = found._mapping
        sha = row["text_sha"]
        if sha != last[0]:
            last = (sha, _text(connection, sha))
        wrong = None if last[1] is None else _wrong(row, last[1])
        if wrong is not None:
            repair = f"`counterclaim reextract --source {row['article_id']}` reads the text again"
            yield Finding("claim", wrong, repair, row["doc"], row["id"])
        step(1)


def _text(connection: Connection, sha: str) -> str | None:
    try:
        return get_text(connection, sha)
    except (NotStored, SnapshotDamaged):
        return None  # a finding of its own


def _wrong(row: rows.Row, text: str) -> str | None:
    """What is wrong with the row of a claim in this text."""
    stands = text[row["start"] : row["end"]]
    if stands != row["quote"]:
        return f"its quote is {row['quote']!r}, and at {row['start']}:{row['end']} stands {stands!r}"
    if not 0 <= row["sentence_start"] <= row["start"] < row["end"] <= row["sentence_end"] <= len(text):
        return f"its sentence {row['sentence_start']}:{row['sentence_end']} is not around {row['start']}:{row['end']}"
    try:
        found = rows.read_claim(row, row["doc"], row["text_sha"]).id
    except ValueError as error:
        return f"its row cannot be read: {error}"
    return None if found == row["id"] else f"what it says has the id {found}: somebody changed it"


def _edges(connection: Connection) -> Iterator[Finding]:
    gone = or_(*(~exists().where(claims.c.id == side) for side in (edges.c.a, edges.c.b)))
    for edge, a, b in _stream(connection, select(edges.c.id, edges.c.a, edges.c.b).where(gone).order_by(edges.c.id)):
        said = f"verdict {edge} is about the claims {a} and {b}, and one of them is not there"
        yield Finding("verdict", said, RESTORE, None, a)


def _stream(connection: Connection, query: Select[Any], at_once: int = queries.BATCH) -> Iterator[Row[Any]]:
    yield from connection.execute(query.execution_options(yield_per=at_once))
