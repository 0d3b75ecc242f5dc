"""The commands about feeds: what is watched, one pass over what is due, and the schedule."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING, Any

from claims.errors import CounterclaimError, UsageError
from claims.feeds import LONGEST, SHORTEST, Feed
from flows import due, stages
from flows.fetch_settings import FetchSettings
from flows.looking import checked, recognise
from flows.manners import open_manners
from review.formats import Format, print_all, say
from review.ingesting import Tally, printing
from review.options import open_store, utc_now
from review.progress import bar
from review.tables import FEEDS

if TYPE_CHECKING:
    from storage.store import Store

SHOWN = 3
"""Entries of a new feed that are shown, so that a person sees what it is."""


def add(url: str, given: dict[str, Any], db: str | None, clock: Callable[[], datetime] = utc_now) -> None:
    """Look at the address, say what it is and lists, and keep it as a feed.

    given -- fields of `claims.feeds.Feed` that were named.  Raises UsageError, Unfetched or Refusal; then nothing is
    kept.
    """
    interval = given.get("interval")
    if interval is not None and not SHORTEST <= interval <= LONGEST:
        raise UsageError(f"--every {interval}: use {SHORTEST} to {LONGEST} seconds")
    settings = FetchSettings.from_environment()

    async def look() -> Any:
        from flows.clients import open_client

        async with open_client(settings) as client:
            manners = open_manners(client, settings, clock)
            return await recognise(client, url, given.get("pattern"), settings=settings, clock=clock, manners=manners)

    found = asyncio.run(look())
    feed = checked(replace(Feed(url=url, kind=found.kind), **given))
    with open_store(db, create=True) as store, store.writing() as writer:
        new = writer.feeds.add(feed)
    what = {"feed": "a feed", "sitemap": "a sitemap", "links": "a page of links"}[found.kind]
    say(f"{'added' if new else 'changed'} {url}: {what} that lists {len(found.entries)} articles")
    for entry in found.entries[:SHOWN]:
        say(f"  {entry.published.date or 'undated':<10} {entry.title or entry.url}")


def remove(url: str, db: str | None) -> None:
    """Forget a feed.  Raises NotStored."""
    with open_store(db) as store, store.writing() as writer:
        writer.feeds.remove(url)
    say(f"removed {url}; what it brought stays")


def show(db: str | None, section: str | None, form: Format) -> None:
    """All feeds with how they fare."""
    with open_store(db) as store:
        print_all(store.feeds(section), FEEDS, form, none="no feeds; add one with `counterclaim feeds add URL`")


def check(db: str | None, section: str | None) -> bool:
    """Look at the feeds that are due, without trying what they bring; whether all gave something."""
    with open_store(db) as store:
        return asyncio.run(_look(store, section, utc_now))


def run(
    db: str | None, section: str | None, form: Format, *, again: bool, limit: int | None,
    clock: Callable[[], datetime] = utc_now,
) -> bool:  # fmt: skip
    """One pass: look at what is due, try what is new or waits, sum up; whether all went well."""
    parties, settings, tally = stages.party_table(), FetchSettings.from_environment(), Tally()
    reader, context = stages.build_reader(parties), stages.comparing(parties)
    with open_store(db) as store:
        looked = asyncio.run(_look(store, section, clock))
        waiting = len(store.due_urls(section, again=again, limit=limit))

        async def go(out: Any, step: Callable[[int], None]) -> None:
            async for outcome in due.try_due(
                store, reader, context, settings=settings, clock=clock, section=section, again=again, limit=limit
            ):
                tally.add(outcome.row)
                out.add(outcome.row)
                out.flush()
                step(1)

        with printing(form) as out, bar("running", waiting, waiting) as step:
            asyncio.run(go(out, step))
        tally.announce(store)
        states = store.url_states()
    say(f"{tally.summary}; URLs: {', '.join(f'{number:,} {state}' for state, number in states.items()) or 'none'}")
    return looked and not tally.refused


def serve(db: str | None, *, metrics: int | None) -> None:
    """The schedule, until stopped: a Prefect server where none is named, one deployment a section.

    Raises CounterclaimError where there is no feed to watch.
    """
    with open_store(db) as store:
        where, feeds = store.where, store.feeds()
    if not feeds:
        raise CounterclaimError(f"database {where}: no feed to watch; add one with `counterclaim feeds add URL`")
    from flows import scheduled  # here: Prefect takes seconds to load, and sets up logging

    scheduled.serve_sections(db or where, port=metrics, tell=say)


async def _look(store: Store, section: str | None, clock: Callable[[], datetime]) -> bool:
    well = True
    async for looked in due.look_at_due(store, settings=FetchSettings.from_environment(), clock=clock, section=section):
        say(looked.line)
        well = well and looked.reason is None
    return well
