"""Serves the desk until it is stopped: opens the store, checks who could come in, listens, says where."""

from __future__ import annotations

import gc
import ipaddress
import socket
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from threading import Thread
from typing import TYPE_CHECKING

from claims.errors import CounterclaimError, UsageError
from flows.stages import party_table
from review.formats import say
from review.options import open_store, who

if TYPE_CHECKING:
    from fastapi import FastAPI


def run(
    host: str, port: int, db: str | None, *, names: Sequence[str] = (), certificate: Path | None = None,
    key: Path | None = None,
) -> None:  # fmt: skip
    """Serve the desk at the address, over https where there is a certificate.

    names -- what else browsers may ask for it by.
    Raises CounterclaimError where it cannot listen there, UsageError where anybody could come in, StoreError.
    """
    import uvicorn

    from review.desk.app import create_app
    from review.desk.security import LOOPBACK

    _check_files(certificate, key)
    parties = party_table()
    with open_store(db) as store, listen(host, port) as listening:
        address = ipaddress.ip_address(listening.getsockname()[0].partition("%")[0])
        if not address.is_loopback and not store.users.any():
            line = "whoever reaches it could decide; add users first: counterclaim users add NAME"
            raise UsageError(f"--host {host} is not this machine's own address, and there are no users: {line}")
        if not address.is_loopback and certificate is None:
            say("passwords and pages cross the network unencrypted: use --certificate and --key, or a proxy with https")
        app = create_app(
            store, parties, local=None if store.users.any() else who(None),
            hosts={*LOOPBACK, str(address), host, *names}, any_address=address.is_unspecified,
        )  # fmt: skip
        gc.freeze()  # the tables of parties and templates stay: the collector would go through them within requests
        say(f"the desk is at {url_of(listening, https=certificate is not None)}; stop it with Ctrl-C")
        config = uvicorn.Config(
            app, log_level="warning", access_log=False, server_header=False, ws="none", ssl_certfile=certificate,
            ssl_keyfile=key, timeout_graceful_shutdown=5,
        )  # fmt: skip
        uvicorn.Server(config).run(sockets=[listening])


@contextmanager
def serving(app: FastAPI, port: int = 0) -> Iterator[str]:
    """The desk, served on loopback from a thread until the block ends; gives its URL, without a slash at its end."""
    import uvicorn

    with listen("127.0.0.1", port) as listening:
        server = uvicorn.Server(uvicorn.Config(app, log_config=None, ws="none", timeout_graceful_shutdown=1))
        thread = Thread(target=server.run, kwargs={"sockets": [listening]})
        thread.start()
        try:
            yield url_of(listening, https=False).rstrip("/")
        finally:
            server.should_exit = True
            thread.join()


def listen(host: str, port: int) -> socket.socket:
    """A socket that listens there.  Raises CounterclaimError."""
    try:
        family, kind, protocol, _, place = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        listening = socket.socket(family, kind, protocol)
        try:
            listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            listening.bind(place)
            listening.listen(128)
        except OSError:
            listening.close()
            raise
    except (OSError, UnicodeError) as error:
        cause = error.strerror if isinstance(error, OSError) else "it is no address"
        line = f"cannot listen at {host} port {port}: {cause}; choose another with --host and --port"
        raise CounterclaimError(line) from error
    return listening


def url_of(listening: socket.socket, *, https: bool) -> str:
    """The URL of what listens."""
    host, port = listening.getsockname()[:2]
    return f"http{'s' if https else ''}://{f'[{host}]' if ':' in host else host}:{port}/"


def _check_files(certificate: Path | None, key: Path | None) -> None:
    if (certificate is None) != (key is None):
        raise UsageError("--certificate and --key go together; give both")
    for path in (certificate, key):
        if path is not None and not path.is_file():
            raise UsageError(f"{path}: there is no such file; give --certificate and --key as PEM files")
