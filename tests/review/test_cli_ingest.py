"""What ingest prints: a line or a row for each source, new conflicts, a summary."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

Run = Callable[..., Any]


def test_each_article_gets_one_line(cli: Run, stories: Path) -> None:
    """It says what was new, in the order of the input."""
    done = cli("ingest", stories)
    assert done.code == 0
    assert [line.split(": ")[0] for line in done.out.splitlines()] == [
        f"new        {stories} line {number}" for number in range(1, 5)
    ]


def test_messages_name_the_database_the_new_conflicts_and_the_next_command(
    cli: Run, stories: Path, tmp_path: Path
) -> None:
    """All of them go to stderr; the command that is offered works."""
    done = cli("ingest", stories)
    first, *announced, offered, summary = done.err.splitlines()
    assert first == f"counterclaim: made the database {tmp_path / 'claims.db'}"
    assert announced[0].startswith("counterclaim: new conflict ")
    assert announced[0].endswith("Northwind Compute, Funding round (Series C): $2.4 billion or $4.2 billion") or (
        announced[0].endswith("Northwind Compute, Funding round (Series C): $4.2 billion or $2.4 billion")
    )
    assert summary == f"counterclaim: 4 new; 4 claims added, {len(announced)} new conflict" + "s" * (len(announced) > 1)
    _, command = offered.split("to see why: ")
    assert cli(*command.split()[1:]).code == 0


def test_the_same_source_again_changes_nothing(cli: Run, stories: Path) -> None:
    """Every line says so, and no conflict is announced twice."""
    cli("ingest", stories)
    before = cli("status", "--format", "json").out
    again = cli("ingest", stories)
    assert [line.split()[0] for line in again.out.splitlines()] == ["unchanged"] * 4
    assert again.err == "counterclaim: 4 unchanged; 0 claims added, 0 new conflicts\n"
    assert cli("status", "--format", "json").out == before


def test_rows_for_programs_hold_counts_and_the_ids_of_conflicts(cli: Run, stories: Path) -> None:
    """The id in a row is one that `conflict` takes."""
    rows = cli("ingest", "--format", "jsonl", stories).rows
    assert [(row["state"], row["doc"], row["added"]) for row in rows] == [
        ("new", "wire-1", 1), ("new", "ledger-1", 1), ("new", "echo-1", 1), ("new", "plan-1", 1),
    ]  # fmt: skip
    (found,) = rows[1]["conflicts"]
    assert cli("conflict", found).code == 0


def test_a_refused_source_is_a_line_and_exit_1(cli: Run, stories: Path, tmp_path: Path) -> None:
    """The others are stored all the same, and the summary counts the reasons."""
    gone = tmp_path / "gone.txt"
    done = cli("ingest", gone, stories)
    assert done.code == 1
    assert done.out.splitlines()[0] == f"refused    {gone}: there is no such file: {gone}"
    assert len(done.out.splitlines()) == 5
    assert "4 new, 1 refused (missing 1);" in done.err.splitlines()[-1]
    assert json.loads(cli("status", "--format", "json").out)["refusals"] == {"missing": 1}


def test_with_a_prefect_server_the_flow_does_the_work(cli: Run, stories: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The flow is handed the arguments and the database; what it gives is printed as ever."""
    asked: list[Any] = []

    async def ingest_articles(sources: list[str], db: str | None) -> list[dict[str, Any]]:
        asked.append((sources, db))
        return [
            {"source": sources[0], "state": "refused", "added": 0, "conflicts": [], "reason": "missing",
             "line": f"refused    {sources[0]}: gone"},
        ]  # fmt: skip

    flow = ModuleType("flows.ingest")
    flow.ingest_articles = ingest_articles  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, "flows.ingest", flow)
    done = cli("ingest", stories, "--db", "here.db", PREFECT_API_URL="http://127.0.0.1:1/api")
    assert asked == [([str(stories)], "here.db")]
    assert (done.code, done.out) == (1, f"refused    {stories}: gone\n")


@pytest.fixture(autouse=True)
def _in_a_folder_of_its_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
