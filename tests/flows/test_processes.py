"""Ingesting processes that are killed, and several at once: the store is as if one had run undisturbed."""

from __future__ import annotations

import json
import os
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import closing
from pathlib import Path
from random import Random

import pytest

from storage.store import Store
from tests.flows.stories import content, facts, stories, write

ROOT = Path(__file__).parents[2]
ARTICLES, CHANGED, KILLS = 200, 40, 20

FIRST = stories(1, CHANGED)
"""What is there before: earlier texts of some of the articles, so that ingestion also revises and retires."""

LATER = stories(2, ARTICLES)


class Processes:
    """The helper that forks ingesting processes."""

    def __init__(self) -> None:
        environ = {**os.environ, "PYTHONPATH": str(ROOT)}
        script = Path(__file__).with_name("ingesting_processes.py")
        self._helper = subprocess.Popen(
            [sys.executable, script], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, cwd=ROOT, env=environ
        )
        assert self._line() == "ready"

    def close(self) -> None:
        """End the helper."""
        assert self._helper.stdin is not None
        assert self._helper.stdout is not None
        self._helper.stdin.close()
        self._helper.wait(60)
        self._helper.stdout.close()

    def run(self, db: str, *jobs: Sequence[str]) -> list[str]:
        """Ingest each list of sources in a process of its own, all at once; gives the states of what was stored."""
        self._start(db, jobs)
        states, ends = self._rest()
        assert ends == [0] * len(jobs)
        return states

    def kill(self, db: str, dump: str, after: int, wait: float) -> int:
        """Start to ingest, and kill -9 so many seconds after that many articles were newly stored; gives how many."""
        self._start(db, [[dump]])
        pid, stored = int(self._line().removeprefix("pid ")), 0
        while stored < after:
            stored += self._line() in ("stored new", "stored changed")
        time.sleep(wait)
        os.kill(pid, signal.SIGKILL)
        states, ends = self._rest()
        assert ends == [-signal.SIGKILL]
        return stored + sum(state in ("new", "changed") for state in states)

    def _start(self, db: str, jobs: Sequence[Sequence[str]]) -> None:
        assert self._helper.stdin is not None
        self._helper.stdin.write(json.dumps([{"db": db, "sources": job} for job in jobs]) + "\n")
        self._helper.stdin.flush()

    def _rest(self) -> tuple[list[str], list[int]]:
        states, ends = [], []
        while (line := self._line()) != "done":
            word, _, value = line.partition(" ")
            if word == "stored":
                states.append(value)
            elif word == "end":
                ends.append(int(value.split()[1]))
        return states, ends

    def _line(self) -> str:
        assert self._helper.stdout is not None
        line = self._helper.stdout.readline()
        assert line, "the helper ended"
        return line.rstrip("\n")


@pytest.fixture(scope="module")
def processes() -> Iterator[Processes]:
    """One helper for all tests: it takes some seconds to start."""
    helper = Processes()
    yield helper
    helper.close()


@pytest.fixture(params=["sqlite", "postgresql"])
def places(request: pytest.FixtureRequest, tmp_path: Path) -> tuple[str, str]:
    """The places of two databases of one kind that are not made yet."""
    if request.param == "sqlite":
        return str(tmp_path / "one.db"), str(tmp_path / "other.db")
    make = request.getfixturevalue("empty_postgresql")
    return make(), make()


def check(where: str) -> None:
    """Whole: by the database's own check, and by ours."""
    if "://" not in where:
        with closing(sqlite3.connect(where)) as connection:
            assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
    with Store.open(where) as store:
        assert list(store.check()) == []


def test_a_run_that_is_killed_at_any_moment_is_repeated_to_the_same_result(
    processes: Processes, places: tuple[str, str], tmp_path: Path
) -> None:
    """Twenty kills, from the making of the tables on; after each the store is whole and has lost nothing."""
    undisturbed, killed = places
    first, later = write(tmp_path / "first.jsonl", FIRST), write(tmp_path / "later.jsonl", LATER)
    processes.run(undisturbed, [first])
    assert set(processes.run(undisturbed, [later])) == {"changed", "new"}

    chance, stored = Random(4), 0
    processes.kill(killed, first, 0, chance.uniform(0, 0.3))
    check(killed)
    processes.run(killed, [first])
    for _ in range(KILLS - 1):
        stored += processes.kill(killed, later, chance.randint(0, 9), chance.uniform(0, 0.03))
        check(killed)
        with Store.open(killed) as store:  # one may have been stored and not told; none that was told is lost
            assert stored <= store.status().revisions - CHANGED <= stored + KILLS
    states = processes.run(killed, [later])
    assert states.count("unchanged") >= stored > ARTICLES // 4
    assert states.count("new") + states.count("changed") > ARTICLES // 10
    assert content(killed) == content(undisturbed)
    check(killed)


def test_four_processes_at_once_store_what_one_would(
    processes: Processes, places: tuple[str, str], tmp_path: Path
) -> None:
    """They make the tables together, and each article comes from two of them, in another order."""
    alone, shared = places
    sources = [write(tmp_path / f"{row['id']}.jsonl", [row]) for row in LATER[:100]]
    processes.run(alone, sources)
    chance, quarters = Random(5), [sources[start : start + 25] for start in range(0, 100, 25)]
    parts = [quarters[n] + quarters[(n + 1) % 4] for n in range(4)]
    for part in parts:
        chance.shuffle(part)
    states = processes.run(shared, *parts)
    assert (states.count("new"), states.count("unchanged")) == (100, 100)
    assert facts(shared) == facts(alone)
    check(shared)
