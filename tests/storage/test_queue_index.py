"""The queue in memory: read once for as long as the database stays as it is, and never what was not stored."""

from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy import Connection, update

from storage.engine import unchanged, writing
from storage.queue_index import index
from storage.schema import cases

pytestmark = pytest.mark.usefixtures("two_sides")


def statuses(connection: Connection) -> dict[str, int]:
    """How many cases have which status, in a look of its own."""
    with connection.begin():
        return {status: len(keys) for status, keys in index(connection).statuses.items()}


def test_it_is_kept_while_nothing_changes(desk: Any) -> None:
    """On the connection that read it."""
    with desk.store._engine.connect() as connection:
        first = index(connection)
        connection.rollback()
        assert index(connection) is first


def test_what_another_program_changes_is_seen_in_the_next_look(desk: Any) -> None:
    """And in none that began before."""
    with desk.store._engine.connect() as connection:
        before = index(connection)
        desk.run("UPDATE cases SET status = 'retired'")
        assert index(connection) is before
        connection.rollback()
        assert statuses(connection) == {"retired": 1}


def test_what_its_own_connection_changed_is_seen(desk: Any) -> None:
    """A store reads and writes with the same few connections."""
    with desk.store._engine.connect() as connection:
        assert statuses(connection) == {"open": 1}
        again = connection.execution_options(counterclaim_writes=True)
        with again.begin():
            again.execute(update(cases).values(status="retired"))
        connection = again.execution_options(counterclaim_writes=False)
        assert statuses(connection) == {"retired": 1}


def test_what_was_taken_back_is_not_kept(desk: Any) -> None:
    """A transaction that writes sees its own changes, and leaves nothing in memory."""
    with desk.store._engine.connect() as connection:
        assert statuses(connection) == {"open": 1}
    with writing(desk.store._engine).connect() as connection:
        connection.execute(update(cases).values(status="retired"))
        assert unchanged(connection) is None
        assert list(index(connection).statuses) == ["retired"]
        connection.rollback()
    with desk.store._engine.connect() as connection:
        assert statuses(connection) == {"open": 1}
