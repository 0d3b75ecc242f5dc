"""Reading: the selects behind the store's methods, and the rows they give as records."""

from __future__ import annotations

import json
import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from functools import cache, lru_cache
from typing import Any

from sqlalchemy import (
    Column,
    ColumnElement,
    CompoundSelect,
    Connection,
    Select,
    and_,
    bindparam,
    exists,
    func,
    or_,
    select,
    union,
)

from claims.errors import Ambiguous, NotStored
from claims.judgements import Judgement
from claims.periods import span
from storage import rows
from storage.records import ClaimQuery, StoredClaim
from storage.schema import articles, claim_parties, claims, decisions, edges, revisions

BATCH = 500
"""Values in one IN list, and rows fetched at a time: well under what any driver allows."""

_HEX = frozenset("0123456789abcdef")

_NOWHERE = re.compile("[\0\ud800-\udfff]")
"""What no database takes in a text, so that no stored one has it; it may still be asked for."""

EDGES = select(edges)

LIVE = claims.c.retired_at.is_(None)

_later = decisions.alias("later")
MISREAD = exists().where(
    decisions.c.claim == claims.c.id,
    decisions.c.judgement == Judgement.extraction_error.value,
    ~exists().where(_later.c.undoes == decisions.c.id),
)
"""Whether an analyst holds that a claim was read wrongly."""


def chunks(values: Collection[Any]) -> Iterator[Sequence[Any]]:
    """The values in lists of at most BATCH."""
    ordered = list(values)
    for start in range(0, len(ordered), BATCH):
        yield ordered[start : start + BATCH]


def by_values(
    connection: Connection, query: Select[Any], of: Column[Any], values: Collection[Any], **bound: Any
) -> Iterator[rows.Row]:
    """The rows of the query whose column holds one of the values, however many values there are.

    What is asked often should be the same query each time, with what differs `bound`: then its statement is made once.
    """
    for chunk in chunks(values):
        yield from connection.execute(_among(query, of), {"among": chunk, **bound}).mappings()


@lru_cache(maxsize=200)
def _among(query: Select[Any], of: Column[Any]) -> Select[Any]:
    return query.where(of.in_(bindparam("among", expanding=True, type_=of.type)))


@cache  # building it costs as much as asking it
def current_articles() -> Select[Any]:
    """Articles with their current revision: all columns that `rows.read_article` wants, and keys and hashes."""
    return select(
        articles.c.key, articles.c.id, articles.c.identity, articles.c.doc, articles.c.first_seen,
        articles.c.last_seen, revisions.c.key.label("revision_key"), revisions.c.number, revisions.c.text_sha,
        revisions.c.body_sha, revisions.c.title, revisions.c.url, revisions.c.canonical_url, revisions.c.language,
        revisions.c.publisher, revisions.c.published, revisions.c.published_source, revisions.c.published_raw,
        revisions.c.modified, revisions.c.flags,
    ).join_from(
        articles, revisions, and_(revisions.c.article == articles.c.key, revisions.c.number == articles.c.revision)
    )  # fmt: skip


@cache
def stored_claims() -> Select[Any]:
    """Claims with what a StoredClaim says of their article."""
    return (
        select(
            claims, articles.c.id.label("article_id"), articles.c.doc, revisions.c.number, revisions.c.text_sha,
            revisions.c.title, func.coalesce(revisions.c.url, revisions.c.canonical_url).label("url"),
            revisions.c.publisher, revisions.c.published.label("article_published"),
        )
        .join_from(claims, revisions, claims.c.revision == revisions.c.key)
        .join(articles, claims.c.article == articles.c.key)
    )  # fmt: skip


@cache
def judged_claims() -> Select[Any]:
    """The same, with whether an analyst holds that each was read wrongly."""
    return stored_claims().add_columns(MISREAD.label("misread"))


@cache
def judged_live() -> Select[Any]:
    """Of these the ones that stand."""
    return judged_claims().where(LIVE)


def read_stored_claim(row: rows.Row) -> StoredClaim:
    """The record of a row of `judged_claims`."""
    return StoredClaim(
        claim=rows.read_claim(row, row["doc"], row["text_sha"]), article_id=row["article_id"], revision=row["number"],
        title=row["title"], url=row["url"], publisher=row["publisher"], published=row["article_published"],
        recorded_at=row["recorded_at"], retired_at=row["retired_at"], last_seen=row["last_seen"],
        misread=bool(row.get("misread")),
    )  # fmt: skip


def fitting(query: ClaimQuery) -> Select[Any]:
    """The claims that fit a query, in no order and all of them."""
    return judged_claims().where(*_conditions(query))


def matching(query: ClaimQuery) -> Select[Any]:
    """The select for a query, ordered and limited."""
    found = fitting(query)
    if query.order == "article":
        found = found.order_by(claims.c.article, claims.c.start, claims.c.key)
        return found if query.limit is None else found.limit(query.limit)
    key = {
        "published": claims.c.day,
        "value": func.coalesce(claims.c.high, claims.c.low),
        "recorded": claims.c.recorded_at,
    }
    order = key[query.order]
    found = found.order_by(order.is_(None), order.desc(), claims.c.article, claims.c.start, claims.c.key)
    return found if query.limit is None else found.limit(query.limit)


