"""Fetching over loopback: what comes back, and one test for each way in which it does not."""

from __future__ import annotations

import asyncio
import gzip
import hashlib
import pickle
import subprocess
import sys
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from typing import TypeAlias

import brotli
import httpx
import pytest
import zstandard
from pytest_httpserver import HTTPServer
from werkzeug import Request, Response

from claims.article import Fetch
from claims.errors import UsageError
from flows.answers import seconds_to_wait
from flows.clients import open_client
from flows.fetch_settings import FetchSettings, user_agent
from flows.fetching import Page, Unfetched, fetch
from flows.serving import free_port

NOW = datetime(2026, 3, 4, 12, 30, 15, 999, tzinfo=UTC)
LOCAL = FetchSettings(allow_private=("127.0.0.1",), connect_timeout=5, read_timeout=5, total_timeout=20)
HTML = "<html><body><p>Northwind Compute raised $2 billion.</p></body></html>"

PACKINGS = [("gzip", gzip.compress), ("br", brotli.compress), ("zstd", zstandard.compress)]

Handler: TypeAlias = Callable[[asyncio.StreamReader, asyncio.StreamWriter], Awaitable[None]]
Resolve: TypeAlias = Callable[[str, int], Awaitable[Sequence[str]]]


class Sleeper:
    """Stands where asyncio.sleep would, and remembers instead of waiting."""

    def __init__(self) -> None:
        self.waits: list[float] = []

    async def __call__(self, seconds: float) -> None:
        self.waits.append(seconds)


def get(
    url: str,
    settings: FetchSettings = LOCAL,
    *,
    sleep: Sleeper | None = None,
    resolve: Resolve | None = None,
    transport: httpx.AsyncBaseTransport | None = None,
) -> Page:
    """One fetch with its own client, a clock that stands still and no waiting."""

    async def scenario() -> Page:
        client = httpx.AsyncClient(transport=transport) if transport else open_client(settings, resolve=resolve)
        async with client:
            return await fetch(client, url, settings=settings, clock=lambda: NOW, sleep=sleep or Sleeper())

    return asyncio.run(scenario())


def refused(url: str, settings: FetchSettings = LOCAL, **more: object) -> Unfetched:
    """The refusal that a fetch ends in."""
    with pytest.raises(Unfetched) as error:
        get(url, settings, **more)  # type: ignore[arg-type]
    assert error.value.fetch.refusal == error.value.reason
    assert error.value.fetch.detail == error.value.detail
    assert error.value.fetch.source == url
    assert "\n" not in str(error.value)
    return error.value


def misbehaving(handler: Handler, settings: FetchSettings, path: str = "/story") -> Unfetched:
    """The refusal by a server that speaks HTTP as `handler` does, started and stopped here; `path` may be a URL."""

    async def guarded(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            await handler(reader, writer)
        except ConnectionError:
            pass
        finally:
            writer.close()

    async def scenario() -> Unfetched:
        async with await asyncio.start_server(guarded, "127.0.0.1", 0) as server, open_client(settings) as client:
            url = f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}{path}"
            with pytest.raises(Unfetched) as error:
                await fetch(client, url, settings=settings, clock=lambda: NOW, sleep=Sleeper())
            return error.value

    return asyncio.run(scenario())


def once(**changes: object) -> FetchSettings:
    """The settings of these tests with one attempt and `changes`."""
    return replace(LOCAL, attempts=1, **changes)  # type: ignore[arg-type]


def test_a_page_and_its_record(httpserver: HTTPServer) -> None:
    """The record holds what was asked, what came back and when, the headers that matter and the body's hash."""
    headers = {"ETag": '"7"', "Last-Modified": "Tue, 03 Mar 2026 08:00:00 GMT", "Set-Cookie": "a=b", "X-Other": "1"}
    httpserver.expect_request("/story").respond_with_data(
        HTML, content_type="text/html; charset=utf-8", headers=headers
    )
    url = httpserver.url_for("/story")
    assert get(url) == Page(
        fetch=Fetch(
            source=url,
            fetched_at="2026-03-04T12:30:15Z",
            final_url=url,
            status=200,
            headers=(
                ("content-type", "text/html; charset=utf-8"),
                ("etag", '"7"'),
                ("last-modified", "Tue, 03 Mar 2026 08:00:00 GMT"),
            ),
            body_sha=hashlib.sha256(HTML.encode()).hexdigest(),
        ),
        body=HTML.encode(),
    )


