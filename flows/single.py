"""Ingests one thing that somebody hands over, and tells how far it is: a URL, or a text as a row of a dump."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping
from datetime import datetime
from typing import TYPE_CHECKING, Any

from claims.article import Article, Fetch
from claims.errors import Refusal, UsageError
from claims.model import Reading
from claims.pairs import Context
from flows import discovery, stages
from flows.discovery import Source, storable
from flows.gathering import Material, gather
from flows.manners import Remembered
from flows.outcomes import Outcome
from flows.workers import Workers

if TYPE_CHECKING:
    from flows.fetch_settings import FetchSettings
    from storage.store import Store


def web_source(url: str) -> Source:
    """The source at a URL, and never a file of this machine.  Raises UsageError where it is no http or https URL."""
    url = url.strip()
    if not url.lower().startswith(("http://", "https://")):
        raise UsageError(f"{url[:200]!r} is no address of a page; write one that begins with https:// or http://")
    (source,) = discovery.expand([url])
    assert isinstance(source, Source)  # a URL is never refused before it is asked for
    return source


def ingest_url(
    source: Source,
    store: Store,
    context: Context,
    workers: Workers,
    *,
    settings: FetchSettings,
    clock: Callable[[], datetime],
    remembered: Remembered | None = None,
    tell: Callable[[str], None] = lambda _: None,
) -> Outcome:
    """Fetch, read, store and compare the page at a URL; tell -- is told each step as it begins.

    The page is read in a process of the workers: what it does to a parser costs nobody else.
    """

    async def get() -> Material:
        async for material in gather(
            [source], settings=settings, clock=clock, known=store.validators, remembered=remembered
        ):
            return material
        raise AssertionError("each source gives its material")

    tell("fetching the page")
    return _keep(asyncio.run(get()), store, context, workers, tell)


def ingest_row(
    row: Mapping[str, Any],
    name: str,
    store: Store,
    context: Context,
    workers: Workers,
    *,
    clock: Callable[[], datetime],
    tell: Callable[[str], None] = lambda _: None,
) -> Outcome:
    """Read, store and compare a text, given as a row of a dump (`extractors.article.read_row`); name -- its source."""
    clean = {key: storable(value) if isinstance(value, str) else value for key, value in row.items()}
    record = Fetch(source=storable(name), fetched_at=clock().strftime("%Y-%m-%dT%H:%M:%SZ"))
    return _keep(Material(Source("row", name), record, row=clean), store, context, workers, tell)


def _keep(material: Material, store: Store, context: Context, workers: Workers, tell: Callable[[str], None]) -> Outcome:
    if material.unchanged:
        return stages.store_unchanged(store, context, material)
    found: tuple[Article, Reading] | Refusal
    try:
        if material.fetch.refusal is not None:
            stages.read(material)  # raises it
        tell("reading its claims")
        found = workers.submit(material).result()
        tell("comparing them with what is stored")
    except Refusal as refusal:
        found = refusal
    return stages.store_one(store, context, material, found)
