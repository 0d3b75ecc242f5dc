"""The other side of `flows.workers`: the process that reads pages, and the one that it is forked from.

A page is read where it can do no harm: the reading process has no database, no network and a limit on its memory, and
is killed where it takes too long.  The nursery builds the extractors once and forks each reading process with them, so
that one that was killed is replaced in milliseconds; it has one thread, which makes forking safe.
"""

from __future__ import annotations

import gc
import os
import pickle
import resource
import signal
import socket
import struct
import sys
from collections.abc import Callable
from dataclasses import dataclass
from multiprocessing.connection import Connection
from typing import TYPE_CHECKING, Any

from claims.article import Article
from claims.errors import Refusal
from claims.metrics import Metric
from claims.model import Reading
from claims.parties import PartyTable

if TYPE_CHECKING:
    from flows.gathering import Material

Read = tuple[Article, Reading]

COMMAND = struct.Struct("<ci")
"""What the nursery is asked: `f`, with a socket, to fork; `r` and a process id to wait for it and give its status."""

ANSWER = struct.Struct("<i")

_PAGE_BYTES = os.sysconf("SC_PAGE_SIZE")
_WARMING = b"""<html><head><title>Northwind</title></head><body><article><h1>Northwind raises money</h1>
<p>Northwind raised $2 billion from Contoso on 3 October 2025, the company said. It will build 300 MW near Dallas.</p>
</article></body></html>"""
# For the first odd date htmldate loads another library.
_ODD_DATE = _WARMING.replace(b"<p>", b"<div class='post-date'>Published 3 Foo 2025</div><p>")


@dataclass(frozen=True, slots=True)
class Setup:
    """What a nursery is built from: `build(parties, counts)` gives the function that reads a page.

    seconds -- until a reading process ends by itself; memory -- bytes that it may take beyond what the nursery has.
    """

    build: Callable[[PartyTable, tuple[Metric, ...]], Callable[[Material], Read]]
    parties: PartyTable
    counts: tuple[Metric, ...]
    seconds: float
    memory: int


def reading(parties: PartyTable, counts: tuple[Metric, ...]) -> Callable[[Material], Read]:
    """The function that reads a page and extracts its claims, with everything it needs loaded."""
    from extractors.article import read_html
    from extractors.pipeline import Reader
    from flows.stages import extract_one

    reader = Reader(parties, counts=counts)
    for page in (_WARMING, _ODD_DATE):  # the libraries load much at their first page
        reader.read(read_html(page, name="warming", bulk=True))

    def read(material: Material) -> Read:
        return extract_one(reader, material)

    return read


def nursery(number: int) -> None:
    """Be the nursery: the Setup is on stdin, commands come by the socket with this number until it is closed."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the parent hears Ctrl-C and closes the socket
    setup: Setup = pickle.loads(sys.stdin.buffer.read())
    read = setup.build(setup.parties, setup.counts)
    gc.collect()
    gc.freeze()  # so that a child's collector leaves the pages of memory that it shares alone
    with socket.socket(fileno=number) as control:
        control.sendall(ANSWER.pack(os.getpid()))
        while True:
            command, given, _, _ = socket.recv_fds(control, COMMAND.size, 1, socket.MSG_WAITALL)
            if len(command) < COMMAND.size:
                return
            kind, pid = COMMAND.unpack(command)
            if kind == b"r":
                control.sendall(ANSWER.pack(os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])))
                continue
            pid = os.fork()
            if pid == 0:
                control.close()
                _serve(Connection(given[0]), read, setup)
            os.close(given[0])
            control.sendall(ANSWER.pack(pid))


def _serve(pages: Connection, read: Callable[[Material], Read], setup: Setup) -> None:
    """Read pages until the connection is closed, and end."""
    status = 1
    try:
        most = _address_space() + setup.memory
        resource.setrlimit(resource.RLIMIT_AS, (most, most))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
        signal.signal(signal.SIGALRM, signal.SIG_DFL)  # the system ends the process: no handler runs inside libxml2
        while True:
            try:
                request = pages.recv_bytes()
            except (EOFError, ConnectionResetError):
                break
            # the parent kills long before; this is for a process whose parent is gone
            signal.setitimer(signal.ITIMER_REAL, setup.seconds)
            answer = _answer(read, pickle.loads(request))
            signal.setitimer(signal.ITIMER_REAL, 0)
            pages.send_bytes(answer)
        status = 0
    finally:
        os._exit(status)


def _answer(read: Callable[[Material], Read], material: Material) -> bytes:
    answer: Any
    try:
        answer = read(material)
    except Refusal as refusal:
        answer = refusal
    except MemoryError:
        answer = "memory"
    except Exception as error:  # noqa: BLE001  # whatever a page does to the libraries, it costs no other page
        answer = f"{type(error).__name__}: {' '.join(str(error).split())[:200]}"
    return pickle.dumps(answer, pickle.HIGHEST_PROTOCOL)


def _address_space() -> int:
    """Bytes of address space that this process has; 64 GB where the system does not say."""
    try:
        with open("/proc/self/statm", encoding="ascii") as file:
            return int(file.read().split()[0]) * _PAGE_BYTES
    except OSError:
        return 1 << 36
