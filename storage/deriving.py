"""Deriving origins and cases anew from the stored texts, claims and verdicts: after a migration that brings them."""

from __future__ import annotations

from sqlalchemy import Connection, and_, bindparam, func, select, update

from claims.errors import SnapshotDamaged
from claims.identity import place
from claims.outlets import outlets_of
from claims.parties import PartyTable, load_parties
from storage import filing, origins, queries, rows, settling
from storage.cases import FLAGGED
from storage.schema import articles, cases, claims, edges, revisions, texts
from storage.snapshots import get_text

_PLACED = update(claims).where(claims.c.key == bindparam("of")).values(place=bindparam("to"))


def derive(connection: Connection, parties: PartyTable | None = None) -> None:
    """Read the sites of claims and where each current text comes from, where that is not known, gather all cases,
    and file them.

    A case is said to be open since the first of its contradictions was found.  parties -- the table whose outlets texts
    name; the shipped one where there is none.
    """
    unplaced = select(claims.c.key, claims.c.metric, claims.c.site)
    unplaced = unplaced.where(claims.c.site.is_not(None), claims.c.place.is_(None))
    told = [(row.key, place(row.metric, row.site)) for row in connection.execute(unplaced)]
    for some in queries.chunks([{"of": key, "to": name} for key, name in told if name is not None]):
        connection.execute(_PLACED, some)
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
        try:
            text = get_text(connection, row["text_sha"])
        except SnapshotDamaged:
            continue  # `counterclaim doctor` names it; what is derived comes when the article is read again
        origins.put_origins(connection, row["text_sha"], text, found, outlets)
    if not connection.execute(select(func.count()).select_from(cases)).scalar_one():
        flagged = connection.execute(select(edges.c.a, edges.c.b, edges.c.recorded_at).where(FLAGGED)).all()
        for a, b, at in sorted(flagged, key=lambda row: (row.recorded_at, row.a, row.b)):
            settling.settle(connection, {a, b}, {}, at)
    filing.put_missing(connection)
