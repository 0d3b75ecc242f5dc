"""What happens to one source, as plain functions: get it, read it, extract its claims, store and compare them.

No Prefect here: the tasks of `flows.ingest` and the command line both call these.
"""

from __future__ import annotations

import asyncio
import hashlib
import os
import sys
from collections import deque
from collections.abc import AsyncGenerator, AsyncIterator, Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import aclosing
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

from claims.article import Article, Fetch
from claims.errors import Refusal
from claims.metrics import asked
from claims.model import Reading
from claims.pairs import Context
from claims.parties import PartyTable, load_parties
from claims.rates import reference_rate
from flows import discovery
from flows.comparing import compare_changed
from flows.discovery import FeedEntry, Refused, Source, storable
from flows.fetching import FetchSettings, Page, Unfetched, fetch, open_client
from flows.outcomes import Outcome
from flows.workers import Workers, read_ahead, workers_for

if TYPE_CHECKING:
    import httpx

    from extractors.pipeline import Reader
    from storage.store import Store

AT_ONCE = 6
"""Pages that are fetched at the same time."""

WINDOW = 8 * AT_ONCE
"""Pages that are fetched, or waited for, ahead of the one whose turn it is: one slow host does not stop the others."""


@dataclass(frozen=True, slots=True)
class Material:
    """What came of one source before it is read: the bytes or the row, and the record of getting it."""

    source: Source
    fetch: Fetch
    body: bytes | None = None
    row: Mapping[str, Any] | None = None
    entry: FeedEntry | None = None


def default_database(environ: Mapping[str, str] = os.environ) -> str:
    """The database of a run that names none: COUNTERCLAIM_DB, else `counterclaim.db` in the user's data folder."""
    if named := environ.get("COUNTERCLAIM_DB"):
        return named
    from platformdirs import user_data_path

    return str(user_data_path("counterclaim", appauthor=False) / "counterclaim.db")


def party_table(environ: Mapping[str, str] = os.environ) -> PartyTable:
    """The shipped party table with the analyst's own, named by COUNTERCLAIM_PARTIES.  Raises TableError."""
    own = environ.get("COUNTERCLAIM_PARTIES")
    return load_parties(Path(own) if own else None)


def build_reader(parties: PartyTable, metrics: Iterable[str] = ()) -> Reader:
    """The extractors, built once per process; metrics -- names among which may be some that are read only when named.

    Raises KeyError for a name that has no row in METRICS.
    """
    from extractors.pipeline import Reader

    return Reader(parties, counts=asked(metrics))


async def gather(
    sources: Sequence[Source | Refused],
    *,
    settings: FetchSettings,
    clock: Callable[[], datetime],
    entries: Mapping[str, FeedEntry] | None = None,
) -> AsyncGenerator[Material]:
    """The material of the sources, in their order; URLs are fetched several at a time.

    A source that cannot be got comes as material whose fetch names the refusal: it never stops the others.
    entries -- what a feed says about a URL.
    """
    known = entries or {}
    urls = [source for source in sources if isinstance(source, Source) and source.kind == "url"]
    if not urls:
        for source in sources:
            for material in _local(source, settings, clock):
                yield material
        return
    async with open_client(settings) as client:
        limit = asyncio.Semaphore(AT_ONCE)

        async def get(source: Source) -> Material:
            async with limit:
                return await _remote(client, source, settings, clock, known.get(source.location))

        following = iter(urls)
        pending = deque(asyncio.ensure_future(get(source)) for source in islice(following, WINDOW))
        try:
            for source in sources:
                if isinstance(source, Source) and source.kind == "url":
                    material = await pending[0]
                    pending.popleft()
                    pending.extend(asyncio.ensure_future(get(source)) for source in islice(following, 1))
                    yield material
                else:
                    for material in _local(source, settings, clock):
                        yield material
        finally:
            for task in pending:
                task.cancel()


async def _remote(
    client: httpx.AsyncClient,
    source: Source,
    settings: FetchSettings,
    clock: Callable[[], datetime],
    entry: FeedEntry | None,
) -> Material:
    try:
        page: Page = await fetch(client, source.location, settings=settings, clock=clock)
    except Unfetched as error:
        return Material(source, error.fetch)
    return Material(source, page.fetch, page.body, entry=entry)


def _local(source: Source | Refused, settings: FetchSettings, clock: Callable[[], datetime]) -> Iterator[Material]:
    now = clock().strftime("%Y-%m-%dT%H:%M:%SZ")
    if isinstance(source, Refused):
        record = Fetch(source=storable(source.location), fetched_at=now)
        yield Material(Source("text", source.location), _refused(record, source.refusal))
        return
    if source.kind == "dump":
        for number, row in discovery.read_dump(source.location):
            place = f"{source.location} line {number}"
            record = Fetch(source=storable(place), fetched_at=now)
            if isinstance(row, Refusal):
                yield Material(Source("row", place), _refused(record, row))
            else:
                yield Material(Source("row", place), record, row=row)
        return
    record = Fetch(source=storable(source.location), fetched_at=now)
    try:
        if source.kind == "stdin":
            body = discovery.read_stream(sys.stdin.buffer, "stdin", max_bytes=settings.max_bytes)
        else:
            body = discovery.read_file(source.location, max_bytes=settings.max_bytes)
    except Refusal as refusal:
        yield Material(source, _refused(record, refusal))
        return
    yield Material(source, replace(record, body_sha=hashlib.sha256(body).hexdigest()), body)


