"""Opening a store: where it may be, what is made, and the one line that is said when it cannot be used."""

from __future__ import annotations

import importlib.util
import os
import sqlite3
import stat
import tempfile
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from claims.errors import StoreError, StoreTooNew, StoreUnavailable, UsageError
from storage.store import Store


@pytest.fixture
def open_folder() -> Iterator[Path]:
    """A folder that any user may enter, which pytest's own are not."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        folder.chmod(0o755)
        yield folder


@pytest.fixture
def ordinary_user() -> Iterator[None]:
    """Runs as a user for whom permissions hold: root may write everywhere."""
    if os.getuid() != 0:
        yield
        return
    os.setresuid(65534, 65534, 0)
    try:
        yield
    finally:
        os.setresuid(0, 0, 0)


def refused(where: str | Path, **how: Any) -> str:
    """The line that opening this place ends with."""
    with pytest.raises(StoreError) as caught:
        Store.open(str(where), **how)
    assert "\n" not in str(caught.value)
    return str(caught.value)


def test_the_first_opening_makes_the_database_and_its_folder(tmp_path: Path) -> None:
    """`created` is what the command line tells its user; the second opening made nothing."""
    path = tmp_path / "new" / "folder" / "claims.db"
    with Store.open(str(path)) as store:
        assert store.created
        assert store.where == str(path)
    with Store.open(f"sqlite:///{path}") as store:
        assert not store.created
        assert store.where == str(path)


def test_an_empty_file_becomes_a_database(path: Path) -> None:
    """`touch claims.db` is no reason to refuse."""
    path.touch()
    with Store.open(str(path)) as store:
        assert store.created


def test_a_store_is_set_up_for_several_processes(desk: Any, path: Path) -> None:
    """WAL is a property of the file; foreign keys hold on the store's own connections."""
    with desk.store._engine.connect() as connection:
        pragmas = [connection.exec_driver_sql(f"PRAGMA {name}").scalar() for name in ("journal_mode", "foreign_keys")]
    assert pragmas == ["wal", 1]


def test_a_missing_file_is_not_made_where_only_reading_was_asked(path: Path) -> None:
    """A typing error in a query does not leave an empty database behind."""
    line = refused(path, create=False)
    assert line == f"database {path}: there is no such file; `counterclaim ingest SOURCE` makes one"
    assert not path.exists()


def test_a_database_of_a_later_version_is_refused_and_left_alone(desk: Any, path: Path) -> None:
    """Its tables may mean something else."""
    desk.put(desk.article("Words."))
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("UPDATE counterclaim_version SET version_num = '9999'")
    before = desk.counts()
    with pytest.raises(StoreTooNew) as caught:
        Store.open(str(path))
    assert str(caught.value) == (
        f"database {path}: a later version of counterclaim wrote it (its tables are at 9999, this one knows 0002); "
        "upgrade counterclaim or name another with --db"
    )
    assert desk.counts() == before


def test_a_database_of_something_else_is_refused_and_left_alone(path: Path) -> None:
    """A browser's history is SQLite too."""
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("CREATE TABLE moz_places (id INTEGER)")
    line = refused(path)
    assert line == f"database {path}: it holds tables of something else (moz_places); name another with --db"
    with closing(sqlite3.connect(path)) as connection, connection:
        assert connection.execute("SELECT name FROM sqlite_master").fetchall() == [("moz_places",)]


def test_a_file_that_is_no_database_is_refused_and_left_alone(path: Path) -> None:
    """The line names the file, what the driver said and the repair."""
    path.write_text("These are my notes about data centres.\n" * 100, encoding="utf-8")
    before = path.read_bytes()
    assert refused(path) == (
        f"database {path}: cannot open (file is not a database): it is not a SQLite database; "
        "name another file with --db"
    )
    assert path.read_bytes() == before


def test_a_damaged_database_is_named_when_it_is_read(desk: Any, path: Path) -> None:
    """Damage that shows only later gives the same kind of line."""
    desk.put(desk.article("Words."))
    desk.store.close()
    damaged = bytearray(path.read_bytes())
    damaged[4096:] = b"\xa5" * (len(damaged) - 4096)
    path.write_bytes(damaged)
    with pytest.raises(
        StoreUnavailable, match=f"^database {path}: cannot read .*: the file is damaged; restore a copy"
    ):
        desk.store.status()


def test_a_folder_is_no_database(tmp_path: Path) -> None:
    """The repair is a name that would do."""
    name = tmp_path / "counterclaim.db"
    assert refused(tmp_path) == f"database {tmp_path}: this is a folder; add a file name, such as {name}"


def test_a_path_through_a_file_is_refused(tmp_path: Path) -> None:
    """The folder cannot be made, as a file has its name."""
    (tmp_path / "taken").touch()
    line = refused(tmp_path / "taken" / "claims.db")
    assert line.startswith(f"database {tmp_path}/taken/claims.db: ")
    assert line.endswith("; name another place with --db")


def test_a_folder_that_may_not_be_written_is_refused(open_folder: Path, ordinary_user: None) -> None:
    """Nothing is left behind."""
    path = open_folder / "claims.db"
    if os.geteuid() != 65534:
        open_folder.chmod(0o555)
    assert refused(path) == (
        f"database {path}: folder {open_folder} may not be written; change its permissions or use --db"
    )
    assert refused(open_folder / "sub" / "claims.db") == (
        f"database {open_folder}/sub/claims.db: Permission denied: {open_folder}/sub; name another place with --db"
    )
    assert list(open_folder.iterdir()) == []


def test_a_file_that_may_not_be_written_is_refused(open_folder: Path, request: pytest.FixtureRequest) -> None:
    """The folder may be ours and the file not."""
    path = open_folder / "claims.db"
    Store.open(str(path)).close()
    path.chmod(stat.S_IRUSR | stat.S_IRGRP | stat.S_IROTH)
    open_folder.chmod(0o777)
    request.getfixturevalue("ordinary_user")
    assert refused(path) == f"database {path}: it may not be written; change its permissions or use --db"


@pytest.mark.parametrize(
    ("where", "line"),
    [
        ("", "the database has no name; pass a path or a URL with --db"),
        ("sqlite://", "database 'sqlite://' names no file; write a path or sqlite:///PATH"),
        ("sqlite:///:memory:", "database 'sqlite:///:memory:' names no file; write a path or sqlite:///PATH"),
        ("://", "database '://' is no URL; write a path or postgresql+psycopg://user@host/name"),
        (
            "mysql://host/name",
            "database 'mysql://host/name': only SQLite and PostgreSQL are known; write a path or postgresql+psycopg://",
        ),
    ],
)
def test_a_place_that_names_no_database_is_a_usage_error(where: str, line: str) -> None:
    """It was typed wrongly: nothing is opened or made."""
    with pytest.raises(UsageError) as caught:
        Store.open(where)
    assert str(caught.value) == line


def test_a_server_that_does_not_answer_is_named_without_the_password() -> None:
    """The line shows the address that was typed, the secret hidden."""
    line = refused("postgresql://analyst:s3cret@127.0.0.1:1/claims")
    assert line.startswith("database postgresql+psycopg://analyst:***@127.0.0.1:1/claims: ")
    driver = importlib.util.find_spec("psycopg") is not None
    assert line.endswith("start it or correct the address" if driver else "pip install 'psycopg[binary]'")
