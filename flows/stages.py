"""What happens to one source, as plain functions: get it, read it, extract its claims, store and compare them.

No Prefect here: the tasks of `flows.ingest` and the command line both call these.
"""

from __future__ import annotations

import asyncio
import gc
import os
from collections.abc import AsyncIterator, Callable, Iterable, Mapping, Sequence
from contextlib import aclosing
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

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
from flows.fetching import fetch
from flows.gathering import Material, gather, refused
from flows.manners import Remembered, open_manners
from flows.outcomes import Outcome
from flows.workers import Workers, read_ahead, workers_for

if TYPE_CHECKING:
    from extractors.pipeline import Reader
    from flows.fetch_settings import FetchSettings
    from storage.store import Store


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

    reader = Reader(parties, counts=asked(metrics))
    gc.freeze()  # tables of this size stay: the collector, which would go through them often, leaves them alone
    return reader


def read(material: Material) -> Article:
    """The article of the material.  Raises Refusal with the reason why there is none."""
    from extractors import article

    source = material.source
    if material.fetch.refusal is not None:
        raise Refusal(material.fetch.refusal, _detail_only(material.fetch))
    if material.row is not None:
        return article.read_row(material.row, where=source.location)
    assert material.body is not None  # only refused material has neither row nor body
    if source.kind in ("url", "archived"):
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


def store_unchanged(store: Store, context: Context, material: Material) -> Outcome:
    """Note that a page is still what the store holds."""
    with store.writing(context.parties) as writer:
        same = writer.put_unchanged(material.fetch)
    return Outcome(
        material.fetch.source, same.state, same.article_id, same.doc, same.title, kept=same.kept, flags=same.flags
    )


def store_one(store: Store, context: Context, material: Material, found: tuple[Article, Reading] | Refusal) -> Outcome:
    """Store and compare what was read from one source, in one transaction; a refusal is stored with its reason."""
    name = material.fetch.source
    if isinstance(found, Refusal):
        record = material.fetch if material.fetch.refusal else refused(material.fetch, found)
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
    remembered: Remembered | None = None,
    workers: Workers | int | None = None,
) -> AsyncIterator[Outcome]:
    """Ingest the sources in order, each in its own transaction: a killed run is repeated without loss or doubles.

    A page that the store has is asked for only where it changed.
    workers -- the processes that read pages, or how many to start; see `flows.workers.workers_for`.
    """
    crew = workers if isinstance(workers, Workers) else None
    if not isinstance(workers, Workers):
        kinds = [source.kind for source in sources if isinstance(source, Source)]
        crew = workers_for(kinds, workers, context.parties or party_table(), reader.counts)
    materials = gather(
        sources, settings=settings, clock=clock, entries=entries, known=store.validators, remembered=remembered
    )
    try:
        async with aclosing(read_ahead(materials, crew)) as pieces:
            async for material, future in pieces:
                if material.unchanged:
                    yield store_unchanged(store, context, material)
                    continue
                found: tuple[Article, Reading] | Refusal
                try:
                    found = extract_one(reader, material) if future is None else await asyncio.wrap_future(future)
                except Refusal as refusal:
                    found = refusal
                yield store_one(store, context, material, found)
    finally:
        if crew is not None and crew is not workers:
            crew.close()


async def feed_entries(
    url: str, *, settings: FetchSettings, clock: Callable[[], datetime], remembered: Remembered | None = None
) -> list[FeedEntry]:
    """The entries of the feed at `url`.  Raises Unfetched or Refusal."""
    from flows.clients import open_client

    async with open_client(settings) as client:
        manners = open_manners(client, settings, clock, remembered)
        page = await fetch(client, url, settings=settings, clock=clock, manners=manners)
    return discovery.read_feed(page.body, page.fetch.final_url or url)
