"""Which cases have which party, metric and publisher, as lists of keys: what counts them for any set of cases at once.

A list is kept in the transaction that files a case, so it is never behind. Counting reads each list once and looks its
keys up in a mask of the cases that fit, which costs a fraction of a join.
"""

from __future__ import annotations

from collections.abc import Iterable
from heapq import nsmallest
from itertools import groupby
from typing import TYPE_CHECKING, TypeAlias

from sqlalchemy import Connection, delete, insert, select, update

from storage.queue_records import Counted
from storage.schema import case_facets, case_postings, cases

if TYPE_CHECKING:
    from numpy import bool_, uint32
    from numpy.typing import NDArray

    Keys: TypeAlias = NDArray[uint32]
    Mask: TypeAlias = NDArray[bool_]

_KEY = "<u4"
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


def listed(connection: Connection, facet: str, value: str) -> Keys:
    """The keys on one list; none where there is no such list."""
    own = (case_postings.c.facet == facet, case_postings.c.value == value)
    held: bytes | None = connection.execute(select(case_postings.c.listed).where(*own)).scalar()
    return unpacked(held or b"")


def every(largest: int) -> Mask:
    """A mask of all keys up to the largest one."""
    import numpy

    return numpy.ones(largest + 1, numpy.bool_)


def mask(keys: Iterable[int] | Keys, largest: int) -> Mask:
    """Which of the keys up to the largest one are among these."""
    import numpy

    made = numpy.zeros(largest + 1, numpy.bool_)
    made[numpy.fromiter(keys, "i8") if not isinstance(keys, numpy.ndarray) else keys] = True
    return made


def count(connection: Connection, facet: str, among: Mask, most: int | None) -> tuple[Counted, ...]:
    """How many of the cases that a mask names have each value; those of most first, the others are left out.

    The keys of all lists are looked up in one go, and the ones between the ends of each list are counted; no list is
    empty.
    """
    import numpy

    columns = (case_postings.c.value, case_postings.c.label, case_postings.c.listed)
    rows = connection.execute(select(*columns).where(case_postings.c.facet == facet)).all()
    if not rows:
        return ()
    lists = [unpacked(packed) for _, _, packed in rows]
    fits = among[numpy.concatenate(lists)]
    ends = numpy.cumsum([len(keys) for keys in lists])
    numbers = numpy.add.reduceat(fits, [0, *ends[:-1]], dtype="i8").tolist()
    found = [(-number, value, label) for number, (value, label, _) in zip(numbers, rows, strict=True) if number]
    return tuple(Counted(value, -number, label) for number, value, label in nsmallest(most or len(found), found))


def _packed(keys: Iterable[int]) -> bytes:
    import numpy

    return numpy.array(sorted(keys), _KEY).tobytes()


def unpacked(packed: bytes) -> Keys:
    """The keys of a list as it is stored."""
    import numpy

    return numpy.frombuffer(packed, _KEY)
