"""The ingestion flows: a batch of sources or a feed into the store, with the result and new conflicts told to Prefect.

Everything that happens to an article is in `flows.stages`; here is only what Prefect adds: retries of a batch, a table
of what came of each source, and an event for each conflict, which an automation can turn into a message.
"""

from __future__ import annotations

import atexit
import logging
import os
from collections import Counter
from collections.abc import Sequence
from functools import cache
from typing import TYPE_CHECKING, Any

from prefect import flow, task
from prefect.artifacts import acreate_table_artifact
from prefect.cache_policies import NO_CACHE
from prefect.events import emit_event

from claims.article import Fetch
from claims.cases import Side, value_words
from claims.errors import Refusal, StoreUnavailable
from claims.metrics import METRICS
from flows import metrics, stages
from flows.discovery import FeedEntry, expand
from flows.fetch_settings import FetchSettings
from flows.fetching import Unfetched
from flows.manners import Remembered
from flows.outcomes import Outcome
from flows.prefect_helpers import run_logger
from flows.workers import FEW, Workers, cores, default_count
from storage.engine import place
from storage.store import Store, StoredCase, utc_now

if TYPE_CHECKING:
    from prefect.client.schemas.objects import State, TaskRun
    from prefect.tasks import Task

    from claims.pairs import Context
    from extractors.pipeline import Reader

BATCH = 50
"""Sources a task: a task costs Prefect some milliseconds and an article about as many, so never one article a task."""

RETRIES = (2.0, 10.0)  # seconds before the second and third attempt at a batch; one page is retried in flows.fetching
STATES = ("new", "changed", "unchanged", "twin", "refused")
TABLE = "counterclaim-ingested"
TABLE_ROWS = 1000  # what a person may still scroll through; the store has the rest
LOGGED = ("source", "state", "article_id", "reason", "added", "conflicts")
OPENED, REOPENED = "counterclaim.conflict.opened", "counterclaim.conflict.reopened"


@flow
async def ingest_articles(sources: list[str], db: str | None = None) -> list[dict[str, Any]]:
    """Read, extract, store and compare what `sources` name: URLs, files, folders, dumps, `-` for stdin.

    Why: so that a schedule, a person at Prefect's page and the command line do the same thing, and all can see what
    came of it.  Cache rule: none; the store knows what it holds, and the same source again changes nothing.  Needs:
    write access to the database `db` (None: COUNTERCLAIM_DB, else the user's data folder), the network for URLs, and
    COUNTERCLAIM_ALLOW_PRIVATE, _CONTACT, _ROBOTS and _PARTIES as for the command line.  Prefect shows a run's
    parameters: a database whose URL holds a password is named by COUNTERCLAIM_DB, not by `db`.

    Gives one row a source, as `Outcome.row` makes it; a source that is refused is a row, never a failure.
    Raises UsageError, TableError or StoreError.
    """
    return await _ingest(sources, db or stages.default_database(), {})


@flow
async def ingest_feed(url: str, db: str | None = None) -> list[dict[str, Any]]:
    """Ingest every article that the RSS or Atom feed at `url` lists.

    Why: a feed knows the day, title and publisher that a page may leave out.  Cache rule: none, as for
    `ingest_articles`.  Needs: the same, and the network.

    Raises Refusal where there is no feed, after storing it as the refusal of `url`; else as `ingest_articles`.
    """
    where = db or stages.default_database()
    try:
        entries = await list_feed(url)
    except Refusal as refusal:
        with Store.open(where) as store, store.writing() as writer:
            writer.put_refusal(_fetch_of(url, refusal))
        raise
    return await _ingest([entry.url for entry in entries], where, {entry.url: entry for entry in entries})


def may_pass(_task: Task[..., Any], _run: TaskRun, state: State[Any]) -> bool:
    """Whether another attempt may help: the network or the database was away, and not the command wrong."""
    error = state.data
    if isinstance(error, Unfetched):
        return error.again
    return isinstance(error, StoreUnavailable) and error.__cause__ is not None  # without one, the path is wrong


@task(cache_policy=NO_CACHE, retries=len(RETRIES), retry_delay_seconds=list(RETRIES), retry_condition_fn=may_pass)
async def list_feed(url: str) -> list[FeedEntry]:
    """The entries of the feed.  Raises Unfetched or Refusal."""
    return await stages.feed_entries(url, settings=FetchSettings.from_environment(), clock=utc_now, remembered=sites())


@task(cache_policy=NO_CACHE, retries=len(RETRIES), retry_delay_seconds=list(RETRIES), retry_condition_fn=may_pass)
async def ingest_batch(locations: list[str], db: str, entries: dict[str, FeedEntry]) -> list[dict[str, Any]]:
    """Ingest some sources, one transaction each, in this process; `entries` is what a feed says of them.

    A batch that is repeated finds what its first attempt stored, and counts it as unchanged.
    """
    own = os.environ.get("COUNTERCLAIM_PARTIES")
    reader, context = tools(own)
    rows = []
    with Store.open(db) as store:
        async for outcome in stages.ingest(
            expand(locations), store, reader, context,
            settings=FetchSettings.from_environment(), clock=utc_now, entries=entries, remembered=sites(),
            workers=crew(own) if len(locations) > FEW else None,
        ):  # fmt: skip
            rows.append(await publish(store, outcome))
    return rows


