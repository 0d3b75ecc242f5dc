"""The queue: which cases fit a query, in which order, and who looks after them."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING, Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    Select,
    Text,
    cast,
    delete,
    func,
    insert,
    literal,
    select,
    tuple_,
    union,
    update,
)

from storage import queries, searching
from storage.case_records import Assignment, CaseQuery, read_cursor
from storage.queue_records import NOBODY
from storage.schema import articles, assignments, case_claims, case_facets, cases, decisions, fetches

if TYPE_CHECKING:
    from storage.postings import Keys

_standing = tuple_(cases.c.turn, cases.c.id)
_ASSIGNED = select(assignments)
FEW = 500
"""Keys that are asked for by themselves; more are looked up among those that a statement gives."""


def conditions(query: CaseQuery) -> Mapping[str, list[ColumnElement[bool]]]:
    """What a case has to fulfil, by the facet that asks for it; `search` stands beside the facets."""
    found: dict[str, list[ColumnElement[bool]]] = {"status": [cases.c.status.in_(sorted(query.statuses))]}
    if query.grade is not None:
        found["grade"] = [cases.c.grade == query.grade.value]
    if query.kind is not None:
        found["kind"] = [cases.c.kind == query.kind.value]
    if query.min_gap is not None:
        found["gap"] = [cases.c.gap >= query.min_gap]
    if query.origins is not None:
        found["origins"] = [cases.c.origins >= query.origins]
    if query.opened_since is not None:
        found["opened"] = [cases.c.opened_at >= query.opened_since]
    if query.changed_since is not None:
        found["changed"] = [cases.c.changed_at >= query.changed_since]
    for facet, value in (("party", query.party), ("metric", query.metric)):
        if value is not None:
            found[facet] = [cases.c.id.in_(_filed(facet, value))]
    if query.source is not None:
        found["source"] = [cases.c.id.in_(union(_filed("source", query.source), _of_article(query.source)))]
    if query.assignee is not None:
        mine = select(assignments.c.case)
        found["assignee"] = [
            cases.c.id.not_in(mine) if query.assignee == NOBODY
            else cases.c.id.in_(mine.where(assignments.c.analyst == queries.askable(query.assignee)))
        ]  # fmt: skip
    if query.search is not None:
        found["search"] = list(searching.conditions(query.search))
    return found


def fitting(query: CaseQuery) -> list[ColumnElement[bool]]:
    """All that a case has to fulfil."""
    return _all(conditions(query))


def select_cases(query: CaseQuery) -> Select[Any]:
    """Cases that fit all conditions, those that deserve most time first: by grade, then by gap."""
    found = from_place(select(cases).where(*_in_order(query)), query)
    return found if query.limit is None else found.limit(query.limit)


def from_place(found: Select[Any], query: CaseQuery) -> Select[Any]:
    """A select of cases in the order of the queue, from the query's place on."""
    found = found.order_by(cases.c.turn, cases.c.id)
    return found if query.after is None else found.where(_standing > _place(query.after))


def last_changed(query: CaseQuery) -> Select[Any]:
    """The cases that fit, those that changed last first; the query's place does not count."""
    found = select(cases).where(*fitting(query)).order_by(cases.c.changed_at.desc(), cases.c.id)
    return found if query.limit is None else found.limit(query.limit)


def neighbours(connection: Connection, query: CaseQuery, at: str) -> tuple[str | None, str | None]:
    """Ids of the cases before and after a place in the queue (a cursor), of those that fit."""
    own, among = _place(at), searched(connection, query)
    placed = select(cases.c.id, cases.c.key).where(*_in_order(replace(query, search=None)))
    if among is not None and len(among) <= FEW:
        placed, among = placed.where(cases.c.key.in_(sorted(among))), None
    before = placed.where(_standing < own).order_by(cases.c.turn.desc(), cases.c.id.desc())
    after = placed.where(_standing > own).order_by(cases.c.turn, cases.c.id)
    return _first(connection, before, among), _first(connection, after, among)


def searched(connection: Connection, query: CaseQuery) -> frozenset[int] | None:
    """The keys of the cases that hold what is searched, whatever else is asked; None where nothing is."""
    wanted = list(searching.conditions(query.search)) if query.search is not None else []
    return frozenset(keys(connection, wanted).tolist()) if wanted else None


def keys(connection: Connection, wanted: Sequence[ColumnElement[bool]]) -> Keys:
    """The keys of the cases that fulfil these conditions."""
    found = select(joined(cases.c.key)).where(cases.c.key.is_not(None), *wanted)
    return parted(connection.execute(found).scalar())


