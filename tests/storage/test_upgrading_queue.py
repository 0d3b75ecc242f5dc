"""A database that version 0003 wrote comes up to date: its cases and decisions stay, and the queue finds them."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import create_engine, inspect

from claims.cases import CaseStatus
from claims.judgements import Judgement
from storage import filing, schema
from storage.store import CaseQuery, Draft, Store

DUMP = (Path(__file__).parent / "data" / "0003.sql").read_text(encoding="utf-8")
"""What version 0003 of the tables held after five articles, two cases and a decision: written by it, not by hand."""

EVERY = CaseQuery(statuses=frozenset(CaseStatus) - {CaseStatus.merged})

OLD = (
    "articles", "revisions", "claims", "claim_parties", "edges", "snapshots", "fetches", "mentions", "signals", "texts",
    "bands", "cited", "case_claims", "case_log", "decisions", "feeds", "urls",
)  # fmt: skip
"""Its tables, but for that of cases, which has new columns."""


@pytest.fixture
def old(path: Path) -> Path:
    """A file as that version left it."""
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.executescript(DUMP)
    return path


def rows(path: Path) -> dict[str, list[Any]]:
    """All rows of its tables; of a case the columns that it had."""
    with closing(sqlite3.connect(path)) as connection:
        found = {table: connection.execute(f"SELECT * FROM {table} ORDER BY 1, 2").fetchall() for table in OLD}
        columns = "id, status, successor, party, metric, kind, gap, grade, articles, origins, fingerprint, version"
        found["cases"] = connection.execute(f"SELECT {columns}, opened_at, changed_at FROM cases ORDER BY 1").fetchall()
        return found


def test_opening_keeps_every_row(old: Path) -> None:
    """Nothing that an analyst or an article said moves."""
    before = rows(old)
    with Store.open(str(old)) as store:
        assert not store.created
    assert rows(old) == before


def test_its_cases_are_found_in_the_queue(old: Path) -> None:
    """By party, publisher and words, in their order, decided ones too; and as lines of a list."""
    with Store.open(str(old)) as store:
        quarry, northwind = (found.id for found in store.cases(EVERY))
        assert [line.id for line in store.queue.look(EVERY, 5)[0].lines] == [quarry, northwind]
        asked = {
            "party": "quarry capital", "source": "the echo", "search": '"is worth more"', "metric": "funding",
            "min_gap": 0.5, "assignee": "nobody",
        }  # fmt: skip
        for name, value in asked.items():
            found = store.queue.ids(CaseQuery(statuses=EVERY.statuses, **{name: value}))
            assert (name, found[0]) == (name, quarry)
        assert store.queue.ids() == [northwind]
        assert store.queue.ids(CaseQuery(search="chips")) == []  # another sentence of the article
        assert {one.value: one.count for one in store.queue.look(EVERY, 1)[1].counted["status"]} == {
            "decided": 1,
            "open": 1,
        }


def test_its_decisions_go_on_to_hold(old: Path) -> None:
    """They can be taken back, and what is decided now stands beside them."""
    with Store.open(str(old)) as store:
        quarry, northwind = store.cases(EVERY)
        assert quarry.decision is not None
        assert (quarry.decision.words, quarry.decision.by) == ("prefers A ($3 billion)", "ann")
        with store.writing() as writer:
            writer.undo(quarry.id, "bob")
            writer.decide(northwind.id, Draft(judgement=Judgement.unsure, by="bob"))
        assert store.queue.ids() == [quarry.id]


def test_it_has_what_a_new_one_has(old: Path, tmp_path: Path) -> None:
    """Tables, columns and indexes by name; the index of words with its triggers."""

    def shape(at: Path) -> dict[str, Any]:
        Store.open(str(at)).close()
        engine = create_engine(f"sqlite:///{at}")
        seen = inspect(engine)
        found: dict[str, Any] = {
            name: ([column["name"] for column in seen.get_columns(name)], {i["name"] for i in seen.get_indexes(name)})
            for name in schema.metadata.tables
        }
        engine.dispose()
        with closing(sqlite3.connect(at)) as connection:
            found[""] = connection.execute(
                "SELECT type, name FROM sqlite_master WHERE name LIKE 'case_%' ORDER BY 1, 2"
            ).fetchall()
        return found

    assert shape(old) == shape(tmp_path / "new.db")


def test_a_migration_that_fails_leaves_the_old_database(old: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """All or nothing, the index of words included; the next opening brings it up to date."""
    before = rows(old)

    def fail(*_: Any) -> None:
        raise RuntimeError("power cut")

    with monkeypatch.context() as broken:
        broken.setattr(filing, "put_missing", fail)
        with pytest.raises(RuntimeError, match="power cut"):
            Store.open(str(old))
    assert rows(old) == before
    with closing(sqlite3.connect(old)) as connection:
        assert connection.execute("SELECT version_num FROM counterclaim_version").fetchall() == [("0003",)]
        assert connection.execute("SELECT name FROM sqlite_master WHERE name LIKE 'case_search%'").fetchall() == []
    with Store.open(str(old)) as store:
        assert len(store.queue.ids(EVERY)) == 2
