"""What reextract prints, and what `claims --as-of` and `article` show after it."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

Run = Callable[..., Any]

RENAMED = "name,kind,parent,aliases\nNorthwind Group,company,,Northwind Compute|Northwind\nQuarry Capital,fund,,\n"


@pytest.fixture
def renamed(tmp_path: Path) -> dict[str, str]:
    """The environment in which Northwind has another name."""
    path = tmp_path / "renamed.csv"
    path.write_text(RENAMED, encoding="utf-8")
    return {"COUNTERCLAIM_PARTIES": str(path)}


def backdate(path: Path, day: str) -> None:
    """Make what is stored older: it was recorded at noon of that day."""
    with closing(sqlite3.connect(path)) as connection, connection:
        for table in ("claims", "revisions"):
            connection.execute(f"UPDATE {table} SET recorded_at = '{day} 12:00:00'")
        connection.execute(f"UPDATE edges SET recorded_at = '{day} 12:00:00', checked_at = '{day} 12:00:00'")


@pytest.mark.usefixtures("stored")
def test_the_same_rules_change_nothing(cli: Run) -> None:
    """Dry or not, the first time and the second; nothing is drawn in a pipe."""
    before = cli("claims", "--include-retired", "--format", "json").out
    for options, does in ((["--dry-run"], "would change"), ([], "changed"), ([], "changed")):
        done = cli("reextract", *options)
        assert (done.code, done.out) == (0, "")
        assert done.err == f"counterclaim: nothing {does} in 4 articles: 4 kept\n"
    assert cli("claims", "--include-retired", "--format", "json").out == before


def test_a_renamed_party_retires_its_claims_and_adds_them_anew(cli: Run, stored: Path, renamed: dict[str, str]) -> None:
    """First as a dry run; what was known on a day stays what was known on it; the article shows both."""
    backdate(stored, "2026-06-01")
    conflicts = [row["id"] for row in json.loads(cli("conflicts", "--format", "json").out)]
    would = cli("reextract", "--dry-run", **renamed)
    assert would.out.splitlines() == [
        f"changed    {doc}: 1 added, 0 kept, 1 retired" for doc in ("wire-1", "ledger-1", "echo-1", "plan-1")
    ]
    assert would.err == "counterclaim: 4 of 4 articles would change: 4 claims added, 0 kept, 4 retired\n"
    assert cli("status", "--format", "json").out.count('"retired": 0') == 1

    done = cli("reextract", **renamed)
    assert (done.code, [line.split(",")[0] for line in done.out.splitlines()]) == (
        0, [line.split(",")[0] for line in would.out.splitlines()],
    )  # fmt: skip
    new = json.loads(cli("conflicts", "--format", "json", **renamed).out)
    assert len(new) == len(conflicts) > 0
    assert {row["id"] for row in new}.isdisjoint(conflicts)
    found = f"{len(new)} new conflict{'s' if len(new) > 1 else ''}"
    assert done.err == f"counterclaim: 4 of 4 articles changed: 4 claims added, 0 kept, 4 retired, {found}\n"
    assert cli("reextract", **renamed).err == "counterclaim: nothing changed in 4 articles: 4 kept\n"

    def subjects(*options: str) -> list[str]:
        return [row["subject"] for row in cli("claims", *options, "--format", "jsonl").rows]

    assert subjects("--as-of", "2026-05-31") == []
    assert subjects("--as-of", "2026-06-01") == ["Northwind Compute"] * 4
    assert subjects("--as-of", "2026-06-01T11:59:59Z") == []
    assert subjects() == ["Northwind Group"] * 4
    assert cli("conflict", conflicts[0]).code == 0

    shown = cli("article", "wire-1").out
    assert "revision 1 since 1 Jun 2026 12:00 UTC: Northwind raises money" in shown
    assert "  read again " in shown
    assert "- $2.4 billion Northwind Compute: Funding round (Series C) (asserted)" in shown
    assert "+ $2.4 billion Northwind Group: Funding round (Series C) (asserted)" in shown
    changes = json.loads(cli("article", "wire-1", "--format", "json").out)["changes"]
    assert [(one["new_text"], len(one["added"]), one["kept"], len(one["dropped"])) for one in changes] == [
        (True, 1, 0, 0), (False, 1, 0, 1),
    ]  # fmt: skip


@pytest.mark.usefixtures("stored")
def test_only_the_articles_of_a_source(cli: Run, renamed: dict[str, str]) -> None:
    """A publisher, as for `claims`; programs get a row for each article, with or without news."""
    rows = cli("reextract", "--source", "The Echo", "--format", "jsonl", **renamed).rows
    assert [(row["doc"], row["state"], row["added"], row["kept"], row["retired"]) for row in rows] == [
        ("echo-1", "changed", 1, 0, 1), ("plan-1", "changed", 1, 0, 1),
    ]  # fmt: skip
    rows = cli("reextract", "--source", "The Echo", "--format", "jsonl", **renamed).rows
    assert [(row["doc"], row["state"], row["added"], row["kept"], row["retired"]) for row in rows] == [
        ("echo-1", "unchanged", 0, 1, 0), ("plan-1", "unchanged", 0, 1, 0),
    ]  # fmt: skip
    nobody = cli("reextract", "--source", "Nobody")
    assert (nobody.code, nobody.err) == (0, "counterclaim: nothing changed in 0 articles: 0 kept\n")


def test_without_a_database_there_is_nothing_to_read(cli: Run, tmp_path: Path) -> None:
    """None is made."""
    done = cli("reextract")
    assert (done.code, done.out) == (1, "")
    assert "there is no such file" in done.err
    assert not (tmp_path / "claims.db").exists()


def test_a_changed_page_shows_what_it_added_kept_and_dropped(cli: Run, tmp_path: Path) -> None:
    """A claim that only stands elsewhere now is kept, for the counts of `ingest` and of `article` alike."""
    story = tmp_path / "story.txt"
    story.write_text("Northwind Compute raised $2.4 billion in a Series C round. Quarry Capital invested $1 billion.")
    cli("ingest", story)
    backdate(tmp_path / "claims.db", "2026-06-01")
    story.write_text(
        "Correction: an earlier version gave another sum.\n\n"
        "Northwind Compute raised $2.4 billion in a Series C round. Quarry Capital invested $1.5 billion."
    )
    done = cli("ingest", story)
    assert done.out == f"changed    {story}: 1 claim added, 1 kept, 1 retired [no_date]\n"
    first, second = json.loads(cli("article", "story.txt", "--format", "json").out)["changes"]
    assert (first["revision"], len(first["added"]), first["kept"], len(first["dropped"])) == (1, 2, 0, 0)
    assert (second["revision"], len(second["added"]), second["kept"], len(second["dropped"])) == (2, 1, 1, 1)
    shown = cli("article", "story.txt").out
    assert "1 claim added, 1 kept, 1 dropped" in shown
    assert "- $1 billion Quarry Capital" in shown
    assert "+ $1.5 billion Quarry Capital" in shown
    then = [row["quote"] for row in cli("claims", "--as-of", "2026-06-01", "--format", "jsonl").rows]
    assert then == ["$2.4 billion", "$1 billion"]
    assert [row["quote"] for row in cli("claims", "--format", "jsonl").rows] == ["$2.4 billion", "$1.5 billion"]
