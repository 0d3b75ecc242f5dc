"""One look at the queue: a page of the cases that fit, and how many have which value of each facet.

The cases that fit are read once, as keys with their tags, and once more for each facet that is asked for, without its
own condition; everything else is looked up among these keys.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import cached_property
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, case, func, select

from claims.cases import CaseStatus
from storage import postings, queries, rows
from storage.case_records import CaseQuery
from storage.queue import FEW, conditions, from_place, searched
from storage.queue_records import DAYS, GAPS, NOBODY, ORIGINS, Counted, Facets
from storage.schema import assignments, cases

NAMES = 12
"""Parties and publishers that are counted: those of most cases."""

_LISTED = {"metric": None, "party": NAMES, "source": NAMES}


@dataclass
class _Fitting:
    """The keys of some cases, how many of them have which tags, and the largest key of all."""

    keys: Sequence[int]
    tags: Counter[str]
    largest: int

    @cached_property
    def mask(self) -> bytearray:
        """A byte for each key."""
        return postings.mask(self.keys, self.largest)

    def by_tag(self, n: int) -> Counter[str]:
        """How many cases have which value of one tag."""
        counted: Counter[str] = Counter()
        for text, times in self.tags.items():
            counted[text.split("|")[n]] += times
        return counted


def look(connection: Connection, query: CaseQuery, size: int, now: datetime) -> tuple[Sequence[rows.Row], Facets]:
    """Rows of at most so many cases that fit, from the query's place on, and the counts under all other conditions.

    What no case has is left out; of parties and publishers those of most cases are given.
    """
    asked, held = conditions(replace(query, search=None)), searched(connection, query)
    largest = int(connection.execute(select(func.coalesce(func.max(cases.c.key), 0))).scalar_one())

    def wanted(facet: str) -> list[ColumnElement[bool]]:
        return [condition for name, part in asked.items() if name != facet for condition in part]

    def read(facet: str) -> _Fitting:
        found = connection.execute(select(cases.c.key, cases.c.tags).where(cases.c.key.is_not(None), *wanted(facet)))
        pairs = [(key, tags) for key, tags in found if held is None or key in held]
        return _Fitting([key for key, _ in pairs], Counter(tags for _, tags in pairs), largest)

    common = read("")
    fitting = {name: read(name) if name in asked else common for name in (*_WAYS, *_AGES)}
    counted = {name: way(connection, fitting[name]) for name, way in _WAYS.items()}
    counted |= _ages(connection, fitting, now)
    counted["status"] = _statuses(connection, wanted("status"), held)
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
    alive = (cases.c.status != CaseStatus.merged.value, *wanted)
    if held is None:
        query = select(cases.c.status, func.count()).where(*alive).group_by(cases.c.status)
        found = Counter({row[0]: row[1] for row in connection.execute(query)})
    else:
        pairs = connection.execute(select(cases.c.key, cases.c.status).where(*alive))
        found = Counter(status for key, status in pairs if key in held)
    return tuple(Counted(status, number, status) for status, number in sorted(found.items()))


def _ages(connection: Connection, fitting: Mapping[str, _Fitting], now: datetime) -> Iterator[tuple[str, Any]]:
    """How many opened, and changed, since so many days: looked up among those that changed since the most of them.

    A case never changed before it opened.
    """
    steps = [now - timedelta(days=days) for days in sorted(DAYS, reverse=True)]
    levels = [
        case(*((column >= step, n) for n, step in reversed(list(enumerate(steps, 1)))), else_=0)
        for column in (cases.c.opened_at, cases.c.changed_at)
    ]
    query = select(cases.c.key, *levels).where(cases.c.changed_at >= steps[0])
    recent = [row for row in connection.execute(query) if row[0] is not None]
    for n, name in enumerate(_AGES, 1):
        mask = fitting[name].mask
        reached = Counter(row[n] for row in recent if mask[row[0]])
        yield name, _reaching([f"{days}d" for days in sorted(DAYS, reverse=True)], reached)[::-1]


def _by_name(n: int) -> Callable[[Connection, _Fitting], tuple[Counted, ...]]:
    """Counts a tag that is a word."""

    def count(_: Connection, among: _Fitting) -> tuple[Counted, ...]:
        found = among.by_tag(n)
        return tuple(Counted(value, found[value], value) for value in sorted(found) if value)

    return count


def _by_step(n: int, steps: Sequence[float]) -> Callable[[Connection, _Fitting], tuple[Counted, ...]]:
    """Counts a tag that says how many steps are reached."""

    def count(_: Connection, among: _Fitting) -> tuple[Counted, ...]:
        return _reaching([f"{step:g}" for step in steps], {int(tag): times for tag, times in among.by_tag(n).items()})

    return count


def _reaching(steps: Sequence[str], reached: Mapping[int, int]) -> tuple[Counted, ...]:
    """How many cases reach each step, from how many reach how many of them."""
    numbers = [sum(times for level, times in reached.items() if level > n) for n in range(len(steps))]
    return tuple(Counted(step, number, step) for step, number in zip(steps, numbers, strict=True) if number)


def _by_list(facet: str) -> Callable[[Connection, _Fitting], tuple[Counted, ...]]:
    """Counts what a case can have several of."""
    return lambda connection, among: postings.count(connection, facet, among.mask, _LISTED[facet])


def _assignees(connection: Connection, among: _Fitting) -> tuple[Counted, ...]:
    query: Select[tuple[str, int | None]] = select(assignments.c.analyst, cases.c.key)
    given = connection.execute(query.join(cases, cases.c.id == assignments.c.case))
    held = Counter(analyst for analyst, key in given if key is not None and among.mask[key])
    found = [(NOBODY, len(among.keys) - held.total()), *sorted(held.items())]
    return tuple(Counted(name, number, name) for name, number in found if number)


_AGES = ("opened", "changed")
_WAYS: dict[str, Callable[[Connection, _Fitting], tuple[Counted, ...]]] = {
    "grade": _by_name(0), "kind": _by_name(1), "gap": _by_step(2, GAPS), "origins": _by_step(3, ORIGINS),
    "metric": _by_list("metric"), "party": _by_list("party"), "source": _by_list("source"), "assignee": _assignees,
}  # fmt: skip
