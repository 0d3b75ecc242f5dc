"""Servers that mean harm or are broken: each is refused with its own reason, and the page next to it is read.

Each server below stands beside a good one, and both are gathered in one run with its manners and small bounds.
"""

from __future__ import annotations

import asyncio
import gzip
import socket
import ssl
import struct
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import brotli
import pytest
import zstandard

from flows.discovery import expand
from flows.fetch_settings import FetchSettings
from flows.gathering import Material, gather
from tests.flows.servers import Authority, Handler, Site, answer, asked, serving

NOW = datetime(2026, 3, 4, 12, 30, 15, tzinfo=UTC)
SETTINGS = FetchSettings(
    allow_private=("127.0.0.1", "localhost"), connect_timeout=2, read_timeout=0.3, total_timeout=0.6,
    max_bytes=50_000, attempts=1,
)  # fmt: skip
HTML = b"<html><body><p>Northwind Compute raised $2 billion.</p></body></html>"
PATIENCE = 15.0  # seconds for a run with both servers, far more than its bounds allow
HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n"


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


def hostile(reaction: Callable[[asyncio.StreamWriter], object]) -> Handler:
    """A server without rules whose pages do this."""

    async def handler(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        path, _ = await asked(reader)
        if path == "/robots.txt":
            writer.write(answer(404))
        else:
            doing = reaction(writer)
            if asyncio.iscoroutine(doing):
                await doing
        await writer.drain()

    return handler


def says(*parts: bytes) -> Handler:
    """A server that sends these bytes and hangs up."""
    return hostile(lambda writer: writer.writelines(parts))


async def slow_head(writer: asyncio.StreamWriter) -> None:
    """A header that never ends, a byte at a time."""
    writer.write(b"HTTP/1.1 200 OK\r\nX: ")
    while True:
        writer.write(b"x")
        await writer.drain()
        await asyncio.sleep(0.02)


async def slow_body(writer: asyncio.StreamWriter) -> None:
    """A body that never ends, a byte at a time."""
    writer.write(HEAD + b"\r\n")
    while True:
        writer.write(b"x")
        await writer.drain()
        await asyncio.sleep(0.02)


async def silence(writer: asyncio.StreamWriter) -> None:
    """Nothing at all."""
    await asyncio.sleep(PATIENCE)


async def flood(writer: asyncio.StreamWriter) -> None:
    """A body that never ends, as fast as it goes."""
    writer.write(HEAD + b"\r\n")
    while True:
        writer.write(b"<p>more</p>" * 1000)
        await writer.drain()


async def chunks(writer: asyncio.StreamWriter) -> None:
    """The same in chunks."""
    writer.write(HEAD + b"Transfer-Encoding: chunked\r\n\r\n")
    while True:
        writer.write(b"2710\r\n" + b"x" * 10_000 + b"\r\n")
        await writer.drain()


async def heads(writer: asyncio.StreamWriter) -> None:
    """Preliminary answers without end."""
    while True:
        writer.write(b"HTTP/1.1 103 Early Hints\r\nLink: </x>\r\n\r\n")
        await writer.drain()
        await asyncio.sleep(0.001)


def reset(writer: asyncio.StreamWriter) -> None:
    """The connection is dropped in the middle of the body."""
    writer.write(HEAD + b"Content-Length: 900\r\n\r\n<p>")
    writer.get_extra_info("socket").setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    writer.transport.abort()


def bomb(encoding: str, pack: Callable[[bytes], bytes]) -> Handler:
    """Thirty megabytes in a few kilobytes."""
    return says(answer(200, pack(bytes(30_000_000)), content_encoding=encoding))


@pytest.mark.parametrize(
    ("handler", "line"),
    [
        (hostile(slow_head), "timeout: not done within 0.6 s"),
        (hostile(slow_body), "timeout: not done within 0.6 s"),
        (hostile(heads), "timeout: not done within 0.6 s"),
        (hostile(silence), "timeout: nothing came within 0.3 s"),
        (hostile(flood), "too_large: over 50,000 bytes"),
        (hostile(chunks), "too_large: over 50,000 bytes"),
        (bomb("gzip", gzip.compress), "too_large: over 50,000 bytes when unpacked"),
        (bomb("br", brotli.compress), "too_large: over 50,000 bytes when unpacked"),
        (bomb("zstd", zstandard.compress), "too_large: over 50,000 bytes when unpacked"),
        (says(answer(200, HTML, content_encoding=", ".join(["gzip"] * 9))), "broken_answer: it is packed 9 times over"),
        (says(answer(302, location="/bad")), "redirect_loop: leads back to URL/bad"),
        (
            says(answer(302, location="http://10.0.0.1/")),
            "private_address: (at http://10.0.0.1/): 10.0.0.1; to permit it, set COUNTERCLAIM_ALLOW_PRIVATE=10.0.0.1",
        ),
        (
            says(answer(302, location="file:///etc/passwd")),
            "bad_url: redirects to file://127.0.0.1/etc/passwd: only http and https URLs with a host can be fetched",
        ),
        (
            says(HEAD + b"Content-Length: 900\r\n\r\n<p>only this"),
            "broken_answer: peer closed connection without sending complete message body "
            "(received 12 bytes, expected 900)",
        ),
        (says(HEAD + b"Content-Length: -5\r\n\r\n"), "broken_answer: bad Content-Length"),
        (says(HEAD + b"Content-Length: " + b"9" * 5000 + b"\r\n\r\n"), "broken_answer: bad Content-Length"),
        (
            says(HEAD + b"Content-Length: 5\r\nContent-Length: 9\r\n\r\n"),
            "broken_answer: conflicting Content-Length headers",
        ),
        (hostile(reset), "broken_answer: the connection broke off"),
        (says(b"\x16\x03\x01\x02\x00"), "broken_answer: illegal request line"),
        (says(answer(429)), "rate_limited: 429"),
        (says(answer(503, retry_after="99999")), "server_error: 503, to be asked again in 99999 s"),
    ],
    ids=[
        "slow head", "slow body", "hints without end", "silence", "flood", "chunks", "gzip bomb", "brotli bomb",
        "zstd bomb", "packed again and again", "redirect loop", "redirect to a private address", "redirect to a file",
        "length too long", "length below zero", "length of 5000 digits", "two lengths", "reset", "another protocol",
        "too busy", "away for a day",
    ],
)  # fmt: skip
def test_a_hostile_answer_is_refused_with_its_reason(handler: Handler, line: str) -> None:
    """In one clear line, within the bounds, while the page beside it is read."""
    assert refusal(handler) == line


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
