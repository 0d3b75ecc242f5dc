"""One look at the queue: a page of the cases that fit, and how many have which value of each facet.

Each condition is a mask over the keys of all cases: from the queue in memory where it asks for what cases are filed
under, else by a statement of its own.  A facet is counted under all conditions but its own.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from functools import reduce
from operator import and_
from typing import TYPE_CHECKING, TypeAlias

from sqlalchemy import Connection, select

from storage import rows
from storage.case_records import CaseQuery
from storage.queue import conditions, filed_as, from_place, keys, searched
from storage.queue_index import QueueIndex
from storage.queue_records import DAYS, GAPS, NOBODY, ORIGINS, Counted, Facets
from storage.schema import cases

_Counts: TypeAlias = tuple[Counted, ...]

if TYPE_CHECKING:
    from storage.postings import Mask

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
    queue = QueueIndex(connection)
    masks = _masks(connection, queue, query)

    def fitting(facet: str) -> Mask:
        return _every(queue, (mask for name, mask in masks.items() if name != facet))

    common = fitting("")
    under = {name: fitting(name) if name in masks else common for name in (*_LISTED, *_AGES, "status", "assignee")}
    counted = {name: queue.filed[name].count(under[name], most) for name, most in _LISTED.items()}
    counted["status"] = _counted(
        (status, int(under["status"][some].sum())) for status, some in queue.order.statuses.items()
    )
    held = [(analyst, int(under["assignee"][some].sum())) for analyst, some in queue.assignees.items()]
    nobody = int(under["assignee"].sum()) - sum(number for _, number in held)
    counted["assignee"] = _counted([(NOBODY, nobody), *held])
    counted |= _ages(queue, under, now)
    return _page(connection, queue, query, common, size), Facets(int(common.sum()), counted)


def first(connection: Connection, query: CaseQuery, size: int) -> Sequence[rows.Row]:
    """Rows of at most so many cases that fit, from the query's place on."""
    queue = QueueIndex(connection)
    return _page(connection, queue, query, _every(queue, _masks(connection, queue, query).values()), size)


def count(connection: Connection, query: CaseQuery) -> int:
    """How many cases fit; neither limit nor place counts."""
    queue = QueueIndex(connection)
    return int(_every(queue, _masks(connection, queue, query).values()).sum())


def _every(queue: QueueIndex, masks: Iterable[Mask]) -> Mask:
    """The cases that all of these masks name."""
    return reduce(and_, masks, queue.mask(queue.order.keys))


def _masks(connection: Connection, queue: QueueIndex, query: CaseQuery) -> dict[str, Mask]:
    """The mask of each condition, by the facet that asks for it."""
    asked, held = conditions(replace(query, search=None)), searched(connection, query)
    by_status = [queue.order.statuses[status] for status in sorted(query.statuses & queue.order.statuses.keys())]
    found = {"status": queue.mask(*by_status)}
    found |= {facet: queue.mask(queue.listed(facet, value)) for facet, value in _listed(query).items()}
    for facet in asked.keys() - found.keys():
        found[facet] = queue.mask(keys(connection, asked[facet]))
    return found if held is None else {**found, "search": queue.mask(held)}


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


def _page(connection: Connection, queue: QueueIndex, query: CaseQuery, among: Mask, size: int) -> Sequence[rows.Row]:
    """The rows of the first of these cases in their order."""
    begin = 0
    if query.after is not None:
        first = connection.execute(from_place(select(cases.c.key).where(cases.c.key.is_not(None)), query).limit(1))
        begin = queue.place(first.scalar())
    order = queue.order.keys[begin:]
    picked = order[among[order]][:size].tolist()
    return connection.execute(from_place(select(cases).where(cases.c.key.in_(picked)), query)).mappings().all()


def _ages(queue: QueueIndex, under: Mapping[str, Mask], now: datetime) -> Iterator[tuple[str, _Counts]]:
    """How many opened, and changed, since so many days.  A case never changed before it opened."""
    for name in _AGES:
        reached = ((f"{days}d", queue.recent.since(name, now - timedelta(days=days))) for days in DAYS)
        yield name, _counted((label, int(under[name][some].sum())) for label, some in reached)


def _counted(found: Iterable[tuple[str, int]]) -> _Counts:
    return tuple(Counted(name, number, name) for name, number in found if number)
