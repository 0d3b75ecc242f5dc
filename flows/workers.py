"""Pages are read in processes of their own, so that one that hangs, crashes or fills the memory costs no other page.

with Workers(2, parties) as workers:
    future = workers.submit(material)
    article, reading = future.result()

Each worker is a thread here that talks to one process over one socket: which page a process was reading when it died
is never in doubt, and no lock is shared with a process that may be killed (docs/decisions/0011-pages-in-processes.md).
"""

from __future__ import annotations

import asyncio
import os
import pickle
from collections.abc import AsyncGenerator, Callable, Iterable, Mapping
from concurrent.futures import Future
from contextlib import aclosing, suppress
from queue import SimpleQueue
from threading import Lock, Thread
from types import TracebackType
from typing import TYPE_CHECKING, Self

from claims.errors import CounterclaimError, Refusal, UsageError
from claims.metrics import Metric
from claims.parties import PartyTable
from flows.processes import Nursery, Process
from flows.worker import Read, Setup, reading

if TYPE_CHECKING:
    from flows.gathering import Material

VARIABLE = "COUNTERCLAIM_WORKERS"

SECONDS = 10.0
"""A page that takes longer is refused; none of the hostile pages that pass the guards took over 2.3 s."""

MEMORY = 1 << 30
"""Bytes that reading a page may take: the largest pages that pass the guards take some 300 MB."""

PAGES = 500
"""Pages a process reads before another takes its place: what the libraries keep of each page goes with it."""

PAGES_OF = ("url", "html", "archived")
"""The kinds of sources that are pages; a dump may hold pages too, and an archive does."""

ATTEMPTS = 2
"""Processes that may die of a page before it is refused: the first may have been killed from outside."""

AHEAD = 3
"""Pages for each worker that are sent out, or read, before they are stored."""

FEW = 20
"""Pages from which a run that does not say how many workers it wants gets one for each core.

The first page that a worker reads waits for the extractors to be loaded there: 3.5 s, in which this process reads a
hundred pages.  So few are read here, with the guards only; more are worth the wait for what one of them may do.
"""


def default_count(environ: Mapping[str, str] = os.environ) -> int | None:
    """What COUNTERCLAIM_WORKERS says, None where it says nothing.  Raises UsageError where it is no number."""
    written = environ.get(VARIABLE, "").strip()
    if not written:
        return None
    if not (written.isascii() and written.isdecimal() and int(written) <= 256):
        raise UsageError(f"{VARIABLE}={written}: expected a number of processes, 0 to read pages in this one")
    return int(written)