def test_the_time_is_utc_whatever_the_clock_says(httpserver: HTTPServer) -> None:
    """A clock in another zone gives the same moment in UTC."""
    httpserver.expect_request("/").respond_with_data(HTML, content_type="text/html")

    async def scenario() -> Page:
        async with open_client(LOCAL) as client:
            clock = datetime.fromisoformat
            return await fetch(
                client, httpserver.url_for("/"), settings=LOCAL, clock=lambda: clock("2026-03-05T01:00:00+09:00")
            )

    assert asyncio.run(scenario()).fetch.fetched_at == "2026-03-04T16:00:00Z"


def test_who_asks(httpserver: HTTPServer) -> None:
    """The server sees the program and the contact, and only encodings that can be unpacked within a bound."""
    seen: list[Request] = []

    def answer(request: Request) -> Response:
        seen.append(request)
        return Response(HTML, content_type="text/html")

    httpserver.expect_request("/").respond_with_handler(answer)
    settings = FetchSettings.from_environment(
        {"COUNTERCLAIM_ALLOW_PRIVATE": "127.0.0.1, ,10.0.0.0/8", "COUNTERCLAIM_CONTACT": "desk@wire.example"}
    )
    assert settings.allow_private == ("127.0.0.1", "10.0.0.0/8")
    get(httpserver.url_for("/"), settings)
    assert seen[0].headers["User-Agent"] == f"{user_agent()} (+desk@wire.example)"
    assert seen[0].headers["User-Agent"].startswith("counterclaim/")
    assert seen[0].headers["Accept-Encoding"] == "gzip, br, zstd"


def test_no_cookie_is_kept(httpserver: HTTPServer) -> None:
    """What a server sets on one page is not sent for the next: the order of reading changes nothing."""
    sent: list[str | None] = []

    def answer(request: Request) -> Response:
        sent.append(request.headers.get("Cookie"))
        return Response(HTML, content_type="text/html", headers={"Set-Cookie": "visitor=1; Path=/"})

    httpserver.expect_request("/").respond_with_handler(answer)

    async def scenario() -> None:
        async with open_client(LOCAL) as client:
            for _ in range(2):
                await fetch(client, httpserver.url_for("/"), settings=LOCAL, clock=lambda: NOW)

    asyncio.run(scenario())
    assert sent == [None, None]


@pytest.mark.parametrize(
    ("encoding", "body"),
    [
        ("gzip", gzip.compress(HTML.encode(), mtime=0)),
        ("x-gzip", gzip.compress(HTML.encode(), mtime=0)),
        ("br", brotli.compress(HTML.encode())),
        ("zstd", zstandard.compress(HTML.encode())),
        ("identity", HTML.encode()),
        ("gzip, zstd", zstandard.compress(gzip.compress(HTML.encode(), mtime=0))),
    ],
)
def test_encodings_are_undone(httpserver: HTTPServer, encoding: str, body: bytes) -> None:
    """The body is what the server packed, and the hash is that of the unpacked body."""
    httpserver.expect_request("/").respond_with_data(
        body, content_type="text/html", headers={"Content-Encoding": encoding}
    )
    page = get(httpserver.url_for("/"))
    assert page.body == HTML.encode()
    assert page.fetch.body_sha == hashlib.sha256(HTML.encode()).hexdigest()


@pytest.mark.parametrize(
    "declared",
    [
        "text/html",
        "TEXT/HTML; charset=x",
        "application/xhtml+xml",
        "text/plain",
        "application/xml",
        "application/rss+xml",
    ],
)
def test_pages_texts_and_feeds_are_accepted(httpserver: HTTPServer, declared: str) -> None:
    """The content types of pages and feeds are read."""
    httpserver.expect_request("/").respond_with_data(HTML, content_type=declared)
    assert get(httpserver.url_for("/")).body == HTML.encode()


def test_another_content_type_is_refused(httpserver: HTTPServer) -> None:
    """A PDF is no page, and is named."""
    httpserver.expect_request("/deck").respond_with_data(b"%PDF-1.7", content_type="application/pdf")
    error = refused(httpserver.url_for("/deck"))
    assert (error.reason, error.fetch.status) == ("content_type", 200)
    assert error.detail == f"{httpserver.url_for('/deck')}: application/pdf"
    assert len(httpserver.log) == 1


