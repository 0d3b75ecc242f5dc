"""Gets the material of sources: pages over the network, several at a time, and files, rows and stdin."""

from __future__ import annotations

import asyncio
import hashlib
import sys
from collections.abc import AsyncGenerator, Callable, Collection, Coroutine, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import islice
from typing import TYPE_CHECKING, Any, TypeGuard

from claims.article import Fetch, Validators
from claims.errors import Refusal
from flows import discovery
from flows.discovery import FeedEntry, Refused, Source, storable
from flows.fetching import Manners, NotModified, Unfetched, fetch
from flows.manners import Remembered, open_manners

if TYPE_CHECKING:
    import httpx

    from flows.fetch_settings import FetchSettings

AHEAD = 200
"""Sources that are got before their turn to be read: what is held in memory is bounded by so many pages."""

TOGETHER = 100
"""Sources for which the store is asked at once what it knows of their pages."""


@dataclass(frozen=True, slots=True)
class Material:
    """What came of one source before it is read: the bytes or the row, and the record of getting it.

    unchanged -- the server says that the page is what the store holds: there is nothing to read.
    """

    source: Source
    fetch: Fetch
    body: bytes | None = None
    row: Mapping[str, Any] | None = None
    entry: FeedEntry | None = None
    unchanged: bool = False


async def gather(
    sources: Sequence[Source | Refused],
    *,
    settings: FetchSettings,
    clock: Callable[[], datetime],
    entries: Mapping[str, FeedEntry] | None = None,
    known: Callable[[Collection[str]], Mapping[str, Validators]] | None = None,
    remembered: Remembered | None = None,
) -> AsyncGenerator[Material]:
    """The material of the sources, in their order; URLs are fetched several at a time.

    A source that cannot be got comes as material whose fetch names the refusal: it never stops the others.
    entries -- what a feed says about a URL.  known -- gives what the pages at some URLs were last known by; it is asked
    for many at once.  remembered -- what the process knows of the sites.
    """
    if not any(_is_url(source) for source in sources):
        for source in sources:
            for material in _local(source, settings, clock):
                yield material
        return
    from flows.clients import open_client

    async with open_client(settings) as client:
        manners = open_manners(client, settings, clock, remembered)
        urls = dict.fromkeys(source.location for source in sources if _is_url(source))
        last = _Last(known, urls) if known else None

        async def get(url: str) -> Material:
            page = last.known(url) if last else None
            return await _remote(client, url, settings, clock, manners, page, (entries or {}).get(url))

        pending: dict[str, asyncio.Task[Material]] = {}
        waiting = iter(sources)
        try:
            for source in islice(waiting, AHEAD):
                _start(source, get, pending)
            for source in sources:
                for following in islice(waiting, 1):
                    _start(following, get, pending)
                if _is_url(source):
                    _start(source, get, pending)  # unless it was
                    yield await pending.pop(source.location)
                else:
                    for material in _local(source, settings, clock):
                        yield material
        finally:
            for task in pending.values():
                task.cancel()
            await asyncio.gather(*pending.values(), return_exceptions=True)


class _Last:
    """What the pages at these URLs were last known by, looked up for the next of them together."""

    def __init__(self, look: Callable[[Collection[str]], Mapping[str, Validators]], urls: Iterable[str]) -> None:
        self._look = look
        self._following = iter(urls)
        self._found: dict[str, Validators | None] = {}

    def known(self, url: str) -> Validators | None:
        """What the page at one of the URLs was last known by."""
        while url not in self._found:
            some = list(islice(self._following, TOGETHER))
            found = self._look(some)
            self._found |= {one: found.get(one) for one in some}
        return self._found[url]


def _is_url(source: Source | Refused) -> TypeGuard[Source]:
    return isinstance(source, Source) and source.kind == "url"


def _start(
    source: Source | Refused,
    get: Callable[[str], Coroutine[Any, Any, Material]],
    pending: dict[str, asyncio.Task[Material]],
) -> None:
    if _is_url(source) and source.location not in pending:
        pending[source.location] = asyncio.create_task(get(source.location))


async def _remote(
    client: httpx.AsyncClient,
    url: str,
    settings: FetchSettings,
    clock: Callable[[], datetime],
    manners: Manners,
    known: Validators | None,
    entry: FeedEntry | None,
) -> Material:
    source = Source("url", url)
    try:
        found = await fetch(client, url, settings=settings, clock=clock, manners=manners, known=known)
    except Unfetched as error:
        return Material(source, error.fetch)
    if isinstance(found, NotModified):
        return Material(source, found.fetch, unchanged=True)
    return Material(source, found.fetch, found.body, entry=entry)


def _local(source: Source | Refused, settings: FetchSettings, clock: Callable[[], datetime]) -> Iterator[Material]:
    now = clock().strftime("%Y-%m-%dT%H:%M:%SZ")
    if isinstance(source, Refused):
        record = Fetch(source=storable(source.location), fetched_at=now)
        yield Material(Source("text", source.location), refused(record, source.refusal))
        return
    if source.kind == "dump":
        for number, row in discovery.read_dump(source.location):
            place = f"{source.location} line {number}"
            record = Fetch(source=storable(place), fetched_at=now)
            if isinstance(row, Refusal):
                yield Material(Source("row", place), refused(record, row))
            else:
                yield Material(Source("row", place), record, row=row)
        return
    if source.kind == "warc":
        from flows.warc import read_warc

        for record, archived in read_warc(source.location, now=now, max_bytes=settings.max_bytes):
            yield Material(Source("archived", record.source), record, archived)
        return
    record = Fetch(source=storable(source.location), fetched_at=now)
    try:
        if source.kind == "stdin":
            body = discovery.read_stream(sys.stdin.buffer, "stdin", max_bytes=settings.max_bytes)
        else:
            body = discovery.read_file(source.location, max_bytes=settings.max_bytes)
    except Refusal as refusal:
        yield Material(source, refused(record, refusal))
        return
    yield Material(source, replace(record, body_sha=hashlib.sha256(body).hexdigest()), body)


def refused(record: Fetch, refusal: Refusal) -> Fetch:
    """The record of an attempt that ended in this refusal."""
    return replace(record, refusal=refusal.reason, detail=storable(str(refusal)))
