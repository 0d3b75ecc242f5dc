"""Writing about feeds, in the transaction of a `Writer`: what is watched, what a look brought, what became of a URL."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import Connection

from claims.feeds import Feed, UrlState
from storage import feeds


class FeedWriter:
    """What a writer does with feeds and their URLs."""

    def __init__(self, connection: Connection, now: datetime) -> None:
        self._connection = connection
        self._now = now

    def add(self, feed: Feed) -> bool:
        """Keep a feed, due at once; whether it is new.  Raises UsageError where it is no http or https URL."""
        return feeds.add_feed(self._connection, feed, self._now)

    def remove(self, url: str) -> None:
        """Forget a feed; what it brought stays.  Raises NotStored."""
        feeds.remove_feed(self._connection, url)

    def looked(self, feed: int, entries: Mapping[str, Mapping[str, Any]]) -> int:
        """Note the URLs that a look at a feed (its key) brought, with what it says of each; gives how many were new."""
        return feeds.looked(self._connection, feed, self._now, entries)

    def looked_in_vain(self, feed: int, reason: str, detail: str) -> None:
        """Note that a look at a feed (its key) gave nothing."""
        feeds.looked_in_vain(self._connection, feed, self._now, reason, detail)

    def tried(self, url: str, state: UrlState, reason: str | None = None, detail: str = "") -> None:
        """Note what became of a URL; reason -- of a refusal.  One that no feed brought is passed over."""
        feeds.tried(self._connection, url, state, self._now, reason, detail)
