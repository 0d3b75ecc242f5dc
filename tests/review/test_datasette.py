"""A datasette opened on the database shows readable tables and views, and keeps to itself who may sign in."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from datasette.app import Datasette

from storage.describing import TABLES
from storage.views import VIEWS

Run = Callable[..., Any]

DOCS = Path(__file__).parents[2] / "docs"

Ask = Callable[..., Any]


@pytest.fixture
def ask(stored: Path, cli: Run) -> Ask:
    """A function from paths of a datasette to what it answers, on a database that is called as the default one is."""
    (case,) = cli("conflicts", "--format", "jsonl").rows
    assert cli("decide", case["id"], "prefer", "A", "--by", "ann").code == 0
    database = stored.rename(stored.with_name("counterclaim.db"))
    metadata = json.loads((DOCS / "datasette.json").read_text(encoding="utf-8"))

    def answer(*paths: str) -> Any:
        async def get() -> list[Any]:
            shown = Datasette([str(database)], metadata=metadata)
            try:
                return [await shown.client.get(path) for path in paths]
            finally:
                for one in shown.databases.values():
                    one.close()
                shown.executor.shutdown()

        found = asyncio.run(get())
        return found if len(paths) > 1 else found[0]

    return answer


def test_tables_and_views_are_listed(ask: Ask) -> None:
    """Those that only find things are hidden, and users are shown to nobody."""
    found = ask("/counterclaim.json").json()
    assert sorted(view["name"] for view in found["views"]) == sorted(view.name for view in VIEWS)
    listed = {table["name"]: table["hidden"] for table in found["tables"]}
    wanted = {table.name: table.hidden for table in TABLES if not table.secret}
    assert {name: listed[name] for name in wanted} == wanted
    assert "users" not in listed
    assert ask("/counterclaim/users.json").status_code == 403


def test_each_view_has_a_page_that_says_what_it_and_its_columns_are(ask: Ask) -> None:
    """With its SQL, where comments say what is counted."""
    pages = ask(*(f"/counterclaim/{view.name}" for view in VIEWS))
    found = ask(*(f"/counterclaim/{view.name}.json" for view in VIEWS))
    for view, page, rows in zip(VIEWS, pages, found, strict=True):
        assert (view.name, page.status_code) == (view.name, 200)
        assert view.answers.replace("'", "&#39;") in page.text
        assert "CREATE VIEW" in page.text
        assert rows.json()["columns"] == list(view.columns)


def test_rows_of_a_view_read_without_the_code(ask: Ask) -> None:
    """Names, words and links; what a decision made of its sources."""
    found = ask("/counterclaim/current_values.json?_shape=array&metric=funding").json()
    assert [(row["party"], row["says"], row["publisher"]) for row in found] == [
        ("Northwind Compute", "$2.4 billion", "The Echo")
    ]
    found = ask("/counterclaim/sources_by_reliability.json?_shape=array&_sort=source").json()
    assert [(row["source"], row["preferred"], row["passed_over"], row["own"]) for row in found] == [
        ("The Echo", 1, 0, 1), ("The Ledger", 0, 1, 1), ("The Wire", 1, 0, 1),
    ]  # fmt: skip


def test_a_foreign_key_shows_the_name_of_what_it_points_at(ask: Ask) -> None:
    """A claim its article's, an article's text its title."""
    (row, *_) = ask("/counterclaim/claims.json?_shape=array&_labels=on&_sort=key").json()
    assert (row["article"]["label"], row["revision"]["label"]) == ("wire-1", "Northwind raises money")


def test_every_table_has_a_page_that_says_what_it_holds(ask: Ask) -> None:
    """Also the hidden ones."""
    tables = [table for table in TABLES if not table.secret]
    for table, page in zip(tables, ask(*(f"/counterclaim/{table.name}" for table in tables)), strict=True):
        assert (table.name, page.status_code) == (table.name, 200)
        assert table.holds.replace("'", "&#39;") in page.text
