"""The schedule: one deployment a section of feeds, each run a pass over what is due, told to Prefect.

`counterclaim serve` runs them on one machine; `prefect.yaml` names the same flow for workers on several.
"""

from __future__ import annotations

import os
import subprocess
import sys
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from contextlib import ExitStack
from datetime import datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

from prefect import flow
from prefect.events import emit_event

from claims.feeds import SHORTEST
from flows import due, metrics, stages
from flows.fetch_settings import FetchSettings
from flows.ingest import publish, tools
from flows.prefect_helpers import run_logger
from flows.serving import QUIET, PrefectServer
from storage.store import Store, StoredFeed, utc_now

if TYPE_CHECKING:
    from prefect.deployments.runner import RunnerDeployment

STALE = "counterclaim.feed.stale"
EVERYTHING = "everything"
"""The name of the deployment of feeds without a section."""
SOON = timedelta(seconds=12)
"""From the start of the schedule to its first runs: Prefect looks for new deployments every five seconds."""


@flow
async def watch(section: str | None = None, db: str | None = None, again: bool = False) -> dict[str, int]:
    """Look at the feeds of a section that are due, and ingest what is new or waits for another try.

    Why: so that what the field publishes is read without a person.  Cache rule: none; the store knows what is due, and
    a run that is killed is repeated by the next one.  Needs: the database `db` (None: COUNTERCLAIM_DB), which holds
    the feeds, and the network.  Two runs of one section at once are harmless, and the schedule skips the second.

    section -- None for all feeds.  again -- also try what failed and waits, or was given up.
    Gives the number of URLs by what became of them.  Raises UsageError, TableError or StoreError.
    """
    logger, where = run_logger(), db or stages.default_database()
    settings = FetchSettings.from_environment()
    reader, context = tools(os.environ.get("COUNTERCLAIM_PARTIES"))
    states: Counter[str] = Counter()
    with Store.open(where) as store:
        before = {feed.key: feed.checked_at for feed in store.feeds(section)}
        async for looked in due.look_at_due(store, settings=settings, clock=utc_now, section=section):
            metrics.looked(looked)
            logger.info("%s", looked.line)
        run = due.try_due(store, reader, context, settings=settings, clock=utc_now, section=section, again=again)
        async for outcome in run:
            states[(await publish(store, outcome))["state"]] += 1
        tell_stale(store.feeds(section), before)
    return dict(states)


def tell_stale(feeds: Iterable[StoredFeed], before: dict[int, datetime | None]) -> list[str]:
    """Send the event of each feed that went quiet since it was looked at before; gives their URLs.

    before -- when each feed, by its key, was last looked at: an event is sent once for a silence.
    """
    told = []
    for stored in feeds:
        since, last = stored.stale_since, before.get(stored.key)
        if since is None or (last is not None and since <= last):
            continue
        told.append(stored.feed.url)
        emit_event(
            STALE,
            resource={
                "prefect.resource.id": f"counterclaim.feed.{stored.key}",
                "prefect.resource.name": stored.feed.url,
            },
            payload={
                "section": stored.feed.section, "stale_since": since.isoformat(),
                "last_news": stored.new_at and stored.new_at.isoformat(), "failures": stored.failures,
                "reason": stored.reason, "command": f"counterclaim feeds check {stored.feed.url}",
            },
        )  # fmt: skip
    return told


def sections(feeds: Sequence[StoredFeed]) -> dict[str | None, int]:
    """The sections that are watched, each with seconds between two runs: those of its most eager feed."""
    found: dict[str | None, int] = {}
    for stored in feeds:
        name, every = stored.feed.section, max(SHORTEST, stored.feed.interval)
        found[name] = min(found.get(name, every), every)
    return found


def deployments(db: str, feeds: Sequence[StoredFeed], now: datetime) -> list[RunnerDeployment]:
    """One deployment a section, run `SOON` after now; a run that is due while the one before still runs is skipped."""
    from prefect.client.schemas.objects import ConcurrencyLimitConfig, ConcurrencyLimitStrategy
    from prefect.schedules import Interval
    from prefect.types.entrypoint import EntrypointType

    skip = ConcurrencyLimitConfig(limit=1, collision_strategy=ConcurrencyLimitStrategy.CANCEL_NEW)
    made: list[Any] = [
        watch.to_deployment(
            name=name or EVERYTHING, concurrency_limit=skip, tags=["counterclaim"],
            schedule=Interval(every, anchor_date=now + SOON),
            parameters={"section": name, "db": None if "://" in db else db},  # Prefect shows them: no password
            description=f"Looks at the feeds of {name or 'no section'} every {every} seconds",
            entrypoint_type=EntrypointType.MODULE_PATH,
        )
        for name, every in sections(feeds).items()
    ]  # fmt: skip
    return made


def serve_sections(db: str, *, port: int | None, tell: Callable[[str], None]) -> None:
    """Run the schedule until stopped, with a Prefect server of its own where PREFECT_API_URL names none.

    db -- a path or URL.  port -- of loopback, for Prometheus; None for no figures.  tell -- prints a line.
    The schedule runs in a process of its own, as Prefect reads its settings when it is imported.
    """
    environ = {**os.environ, **QUIET, "COUNTERCLAIM_DB": db}
    with ExitStack() as stack:
        if not environ.get("PREFECT_API_URL"):
            home = Path(environ.get("PREFECT_HOME") or Path(stages.default_database({})).parent / "prefect")
            server = stack.enter_context(PrefectServer(home))
            server.wait()
            environ |= server.variables
            tell(f"Prefect's server runs at {environ['PREFECT_API_URL']}")
        if port is not None:
            environ[metrics.FOLDER] = stack.enter_context(TemporaryDirectory(prefix="counterclaim-metrics-"))
            os.environ[metrics.FOLDER] = environ[metrics.FOLDER]
            tell(f"figures for Prometheus at {metrics.expose(port)}")
        code = "import sys; from flows.scheduled import serve_here; serve_here(sys.argv[1])"
        process = subprocess.Popen([sys.executable, "-c", code, db], env=environ)
        stack.callback(_end, process)
        process.wait()


def serve_here(db: str) -> None:
    """Serve the deployments of the feeds in the database by this process, until it is stopped."""
    from prefect import serve

    with Store.open(db) as store:
        feeds = store.feeds()
    serve(*deployments(db, feeds, utc_now()))


def _end(process: subprocess.Popen[bytes]) -> None:
    process.terminate()
    try:
        process.wait(10)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