def _refused(record: Fetch, refusal: Refusal) -> Fetch:
    return replace(record, refusal=refusal.reason, detail=storable(str(refusal)))


def read(material: Material) -> Article:
    """The article of the material.  Raises Refusal with the reason why there is none."""
    from extractors import article

    source = material.source
    if material.fetch.refusal is not None:
        raise Refusal(material.fetch.refusal, _detail_only(material.fetch))
    if material.row is not None:
        return article.read_row(material.row, where=source.location)
    assert material.body is not None  # only refused material has neither row nor body
    if source.kind == "url":
        headers = dict(material.fetch.headers)
        final = material.fetch.final_url or source.location
        if headers.get("content-type", "").split(";")[0].strip() == "text/plain":
            return article.read_text(material.body, name=final, url=final)
        entry = material.entry or FeedEntry(final)
        return article.read_html(
            material.body, name=final, url=final, content_type=headers.get("content-type"), feed=entry.published,
            publisher=entry.publisher, title=entry.title, bulk=True,
        )  # fmt: skip
    if source.kind == "stdin":
        return article.read_text(material.body, name="stdin", identity=f"stdin:{material.fetch.body_sha}")
    path = Path(source.location)
    name = storable(path.name.removesuffix(".gz"))
    where = path.resolve().as_uri()
    if source.kind == "html":
        return article.read_html(material.body, name=name, identity=where, bulk=True)
    return article.read_text(material.body, name=name, identity=where)


def _detail_only(record: Fetch) -> str:
    from claims.errors import REASONS

    return (record.detail or "").removeprefix(f"{REASONS[record.refusal or '']}: ")


def store_one(store: Store, context: Context, material: Material, found: tuple[Article, Reading] | Refusal) -> Outcome:
    """Store and compare what was read from one source, in one transaction; a refusal is stored with its reason."""
    name = material.fetch.source
    if isinstance(found, Refusal):
        record = material.fetch if material.fetch.refusal else _refused(material.fetch, found)
        with store.writing() as writer:
            writer.put_refusal(record)
        return Outcome(name, "refused", reason=found.reason, detail=storable(str(found)))
    article, reading = found
    with store.writing(context.parties) as writer:
        saved = writer.put_article(article, material.fetch, reading, material.body)
        compare_changed(writer, context)
    return Outcome(
        name, saved.state, saved.article_id, article.doc, article.title, *saved.counts, writer.news, article.flags
    )


def extract_one(reader: Reader, material: Material) -> tuple[Article, Reading]:
    """The same without a store.  Raises Refusal."""
    article = read(material)
    return article, reader.read(article)


def comparing(parties: PartyTable) -> Context:
    """What a comparison may know beyond the two claims: who owns whom, and the bank's rates."""
    return Context(parties=parties, rate=reference_rate)


async def ingest(
    sources: Sequence[Source | Refused],
    store: Store,
    reader: Reader,
    context: Context,
    *,
    settings: FetchSettings,
    clock: Callable[[], datetime],
    entries: Mapping[str, FeedEntry] | None = None,
    workers: Workers | int | None = None,
) -> AsyncIterator[Outcome]:
    """Ingest the sources in order, each in its own transaction: a killed run is repeated without loss or doubles.

    workers -- the processes that read pages, or how many to start; see `flows.workers.workers_for`.
    """
    crew = workers if isinstance(workers, Workers) else None
    if not isinstance(workers, Workers):
        kinds = [source.kind for source in sources if isinstance(source, Source)]
        crew = workers_for(kinds, workers, context.parties or party_table(), reader.counts)
    materials = gather(sources, settings=settings, clock=clock, entries=entries)
    try:
        async with aclosing(read_ahead(materials, crew)) as pieces:
            async for material, future in pieces:
                found: tuple[Article, Reading] | Refusal
                try:
                    found = extract_one(reader, material) if future is None else await asyncio.wrap_future(future)
                except Refusal as refusal:
                    found = refusal
                yield store_one(store, context, material, found)
    finally:
        if crew is not None and crew is not workers:
            crew.close()


async def feed_entries(url: str, *, settings: FetchSettings, clock: Callable[[], datetime]) -> list[FeedEntry]:
    """The entries of the feed at `url`.  Raises Unfetched or Refusal."""
    async with open_client(settings) as client:
        page = await fetch(client, url, settings=settings, clock=clock)
    return discovery.read_feed(page.body, page.fetch.final_url or url)
