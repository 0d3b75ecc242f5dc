"""What was read of some tables is kept in memory, for all connections, as long as nothing in those tables changes."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar
from weakref import WeakKeyDictionary

from sqlalchemy import Connection, Engine, Table, select

from storage.count_schema import marks
from storage.engine import writes

Read = TypeVar("Read")

_HELD: WeakKeyDictionary[Engine, dict[Any, tuple[list[int], Any]]] = WeakKeyDictionary()
"""By database: what each function has read, and the marks of its tables then."""

_MARKS = select(marks.c.part, marks.c.mark)


class Keeper:
    """What is kept, for one look: of the tables as this transaction sees them.

    A transaction that writes may be taken back: it reads anew each time, and keeps nothing.
    """

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._keeps = not writes(connection)
        self._marks = dict(connection.execute(_MARKS).tuples().all()) if self._keeps else {}
        self._held = _HELD.setdefault(connection.engine, {}) if self._keeps else {}

    def get(self, read: Callable[[Connection], Read], *of: Table) -> Read:
        """What `read` gives: now, or at any look since the last change in these tables, which have marks."""
        if not self._keeps:
            return read(self._connection)
        held = self._held.get(read)  # once: another thread may put something newer there
        if held is None or held[0] != self._of(of):
            held = self._held[read] = self._of(of), read(self._connection)
        found: Read = held[1]
        return found

    def has(self, read: Callable[[Connection], object], *of: Table) -> bool:
        """Whether nothing would be read."""
        held = self._held.get(read)
        return held is not None and held[0] == self._of(of)

    def _of(self, tables: tuple[Table, ...]) -> list[int]:
        return [self._marks[table.name] for table in tables]
