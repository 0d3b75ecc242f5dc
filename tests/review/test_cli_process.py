"""The command as a process: streams, exit codes, pipes, interruption, and what it does not import."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Run = Callable[..., Any]

ROOT = Path(__file__).parents[2]

IMPORTED = """
import json, sys
from review.cli import app
try:
    app({arguments!r})
except SystemExit as ended:
    assert not ended.code, ended.code
wanted = ("trafilatura", "lxml", "sqlalchemy", "alembic", "prefect", "spacy", "flows.addresses")
print(json.dumps([name for name in wanted if name in sys.modules]), file=sys.stderr)
"""


def imported(*arguments: str) -> list[str]:
    """Which of the large packages a command imports."""
    code = IMPORTED.format(arguments=list(arguments))
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, cwd=ROOT, check=True)
    return list(json.loads(done.stderr.splitlines()[-1]))


def test_data_and_messages_have_streams_of_their_own(process: Run, stories: Path, tmp_path: Path) -> None:
    """A program that reads stdout sees rows only, a person sees what failed, and the exit code tells both."""
    done = process("extract", "--format", "jsonl", tmp_path / "gone.txt", stories)
    assert done.code == 1
    assert [row["doc"] for row in done.rows] == ["wire-1", "ledger-1", "echo-1", "plan-1"]
    assert all(line.startswith("counterclaim: ") for line in done.err.splitlines())


def test_rows_are_utf_8_in_every_locale(process: Run, tmp_path: Path) -> None:
    """What is printed for programs does not depend on the machine's settings."""
    story = tmp_path / "story.txt"
    story.write_text("Northwind Compute raised €2.4 billion.", encoding="utf-8")
    done = process("extract", "--format", "jsonl", story, PYTHONIOENCODING="ascii")
    assert [row["quote"] for row in done.rows] == ["€2.4 billion"]
    assert process("extract", "--explain", story, PYTHONIOENCODING="ascii").code == 0


@pytest.mark.parametrize("asked", [["--nonsense"], ["claims", "--limit", "0"], ["conflict"], ["nonsense"]])
def test_wrong_usage_exits_with_2(process: Run, asked: list[str]) -> None:
    """stdout stays empty, and there is no traceback."""
    done = process(*asked)
    assert (done.code, done.out) == (2, "")
    assert "Traceback" not in done.err


def test_a_url_of_another_scheme_is_wrong_usage(process: Run) -> None:
    """One line says what can be fetched."""
    done = process("extract", "ftp://host/story.txt")
    assert (done.code, done.out, done.err.count("\n")) == (2, "", 1)


def test_a_party_table_that_cannot_be_read_is_wrong_usage(process: Run, stories: Path, tmp_path: Path) -> None:
    """The line names the table, before anything is read or made."""
    done = process("ingest", stories, COUNTERCLAIM_PARTIES=str(tmp_path / "none.csv"))
    assert (done.code, done.out, done.err.count("\n")) == (2, "", 1)
    assert str(tmp_path / "none.csv") in done.err
    assert not (tmp_path / "claims.db").exists()


def test_the_version_is_printed(process: Run) -> None:
    """One line, also where the program is not installed."""
    done = process("--version")
    assert (done.code, done.out[:12], done.out.count("\n"), done.err) == (0, "counterclaim", 1, "")


def test_a_reader_that_stops_ends_it_quietly(stored: Path) -> None:
    """`| head` leaves no message and no traceback."""
    reading, writing = os.pipe()
    os.close(reading)
    done = subprocess.run(
        [sys.executable, "-m", "review.cli", "claims", "--db", str(stored)],
        stdout=writing, stderr=subprocess.PIPE, cwd=ROOT, check=False,
    )  # fmt: skip
    os.close(writing)
    assert (done.returncode, done.stderr) == (141, b"")


@pytest.mark.parametrize("form", ["table", "jsonl"])
def test_a_reader_that_stops_ends_ingest_quietly_too(stories: Path, form: str) -> None:
    """Nothing but the exit code tells of it."""
    reading, writing = os.pipe()
    os.close(reading)
    done = subprocess.run(
        [sys.executable, "-m", "review.cli", "ingest", str(stories), "--format", form],
        stdout=writing, stderr=subprocess.PIPE, cwd=ROOT, check=False,
    )  # fmt: skip
    os.close(writing)
    assert done.returncode == 141
    assert b"Traceback" not in done.stderr
    assert b"Exception" not in done.stderr


def test_ctrl_c_is_one_line_and_exit_130(tmp_path: Path) -> None:
    """It is heard between two articles, though all sources are files."""
    pipe = tmp_path / "endless.jsonl"
    os.mkfifo(pipe)
    row = json.dumps({"id": "x", "text": "Northwind Compute raised $2.4 billion."}).encode() + b"\n"
    command = [sys.executable, "-m", "review.cli", "extract", "--format", "jsonl", str(pipe)]
    running = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, cwd=ROOT)
    with running, pipe.open("wb", buffering=0) as feeding:
        feeding.write(row)
        assert running.stdout is not None
        assert running.stdout.readline().startswith(b'{"claim"')
        running.send_signal(signal.SIGINT)
        feeding.write(row)
        _, err = running.communicate()
    assert running.returncode == 130
    assert err == b"counterclaim: interrupted; nothing that was stored is lost\n"


def test_reading_a_text_file_imports_no_parser_database_network_or_prefect(stories: Path, tmp_path: Path) -> None:
    """Start-up is what a person waits for."""
    story = tmp_path / "story.txt"
    story.write_text("Northwind Compute raised $2.4 billion.", encoding="utf-8")
    assert imported("extract", str(story)) == ["spacy"]


def test_a_query_imports_the_database_only(stored: Path) -> None:
    """Claims and conflicts are shown without the extractors."""
    assert imported("claims", "--db", str(stored)) == ["sqlalchemy"]
    assert imported("conflicts", "--db", str(stored)) == ["sqlalchemy"]


def test_help_imports_none_of_them() -> None:
    """Nobody waits for help."""
    assert imported("ingest", "--help") == []
