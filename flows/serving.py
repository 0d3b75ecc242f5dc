"""Serves on loopback what the demo and the tests need: a folder of pages, and a Prefect server of their own."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from http.client import HTTPConnection, HTTPException
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from types import TracebackType
from typing import Self

from claims.errors import CounterclaimError

LOOPBACK = "127.0.0.1"

CONTENT_TYPES: dict[str, str] = {
    ".html": "text/html",  # no charset: a page says its own, and one of ours is not UTF-8
    ".xml": "application/rss+xml",
    ".txt": "text/plain; charset=utf-8",
    ".jsonl": "application/jsonl",
}
"""What each kind of file is sent as, on every machine the same."""

QUIET: dict[str, str] = {"PREFECT_SERVER_ANALYTICS_ENABLED": "false", "DO_NOT_TRACK": "1"}
"""The variables with which no call of Prefect leaves the machine."""

LEASES: dict[str, str] = {
    "PREFECT_SERVER_CONCURRENCY_LEASE_STORAGE": "prefect.server.concurrency.lease_storage.filesystem",
    "PREFECT_SERVER_CONCURRENCY_INITIAL_DEPLOYMENT_LEASE_DURATION": "60",
}
"""The variables with which a server that was killed frees the place of a run that ended meanwhile, after a minute.

Prefect keeps these leases in memory: without them a schedule that skips while a run is on would skip for ever."""

PATIENCE = 90.0  # seconds for Prefect to start: 5 on an idle machine, 20 on a busy one with a database to make


@contextmanager
def serve_folder(folder: Path) -> Iterator[str]:
    """Serve the files of `folder` by HTTP on a free port of loopback; gives the URL, without a slash at its end."""
    server = ThreadingHTTPServer((LOOPBACK, 0), partial(_Files, directory=str(folder)))
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
    thread.start()
    try:
        yield f"http://{LOOPBACK}:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


class PrefectServer:
    """A `prefect server start` as a child process on a free port of loopback, with its database in `home`.

    It starts at once and may be waited for later, so that the time is there for something else.  `variables` is what
    a process sets, before it imports Prefect, to have its runs there.  What the server prints is in the file `log`.
    """

    def __init__(self, home: Path) -> None:
        home.mkdir(parents=True, exist_ok=True)
        self._port = free_port()
        url = f"http://{LOOPBACK}:{self._port}/api"
        self.variables = {**QUIET, "PREFECT_HOME": str(home), "PREFECT_API_URL": url, "NO_PROXY": LOOPBACK}
        self.log = home / "prefect-server.log"
        self._home = home
        self._process = self._start()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()

    def wait(self, patience: float = PATIENCE) -> None:
        """Return when the server answers.  Raises CounterclaimError, naming the log, where it ends or is too slow."""
        deadline = time.monotonic() + patience
        while not self._answers():
            if (code := self._process.poll()) is not None:
                raise CounterclaimError(f"Prefect's server ended with code {code}; its last words are in {self.log}")
            if time.monotonic() > deadline:
                raise CounterclaimError(f"Prefect's server does not answer after {patience:g} s; see {self.log}")
            time.sleep(0.05)

    def kill(self) -> None:
        """End the server without a warning, as a crash does."""
        self._process.kill()
        self._process.wait()

    def restart(self) -> None:
        """Start it again at the same address, with what it knew; `wait` for it."""
        self._process = self._start()

    def stop(self) -> None:
        """End the server, by force where asking does not help within 10 seconds."""
        self._process.terminate()
        try:
            self._process.wait(10)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()

    def _start(self) -> subprocess.Popen[bytes]:
        command = [sys.executable, "-m", "prefect", "server", "start", "--no-ui", "--host", LOOPBACK]
        inherited = {name: value for name, value in os.environ.items() if not name.startswith("PREFECT_")}
        with self.log.open("ab") as log:
            return subprocess.Popen(
                [*command, "--port", str(self._port)], stdin=subprocess.DEVNULL, stdout=log, stderr=log,
                env={**inherited, **QUIET, **LEASES, "PREFECT_HOME": str(self._home)},
            )  # fmt: skip

    def _answers(self) -> bool:
        connection = HTTPConnection(LOOPBACK, self._port, timeout=5)  # asks no proxy
        try:
            connection.request("GET", "/api/health")
            return connection.getresponse().status == 200
        except (OSError, HTTPException):
            return False
        finally:
            connection.close()


class _Files(SimpleHTTPRequestHandler):
    def guess_type(self, path: str | os.PathLike[str]) -> str:
        """The content type, from our own table and never from the machine's."""
        return CONTENT_TYPES.get(Path(path).suffix.lower(), "application/octet-stream")

    def list_directory(self, path: str | os.PathLike[str]) -> None:
        """No listing: a folder is no page."""
        self.send_error(404)

    def log_message(self, format: str, *args: object) -> None:
        """Nothing: what was asked is in the store."""


def free_port() -> int:
    """A port of loopback on which nobody listens."""
    with socket.socket() as probe:
        probe.bind((LOOPBACK, 0))
        port: int = probe.getsockname()[1]
        return port
