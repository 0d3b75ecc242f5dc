"""The tables of feeds and of the URLs that they brought: what is looked at, how often, and what became of each URL."""

from __future__ import annotations

from sqlalchemy import Boolean, Column, ForeignKey, Index, Integer, String, Table, Text

from storage.columns import Moment, metadata

feeds = Table(
    "feeds",
    metadata,
    Column("key", Integer, primary_key=True),
    Column("url", Text, nullable=False, unique=True),
    Column("kind", String(16), nullable=False),  # claims.feeds.KINDS
    Column("section", Text),  # the group that one schedule looks at
    Column("publisher", Text),
    Column("primary", Boolean, nullable=False),  # whether it tells its own news: a company's, a regulator's
    Column("pattern", Text),  # which links of a page of links are articles
    Column("interval", Integer, nullable=False),  # seconds
    Column("added_at", Moment, nullable=False),
    Column("checked_at", Moment),  # the last time that it was looked at
    Column("next_at", Moment, nullable=False),
    Column("new_at", Moment),  # the last time that it brought a URL that was new
    Column("failures", Integer, nullable=False),  # in a row
    Column("reason", String(32)),  # why the last look gave nothing: a key of claims.errors.REASONS
    Column("detail", Text),
    Index("ix_feeds_next", "next_at"),
)

urls = Table(
    "urls",
    metadata,
    Column("key", Integer, primary_key=True),
    Column("url", Text, nullable=False, unique=True),
    Column("feed", ForeignKey("feeds.key"), index=True),  # the first that brought it; null when that was removed
    Column("state", String(16), nullable=False),  # claims.feeds.UrlState
    Column("entry", Text, nullable=False),  # JSON object: what the feed says of it
    Column("tries", Integer, nullable=False),  # in a row without success
    Column("next_at", Moment),  # when it is tried (again); null where it is not
    Column("reason", String(32)),
    Column("detail", Text),
    Column("first_seen", Moment, nullable=False),
    Column("tried_at", Moment),
    Index("ix_urls_next", "next_at"),
    Index("ix_urls_state", "state"),
)
"""One row per URL that a feed listed, from when it was first seen."""
