"""What was read of the database is kept with the connection for as long as nothing in the database changes."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from typing import TypeVar

from sqlalchemy import Connection

from storage.engine import unchanged

Read = TypeVar("Read")

MOST = 300
"""Things that are kept; then all are forgotten."""

_KEPT = "counterclaim kept"


def kept(connection: Connection, what: Hashable, read: Callable[[], Read]) -> Read:
    """What `read` gives: read now, or by the last call for the same since the last change.

    In a transaction that writes it is read anew each time, and not kept.
    """
    mark = unchanged(connection)
    if mark is None:
        return read()
    at, held = connection.info.get(_KEPT, (None, {}))
    if at != mark or len(held) >= MOST:
        held = {}
        connection.info[_KEPT] = mark, held
    found: Read = held[what] if what in held else held.setdefault(what, read())
    return found
