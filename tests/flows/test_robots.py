"""robots.txt: what it permits, what a missing or broken one means, how often it is asked for, and who keeps to it."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import UTC, datetime

import httpx
import pytest

from claims.article import Fetch
from claims.errors import UsageError
from flows import robots
from flows.addresses import parse_allowed
from flows.clients import open_client
from flows.fetch_settings import FetchSettings
from flows.fetching import Page, Unfetched, fetch
from flows.manners import Remembered, is_own, open_manners
from flows.robots import Memory, Robots, Rules, parse
from tests.flows.servers import Site, answer, serving

NOW = datetime(2026, 3, 4, 12, 30, 15, tzinfo=UTC)
SETTINGS = FetchSettings(allow_private=("127.0.0.1",), connect_timeout=5, read_timeout=5, total_timeout=20, attempts=1)
HTML = "<html><body><p>Northwind Compute raised $2 billion.</p></body></html>"
FORBIDS = answer(200, "User-agent: *\nDisallow: /private/\n", content_type="text/plain")
ALL_FORBIDDEN = answer(200, "User-agent: *\nDisallow: /\n", content_type="text/plain")


class Visit:
    """Fetches that share a client, manners and memory; each gives `page`, or the reason and its line."""

    def __init__(self, client: httpx.AsyncClient, settings: FetchSettings, remembered: Remembered) -> None:
        self._client = client
        self._settings = settings
        self._manners = open_manners(client, settings, lambda: NOW, remembered)

    async def __call__(self, url: str) -> str:
        """One fetch."""
        try:
            await fetch(self._client, url, settings=self._settings, clock=lambda: NOW, manners=self._manners)
        except Unfetched as error:
            return str(error)
        return "page"


@asynccontextmanager
async def visiting(settings: FetchSettings = SETTINGS, remembered: Remembered | None = None) -> AsyncIterator[Visit]:
    """A visit with a client of its own."""
    async with open_client(settings) as client:
        yield Visit(client, settings, remembered or Remembered())


def visit(site: Site, *paths: str, settings: FetchSettings = SETTINGS) -> tuple[list[str], str]:
    """What came of fetching these paths of the site one after the other, and the site's address."""

    async def scenario() -> tuple[list[str], str]:
        async with serving(site) as url, visiting(settings) as get:
            return [await get(url + path) for path in paths], url

    return asyncio.run(scenario())


def test_a_page_that_is_forbidden_is_refused_unasked() -> None:
    """The line names the file of rules; the page next to it is read, and the file is asked for once."""
    site = Site({"/robots.txt": FORBIDS, "/story": answer(200, HTML)})
    said, url = visit(site, "/private/story", "/story", "/story")
    assert said == [
        "the site's robots.txt does not permit it: "
        f"{url}/private/story: {url}/robots.txt forbids it to counterclaim",
        "page",
        "page",
    ]  # fmt: skip
    assert site.paths == ["/robots.txt", "/story", "/story"]


def test_robots_can_be_ignored() -> None:
    """For an intranet: nobody asks for the file."""
    site = Site({"/robots.txt": ALL_FORBIDDEN, "/story": answer(200, HTML)})
    assert visit(site, "/story", settings=replace(SETTINGS, robots=False))[0] == ["page"]
    assert site.paths == ["/story"]


def test_robots_are_obeyed_unless_the_environment_says_ignore() -> None:
    """Another word is a mistake and not a permission."""
    assert FetchSettings.from_environment({}).robots
    assert FetchSettings.from_environment({"COUNTERCLAIM_ROBOTS": "obey"}).robots
    assert not FetchSettings.from_environment({"COUNTERCLAIM_ROBOTS": "ignore"}).robots
    with pytest.raises(UsageError) as error:
        FetchSettings.from_environment({"COUNTERCLAIM_ROBOTS": "no"})
    assert str(error.value) == "COUNTERCLAIM_ROBOTS is 'no'; set it to `ignore`, or unset it to obey robots.txt"


@pytest.mark.parametrize("status", [400, 404, 410, 418, 451])
def test_a_file_that_is_not_there_permits_everything(status: int) -> None:
    """RFC 9309: any 4xx, but for those below."""
    site = Site({"/robots.txt": answer(status), "/story": answer(200, HTML)})
    assert visit(site, "/story")[0] == ["page"]


@pytest.mark.parametrize("status", [401, 403])
def test_a_file_that_is_forbidden_forbids(status: int) -> None:
    """A site that shows its rules to nobody wants nobody."""
    site = Site({"/robots.txt": answer(status), "/story": answer(200, HTML)})
    said, url = visit(site, "/story", "/story")
    line = f"the site's robots.txt does not permit it: {url}/story: {url}/robots.txt is forbidden itself ({status})"
    assert said == [line, line]
    assert site.paths == ["/robots.txt"]


