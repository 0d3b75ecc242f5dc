"""The queue: which cases fit a query, in which order, how many there are of what, and who looks after them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
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
from storage import postings, queries, searching
from storage.case_records import Assignment, CaseQuery, read_cursor
from storage.queue_records import DAYS, GAPS, NOBODY, ORIGINS, Counted, Facets
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
        found["search"] = list(searching.conditions(query.search))
    return found


def select_cases(query: CaseQuery) -> Select[Any]:
    """Cases that fit all conditions, those that deserve most time first: by grade, then by gap."""
    found = select(cases).where(*_in_order(query)).order_by(cases.c.turn, cases.c.id)
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
    fitting = select(cases.c.id).where(*_in_order(query)).limit(1)
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


def facets(connection: Connection, query: CaseQuery, now: datetime) -> Facets:
    """How many cases have each value of each facet, under all other conditions; what no case has is left out.

    The cases that fit are read once, as keys with their tags, and once more for each facet that is asked for.
    """
    asked = conditions(query)
    largest = connection.execute(select(func.coalesce(func.max(cases.c.key), 0))).scalar_one()
    common: list[_Fitting] = []

    def others(facet: str) -> list[ColumnElement[bool]]:
        return _all({name: part for name, part in asked.items() if name != facet})

    def fitting(facet: str) -> _Fitting:
        if facet in asked:
            return _Fitting.read(connection, others(facet))
        if not common:
            common.append(_Fitting.read(connection, _all(asked)))
        return common[0]

    found = {"status": _statuses(connection, others("status"))}
    for n, facet in enumerate(("grade", "kind")):
        counted = fitting(facet).by_tag(n)
        found[facet] = tuple(Counted(value, counted[value], value) for value in sorted(counted) if value)
    for n, (facet, steps) in enumerate((("gap", GAPS), ("origins", ORIGINS)), 2):
        reached = fitting(facet).by_tag(n)
        numbers = [sum(times for tag, times in reached.items() if int(tag) > step) for step in range(len(steps))]
        found[facet] = tuple(
            Counted(f"{step:g}", number, f"{step:g}") for step, number in zip(steps, numbers, strict=True) if number
        )
    for facet, column in (("opened", cases.c.opened_at), ("changed", cases.c.changed_at)):
        found[facet] = tuple(_since(connection, column, others(facet), now))
    for facet, most in _LISTED.items():
        among = postings.mask(fitting(facet).keys, largest)
        found[facet] = postings.count(connection, facet, among, most)
    found["assignee"] = tuple(_assignees(connection, fitting("assignee"), largest))
    return Facets(len(fitting("").keys), found)


@dataclass(frozen=True, slots=True)
class _Fitting:
    """The keys of some cases, and how many of them have which tags."""

    keys: list[int]
    tags: Counter[str]

    @classmethod
    def read(cls, connection: Connection, wanted: Sequence[ColumnElement[bool]]) -> _Fitting:
        query = select(cases.c.key, cases.c.tags).where(cases.c.key.is_not(None), *wanted)
        found = connection.execute(query).all()
        keys, tags = zip(*found, strict=True) if found else ((), ())
        return cls(list(keys), Counter(tags))

    def by_tag(self, n: int) -> Counter[str]:
        """How many cases have which value of one tag."""
        counted: Counter[str] = Counter()
        for text, times in self.tags.items():
            counted[text.split("|")[n]] += times
        return counted


def _statuses(connection: Connection, wanted: Sequence[ColumnElement[bool]]) -> tuple[Counted, ...]:
    column = cases.c.status
    rows = connection.execute(select(column, func.count()).where(*wanted).group_by(column).order_by(column)).all()
    return tuple(Counted(value, number, value) for value, number in rows if value != CaseStatus.merged)


def _since(
    connection: Connection, column: ColumnElement[datetime], wanted: Sequence[ColumnElement[bool]], now: datetime
) -> Iterator[Counted]:
    """How many opened, or changed, since so many days; a case never changed before it opened."""
    steps = [now - timedelta(days=days) for days in DAYS]
    counts = [func.count().filter(column >= step) for step in steps]
    recent = cases.c.changed_at >= min(steps)
    row = connection.execute(select(*counts).where(recent, *wanted)).one()
    for days, number in zip(DAYS, row, strict=True):
        if number:
            yield Counted(f"{days}d", number, f"{days}d")


def _assignees(connection: Connection, among: _Fitting, largest: int) -> Iterator[Counted]:
    mask = postings.mask(among.keys, largest)
    query = select(assignments.c.analyst, cases.c.key).join(cases, cases.c.id == assignments.c.case)
    held = Counter(analyst for analyst, key in connection.execute(query) if key is not None and mask[key])
    nobody = len(among.keys) - held.total()
    if nobody:
        yield Counted(NOBODY, nobody, NOBODY)
    for name, number in sorted(held.items()):
        yield Counted(name, number, name)


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
