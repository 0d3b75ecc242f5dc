"""What the tests of the command line share: a small newsroom of invented stories, and short ways to run a command."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

import extractors.cleaning  # noqa: F401  # here, because importing trafilatura inside a test may warn
from review.cli import app

ROOT = Path(__file__).parents[2]

PARTIES = "name,kind,parent,aliases\nNorthwind Compute,company,,Northwind\nQuarry Capital,fund,,\n"

STORIES: tuple[dict[str, str], ...] = (
    {
        "id": "wire-1", "title": "Northwind raises money", "publisher": "The Wire", "published": "2026-05-05",
        "url": "https://wire.example/northwind",
        "text": "Northwind Compute raised $2.4 billion in a Series C round. It employs 900 people.",
    },
    {
        "id": "ledger-1", "title": "A large round", "publisher": "The Ledger", "published": "2026-05-07",
        "text": "Northwind Compute raised $4.2 billion in a Series C round. The money is for chips.",
    },
    {
        "id": "echo-1", "title": "Again", "publisher": "The Echo", "published": "2026-05-06",
        "text": "Northwind Compute raised about $2.4 billion in a Series C round, it said.",
    },
    {
        "id": "plan-1", "title": "Power", "publisher": "The Echo", "published": "2026-06-01",
        "text": "Northwind Compute plans to use up to 2 GW of power by 2030.",
    },
)  # fmt: skip


@dataclass(frozen=True)
class Ran:
    """What a command printed, and how it ended."""

    code: int
    out: str
    err: str

    @property
    def rows(self) -> list[dict[str, Any]]:
        """stdout as JSON lines."""
        return [json.loads(line) for line in self.out.splitlines()]


Run = Callable[..., Ran]


def write_dump(path: Path, rows: Sequence[dict[str, str]]) -> Path:
    """A dump of these rows."""
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    return path


def run_here(*arguments: str | Path, **environment: str) -> Ran:
    """Run a command in this process."""
    found = CliRunner().invoke(app, [str(argument) for argument in arguments], env=environment)
    if found.exception is not None and not isinstance(found.exception, SystemExit):
        raise found.exception
    return Ran(found.exit_code, found.stdout, found.stderr)


def run_there(*arguments: str | Path, **environment: str) -> Ran:
    """Run a command in a process of its own."""
    done = subprocess.run(
        [sys.executable, "-m", "review.cli", *map(str, arguments)],
        capture_output=True, text=True, encoding="utf-8", cwd=ROOT, env={**os.environ, **environment}, check=False,
    )  # fmt: skip
    return Ran(done.returncode, done.stdout, done.stderr)


@pytest.fixture(autouse=True)
def _own_environment(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The names of the newsroom, no database of the person who runs the tests, no Prefect server, no colour."""
    parties = tmp_path / "parties.csv"
    parties.write_text(PARTIES, encoding="utf-8")
    for name in ("PREFECT_API_URL", "COUNTERCLAIM_ALLOW_PRIVATE", "COUNTERCLAIM_CONTACT", "COLUMNS", "FORCE_COLOR"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("PYTHONPATH", str(ROOT))
    monkeypatch.setenv("COUNTERCLAIM_PARTIES", str(parties))
    monkeypatch.setenv("COUNTERCLAIM_DB", str(tmp_path / "claims.db"))


@pytest.fixture
def cli() -> Run:
    """Runs a command in this process."""
    return run_here


@pytest.fixture
def process() -> Run:
    """Runs a command in a process of its own."""
    return run_there


@pytest.fixture(scope="session")
def _stored_once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("newsroom")
    parties = folder / "parties.csv"
    parties.write_text(PARTIES, encoding="utf-8")
    done = run_here(
        "ingest", write_dump(folder / "news.jsonl", STORIES), COUNTERCLAIM_PARTIES=str(parties),
        COUNTERCLAIM_DB=str(folder / "claims.db"),
    )  # fmt: skip
    assert done.code == 0, done.err
    return folder / "claims.db"


@pytest.fixture
def stories(tmp_path: Path) -> Path:
    """The newsroom's stories as a dump."""
    return write_dump(tmp_path / "news.jsonl", STORIES)


@pytest.fixture
def stored(_stored_once: Path, tmp_path: Path) -> Path:
    """A database with the newsroom's stories: the one that commands open where none is named."""
    return Path(shutil.copy(_stored_once, tmp_path / "claims.db"))
