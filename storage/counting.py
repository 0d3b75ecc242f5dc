"""One look at the queue: a page of the cases that fit, and how many have which value of each facet.

Each condition is a mask over the keys of all cases, read once: from the lists of keys where it is a value that cases
are filed under, else by a statement of its own.  A facet is counted under all conditions but its own.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, TypeAlias

from sqlalchemy import Connection, case, func, select

from claims.cases import CaseStatus
from storage import postings, queries, rows
from storage.case_records import CaseQuery
from storage.queue import FEW, conditions, filed_as, from_place, joined, keys, parted, searched
from storage.queue_records import DAYS, GAPS, NOBODY, ORIGINS, Counted, Facets
from storage.schema import assignments, cases

_Counts: TypeAlias = tuple[Counted, ...]

if TYPE_CHECKING:
    from storage.postings import Keys, Mask

NAMES = 12
"""Parties and publishers that are counted: those of most cases."""

_LISTED = {
    "grade": None, "kind": None, "metric": None, "gap": None, "origins": None, "party": NAMES, "source": NAMES,
}  # fmt: skip
_AGES = ("opened", "changed")


def look(connection: Connection, query: CaseQuery, size: int, now: datetime) -> tuple[Sequence[rows.Row], Facets]:
    """Rows of at most so many cases that fit, from the query's place on, and the counts under all other conditions.

    What no case has is left out; of parties and publishers those of most cases are given.
    """
    largest = int(connection.execute(select(func.coalesce(func.max(cases.c.key), 0))).scalar_one())
    by_status = _by_status(connection)
    masks = _masks(connection, query, by_status, largest)

    def fitting(facet: str) -> Mask:
        found = postings.every(largest)
        for name, mask in masks.items():
            if name != facet:
                found = found & mask
        return found

    common = fitting("")
    under = {name: fitting(name) if name in masks else common for name in (*_LISTED, *_AGES, "status", "assignee")}
    counted = {name: postings.count(connection, name, under[name], most) for name, most in _LISTED.items()}
    counted["status"] = _counted((status, int(under["status"][keys].sum())) for status, keys in by_status.items())
    counted["assignee"] = _assignees(connection, under["assignee"])
    counted |= _ages(connection, under, now)
    return _page(connection, query, common, size), Facets(int(common.sum()), counted)


def _masks(
    connection: Connection, query: CaseQuery, by_status: Mapping[str, Keys], largest: int
) -> Mapping[str, Mask]:  # fmt: skip
    """The mask of each condition, by the facet that asks for it."""
    asked, listed, held = conditions(replace(query, search=None)), _listed(query), searched(connection, query)
    found: dict[str, Keys] = {}
    for facet, parts in asked.items():
        if facet == "status":
            continue
        value = listed.get(facet)
        found[facet] = keys(connection, parts) if value is None else postings.listed(connection, facet, value)
    masks = {facet: postings.mask(some, largest) for facet, some in found.items()}
    masks["status"] = postings.mask((), largest)
    for status in query.statuses & by_status.keys():
        masks["status"][by_status[status]] = True
    return masks if held is None else {**masks, "search": postings.mask(held, largest)}


def _listed(query: CaseQuery) -> dict[str, str]:
    """The conditions that name a value under which cases are filed, by facet; a step that is in no table is none."""
    found: dict[str, str] = {}
    if query.grade is not None:
        found["grade"] = query.grade.value
    if query.kind is not None:
        found["kind"] = query.kind.value
    if query.min_gap in GAPS:
        found["gap"] = f"{query.min_gap:g}"
    if query.origins in ORIGINS:
        found["origins"] = str(query.origins)
    if query.party is not None:
        found["party"] = filed_as(query.party)
    if query.metric is not None:
        found["metric"] = filed_as(query.metric)
    return found


def _page(connection: Connection, query: CaseQuery, among: Mask, size: int) -> Sequence[rows.Row]:
    """The rows of the first of these cases in their order: asked for where they are few, else met on the way."""
    if among.sum() <= FEW:
        few = select(cases).where(cases.c.key.in_(among.nonzero()[0].tolist()))
        return connection.execute(from_place(few, query).limit(size)).mappings().all()
    ordered_keys = from_place(select(cases.c.key), query).execution_options(yield_per=queries.BATCH)
    picked: list[int] = []
    with connection.execute(ordered_keys) as ordered:
        for key in ordered.scalars():
            if key is not None and among[key]:
                picked.append(key)
                if len(picked) == size:
                    break
    return connection.execute(from_place(select(cases).where(cases.c.key.in_(picked)), query)).mappings().all()


def _by_status(connection: Connection) -> dict[str, Keys]:
    """The keys of all cases that are no part of another, by status, in the order of the alphabet."""
    query = select(cases.c.status, joined(cases.c.key)).where(
        cases.c.status != CaseStatus.merged.value, cases.c.key.is_not(None)
    )
    found = connection.execute(query.group_by(cases.c.status).order_by(cases.c.status)).all()
    return {status: parted(told) for status, told in found}


def _ages(connection: Connection, under: Mapping[str, Mask], now: datetime) -> Iterator[tuple[str, _Counts]]:
    """How many opened, and changed, since so many days: looked up among those that changed since the most of them.

    A case never changed before it opened.
    """
    oldest = sorted(DAYS, reverse=True)
    steps = [now - timedelta(days=days) for days in oldest]
    levels = [
        case(*((column >= step, n) for n, step in reversed(list(enumerate(steps, 1)))), else_=0).label(f"{name}_level")
        for name, column in zip(_AGES, (cases.c.opened_at, cases.c.changed_at), strict=True)
    ]
    query = select(*levels, joined(cases.c.key)).where(cases.c.changed_at >= steps[0], cases.c.key.is_not(None))
    found = connection.execute(query.group_by(*(f"{name}_level" for name in _AGES))).all()
    recent = [(row[:2], parted(row[2])) for row in found]
    for n, name in enumerate(_AGES):
        reached = [(level[n], int(under[name][some].sum())) for level, some in recent]
        numbers = [sum(times for level, times in reached if level > step) for step in range(len(steps))]
        yield name, _counted((f"{days}d", number) for days, number in reversed(list(zip(oldest, numbers, strict=True))))


def _assignees(connection: Connection, among: Mask) -> _Counts:
    query = select(assignments.c.analyst, joined(cases.c.key)).join(cases, cases.c.id == assignments.c.case)
    query = query.where(cases.c.key.is_not(None)).group_by(assignments.c.analyst).order_by(assignments.c.analyst)
    held = [(name, int(among[parted(told)].sum())) for name, told in connection.execute(query)]
    return _counted([(NOBODY, int(among.sum()) - sum(number for _, number in held)), *held])


def _counted(found: Iterator[tuple[str, int]] | Sequence[tuple[str, int]]) -> _Counts:
    return tuple(Counted(name, number, name) for name, number in found if number)
