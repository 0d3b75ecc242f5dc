"""Several processes at one database, and processes that end in the middle of something."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path
from threading import Timer
from typing import Any

import pytest

from claims.errors import StoreUnavailable
from storage.store import ClaimQuery, Store

ARTICLE = """
import sys, time
from claims.article import Article, Fetch
from claims.buckets import Asked
from claims.model import Claim, Reading
from claims.values import Quantity
from claims.verdicts import Edge, Outcome, Verdict
from storage.store import Store

def put(writer, name, value):
    text = f"Acme AI raised ${value} billion, says {name}."
    article = Article(doc=name, identity=name, text=text)
    quote = f"${value} billion"
    start = text.index(quote)
    claim = Claim(
        doc=name, text_sha=article.text_sha, quote=quote, start=start, end=start + len(quote), sentence_start=0,
        sentence_end=len(text), metric="funding", subject="Acme AI",
        quantity=Quantity(low=value * 1e9, high=value * 1e9, unit="USD"),
    )
    fetch = Fetch(source=name, fetched_at="2026-03-01T12:00:00Z")
    writer.put_article(article, fetch, Reading((claim,)), name.encode())
    verdict = Verdict(outcome=Outcome.contradiction, reasons=("value",), trace=(), rules="1")
    others = [other for other in writer.bucket(Asked(frozenset({("Acme AI", "funding")}))) if other.id != claim.id]
    writer.put_edges([Edge.between(claim, other, verdict) for other in others])
"""

MANY = """
with Store.open(sys.argv[1]) as store:
    for number in range(20):
        with store.writing() as writer:
            put(writer, f"{sys.argv[2]} {number}", number)
"""

HALF = """
store = Store.open(sys.argv[1])
with store.writing() as writer:
    put(writer, "half", 5)
    print("ready", flush=True)
    time.sleep(600)
"""

HALF_MADE = """
import sys, time
from storage.engine import connect, place, writing
from storage.migrate import _upgrade

at = place(sys.argv[1])
with writing(connect(at, create=True)).begin() as connection:
    _upgrade(connection)
    print("ready", flush=True)
    time.sleep(600)
"""


def start(script: str, *words: str) -> subprocess.Popen[str]:
    command: Sequence[str] = (sys.executable, "-c", script, *words)
    return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


def kill_when_ready(script: str, where: str) -> None:
    """Run the script until it says that it is ready, then end it without a warning."""
    with start(script, where) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "ready\n"
        process.kill()
    if "://" not in where:
        with closing(sqlite3.connect(where)) as connection, connection:
            assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)


def test_processes_that_make_and_write_one_database_lose_nothing(nowhere: str) -> None:
    """Four of them open a database that has no tables and store articles of one bucket: all pairs are compared once."""
    running = [start(ARTICLE + MANY, nowhere, name) for name in ("a", "b", "c", "d")]
    ends = [(process.communicate()[1], process.returncode) for process in running]
    assert ends == [("", 0)] * 4
    with Store.open(nowhere) as store:
        assert not store.created
        assert store.status().articles == 80
        assert len(list(store.claims(ClaimQuery(party="acme ai")))) == 80
        assert len(store.edges()) == 80 * 79 // 2


def test_a_process_killed_while_it_writes_leaves_nothing_of_its_article(where: str, desk: Any) -> None:
    """No article, claim, snapshot or verdict of it, and the next one writes at once."""
    article = desk.article("Acme AI raised $4 billion.")
    desk.put(article, desk.claim(article, "$4 billion", 4e9), body=b"page")
    before = desk.counts()
    kill_when_ready(ARTICLE + HALF, where)
    assert desk.counts() == before
    assert desk.put(desk.article("Words.", "next")).state == "new"


def test_a_process_killed_while_it_makes_the_tables_leaves_none(nowhere: str) -> None:
    """The next one makes them."""
    kill_when_ready(HALF_MADE, nowhere)
    with Store.open(nowhere) as store:
        assert store.created
        assert store.status().articles == 0


def test_an_error_in_the_block_undoes_all_of_it(desk: Any) -> None:
    """One article is one transaction."""
    article = desk.article("Acme AI raised $4 billion.")

    def break_off() -> None:
        with desk.store.writing() as writer:
            writer.put_refusal(desk.fetch(article, refusal="empty"))
            raise KeyError(article.doc)

    with pytest.raises(KeyError):
        break_off()
    assert set(desk.counts().values()) == {0}


def test_a_file_that_another_process_begins_is_waited_for(tmp_path: Path) -> None:
    """SQLite does not wait by itself before it changes how a file is journalled."""
    path = tmp_path / "news.db"
    with closing(sqlite3.connect(path, isolation_level=None, check_same_thread=False)) as other:
        other.execute("CREATE TABLE theirs (x)")
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(StoreUnavailable, match=r"cannot open \(database is locked\): another process is writing"):
            Store.open(str(path), patience=0.1)
        soon = Timer(0.3, other.execute, ["DROP TABLE theirs"])
        end = Timer(0.4, other.execute, ["COMMIT"])
        soon.start()
        end.start()
        with Store.open(str(path)) as store:
            assert store.status().articles == 0
        end.join()


WAITED = {
    "sqlite": "cannot write (database is locked)",
    "postgresql": "cannot write (canceling statement due to lock timeout)",
}
"""What is said of a lock that another program holds for too long."""


def test_a_writer_that_waited_long_enough_says_so(desk: Any, where: str, clock: Any) -> None:
    """Reading goes on meanwhile, and so does writing when the other one is done."""
    article = desk.article("Words.")
    with Store.open(where, clock=clock, patience=0.2) as hasty:
        with desk.store.writing(), pytest.raises(StoreUnavailable) as caught, hasty.writing():
            pass
        kind = "postgresql" if "://" in where else "sqlite"
        assert str(caught.value) == (
            f"database {hasty.where}: {WAITED[kind]}: another process is writing and did not finish in time; "
            "try again when it is done"
        )
        with desk.store.writing():
            assert hasty.status().articles == 0
        with hasty.writing() as writer:
            writer.put_refusal(desk.fetch(article, refusal="empty"))
    assert desk.store.status().refusals == {"empty": 1}
