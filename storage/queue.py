"""The queue: which cases fit a query, in which order, how many there are of what, and who looks after them."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    Select,
    delete,
    func,
    insert,
    literal,
    or_,
    select,
    tuple_,
    union,
    update,
)

from claims.cases import CaseStatus
from storage import queries, searching
from storage.case_records import Assignment, CaseQuery, read_cursor
from storage.queue_records import DAYS, GAPS, NOBODY, ORIGINS, Counted
from storage.schema import articles, assignments, case_claims, case_facets, cases, decisions, fetches, revisions

NAMES = 12
"""Parties and publishers that are counted: those of most cases."""

_standing = tuple_(cases.c.turn, cases.c.id)
_LISTED = {"metric": None, "party": NAMES, "source": NAMES}


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
        found["search"] = [
            cases.c.id.in_(ids) if among else cases.c.id.not_in(ids)
            for among, ids in searching.cases_with(query.search)
        ]
    return found


def select_cases(query: CaseQuery) -> Select[Any]:
    """Cases that fit all conditions, those that deserve most time first: by grade, then by gap."""
    found = select(cases).where(*_all(conditions(query))).order_by(cases.c.turn, cases.c.id)
    if query.after is not None:
        found = found.where(_standing > _place(query.after))
    return found if query.limit is None else found.limit(query.limit)


def last_changed(query: CaseQuery) -> Select[Any]:
    """The cases that fit, those that changed last first; the query's place does not count."""
    found = select(cases).where(*_all(conditions(query))).order_by(cases.c.changed_at.desc(), cases.c.id)
    return found if query.limit is None else found.limit(query.limit)


def neighbours(connection: Connection, query: CaseQuery, at: str) -> tuple[str | None, str | None]:
    """Ids of the cases before and after a place in the queue (a cursor), of those that fit."""
    own = _place(at)
    fitting = select(cases.c.id).where(*_all(conditions(query))).limit(1)
    before = fitting.where(_standing < own).order_by(cases.c.turn.desc(), cases.c.id.desc())
    after = fitting.where(_standing > own).order_by(cases.c.turn, cases.c.id)
    return connection.execute(before).scalar(), connection.execute(after).scalar()


def count(connection: Connection, query: CaseQuery) -> int:
    """How many cases fit; neither limit nor place counts."""
    return int(connection.execute(select(func.count()).where(*_all(conditions(query)))).scalar_one())


def versions(connection: Connection, query: CaseQuery) -> dict[str, int]:
    """The version of each case that fits, by id, in the order of ids."""
    query_ = select(cases.c.id, cases.c.version).where(*_all(conditions(query))).order_by(cases.c.id)
    return {row.id: row.version for row in connection.execute(query_)}


def facets(connection: Connection, query: CaseQuery, now: datetime) -> dict[str, tuple[Counted, ...]]:
    """How many cases have each value of each facet, under all other conditions; what no case has is left out."""
    asked = conditions(query)

    def others(facet: str) -> list[ColumnElement[bool]]:
        return _all({name: part for name, part in asked.items() if name != facet})

    found: dict[str, tuple[Counted, ...]] = {}
    for facet, column in (("status", cases.c.status), ("grade", cases.c.grade), ("kind", cases.c.kind)):
        counted = select(column, func.count()).where(*others(facet), column.is_not(None)).group_by(column)
        rows = connection.execute(counted).all()
        found[facet] = tuple(Counted(value, number, value) for value, number in rows if value != CaseStatus.merged)
    found |= _steps(connection, others, now, asked)
    for facet, most in _LISTED.items():
        fitting = select(cases.c.id).where(*others(facet))
        number = func.count().label("number")
        listed = (
            select(case_facets.c.value, func.min(case_facets.c.label), number)
            .where(case_facets.c.facet == facet, case_facets.c.case.in_(fitting))
            .group_by(case_facets.c.value)
            .order_by(number.desc(), case_facets.c.value)
            .limit(most)
        )
        found[facet] = tuple(Counted(value, times, label) for value, label, times in connection.execute(listed))
    held = (
        select(assignments.c.analyst, func.count())
        .select_from(cases.outerjoin(assignments, assignments.c.case == cases.c.id))
        .where(*others("assignee"))
        .group_by(assignments.c.analyst)
        .order_by(assignments.c.analyst)
    )
    found["assignee"] = tuple(
        Counted(name or NOBODY, times, name or NOBODY) for name, times in connection.execute(held)
    )
    return found


def _steps(
    connection: Connection, others: Any, now: datetime, asked: Mapping[str, Any]
) -> Iterator[tuple[str, tuple[Counted, ...]]]:
    """The facets that are counted in steps; those that nobody asks for share one statement."""
    steps: dict[str, list[tuple[str, ColumnElement[bool]]]] = {
        "gap": [(f"{share:g}", cases.c.gap >= share) for share in GAPS],
        "origins": [(str(number), cases.c.origins >= number) for number in ORIGINS],
        "opened": [(f"{days}d", cases.c.opened_at >= now - timedelta(days=days)) for days in DAYS],
        "changed": [(f"{days}d", cases.c.changed_at >= now - timedelta(days=days)) for days in DAYS],
    }
    for group in ([name for name in steps if name not in asked], *([name] for name in steps if name in asked)):
        if not group:
            continue
        columns = [func.count().filter(condition) for name in group for _, condition in steps[name]]
        row = iter(connection.execute(select(*columns).where(*others(group[0]))).one())
        for name in group:
            counted = [Counted(value, next(row), value) for value, _ in steps[name]]
            yield name, tuple(one for one in counted if one.count)


def assigned(connection: Connection, ids: Collection[str]) -> dict[str, Assignment]:
    """Who looks after these cases, for those that somebody looks after."""
    return {
        row["case"]: Assignment(row["analyst"], row["made_by"], row["assigned_at"])
        for row in queries.by_values(connection, select(assignments), assignments.c.case, ids)
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


def _all(parts: Mapping[str, list[ColumnElement[bool]]]) -> list[ColumnElement[bool]]:
    return [condition for part in parts.values() for condition in part]


def _place(at: str) -> ColumnElement[Any]:
    turn, case_id = read_cursor(at)
    return tuple_(literal(turn), literal(case_id))


def _filed(facet: str, name: str) -> Select[tuple[str]]:
    value = queries.askable(name).casefold()
    return select(case_facets.c.case).where(case_facets.c.facet == facet, case_facets.c.value == value)


def _of_article(name: str) -> Select[tuple[str]]:
    """Cases that hold a telling of the article with this id, identity, doc or URL."""
    own = queries.askable(name)
    by_name = select(articles.c.id).where(
        or_(*(column == own for column in (articles.c.id, articles.c.identity, articles.c.doc)))
    )
    by_url = (
        select(articles.c.id)
        .join(revisions, revisions.c.article == articles.c.key)
        .where(or_(revisions.c.url == own, revisions.c.canonical_url == own))
    )
    return select(case_claims.c.case).where(case_claims.c.article.in_(union(by_name, by_url)))
