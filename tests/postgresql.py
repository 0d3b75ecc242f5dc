"""A real PostgreSQL server for the tests: one a run, in a folder of its own, and an empty database for each test.

`TEST_PG_URL` names a server that runs already; else Debian's binaries make one. It listens on loopback only, trusts
everybody there, and forgets to sync: what is tested is what it answers, not whether it survives a power cut.
"""

from __future__ import annotations

import os
import pwd
import shutil
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path

import pytest
from sqlalchemy import URL, create_engine, make_url
from sqlalchemy.exc import OperationalError

from flows.serving import free_port
from storage.store import Store

VARIABLE = "TEST_PG_URL"
"""Names a running server, with a user who may make databases: postgresql+psycopg://user@host/postgres."""

MISSING = f"the tests need a PostgreSQL server: apt-get install postgresql, or name a running one with {VARIABLE}"

SETTINGS = {
    "listen_addresses": "127.0.0.1", "unix_socket_directories": "", "fsync": "off", "full_page_writes": "off",
    "synchronous_commit": "off", "max_connections": "50", "shared_buffers": "32MB", "log_min_messages": "fatal",
    "logging_collector": "off", "autovacuum": "off",
}  # fmt: skip

KEEPER = """
exec 3<&0
"$@" 3<&- & server=$!
(cat <&3 > /dev/null; kill -INT $server) & watch=$!
wait $server
kill $watch 2> /dev/null
rm -rf data
"""
"""Runs the server until our end of its stdin closes, as it does however our process ends; SIGINT ends all sessions."""

ANSWERS_WITHIN = 60.0  # seconds; it takes one on an idle machine

Databases = Callable[[], str]
"""Makes a database and gives its URL."""


def binaries() -> Path:
    """The folder of the newest server's programs.  Fails the test with a line that says what to install."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: int(path.parts[-3]))
    if found:
        return found[-1].parent
    on_path = shutil.which("initdb")
    if on_path is None:
        pytest.fail(MISSING, pytrace=False)
    return Path(on_path).resolve().parent


@contextmanager
def running() -> Iterator[URL]:
    """A server in a temporary folder, stopped and removed when the block ends."""
    programs = binaries()
    user = "postgres" if os.getuid() == 0 else None  # it refuses to run as root
    folder = Path(tempfile.mkdtemp(prefix="postgresql-"))
    try:
        if user is not None:
            account = pwd.getpwnam(user)
            os.chown(folder, account.pw_uid, account.pw_gid)
        data, port = folder / "data", free_port()
        # linguistic order and Unicode, as a server for people has: code that counts on byte order shows itself
        make = [programs / "initdb", "-D", data, "-A", "trust", "-U", "tests", "-E", "UTF8", "--no-sync", "--locale=C"]
        known = subprocess.run([programs / "initdb", "--help"], capture_output=True, text=True, check=True).stdout
        if "--icu-locale" in known:  # from PostgreSQL 15 on
            make += ["--locale-provider=icu", "--icu-locale=en-US"]
        made = subprocess.run(make, user=user, cwd=folder, capture_output=True, text=True, check=False)
        assert made.returncode == 0, made.stderr
        options = [part for name, value in SETTINGS.items() for part in ("-c", f"{name}={value}")]
        with (folder / "log").open("w") as log:
            server = subprocess.Popen(
                ["sh", "-c", KEEPER, "keeper", programs / "postgres", "-D", data, "-p", str(port), *options],
                user=user, cwd=folder, stdin=subprocess.PIPE, stdout=log, stderr=log, start_new_session=True,
            )  # fmt: skip
        try:
            url = URL.create("postgresql+psycopg", username="tests", host="127.0.0.1", port=port, database="postgres")
            _wait(url, server, folder / "log")
            yield url
        finally:
            server.communicate(timeout=ANSWERS_WITHIN)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _wait(url: URL, server: subprocess.Popen[bytes], log: Path) -> None:
    begin = time.monotonic()
    while time.monotonic() - begin < ANSWERS_WITHIN:
        try:
            _run(url, "SELECT 1")
        except OperationalError:
            assert server.poll() is None, log.read_text()
            time.sleep(0.05)
        else:
            return
    raise AssertionError(f"PostgreSQL did not answer: {log.read_text()}")


def _run(url: URL, *statements: str) -> None:
    """Run statements that want no transaction around them."""
    engine = create_engine(url, isolation_level="AUTOCOMMIT", connect_args={"connect_timeout": 2})
    try:
        with engine.connect() as connection:
            for statement in statements:
                connection.exec_driver_sql(statement)
    finally:
        engine.dispose()


def _text(url: URL) -> str:
    return url.render_as_string(hide_password=False)


@pytest.fixture(scope="session")
def postgresql() -> Iterator[URL]:
    """A running server: its URL, with a database that is left as it is."""
    named = os.environ.get(VARIABLE)
    if named:
        yield make_url(named)
        return
    with running() as url:
        yield url


@pytest.fixture(scope="session")
def _template(postgresql: URL) -> Iterator[str]:
    """The name of a database with the tables of this version, which each test copies: quicker than making them."""
    name = f"counterclaim_template_{os.getpid()}"
    _run(postgresql, f"CREATE DATABASE {name}")
    Store.open(_text(postgresql.set(database=name))).close()
    yield name
    _run(postgresql, f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture
def empty_postgresql(postgresql: URL) -> Iterator[Databases]:
    """Makes databases without any table, which end with the test."""
    with databases(postgresql) as make:
        yield make


@pytest.fixture
def fresh_postgresql(postgresql: URL, _template: str) -> Iterator[Databases]:
    """Makes databases with the tables of this version, which end with the test."""
    with databases(postgresql, _template) as make:
        yield make


@pytest.fixture(scope="module")
def module_postgresql(postgresql: URL) -> Iterator[str]:
    """One database without any table for all tests of a module."""
    with databases(postgresql) as make:
        yield make()


_numbers = count()


@contextmanager
def databases(server: URL, copy_of: str | None = None) -> Iterator[Databases]:
    """Gives a function that makes databases, empty or copies of the named one; they are gone when the block ends."""
    made: list[str] = []

    def make() -> str:
        name = f"counterclaim_test_{os.getpid()}_{next(_numbers)}"
        _run(server, f"CREATE DATABASE {name}" + (f" TEMPLATE {copy_of}" if copy_of else ""))
        made.append(name)
        return _text(server.set(database=name))

    yield make
    _run(server, *(f"DROP DATABASE {name} WITH (FORCE)" for name in made))