def test_redirects_are_followed_and_recorded(httpserver: HTTPServer) -> None:
    """The record lists the URLs redirected to, the last of them the final one; fragments are not part of them."""
    httpserver.expect_request("/old").respond_with_data(status=301, headers={"Location": "/newer#top"})
    httpserver.expect_request("/newer").respond_with_data(status=302, headers={"Location": "story"})
    httpserver.expect_request("/story").respond_with_data(HTML, content_type="text/html")
    page = get(httpserver.url_for("/old"))
    assert page.fetch.redirects == (httpserver.url_for("/newer"), httpserver.url_for("/story"))
    assert page.fetch.final_url == httpserver.url_for("/story")
    assert page.fetch.source == httpserver.url_for("/old")


def test_redirects_in_a_circle_are_refused(httpserver: HTTPServer) -> None:
    """A page that leads back to one already asked is a loop, asked once."""
    httpserver.expect_request("/a").respond_with_data(status=302, headers={"Location": "/b"})
    httpserver.expect_request("/b").respond_with_data(status=302, headers={"Location": "/a"})
    error = refused(httpserver.url_for("/a"))
    assert error.reason == "redirect_loop"
    assert error.detail.endswith(f"leads back to {httpserver.url_for('/a')}")
    assert len(httpserver.log) == 2


