"""What an operator watches: feeds, the URLs that they bring, when each is tried again, when a feed has gone quiet."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from itertools import pairwise
from statistics import median

KINDS: dict[str, str] = {
    "feed": "an RSS or Atom feed",
    "sitemap": "a news sitemap, or an index of sitemaps",
    "links": "a page of links, of which a pattern says which are articles",
}
"""What a feed can be, and what that means to a person."""

INTERVAL = 900
"""Seconds between two looks at a feed that names no other interval."""
SHORTEST, LONGEST = 60, 7 * 86_400

PASSING = frozenset({"timeout", "dead_host", "broken_answer", "server_error", "rate_limited"})
"""Reasons of refusals that speak of the moment and not of the page: the URL is tried again."""

GAPS = (600, 3_600, 21_600, 86_400)
"""Seconds until the second and each further try of a URL that failed; after the last of them it is given up."""

FEW = 5
"""New URLs that a feed must have brought before it has a habit."""
QUIET_TIMES = 4
"""How many of its usual gaps a feed may stay without news before it is stale."""
QUIET_AT_LEAST = timedelta(days=1)


class UrlState(StrEnum):
    """What became of a URL."""

    new = "new"  # seen, and not tried yet
    done = "done"  # its article is stored
    unchanged = "unchanged"  # tried again, and its article said the same
    refused = "refused"  # it gives no article, for the reason beside it
    failed = "failed"  # tried in vain, and to be tried again
    given_up = "given_up"  # tried in vain for the last time


@dataclass(frozen=True, slots=True, kw_only=True)
class Feed:
    """One feed: where it is, what it is, and how often it is looked at.

    section -- the group that one schedule looks at.  primary -- whether it tells its own news.  pattern -- a regular
    expression that the links of a page must fit.  interval -- seconds.
    """

    url: str
    kind: str = "feed"
    section: str | None = None
    publisher: str | None = None
    primary: bool = False
    pattern: str | None = None
    interval: int = INTERVAL


def next_try(tries: int, now: datetime) -> datetime | None:
    """When a URL that failed so many times in a row is tried again; None where it is given up."""
    return now + timedelta(seconds=GAPS[tries - 1]) if 0 < tries <= len(GAPS) else None


def habit(news: Sequence[datetime]) -> timedelta | None:
    """The usual gap between two moments at which a feed brought something new; None where there were too few.

    news -- in any order; moments within one look count once.
    """
    moments = sorted(set(news))
    if len(moments) < FEW:
        return None
    return timedelta(seconds=median((later - earlier).total_seconds() for earlier, later in pairwise(moments)))


def stale_since(news: Sequence[datetime], now: datetime) -> datetime | None:
    """Since when a feed has been silent for longer than its habit allows; None while it is not, or has no habit."""
    usual = habit(news)
    if usual is None:
        return None
    since = max(news) + max(QUIET_AT_LEAST, QUIET_TIMES * usual)
    return since if since < now else None
