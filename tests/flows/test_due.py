"""One pass over what is due: looks, tries, what is noted, and what a killed pass leaves; over loopback."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from pytest_httpserver import HTTPServer
from werkzeug import Request, Response

from claims.errors import Refusal, UsageError
from claims.feeds import Feed
from extractors.pipeline import Reader
from flows import stages
from flows.clients import open_client
from flows.due import Looked, look_at_due, try_due
from flows.fetch_settings import FetchSettings
from flows.looking import checked, recognise
from storage.store import Store

SETTINGS = FetchSettings(
    connect_timeout=2, read_timeout=2, total_timeout=5, attempts=1, robots=False, allow_private=("127.0.0.1",)
)
STORY = "<html><head><title>{0}</title></head><body><article><h1>{0}</h1><p>{1}</p></article></body></html>"
LONG = " The company gave no further details, and its owners were not available for a comment on Tuesday evening." * 3


class Clock:
    """A clock that moves only when it is told to."""

    now = datetime(2026, 5, 6, 12, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.now


@pytest.fixture
def clock() -> Clock:
    """Noon of 6 May 2026."""
    return Clock()


@pytest.fixture
def store(tmp_path: Path, clock: Clock) -> Iterator[Store]:
    """An empty store."""
    with Store.open(str(tmp_path / "news.db"), clock=clock) as opened:
        yield opened


def rss(*links: str) -> str:
    """A feed of these links."""
    items = "".join(f"<item><title>{link}</title><link>{link}</link></item>" for link in links)
    return f"<rss version='2.0'><channel><title>The Paper</title>{items}</channel></rss>"


def page(title: str, text: str) -> str:
    """A page with a story."""
    return STORY.format(title, text + LONG)


@pytest.fixture
def paper(httpserver: HTTPServer) -> HTTPServer:
    """A server with a feed of two stories; the second fails."""
    one, two = httpserver.url_for("/one"), httpserver.url_for("/two")
    httpserver.expect_request("/rss").respond_with_data(rss(one, two), content_type="application/rss+xml")
    story = page("Acme raises", "Nscale raised $2.4 billion in a Series C round led by Brookfield.")
    httpserver.expect_request("/one").respond_with_data(story, content_type="text/html")
    httpserver.expect_request("/two").respond_with_data("busy", status=503)
    return httpserver


@pytest.fixture
def go(store: Store, reader: Reader, clock: Clock) -> Callable[..., tuple[list[Looked], list[tuple[str, str]]]]:
    """A function that makes one pass; gives the looks, and what became of each URL."""
    context = stages.comparing(stages.party_table({}))

    async def scenario(options: dict[str, Any]) -> tuple[list[Looked], list[tuple[str, str]]]:
        looks = [looked async for looked in look_at_due(store, settings=SETTINGS, clock=clock)]
        run = try_due(store, reader, context, settings=SETTINGS, clock=clock, **options)
        return looks, [(outcome.source, outcome.state) async for outcome in run]

    return lambda **options: asyncio.run(scenario(options))


def watch(store: Store, *feeds: Feed) -> None:
    """Keep these feeds."""
    with store.writing() as writer:
        for feed in feeds:
            writer.feeds.add(feed)


def test_a_pass_looks_and_reads_what_is_new(paper: HTTPServer, store: Store, go: Callable[..., Any]) -> None:
    """Its articles are stored; what failed waits; a second pass does nothing."""
    feed = paper.url_for("/rss")
    watch(store, Feed(url=feed, publisher="The Daily"))
    looks, tried = go()
    assert looks == [Looked(feed, 2, 2)]
    assert tried == [(paper.url_for("/one"), "new"), (paper.url_for("/two"), "refused")]
    assert store.url_states() == {"done": 1, "failed": 1}
    assert [stored.publisher for stored in store.claims()] == ["The Daily"]
    assert go() == ([], [])


def test_what_failed_is_tried_when_its_time_has_come(
    paper: HTTPServer, store: Store, clock: Clock, go: Callable[..., Any]
) -> None:
    """After ten minutes, or at once where that is asked for."""
    watch(store, Feed(url=paper.url_for("/rss")))
    go()
    assert go(again=True)[1] == [(paper.url_for("/two"), "refused")]
    paper.clear()
    story = page("Globex", "Crusoe raised $1.4 billion in a Series D round led by Mubadala.")
    paper.expect_request("/two").respond_with_data(story, content_type="text/html")
    paper.expect_request("/rss").respond_with_data(rss(), content_type="application/rss+xml")
    clock.now += timedelta(hours=1)
    looks, tried = go()
    assert ([looked.listed for looked in looks], tried) == ([0], [(paper.url_for("/two"), "new")])
    assert store.url_states() == {"done": 2}


def test_a_feed_that_fails_stops_no_other(paper: HTTPServer, store: Store, go: Callable[..., Any]) -> None:
    """It is noted with its reason, and looked at again later."""
    paper.expect_request("/gone").respond_with_data("gone", status=404)
    watch(store, Feed(url=paper.url_for("/gone")), Feed(url=paper.url_for("/rss")))
    looks, tried = go()
    assert [(looked.feed, looked.reason) for looked in looks] == [
        (paper.url_for("/gone"), "not_found"), (paper.url_for("/rss"), None),
    ]  # fmt: skip
    assert len(tried) == 2
    assert [stored.reason for stored in store.feeds()] == ["not_found", None]
    assert looks[0].line == f"no look at {paper.url_for('/gone')}: {paper.url_for('/gone')}: 404"


def test_a_pass_that_ends_early_loses_and_doubles_nothing(
    paper: HTTPServer, store: Store, reader: Reader, clock: Clock, go: Callable[..., Any]
) -> None:
    """An article that was stored, and whose URL was not noted, is found unchanged by the next pass."""
    watch(store, Feed(url=paper.url_for("/rss")))
    context = stages.comparing(stages.party_table({}))

    async def broken() -> None:
        async for _ in look_at_due(store, settings=SETTINGS, clock=clock):
            pass
        due = store.due_urls(limit=1)
        sources = [stages.Source("url", stored.url) for stored in due]
        async for _ in stages.ingest(sources, store, reader, context, settings=SETTINGS, clock=clock):
            return

    asyncio.run(broken())
    assert (store.status().articles, store.url_states()) == (1, {"new": 2})
    assert go()[1] == [(paper.url_for("/one"), "unchanged"), (paper.url_for("/two"), "refused")]
    assert (store.status().articles, store.url_states()) == (1, {"failed": 1, "unchanged": 1})


def test_an_index_of_sitemaps_is_followed(httpserver: HTTPServer, store: Store, go: Callable[..., Any]) -> None:
    """Its newest sitemaps are read, each URL once."""
    one, child = httpserver.url_for("/one"), httpserver.url_for("/may.xml")
    index = f"<sitemapindex><sitemap><loc>{child}</loc></sitemap></sitemapindex>"
    httpserver.expect_request("/index.xml").respond_with_data(index, content_type="application/xml")
    found = f"<urlset><url><loc>{one}</loc></url><url><loc>{one}</loc></url></urlset>"
    httpserver.expect_request("/may.xml").respond_with_data(found, content_type="application/xml")
    httpserver.expect_request("/one").respond_with_data(page("A", "It raised money."), content_type="text/html")
    watch(store, Feed(url=httpserver.url_for("/index.xml"), kind="sitemap"))
    looks, tried = go()
    assert ([(looked.listed, looked.new) for looked in looks], tried) == ([(1, 1)], [(one, "new")])


@pytest.mark.parametrize(
    ("body", "kind", "pattern"),
    [
        (rss("https://paper.example/one"), "feed", None),
        ("<urlset><url><loc>https://paper.example/one</loc></url></urlset>", "sitemap", None),
        ("<html><body><a href='/2026/one'>One</a></body></html>", "links", "/2026/"),
    ],
)
def test_an_address_is_recognised(
    httpserver: HTTPServer, clock: Clock, body: str, kind: str, pattern: str | None
) -> None:
    """A feed, a sitemap, or a page of links where a pattern is given."""
    httpserver.expect_request("/x").respond_with_data(body, content_type="text/html")

    async def scenario() -> Any:
        async with open_client(SETTINGS) as client:
            return await recognise(client, httpserver.url_for("/x"), pattern, settings=SETTINGS, clock=clock)

    found = asyncio.run(scenario())
    assert (found.kind, len(found.entries)) == (kind, 1)


def test_a_page_that_is_no_feed_is_refused_with_the_repair(httpserver: HTTPServer, clock: Clock) -> None:
    """What to say for a page of links."""
    httpserver.expect_request("/x").respond_with_data("<html><body>Hello</body></html>", content_type="text/html")

    async def scenario() -> None:
        async with open_client(SETTINGS) as client:
            await recognise(client, httpserver.url_for("/x"), None, settings=SETTINGS, clock=clock)

    with pytest.raises(Refusal, match="for a page of links say with --links which of them are articles"):
        asyncio.run(scenario())


@pytest.mark.parametrize(
    ("feed", "words"),
    [
        (Feed(url="https://paper.example", kind="feeed"), "kind 'feeed': use one of feed, sitemap, links"),
        (Feed(url="https://paper.example", kind="links"), "needs a pattern"),
        (Feed(url="https://paper.example", kind="links", pattern="("), "is no regular expression"),
    ],
)
def test_a_feed_that_cannot_be_looked_at_is_one_line(feed: Feed, words: str) -> None:
    """What is wrong, and what to use."""
    with pytest.raises(UsageError, match=words):
        checked(feed)


def test_only_the_server_that_was_named_is_asked(paper: HTTPServer, store: Store, go: Callable[..., Any]) -> None:
    """A feed can list any address: one in a private network is refused, and never tried again."""
    seen: list[str] = []

    def note(request: Request) -> Response:
        seen.append(request.path)
        return Response(rss("http://10.0.0.7/admin", "http://127.0.0.2:9/x"), content_type="application/rss+xml")

    paper.clear()
    paper.expect_request("/rss").respond_with_handler(note)
    watch(store, Feed(url=paper.url_for("/rss")))
    _, tried = go()
    assert [state for _, state in tried] == ["refused", "refused"]
    assert store.url_states() == {"refused": 2}
    assert [path for path in seen if path != "/robots.txt"] == ["/rss"]
