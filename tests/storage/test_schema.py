"""The tables and the migrations that make them, and what opening a store loads."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import Any

from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import create_engine, event, inspect

import storage
from storage import schema
from storage.engine import place
from storage.store import Store

LOADED = (
    "import sys; from storage.store import Store; store = Store.open(sys.argv[1]); print(store.created, *sys.modules)"
)


def test_the_migrations_make_the_tables_of_the_schema(nowhere: str) -> None:
    """Tables, columns, types, indexes: no difference.  A change of the schema needs a migration."""
    Store.open(nowhere).close()
    engine = create_engine(place(nowhere).url)
    with engine.connect() as connection:
        options = {"version_table": schema.VERSION_TABLE, "compare_type": True}
        context = MigrationContext.configure(connection, opts=options)
        assert compare_metadata(context, schema.metadata) == []
        made = {table: inspect(connection).get_foreign_keys(table) for table in schema.metadata.tables}
    engine.dispose()
    for name, table in schema.metadata.tables.items():
        wanted = {key.parent.name: key.target_fullname for key in table.foreign_keys}
        found = {
            key["constrained_columns"][0]: f"{key['referred_table']}.{key['referred_columns'][0]}" for key in made[name]
        }
        assert found == wanted


def test_the_versions_that_the_schema_names_are_the_migrations() -> None:
    """Oldest first and in one line: the cheap check of a stored version relies on it."""
    config = Config()
    config.set_main_option("script_location", "storage:migrations")
    scripts = ScriptDirectory.from_config(config)
    assert tuple(script.revision for script in scripts.walk_revisions())[::-1] == schema.REVISIONS


def test_an_up_to_date_store_opens_without_alembic(tmp_path: Path) -> None:
    """Only the opening that makes tables pays for it; nothing of storage loads Prefect, httpx or spaCy.

    Run from another folder: the migrations are found in the package, not beside the working directory.
    """
    root = Path(storage.__file__).parent.parent

    def loaded() -> list[str]:
        command = [sys.executable, "-c", f"import sys; sys.path.insert(0, {str(root)!r}); {LOADED}", "claims.db"]
        return subprocess.run(command, cwd=tmp_path, check=True, capture_output=True, text=True).stdout.split()

    first, second = loaded(), loaded()
    assert (first[0], second[0]) == ("True", "False")
    assert "alembic" in first
    assert {"alembic", "prefect", "httpx", "spacy"}.isdisjoint(second)


def test_a_bucket_is_found_by_its_index(desk: Any) -> None:
    """A new claim meets its buckets without a look at the others, however many there are."""
    article = desk.article(" ".join(f"${n} billion." for n in range(1000)))
    desk.put(article, *(desk.claim(article, f"${n} billion", n * 1e9, subject=f"Firm {n}") for n in range(1000)))
    asked: list[tuple[str, Any]] = []
    event.listen(desk.store._engine, "before_cursor_execute", lambda *seen: asked.append((seen[2], seen[3])))
    with desk.store.writing() as writer:
        writer.bucket(frozenset({("Acme AI", "funding"), ("Beta Cloud", "power")}))
    assert len(asked) == 3  # begin, then one for each metric
    with desk.connected() as connection:
        sqlite = connection.dialect.name == "sqlite"
        if not sqlite:
            connection.exec_driver_sql("ANALYZE")
            connection.exec_driver_sql("SET enable_seqscan = off")  # it would read the few rows of a test anyhow
        for statement, values in asked[1:3]:
            ask = "EXPLAIN QUERY PLAN" if sqlite else "EXPLAIN"
            plan = [str(row[-1]).strip() for row in connection.exec_driver_sql(f"{ask} {statement}", values)]
            assert [line for line in plan if "ix_claims_bucket" in line] != []
            assert not [line for line in plan if line.startswith(("SCAN", "Seq Scan"))]
            if sqlite:
                assert "SEARCH claims USING INDEX ix_claims_bucket (subject=? AND metric=?)" in plan
