"""What a site is owed: the pace that it or the settings ask for, and sources that come in order whatever it takes."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime

import httpx
import pytest

from claims.article import Fetch
from flows import gathering
from flows.addresses import parse_allowed
from flows.discovery import expand
from flows.fetch_settings import FetchSettings
from flows.fetching import Page
from flows.gathering import gather
from flows.manners import SiteManners
from flows.politeness import Politeness, Times
from flows.robots import Robots
from tests.flows.servers import Site, answer, serving

NOW = datetime(2026, 3, 4, 12, 30, 15, tzinfo=UTC)
SETTINGS = FetchSettings(allow_private=("127.0.0.1",), connect_timeout=5, read_timeout=5, total_timeout=20, attempts=1)


def pace(host: str, rules: str) -> float:
    """Seconds until the host may be asked again, after one request."""
    times = Times()

    async def ask(url: str) -> Page:
        return Page(Fetch(source=url, fetched_at="2026-03-04T12:30:15Z"), rules.encode())

    async def scenario() -> float:
        politeness = Politeness(times=times, clock=lambda: 100.0)
        robots, own = Robots(ask), parse_allowed(["intranet.example"])
        manners = SiteManners(robots, politeness, delay=1.0, allowed=own)
        async with manners.turn(httpx.URL(f"https://{host}/story")):
            return times.next[host] - 100.0

    return asyncio.run(scenario())


@pytest.mark.parametrize(
    ("host", "rules", "seconds"),
    [
        ("wire.example", "", 1.0),
        ("wire.example", "User-agent: *\nCrawl-delay: 5", 5.0),
        ("wire.example", "User-agent: *\nCrawl-delay: 0.1", 1.0),
        ("wire.example", "User-agent: *\nCrawl-delay: 600", 30.0),
        ("wire.example", "User-agent: other\nCrawl-delay: 5", 1.0),
        ("127.0.0.1", "", 0.0),
        ("intranet.example", "", 0.0),
        ("intranet.example", "User-agent: counterclaim\nCrawl-delay: 2", 2.0),
    ],
)
def test_the_pace_is_the_slower_of_two(host: str, rules: str, seconds: float) -> None:
    """That of the settings, which is none for hosts of one's own, and that of the site, up to half a minute."""
    assert pace(host, rules) == seconds


def test_a_rest_that_a_page_asks_for_is_kept_by_its_host() -> None:
    """Whatever the path."""
    times = Times()
    SiteManners(None, Politeness(times=times, clock=lambda: 100.0)).rest(httpx.URL("https://wire.example/a"), 7.0)
    assert times.rested == {"wire.example": 107.0}


def test_sources_come_in_their_order(monkeypatch: pytest.MonkeyPatch) -> None:
    """Also where fewer are got ahead than there are."""
    monkeypatch.setattr(gathering, "AHEAD", 2)
    names = ["d", "b", "a", "c"]
    site = Site({f"/{name}": answer(200, f"<p>{name}</p>") for name in names})

    async def scenario() -> list[bytes | None]:
        async with serving(site) as url:
            sources = expand([f"{url}/{name}" for name in names])
            return [piece.body async for piece in gather(sources, settings=SETTINGS, clock=lambda: NOW)]

    assert asyncio.run(scenario()) == [f"<p>{name}</p>".encode() for name in names]
    assert sorted(site.paths) == ["/a", "/b", "/c", "/d", "/robots.txt"]
