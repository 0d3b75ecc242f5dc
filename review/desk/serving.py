"""Serves the desk until it is stopped: opens the store, listens, says where, and starts uvicorn."""

from __future__ import annotations

import socket

from claims.errors import CounterclaimError
from flows.stages import party_table
from review.formats import say
from review.options import open_store, who


def run(host: str, port: int, db: str | None) -> None:
    """Serve the desk at the address.  Raises CounterclaimError where it cannot listen there, StoreError, UsageError."""
    import uvicorn

    from review.desk.app import create_app

    parties = party_table()
    with open_store(db) as store, listen(host, port) as listening:
        app = create_app(store, parties, local=who(None))
        say(f"the desk is at {address(listening)}; stop it with Ctrl-C")
        config = uvicorn.Config(app, log_level="warning", access_log=False, server_header=False, date_header=True)
        uvicorn.Server(config).run(sockets=[listening])


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
    except OSError as error:
        line = f"cannot listen at {host} port {port}: {error.strerror}; choose another with --host and --port"
        raise CounterclaimError(line) from error
    return listening


def address(listening: socket.socket) -> str:
    """The URL of what listens."""
    host, port = listening.getsockname()[:2]
    return f"http://[{host}]:{port}/" if ":" in host else f"http://{host}:{port}/"
