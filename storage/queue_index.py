"""The queue in memory: the order of all cases and what each is filed under, for one look or many.

It is read whole and kept with the connection for as long as the database stays as it is: to read it costs as much as a
page, to ask it next to nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import Connection, case, select

from claims.cases import CaseStatus
from storage import postings
from storage.keeping import kept
from storage.queue import joined, parted
from storage.schema import assignments, cases

if TYPE_CHECKING:
    from storage.postings import Filed, Keys, Mask


@dataclass(frozen=True, slots=True)
class QueueIndex:
    """All cases that are no part of another, by their keys.

    order -- their keys, the sooner a case is looked at the earlier.  largest -- the largest key.  statuses -- the keys
    by status, assignees -- by who looks after a case, both in the order of the alphabet.  filed -- the lists by facet.
    """

    order: Keys
    largest: int
    statuses: Mapping[str, Keys]
    assignees: Mapping[str, Keys]
    filed: Mapping[str, Filed]

    def mask(self, *keys: Iterable[int] | Keys) -> Mask:
        """The cases with these keys."""
        import numpy

        made = numpy.zeros(self.largest + 1, numpy.bool_)
        for some in keys:
            made[some if isinstance(some, numpy.ndarray) else numpy.fromiter(some, "i8")] = True
        return made

    def place(self, key: int | None) -> int:
        """Where in the order a key stands; behind the last one where it stands nowhere."""
        found = (self.order == key).nonzero()[0]
        return int(found[0]) if len(found) else len(self.order)


def index(connection: Connection) -> QueueIndex:
    """The index as the database is now."""
    return kept(connection, "queue", lambda: _read(connection))


def _read(connection: Connection) -> QueueIndex:
    order, numbers = parted(connection.execute(_ORDER).scalar()).reshape(-1, 2).T
    statuses = {status: order[numbers == n] for n, status in enumerate(_STATUSES) if n in numbers}
    assignees = {analyst: parted(told) for analyst, told in connection.execute(_ASSIGNEES)}
    return QueueIndex(order, int(order.max(initial=0)), statuses, assignees, postings.read(connection))


_STATUSES: tuple[str, ...] = tuple(sorted(status.value for status in CaseStatus))
_own = cases.c.key.is_not(None)
_number = case({status: n for n, status in enumerate(_STATUSES)}, value=cases.c.status).label("number")
_ordered = select(cases.c.key, _number).where(_own).order_by(cases.c.turn, cases.c.id).subquery()
_ORDER = select(joined(_ordered.c.key, _ordered.c.number))
_ASSIGNEES = (
    select(assignments.c.analyst, joined(cases.c.key))
    .join(cases, cases.c.id == assignments.c.case)
    .where(_own)
    .group_by(assignments.c.analyst)
    .order_by(assignments.c.analyst)
)