def test_redirects_without_end_are_refused() -> None:
    """A server that always sends further is left after max_redirects."""
    served: list[str] = []

    async def further(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.readuntil(b"\r\n\r\n")
        served.append("")
        head = f"HTTP/1.1 302 Found\r\nLocation: /{len(served)}\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"
        writer.write(head.encode())
        await writer.drain()

    error = misbehaving(further, LOCAL)
    assert error.reason == "redirect_loop"
    assert error.detail.endswith("more than 5 redirects")
    assert len(error.fetch.redirects) == 5
    assert len(served) == 6


def test_a_redirect_into_a_private_network_is_refused(httpserver: HTTPServer) -> None:
    """Each hop is checked: a permitted host cannot send the fetcher to one that is not."""
    httpserver.expect_request("/").respond_with_data(status=302, headers={"Location": "http://169.254.169.254/latest"})
    error = refused(httpserver.url_for("/"))
    assert error.reason == "private_address"
    assert error.fetch.redirects == ("http://169.254.169.254/latest",)
    assert "169.254.169.254; to permit it, set COUNTERCLAIM_ALLOW_PRIVATE=169.254.169.254" in error.detail


@pytest.mark.parametrize("location", ["ftp://wire.example/x", "file:///etc/passwd", "javascript:alert(1)"])
def test_a_redirect_to_another_scheme_is_refused(httpserver: HTTPServer, location: str) -> None:
    """Only http and https are followed."""
    httpserver.expect_request("/").respond_with_data(status=302, headers={"Location": location})
    assert refused(httpserver.url_for("/")).reason == "bad_url"


def moved(target: str) -> httpx.MockTransport:
    """A web in which every URL but `target` redirects to it."""

    def answer(request: httpx.Request) -> httpx.Response:
        if str(request.url) == target:
            return httpx.Response(200, stream=httpx.ByteStream(HTML.encode()), headers={"Content-Type": "text/html"})
        return httpx.Response(301, headers={"Location": target})

    return httpx.MockTransport(answer)


def test_https_never_becomes_http() -> None:
    """A redirect from https to http is refused."""
    error = refused("https://wire.example/a", transport=moved("http://wire.example/a"))
    assert error.reason == "bad_url"
    assert error.detail == (
        "https://wire.example/a redirects to http://wire.example/a: an https page is not fetched over http"
    )


def test_http_may_become_https() -> None:
    """The other way round is what most sites do."""
    page = get("http://wire.example/a", transport=moved("https://wire.example/a"))
    assert page.fetch.final_url == "https://wire.example/a"


def test_a_private_address_is_refused(httpserver: HTTPServer) -> None:
    """Without permission nothing on this machine is asked; the line names the address and the repair."""
    url = httpserver.url_for("/").replace("localhost", "127.0.0.1")
    error = refused(url, replace(LOCAL, allow_private=()))
    assert error.reason == "private_address"
    assert error.detail == f"{url}: 127.0.0.1; to permit it, set COUNTERCLAIM_ALLOW_PRIVATE=127.0.0.1"
    assert httpserver.log == []


@pytest.mark.parametrize("host", ["127.1", "2130706433", "0x7f000001", "[::1]", "[::ffff:127.0.0.1]", "localhost"])
def test_other_spellings_of_loopback_are_refused(host: str) -> None:
    """The guard judges what a name resolves to, not how it is written."""
    assert refused(f"http://{host}:{free_port()}/", replace(LOCAL, allow_private=())).reason == "private_address"


def test_a_name_that_resolves_anew_is_checked_anew(httpserver: HTTPServer) -> None:
    """A name that was harmless at the first connection and is private at the second is refused at the second."""
    httpserver.expect_request("/").respond_with_data(HTML, content_type="text/html", headers={"Connection": "close"})
    answers = [["127.0.0.1"], ["127.0.0.2"]]

    async def resolve(host: str, port: int) -> Sequence[str]:
        return answers.pop(0)

    async def scenario() -> str:
        url = f"http://rebind.example:{httpserver.port}/"
        async with open_client(LOCAL, resolve=resolve) as client:
            page = await fetch(client, url, settings=LOCAL, clock=lambda: NOW)
            assert page.body == HTML.encode()
            with pytest.raises(Unfetched) as error:
                await fetch(client, url, settings=LOCAL, clock=lambda: NOW)
            return error.value.reason

    assert asyncio.run(scenario()) == "private_address"
    assert answers == []


def test_tls_asks_for_the_name_not_the_address() -> None:
    """The first bytes of a TLS connection name the host, although the connection goes to a checked address."""
    hello: list[bytes] = []

    async def listen(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        hello.append(await reader.read(4096))
        writer.close()

    async def resolve(host: str, port: int) -> Sequence[str]:
        return ["127.0.0.1"]

    async def scenario() -> str:
        async with await asyncio.start_server(listen, "127.0.0.1", 0) as server:
            url = f"https://wire.example:{server.sockets[0].getsockname()[1]}/"
            async with open_client(LOCAL, resolve=resolve) as client:
                with pytest.raises(Unfetched) as error:
                    await fetch(client, url, settings=once(), clock=lambda: NOW)
                return error.value.reason

    assert asyncio.run(scenario()) == "dead_host"
    assert b"wire.example" in hello[0]


def test_a_proxy_in_the_environment_is_not_used(httpserver: HTTPServer, monkeypatch: pytest.MonkeyPatch) -> None:
    """A proxy would resolve names where nobody checks them."""
    monkeypatch.setenv("HTTP_PROXY", f"http://127.0.0.1:{free_port()}")
    httpserver.expect_request("/").respond_with_data(HTML, content_type="text/html")
    assert get(httpserver.url_for("/")).body == HTML.encode()


def test_a_permission_that_cannot_be_read_is_a_usage_error() -> None:
    """It is found when the client is opened, before anything is fetched."""
    with pytest.raises(UsageError, match="10\\.0\\.0\\.0/99"):
        open_client(FetchSettings(allow_private=("10.0.0.0/99",)))


def test_a_dead_host_is_refused_after_all_attempts() -> None:
    """A port where nobody listens is tried three times, with growing waits."""
    sleep = Sleeper()
    port = free_port()
    error = refused(f"http://127.0.0.1:{port}/", sleep=sleep)
    assert error.reason == "dead_host"
    assert error.detail == f"http://127.0.0.1:{port}/: no connection to 127.0.0.1 (127.0.0.1) port {port}"
    first, second = sleep.waits
    assert 0.5 <= first <= 1.0 <= second <= 1.5
    assert (error.fetch.status, error.fetch.body_sha) == (None, None)


def test_a_name_without_an_address_is_a_dead_host() -> None:
    """A look-up that fails names the host."""

    async def resolve(host: str, port: int) -> Sequence[str]:
        raise OSError("Name or service not known")

    error = refused("http://gone.example/", resolve=resolve)
    assert error.reason == "dead_host"
    assert error.detail == "http://gone.example/: no address for gone.example: Name or service not known"


@pytest.mark.parametrize("status", [404, 410])
def test_a_missing_page_is_refused_at_once(httpserver: HTTPServer, status: int) -> None:
    """404 and 410 speak of the page: there is no second attempt."""
    httpserver.expect_request("/gone").respond_with_data("", status=status)
    error = refused(httpserver.url_for("/gone"))
    assert (error.reason, error.fetch.status) == ("not_found", status)
    assert error.detail == f"{httpserver.url_for('/gone')}: {status}"
    assert len(httpserver.log) == 1


@pytest.mark.parametrize("status", [400, 401, 403, 451, 304])
def test_another_status_is_refused_at_once(httpserver: HTTPServer, status: int) -> None:
    """The server refused, and will again."""
    httpserver.expect_request("/").respond_with_data("", status=status)
    error = refused(httpserver.url_for("/"))
    assert (error.reason, error.fetch.status) == ("http_status", status)
    assert len(httpserver.log) == 1


def test_a_failing_server_is_asked_three_times(httpserver: HTTPServer) -> None:
    """500 may pass; where it does not, the record is that of the last attempt."""
    httpserver.expect_request("/").respond_with_data("", status=500)
    error = refused(httpserver.url_for("/"))
    assert (error.reason, error.fetch.status) == ("server_error", 500)
    assert len(httpserver.log) == 3


def test_a_server_that_recovers_gives_its_page(httpserver: HTTPServer) -> None:
    """One 503 with Retry-After is waited out, as long as it says."""
    httpserver.expect_ordered_request("/").respond_with_data("", status=503, headers={"Retry-After": "7"})
    httpserver.expect_ordered_request("/").respond_with_data("", status=429, headers={"Retry-After": "0"})
    httpserver.expect_ordered_request("/").respond_with_data(HTML, content_type="text/html")
    sleep = Sleeper()
    assert get(httpserver.url_for("/"), sleep=sleep).body == HTML.encode()
    assert sleep.waits == [7.0, 0.0]


def test_a_server_that_wants_a_long_rest_gets_it(httpserver: HTTPServer) -> None:
    """Past the bound it is not asked again in this run, and the header is kept."""
    httpserver.expect_request("/").respond_with_data("", status=429, headers={"Retry-After": "3600"})
    error = refused(httpserver.url_for("/"))
    assert error.reason == "rate_limited"
    assert error.detail.endswith(": 429, to be asked again in 3600 s")
    assert ("retry-after", "3600") in error.fetch.headers
    assert len(httpserver.log) == 1


@pytest.mark.parametrize(
    ("header", "seconds"),
    [
        ("120", 120.0),
        ("Wed, 04 Mar 2026 12:31:15 GMT", 60.0),
        ("Wed, 04 Mar 2026 12:00:00 GMT", 0.0),
        ("soon", None),
        ("-5", None),
        ("", None),
        (None, None),
    ],
)
def test_retry_after_is_seconds_or_a_date(header: str | None, seconds: float | None) -> None:
    """Both forms of RFC 9110 are read; anything else is as if it were not there."""
    assert seconds_to_wait(header, NOW.replace(microsecond=0)) == seconds


async def silent(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    """Takes the request and never answers."""
    await reader.read()


async def dripping(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    """Answers one byte at a time, for ever, each in time."""
    await reader.readuntil(b"\r\n\r\n")
    writer.write(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n")
    while True:
        writer.write(b".")
        await writer.drain()
        await asyncio.sleep(0.01)


async def endless(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    """Answers as fast as it can, for ever."""
    await reader.readuntil(b"\r\n\r\n")
    writer.write(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n")
    while True:
        writer.write(b"<p>more</p>" * 1000)
        await writer.drain()


def says(*parts: bytes) -> Handler:
    """A server that answers with `parts` and hangs up."""

    async def handler(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.readuntil(b"\r\n\r\n")
        writer.writelines(parts)
        await writer.drain()

    return handler


def test_a_silent_server_times_out() -> None:
    """No answer within the read timeout."""
    error = misbehaving(silent, once(read_timeout=0.05))
    assert error.reason == "timeout"
    assert error.fetch.status is None


def test_a_dripping_server_times_out() -> None:
    """The total bound holds where every single read is in time."""
    error = misbehaving(dripping, once(total_timeout=0.2))
    assert error.reason == "timeout"
    assert error.detail.endswith("within 0.2 s")
    assert error.fetch.status == 200


def test_an_endless_body_is_cut() -> None:
    """The cap holds while streaming, where no length was declared."""
    error = misbehaving(endless, once(max_bytes=50_000))
    assert error.reason == "too_large"
    assert error.detail.endswith("over 50,000 bytes")


def test_a_declared_length_over_the_cap_is_refused_unread() -> None:
    """A 20 MB page is refused by its Content-Length; no byte of its body was sent."""
    head = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 20000000\r\n\r\n"
    error = misbehaving(says(head), LOCAL)
    assert error.reason == "too_large"
    assert error.detail.endswith("20,000,000 bytes, the limit is 5,000,000")


@pytest.mark.parametrize(("encoding", "pack"), PACKINGS)
def test_a_bomb_is_cut(httpserver: HTTPServer, encoding: str, pack: Callable[[bytes], bytes]) -> None:
    """Sixty megabytes in a few kilobytes are refused at the cap."""
    bomb = pack(bytes(60_000_000))
    httpserver.expect_request("/").respond_with_data(
        bomb, content_type="text/html", headers={"Content-Encoding": encoding}
    )
    error = refused(httpserver.url_for("/"))
    assert error.reason == "too_large"
    assert error.detail.endswith("over 5,000,000 bytes when unpacked")


@pytest.mark.parametrize(
    ("encoding", "body"),
    [
        ("gzip", HTML.encode()),
        ("gzip", gzip.compress(HTML.encode(), mtime=0)[:-9]),
        ("zstd", HTML.encode()),
        ("zstd", zstandard.compress(HTML.encode())[:-3]),
        ("br", HTML.encode()),
        ("br", brotli.compress(HTML.encode())[:-3]),
        ("compress", b"\x1f\x9d"),
        ("br, br, br, br", b""),
    ],
)
def test_a_body_that_cannot_be_unpacked_is_refused(httpserver: HTTPServer, encoding: str, body: bytes) -> None:
    """Damaged and cut packings, and an encoding nobody asked for, give no page at all rather than half of one."""
    httpserver.expect_request("/").respond_with_data(
        body, content_type="text/html", headers={"Content-Encoding": encoding}
    )
    error = refused(httpserver.url_for("/"))
    assert error.reason == "broken_answer"
    assert encoding in error.detail or error.detail.endswith("it is packed 4 times over")


@pytest.mark.parametrize(
    "parts",
    [
        (b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 900\r\n\r\n", b"<p>only this"),
        (b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nTransfer-Encoding: chunked\r\n\r\n", b"5\r\n<p>on"),
        (b"HTTP/1.1 200 OK\r\nContent-Ty",),
        (b"220 mail.example ESMTP\r\n",),
        (),
    ],
    ids=["short", "chunk cut", "head cut", "not HTTP", "nothing"],
)
def test_an_answer_that_breaks_off_is_refused(parts: tuple[bytes, ...]) -> None:
    """Fewer bytes than declared, a cut head, another protocol: no half page is taken for a page."""
    assert misbehaving(says(*parts), once()).reason == "broken_answer"


def test_a_reset_connection_is_refused() -> None:
    """A server that drops the connection in the middle of the body."""

    async def reset(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.readuntil(b"\r\n\r\n")
        writer.write(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 900\r\n\r\n<p>")
        await writer.drain()
        writer.transport.abort()

    assert misbehaving(reset, once()).reason == "broken_answer"


def test_headers_without_end_are_refused() -> None:
    """A head that never ends is cut, and is no answer."""

    async def headers(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.readuntil(b"\r\n\r\n")
        writer.write(b"HTTP/1.1 200 OK\r\n")
        while True:
            writer.write(b"X-More: more\r\n" * 1000)
            await writer.drain()

    assert misbehaving(headers, once()).reason == "broken_answer"


@pytest.mark.parametrize(
    "url",
    [
        "ftp://wire.example/x",
        "wire.example/x",
        "http://",
        "http:///path",
        "http://wire.example:99999/",
        "http://wire.example/\n",
        "http://[::1/",
        "http://user:secret@wire.example/",
    ],
)
def test_a_url_that_cannot_be_fetched_is_refused(url: str) -> None:
    """Other schemes, no host, a bad port, control characters, and passwords in a URL."""
    with pytest.raises(Unfetched) as error:
        get(url)
    assert error.value.reason == "bad_url"
    assert error.value.fetch.status is None


def test_a_refusal_crosses_to_another_process() -> None:
    """It keeps its reason and record when pickled, as a worker process does."""
    error = Unfetched("timeout", "http://wire.example/", Fetch(source="http://wire.example/", fetched_at="x"))
    again = pickle.loads(pickle.dumps(error))
    assert (type(again), str(again), again.fetch) == (Unfetched, str(error), error.fetch)


def test_start_up_loads_no_http_library() -> None:
    """Importing the settings and the sources costs nothing of what only a fetch needs."""
    heavy = set(
        "httpx httpcore h2 tenacity feedparser zstandard brotli protego prefect spacy trafilatura sqlalchemy".split()
    )
    code = f"import sys, flows.stages, flows.discovery; print(sorted({heavy} & sys.modules.keys()))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "[]\n"
