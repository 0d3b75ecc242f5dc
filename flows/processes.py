"""The processes that read pages, as their parent sees them: started, asked, killed, waited for."""

from __future__ import annotations

import os
import pickle
import signal
import socket
import subprocess
import sys
from contextlib import suppress
from multiprocessing.connection import Connection

from claims.errors import CounterclaimError, Refusal
from flows.worker import ANSWER, COMMAND, Read, Setup

_START = (
    "import pickle, sys; sys.path[:] = pickle.load(sys.stdin.buffer); from flows.worker import nursery; nursery({})"
)
_ONE_THREAD = {"OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1"}  # a process with threads cannot be forked safely


class Nursery:
    """The process that the workers' processes are forked from."""

    def __init__(self, setup: Setup) -> None:
        self._control, theirs = socket.socketpair()
        with theirs:
            self._process = subprocess.Popen(
                [sys.executable, "-c", _START.format(theirs.fileno())],
                stdin=subprocess.PIPE, stdout=subprocess.DEVNULL, pass_fds=[theirs.fileno()],
                env={**os.environ, **_ONE_THREAD},
            )  # fmt: skip
        assert self._process.stdin is not None
        with suppress(BrokenPipeError), self._process.stdin as stdin:
            stdin.write(pickle.dumps(sys.path) + pickle.dumps(setup))
        self._answer()  # it is ready

    def fork(self) -> Process:
        """A new process that reads pages.  Raises CounterclaimError where the nursery is gone."""
        ours, theirs = socket.socketpair()
        with ours, theirs:
            socket.send_fds(self._control, [COMMAND.pack(b"f", 0)], [theirs.fileno()])
            return Process(self, self._answer(), Connection(ours.detach()))

    def reap(self, pid: int) -> int | None:
        """The exit code of a process that ends, negative for a signal; None where the nursery is gone."""
        try:
            self._control.sendall(COMMAND.pack(b"r", pid))
            return self._answer()
        except (OSError, CounterclaimError):
            return None

    def close(self) -> None:
        """End it."""
        self._control.close()
        self._process.kill()
        self._process.wait()

    def _answer(self) -> int:
        answer = self._control.recv(ANSWER.size, socket.MSG_WAITALL)
        if len(answer) < ANSWER.size:
            self._control.close()
            self._process.kill()
            code = self._process.wait()
            raise CounterclaimError(
                f"the process that reads pages ended ({code}); COUNTERCLAIM_WORKERS=0 reads them in this one"
            )
        return int(ANSWER.unpack(answer)[0])


class Process:
    """One process that reads pages, and the connection to it."""

    def __init__(self, nursery: Nursery, pid: int, pages: Connection) -> None:
        self.pid = pid
        self.answered = 0
        self._nursery = nursery
        self._pages = pages
        self._end: str | None = None

    @property
    def ready(self) -> bool:
        """Whether it waits for a page: one that was killed meanwhile has closed its connection."""
        return not self._pages.poll()

    def ask(self, request: bytes, seconds: float) -> Read | Refusal | str | None:
        """What came of a page: read, refused, `time`, `memory` or an error's line; None where the process died."""
        try:
            self._pages.send_bytes(request)
            if not self._pages.poll(seconds):
                return "time"
            answer: Read | Refusal | str = pickle.loads(self._pages.recv_bytes())
        except (EOFError, OSError):
            return None
        self.answered += 1
        return answer

    def kill(self) -> None:
        """End it at once; it is not waited for, so that its id stays its own until `reap`."""
        if self._end is None:
            with suppress(ProcessLookupError):
                os.kill(self.pid, signal.SIGKILL)

    def reap(self) -> str:
        """How it ended, in words; the same ones when asked again.  Blocks until it has."""
        if self._end is None:
            self._pages.close()
            code = self._nursery.reap(self.pid)
            if code is None:
                self._end = "is gone"
            elif code < 0:
                self._end = f"ended by {signal.Signals(-code).name}"
            else:
                self._end = f"ended with status {code}"
        return self._end
