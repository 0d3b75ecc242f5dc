"""Asking whether a page is still the known one: what is sent, what a 304 gives, and what the store makes of it."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from claims.article import Fetch, Validators
from extractors import article as articles
from extractors.pipeline import Reader
from flows import stages
from flows.clients import open_client
from flows.discovery import expand
from flows.fetch_settings import FetchSettings
from flows.fetching import NotModified, Page, Unfetched, fetch
from flows.stages import Outcome
from storage.store import Store
from tests.flows.servers import Site, answer, serving

NOW = datetime(2026, 3, 4, 12, 30, 15, tzinfo=UTC)
LATER = NOW + timedelta(days=1)
SETTINGS = FetchSettings(allow_private=("127.0.0.1",), connect_timeout=5, read_timeout=5, total_timeout=20, attempts=1)
MODIFIED = "Tue, 03 Mar 2026 08:00:00 GMT"
HTML = """<html><head><title>Northwind raises</title>
<meta property="article:published_time" content="2026-03-03T08:00:00Z"></head><body><article><h1>Northwind raises</h1>
<p>Northwind Compute raised $2 billion in a Series B round led by Contoso Capital, the company said on Tuesday.</p>
<p>The money pays for a data centre in the north of the country, whose building begins in the summer.</p>
</article></body></html>"""


def ask(site: Site, known: Callable[[str], Validators], path: str = "/story") -> tuple[Page | NotModified, str]:
    """What a fetch gives that knows the page at the site's address so, and that address."""

    async def scenario() -> tuple[Page | NotModified, str]:
        async with serving(site) as url, open_client(SETTINGS) as client:
            page = await fetch(client, url + path, settings=SETTINGS, clock=lambda: NOW, known=known(url))
            return page, url

    return asyncio.run(scenario())


def conditions(site: Site) -> list[dict[str, str]]:
    """The conditional headers of each request."""
    return [{name: value for name, value in headers.items() if name.startswith("if-")} for headers in site.headers]


def test_what_is_known_is_sent_and_a_304_is_no_page() -> None:
    """The record of a 304 keeps what the page is known by, for the next time."""
    site = Site({"/story": answer(304)})
    found, url = ask(site, lambda _: Validators('"7"', MODIFIED))
    assert conditions(site) == [{"if-none-match": '"7"', "if-modified-since": MODIFIED}]
    assert found == NotModified(
        Fetch(
            source=f"{url}/story",
            fetched_at="2026-03-04T12:30:15Z",
            final_url=f"{url}/story",
            status=304,
            headers=(("content-type", "text/html"), ("etag", '"7"'), ("last-modified", MODIFIED)),
        )
    )


def test_a_304_may_name_the_page_anew() -> None:
    """What it says is what counts the next time."""
    found, _ = ask(Site({"/story": answer(304, etag='"8"')}), lambda _: Validators('"7"', MODIFIED))
    assert dict(found.fetch.headers)["etag"] == '"8"'


def test_a_page_that_changed_is_a_page() -> None:
    """The server sends it."""
    found, _ = ask(Site({"/story": answer(200, HTML)}), lambda _: Validators('"7"'))
    assert isinstance(found, Page)
    assert found.body == HTML.encode()


def test_a_304_that_nobody_asked_for_is_refused() -> None:
    """There is nothing that it could be the same as."""
    with pytest.raises(Unfetched) as error:
        ask(Site({"/story": answer(304)}), lambda _: Validators())
    assert (error.value.reason, error.value.fetch.status) == ("http_status", 304)


def test_only_the_url_that_said_it_is_asked_by_it() -> None:
    """After a redirect the last URL is: another one's 304 would be about another page."""
    site = Site({"/old": answer(302, location="/story"), "/story": answer(304)})
    found, url = ask(site, lambda url: Validators('"7"', url=f"{url}/story"), "/old")
    assert conditions(site) == [{}, {"if-none-match": '"7"'}]
    assert (found.fetch.source, found.fetch.final_url) == (f"{url}/old", f"{url}/story")


@pytest.mark.parametrize("etag", ['"caf\u00e9"', '"a\r\nX: y"', "", '"' + "x" * 1000 + '"'])
def test_what_cannot_stand_in_a_header_is_not_sent(etag: str) -> None:
    """A server's word is not sent back unlooked at."""
    site = Site({"/story": answer(200, HTML)})
    ask(site, lambda _: Validators(etag, MODIFIED))
    assert conditions(site) == [{"if-modified-since": MODIFIED}]