async def publish(store: Store, outcome: Outcome) -> dict[str, Any]:
    """Log and count one outcome, send the events of its conflicts, and give its row.

    The line of the log has the fields of the row beside it, for a formatter that prints them; Prefect adds the run's.
    """
    refused = outcome.state == "refused"
    told = f"{outcome.line} (article {outcome.article_id})" if outcome.article_id else outcome.line
    fields = {name: getattr(outcome, name) for name in LOGGED}
    run_logger().log(logging.WARNING if refused else logging.INFO, "%s", told, extra=fields)
    metrics.outcome(outcome)
    for case in outcome.conflicts:
        _tell(store.case(case))
    return outcome.row


async def _ingest(sources: Sequence[str], db: str, entries: dict[str, FeedEntry]) -> list[dict[str, Any]]:
    locations = [item.location for item in expand(sources)]
    rows: list[dict[str, Any]] = []
    for start in range(0, len(locations), BATCH):  # one after another: a database has one writer
        batch = locations[start : start + BATCH]
        rows += await ingest_batch(batch, db, {name: entries[name] for name in batch if name in entries})
    await _show(rows, db)
    return rows


async def _show(rows: Sequence[dict[str, Any]], db: str) -> None:
    """Put the run's table where Prefect's page shows it; of very many rows only those with news."""
    summary = summarise(rows)
    run_logger().info("%s", summary)
    shown = rows
    if len(rows) > TABLE_ROWS:
        shown = [row for row in rows if row["state"] not in ("unchanged", "twin")][:TABLE_ROWS]
    table = [
        {
            "source": row["source"], "state": row["state"], "claims added": row["added"],
            "conflicts": len(row["conflicts"]), "reason": row["detail"] or "",
        }
        for row in shown
    ]  # fmt: skip
    description = f"{summary} The table shows {len(shown)} of {len(rows)}. Database: {place(db)}"
    await acreate_table_artifact(table, key=TABLE, description=description)


def summarise(rows: Sequence[dict[str, Any]]) -> str:
    """One sentence on a run: `Of 18 sources 15 new, 1 twin, 2 refused; claims added: 186, new conflicts: 1.`"""
    states = Counter(row["state"] for row in rows)
    counted = ", ".join(f"{states[state]} {state}" for state in STATES if states[state]) or "none"
    added, conflicts = sum(row["added"] for row in rows), sum(len(row["conflicts"]) for row in rows)
    return f"Of {len(rows)} sources {counted}; claims added: {added}, new conflicts: {conflicts}."


def _tell(found: StoredCase) -> None:
    """Send the event of a case that opened or reopened; it is sent once, for the store calls each of that news once."""
    sides, claim = found.case.sides, found.case.claim
    values = [value_words(side.claim) for side in sides]
    emit_event(
        REOPENED if found.status.value == "reopened" else OPENED,
        resource={
            "prefect.resource.id": f"counterclaim.conflict.{found.id}",
            "prefect.resource.name": f"{claim.subject}: {' or '.join(values)}",
        },
        related=[
            {"prefect.resource.id": f"counterclaim.article.{article}", "prefect.resource.role": "article"}
            for article in sorted(found.case.articles)
        ],
        payload={
            "words": "; ".join(map(_side, sides)),
            "status": found.status.value,
            "party": claim.subject,
            "metric": METRICS[claim.metric].label,
            "kind": found.case.kind and found.case.kind.value,
            "grade": found.case.grade and found.case.grade.value,
            "articles": len(found.case.articles),
            "origins": len(found.case.origin_ids),
            "command": f"counterclaim conflict {found.id}",
        },
    )


def _side(side: Side) -> str:
    first = side.evidence[0].telling
    who = first.publisher or first.url or first.claim.doc
    return f"{who} ({first.published or 'undated'}) says {value_words(side.claim)}"


def _fetch_of(url: str, refusal: Refusal) -> Fetch:
    if isinstance(refusal, Unfetched):
        return refusal.fetch
    now = utc_now().strftime("%Y-%m-%dT%H:%M:%SZ")
    return Fetch(source=url, fetched_at=now, refusal=refusal.reason, detail=refusal.detail)


@cache
def tools(own_parties: str | None) -> tuple[Reader, Context]:
    """The extractors and the context of comparisons, built once a process: that takes half a second.

    own_parties -- what COUNTERCLAIM_PARTIES names.  Raises TableError.
    """
    parties = stages.party_table({"COUNTERCLAIM_PARTIES": own_parties} if own_parties else {})
    return stages.build_reader(parties), stages.comparing(parties)


@cache
def sites() -> Remembered:
    """What this process knows of the sites it asked: their robots.txt, and when they may be asked again."""
    return Remembered()


@cache
def crew(own_parties: str | None) -> Workers | int:
    """The workers of all batches in this process, or 0 where COUNTERCLAIM_WORKERS wants none: starting takes 2 s.

    own_parties -- as for `tools`.  Raises TableError or UsageError.
    """
    count = default_count()
    if count is None:
        count = cores()
    if count == 0:
        return 0
    context = tools(own_parties)[1]
    workers = Workers(count, context.parties or stages.party_table())
    atexit.register(workers.close)
    return workers
