"""The flow that reads all stored articles again by today's rules, for a schedule or a person at Prefect's page."""

from __future__ import annotations

import logging
import os
from typing import Any

from prefect import flow, task
from prefect.artifacts import acreate_table_artifact
from prefect.cache_policies import NO_CACHE

from flows import stages
from flows.ingest import tools
from flows.prefect_helpers import run_logger
from flows.rereading import reextract
from storage.engine import place
from storage.store import Store

BATCH = 200
"""Articles a task: a task costs Prefect some milliseconds, an article about as many."""

TABLE = "counterclaim-reextracted"


@flow
async def reextract_articles(
    source: str | None = None, db: str | None = None, dry_run: bool = False
) -> list[dict[str, Any]]:
    """Read stored articles again: all, or those of one `source` (an id, URL, doc or publisher).

    Why: after an upgrade, or a change of the party table, the store should say what today's rules read.  Cache rule:
    none; what is as it should be is left alone, so a second run changes nothing.  Needs: write access to the database
    `db` (None: COUNTERCLAIM_DB, else the user's data folder) and COUNTERCLAIM_PARTIES as for ingestion; no network.

    Gives one row for each article that changed or whose text is damaged, as `Reread.row` makes it.
    Raises UsageError, TableError or StoreError.
    """
    where = db or stages.default_database()
    with Store.open(where, create=False) as store:
        articles = store.article_ids(source)
    rows: list[dict[str, Any]] = []
    for start in range(0, len(articles), BATCH):  # one after another: a database has one writer
        rows += await reextract_batch(articles[start : start + BATCH], where, dry_run)
    table = [{name: row[name] for name in ("doc", "state", "added", "kept", "retired", "detail")} for row in rows]
    doing = "would change" if dry_run else "changed or damaged"
    description = f"{len(rows)} of {len(articles)} articles {doing}. Database: {place(where)}"
    run_logger().info("%s", description)
    await acreate_table_artifact(table, key=TABLE, description=description)
    return rows


@task(cache_policy=NO_CACHE)
async def reextract_batch(articles: list[str], db: str, dry_run: bool) -> list[dict[str, Any]]:
    """Read some articles again, one transaction each, in this process; gives the rows of those with news."""
    logger = run_logger()
    reader, context = tools(os.environ.get("COUNTERCLAIM_PARTIES"))
    rows = []
    with Store.open(db, create=False) as store:
        for found in reextract(store, reader, context, articles, dry_run=dry_run):
            if found.state != "unchanged":
                logger.log(logging.WARNING if found.state == "damaged" else logging.INFO, "%s", found.line)
                rows.append(found.row)
    return rows
