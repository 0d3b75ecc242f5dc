"""Several machines: `prefect.yaml` deployed to a real server, and two worker processes that run its flows at once."""

from __future__ import annotations

import asyncio
import json
import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from pathlib import Path
from types import ModuleType

import pytest

from flows.serving import PrefectServer
from tests.flows.stories import facts, stories, write

ROOT = Path(__file__).parents[2]
POOL = "counterclaim"
PATIENCE = 300.0  # seconds for two runs, each in a process of its own, on a busy machine


def prefect(server: PrefectServer, *arguments: str, cwd: Path = ROOT) -> str:
    """What a command of Prefect's prints."""
    command = [sys.executable, "-m", "prefect", "--no-prompt", *arguments]
    done = subprocess.run(
        command, cwd=cwd, env={**os.environ, **server.variables, "PYTHONPATH": str(ROOT)}, check=False,
        capture_output=True, text=True, timeout=PATIENCE,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def deployed(server: PrefectServer, ingest: ModuleType, tmp_path_factory: pytest.TempPathFactory) -> PrefectServer:
    """The server with the work pool and the deployments of `prefect.yaml`."""
    folder = tmp_path_factory.mktemp("deployed")
    shutil.copy(ROOT / "prefect.yaml", folder)
    (folder / "flows").symlink_to(ROOT / "flows")
    prefect(server, "work-pool", "create", POOL, "--type", "process")
    prefect(server, "deploy", "--all", cwd=folder)
    return server


@pytest.fixture
def where(fresh_postgresql: Callable[[], str]) -> str:
    """A database on a server, as several hosts need it."""
    return fresh_postgresql()


@pytest.fixture
def workers(deployed: PrefectServer, where: str, tmp_path: Path) -> Iterator[None]:
    """Two workers of the pool, each a process as on a host of its own, with the database that they share."""
    environ = {
        **os.environ, **deployed.variables, "PYTHONPATH": str(ROOT), "COUNTERCLAIM_DB": where,
        "COUNTERCLAIM_WORKERS": "0", "PREFECT_WORKER_QUERY_SECONDS": "1",
    }  # fmt: skip
    command = [sys.executable, "-m", "prefect", "worker", "start", "--pool", POOL, "--limit", "1", "--name"]
    with ExitStack() as stack:
        log = stack.enter_context((tmp_path / "workers.log").open("wb"))
        for name in ("one", "two"):
            process = subprocess.Popen([*command, name], cwd=ROOT, env=environ, stdout=log, stderr=log)
            stack.callback(_end, process)
        yield


def _end(process: subprocess.Popen[bytes]) -> None:
    for _ in range(2):  # a worker needs a second one
        process.send_signal(signal.SIGTERM)
        try:
            process.wait(5)
            return
        except subprocess.TimeoutExpired:
            continue
    process.kill()
    process.wait()


def test_the_deployments_of_the_file(deployed: PrefectServer) -> None:
    """Three, on the pool; what is due is looked at every five minutes, one run at a time."""
    found = {row["name"]: row for row in json.loads(prefect(deployed, "deployment", "ls", "-o", "json"))}
    assert {name for name in found if found[name]["work_pool_name"] == POOL} == {"watch", "backfill", "reextract"}
    watch = found["watch"]
    assert [row["schedule"]["interval"] for row in watch["schedules"]] == [300.0]
    assert (watch["concurrency_options"]["collision_strategy"], watch["parameters"]) == ("CANCEL_NEW", {})


def test_two_workers_with_overlapping_shards_give_the_rows_of_one(
    deployed: PrefectServer, workers: None, where: str, tmp_path: Path
) -> None:
    """Both ingest at once into one database: claims, verdicts and cases are those of one process."""
    import flows.backfill

    told = stories(3, 50)
    shards = [write(tmp_path / f"{n}.jsonl", told[n * 10 : n * 10 + 30]) for n in range(3)]

    def run(some: list[str]) -> str:
        parameter = f"shards={json.dumps(some)}"
        return prefect(deployed, "deployment", "run", "backfill/backfill", "--param", parameter, "--watch")

    with ThreadPoolExecutor() as pool:
        done = list(pool.map(run, (shards[:2], shards[::-1])))
    assert all("Flow run finished successfully" in out for out in done), done
    alone = str(tmp_path / "alone.db")
    asyncio.run(flows.backfill.backfill(shards, alone))
    found = facts(alone)
    assert facts(where) == found
    assert len(found["articles"]) == 50
    assert len(found["edges"]) > 20
