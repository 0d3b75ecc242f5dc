"""Servers that mean harm or are broken: each is refused with its own reason, and the page next to it is read.

Each server below stands beside a good one, and both are gathered in one run with its manners and small bounds.
"""

from __future__ import annotations

import asyncio
import gzip
import inspect
import ssl
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from benchmarks import hostile_servers
from benchmarks.hostile_pages import good
from benchmarks.hostile_servers import EXPECTED, HEAD, HOSTILE, HTML, TLS, Reaction, react, slow_body
from flows.discovery import expand
from flows.fetch_settings import FetchSettings
from flows.gathering import Material, gather
from tests.flows.servers import Authority, Handler, Site, answer, asked, serving

NOW = datetime(2026, 3, 4, 12, 30, 15, tzinfo=UTC)
SETTINGS = FetchSettings(
    allow_private=("127.0.0.1", "localhost"), connect_timeout=2, read_timeout=0.3, total_timeout=0.6,
    max_bytes=50_000, attempts=1,
)  # fmt: skip
PATIENCE = 15.0  # seconds for a run with both servers, far more than its bounds allow


def run(
    handler: Handler, *paths: str, settings: FetchSettings = SETTINGS, tls: ssl.SSLContext | None = None
) -> tuple[list[Material], str]:
    """What came of these paths of a hostile server, whose address comes too; a good page beside it must be read."""

    async def scenario() -> tuple[list[Material], str]:
        good = Site({"/story": answer(200, HTML)})
        async with serving(handler, tls) as url, serving(good) as beside:
            sources = expand(
                [*(url + path for path in paths or ["/bad"]), f"{beside.replace('127.0.0.1', 'localhost')}/story"]
            )
            async with asyncio.timeout(PATIENCE):
                found = [piece async for piece in gather(sources, settings=settings, clock=lambda: NOW)]
            assert found[-1].body == HTML
            return found[:-1], url

    return asyncio.run(scenario())


def refusal(handler: Handler, *, settings: FetchSettings = SETTINGS, tls: ssl.SSLContext | None = None) -> str:
    """The one line in which `/bad` of this server is refused, without its URL: the reason's words, then the detail."""
    [material], url = run(handler, settings=settings, tls=tls)
    fetch = material.fetch
    assert material.body is None
    assert fetch.refusal is not None
    assert fetch.detail is not None
    line = f"{fetch.refusal}: {fetch.detail.removeprefix(f'{url}/bad').removeprefix(': ').strip()}"
    assert "\n" not in line
    return line.replace(url, "URL")