def counting(query: ClaimQuery) -> Select[tuple[int]]:
    """The select for how many claims a query gives."""
    keys = matching(query).order_by(None).with_only_columns(claims.c.key)
    return select(func.count()).select_from(keys.subquery())


def _conditions(query: ClaimQuery) -> Iterator[ColumnElement[bool]]:
    if query.as_of is not None:
        yield claims.c.recorded_at <= query.as_of
        yield or_(LIVE, claims.c.retired_at > query.as_of)
    elif not query.include_retired:
        yield LIVE
    if query.party is not None:
        yield claims.c.key.in_(of_party(query.party))
    if query.metric is not None:
        yield claims.c.metric == query.metric
    if query.since is not None:
        yield claims.c.day >= span(query.since).first.isoformat()
    if query.until is not None:
        yield claims.c.day <= span(query.until).last.isoformat()
    if query.source is not None:
        yield claims.c.article.in_(_of_source(query.source))


def askable(name: str) -> str:
    """What a person typed, as a database can be asked for it: NUL and lone surrogates as U+FFFD."""
    return _NOWHERE.sub("\ufffd", name)


def of_party(party: str) -> Select[tuple[int]]:
    """Keys of the claims in which this party stands, as subject or counterparty; any case."""
    return select(claim_parties.c.claim).where(claim_parties.c.party == askable(party).casefold())


def spelled(connection: Connection, wanted: Mapping[str, int]) -> dict[str, str]:
    """Names as they are written, by the folded ones; wanted -- the key of a claim that has each."""
    query = select(claims.c.key, claims.c.subject, claims.c.counterparties)
    named = {
        row["key"]: [row["subject"], *json.loads(row["counterparties"] or "[]")]
        for row in by_values(connection, query, claims.c.key, set(wanted.values()))
    }
    return {
        folded: next((name for name in named[key] if name and name.casefold() == folded), folded)
        for folded, key in wanted.items()
    }


def from_source(source: str) -> ColumnElement[bool]:
    """Whether an article, as it is now, has this id, identity, doc, URL or publisher (any ASCII case)."""
    return or_(named(source), *_publishers(source))


def named(name: str) -> ColumnElement[bool]:
    """Whether an article, as it is now, has this id, identity, doc or URL; found by their indexes."""
    columns = (articles.c.id, articles.c.identity, articles.c.doc, revisions.c.url, revisions.c.canonical_url)
    has = or_(*(column == askable(name) for column in columns))
    return and_(articles.c.key.in_(articles_named(name)), has)


def articles_named(name: str) -> CompoundSelect[tuple[int]]:
    """Keys of the articles that have this id, identity or doc, or that have had this URL."""
    return union(*_named(name))


def _of_source(name: str) -> CompoundSelect[tuple[int]]:
    """The same, and those that have had this publisher."""
    return union(*_named(name), select(revisions.c.article).where(or_(*_publishers(name))))


def _named(name: str) -> Iterator[Select[tuple[int]]]:
    own = askable(name)
    by_name = or_(*(column == own for column in (articles.c.id, articles.c.identity, articles.c.doc)))
    yield select(articles.c.key).where(by_name)
    yield select(revisions.c.article).where(or_(revisions.c.url == own, revisions.c.canonical_url == own))


def _publishers(name: str) -> tuple[ColumnElement[bool], ...]:
    own = askable(name)
    return revisions.c.publisher == own, func.lower(revisions.c.publisher) == own.lower()


def copy_rank(row: rows.Row) -> tuple[str, str, str]:
    """Which of several copies of one text speaks for them, the smallest: the order in which they came plays no part."""
    return row["published"] or "~", row["doc"], row["article_id"]


def claims_by_id(connection: Connection, ids: Iterable[str]) -> dict[str, StoredClaim]:
    """One record for each id that is stored: that of the live copy published first, or the one retired last."""
    best: dict[str, tuple[tuple[Any, ...], rows.Row]] = {}
    for row in by_values(connection, judged_claims(), claims.c.id, set(ids)):
        rank = (0, copy_rank(row)) if row["retired_at"] is None else (1, -row["key"])
        if row["id"] not in best or rank < best[row["id"]][0]:
            best[row["id"]] = (rank, row)
    return {claim_id: read_stored_claim(row) for claim_id, (_, row) in best.items()}


def whole_id(connection: Connection, of: Column[Any], prefix: str, what: str, command: str) -> str:
    """The one id that starts so.  Raises NotStored where there is none, or several, which it names."""
    start, found = prefix.strip().lower(), []
    if start and set(start) <= _HEX:
        query = select(of).distinct().where(of >= start, of < start + "g").order_by(of).limit(4)
        found = list(connection.execute(query).scalars())
    if not found:
        raise NotStored(f"no {what} has the id {prefix!r}; `{command}` lists them")
    if len(found) > 1:
        some = ", ".join(found[:3]) + (" and more" if len(found) > 3 else "")
        raise Ambiguous(f"the id {prefix!r} fits more than one {what} ({some}); type more of it")
    return str(found[0])
