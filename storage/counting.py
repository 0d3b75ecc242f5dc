"""One look at the queue: a page of the cases that fit, and how many have which value of each facet.

The keys of the cases that fit are read once, and once more for each facet that is asked for, without its own condition;
everything else is looked up among these keys.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import cached_property
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, case, func, select

from claims.cases import CaseStatus
from storage import postings, queries, rows
from storage.case_records import CaseQuery
from storage.queue import FEW, conditions, from_place, joined, keys, parted, searched
from storage.queue_records import DAYS, NOBODY, Counted, Facets
from storage.schema import assignments, cases

NAMES = 12
"""Parties and publishers that are counted: those of most cases."""

_LISTED = {
    "grade": None, "kind": None, "metric": None, "gap": None, "origins": None, "party": NAMES, "source": NAMES,
}  # fmt: skip
_AGES = ("opened", "changed")


@dataclass
class _Fitting:
    """The keys of some cases, and the largest key of all."""

    keys: Sequence[int]
    largest: int

    @cached_property
    def mask(self) -> bytearray:
        """A byte for each key."""
        return postings.mask(self.keys, self.largest)


def look(connection: Connection, query: CaseQuery, size: int, now: datetime) -> tuple[Sequence[rows.Row], Facets]:
    """Rows of at most so many cases that fit, from the query's place on, and the counts under all other conditions.

    What no case has is left out; of parties and publishers those of most cases are given.
    """
    asked, held = conditions(replace(query, search=None)), searched(connection, query)
    largest = int(connection.execute(select(func.coalesce(func.max(cases.c.key), 0))).scalar_one())

    def wanted(facet: str) -> list[ColumnElement[bool]]:
        return [condition for name, part in asked.items() if name != facet for condition in part]

    def read(facet: str) -> _Fitting:
        found = keys(connection, wanted(facet))
        return _Fitting(found if held is None else [key for key in found if key in held], largest)

    common = read("")
    fitting = {name: read(name) if name in asked else common for name in (*_LISTED, *_AGES, "assignee")}
    counted = {name: postings.count(connection, name, fitting[name].mask, most) for name, most in _LISTED.items()}
    counted["status"] = _statuses(connection, wanted("status"), held)
    counted["assignee"] = _assignees(connection, fitting["assignee"])
    counted |= _ages(connection, fitting, now)
    return _page(connection, query, common, size), Facets(len(common.keys), counted)


def _page(connection: Connection, query: CaseQuery, among: _Fitting, size: int) -> Sequence[rows.Row]:
    """The rows of the first of these cases in their order: asked for where they are few, else met on the way."""
    if len(among.keys) <= FEW:
        found = from_place(select(cases).where(cases.c.key.in_(among.keys)), query).limit(size)
        return connection.execute(found).mappings().all()
    keys = from_place(select(cases.c.key), query).execution_options(yield_per=queries.BATCH)
    picked: list[int] = []
    with connection.execute(keys) as ordered:
        for key in ordered.scalars():
            if key is not None and among.mask[key]:
                picked.append(key)
                if len(picked) == size:
                    break
    return connection.execute(from_place(select(cases).where(cases.c.key.in_(picked)), query)).mappings().all()


def _statuses(
    connection: Connection, wanted: Sequence[ColumnElement[bool]], held: Collection[int] | None
) -> tuple[Counted, ...]:  # fmt: skip
    query = select(cases.c.status, func.count() if held is None else joined(cases.c.key))
    alive = (cases.c.status != CaseStatus.merged.value, *wanted)
    found = connection.execute(query.where(*alive).group_by(cases.c.status).order_by(cases.c.status)).all()
    numbers = [(status, told if held is None else sum(key in held for key in parted(told))) for status, told in found]
    return tuple(Counted(status, number, status) for status, number in numbers if number)


def _ages(connection: Connection, fitting: Mapping[str, _Fitting], now: datetime) -> Iterator[tuple[str, Any]]:
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
    recent = [
        (*row[:2], parted(row[2]))
        for row in connection.execute(query.group_by(*(f"{name}_level" for name in _AGES))).all()
    ]
    for n, name in enumerate(_AGES):
        mask, reached = fitting[name].mask, Counter[int]()
        for row in recent:
            reached[row[n]] += sum(map(mask.__getitem__, row[2]))
        numbers = [sum(times for level, times in reached.items() if level > step) for step in range(len(steps))]
        found = [Counted(f"{days}d", number, f"{days}d") for days, number in zip(oldest, numbers, strict=True)]
        yield name, tuple(one for one in reversed(found) if one.count)


def _assignees(connection: Connection, among: _Fitting) -> tuple[Counted, ...]:
    query: Select[tuple[str, str | None]] = select(assignments.c.analyst, joined(cases.c.key))
    given = query.join(cases, cases.c.id == assignments.c.case).where(cases.c.key.is_not(None))
    rows = connection.execute(given.group_by(assignments.c.analyst).order_by(assignments.c.analyst)).all()
    held = [(name, sum(map(among.mask.__getitem__, parted(told)))) for name, told in rows]
    found = [(NOBODY, len(among.keys) - sum(number for _, number in held)), *held]
    return tuple(Counted(name, number, name) for name, number in found if number)