def test_a_server_that_fails_is_not_read_for_now() -> None:
    """A failure is no permission; the next attempt asks for the file again, and reads the page."""
    site = Site({"/robots.txt": [answer(503), answer(404)], "/story": answer(200, HTML)})
    said, _ = visit(site, "/story", settings=replace(SETTINGS, attempts=2))
    assert said == ["page"]
    assert site.paths == ["/robots.txt", "/robots.txt", "/story"]


def test_a_server_that_goes_on_failing_is_refused() -> None:
    """With a line that says it is for now; many pages that wait for one file ask for it once."""
    site = Site({"/robots.txt": answer(500), "/story": answer(200, HTML)})

    async def scenario() -> tuple[list[str], str]:
        async with serving(site) as url, visiting() as get:
            return await asyncio.gather(*(get(f"{url}/story") for _ in range(5))), url

    said, url = asyncio.run(scenario())
    assert said == [
        f"the site's robots.txt does not permit it: {url}/story: {url}/robots.txt cannot be read (500), "
        "so nothing of the site is read for now"
    ] * 5  # fmt: skip
    assert site.paths == ["/robots.txt"]


def test_a_busy_server_is_left_alone() -> None:
    """429 for the file: the reason is that of the server."""
    site = Site({"/robots.txt": answer(429), "/story": answer(200, HTML)})
    said, url = visit(site, "/story")
    assert said == [f"the server asks for fewer requests (429): {url}/story: {url}/robots.txt: 429"]
    assert site.paths == ["/robots.txt"]


def test_a_host_that_cannot_be_reached_says_so_itself() -> None:
    """The line is about the host, which is no matter of its rules."""

    async def scenario() -> tuple[str, str]:
        async with serving(Site()) as url:
            pass
        async with visiting() as get:
            return await get(f"{url}/story"), url

    said, url = asyncio.run(scenario())
    port = url.rpartition(":")[2]
    assert said == f"the host cannot be reached: {url}/story: no connection to 127.0.0.1 (127.0.0.1) port {port}"


def test_a_private_host_is_refused_as_without_rules() -> None:
    """The line names the address and the repair."""

    async def scenario() -> str:
        async with visiting(replace(SETTINGS, allow_private=())) as get:
            return await get("http://127.0.0.1:8080/story")

    assert asyncio.run(scenario()) == (
        "the address is in a private network: http://127.0.0.1:8080/story: 127.0.0.1; "
        "to permit it, set COUNTERCLAIM_ALLOW_PRIVATE=127.0.0.1"
    )


def test_the_file_may_have_moved() -> None:
    """Its redirects are followed, and it is judged for the host that was asked."""
    moved = answer(301, location="/rules.txt")
    site = Site({"/robots.txt": moved, "/rules.txt": FORBIDS, "/private/": answer(200, HTML)})
    said, url = visit(site, "/private/")
    assert said == [
        f"the site's robots.txt does not permit it: {url}/private/: {url}/robots.txt forbids it to counterclaim"
    ]


def test_each_hop_to_another_site_asks_that_site() -> None:
    """A page may lead to a site that forbids it: the line names where it led, and whose rule it is."""
    other = Site({"/robots.txt": ALL_FORBIDDEN, "/story": answer(200, HTML)})

    async def scenario() -> tuple[str, str, str]:
        async with serving(other) as there:
            site = Site({"/story": answer(302, location=f"{there}/story")})
            async with serving(site) as here, visiting() as get:
                return await get(f"{here}/story"), here, there

    said, here, there = asyncio.run(scenario())
    assert said == (
        f"the site's robots.txt does not permit it: {here}/story (at {there}/story): "
        f"{there}/robots.txt forbids it to counterclaim"
    )
    assert other.paths == ["/robots.txt"]


def test_a_page_in_the_place_of_the_file_holds_no_rules() -> None:
    """Sites that answer everything with a page forbid nothing by it."""
    site = Site({"/robots.txt": answer(200, HTML), "/story": answer(200, HTML)})
    assert visit(site, "/story")[0] == ["page"]


def test_of_a_large_file_the_beginning_counts() -> None:
    """Past 500 kB nothing is read, and what was read holds."""
    large = b"User-agent: *\nDisallow: /private/\n" + b"# nothing\n" * 60_000 + b"Disallow: /story\n"
    site = Site({"/robots.txt": answer(200, large), "/story": answer(200, HTML)})
    said, url = visit(site, "/story", "/private/")
    assert said == [
        "page",
        f"the site's robots.txt does not permit it: {url}/private/: {url}/robots.txt forbids it to counterclaim",
    ]


