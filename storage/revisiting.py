"""A page that is looked at again: what it is known by, and what is stored where its server says that it is the same."""

from __future__ import annotations

import json
from collections.abc import Collection
from datetime import datetime

from sqlalchemy import Connection, func, select, update

from claims.article import Fetch, Validators
from storage import queries
from storage.records import Unchanged
from storage.schema import articles, claims, fetches

_LAST = (
    select(func.max(fetches.c.key).label("key"))
    .where(fetches.c.refusal.is_(None), fetches.c.article.is_not(None))
    .group_by(fetches.c.source)
)
_SAID = select(fetches.c.source, fetches.c.headers, fetches.c.final_url)


def validators(connection: Connection, sources: Collection[str]) -> dict[str, Validators]:
    """What the last fetch of each of these sources that gave its article says to know it by, if it says something."""
    last = [row["key"] for row in queries.by_values(connection, _LAST, fetches.c.source, sources)]
    found = {}
    for row in queries.by_values(connection, _SAID, fetches.c.key, last):
        said = dict(json.loads(row["headers"]))
        found[row["source"]] = Validators(said.get("etag"), said.get("last-modified"), row["final_url"])
    return {source: known for source, known in found.items() if known.etag or known.last_modified}


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