class Newsroom:
    """A site, a store, and runs of ingestion at moments of the test's choosing."""

    def __init__(self, folder: Path, reader: Reader) -> None:
        self.now = NOW
        self.store = Store.open(str(folder / "news.db"), clock=lambda: self.now)
        self.site = Site()
        self._reader = reader
        self._context = stages.comparing(stages.party_table({}))

    async def ingest(self, url: str) -> Outcome:
        """One run with one source."""
        found = stages.ingest(
            expand([url]), self.store, self._reader, self._context, settings=SETTINGS, clock=lambda: self.now
        )
        [outcome] = [one async for one in found]
        return outcome


@pytest.fixture
def newsroom(tmp_path: Path, reader: Reader) -> Iterator[Newsroom]:
    """With an empty store."""
    room = Newsroom(tmp_path, reader)
    yield room
    room.store.close()


def test_an_unchanged_page_is_neither_read_nor_forgotten(newsroom: Newsroom, monkeypatch: pytest.MonkeyPatch) -> None:
    """The outcome counts the claims that stand, the sighting moves on, and the attempts are counted."""
    newsroom.site.pages = {"/story": [answer(200, HTML, etag='"7"'), answer(304)]}

    async def scenario() -> tuple[Outcome, Outcome, Outcome]:
        async with serving(newsroom.site) as url:
            first = await newsroom.ingest(f"{url}/story")
            newsroom.now = LATER
            monkeypatch.setattr(articles, "read_html", None)  # reading it would fail
            return first, await newsroom.ingest(f"{url}/story"), await newsroom.ingest(f"{url}/story")

    first, second, third = asyncio.run(scenario())
    assert first.state == "new"
    assert first.added > 0
    assert second == third == Outcome(
        first.source, "unchanged", first.article_id, first.doc, "Northwind raises", kept=first.added
    )  # fmt: skip
    assert second.line == f"unchanged  {first.source}: {first.added} claims kept"
    stored = newsroom.store.article(first.source)
    assert (stored.first_seen, stored.last_seen, len(stored.revisions)) == (NOW, LATER, 1)
    assert {claim.last_seen for claim in stored.claims} == {LATER}
    assert [(one.fetch.status, one.attempts) for one in stored.fetches] == [(200, 1), (304, 2)]
    asked = [
        sent for path, sent in zip(newsroom.site.paths, conditions(newsroom.site), strict=True) if path == "/story"
    ]
    assert asked == [{}, {"if-none-match": '"7"'}, {"if-none-match": '"7"'}]


def test_a_changed_page_is_read_and_known_by_its_new_name(newsroom: Newsroom) -> None:
    """The next run asks by what the last page said."""
    changed = HTML.replace("$2 billion", "$3 billion")
    newsroom.site.pages = {"/story": [answer(200, HTML, etag='"7"'), answer(200, changed, etag='"8"'), answer(304)]}

    async def scenario() -> list[str]:
        async with serving(newsroom.site) as url:
            return [(await newsroom.ingest(f"{url}/story")).state for _ in range(3)]

    assert asyncio.run(scenario()) == ["new", "changed", "unchanged"]
    assert conditions(newsroom.site)[-1] == {"if-none-match": '"8"'}


def test_a_refused_page_is_not_what_is_known(newsroom: Newsroom) -> None:
    """After a wall in the page's place it is the stored page that is asked for."""
    wall = "<html><head><title>Just a moment...</title></head><body>Checking your browser</body></html>"
    newsroom.site.pages = {"/story": [answer(200, HTML, etag='"7"'), answer(200, wall, etag='"wall"'), answer(304)]}

    async def scenario() -> list[str]:
        async with serving(newsroom.site) as url:
            return [(await newsroom.ingest(f"{url}/story")).state for _ in range(3)]

    assert asyncio.run(scenario()) == ["new", "refused", "unchanged"]
    assert conditions(newsroom.site)[-1] == {"if-none-match": '"7"'}


def test_a_copy_that_did_not_change_stays_a_copy(newsroom: Newsroom) -> None:
    """Its 304 is recorded, and no sighting of the original."""

    async def scenario() -> tuple[Outcome, Outcome]:
        async with serving(newsroom.site) as url:
            canonical = f'<link rel="canonical" href="{url}/story">'
            copy = HTML.replace("<head>", f"<head>{canonical}")
            newsroom.site.pages = {
                "/story": answer(200, HTML.replace("<head>", f"<head>{canonical}")),
                "/copy": [answer(200, copy, etag='"7"'), answer(304)],
            }
            await newsroom.ingest(f"{url}/story")
            newsroom.now = LATER
            return await newsroom.ingest(f"{url}/copy"), await newsroom.ingest(f"{url}/copy")

    first, second = asyncio.run(scenario())
    assert (first.state, second.state) == ("twin", "twin")
    assert first.article_id == second.article_id
    assert newsroom.store.article(first.doc or "").last_seen == NOW
