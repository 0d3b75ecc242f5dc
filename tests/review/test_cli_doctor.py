"""What doctor prints: the set-up, what is wrong with a repair, and the exit code."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

Run = Callable[..., Any]


def change(path: Path, statement: str, *values: Any) -> None:
    """Change the database behind the store's back."""
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute(statement, values)


@pytest.mark.parametrize("form", ["table", "jsonl"])
def test_a_sound_store(cli: Run, stored: Path, form: str) -> None:
    """Nothing on stdout; what was looked at, on stderr."""
    done = cli("doctor", "--format", form)
    assert (done.code, done.out) == (0, "")
    names, addresses, database, last = done.err.splitlines()
    assert names.startswith("counterclaim: party table: ")
    assert names.endswith(" names, 2 of them your own")
    assert addresses == "counterclaim: private addresses: none may be fetched"
    assert database.startswith(
        f"counterclaim: database {stored}: checked 4 articles, 4 revisions, 4 snapshots, 4 claims, "
    )
    assert last == "counterclaim: nothing is wrong"


def test_each_thing_that_is_wrong_is_a_row(cli: Run, stored: Path) -> None:
    """The others are looked at all the same, and every command that needs the text says so in one line."""
    article = json.loads(cli("article", "wire-1", "--format", "json").out)
    change(stored, "UPDATE snapshots SET data = x'00' WHERE sha = ?", article["text_sha"])
    plan = cli("claims", "--source", "plan-1", "--format", "jsonl").rows[0]
    change(stored, "UPDATE claims SET quote = 'up to 3 GW' WHERE id = ?", plan["claim"])
    done = cli("doctor", "--format", "jsonl")
    assert done.code == 1
    assert [(row["what"], row["article"], row["claim"]) for row in done.rows] == [
        ("snapshot", "wire-1", None), ("claim", "plan-1", plan["claim"]),
    ]  # fmt: skip
    assert done.err.splitlines()[-1] == "counterclaim: 2 things wrong"
    table = cli("doctor")
    assert (table.code, "its quote is 'up to 3 GW'" in table.out) == (1, True)

    words = f"counterclaim: snapshot {article['text_sha'][:16]} is damaged ("
    shown = cli("article", "wire-1")
    assert (shown.code, shown.out, shown.err.startswith(words), shown.err.count("\n")) == (1, "", True, 1)
    listed = cli("conflicts")
    assert (listed.code, listed.err.startswith(words), listed.err.count("\n")) == (0, True, 1)
    assert "“$2.4 billion”" in listed.out
    conflict = json.loads(cli("conflicts", "--format", "json").out)[0]["id"]
    assert (cli("conflict", conflict).code, cli("conflict", conflict).err.startswith(words)) == (1, True)
    again = cli("reextract")
    assert (again.code, again.out.startswith("damaged    ")) == (1, True)
    assert again.err.endswith("; 1 damaged text left as it was\n")


def test_the_repairs_that_are_named_repair(cli: Run, stored: Path, stories: Path) -> None:
    """Reading the text again mends a claim, and the article again a snapshot."""
    article = json.loads(cli("article", "wire-1", "--format", "json").out)
    plan = cli("claims", "--source", "plan-1", "--format", "jsonl").rows[0]
    change(stored, "UPDATE claims SET quote = 'up to 3 GW' WHERE id = ?", plan["claim"])
    (wrong,) = cli("doctor", "--format", "jsonl").rows
    assert cli(*wrong["repair"].split("`")[1].split()[1:]).code == 0
    assert cli("doctor").code == 0
    change(stored, "UPDATE snapshots SET data = x'00' WHERE sha = ?", article["text_sha"])
    assert cli("doctor").code == 1
    assert cli("ingest", stories).code == 0
    assert cli("doctor").code == 0


def test_a_set_up_that_is_wrong(cli: Run, tmp_path: Path) -> None:
    """Each part has its row, with the repair."""
    done = cli(
        "doctor", "--format", "jsonl", COUNTERCLAIM_PARTIES=str(tmp_path / "gone.csv"),
        COUNTERCLAIM_ALLOW_PRIVATE="10.0.0.0/99",
    )  # fmt: skip
    assert done.code == 1
    assert [row["what"] for row in done.rows] == ["party table", "private addresses", "database"]
    assert all(row["repair"] for row in done.rows)
    assert done.rows[2]["repair"] == "`counterclaim ingest SOURCE` makes one"
    assert not (tmp_path / "claims.db").exists()


def test_a_database_that_cannot_be_used_is_a_row(cli: Run, tmp_path: Path) -> None:
    """Of a later version, or no database at all."""
    path = tmp_path / "notes.db"
    path.write_text("not a database " * 100, encoding="utf-8")
    done = cli("doctor", "--db", path, "--format", "jsonl")
    assert (done.code, [row["what"] for row in done.rows]) == (1, ["database"])
    assert done.rows[0]["detail"].startswith(f"database {path}: cannot open (file is not a database)")
