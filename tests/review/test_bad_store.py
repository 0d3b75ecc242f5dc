"""A database that is locked or cannot grow: one clear line, exit code 1, and nothing half done."""

from __future__ import annotations

import json
import os
import resource
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from random import Random
from typing import Any

import pytest

from storage.store import Store

Run = Callable[..., Any]
ROOT = Path(__file__).parents[2]
LOCKED = "(database is locked): another process is writing and did not finish in time; try again when it is done\n"


@pytest.fixture
def other(stored: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[sqlite3.Connection]:
    """Another program at the stored database; our patience with it is short."""
    monkeypatch.setitem(Store.open.__func__.__kwdefaults__, "patience", 0.2)  # type: ignore[attr-defined]
    with closing(sqlite3.connect(stored, isolation_level=None)) as connection:
        yield connection


def test_a_database_that_another_program_keeps_locked(
    cli: Run, stored: Path, tmp_path: Path, other: sqlite3.Connection
) -> None:
    """Nothing is written; reading goes on; and when the other one is done, the same command works."""
    story = tmp_path / "story.txt"
    story.write_text("Northwind Compute raised $3 billion in a Series D round.")
    before = cli("claims", "--include-retired", "--format", "json").out
    other.execute("BEGIN EXCLUSIVE")
    for command in (["ingest", story], ["reextract"]):
        done = cli(*command)
        assert (done.code, done.out, done.err) == (1, "", f"counterclaim: database {stored}: cannot write {LOCKED}")
    assert cli("claims", "--include-retired", "--format", "json").out == before
    assert cli("doctor").code == 0
    other.execute("ROLLBACK")
    assert cli("ingest", story).code == 0
    assert cli("doctor").code == 0


@pytest.mark.parametrize("command", [["claims"], ["conflicts"], ["status"], ["article", "wire-1"]])
def test_a_database_that_another_program_has_for_itself(
    cli: Run, stored: Path, other: sqlite3.Connection, command: list[str]
) -> None:
    """Reading too waits and then says so."""
    other.execute("PRAGMA locking_mode = EXCLUSIVE")
    other.execute("BEGIN EXCLUSIVE")
    other.execute("DELETE FROM edges")
    done = cli(*command)
    assert (done.code, done.out) == (1, "")
    assert done.err == f"counterclaim: database {stored}: cannot open {LOCKED}"
    other.execute("ROLLBACK")
    doctor = cli("doctor", "--format", "jsonl")
    assert (doctor.code, [row["what"] for row in doctor.rows]) == (1, ["database"])


def test_a_file_that_may_not_grow(cli: Run, tmp_path: Path) -> None:
    """A quota, as a full disk: what was told is stored, the rest leaves nothing, and a repeat completes."""
    path, chance = tmp_path / "claims.db", Random(3)
    rows = [
        {"id": f"{number}", "text": f"Northwind Compute raised ${number + 2}.5 billion. {chance.randbytes(9000).hex()}"}
        for number in range(60)
    ]
    dump = tmp_path / "dump.jsonl"
    dump.write_text("".join(json.dumps(row) + "\n" for row in rows))
    assert cli("ingest", dump, "--db", tmp_path / "other.db").code == 0

    limit = 600_000
    done = subprocess.run(
        [sys.executable, "-m", "review.cli", "ingest", dump, "--db", path], cwd=ROOT, env=dict(os.environ),
        capture_output=True, text=True, check=False,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit)),
    )  # fmt: skip
    assert done.returncode == 1
    told = [line for line in done.stdout.splitlines() if line.startswith("new ")]
    assert 0 < len(told) < 60
    last = done.stderr.splitlines()[-1]
    assert last.startswith(f"counterclaim: database {path}: cannot write (disk I/O error): ")
    assert "Traceback" not in done.stderr
    assert json.loads(cli("status", "--db", path, "--format", "json").out)["articles"] == len(told)
    assert cli("doctor", "--db", path).code == 0

    again = cli("ingest", dump, "--db", path)
    assert again.code == 0
    states = [line.split()[0] for line in again.out.splitlines()]
    assert states == ["unchanged"] * len(told) + ["new"] * (60 - len(told))
    keys = ("articles", "revisions", "claims", "retired", "verdicts")
    one, other = (
        json.loads(cli("status", "--db", where, "--format", "json").out) for where in (path, tmp_path / "other.db")
    )
    assert [one[key] for key in keys] == [other[key] for key in keys]