def cores() -> int:
    """The processors that this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def workers_for(
    kinds: Iterable[str], wanted: int | None, parties: PartyTable, counts: Iterable[Metric] = ()
) -> Workers | None:
    """The workers of a run over sources of these kinds; None where it reads them in this process.

    wanted -- how many, 0 for none; None for what COUNTERCLAIM_WORKERS says, else one a core for more than FEW pages.
    Raises UsageError.
    """
    count = default_count() if wanted is None else wanted
    if count is None:
        pages = sum(FEW + 1 if kind in ("dump", "warc") else kind in PAGES_OF for kind in kinds)
        count = cores() if pages > FEW else 0
    return Workers(count, parties, counts) if count else None


class Workers:
    """Processes that read pages; the first submitted page starts them.

    parties, counts -- what the Reader is built with.  seconds, memory, pages -- the limits of a page, and of a process.
    build -- makes the function that reads a page, in the process; a function of a module.
    """

    def __init__(
        self,
        count: int,
        parties: PartyTable,
        counts: Iterable[Metric] = (),
        *,
        seconds: float = SECONDS,
        memory: int = MEMORY,
        pages: int = PAGES,
        build: Callable[[PartyTable, tuple[Metric, ...]], Callable[[Material], Read]] = reading,
    ) -> None:
        self.count = count
        self.parties = parties
        self._seconds = seconds
        self._memory = memory
        self._pages = pages
        self._setup = Setup(build, parties, tuple(counts), 2 * seconds + 5, memory)
        self._waiting: SimpleQueue[tuple[Material, Future[Read]] | None] = SimpleQueue()
        self._threads: list[Thread] = []
        self._nursery: Nursery | None = None
        self._lock = Lock()
        self._processes: set[Process] = set()
        self._closed = False

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    @property
    def pids(self) -> list[int]:
        """The ids of the processes that read pages now."""
        with self._lock:
            return sorted(process.pid for process in self._processes)

    def submit(self, material: Material) -> Future[Read]:
        """Have a page read; the future gives the article and its reading, or raises the page's Refusal.

        Beyond what the page itself says, that is `cleaning_timeout`, `cleaning_memory` or `cleaning_crashed`.
        It raises CounterclaimError where no process can be started.
        """
        future: Future[Read] = Future()
        self._waiting.put((material, future))
        if not self._threads:
            self._threads = [Thread(target=self._work, name="reading pages", daemon=True) for _ in range(self.count)]
            for thread in self._threads:
                thread.start()
        return future

    def close(self) -> None:
        """End the processes at once; pages that nobody waited for are not read."""
        self._closed = True
        with self._lock:
            for process in self._processes:
                process.kill()
        for _ in self._threads:
            self._waiting.put(None)
        for thread in self._threads:
            thread.join()
        self._threads = []
        if self._nursery is not None:
            self._nursery.close()

    def _work(self) -> None:
        """One worker: a process at a time, one page after the other."""
        process: Process | None = None
        while (job := self._waiting.get()) is not None:
            material, future = job
            if self._closed or not future.set_running_or_notify_cancel():
                future.cancel()
                continue
            answer: Read | Refusal | str | None = None
            refusal: Refusal | None = None
            try:
                request = pickle.dumps(material, pickle.HIGHEST_PROTOCOL)
                for _ in range(ATTEMPTS):
                    if process is None or not process.ready:
                        self._end(process)
                        process = self._begin()
                    answer = process.ask(request, self._seconds)
                    refusal = self._refusal(material.fetch.source, answer, process)
                    if not isinstance(answer, tuple | Refusal) or process.answered >= self._pages:
                        self._end(process)
                        process = None
                    if answer is not None or self._closed:
                        break
            except Exception as error:  # noqa: BLE001  # whoever waits for the page is told
                self._end(process)  # what it would answer next is not known
                process = None
                future.set_exception(error)
                continue
            if refusal is not None:
                future.set_exception(refusal)
            elif isinstance(answer, tuple):
                future.set_result(answer)
        self._end(process)

    def _begin(self) -> Process:
        with self._lock:
            try:
                process = self._nursery.fork() if self._nursery is not None else None
            except (OSError, CounterclaimError):  # it was killed; if another cannot be started, that is told
                process = None
            if process is None:
                if self._nursery is not None:
                    self._nursery.close()
                self._nursery = Nursery(self._setup)
                process = self._nursery.fork()
            self._processes.add(process)
            return process

    def _end(self, process: Process | None) -> None:
        if process is None:
            return
        process.kill()
        with self._lock:
            self._processes.discard(process)
            process.reap()

    def _refusal(self, name: str, answer: Read | Refusal | str | None, process: Process) -> Refusal | None:
        if isinstance(answer, Refusal):
            return answer
        if answer == "memory":
            return Refusal("cleaning_memory", f"{name}: more than {self._memory // 1_000_000:,} MB")
        if answer == "time":
            return Refusal("cleaning_timeout", f"{name}: more than {self._seconds:g} s")
        if isinstance(answer, str):
            return Refusal("cleaning_crashed", f"{name}: {answer}")
        if answer is None:
            process.kill()  # it is dead or dying: how it ended does not change
            with self._lock:
                return Refusal("cleaning_crashed", f"{name}: its process {process.reap()}")
        return None


async def read_ahead(
    materials: AsyncGenerator[Material], workers: Workers | None
) -> AsyncGenerator[tuple[Material, Future[Read] | None]]:
    """The materials in their order, each with the future of its reading, some of them ahead of what is asked for.

    None for what is read faster than it is sent: texts, rows with a text, refusals.  Without workers that is all.
    """
    if workers is None:
        async with aclosing(materials):
            async for material in materials:
                yield material, None
        return
    queue: asyncio.Queue[tuple[Material, Future[Read] | None] | None] = asyncio.Queue(AHEAD * workers.count)

    async def submit() -> None:
        try:
            async for material in materials:
                await queue.put((material, workers.submit(material) if is_page(material) else None))
        finally:
            await queue.put(None)

    submitting = asyncio.create_task(submit())
    try:
        while (piece := await queue.get()) is not None:
            yield piece
        await submitting  # raises what gathering raised
    finally:
        if not submitting.done():
            while not queue.empty():  # room for its last word
                queue.get_nowait()
            submitting.cancel()
            with suppress(asyncio.CancelledError):
                await submitting
        await materials.aclose()


def is_page(material: Material) -> bool:
    """Whether the material is HTML, which a parser reads."""
    if material.fetch.refusal is not None or material.unchanged:
        return False
    if material.row is not None:
        return material.row.get("html") is not None and material.row.get("text") is None
    return material.source.kind in PAGES_OF
