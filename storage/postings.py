"""Which cases have which party, metric and publisher, as lists of keys: what counts them for any set of cases at once.

A list is kept in the transaction that files a case, so it is never behind. Counting looks the keys of all lists up in
a mask of the cases that fit, which costs a fraction of a join.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING, Any, TypeAlias

from sqlalchemy import Connection, delete, insert, select, update

from storage.queue_records import Counted
from storage.schema import case_facets, case_postings, cases

if TYPE_CHECKING:
    from numpy import bool_, integer
    from numpy.typing import NDArray

    Keys: TypeAlias = NDArray[integer[Any]]
    Mask: TypeAlias = NDArray[bool_]

_KEY, _BYTES = "<u4", 4
"""How a key is stored: 32 bits, little-endian."""


def add(connection: Connection, key: int, named: Iterable[tuple[str, str, str]]) -> None:
    """Put a case (its key) on the lists of these facets, values and labels; a label is the first by the alphabet."""
    for facet, value, label in named:
        own = (case_postings.c.facet == facet, case_postings.c.value == value)
        row = connection.execute(select(case_postings.c.label, case_postings.c.listed).where(*own)).first()
        if row is None:
            made = {"facet": facet, "value": value, "label": label, "listed": _packed([key])}
            connection.execute(insert(case_postings), made)
            continue
        keys = {*unpacked(row.listed).tolist(), key}
        connection.execute(update(case_postings).where(*own).values(label=min(label, row.label), listed=_packed(keys)))


def remove(connection: Connection, key: int, named: Iterable[tuple[str, str]]) -> None:
    """Take a case off the lists of these facets and values."""
    for facet, value in named:
        own = (case_postings.c.facet == facet, case_postings.c.value == value)
        keys = set(listed(connection, facet, value).tolist()) - {key}
        if keys:
            connection.execute(update(case_postings).where(*own).values(listed=_packed(keys)))
        else:
            connection.execute(delete(case_postings).where(*own))


def rebuild(connection: Connection) -> None:
    """Make all lists anew from what cases are filed under."""
    connection.execute(delete(case_postings))
    query = (
        select(case_facets.c.facet, case_facets.c.value, case_facets.c.label, cases.c.key)
        .join(cases, cases.c.id == case_facets.c.case)
        .where(cases.c.key.is_not(None))
        .order_by(case_facets.c.facet, case_facets.c.value)
    )
    for (facet, value), group in groupby(connection.execute(query), key=lambda row: (row.facet, row.value)):
        listed = list(group)
        row = {
            "facet": facet, "value": value, "label": min(one.label for one in listed),
            "listed": _packed(one.key for one in listed),
        }  # fmt: skip
        connection.execute(insert(case_postings), row)


@dataclass(frozen=True, slots=True)
class Filed:
    """The lists of one facet: its values with their labels, in no order, their keys one list after the other, and
    where each list ends."""

    values: tuple[str, ...]
    labels: tuple[str, ...]
    keys: Keys
    ends: Keys

    def of(self, value: str) -> Keys:
        """The keys on the list of a value; none where there is no such list."""
        if value not in self.values:
            return self.keys[:0]
        n = self.values.index(value)
        return self.keys[int(self.ends[n - 1]) if n else 0 : int(self.ends[n])]

    def count(self, among: Mask, most: int | None) -> tuple[Counted, ...]:
        """How many of the cases that a mask names have each value; those of most first, the others are left out.

        The keys of all lists are looked up in one go, and the ones between the ends of each list are counted; no list
        is empty.
        """
        import numpy

        if not len(self.ends):
            return ()
        begins = numpy.concatenate(([0], self.ends[:-1]))
        numbers = numpy.add.reduceat(among[self.keys], begins, dtype="i8")
        least = 1 if most is None or most >= len(numbers) else max(1, numpy.partition(numbers, -most)[-most])
        found = sorted((-int(numbers[n]), self.values[n], self.labels[n]) for n in (numbers >= least).nonzero()[0])
        return tuple(Counted(value, -number, label) for number, value, label in found[:most])


def read(connection: Connection) -> Mapping[str, Filed]:
    """All lists, by facet."""
    import numpy

    kept = case_postings.c
    by_facet: dict[str, list[tuple[str, str, str, bytes]]] = {}
    cursor = connection.execute(select(kept.facet, kept.value, kept.label, kept.listed)).cursor
    for row in cursor.fetchall() if cursor is not None else ():  # plain rows: SQLAlchemy's take twice as long
        by_facet.setdefault(row[0], []).append(row)
    found: dict[str, Filed] = {}
    for facet, own in by_facet.items():
        _, values, labels, lists = zip(*own, strict=True)
        ends = numpy.cumsum(numpy.fromiter(map(len, lists), "i8")) // _BYTES
        found[facet] = Filed(values, labels, numpy.frombuffer(b"".join(lists), _KEY), ends)
    return defaultdict(lambda: Filed((), (), unpacked(b""), unpacked(b"")), found)


def listed(connection: Connection, facet: str, value: str) -> Keys:
    """The keys on the list of one value."""
    query = select(case_postings.c.listed).where(case_postings.c.facet == facet, case_postings.c.value == value)
    return unpacked(connection.execute(query).scalar() or b"")


def _packed(keys: Iterable[int]) -> bytes:
    import numpy

    return numpy.array(sorted(keys), _KEY).tobytes()


def unpacked(packed: bytes) -> Keys:
    """The keys of a list as it is stored."""
    import numpy

    return numpy.frombuffer(packed, _KEY)
