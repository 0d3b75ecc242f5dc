"""A real Prefect for the flows' tests: one server a session, in a folder of its own, told nothing of the machine's."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from types import ModuleType

import pytest

from flows.serving import QUIET, PrefectServer

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[PrefectServer]:
    """A running `prefect server start`, which this process too will use."""
    with pytest.MonkeyPatch.context() as patch, PrefectServer(tmp_path_factory.mktemp("prefect")) as server:
        for name, value in {**server.variables, "PREFECT_LOGGING_LEVEL": "CRITICAL"}.items():
            patch.setenv(name, value)  # before Prefect is imported: it would make a folder in the user's home
        server.wait()
        yield server


@pytest.fixture(scope="session")
def ingest(server: PrefectServer) -> Iterator[ModuleType]:
    """The module `flows.ingest`, whose runs go to the server."""
    from prefect.events.worker import EventsWorker
    from prefect.logging.handlers import APILogWorker
    from prefect.settings import PREFECT_API_URL, temporary_settings

    import flows.ingest

    with temporary_settings({PREFECT_API_URL: server.variables["PREFECT_API_URL"]}):
        yield flows.ingest
        EventsWorker.drain_all()  # else they look for the server when the process ends
        APILogWorker.drain_all()


@pytest.fixture
def prefect_home(server: PrefectServer, tmp_path: Path) -> Path:
    """A folder for another Prefect, with the server's database in it: making its tables takes seconds."""
    home = tmp_path / "prefect"
    home.mkdir()
    with (
        closing(sqlite3.connect(server.log.parent / "prefect.db")) as made,
        closing(sqlite3.connect(home / "prefect.db")) as copy,
    ):
        made.backup(copy)
    return home


@pytest.fixture(scope="session")
def python() -> Callable[..., subprocess.CompletedProcess[str]]:
    """Runs Python in a process of its own, with the project, without Prefect's variables of this one."""
    inherited = {
        name: value for name, value in os.environ.items() if not name.startswith(("PREFECT_", "COUNTERCLAIM_"))
    }

    def run(*arguments: str, **variables: str) -> subprocess.CompletedProcess[str]:
        environ = {**inherited, **QUIET, "PYTHONPATH": str(ROOT), **variables}
        return subprocess.run(
            [sys.executable, *arguments], env=environ, capture_output=True, text=True, check=False, timeout=120
        )

    return run
