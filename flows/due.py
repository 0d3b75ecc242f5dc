"""One pass over what is due: look at the feeds, then try the URLs that are new or wait for another try.

Plain functions; the command `run` and the flow of `flows.scheduled` call them.  A pass that is killed is repeated: a
URL is due until what became of it is noted, and an article that is stored already changes nothing.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from contextlib import aclosing
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from claims.article import Publication
from claims.errors import Refusal
from claims.feeds import UrlState
from flows import stages
from flows.discovery import FeedEntry, Source
from flows.fetch_settings import FetchSettings
from flows.looking import look
from flows.manners import open_manners
from flows.outcomes import Outcome

if TYPE_CHECKING:
    from claims.pairs import Context
    from extractors.pipeline import Reader
    from storage.store import Store, StoredFeed

STATES = {
    "new": UrlState.done, "changed": UrlState.done, "twin": UrlState.done, "unchanged": UrlState.unchanged,
    "refused": UrlState.refused,
}  # fmt: skip
"""What an outcome makes of its URL; `storage.feeds` tells a refusal that may pass from one that stays."""


@dataclass(frozen=True, slots=True)
class Looked:
    """One look at a feed: how many URLs it listed and how many of them were new, or why it gave nothing."""

    feed: str
    listed: int = 0
    new: int = 0
    reason: str | None = None
    detail: str | None = None

    @property
    def line(self) -> str:
        """One line for people."""
        if self.reason is not None:
            return f"no look at {self.feed}: {self.detail or self.reason}"
        return f"looked at {self.feed}: {self.listed} listed, {self.new} new"


async def look_at_due(
    store: Store, *, settings: FetchSettings, clock: Callable[[], datetime], section: str | None = None
) -> AsyncIterator[Looked]:
    """Look at every feed that is due, and note what it brought or why it brought nothing."""
    due = store.due_feeds(section)
    if not due:
        return
    from flows.clients import open_client

    async with open_client(settings) as client:
        manners = open_manners(client, settings, clock)
        for stored in due:
            try:
                entries = await look(client, stored.feed, settings=settings, clock=clock, manners=manners)
            except Refusal as refusal:
                with store.writing() as writer:
                    writer.feeds.looked_in_vain(stored.key, refusal.reason, refusal.detail)
                yield Looked(stored.feed.url, reason=refusal.reason, detail=refusal.detail)
                continue
            with store.writing() as writer:
                new = writer.feeds.looked(stored.key, {entry.url: _said(entry, stored) for entry in entries})
            yield Looked(stored.feed.url, len(entries), new)


async def try_due(
    store: Store,
    reader: Reader,
    context: Context,
    *,
    settings: FetchSettings,
    clock: Callable[[], datetime],
    section: str | None = None,
    again: bool = False,
    limit: int | None = None,
) -> AsyncIterator[Outcome]:
    """Ingest the URLs that are due, and note what became of each.

    again -- also those that failed and wait, or were given up.  limit -- the most that are tried.
    """
    due = store.due_urls(section, again=again, limit=limit)
    entries = {stored.url: _entry(stored.url, stored.entry) for stored in due}
    sources = [Source("url", stored.url) for stored in due]
    run = stages.ingest(sources, store, reader, context, settings=settings, clock=clock, entries=entries)
    async with aclosing(run) as outcomes:  # type: ignore[type-var]  # an async generator, which is an AsyncIterator
        async for outcome in outcomes:
            with store.writing() as writer:
                writer.feeds.tried(outcome.source, STATES[outcome.state], outcome.reason, outcome.detail or "")
            yield outcome


def _said(entry: FeedEntry, feed: StoredFeed) -> dict[str, Any]:
    """What a feed says of an entry, as it is kept until the URL is tried."""
    published = entry.published
    return {
        "title": entry.title, "publisher": feed.feed.publisher or entry.publisher, "published": published.date,
        "raw": published.raw, "modified": published.modified,
    }  # fmt: skip


def _entry(url: str, said: Any) -> FeedEntry:
    day = said.get("published")
    published = Publication(day, "feed" if day else None, said.get("raw"), said.get("modified"))
    return FeedEntry(url, said.get("title"), published, said.get("publisher"))
