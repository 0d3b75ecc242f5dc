"""The queue in memory: the order of all cases and what each is filed under, for one look or many.

To read it costs as much as a page, to ask it next to nothing: each part is read when it is asked for, and kept until
something in its tables changes.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cached_property
from typing import TYPE_CHECKING

from sqlalchemy import Connection, bindparam, func, select

from claims.cases import CaseStatus
from storage import postings
from storage.columns import seconds
from storage.keeping import Keeper
from storage.queue import joined, parted
from storage.queue_records import DAYS
from storage.schema import Moment, assignments, case_postings, cases

if TYPE_CHECKING:
    from storage.postings import Filed, Keys, Mask


@dataclass(frozen=True, slots=True)
class Order:
    """All cases that are no part of another, by their keys.

    keys -- the sooner a case is looked at the earlier.  largest -- the largest key.  statuses -- the keys by status, in
    the order of the alphabet.
    """

    keys: Keys
    largest: int
    statuses: Mapping[str, Keys]


@dataclass(frozen=True, slots=True)
class Recent:
    """Cases by their keys, and when each opened and changed, in seconds since 1970."""

    keys: Keys
    opened: Keys
    changed: Keys

    def since(self, facet: str, moment: datetime) -> Keys:
        """The keys of those that opened, or changed, at a moment or later."""
        at = self.opened if facet == "opened" else self.changed
        return self.keys[at >= moment.timestamp()]


class QueueIndex:
    """The queue as one look at the database finds it."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._keeper = Keeper(connection)

    @cached_property
    def order(self) -> Order:
        """The order of the cases, and their statuses."""
        return self._keeper.get(_order, cases)

    @cached_property
    def assignees(self) -> Mapping[str, Keys]:
        """The keys of the cases that somebody looks after, by who does, in the order of the alphabet.

        A case keeps its key; when it becomes part of another, its assignment moves.
        """
        return self._keeper.get(_assignees, assignments)

    @cached_property
    def recent(self) -> Recent:
        """The cases that changed in the last days that are counted, when the last one did."""
        return self._keeper.get(_recent, cases)

    @cached_property
    def filed(self) -> Mapping[str, Filed]:
        """The lists of all that cases are filed under, by facet."""
        return self._keeper.get(postings.read, case_postings)

    def listed(self, facet: str, value: str) -> Keys:
        """The keys of the cases that are filed under a value; for this alone not all lists are read."""
        if self._keeper.has(postings.read, case_postings):
            return self.filed[facet].of(value)
        return postings.listed(self._connection, facet, value)

    def mask(self, *keys: Iterable[int] | Keys) -> Mask:
        """The cases with these keys."""
        import numpy

        made = numpy.zeros(self.order.largest + 1, numpy.bool_)
        for some in keys:
            made[some if isinstance(some, numpy.ndarray) else numpy.fromiter(some, "i8")] = True
        return made

    def place(self, key: int | None) -> int:
        """Where in the order a key stands; behind the last one where it stands nowhere."""
        found = (self.order.keys == key).nonzero()[0]
        return int(found[0]) if len(found) else len(self.order.keys)


def _order(connection: Connection) -> Order:
    """Most cases are open: those that are not are asked for, which costs less than all statuses."""
    import numpy

    keys = parted(connection.execute(_ORDER).scalar())
    largest = int(keys.max(initial=0))
    others = {status: parted(told) for status, told in connection.execute(_OTHERS)}
    rest = numpy.zeros(largest + 1, numpy.bool_)
    rest[keys] = True
    for some in others.values():
        rest[some] = False
    opened = {CaseStatus.open.value: rest.nonzero()[0]} if rest.any() else {}
    return Order(keys, largest, dict(sorted((others | opened).items())))


def _assignees(connection: Connection) -> Mapping[str, Keys]:
    return {analyst: parted(told) for analyst, told in connection.execute(_ASSIGNEES)}


def _recent(connection: Connection) -> Recent:
    last = connection.execute(select(func.max(cases.c.changed_at))).scalar()
    since = None if last is None else last - timedelta(days=max(DAYS) + 1)  # a day more: clocks differ
    told = connection.execute(_TIMES, {"since": since}).scalar() if since else None
    return Recent(*parted(told).reshape(-1, 3).T)


_own = cases.c.key.is_not(None)
_ordered = select(cases.c.key).where(_own).order_by(cases.c.turn, cases.c.id).subquery()
_ORDER = select(joined(_ordered.c.key))
_OTHERS = (
    select(cases.c.status, joined(cases.c.key))
    .where(_own, cases.c.status.in_(sorted(set(CaseStatus) - {CaseStatus.open})))
    .group_by(cases.c.status)
)
_TIMES = select(joined(cases.c.key, seconds(cases.c.opened_at), seconds(cases.c.changed_at))).where(
    _own, cases.c.changed_at >= bindparam("since", type_=Moment)
)
_ASSIGNEES = (
    select(assignments.c.analyst, joined(cases.c.key))
    .join(cases, cases.c.id == assignments.c.case)
    .where(_own)
    .group_by(assignments.c.analyst)
    .order_by(assignments.c.analyst)
)