def hostile(reaction: Reaction) -> Handler:
    """A server without rules whose pages do this."""

    async def handler(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        path, _ = await asked(reader)
        if path == "/robots.txt":
            writer.write(answer(404))
        else:
            doing = reaction(writer)
            if inspect.isawaitable(doing):
                await doing
        await writer.drain()

    return handler


def says(*parts: bytes) -> Handler:
    """A server that sends these bytes and hangs up."""
    return hostile(hostile_servers.says(*parts))


LINES = {
    "slow-head": "timeout: not done within 0.6 s",
    "slow-body": "timeout: not done within 0.6 s",
    "hints-without-end": "timeout: not done within 0.6 s",
    "silence": "timeout: nothing came within 0.3 s",
    "flood": "too_large: over 50,000 bytes",
    "chunks": "too_large: over 50,000 bytes",
    "gzip-bomb": "too_large: over 50,000 bytes when unpacked",
    "brotli-bomb": "too_large: over 50,000 bytes when unpacked",
    "zstd-bomb": "too_large: over 50,000 bytes when unpacked",
    "packed-again-and-again": "broken_answer: it is packed 9 times over",
    "redirect-to-a-private-address": (
        "private_address: (at http://10.0.0.1/): 10.0.0.1; to permit it, set COUNTERCLAIM_ALLOW_PRIVATE=10.0.0.1"
    ),
    "redirect-to-a-file": (
        "bad_url: redirects to file://127.0.0.1/etc/passwd: only http and https URLs with a host can be fetched"
    ),
    "length-too-long": (
        "broken_answer: peer closed connection without sending complete message body (received 12 bytes, expected 900)"
    ),
    "length-below-zero": "broken_answer: bad Content-Length",
    "length-of-5000-digits": "broken_answer: bad Content-Length",
    "two-lengths": "broken_answer: conflicting Content-Length headers",
    "reset": "broken_answer: the connection broke off",
    "another-protocol": "broken_answer: illegal request line",
}


@pytest.mark.parametrize("kind", HOSTILE)
def test_a_hostile_answer_is_refused_with_its_reason(kind: str) -> None:
    """In one clear line, within the bounds, while the page beside it is read."""
    reason, reaction = HOSTILE[kind]
    assert refusal(hostile(reaction)) == LINES[kind]
    assert LINES[kind].startswith(f"{reason}: ")


@pytest.mark.parametrize(
    ("handler", "line"),
    [
        (says(answer(302, location="/bad")), "redirect_loop: leads back to URL/bad"),
        (says(answer(429)), "rate_limited: 429"),
        (says(answer(503, retry_after="99999")), "server_error: 503, to be asked again in 99999 s"),
    ],
    ids=["redirect loop", "too busy", "away for a day"],
)
def test_a_server_that_does_not_answer_now_is_refused_with_its_reason(handler: Handler, line: str) -> None:
    """As it says itself."""
    assert refusal(handler) == line


def test_the_kinds_that_are_measured_are_refused_with_their_reasons() -> None:
    """The server of the benchmark beside itself: by paths."""
    kinds = [kind for kind in EXPECTED if kind != TLS]
    found, _ = run(react, *(f"/{kind}/{n}" for n, kind in enumerate(kinds)), "/good/7", settings=SETTINGS)
    assert [material.fetch.refusal for material in found] == [*(EXPECTED[kind] for kind in kinds), None]
    assert found[-1].body == good(7)


def test_a_length_that_is_too_short_ends_the_page_there() -> None:
    """What follows is no part of it, and never an answer to another request."""
    smuggled = answer(200, b"smuggled", connection="keep-alive")

    async def handler(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        while True:
            path, _ = await asked(reader)
            if path == "/bad":
                writer.write(answer(200, HTML, content_length="6", connection="keep-alive") + smuggled)
            else:
                known = answer(200, HTML, connection="keep-alive") if path == "/story" else answer(404)
                writer.write(known)
            await writer.drain()

    found, _ = run(handler, "/bad", "/story", settings=replace(SETTINGS, per_host=1, attempts=3))
    assert [material.body for material in found] == [b"<html>", HTML]


def test_an_invalid_certificate_is_refused(tmp_path: Path) -> None:
    """Nobody vouches for it."""
    tls = Authority(tmp_path).context()
    assert refusal(says(answer(200, HTML)), tls=tls) == "tls: unable to get local issuer certificate"


def test_plain_http_on_a_tls_port_is_refused() -> None:
    """A server that answers the handshake in clear is not asked in clear."""

    async def clear(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.read(4096)
        writer.write(answer(200, HTML))
        await writer.drain()

    async def scenario() -> str | None:
        async with serving(clear) as url:
            sources = expand([f"{url.replace('http', 'https')}/bad"])
            [material] = [piece async for piece in gather(sources, settings=SETTINGS, clock=lambda: NOW)]
            return material.fetch.refusal

    assert asyncio.run(scenario()) == "tls"


def test_a_storm_of_429_is_answered_by_silence() -> None:
    """The first answer holds for all pages of the host in this run: the others are not even asked for."""
    site = Site({f"/{number}": answer(429, retry_after="3600") for number in range(20)})
    found, url = run(site, *site.pages, settings=replace(SETTINGS, per_host=1, attempts=3))
    assert [material.fetch.refusal for material in found] == ["rate_limited"] * 20
    assert found[0].fetch.detail == f"{url}/0: 429, to be asked again in 3600 s"
    assert found[-1].fetch.detail == f"{url}/19: 127.0.0.1 is left alone for another 3600 s, as it asked"
    assert site.paths == ["/robots.txt", "/0"]


@pytest.mark.parametrize(
    ("rules", "line"),
    [
        (answer(200, "User-agent: *\nDisallow: /"), "robots: URL/robots.txt forbids it to counterclaim"),
        (answer(403), "robots: URL/robots.txt is forbidden itself (403)"),
        (answer(500), "robots: URL/robots.txt cannot be read (500), so nothing of the site is read for now"),
        (HEAD + b"Content-Length: 900\r\n\r\nUser",
            "broken_answer: URL/robots.txt: peer closed connection without sending complete message body "
            "(received 4 bytes, expected 900)"),
        (answer(200, gzip.compress(b"User-agent: *\nDisallow: /\n" + bytes(30_000_000)), content_encoding="gzip"),
            "robots: URL/robots.txt forbids it to counterclaim"),
        (answer(302, location="http://10.0.0.1/robots.txt"),
            "private_address: URL/robots.txt: (at http://10.0.0.1/robots.txt): 10.0.0.1; "
            "to permit it, set COUNTERCLAIM_ALLOW_PRIVATE=10.0.0.1"),
    ],
    ids=["forbidden", "hidden", "broken", "cut", "bomb", "redirect to a private address"],
)  # fmt: skip
def test_rules_that_forbid_or_cannot_be_read(rules: bytes, line: str) -> None:
    """No page is asked for."""
    site = Site({"/robots.txt": rules, "/bad": answer(200, HTML)})
    assert refusal(site) == line
    assert site.paths == ["/robots.txt"]


def test_rules_that_never_come_hold_up_nobody_else() -> None:
    """The file has the bounds of a page."""

    async def slow(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await asked(reader)
        await slow_body(writer)

    assert refusal(slow) == "timeout: URL/robots.txt: not done within 0.6 s"
