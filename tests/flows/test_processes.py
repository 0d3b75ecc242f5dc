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
from typing import Any

import pytest
from sqlalchemy import Table, create_engine, select

from storage import schema
from storage.engine import place
from storage.schema import Moment
from storage.store import Store

ROOT = Path(__file__).parents[2]
ARTICLES, CHANGED, KILLS = 200, 40, 20

COMPANIES = ("Nscale", "CoreWeave", "Crusoe", "Lambda", "Nebius", "Mistral AI", "xAI", "Anthropic", "OpenAI", "Groq")
INVESTORS = ("Brookfield", "Blackstone", "SoftBank", "MGX", "Apollo", "Blue Owl Capital", "Magnetar", "Nvidia")
SENTENCES = (
    "{who} raised {sum} in a Series {letter} round led by {other}.",
    "{who} is valued at {sum} after the round, {other} said.",
    "{other} will invest {sum} in {who}.",
    "{who} signed a contract worth {sum} with {other}.",
    "{who} borrowed {sum} from {other} for its data centre in Abilene.",
    "{who} plans to use {power} of power by 20{year}.",
    "{who} denied a report that it had raised {sum}.",
)


def stories(seed: int, count: int) -> list[dict[str, str]]:
    """Small articles, each another one, many about the same deals with other sums."""
    chance = Random(seed)
    found = []
    for number in range(count):
        said = [
            sentence.format(
                who=chance.choice(COMPANIES), other=chance.choice(INVESTORS), letter=chance.choice("BCD"),
                sum=f"${chance.randint(10, 99) / 10} billion", power=f"{chance.randint(2, 9)}00 MW",
                year=chance.randint(28, 31),
            )
            for sentence in chance.sample(SENTENCES, 3)
        ]  # fmt: skip
        text = f"{' '.join(said)} This is story {number} of {seed}."
        day = f"2026-05-{chance.randint(1, 28):02}"
        found.append({"id": f"story-{number}", "publisher": f"Paper {number % 7}", "published": day, "text": text})
    return found


FIRST = stories(1, CHANGED)
"""What is there before: earlier texts of some of the articles, so that ingestion also revises and retires."""

LATER = stories(2, ARTICLES)


def write(path: Path, rows: Sequence[dict[str, str]]) -> str:
    """A dump of these rows; gives its path."""
    path.write_text("".join(json.dumps(row) + "\n" for row in rows))
    return str(path)


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


PASSING = {"key", "attempts", "fetched_at", "last_fetched_at"}
"""Keys, and when and how often a source was tried: a repeated run has tried more often."""


def content(where: str) -> dict[str, list[Any]]:
    """All rows of all tables, with names in place of keys and without times: what must be the same."""
    engine = create_engine(place(where).url)
    with engine.connect() as connection:
        found = {
            name: list(connection.execute(select(table)).mappings()) for name, table in schema.metadata.tables.items()
        }
    engine.dispose()
    names: dict[str, dict[int, str]] = {"articles": {row["key"]: row["identity"] for row in found["articles"]}}
    named = names["articles"]
    names["revisions"] = {row["key"]: f"{named[row['article']]} {row['number']}" for row in found["revisions"]}
    names["claims"] = {
        row["key"]: f"{row['id']} {names['revisions'][row['revision']]}" for row in found["claims"]
    }  # fmt: skip
    names["texts"] = {row["key"]: row["sha"] for row in found["texts"]}

    def value(column: Any, of: Any) -> Any:
        if isinstance(column.type, Moment):
            return of is not None
        for key in column.foreign_keys:
            if key.column.name == "key" and of is not None:
                return names[key.column.table.name][of]
        return of

    def kept(table: Table) -> list[Any]:
        columns = [column for column in table.columns if column.name not in PASSING]
        return [tuple(value(column, row[column.name]) for column in columns) for row in found[table.name]]

    return {name: sorted(kept(table), key=repr) for name, table in schema.metadata.tables.items()}


def facts(where: str) -> dict[str, list[Any]]:
    """All but history: what became of a case on the way, and under which ids, depends on the order of its evidence."""
    found = content(where)
    version, successor = (list(schema.cases.c.keys()).index(name) for name in ("version", "successor"))
    found["cases"] = [row[:version] + row[version + 1 :] for row in found["cases"] if row[successor] is None]
    del found["case_log"]
    return found


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
