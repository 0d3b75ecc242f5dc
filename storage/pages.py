"""Reading in pages: some claims, verdicts, decisions, articles or parties, and the place after which others follow.

A page follows its predecessor by a key that never changes, so that what is stored in between moves nothing.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Generic, TypeVar

from sqlalchemy import Connection, Select, func, select

from claims.verdicts import Outcome
from storage import decisions, queries, rows
from storage.case_records import StoredDecision
from storage.queries import LIVE
from storage.records import ClaimQuery, StoredClaim, StoredEdge
from storage.schema import articles, claim_parties, claims, edges
from storage.schema import decisions as decided
from storage.verdicts import read_edges, select_edges

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Page(Generic[T]):
    """Some things in order; `after` is the place of the last one, None where no other follows."""

    items: tuple[T, ...]
    after: str | None


@dataclass(frozen=True, slots=True)
class ArticleLine:
    """An article without its text: as it stands now, and how many claims it states."""

    id: str
    doc: str
    title: str | None
    url: str | None
    publisher: str | None
    published: str | None
    language: str | None
    flags: tuple[str, ...]
    revision: int
    claims: int
    first_seen: datetime
    last_seen: datetime


@dataclass(frozen=True, slots=True)
class PartyLine:
    """A party as articles name it, and how many claims that stand it is in."""

    name: str
    claims: int


class Pages:
    """The pages of a store: `after` is the place that the page before gave, None for the first one."""

    def __init__(self, reading: Callable[[], AbstractContextManager[Connection]]) -> None:
        self._reading = reading

    def claims(self, query: ClaimQuery, after: str | None, limit: int) -> Page[StoredClaim]:
        """Claims that fit, in the order in which they were stored; order and limit of the query do not count."""
        found = queries.fitting(query).order_by(claims.c.key)
        with self._reading() as connection:
            read, place = _part(connection, found, claims.c.key, _number(after), limit)
            return Page(tuple(map(queries.read_stored_claim, read)), place)

    def edges(
        self,
        after: str | None,
        limit: int,
        *,
        outcome: Outcome | None = None,
        party: str | None = None,
        metric: str | None = None,
        min_gap: float | None = None,
        include_retired: bool = False,
    ) -> Page[StoredEdge]:
        """Verdicts that fit, in the order of their ids."""
        found = select_edges(
            flagged_only=outcome is Outcome.contradiction, party=party, metric=metric, min_gap=min_gap,
            include_retired=include_retired, limit=None,
        ).order_by(None).order_by(edges.c.id).limit(limit + 1)  # fmt: skip
        if outcome is not None:
            found = found.where(edges.c.outcome == outcome.value)
        if after is not None:
            found = found.where(edges.c.id > queries.askable(after))
        with self._reading() as connection:
            read = list(read_edges(connection, found))
        return Page(tuple(read[:limit]), read[limit - 1].id if len(read) > limit else None)

    def decisions(self, case: str | None, by: str | None, after: str | None, limit: int) -> Page[StoredDecision]:
        """Decisions and what took them back, in order; case -- whole id of a case, whatever it was called then."""
        found = select(decided).order_by(decided.c.key)
        if by is not None:
            found = found.where(decided.c.made_by == queries.askable(by))
        with self._reading() as connection:
            if case is not None:
                found = found.where(decided.c.case.in_(decisions.names_of(case)))
            read, place = _part(connection, found, decided.c.key, _number(after), limit)
            return Page(tuple(decisions.read_all(connection, read)), place)

    def decision(self, decision_id: str) -> StoredDecision:
        """The decision whose id starts so.  Raises NotStored."""
        with self._reading() as connection:
            return decisions.find(connection, decision_id)

    def articles(self, source: str | None, after: str | None, limit: int) -> Page[ArticleLine]:
        """Articles in the order in which they came; source -- id, URL, doc or publisher."""
        stated = select(func.count()).where(claims.c.article == articles.c.key, LIVE).scalar_subquery()
        found = queries.current_articles().add_columns(stated.label("claims")).order_by(articles.c.key)
        if source is not None:
            found = found.where(queries.from_source(source))
        with self._reading() as connection:
            read, place = _part(connection, found, articles.c.key, _number(after), limit)
        return Page(tuple(map(_article, read)), place)

    def parties(self, after: str | None, limit: int) -> Page[PartyLine]:
        """Parties of claims that stand, by their names without capitals."""
        found = (
            select(claim_parties.c.party, func.count(), func.min(claim_parties.c.claim))
            .join(claims, claims.c.key == claim_parties.c.claim)
            .where(LIVE)
            .group_by(claim_parties.c.party)
            .order_by(claim_parties.c.party)
            .limit(limit + 1)
        )
        if after is not None:
            found = found.where(claim_parties.c.party > queries.askable(after))
        with self._reading() as connection:
            counted = connection.execute(found).all()
            said = queries.spelled(connection, {party: key for party, _, key in counted[:limit]})
        lines = tuple(PartyLine(said[party], number) for party, number, _ in counted[:limit])
        return Page(lines, counted[limit - 1][0] if len(counted) > limit else None)

    def party(self, name: str) -> tuple[PartyLine | None, dict[str, int]]:
        """A party, in any case, and how many claims that stand it is in by metric; None where there is none."""
        found = (
            select(claims.c.metric, func.count())
            .where(claims.c.key.in_(queries.of_party(name)), LIVE)
            .group_by(claims.c.metric)
            .order_by(claims.c.metric)
        )
        some = select(claims.c.key).where(claims.c.key.in_(queries.of_party(name)), LIVE).limit(1)
        folded = queries.askable(name).casefold()
        with self._reading() as connection:
            counted = {row.metric: int(row[1]) for row in connection.execute(found)}
            key = connection.execute(some).scalar()
            said = name if key is None else queries.spelled(connection, {folded: key})[folded]
        return (PartyLine(said, sum(counted.values())) if counted else None), counted


def _part(
    connection: Connection, found: Select[Any], key: Any, after: int | None, limit: int
) -> tuple[list[rows.Row], str | None]:
    """At most so many rows after a key, and the key of the last one where others follow."""
    if after is not None:
        found = found.where(key > after)
    read = list(connection.execute(found.limit(limit + 1)).mappings())
    return read[:limit], str(read[limit - 1]["key"]) if len(read) > limit else None


def _number(after: str | None) -> int | None:
    return None if after is None else int(after)


def _article(row: rows.Row) -> ArticleLine:
    article = rows.read_article(row, "")
    return ArticleLine(
        id=row["id"], doc=article.doc, title=article.title, url=article.url or article.canonical_url,
        publisher=article.publisher, published=article.publication.date, language=article.language, flags=article.flags,
        revision=row["number"], claims=row["claims"], first_seen=row["first_seen"], last_seen=row["last_seen"],
    )  # fmt: skip
