"""Filing cases: the parties, metrics, publishers and words by which the queue finds them, kept where cases settle."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from urllib.parse import urlsplit

from sqlalchemy import Connection, delete, insert, select, update

from claims.cases import CaseStatus
from claims.origins import Telling
from claims.verdicts import Grade
from storage import queries, searching
from storage.cases import tell
from storage.schema import case_claims, case_facets, case_words, cases
from storage.snapshots import texts

_GRADES = [grade.value for grade in Grade]


def turn(grade: str | None, gap: float | None) -> float:
    """Where a case stands in the queue, the first has the least: by grade, then by gap, those without one last."""
    rank = _GRADES.index(grade) if grade in _GRADES else len(_GRADES)
    return 4.0 * rank + (1.0 if gap is None else -min(gap, 2.0))


def source_name(telling: Telling) -> str:
    """Who published a telling: the publisher, else the host, else the article's doc."""
    if telling.publisher:
        return telling.publisher
    host = urlsplit(telling.url).hostname if telling.url else None
    return (host or "").removeprefix("www.") or telling.claim.doc


def put(connection: Connection, case_id: str, tellings: Iterable[Telling]) -> None:
    """File a case under what these tellings say; one that is filed so already is left alone."""
    tellings = sorted(tellings, key=lambda telling: telling.place)
    rows = _facets(case_id, tellings)
    wanted = {(row["facet"], row["value"], row["label"]) for row in rows}
    query = select(case_facets.c.facet, case_facets.c.value, case_facets.c.label).where(case_facets.c.case == case_id)
    held = {tuple(row) for row in connection.execute(query)}
    if held != wanted:
        connection.execute(delete(case_facets).where(case_facets.c.case == case_id))
        connection.execute(insert(case_facets), rows)
    words = searching.kept(_told(connection, tellings))
    known = connection.execute(select(case_words.c.words).where(case_words.c.case == case_id)).scalar()
    if known is None:
        connection.execute(insert(case_words), {"case": case_id, "words": words})
    elif known != words:
        connection.execute(update(case_words).where(case_words.c.case == case_id).values(words=words))


def remove(connection: Connection, case_id: str) -> None:
    """Forget a case that is part of another one now."""
    for table in (case_facets, case_words):
        connection.execute(delete(table).where(table.c.case == case_id))


def put_missing(connection: Connection) -> None:
    """File the cases that are not filed, as they stand: after a migration that brings the queue."""
    missing = (
        select(cases.c.id, cases.c.grade, cases.c.gap)
        .where(cases.c.status != CaseStatus.merged.value, cases.c.id.not_in(select(case_words.c.case)))
        .order_by(cases.c.id)
    )
    for part in queries.chunks(connection.execute(missing).all()):
        members: dict[str, set[str]] = {row.id: set() for row in part}
        for row in queries.by_values(connection, select(case_claims), case_claims.c.case, list(members)):
            members[row["case"]].add(row["claim"])
        by_claim: dict[str, list[Telling]] = {}
        for telling in tell(connection, set().union(*members.values()), live_only=False).tellings:
            by_claim.setdefault(telling.claim.id, []).append(telling)
        for row in part:
            found = [telling for claim in sorted(members[row.id]) for telling in by_claim.get(claim, ())]
            put(connection, row.id, found)
            connection.execute(update(cases).where(cases.c.id == row.id).values(turn=turn(row.grade, row.gap)))


def _facets(case_id: str, tellings: Iterable[Telling]) -> list[Mapping[str, str]]:
    """The rows of a case; of several ways to write one name the first in the order of the alphabet."""
    named: set[tuple[str, str]] = set()
    for telling in tellings:
        claim = telling.claim
        named |= {("party", name) for name in (claim.subject, *claim.counterparties) if name}
        named |= {("metric", claim.metric), ("source", source_name(telling))}
    labels: dict[tuple[str, str], str] = {}
    for facet, name in sorted(named):
        labels.setdefault((facet, name.casefold()), name)
    return [
        {"facet": facet, "value": value, "case": case_id, "label": label} for (facet, value), label in labels.items()
    ]


def _told(connection: Connection, tellings: Collection[Telling]) -> Iterator[str]:
    """Titles, parties, labels, and each quote in its sentence; of a text that is damaged only the quote."""
    known = texts(connection, {telling.claim.text_sha for telling in tellings})
    for telling in tellings:
        claim, event = telling.claim, telling.claim.event
        yield from filter(None, (telling.title, claim.subject, *claim.counterparties, event.round, event.site))
        text = known.get(claim.text_sha)
        yield claim.quote if text is None else text[claim.sentence_start : claim.sentence_end]
