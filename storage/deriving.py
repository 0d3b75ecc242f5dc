"""Deriving origins and cases anew from the stored texts, claims and verdicts: after a migration that brings them."""

from __future__ import annotations

from sqlalchemy import Connection, and_, func, select, update

from claims.identity import place
from claims.outlets import outlets_of
from claims.parties import PartyTable, load_parties
from storage import filing, origins, queries, rows, settling
from storage.cases import FLAGGED
from storage.schema import articles, cases, claims, edges, revisions, texts
from storage.snapshots import get_text


def derive(connection: Connection, parties: PartyTable | None = None) -> None:
    """Read the sites of claims and where each current text comes from, where that is not known, gather all cases,
    and file them.

    A case is said to be open since the first of its contradictions was found.  parties -- the table whose outlets texts
    name; the shipped one where there is none.
    """
    sites = select(claims.c.metric, claims.c.site).where(claims.c.site.is_not(None), claims.c.place.is_(None))
    for metric, site in connection.execute(sites.distinct()).all():
        told = (claims.c.metric == metric, claims.c.site == site)
        connection.execute(update(claims).where(*told).values(place=place(metric, site)))
    outlets = outlets_of(parties or load_parties())
    current = (
        select(articles.c.key, articles.c.doc, revisions.c.text_sha)
        .join(revisions, and_(revisions.c.article == articles.c.key, revisions.c.number == articles.c.revision))
        .where(revisions.c.text_sha.not_in(select(texts.c.sha)))
        .order_by(articles.c.key)
    )
    for row in connection.execute(current).mappings().all():
        stated = connection.execute(select(claims).where(claims.c.article == row["key"], queries.LIVE)).mappings()
        found = [rows.read_claim(one, row["doc"], row["text_sha"]) for one in stated]
        origins.put_origins(connection, row["text_sha"], get_text(connection, row["text_sha"]), found, outlets)
    if not connection.execute(select(func.count()).select_from(cases)).scalar_one():
        flagged = connection.execute(select(edges.c.a, edges.c.b, edges.c.recorded_at).where(FLAGGED)).all()
        for a, b, at in sorted(flagged, key=lambda row: (row.recorded_at, row.a, row.b)):
            settling.settle(connection, {a, b}, {}, at)
    filing.put_missing(connection)
