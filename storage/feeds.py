"""Feeds and their URLs in SQL: adding and removing, what is due, and what became of what was tried."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, delete, func, insert, or_, select, update

from claims.errors import NotStored, UsageError
from claims.feeds import PASSING, Feed, UrlState, next_try, stale_since
from storage import queries, rows
from storage.engine import insert_missing
from storage.feed_records import StoredFeed, StoredUrl
from storage.feed_schema import feeds, urls

NEWS = 200
"""Newest moments of news from which a feed's habit is read."""

_OPEN = (UrlState.new, UrlState.failed)


def add_feed(connection: Connection, feed: Feed, now: datetime) -> bool:
    """Keep a feed, due at once; whether it is new.  One whose URL is known gets the given fields and keeps its past."""
    fields = _fields(feed)
    known = connection.execute(select(feeds.c.key).where(feeds.c.url == feed.url)).scalar()
    if known is not None:
        connection.execute(update(feeds).where(feeds.c.key == known).values(fields))
        return False
    connection.execute(insert(feeds), {**fields, "added_at": now, "next_at": now, "failures": 0})
    return True


def remove_feed(connection: Connection, url: str) -> None:
    """Forget a feed; the articles and the URLs that it brought stay.  Raises NotStored."""
    key = connection.execute(select(feeds.c.key).where(feeds.c.url == url)).scalar()
    if key is None:
        raise NotStored(f"no feed has the URL {url!r}; `counterclaim feeds list` shows them")
    connection.execute(update(urls).where(urls.c.feed == key).values(feed=None))
    connection.execute(delete(feeds).where(feeds.c.key == key))


def read_feeds(connection: Connection, now: datetime, section: str | None = None) -> list[StoredFeed]:
    """All feeds, or those of a section, in the order of their URLs."""
    query = select(feeds).order_by(feeds.c.url)
    found = connection.execute(query if section is None else query.where(feeds.c.section == section)).mappings().all()
    states: dict[int, dict[str, int]] = {}
    counted = select(urls.c.feed, urls.c.state, func.count()).group_by(urls.c.feed, urls.c.state)
    for key, state, number in connection.execute(counted):
        states.setdefault(key, {})[state] = number
    return [_stored_feed(row, states.get(row["key"], {}), _stale(connection, row, now)) for row in found]


def due_feeds(connection: Connection, now: datetime, section: str | None = None) -> list[StoredFeed]:
    """The feeds whose next look is due, the one that waits longest first."""
    due = [feed for feed in read_feeds(connection, now, section) if feed.next_at <= now]
    return sorted(due, key=lambda feed: (feed.next_at, feed.feed.url))


def looked(connection: Connection, key: int, now: datetime, entries: Mapping[str, Mapping[str, Any]]) -> int:
    """Note what a look at a feed brought: URLs with what it says of each; gives how many were new.

    A URL that is known is due again where the feed says that it was modified since.
    """
    known = {row["url"]: row for row in queries.by_values(connection, select(urls), urls.c.url, set(entries))}
    fresh = [
        {
            "url": url, "feed": key, "state": UrlState.new, "entry": _json(entry), "tries": 0, "next_at": now,
            "first_seen": now,
        }
        for url, entry in entries.items()
        if url not in known
    ]  # fmt: skip
    insert_missing(connection, urls, fresh)
    for url, row in known.items():
        before, said = json.loads(row["entry"]), entries[url]
        if said.get("modified") and said.get("modified") != before.get("modified"):
            values = {"entry": _json(said), "state": UrlState.new, "tries": 0, "next_at": now}
            connection.execute(update(urls).where(urls.c.key == row["key"]).values(values))
    interval = connection.execute(select(feeds.c.interval).where(feeds.c.key == key)).scalar_one()
    values = {
        "checked_at": now, "next_at": now + timedelta(seconds=interval), "failures": 0, "reason": None, "detail": None,
    }  # fmt: skip
    connection.execute(update(feeds).where(feeds.c.key == key).values(values | ({"new_at": now} if fresh else {})))
    return len(fresh)


def looked_in_vain(connection: Connection, key: int, now: datetime, reason: str, detail: str) -> None:
    """Note that a look at a feed gave nothing: it is looked at again later and later, at most daily."""
    row = connection.execute(select(feeds.c.interval, feeds.c.failures).where(feeds.c.key == key)).one()
    failures = row.failures + 1
    wait = min(row.interval * 2 ** min(failures, 10), max(row.interval, 86_400))
    values = {
        "checked_at": now, "next_at": now + timedelta(seconds=wait), "failures": failures, "reason": reason,
        "detail": detail,
    }  # fmt: skip
    connection.execute(update(feeds).where(feeds.c.key == key).values(values))


