"""Reading one article with its history, and counting everything."""

from __future__ import annotations

import json
from typing import Any

from sqlalchemy import Connection, Select, Table, func, select

from claims.article import Article
from claims.cases import CaseStatus
from claims.errors import NotStored
from storage import queries, rows
from storage.history import changes
from storage.records import Revision, Status, StoredArticle, StoredFetch
from storage.schema import articles, cases, claims, edges, fetches, mentions, revisions, signals
from storage.snapshots import get_text
from storage.verdicts import between_standing


def find_article(connection: Connection, name: str) -> StoredArticle:
    """The article with this identity, URL or doc, or whose id starts so.

    Raises NotStored where there is none, or where several share the doc, which it names.
    """
    query = queries.current_articles()
    found = list(connection.execute(query.where(queries.named(name)).order_by(articles.c.key)).mappings())
    exact = [row for row in found if name in (row["identity"], row["id"])]
    if not found:
        whole = queries.whole_id(connection, articles.c.id, name, "article", "counterclaim claims")
        exact = list(connection.execute(query.where(articles.c.id == whole)).mappings())
    elif not exact and len(found) > 1:
        some = ", ".join(f"{row['id']} {row['identity']}" for row in found[:3])
        raise NotStored(f"{name!r} names {len(found)} articles ({some}); use an id")
    return _read(connection, (exact or found)[0])


def article_ids(connection: Connection, source: str | None) -> list[str]:
    """Ids of all articles, or of those with this id, identity, doc, URL or publisher; in the order they came."""
    query = queries.current_articles().with_only_columns(articles.c.id).order_by(articles.c.key)
    if source is not None:
        query = query.where(queries.from_source(source))
    return list(connection.execute(query).scalars())


def as_given(connection: Connection, article_id: str) -> Article:
    """The article with this whole id, as it was given to the store last.  Raises NotStored or SnapshotDamaged."""
    row = connection.execute(queries.current_articles().where(articles.c.id == article_id)).mappings().first()
    if row is None:
        raise NotStored(f"no article has the id {article_id!r}; `counterclaim claims` lists them")
    return rows.read_article(row, get_text(connection, row["text_sha"]))


def count(connection: Connection) -> Status:
    """The figures of `counterclaim status`."""

    def rows_of(table: Table) -> int:
        return int(connection.execute(select(func.count()).select_from(table)).scalar_one())

    live = int(connection.execute(select(func.count()).where(queries.LIVE)).scalar_one())
    verdicts = (
        select(edges.c.outcome, func.count())
        .where(between_standing())
        .group_by(edges.c.outcome)
        .order_by(edges.c.outcome)
    )
    lives = (
        select(cases.c.status, func.count())
        .where(cases.c.status != CaseStatus.merged.value)
        .group_by(cases.c.status)
        .order_by(cases.c.status)
    )
    last = select(func.max(fetches.c.key)).group_by(fetches.c.source)
    refused = (
        select(fetches.c.refusal, func.count())
        .where(fetches.c.key.in_(last), fetches.c.refusal.is_not(None))
        .group_by(fetches.c.refusal)
        .order_by(fetches.c.refusal)
    )
    return Status(
        articles=rows_of(articles), revisions=rows_of(revisions), claims=live, retired=rows_of(claims) - live,
        edges=_counts(connection, verdicts), cases=_counts(connection, lives),
        refusals=_counts(connection, refused),
    )  # fmt: skip


def _counts(connection: Connection, query: Select[tuple[Any, int]]) -> dict[str, int]:
    return {str(name): number for name, number in connection.execute(query)}


def _read(connection: Connection, row: rows.Row) -> StoredArticle:
    key, revision, doc, sha = row["key"], row["revision_key"], row["doc"], row["text_sha"]
    history = select(revisions).where(revisions.c.article == key).order_by(revisions.c.number)
    tries = select(fetches).where(fetches.c.article == key).order_by(fetches.c.key)
    stated = queries.judged_claims().where(claims.c.article == key, queries.LIVE).order_by(claims.c.start, claims.c.key)
    named = select(mentions).where(mentions.c.revision == revision).order_by(mentions.c.n)
    seen = select(signals).where(signals.c.revision == revision).order_by(signals.c.n)
    texts = tuple(_revision(found) for found in connection.execute(history).mappings())
    return StoredArticle(
        id=row["id"],
        article=rows.read_article(row, get_text(connection, sha)),
        revisions=texts,
        changes=changes(connection, key, doc, texts),
        claims=tuple(queries.read_stored_claim(found) for found in connection.execute(stated).mappings()),
        fetches=tuple(
            StoredFetch(rows.read_fetch(found), found["attempts"], found["last_fetched_at"])
            for found in connection.execute(tries).mappings()
        ),
        mentions=tuple(rows.read_mention(found, doc, sha) for found in connection.execute(named).mappings()),
        signals=tuple(rows.read_signal(found) for found in connection.execute(seen).mappings()),
        first_seen=row["first_seen"],
        last_seen=row["last_seen"],
    )


def _revision(row: rows.Row) -> Revision:
    return Revision(
        number=row["number"], text_sha=row["text_sha"], body_sha=row["body_sha"], title=row["title"],
        published=row["published"], flags=tuple(json.loads(row["flags"])), recorded_at=row["recorded_at"],
    )  # fmt: skip
