"""Filing cases: the parties, metrics, publishers and words by which the queue finds them, kept where cases settle."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import Any
from urllib.parse import urlsplit

from sqlalchemy import Connection, Table, delete, insert, select, update

from claims.cases import Case, CaseStatus
from claims.origins import Telling
from claims.verdicts import Grade
from storage import postings, queries, rows, searching
from storage.cases import read_cases
from storage.queue_records import GAPS, ORIGINS
from storage.schema import articles, case_facets, case_sides, case_words, cases, claims
from storage.snapshots import texts

NAMES = 3
"""Origins of a side that are named in a list."""

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


def put(connection: Connection, case: Case, *, listed: bool = True) -> None:
    """File a case under what its evidence says; what is filed so already is left alone.

    listed -- also on the lists that count; without, `postings.rebuild` makes them.
    """
    tellings = sorted((one.telling for side in case.sides for one in side.evidence), key=lambda told: told.place)
    own = {"case": case.id}
    key = _put_words(connection, case.id, searching.kept(_told(connection, tellings)))
    named = [*_facets(tellings), *_measures(case)]
    before = _keep(connection, case_facets, case.id, [{**own, **row} for row in named])
    if listed and before is not None:
        there = {(row["facet"], row["value"]) for row in before}
        now = {(row["facet"], row["value"]) for row in named}
        postings.remove(connection, key, sorted(there - now))
        same = {(row["facet"], row["value"], row["label"]) for row in before}
        told = [(row["facet"], row["value"], row["label"]) for row in named]
        postings.add(connection, key, [one for one in told if one not in same])
    first = [side.evidence[0].telling.place for side in case.sides]
    speaker = next((told.place for told in tellings if told.claim.id == case.claim.id), None) if tellings else None
    keys = _keys(connection, {*first, *([speaker] if speaker else [])})
    _keep(connection, case_sides, case.id, [{**own, **row} for row in _sides(case, [keys[place] for place in first])])
    row = {"claim": keys[speaker] if speaker else None, "sides": len(case.sides), "key": key}
    old = connection.execute(select(*(cases.c[name] for name in row)).where(cases.c.id == case.id)).mappings().one()
    if dict(old) != row:
        connection.execute(update(cases).where(cases.c.id == case.id).values(row))


def _put_words(connection: Connection, case_id: str, words: str) -> int:
    """Keep the words of a case; gives the key under which they are found."""
    query = select(case_words.c.key, case_words.c.words).where(case_words.c.case == case_id)
    known = connection.execute(query).first()
    if known is None:
        made = insert(case_words).returning(case_words.c.key)
        return int(connection.execute(made, {"case": case_id, "words": words}).scalar_one())
    if known.words != words:
        connection.execute(update(case_words).where(case_words.c.case == case_id).values(words=words))
    return int(known.key)


def _keep(
    connection: Connection, table: Table, case_id: str, wanted: Sequence[Mapping[str, Any]]
) -> Sequence[rows.Row] | None:
    """Make the rows of a case in a table these ones; gives those that were there, None where they were the same."""
    held = connection.execute(select(table).where(table.c.case == case_id)).mappings().all()
    if {tuple(sorted(row.items())) for row in held} == {tuple(sorted(row.items())) for row in wanted}:
        return None
    connection.execute(delete(table).where(table.c.case == case_id))
    if wanted:
        connection.execute(insert(table), wanted)
    return held


def remove(connection: Connection, case_id: str) -> None:
    """Forget a case that is part of another one now."""
    key = connection.execute(select(cases.c.key).where(cases.c.id == case_id)).scalar()
    if key is not None:
        query = select(case_facets.c.facet, case_facets.c.value).where(case_facets.c.case == case_id)
        postings.remove(connection, key, [tuple(row) for row in connection.execute(query)])
        connection.execute(update(cases).where(cases.c.id == case_id).values(key=None))
    for table in (case_facets, case_sides, case_words):
        connection.execute(delete(table).where(table.c.case == case_id))


def put_missing(connection: Connection) -> None:
    """File the cases that are not filed, as they stand: after a migration that brings the queue."""
    missing = select(cases).where(cases.c.status != CaseStatus.merged.value, cases.c.key.is_(None))
    found = connection.execute(missing.order_by(cases.c.id)).mappings().all()
    for part in queries.chunks(found):
        for stored, row in zip(read_cases(connection, part), part, strict=True):
            put(connection, stored.case, listed=False)
            place = turn(row["grade"], row["gap"])
            connection.execute(update(cases).where(cases.c.id == stored.id).values(turn=place))
    if found:
        postings.rebuild(connection)


def _keys(connection: Connection, places: Collection[tuple[str, str]]) -> dict[tuple[str, str], int]:
    """The keys of the claims at these places: of the one that stands, else of the one that was retired last."""
    query = select(claims.c.key, claims.c.id, claims.c.retired_at, articles.c.id.label("article_id"))
    query = query.join(articles, articles.c.key == claims.c.article)
    found: dict[tuple[str, str], tuple[bool, int]] = {}
    for row in queries.by_values(connection, query, claims.c.id, {claim for claim, _ in places}):
        place, rank = (row["id"], row["article_id"]), (row["retired_at"] is None, int(row["key"]))
        found[place] = max(found.get(place, rank), rank)
    return {place: found[place][1] for place in places}


def _sides(case: Case, keys: Sequence[int]) -> Iterator[dict[str, Any]]:
    for n, (side, key) in enumerate(zip(case.sides, keys, strict=True)):
        yield {
            "n": n, "letter": side.letter, "claim": key, "articles": len(side.articles),
            "origins": len(side.origin_ids), "names": rows.dump(side.origins[:NAMES]),
        }  # fmt: skip


def _facets(tellings: Iterable[Telling]) -> Iterator[dict[str, str]]:
    """The names of a case; of several ways to write one name the first in the order of the alphabet."""
    named: set[tuple[str, str]] = set()
    for telling in tellings:
        claim = telling.claim
        named |= {("party", name) for name in (claim.subject, *claim.counterparties) if name}
        named |= {("metric", claim.metric), ("source", source_name(telling))}
    labels: dict[tuple[str, str], str] = {}
    for facet, name in sorted(named):
        labels.setdefault((facet, name.casefold()), name)
    for (facet, value), label in labels.items():
        yield {"facet": facet, "value": value, "label": label}


def _measures(case: Case) -> Iterator[dict[str, str]]:
    """Grade, kind, and each step of GAPS and ORIGINS that the case reaches: what it is counted by beside its names.

    Another step in these tables needs a migration that files all cases anew.
    """
    found = [("grade", case.grade), ("kind", case.kind)]
    measured = [(facet, str(value)) for facet, value in found if value is not None]
    measured += [("gap", f"{step:g}") for step in GAPS if case.gap is not None and case.gap >= step]
    measured += [("origins", str(step)) for step in ORIGINS if len(case.origin_ids) >= step]
    for facet, value in measured:
        yield {"facet": facet, "value": value, "label": value}


def _told(connection: Connection, tellings: Collection[Telling]) -> Iterator[str]:
    """Titles, parties, labels, and each quote in its sentence; of a text that is damaged only the quote."""
    known = texts(connection, {telling.claim.text_sha for telling in tellings})
    for telling in tellings:
        claim, event = telling.claim, telling.claim.event
        yield from filter(None, (telling.title, claim.subject, *claim.counterparties, event.round, event.site))
        text = known.get(claim.text_sha)
        yield claim.quote if text is None else text[claim.sentence_start : claim.sentence_end]
