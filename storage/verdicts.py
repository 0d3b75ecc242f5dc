"""Reading verdicts with the two claims that each is about."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Literal

from sqlalchemy import ColumnElement, Connection, Select, and_, case, exists, or_, select

from claims.verdicts import Grade, Outcome
from storage import queries, rows
from storage.cases import edge_cases
from storage.records import StoredEdge
from storage.schema import claims, edges


def between_standing() -> ColumnElement[bool]:
    """Whether both claims of a verdict still stand as they were compared.

    A claim that says something else since, under the same id, is a newer row: until the pair is compared again, which
    it may not be where the two are no longer comparable, nothing is known of it.
    """
    compared = claims.c.recorded_at <= edges.c.checked_at
    return and_(*(exists().where(claims.c.id == side, queries.LIVE, compared) for side in (edges.c.a, edges.c.b)))


def select_edges(
    *,
    flagged_only: bool,
    party: str | None,
    metric: str | None,
    min_gap: float | None,
    include_retired: bool,
    limit: int | None,
) -> Select[Any]:
    """Verdicts that fit all conditions, the ones that deserve most time first; None asks nothing."""
    query = select(edges)
    if flagged_only:
        query = query.where(edges.c.outcome == Outcome.contradiction.value)
    if party is not None:
        fitting = select(claims.c.id).where(claims.c.key.in_(queries.of_party(party)))
        query = query.where(or_(edges.c.a.in_(fitting), edges.c.b.in_(fitting)))
    if metric is not None:  # too many claims have it to look for them first
        has = claims.c.metric == metric
        query = query.where(or_(*(exists().where(claims.c.id == side, has) for side in (edges.c.a, edges.c.b))))
    if not include_retired:
        query = query.where(between_standing())  # behind what costs less
    if min_gap is not None:
        query = query.where(edges.c.gap >= min_gap)
    rank = case({grade.value: n for n, grade in enumerate(Grade)}, value=edges.c.grade, else_=len(Grade))
    query = query.order_by(rank, edges.c.gap.is_(None), edges.c.gap.desc(), edges.c.id)
    return query if limit is None else query.limit(limit)


def read_edges(connection: Connection, query: Select[Any]) -> Iterator[StoredEdge]:
    """The records of a select of `edges`, in its order, with their claims read some hundred at a time."""
    for part in connection.execute(query.execution_options(yield_per=queries.BATCH)).mappings().partitions():
        of = edge_cases(connection, part)
        stored = queries.claims_by_id(connection, [row[side] for row in part for side in ("a", "b")])
        for row in part:
            a, b, verdict = stored[row["a"]], stored[row["b"]], rows.read_verdict(row)
            standing = all(c.retired_at is None and c.recorded_at <= row["checked_at"] for c in (a, b))
            status: Literal["open", "no_conflict", "retired"] = "retired"
            if standing:
                status = "open" if verdict.flagged else "no_conflict"
            yield StoredEdge(row["id"], verdict, status, a, b, row["recorded_at"], of.get(row["id"]))
