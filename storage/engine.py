"""Connections: where a database is, how SQLite is set up, and which one line a person sees when it cannot be used.

All that depends on the kind of database is in this module; everything else is SQL that SQLite and PostgreSQL share.
"""

from __future__ import annotations

import os
import sqlite3
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from sqlalchemy import URL, Connection, Dialect, Engine, Table, create_engine, event, make_url
from sqlalchemy.dialects.postgresql import insert as postgresql_insert
from sqlalchemy.dialects.sqlite import insert as sqlite_insert
from sqlalchemy.exc import ArgumentError, DatabaseError, OperationalError

from claims.errors import StoreUnavailable, UsageError

PATIENCE = 30.0
"""Seconds to wait for another process that is writing: an article takes milliseconds, a migration at most seconds."""

_POSTGRESQL = "postgresql+psycopg"

_WRITE_LOCK = 0x636C61696D
"""The number of our advisory lock on PostgreSQL: "claim" in ASCII, so that no other program's is likely to be it."""

_REPAIRS: tuple[tuple[str, str], ...] = (
    # what the driver says, in lower case; what is wrong and what to do
    ("locked", "another process is writing and did not finish in time; try again when it is done"),
    ("lock timeout", "another process is writing and did not finish in time; try again when it is done"),
    ("readonly", "it may not be written; change its permissions or name another with --db"),
    ("not a database", "it is not a SQLite database; name another file with --db"),
    ("malformed", "the file is damaged; restore a copy, or ingest into a new file with --db"),
    ("unable to open", "it cannot be opened; check the folder's permissions or name another with --db"),
    ("disk is full", "the disk is full; free some space and run the same command again"),
    ("no space left", "the server's disk is full; free some space and run the same command again"),
    ("disk i/o", "the disk failed to read or write; check the disk and its permissions"),
    ("connection refused", "no server answers there; start it or correct the address"),
    ("password authentication", "the server refuses this user; correct user and password"),
    ("does not exist", "the server has no such database or user; create it or correct the address"),
)


@dataclass(frozen=True, slots=True)
class Place:
    """Where a database is: its URL, and its file where it has one."""

    url: URL
    path: Path | None

    def __str__(self) -> str:
        return str(self.path) if self.path is not None else self.url.render_as_string(hide_password=True)


def place(where: str) -> Place:
    """The place that a path or a URL names.  Raises UsageError where it names none."""
    if "://" not in where:
        if not where.strip():
            raise UsageError("the database has no name; pass a path or a URL with --db")
        path = Path(where).expanduser()
        return Place(URL.create("sqlite", database=str(path)), path)
    try:
        url = make_url(where)
    except (ArgumentError, ValueError) as error:
        raise UsageError(f"database {where!r} is no URL; write a path or {_POSTGRESQL}://user@host/name") from error
    if url.get_backend_name() == "sqlite":
        if not url.database or url.database == ":memory:":
            raise UsageError(f"database {where!r} names no file; write a path or sqlite:///PATH")
        path = Path(url.database).expanduser()
        return Place(url.set(drivername="sqlite", database=str(path)), path)
    if url.get_backend_name() == "postgresql":
        return Place(url.set(drivername=_POSTGRESQL), None)
    raise UsageError(f"database {where!r}: only SQLite and PostgreSQL are known; write a path or {_POSTGRESQL}://")


def connect(at: Place, *, create: bool, patience: float = PATIENCE) -> Engine:
    """An engine whose transactions read; `writing` gives the one that writes.

    Makes the folder of a new SQLite file.  Raises StoreUnavailable where the place cannot hold a database or a driver
    is missing, and, without `create`, where there is no file.
    """
    if at.path is None:
        try:
            waits = f"-c lock_timeout={int(patience * 1000)}"
            engine = create_engine(
                at.url, pool_use_lifo=True,
                connect_args={"connect_timeout": max(2, int(patience)), "options": waits},
            )  # fmt: skip
        except ModuleNotFoundError as error:
            line = f"database {at}: Python package {error.name} is missing; pip install 'counterclaim[postgresql]'"
            raise StoreUnavailable(line) from error
        event.listen(engine, "begin", _begin_postgresql)
        return engine
    _check_file(at.path, create)
    engine = create_engine(at.url, pool_use_lifo=True, connect_args={"timeout": patience})
    event.listen(engine, "connect", lambda connection, _: _set_up_sqlite(connection, patience))
    event.listen(engine, "begin", _begin_sqlite)
    return engine


def writing(engine: Engine) -> Engine:
    """The same engine and pool, for transactions that write: they take the one write lock when they begin.

    On SQLite, a transaction that reads first and asks for the lock later could be refused half-way without waiting; on
    PostgreSQL, two that store claims of one bucket at once would not see each other's, and never compare them.
    """
    return engine.execution_options(counterclaim_writes=True)


