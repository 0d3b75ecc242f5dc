"""What a store asks its database, and how the database finds it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from sqlalchemy import event

from storage.store import Store


@contextmanager
def statements(store: Store) -> Iterator[list[tuple[str, Any]]]:
    """All statements that the store sends meanwhile, with their values."""
    asked: list[tuple[str, Any]] = []

    def hear(*seen: Any) -> None:
        asked.append((seen[2], seen[3]))

    event.listen(store._engine, "before_cursor_execute", hear)
    yield asked
    event.remove(store._engine, "before_cursor_execute", hear)


def check_plans(store: Store, asked: Sequence[tuple[str, Any]]) -> None:
    """No statement walks through a table or an index from end to end; SQLite says so for both."""
    if store._engine.dialect.name != "sqlite":
        return
    with store._engine.connect() as connection:
        for statement, values in asked:
            if not statement.startswith("SELECT") or isinstance(values, list):
                continue
            plan = [row[-1] for row in connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", values)]
            walked = [line for line in plan if line.startswith("SCAN") and "CONSTANT" not in line]
            assert walked == [], statement
