"""A disk that is full: one clear line, nothing half done, and the same again completes when there is space."""

from __future__ import annotations

import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from random import Random
from typing import Any

import pytest
from sqlalchemy import URL, create_engine

from claims.errors import StoreUnavailable
from claims.model import Reading
from storage.store import Store

Disk = Callable[[str], Path]


@pytest.fixture
def disk() -> Iterator[Disk]:
    """Gives a file system in memory of a size (`4m`), or the one that it gave before another size."""
    outer = Path(tempfile.mkdtemp())  # not pytest's own folder, which no other user may enter
    outer.chmod(0o755)
    where = outer / "disk"

    def sized(size: str) -> Path:
        how = ["-o", f"remount,size={size}"] if where.is_dir() else ["-t", "tmpfs", "-o", f"size={size}", "tmpfs"]
        where.mkdir(exist_ok=True)
        done = subprocess.run(["mount", *how, where], capture_output=True, text=True, check=False)
        if done.returncode:
            pytest.skip(f"no file system can be mounted here: {done.stderr.strip()}")
        return where

    yield sized
    if where.is_dir():
        subprocess.run(["umount", where], check=False)
    shutil.rmtree(outer)


def put(store: Store, desk: Any, number: int) -> None:
    """Store an article whose page cannot be compressed."""
    article = desk.article(f"Acme AI raised $5 billion, says paper {number}.", f"{number}")
    body = Random(number).randbytes(50_000)
    with store.writing() as writer:
        writer.put_article(
            article, desk.fetch(article, body), Reading((desk.claim(article, "$5 billion", 5e9),)), body
        )  # fmt: skip


def fill(store: Store, desk: Any) -> tuple[int, str]:
    """Store articles until the disk is full; gives how many, and the line."""
    for number in range(400):
        try:
            put(store, desk, number)
        except StoreUnavailable as error:
            return number, str(error)
    raise AssertionError("the disk did not fill")


def check_full(where: str, desk: Any, words: str, more: Callable[[], object]) -> None:
    """The line, what is left, and the same again with more space."""
    with Store.open(where, clock=desk.clock) as store:
        stored, line = fill(store, desk)
        assert "\n" not in line
        assert line.startswith(f"database {store.where}: cannot write (")
        assert line.endswith(words)
        status = store.status()
        assert 0 < stored == status.articles == status.claims == status.revisions
        assert list(store.check()) == []
        more()
        for number in range(stored + 3):
            put(store, desk, number)
        assert store.status().articles == stored + 3
        assert list(store.check()) == []


@pytest.mark.parametrize("where", ["sqlite"], indirect=True)
def test_a_full_disk_under_a_file(desk: Any, disk: Disk) -> None:
    """What was stored before stays; the article that did not fit leaves nothing."""
    words = "the disk is full; free some space and run the same command again"
    check_full(str(disk("4m") / "claims.db"), desk, words, lambda: disk("64m"))


@pytest.mark.parametrize("where", ["sqlite"], indirect=True)
def test_a_disk_that_is_full_from_the_start(desk: Any, disk: Disk) -> None:
    """Nothing is left that would stand in the way later."""
    folder = disk("64k")
    with pytest.raises(StoreUnavailable, match="the disk is full; free some space"):
        Store.open(str(folder / "claims.db"))
    disk("64m")
    with Store.open(str(folder / "claims.db")) as store:
        assert store.created
        put(store, desk, 1)


@pytest.mark.parametrize("where", ["sqlite"], indirect=True)
def test_a_full_disk_under_a_server(desk: Any, disk: Disk, request: pytest.FixtureRequest) -> None:
    """The server's own line, and what to do."""
    server: URL = request.getfixturevalue("postgresql")
    if os.environ.get("TEST_PG_URL"):
        pytest.skip("the server is somebody else's: its disk is not ours to fill")
    folder = disk("16m") / "space"
    folder.mkdir()
    account = pwd.getpwnam("postgres")
    os.chown(folder, account.pw_uid, account.pw_gid)
    engine = create_engine(server, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.exec_driver_sql(f"CREATE TABLESPACE small LOCATION '{folder}'")
        connection.exec_driver_sql("CREATE DATABASE small TABLESPACE small")
        try:
            url = server.set(database="small").render_as_string(hide_password=False)
            words = "the server's disk is full; free some space and run the same command again"
            check_full(url, desk, words, lambda: disk("64m"))
        finally:
            connection.exec_driver_sql("DROP DATABASE small WITH (FORCE)")
            connection.exec_driver_sql("DROP TABLESPACE small")
    engine.dispose()