def writes(connection: Connection) -> bool:
    """Whether its transactions write."""
    return bool(connection.get_execution_options().get("counterclaim_writes", False))


def insert_missing(connection: Connection, table: Table, rows: Sequence[Mapping[str, Any]]) -> None:
    """Insert the rows whose primary or unique key is not there yet; the others stay as they are."""
    if not rows:
        return
    connection.execute(_insert_missing(connection.dialect, table, tuple(rows[0])), list(rows))


def insert_new(connection: Connection, table: Table, row: Mapping[str, Any], key: str = "key") -> Any | None:
    """Insert a row and give its key; None where its primary or unique key is there: then that row stays as it is."""
    return connection.execute(_insert_missing(connection.dialect, table, tuple(row), key), row).scalar()


@lru_cache(maxsize=100)
def _insert_missing(dialect: Dialect, table: Table, columns: tuple[str, ...], *given: str) -> Any:
    """The statement, compiled: SQLAlchemy compiles ON CONFLICT anew at each use, which takes a millisecond."""
    make = sqlite_insert if dialect.name == "sqlite" else postgresql_insert
    missing = make(table).inline().on_conflict_do_nothing()
    asked: Any = missing.returning(*(table.c[name] for name in given)) if given else missing
    return asked.compile(dialect=dialect, column_keys=columns)


def faults(connection: Connection) -> Iterator[str]:
    """What the database itself finds wrong with its pages, indexes and references, a line each; SQLite only.

    A PostgreSQL server checks references by itself, and its pages where it was set up with checksums.
    """
    if connection.dialect.name != "sqlite":
        return
    for (line,) in connection.exec_driver_sql("PRAGMA integrity_check(20)"):
        if line != "ok":
            yield " ".join(str(line).split())
    for table, row, parent, _ in connection.exec_driver_sql("PRAGMA foreign_key_check"):
        yield f"row {row} of {table} points at a row of {parent} that is not there"


@contextmanager
def clear_errors(at: Place, doing: str) -> Iterator[None]:
    """Turn a driver's failure inside the block into StoreUnavailable: place, what was being done, cause, repair.

    Broken constraints and wrong SQL are bugs of ours and pass through.
    """
    try:
        yield
    except DatabaseError as error:
        if not isinstance(error, OperationalError) and type(error) is not DatabaseError:
            raise
        cause = str(error.orig).strip().splitlines()[0]
        repair = next(
            (text for sign, text in _REPAIRS if sign in cause.lower()), "check that it can be read and written"
        )
        raise StoreUnavailable(f"database {at}: cannot {doing} ({cause}): {repair}") from error


def _check_file(path: Path, create: bool) -> None:
    try:
        exists = path.exists()
        if not exists and not create:
            raise StoreUnavailable(f"database {path}: there is no such file; `counterclaim ingest SOURCE` makes one")
        if not exists:
            path.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        line = f"database {path}: {error.strerror}: {error.filename}; name another place with --db"
        raise StoreUnavailable(line) from error
    if path.is_dir():
        raise StoreUnavailable(
            f"database {path}: this is a folder; add a file name, such as {path / 'counterclaim.db'}"
        )
    if exists and not os.access(path, os.R_OK | os.W_OK):
        raise StoreUnavailable(f"database {path}: it may not be written; change its permissions or use --db")
    if not os.access(path.parent, os.W_OK | os.X_OK):
        line = f"database {path}: folder {path.parent} may not be written; change its permissions or use --db"
        raise StoreUnavailable(line)


def _set_up_sqlite(connection: Any, patience: float) -> None:
    connection.isolation_level = None  # transactions begin and end where we say, tables included
    cursor = connection.cursor()
    until = time.monotonic() + patience
    while cursor.execute("PRAGMA journal_mode").fetchone()[0] != "wal":
        try:
            cursor.execute("PRAGMA journal_mode = WAL")  # readers and one writer do not wait for each other
            break
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode != sqlite3.SQLITE_BUSY or time.monotonic() > until:
                raise
            time.sleep(0.01)  # SQLite does not wait here by itself: another process is making the file
    cursor.execute("PRAGMA synchronous = NORMAL")  # safe against kill; a power cut may lose the last articles, no more
    cursor.execute("PRAGMA foreign_keys = ON")
    cursor.close()


def _begin_sqlite(connection: Connection) -> None:
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes(connection) else "BEGIN")


def _begin_postgresql(connection: Connection) -> None:
    if writes(connection):
        connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({_WRITE_LOCK})")
    else:  # as on SQLite, what is read stays one state of the database until the transaction ends
        connection.exec_driver_sql("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
