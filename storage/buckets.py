"""Reading the claims that others are compared with: those that share something with them, and those of a text."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from functools import lru_cache
from typing import Any

from sqlalchemy import Connection, Double, Select, bindparam, func, or_, select

from claims.buckets import Asked
from claims.identity import BY_PERIOD
from claims.model import Claim
from storage import queries, rows
from storage.schema import claim_parties, claims, edges, revisions

_COMPARED = (queries.LIVE, ~queries.MISREAD)
_TEXTS = queries.stored_claims().where(*_COMPARED, claims.c.article == revisions.c.article)
_TEXTS_OF = select(revisions.c.text_sha).distinct().join(claims, claims.c.revision == revisions.c.key)
_STANDING = select(claims.c.id).distinct().where(*_COMPARED)
_A_DAY = len("2026-01-01")


def bucket(connection: Connection, asked: Asked) -> list[Claim]:
    """The live claims that are asked for, one for an id; none that was read wrongly.

    A statement for each metric of each part: for a list of pairs, SQLite reads every claim.
    """
    found = [*_told_by(connection, asked), *_placed(connection, asked), *_of_parties(connection, asked)]
    return _one_each(found)


def of_texts(connection: Connection, shas: Collection[str]) -> dict[str, list[Claim]]:
    """The live claims of the texts with these hashes, in the order of the text, by hash; none that was read wrongly."""
    by_text: dict[str, list[Claim]] = {sha: [] for sha in shas}
    for claim in _one_each(queries.by_values(connection, _TEXTS, revisions.c.text_sha, shas)):
        by_text[claim.text_sha].append(claim)
    for told in by_text.values():
        told.sort(key=lambda claim: (claim.start, claim.id))
    return by_text


def texts_of(connection: Connection, keys: Collection[int]) -> set[str]:
    """The hashes of the texts from which the claims with these keys were read."""
    return {row["text_sha"] for row in queries.by_values(connection, _TEXTS_OF, claims.c.key, keys)}


def edges_of(connection: Connection, ids: Collection[str]) -> dict[str, rows.Row]:
    """The rows of all verdicts on one of these claims, by id."""
    return {
        row["id"]: row
        for side in (edges.c.a, edges.c.b)
        for row in queries.by_values(connection, queries.EDGES, side, ids)
    }


def compared(connection: Connection, ids: Collection[str]) -> set[str]:
    """Which of these claims stand and were not read wrongly."""
    return {row["id"] for row in queries.by_values(connection, _STANDING, claims.c.id, ids)}


@lru_cache(maxsize=100)
def _near(spans: int | None) -> Select[Any]:
    """The claims that time does not part from those that ask, and a few more: `claims.reach` looks at both.

    spans -- of how many spans of days those are; `_bound` gives them.
    """
    query = queries.stored_claims().where(*_COMPARED)
    if spans is None:
        return query
    always = (
        claims.c.day.is_(None), func.length(claims.c.published) < _A_DAY, claims.c.metric.in_(sorted(BY_PERIOD)),
        claims.c.basis.is_not(None),
    )  # fmt: skip
    told = [claims.c.day.between(bindparam(f"first{n}"), bindparam(f"last{n}")) for n in range(spans)]
    said = [
        func.substr(column, 1, 4).between(bindparam(f"since{n}"), bindparam(f"until{n}"))
        for column in (claims.c.as_of, claims.c.period)
        for n in range(spans)
    ]
    return query.where(or_(*always, *told, *said))


def _bound(asked: Asked) -> dict[str, str]:
    """The spans of days, and of years, of `_near`."""
    return {
        f"{name}{n}": value
        for n, (first, last) in enumerate(asked.days or ())
        for name, value in (("first", first), ("last", last), ("since", first[:4]), ("until", last[:4]))
    }


@lru_cache(maxsize=100)
def _of_metric(spans: int | None) -> Select[Any]:
    return _near(spans).where(claims.c.metric == bindparam("metric"))


@lru_cache(maxsize=100)
def _with_parties(query: Select[Any]) -> Select[Any]:
    return query.join(claim_parties, claim_parties.c.claim == claims.c.key)


@lru_cache(maxsize=100)
def _of_sums(spans: int | None) -> Select[Any]:
    same = (
        column.in_(bindparam(name, expanding=True, type_=Double()))
        for column, name in ((claims.c.low, "lows"), (claims.c.high, "highs"))
    )
    return _with_parties(_near(spans)).where(or_(*same))


def _told_by(connection: Connection, asked: Asked) -> Iterator[rows.Row]:
    query, bound = _of_metric(_spans(asked)), _bound(asked)
    for metric, subjects in _by_metric(asked.subjects).items():
        yield from queries.by_values(connection, query, claims.c.subject, subjects, metric=metric, **bound)


def _placed(connection: Connection, asked: Asked) -> Iterator[rows.Row]:
    query, bound = _of_metric(_spans(asked)), _bound(asked)
    for metric, sites in _by_metric(asked.sites).items():
        yield from queries.by_values(connection, query, claims.c.place, sites, metric=metric, **bound)


def _of_parties(connection: Connection, asked: Asked) -> Iterator[rows.Row]:
    bound = _bound(asked)
    query = _with_parties(_of_metric(_spans(asked)))
    for metric, names in _by_metric(asked.counterparties).items():
        yield from _named(connection, query, names, metric=metric, **bound)
    values = sorted({(unit, low, high) for _, unit, low, high in asked.sums}, key=repr)
    for some in queries.chunks(values):
        lows, highs = ([value for value in column if value is not None] for column in list(zip(*some, strict=True))[1:])
        payers = {name for name, *_ in asked.sums}
        yield from _named(connection, _of_sums(_spans(asked)), payers, lows=lows, highs=highs, **bound)


def _named(connection: Connection, query: Select[Any], names: Iterable[str], **bound: Any) -> Iterator[rows.Row]:
    folded = {queries.askable(name).casefold() for name in names}
    yield from queries.by_values(connection, query, claim_parties.c.party, folded, **bound)


def _spans(asked: Asked) -> int | None:
    return None if asked.days is None else len(asked.days)


def _by_metric(keys: Iterable[tuple[str, str]]) -> dict[str, list[str]]:
    names: dict[str, list[str]] = {}
    for name, metric in sorted(keys):
        names.setdefault(metric, []).append(name)
    return names


def _one_each(found: Iterable[rows.Row]) -> list[Claim]:
    """One claim for an id: as the copy states it that was published first, whichever copy was stored first."""
    first: dict[str, rows.Row] = {}
    for row in found:
        known = first.get(row["id"])
        if known is None or queries.copy_rank(row) < queries.copy_rank(known):
            first[row["id"]] = row
    return [
        rows.read_claim(row, row["doc"], row["text_sha"])
        for row in sorted(first.values(), key=lambda row: int(row["key"]))
    ]