def due_urls(
    connection: Connection, now: datetime, *, section: str | None = None, again: bool = False, limit: int | None = None
) -> list[StoredUrl]:
    """The URLs that are to be tried now, the longest known first.

    again -- also those that failed and wait for their next try, or were given up.
    """
    query = select(urls).where(urls.c.next_at <= now, urls.c.state.in_(_OPEN))
    if again:
        waiting = urls.c.state.in_([UrlState.failed, UrlState.given_up])
        query = select(urls).where(or_(waiting, (urls.c.next_at <= now) & urls.c.state.in_(_OPEN)))
    if section is not None:
        query = query.join(feeds, urls.c.feed == feeds.c.key).where(feeds.c.section == section)
    query = query.order_by(urls.c.first_seen, urls.c.key)
    found = connection.execute(query if limit is None else query.limit(limit)).mappings()
    return [_stored_url(row) for row in found]


def tried(connection: Connection, url: str, state: UrlState, now: datetime, reason: str | None, detail: str) -> None:
    """Note what became of a URL: a refusal that may pass is a failure, to be tried again or given up."""
    row = connection.execute(select(urls.c.key, urls.c.tries).where(urls.c.url == url)).first()
    if row is None:
        return  # not of a feed
    values: dict[str, Any] = {"state": state, "tries": 0, "next_at": None, "reason": None, "detail": None}
    if reason is not None:
        tries = row.tries + 1
        again = next_try(tries, now) if reason in PASSING else None
        passing = UrlState.failed if again else UrlState.given_up
        values = {
            "state": passing if reason in PASSING else UrlState.refused, "tries": tries, "next_at": again,
            "reason": reason, "detail": detail,
        }  # fmt: skip
    connection.execute(update(urls).where(urls.c.key == row.key).values(values | {"tried_at": now}))


def url_states(connection: Connection) -> dict[str, int]:
    """How many URLs are in which state."""
    query = select(urls.c.state, func.count().label("number")).group_by(urls.c.state).order_by(urls.c.state)
    return {row.state: row.number for row in connection.execute(query)}


def failing(connection: Connection, states: Collection[UrlState]) -> Iterator[StoredUrl]:
    """The URLs in these states, the next to be tried first."""
    query = select(urls).where(urls.c.state.in_(list(states))).order_by(urls.c.next_at.is_(None), urls.c.next_at)
    for row in connection.execute(query.order_by(urls.c.key)).mappings():
        yield _stored_url(row)


def _stale(connection: Connection, row: rows.Row, now: datetime) -> datetime | None:
    moments = select(urls.c.first_seen).where(urls.c.feed == row["key"]).distinct()
    news: Sequence[datetime] = list(
        connection.execute(moments.order_by(urls.c.first_seen.desc()).limit(NEWS)).scalars()
    )
    return stale_since(news, now) if news else None


def _fields(feed: Feed) -> dict[str, Any]:
    if not feed.url.startswith(("http://", "https://")):
        raise UsageError(f"feed {feed.url!r} is no http or https URL")
    return {
        "url": feed.url, "kind": feed.kind, "section": feed.section, "publisher": feed.publisher,
        "primary": feed.primary, "pattern": feed.pattern, "interval": feed.interval,
    }  # fmt: skip


def _stored_feed(row: rows.Row, states: Mapping[str, int], stale: datetime | None) -> StoredFeed:
    feed = Feed(
        url=row["url"], kind=row["kind"], section=row["section"], publisher=row["publisher"], primary=row["primary"],
        pattern=row["pattern"], interval=row["interval"],
    )  # fmt: skip
    return StoredFeed(
        row["key"], feed, row["added_at"], row["checked_at"], row["next_at"], row["new_at"], row["failures"],
        row["reason"], row["detail"], dict(sorted(states.items())), stale,
    )  # fmt: skip


def _stored_url(row: rows.Row) -> StoredUrl:
    return StoredUrl(
        row["url"], row["feed"], UrlState(row["state"]), json.loads(row["entry"]), row["tries"], row["next_at"],
        row["reason"], row["detail"], row["first_seen"], row["tried_at"],
    )  # fmt: skip


def _json(entry: Mapping[str, Any]) -> str:
    return json.dumps({name: value for name, value in sorted(entry.items()) if value is not None}, ensure_ascii=False)
