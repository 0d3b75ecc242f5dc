"""A database that version 0001 wrote comes up to date: all that it held stays, and its conflicts become cases."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import create_engine, inspect

from claims.buckets import Asked
from storage import deriving, schema
from storage.store import Store

DUMP = (Path(__file__).parent / "data" / "0001.sql").read_text(encoding="utf-8")
"""What version 0001 of the tables held after four articles were ingested: written by it, not by hand."""

OLD = ("articles", "revisions", "claims", "claim_parties", "edges", "snapshots", "fetches", "mentions", "signals")


@pytest.fixture
def old(path: Path) -> Path:
    """A file as that version left it."""
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.executescript(DUMP)
    return path


def rows(path: Path) -> dict[str, list[Any]]:
    """All rows of the tables of 0001."""
    with closing(sqlite3.connect(path)) as connection:
        return {table: connection.execute(f"SELECT * FROM {table} ORDER BY 1, 2").fetchall() for table in OLD}


def test_opening_brings_it_up_to_date_and_keeps_every_row(old: Path) -> None:
    """It was made before, so nobody is told that it was made now."""
    before = rows(old)
    with Store.open(str(old)) as store:
        assert not store.created
        assert store.status().articles == 4
    edges = [(*row, "[]") for row in before["edges"]]  # none rests on further claims
    assert rows(old) == {**before, "edges": edges, "claims": [(*row, None) for row in before["claims"]]}
    with closing(sqlite3.connect(old)) as connection:
        assert connection.execute("SELECT version_num FROM counterclaim_version").fetchall() == [
            (schema.REVISIONS[-1],)
        ]


def test_its_claims_are_found_by_their_site(old: Path) -> None:
    """Which a new column holds without capitals and filler words."""
    with closing(sqlite3.connect(old)) as connection, connection:
        connection.execute("UPDATE claims SET site = 'the Fjord One campus'")
    with Store.open(str(old)) as store, store.writing() as writer:
        (found,) = writer.bucket(Asked(sites=frozenset({("fjord one", "power"), ("fjord one", "funding")})))
    assert (found.quote, found.event.site) == ("2 GW", "the Fjord One campus")


def test_its_claims_are_counted(old: Path) -> None:
    """By party and metric, and counted on as they come and go."""
    with Store.open(str(old)) as store:
        listed = store.shelves.names()
        told = {name: store.shelves.party(name).metrics for name, _ in listed}
    with closing(sqlite3.connect(old)) as connection:
        stand = connection.execute(
            "SELECT subject, metric, count(*) FROM claims WHERE retired_at IS NULL GROUP BY 1, 2"
        )
        wanted = {(subject, metric): number for subject, metric, number in stand}
        named = dict(connection.execute("SELECT party, count(*) FROM claim_parties GROUP BY 1").fetchall())
    assert {(name, metric): number for name, by in told.items() for metric, number in by.items()} == wanted
    assert {name.casefold(): number for name, number in listed} == named


def test_a_damaged_snapshot_keeps_nothing_else_from_coming_up_to_date(old: Path) -> None:
    """What is told of its text is missing, and of all others it is there."""
    with closing(sqlite3.connect(old)) as connection, connection:
        (sha,) = connection.execute("SELECT text_sha FROM revisions ORDER BY key").fetchone()
        connection.execute("UPDATE snapshots SET data = x'00' WHERE sha = ?", (sha,))
    with Store.open(str(old)) as store:
        assert store.status().articles == 4
    with closing(sqlite3.connect(old)) as connection:
        known = {row[0] for row in connection.execute("SELECT sha FROM texts")}
        assert known == {row[0] for row in connection.execute("SELECT text_sha FROM revisions")} - {sha}


def test_its_conflicts_are_cases_since_they_were_found(old: Path) -> None:
    """Three articles, two pairs, one case."""
    with Store.open(str(old)) as store:
        (found,) = store.cases()
        assert [(side.claim.quote, side.origins) for side in found.case.sides] == [
            ("$2.4 billion", ("The Wire", "The Echo")), ("$4.2 billion", ("The Ledger",)),
        ]  # fmt: skip
        assert {edge.case for edge in store.edges()} == {found.id}
        assert found.opened_at == min(edge.recorded_at for edge in store.edges())
        assert store.status().cases == {"open": 1}


def test_it_has_the_tables_that_a_new_one_has(old: Path, tmp_path: Path) -> None:
    """Columns and indexes, by name."""

    def tables(at: Path) -> dict[str, Any]:
        Store.open(str(at)).close()
        engine = create_engine(f"sqlite:///{at}")
        seen = inspect(engine)
        found = {
            name: ([column["name"] for column in seen.get_columns(name)], {i["name"] for i in seen.get_indexes(name)})
            for name in schema.metadata.tables
        }
        engine.dispose()
        return found

    assert tables(old) == tables(tmp_path / "new.db")


def test_a_migration_that_fails_leaves_the_old_database(old: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Tables and cases come together or not at all, and the next opening makes both."""
    before = rows(old)

    def fail(*_: Any) -> None:
        raise RuntimeError("power cut")

    with monkeypatch.context() as broken:
        broken.setattr(deriving, "derive", fail)
        with pytest.raises(RuntimeError, match="power cut"):
            Store.open(str(old))
    with closing(sqlite3.connect(old)) as connection:
        names = {name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
        assert names == {*OLD, schema.VERSION_TABLE}
        assert connection.execute("SELECT version_num FROM counterclaim_version").fetchall() == [("0001",)]
    assert rows(old) == before
    with Store.open(str(old)) as store:
        assert len(store.cases()) == 1


def test_deriving_again_changes_nothing(old: Path) -> None:
    """What is there stays."""
    with Store.open(str(old)) as store:
        before = store.cases(), store.case_history(store.cases()[0])
        derive: Callable[..., None] = deriving.derive
        with store._engine.begin() as connection:
            derive(connection)
        assert (store.cases(), store.case_history(store.cases()[0])) == before
