"""A page that is looked at again: what it is known by, and what is stored where its server says that it is the same."""

from __future__ import annotations

import json
from datetime import datetime

from sqlalchemy import Connection, func, select, update

from claims.article import Fetch, Validators
from storage import queries
from storage.records import Unchanged
from storage.schema import articles, claims, fetches


def validators(connection: Connection, source: str) -> Validators | None:
    """What the last fetch of this source that gave its article says to know it by; None where it says nothing."""
    query = (
        select(fetches.c.headers, fetches.c.final_url)
        .where(fetches.c.source == source, fetches.c.refusal.is_(None), fetches.c.article.is_not(None))
        .order_by(fetches.c.key.desc())
        .limit(1)
    )
    last = connection.execute(query).mappings().first()
    if last is None:
        return None
    said = dict(json.loads(last["headers"]))
    found = Validators(said.get("etag"), said.get("last-modified"), last["final_url"])
    return found if found.etag or found.last_modified else None


def see_again(connection: Connection, fetch: Fetch, now: datetime) -> tuple[Unchanged, int]:
    """The article of this source with its key, after its last sighting, and that of its claims, was moved to `now`.

    Where the stored text was read at another URL, the page is a twin of that, and no sighting of it.
    Raises ValueError where no fetch of the source gave an article.
    """
    gave = select(fetches.c.article).where(fetches.c.source == fetch.source, fetches.c.refusal.is_(None))
    key = connection.execute(gave.order_by(fetches.c.key.desc()).limit(1)).scalar()
    if key is None:
        raise ValueError(f"nothing is stored of {fetch.source}; a page is unchanged only where it is known")
    row = connection.execute(queries.current_articles().where(articles.c.key == key)).mappings().one()
    live = (claims.c.article == key, queries.LIVE)
    twin = row["url"] != fetch.final_url
    if not twin:
        connection.execute(update(claims).where(*live).values(last_seen=now))
        connection.execute(update(articles).where(articles.c.key == key).values(last_seen=now))
    kept = int(connection.execute(select(func.count()).where(*live)).scalar_one())
    same = Unchanged(
        row["id"], row["doc"], row["title"], tuple(json.loads(row["flags"])), kept, "twin" if twin else "unchanged"
    )
    return same, key
