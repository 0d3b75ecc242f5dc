"""Reads new articles for the desk, one after the other, while its pages go on: jobs, and how far each is."""

from __future__ import annotations

import logging
import secrets
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import datetime
from threading import Condition
from time import monotonic
from typing import Any

from claims.errors import CounterclaimError, NotStored
from claims.pairs import Context
from claims.parties import PartyTable
from flows.discovery import Source
from flows.fetch_settings import FetchSettings
from flows.manners import Remembered
from flows.outcomes import Outcome
from flows.single import ingest_row, ingest_url, web_source
from flows.workers import Workers
from storage.store import Store

WAITING = 20
"""Jobs that may wait; who comes then is asked to come again."""

KEPT = 200
"""Jobs that are remembered, the newest."""

_log = logging.getLogger(__name__)


class Busy(CounterclaimError):
    """Too many articles wait to be read."""


@dataclass(eq=False)
class Job:
    """One article on its way into the store.

    id -- names it in the address of its page.  steps -- what was begun, in words, so far.  outcome -- how it ended;
    fault -- why it ended without an outcome.
    """

    id: str
    source: str
    by: str
    steps: list[str] = field(default_factory=list)
    outcome: Outcome | None = None
    fault: str | None = None
    _news: Condition = field(default_factory=Condition, repr=False)

    @property
    def over(self) -> bool:
        """Whether it has ended."""
        return self.outcome is not None or self.fault is not None

    def follow(self, seconds: float) -> Iterator[str]:
        """The steps so far, then each as it begins; it stops when the job is over, or after so many seconds."""
        until, seen = monotonic() + seconds, 0
        while True:
            with self._news:
                self._news.wait_for(lambda: len(self.steps) > seen or self.over, max(0.0, until - monotonic()))  # noqa: B023
                fresh, over = self.steps[seen:], self.over or monotonic() >= until
            yield from fresh
            seen += len(fresh)
            if over:
                return

    def tell(self, step: str) -> None:
        """Note a step."""
        with self._news:
            self.steps.append(step)
            self._news.notify_all()

    def end(self, outcome: Outcome | None, fault: str | None = None) -> None:
        """Note how it ended."""
        with self._news:
            self.outcome, self.fault = outcome, fault
            self._news.notify_all()


class Intake:
    """Reads what it is given in one thread, and pages in one process beside it, which the first one starts."""

    def __init__(self, store: Store, context: Context, parties: PartyTable, clock: Callable[[], datetime]) -> None:
        self._store = store
        self._context = context
        self._clock = clock
        self._workers = Workers(1, parties)
        self._remembered = Remembered()
        self._thread = ThreadPoolExecutor(1, "intake")
        self._jobs: dict[str, Job] = {}

    def url(self, url: str, by: str) -> Job:
        """Begin to ingest a URL.  Raises UsageError where it is none, Busy."""
        source = web_source(url)
        job, _ = self._begin(source.location, by, lambda tell: self._fetch(source, tell))
        return job

    def read_url(self, url: str, by: str) -> Outcome:
        """Ingest a URL, and wait for it.  Raises UsageError, Busy or StoreError."""
        source = web_source(url)
        return self._begin(source.location, by, lambda tell: self._fetch(source, tell))[1].result()

    def read_row(self, row: Mapping[str, Any], name: str, by: str) -> Outcome:
        """Ingest a text, given as a row of a dump, and wait for it.  Raises Busy or StoreError."""
        return self._begin(name, by, lambda tell: self._text(row, name, tell))[1].result()

    def job(self, job_id: str) -> Job:
        """The job with this id.  Raises NotStored where there is none, or no more."""
        found = self._jobs.get(job_id)
        if found is None:
            raise NotStored("this reading is not known any more; what it stored is: see the article by its address")
        return found

    def close(self) -> None:
        """Read nothing more, and end the process that reads pages."""
        self._thread.shutdown(wait=False, cancel_futures=True)
        self._workers.close()
        self._thread.shutdown(wait=True)

    def _begin(
        self, source: str, by: str, run: Callable[[Callable[[str], None]], Outcome]
    ) -> tuple[Job, Future[Outcome]]:
        if sum(not job.over for job in self._jobs.values()) > WAITING:
            raise Busy(f"{WAITING} articles wait to be read already: try again in a minute")
        job = Job(secrets.token_urlsafe(12), source, by)
        job.tell("waiting for its turn")
        reading = self._thread.submit(self._run, job, run)
        self._jobs[job.id] = job
        for old in list(self._jobs)[: max(0, len(self._jobs) - KEPT)]:
            self._jobs.pop(old, None)
        return job, reading

    def _run(self, job: Job, run: Callable[[Callable[[str], None]], Outcome]) -> Outcome:
        try:
            outcome = run(job.tell)
        except CounterclaimError as error:
            job.end(None, str(error))
            raise
        except Exception:
            _log.exception("reading %s failed", job.source)
            job.end(None, "this is a fault of counterclaim: its trace is where the desk was started")
            raise
        job.end(outcome)
        return outcome

    def _fetch(self, source: Source, tell: Callable[[str], None]) -> Outcome:
        return ingest_url(
            source, self._store, self._context, self._workers, settings=FetchSettings.from_environment(),
            clock=self._clock, remembered=self._remembered, tell=tell,
        )  # fmt: skip

    def _text(self, row: Mapping[str, Any], name: str, tell: Callable[[str], None]) -> Outcome:
        return ingest_row(row, name, self._store, self._context, self._workers, clock=self._clock, tell=tell)
