"""The tables and the migrations that make them, and what opening a store loads."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import create_engine, event, inspect

import storage
from claims.buckets import Asked
from claims.errors import NotStored
from claims.verdicts import Outcome
from storage import schema
from storage.engine import place
from storage.store import ClaimQuery, Store

LOADED = (
    "import sys; from storage.store import Store; store = Store.open(sys.argv[1]); print(store.created, *sys.modules)"
)


def known(name: str | None, *_: Any) -> bool:
    """Whether SQLAlchemy can describe it: the indexes of words, which each kind of database has in its own way, no."""
    return name is None or not name.startswith(("case_search", "ix_case_words_search"))


def test_the_migrations_make_the_tables_of_the_schema(nowhere: str) -> None:
    """Tables, columns, types, indexes: no difference.  A change of the schema needs a migration."""
    Store.open(nowhere).close()
    engine = create_engine(place(nowhere).url)
    with engine.connect() as connection:
        options = {"version_table": schema.VERSION_TABLE, "compare_type": True, "include_name": known}
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


PARTS = {
    "subjects": (
        Asked(subjects=frozenset({("Acme AI", "funding"), ("Beta Cloud", "power")})),
        "ix_claims_bucket (subject=? AND metric=?", 2,
    ),
    "sites": (
        Asked(sites=frozenset({("fjord one", "power"), ("fjord two", "power")})),
        "ix_claims_place (place=? AND metric=?)", 1,
    ),
    "counterparties": (
        Asked(counterparties=frozenset({("Acme AI", "investment")})),
        "pk_claim_parties|sqlite_autoindex_claim_parties|PRIMARY KEY (party=?)", 1,
    ),
    "sums": (
        Asked(sums=frozenset({("Acme AI", "USD", 2e9, None), ("Acme AI", "USD", 3e9, 4e9)})),
        "pk_claim_parties|sqlite_autoindex_claim_parties|PRIMARY KEY (party=?)", 1,
    ),
}  # fmt: skip
"""What may be asked for: what finds it, and in how many statements."""


@pytest.mark.parametrize("days", [None, (("2026-01-01", "2026-06-01"), ("2019-01-01", "2019-06-01"))])
@pytest.mark.parametrize("part", list(PARTS))
def test_each_part_of_a_bucket_is_found_by_its_index(desk: Any, part: str, days: Any) -> None:
    """A new claim meets its buckets without a look at the others, however many there are."""
    wanted, index, statements = PARTS[part]
    fill(desk)
    with explained(desk, statements) as plans, desk.store.writing() as writer:
        writer.bucket(replace(wanted, days=days))
    for plan in plans:
        check_plan(plan, index)


@pytest.mark.parametrize("where", ["sqlite"], indirect=True)
def test_a_text_is_read_by_its_index_and_once(desk: Any) -> None:
    """For the claims that a verdict rests on; PostgreSQL begins elsewhere where there is but one."""
    fill(desk)
    (stored,) = desk.store.claims(ClaimQuery(party="Firm 7"))
    with explained(desk, 1) as plans, desk.store.writing() as writer:
        assert len(writer.told(stored.claim.text_sha)) == len(writer.told(stored.claim.text_sha)) == 100
    for plan in plans:
        check_plan(plan, "ix_revisions_text_sha (text_sha=?)")


@pytest.mark.parametrize("where", ["sqlite"], indirect=True)
def test_the_last_claims_of_a_party_are_read_from_an_index(desk: Any) -> None:
    """However many there are, none is sorted; PostgreSQL sorts those of the party and metric."""
    fill(desk)
    with explained(desk, 8) as plans:
        desk.store.shelves.page("Firm 7", "funding", limit=2)
    assert [plan for plan in plans if "ix_claims_bucket" in str(plan)] == [
        ["SEARCH claims USING INDEX ix_claims_bucket (subject=? AND metric=?)"]
    ]
    assert ["SEARCH metric_counts USING PRIMARY KEY (subject=?)"] in plans


@pytest.mark.parametrize("where", ["sqlite"], indirect=True)
@pytest.mark.parametrize(("name", "statements"), [("https://paper.example/one", 8), ("Nowhere", 1)])
def test_an_article_is_found_by_its_names(desk: Any, name: str, statements: int) -> None:
    """Not by a look at all of them."""
    fill(desk)
    with explained(desk, statements) as plans, suppress(NotStored):
        desk.store.article(name)
    for plan in plans:
        assert not [line for line in plan if line.startswith("SCAN")], plan


@pytest.mark.parametrize("where", ["sqlite"], indirect=True)
def test_a_chart_reads_the_claims_of_its_party_and_metric(desk: Any) -> None:
    """Those that stand and those that no longer do, each from an index."""
    fill(desk)
    with explained(desk, 11) as plans:
        desk.store.shelves.charted("Firm 7", "funding")
    used = "\n".join(line for plan in plans for line in plan)
    assert "SCAN" not in used
    assert "ix_claims_bucket (subject=? AND metric=?)" in used
    assert "ix_claims_retired (subject=? AND metric=?)" in used


@pytest.mark.parametrize("where", ["sqlite"], indirect=True)
def test_verdicts_of_one_outcome_come_in_order_from_an_index(desk: Any) -> None:
    """A page of them needs no look at the others."""
    fill(desk)
    with explained(desk, 1) as plans:
        desk.store.pages.edges(None, 5, outcome=Outcome.contradiction, metric="funding")
    for plan in plans:
        assert "TEMP B-TREE" not in str(plan)
        check_plan(plan, "ix_edges_outcome (outcome=?)")


def fill(desk: Any) -> None:
    """A hundred claims of as many parties."""
    article = desk.article(" ".join(f"${n} billion." for n in range(100)))
    desk.put(article, *(desk.claim(article, f"${n} billion", n * 1e9, subject=f"Firm {n}") for n in range(100)))


@contextmanager
def explained(desk: Any, statements: int) -> Iterator[list[list[str]]]:
    """The plans of so many statements, filled when the block ends."""
    asked: list[tuple[str, Any]] = []

    def hear(*seen: Any) -> None:
        asked.append((seen[2], seen[3]))

    event.listen(desk.store._engine, "before_cursor_execute", hear)
    plans: list[list[str]] = []
    yield plans
    event.remove(desk.store._engine, "before_cursor_execute", hear)
    assert len(asked) == 1 + statements  # begin is the first
    with desk.connected() as connection:
        sqlite = connection.dialect.name == "sqlite"
        if not sqlite:
            connection.exec_driver_sql("ANALYZE")
            connection.exec_driver_sql("SET enable_seqscan = off")  # it would read the few rows of a test anyhow
        for statement, values in asked[1:]:
            ask = "EXPLAIN QUERY PLAN" if sqlite else "EXPLAIN"
            plans.append([str(row[-1]).strip() for row in connection.exec_driver_sql(f"{ask} {statement}", values)])


def check_plan(plan: list[str], index: str) -> None:
    """No table is read from end to end, and the index is used; SQLite says by which columns."""
    assert not [line for line in plan if line.startswith(("SCAN", "Seq Scan"))], plan
    names, columns = index.split(" (")
    used = [line for line in plan if any(name in line for name in names.split("|"))]
    assert used != [], plan
    assert not used[0].startswith("SEARCH") or any(f"({columns}" in line for line in used), plan