@pytest.mark.parametrize(
    ("text", "path", "permitted"),
    [
        ("User-agent: *\nDisallow: /", "/story", False),
        ("User-agent: *\nDisallow:", "/story", True),
        ("User-agent: *\nDisallow: /\n\nUser-agent: Counterclaim\nDisallow: /private", "/story", True),
        ("User-agent: counterclaim/1.0\nDisallow: /", "/story", False),
        ("User-agent: count\nDisallow: /", "/story", True),  # a part of the name is another's name
        ("User-agent: counterclaims\nDisallow: /", "/story", True),
        ("User-agent: a\nUser-agent: counterclaim\nUser-agent: b\nDisallow: /", "/story", False),
        ("User-agent: *\nDisallow: /\nAllow: /news/", "/news/1", True),  # the longer rule
        ("User-agent: *\nDisallow: /*.pdf$", "/deck.pdf", False),
        ("User-agent: *\nDisallow: /*.pdf$", "/deck.pdf?page=1", True),
        ("User-agent: *\r\nDisallow: /caf%C3%A9", "/caf%C3%A9", False),
        ("\ufeffUser-agent: *\nDisallow: /", "/story", False),
        ("no rules at all", "/story", True),
        ("", "/story", True),
    ],
)
def test_the_rules_are_those_of_the_standard(text: str, path: str, permitted: bool) -> None:
    """Groups by the agent's name, the longest rule, wildcards."""
    assert parse(text.encode()).permits(f"https://wire.example{path}") is permitted


@pytest.mark.parametrize("separator", ["\n", "\r", "\u2028", "\x0b"])
def test_names_and_rules_by_the_thousand_do_not_multiply(separator: str) -> None:
    """A hostile file of 500 kB: each rule is kept for this program, for all, and for somebody else."""
    names = separator.join(f"useragent:{number}" for number in range(15_000))
    rules = separator.join(f"allow:/{number}" for number in range(15_000))
    found = parse(f"{names}{separator}user agent *{separator}{rules}".encode()).parsed
    assert found is not None
    assert sorted(found._user_agents) == ["*", "somebody-else"]


def test_bytes_that_are_no_text_are_passed_over() -> None:
    """The lines around them count."""
    assert not parse(b"\xff\xfe\x00\n\nUser-agent: *\nDisallow: /\n\x80").permits("https://wire.example/")


@pytest.mark.parametrize(
    ("said", "delay"), [("2.5", 2.5), ("0", 0.0), ("86400", 30.0), ("soon", None), ("-1", None), ("inf", None)]
)
def test_a_delay_is_kept_up_to_a_bound(said: str, delay: float | None) -> None:
    """Half a minute is the longest; what is no number is as if it were not there."""
    assert parse(f"User-agent: *\nCrawl-delay: {said}\n".encode()).delay == delay


def test_the_file_is_kept_for_a_day() -> None:
    """And asked for again after that."""
    asked: list[str] = []
    now = [0.0]

    async def ask(url: str) -> Page:
        asked.append(url)
        return Page(Fetch(source=url, fetched_at="2026-03-04T12:30:15Z"), b"")

    async def scenario() -> list[int]:
        counts = []
        file = Robots(ask, clock=lambda: now[0])
        for now[0] in (0.0, 24 * 3600 - 1.0, 24 * 3600.0):
            await file.permit(httpx.URL("https://wire.example/story"))
            counts.append(len(asked))
        return counts

    assert asyncio.run(scenario()) == [1, 1, 2]
    assert asked == ["https://wire.example/robots.txt"] * 2


def test_the_memory_is_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    """By origins, and by the size of their files; what was used longest ago goes first."""
    monkeypatch.setattr(robots, "ENTRIES", 2)
    monkeypatch.setattr(robots, "CHARACTERS", 10)
    memory = Memory()
    memory.put("a", Rules(size=3), 0.0)
    memory.put("b", Rules(size=3), 0.0)
    memory.get("a", 1.0)
    memory.put("c", Rules(size=3), 0.0)
    assert (list(memory.entries), memory.characters) == (["a", "c"], 6)
    memory.put("c", Rules(size=9), 0.0)
    assert (list(memory.entries), memory.characters) == (["c"], 9)


@pytest.mark.parametrize(
    ("host", "own"),
    [
        ("127.0.0.1", True),
        ("localhost", True),
        ("10.1.2.3", True),
        ("::1", True),
        ("intranet.example", True),
        ("INTRANET.example.", True),
        ("wire.example", False),
        ("8.8.8.8", False),
    ],
)
def test_hosts_of_ones_own(host: str, own: bool) -> None:
    """Between requests to these nobody waits, unless their robots.txt says so."""
    assert is_own(host, parse_allowed(["intranet.example:8080", "10.0.0.0/8"])) is own
