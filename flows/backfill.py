"""Backfill: shards of dumps and archives into the store, a task a shard, on this machine or on a Dask cluster."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Mapping
from typing import Any

from prefect import flow, task
from prefect.cache_policies import NO_CACHE
from prefect.futures import PrefectFuture
from prefect.task_runners import ThreadPoolTaskRunner

from claims.errors import CounterclaimError
from flows import stages
from flows.discovery import expand
from flows.fetch_settings import FetchSettings
from flows.ingest import RETRIES, may_pass, tools
from flows.prefect_helpers import run_logger
from storage.store import Store, utc_now

DASK = "COUNTERCLAIM_DASK"
"""`local` for a cluster of this machine's cores, or the address of a scheduler; unset for one shard after another."""


@task(cache_policy=NO_CACHE, retries=len(RETRIES), retry_delay_seconds=list(RETRIES), retry_condition_fn=may_pass)
async def ingest_shard(shard: str, db: str) -> dict[str, int]:
    """Ingest one file, an article a transaction, in this process; gives the number of articles by state.

    A shard that is repeated finds what its first attempt stored, and counts it as unchanged; so does one that
    overlaps with another.
    """
    reader, context = tools(os.environ.get("COUNTERCLAIM_PARTIES"))
    states: Counter[str] = Counter()
    with Store.open(db) as store:
        run = stages.ingest(
            expand([shard]), store, reader, context, settings=FetchSettings.from_environment(), clock=utc_now
        )
        async for outcome in run:
            states[outcome.state] += 1
    run_logger().info("%s: %s", shard, dict(states))
    return dict(states)


@flow
async def backfill(shards: list[str], db: str | None = None) -> dict[str, int]:
    """Ingest many shards (.jsonl, .warc, each also .gz): a task for each, spread as COUNTERCLAIM_DASK says.

    Why: years of news at once.  Cache rule: none; a shard again changes nothing.  Needs: the database `db` (None:
    COUNTERCLAIM_DB), which for several machines is PostgreSQL; the shards at the same paths on all of them.

    Sends no event of a conflict: years of old news would ring every automation; `counterclaim conflicts` lists them.

    Gives the number of articles by state.  Raises UsageError, TableError or StoreError, and CounterclaimError where
    Dask is asked for and is not installed.
    """
    where, spread = db or stages.default_database(), over_shards.with_options(task_runner=runner())
    Store.open(where).close()  # the tables are made once, by one process
    states: dict[str, int] = await spread(shards, where)
    return states


@flow
async def over_shards(shards: list[str], db: str) -> dict[str, int]:
    """The tasks of a backfill, in a run of its own: its task runner is chosen where it starts."""
    runs: list[PrefectFuture[Any]] = [ingest_shard.submit(shard, db) for shard in shards]
    total: Counter[str] = Counter()
    for run in runs:
        total.update(run.result())
    return dict(total)


def runner(environ: Mapping[str, str] = os.environ) -> Any:
    """The task runner that COUNTERCLAIM_DASK asks for: a Dask cluster, or one shard after another.

    Raises CounterclaimError where Dask is asked for and is not installed.
    """
    asked = environ.get(DASK)
    if not asked:
        return ThreadPoolTaskRunner(max_workers=1)
    try:
        from prefect_dask import DaskTaskRunner  # type: ignore[attr-defined]
    except ModuleNotFoundError as error:
        raise CounterclaimError(
            f"{DASK} is set, and prefect-dask is missing; pip install 'counterclaim[dask]'"
        ) from error
    cluster: dict[str, Any] = {"n_workers": os.cpu_count() or 1, "threads_per_worker": 1, "dashboard_address": None}
    return DaskTaskRunner(cluster_kwargs=cluster) if asked == "local" else DaskTaskRunner(address=asked)
