"""What happens to one source, as plain functions: get it, read it, extract its claims, store and compare them.

No Prefect here: the tasks of `flows.ingest` and the command line both call these.
"""

from __future__ import annotations

import os
from collections.abc import AsyncIterator, Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

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

if TYPE_CHECKING:
    from extractors.pipeline import Reader
    from flows.fetch_settings import FetchSettings
    from storage.store import Store


@dataclass(frozen=True, slots=True)
class Outcome:
    """What ingesting one source did, for people and for the run's table.

    state -- new, changed, unchanged, twin, or refused with `reason` (a key of claims.errors.REASONS) and `detail`.
    conflicts -- ids of the cases that this article opened or reopened.
    """

    source: str
    state: Literal["new", "changed", "unchanged", "twin", "refused"]
    article_id: str | None = None
    doc: str | None = None
    title: str | None = None
    added: int = 0
    kept: int = 0
    retired: int = 0
    conflicts: tuple[str, ...] = ()
    flags: tuple[str, ...] = ()
    reason: str | None = None
    detail: str | None = None

    @property
    def line(self) -> str:
        """One line on what was new, changed or refused, and why."""
        if self.state == "refused":
            return f"refused    {self.source}: {self.detail or self.reason}"
        counts = f"{self.added} claim{'' if self.added == 1 else 's'} added" + (
            f", {self.kept} kept" if self.kept else ""
        )
        counts += f", {self.retired} retired" if self.retired else ""
        new = len(self.conflicts)
        found = f", {new} new conflict{'s' if new > 1 else ''}" if new else ""
        if self.state in ("unchanged", "twin"):
            counts, found = (
                f"{self.kept} claims kept" if self.state == "unchanged" else "a copy of a stored article",
                "",
            )
        note = f" [{', '.join(self.flags)}]" if self.flags else ""
        return f"{self.state:<10} {self.source}: {counts}{found}{note}"

    @property
    def row(self) -> dict[str, Any]:
        """The same as plain values, conflicts as ids of cases: a row of the run's table and of `--format jsonl`."""
        return {
            "source": self.source, "state": self.state, "article_id": self.article_id, "doc": self.doc,
            "title": self.title, "added": self.added, "kept": self.kept, "retired": self.retired,
            "conflicts": list(self.conflicts), "flags": list(self.flags), "reason": self.reason,
            "detail": self.detail, "line": self.line,
        }  # fmt: skip


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


def ingest_one(store: Store, reader: Reader, context: Context, material: Material) -> Outcome:
    """Read, extract, store and compare one source, in one transaction; a refusal is stored with its reason."""
    name = material.fetch.source
    if material.unchanged:
        with store.writing(context.parties) as writer:
            same = writer.put_unchanged(material.fetch)
        return Outcome(name, same.state, same.article_id, same.doc, same.title, kept=same.kept, flags=same.flags)
    try:
        article = read(material)
    except Refusal as refusal:
        record = material.fetch if material.fetch.refusal else refused(material.fetch, refusal)
        with store.writing() as writer:
            writer.put_refusal(record)
        return Outcome(name, "refused", reason=refusal.reason, detail=storable(str(refusal)))
    reading = reader.read(article)
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
) -> AsyncIterator[Outcome]:
    """Ingest the sources in order, each in its own transaction: a killed run is repeated without loss or doubles.

    A page that the store has is asked for only where it changed.
    """
    found = gather(
        sources, settings=settings, clock=clock, entries=entries, known=store.validators, remembered=remembered
    )
    async for material in found:
        yield ingest_one(store, reader, context, material)


async def feed_entries(
    url: str, *, settings: FetchSettings, clock: Callable[[], datetime], remembered: Remembered | None = None
) -> list[FeedEntry]:
    """The entries of the feed at `url`.  Raises Unfetched or Refusal."""
    from flows.clients import open_client

    async with open_client(settings) as client:
        manners = open_manners(client, settings, clock, remembered)
        page = await fetch(client, url, settings=settings, clock=clock, manners=manners)
    return discovery.read_feed(page.body, page.fetch.final_url or url)
