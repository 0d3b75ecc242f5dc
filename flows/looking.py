"""One look at a feed, whatever its kind: what it lists now, and what an unknown address turns out to be."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING, NamedTuple

from claims.errors import Refusal, UsageError
from claims.feeds import KINDS, Feed
from flows.discovery import FeedEntry, read_feed
from flows.fetch_settings import FetchSettings
from flows.fetching import Manners, Page, fetch
from flows.linkpages import read_links, read_pattern
from flows.sitemaps import read_sitemap

if TYPE_CHECKING:
    import httpx

CHILDREN = 5
"""Sitemaps of an index that are read, the newest first: news is in the newest ones."""


class Found(NamedTuple):
    """What an address turned out to be, and what it lists now."""

    kind: str
    entries: list[FeedEntry]


async def look(
    client: httpx.AsyncClient,
    feed: Feed,
    *,
    settings: FetchSettings,
    clock: Callable[[], datetime],
    manners: Manners | None = None,
) -> list[FeedEntry]:
    """What the feed lists now, in its order; manners -- what each site is owed.  Raises Unfetched or Refusal."""
    page = await fetch(client, feed.url, settings=settings, clock=clock, manners=manners)
    where = page.fetch.final_url or feed.url
    if feed.kind == "links":
        return read_links(page.body, where, feed.pattern or "")
    if feed.kind == "sitemap":
        return await _sitemap(client, page, where, settings, clock, manners)
    return read_feed(page.body, where)


async def recognise(
    client: httpx.AsyncClient,
    url: str,
    pattern: str | None,
    *,
    settings: FetchSettings,
    clock: Callable[[], datetime],
    manners: Manners | None = None,
) -> Found:
    """What is at the address: a page of links where a pattern is given, else a feed, else a sitemap.

    Raises Unfetched, UsageError on a bad pattern, and Refusal("parse_failed") where it is none of them.
    """
    if pattern is not None:
        read_pattern(pattern)
        feed = Feed(url=url, kind="links", pattern=pattern)
        return Found("links", await look(client, feed, settings=settings, clock=clock, manners=manners))
    page = await fetch(client, url, settings=settings, clock=clock, manners=manners)
    where = page.fetch.final_url or url
    try:
        return Found("feed", read_feed(page.body, where))
    except Refusal:
        pass
    try:
        return Found("sitemap", await _sitemap(client, page, where, settings, clock, manners))
    except Refusal as error:
        line = f"{url}: neither a feed nor a sitemap; for a page of links say with --links which of them are articles"
        raise Refusal("parse_failed", line) from error


def checked(feed: Feed) -> Feed:
    """The feed, where its kind is known and a page of links has a pattern.  Raises UsageError."""
    if feed.kind not in KINDS:
        raise UsageError(f"kind {feed.kind!r}: use one of {', '.join(KINDS)}")
    if feed.kind == "links":
        if not feed.pattern:
            raise UsageError(
                f"{feed.url}: a page of links needs a pattern; say with --links which of them are articles"
            )
        read_pattern(feed.pattern)
    return feed


async def _sitemap(
    client: httpx.AsyncClient,
    page: Page,
    where: str,
    settings: FetchSettings,
    clock: Callable[[], datetime],
    manners: Manners | None,
) -> list[FeedEntry]:
    found = read_sitemap(page.body, where)
    entries = list(found.entries)
    for child in found.children[:CHILDREN]:
        below = await fetch(client, child.url, settings=settings, clock=clock, manners=manners)
        entries += read_sitemap(below.body, below.fetch.final_url or child.url).entries
    return list({entry.url: entry for entry in entries}.values())