def joined(first: ColumnElement[Any], *more: ColumnElement[Any]) -> ColumnElement[Any]:
    """Whole numbers of many rows as one text, in their order: a row of its own for each costs five times as much."""
    row: ColumnElement[str] = cast(first, Text)
    for number in more:
        row = row + literal(",") + cast(number, Text)
    return func.aggregate_strings(row, ",")


def parted(text: str | None) -> Keys:
    """The numbers of such a text, row after row."""
    import numpy

    return numpy.fromstring(text or "", "i8", sep=",")


def _first(connection: Connection, ordered: Select[tuple[str, int | None]], among: frozenset[int] | None) -> str | None:
    """The first id of those whose key is among these; without keys the first of all."""
    if among is None:
        return next((case_id for case_id, _ in connection.execute(ordered.limit(1))), None)
    with connection.execute(ordered.execution_options(yield_per=queries.BATCH)) as found:
        return next((case_id for case_id, key in found if key in among), None)


def versions(connection: Connection, query: CaseQuery) -> dict[str, int]:
    """The version of each case that fits, by id, in the order of ids."""
    query_ = select(cases.c.id, cases.c.version).where(*fitting(query)).order_by(cases.c.id)
    return {row.id: row.version for row in connection.execute(query_)}


def assigned(connection: Connection, ids: Collection[str]) -> dict[str, Assignment]:
    """Who looks after these cases, for those that somebody looks after."""
    return {
        row["case"]: Assignment(row["analyst"], row["made_by"], row["assigned_at"])
        for row in queries.by_values(connection, _ASSIGNED, assignments.c.case, ids)
    }


def analysts(connection: Connection) -> list[str]:
    """All who look after a case or have decided one, in the order of the alphabet."""
    return sorted(connection.execute(union(select(assignments.c.analyst), select(decisions.c.made_by))).scalars())


def fetched(connection: Connection, ids: Collection[str]) -> dict[str, str]:
    """When each of these articles was last fetched, for those that were."""
    query = (
        select(articles.c.id, func.max(fetches.c.last_fetched_at).label("at"))
        .join(articles, articles.c.key == fetches.c.article)
        .group_by(articles.c.id)
    )
    return {row["id"]: row["at"] for row in queries.by_values(connection, query, articles.c.id, ids)}


def hand_on(connection: Connection, case_id: str, heir: str) -> None:
    """Let who looks after a case look after the one that it is part of now, where nobody does."""
    theirs = assignments.c.case
    if connection.execute(select(theirs).where(theirs == heir)).first() is None:
        connection.execute(update(assignments).where(theirs == case_id).values(case=heir))
    else:
        connection.execute(delete(assignments).where(theirs == case_id))


def put_assignment(connection: Connection, case_id: str, analyst: str | None, by: str, now: datetime) -> None:
    """Note who looks after a case; None -- nobody any more."""
    connection.execute(delete(assignments).where(assignments.c.case == case_id))
    if analyst is not None:
        row = {"case": case_id, "analyst": analyst, "made_by": by, "assigned_at": now}
        connection.execute(insert(assignments), row)


def _in_order(query: CaseQuery) -> list[ColumnElement[bool]]:
    """All conditions, for reading a few cases in the order of their turns; said so that the turns find them.

    By their status they would all be found first, and then sorted.
    """
    status = func.coalesce(cases.c.status, "").in_(sorted(query.statuses))
    return _all({**conditions(query), "status": [status]})


def _all(parts: Mapping[str, list[ColumnElement[bool]]]) -> list[ColumnElement[bool]]:
    return [condition for part in parts.values() for condition in part]


def _place(at: str) -> ColumnElement[Any]:
    turn, case_id = read_cursor(at)
    return tuple_(literal(turn), literal(case_id))


def filed_as(name: str) -> str:
    """The value under which a name is filed."""
    return queries.askable(name).casefold()


def _filed(facet: str, name: str) -> Select[tuple[str]]:
    return select(case_facets.c.case).where(case_facets.c.facet == facet, case_facets.c.value == filed_as(name))


def _of_article(name: str) -> Select[tuple[str]]:
    """Cases that hold a telling of the article with this id, identity, doc or URL."""
    own = select(articles.c.id).where(articles.c.key.in_(queries.articles_named(name)))
    return select(case_claims.c.case).where(case_claims.c.article.in_(own))
