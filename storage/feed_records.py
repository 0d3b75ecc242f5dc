"""What the store hands out about feeds and URLs."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from claims.feeds import Feed, UrlState


@dataclass(frozen=True, slots=True)
class StoredFeed:
    """A feed with how it fares.

    checked_at -- the last look; next_at -- the next one.  new_at -- when it last brought something new.  failures --
    looks in a row that gave nothing, with the reason (a key of claims.errors.REASONS) and detail of the last one.
    states -- its URLs by state.  stale_since -- since when it has brought nothing for longer than is its habit.
    """

    key: int
    feed: Feed
    added_at: datetime
    checked_at: datetime | None
    next_at: datetime
    new_at: datetime | None
    failures: int
    reason: str | None
    detail: str | None
    states: Mapping[str, int]
    stale_since: datetime | None


@dataclass(frozen=True, slots=True)
class StoredUrl:
    """A URL that a feed brought, and what became of it.

    entry -- what the feed says of it: title, publisher, published, raw, modified.  tries -- in a row without success.
    """

    url: str
    feed: int | None
    state: UrlState
    entry: Mapping[str, Any]
    tries: int
    next_at: datetime | None
    reason: str | None
    detail: str | None
    first_seen: datetime
    tried_at: datetime | None
