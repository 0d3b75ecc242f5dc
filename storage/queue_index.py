"""The queue in memory: the order of all cases and what each is filed under, for one look or many.

It is read whole and kept with the connection for as long as the database stays as it is: to read it costs as much as a
page, to ask it next to nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import Connection, select

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
    ordered = select(cases.c.key).where(_OWN).order_by(cases.c.turn, cases.c.id).subquery()
    order = parted(connection.execute(select(joined(ordered.c.key))).scalar())
    by_status = select(cases.c.status, joined(cases.c.key)).where(cases.c.status != CaseStatus.merged.value)
    by_analyst = select(assignments.c.analyst, joined(cases.c.key)).join(cases, cases.c.id == assignments.c.case)
    statuses, assignees = (
        {value: parted(told) for value, told in connection.execute(query.where(_OWN).group_by(of).order_by(of))}
        for query, of in ((by_status, cases.c.status), (by_analyst, assignments.c.analyst))
    )
    return QueueIndex(order, int(order.max(initial=0)), statuses, assignees, postings.read(connection))


_OWN = cases.c.key.is_not(None)
