"""The schedule under a real Prefect server: a run of a section, silences told once, deployments, and `serve` itself."""

from __future__ import annotations

import asyncio
import os
import signal
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from types import ModuleType, SimpleNamespace
from typing import Any

import pytest

from claims.feeds import Feed
from flows.serving import PrefectServer, free_port, serve_folder
from storage.store import Store

ROOT = Path(__file__).parents[2]
NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)


@pytest.fixture(scope="module")
def site() -> Iterator[str]:
    """The fixtures' pages on loopback."""
    with serve_folder(ROOT / "fixtures" / "site") as url, pytest.MonkeyPatch.context() as patch:
        patch.setenv("COUNTERCLAIM_ALLOW_PRIVATE", "127.0.0.1")
        yield url


@pytest.fixture
def db(tmp_path: Path, site: str) -> str:
    """A database that watches the fixtures' feed, and another that is not there."""
    where = str(tmp_path / "news.db")
    with Store.open(where) as store, store.writing() as writer:
        writer.feeds.add(Feed(url=f"{site}/feed.xml", section="deals", interval=900))
        writer.feeds.add(Feed(url=f"{site}/missing.xml", interval=3600))
    return where


@pytest.fixture
def scheduled(ingest: ModuleType) -> ModuleType:
    """The module `flows.scheduled`, whose runs go to the server."""
    import flows.scheduled

    return flows.scheduled


def silent(key: int, stale_since: datetime | None) -> Any:
    """A feed as `tell_stale` sees it."""
    feed = Feed(url=f"https://paper.example/{key}", section="tech")
    return SimpleNamespace(
        key=key, feed=feed, stale_since=stale_since, new_at=NOON - timedelta(days=3), failures=0, reason=None
    )


def test_a_run_reads_what_is_due_in_its_section(scheduled: ModuleType, db: str) -> None:
    """Counted by state; the next run of it has nothing to do, and the other section is left alone."""
    assert asyncio.run(scheduled.watch("deals", db)) == {"new": 15, "twin": 1, "refused": 2}
    assert asyncio.run(scheduled.watch("deals", db)) == {}
    with Store.open(db) as store:
        assert [stored.checked_at is None for stored in store.feeds()] == [False, True]


def test_a_silence_is_told_once(scheduled: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where it began since the last look; one that is not against the habit never."""
    sent: list[tuple[str, dict[str, Any]]] = []
    monkeypatch.setattr(scheduled, "emit_event", lambda event, resource, payload: sent.append((event, payload)))
    feeds = [silent(1, NOON), silent(2, NOON - timedelta(days=1)), silent(3, None)]
    before = {1: NOON - timedelta(hours=1), 2: NOON - timedelta(hours=1), 3: None}
    assert scheduled.tell_stale(feeds, before) == ["https://paper.example/1"]
    ((event, payload),) = sent
    assert (event, payload["section"], payload["stale_since"]) == (
        "counterclaim.feed.stale", "tech", "2026-03-01T12:00:00+00:00",
    )  # fmt: skip


def test_one_deployment_a_section(scheduled: ModuleType, db: str) -> None:
    """As often as its most eager feed; a run that is due while one runs is skipped; no password among parameters."""
    with Store.open(db) as store:
        feeds = store.feeds()
    made = {found.name: found for found in scheduled.deployments(db, feeds, NOON)}
    assert set(made) == {"deals", "everything"}
    schedules = [found.schedules[0].schedule for found in made.values()]
    assert [found.interval.total_seconds() for found in schedules] == [900, 3600]
    assert {found.anchor_date for found in schedules} == {NOON + scheduled.SOON}
    assert made["deals"].parameters == {"section": "deals", "db": db}
    assert made["deals"].concurrency_options.collision_strategy == "CANCEL_NEW"
    hidden = scheduled.deployments("postgresql+psycopg://u:secret@h/d", feeds, NOON)
    assert [found.parameters["db"] for found in hidden] == [None, None]


def test_serve_runs_what_is_due_by_itself(server: PrefectServer, db: str, tmp_path: Path) -> None:
    """It fires soon after the start, not after an interval; its run is a process, its figures are served."""
    port = str(free_port())
    environ = {
        **os.environ, **server.variables, "PYTHONPATH": str(ROOT), "COUNTERCLAIM_ALLOW_PRIVATE": "127.0.0.1",
        "PREFECT_RUNNER_POLL_FREQUENCY": "1",
    }  # fmt: skip
    command = [sys.executable, "-m", "review.cli", "serve", "--db", db, "--metrics", port]
    with (tmp_path / "serve.log").open("wb") as log:
        process = subprocess.Popen(command, cwd=ROOT, env=environ, stdout=log, stderr=log)
        try:
            with Store.open(db) as store:
                _wait(lambda: store.status().articles == 15, process)
                _wait(
                    lambda: 'counterclaim_articles_total{reason="",stage="store",state="new"} 15.0' in _figures(port),
                    process,
                )
        finally:
            process.send_signal(signal.SIGINT)
            assert process.wait(30) in (0, 1, 130, -signal.SIGINT)


def _wait(until: Callable[[], bool], process: subprocess.Popen[bytes]) -> None:
    deadline = time.monotonic() + 150
    while not until():
        assert process.poll() is None, "the schedule ended"
        assert time.monotonic() < deadline, "it did not happen in time"
        time.sleep(0.5)


def _figures(port: str) -> str:
    with urllib.request.urlopen(f"http://127.0.0.1:{port}/metrics", timeout=5) as answer:  # loopback
        return str(answer.read().decode())
