"""The client over TLS on loopback: HTTP/2 where it is offered, and no certificate that is not to be trusted."""

from __future__ import annotations

import asyncio
import ssl
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from flows.clients import open_client, tls_context
from flows.fetch_settings import FetchSettings
from flows.fetching import Page, Unfetched, fetch
from tests.flows.servers import Authority, Handler, Http2Site, Site, answer, serving

NOW = datetime(2026, 3, 4, 12, 30, 15, tzinfo=UTC)
SETTINGS = FetchSettings(allow_private=("127.0.0.1",), connect_timeout=5, read_timeout=5, total_timeout=20, attempts=1)
HTML = b"<html><body><p>Northwind Compute raised $2 billion.</p></body></html>"


@pytest.fixture
def authority(tmp_path: Path) -> Authority:
    """An authority that only clients of these tests trust."""
    return Authority(tmp_path)


def gets(handler: Handler, tls: ssl.SSLContext, authority: Path | None, *paths: str) -> list[Page]:
    """The pages at these paths of a server with this TLS, by one client, all asked for at once."""

    async def scenario() -> list[Page]:
        async with serving(handler, tls) as url, open_client(SETTINGS, authority=authority) as client:
            asked = [fetch(client, url + path, settings=SETTINGS, clock=lambda: NOW) for path in paths or ["/"]]
            return list(await asyncio.gather(*asked))

    return asyncio.run(scenario())


def refused(handler: Handler, tls: ssl.SSLContext, authority: Path | None) -> tuple[str, str]:
    """The reason and the detail, without its URL, in which a fetch ends."""
    with pytest.raises(Unfetched) as error:
        gets(handler, tls, authority)
    return error.value.reason, error.value.detail.removeprefix(f"{error.value.fetch.source}: ")


def test_http2_is_spoken_where_it_is_offered(authority: Authority) -> None:
    """A server that speaks nothing else gives its pages, large ones too, all over one connection."""
    large = b"<p>" + b"x" * 900_000 + b"</p>"
    site = Http2Site({"/": HTML, "/large": large})
    tls = authority.context(protocols=("h2",))
    pages = gets(site, tls, authority.file, "/", "/large", "/")
    assert [page.body for page in pages] == [HTML, large, HTML]
    assert pages[0].fetch.status == 200
    assert pages[0].fetch.headers == (("content-type", "text/html"),)
    assert (site.connections, site.streams) == (1, [1, 3, 5])


def test_http1_is_spoken_where_http2_is_not_offered(authority: Authority) -> None:
    """The handshake decides."""
    assert [page.body for page in gets(Site({"/": answer(200, HTML)}), authority.context(), authority.file)] == [HTML]


def test_a_body_over_the_cap_is_cut_on_http2(authority: Authority) -> None:
    """The cap holds, and the connection goes on for the next page."""
    site = Http2Site({"/": HTML, "/large": bytes(6_000_000)})

    async def scenario() -> tuple[str, bytes]:
        async with (
            serving(site, authority.context(protocols=("h2",))) as url,
            open_client(SETTINGS, authority=authority.file) as client,
        ):
            with pytest.raises(Unfetched) as error:
                await fetch(client, f"{url}/large", settings=SETTINGS, clock=lambda: NOW)
            page = await fetch(client, f"{url}/", settings=SETTINGS, clock=lambda: NOW)
            return error.value.reason, page.body

    assert asyncio.run(scenario()) == ("too_large", HTML)


@pytest.mark.parametrize("length", [len(HTML) - 5, len(HTML) + 5])
def test_a_wrong_length_on_http2_is_refused(authority: Authority, length: int) -> None:
    """More or fewer bytes than declared are no page."""
    tls = authority.context(protocols=("h2",))
    assert refused(Http2Site({"/": HTML}, length=length), tls, authority.file)[0] == "broken_answer"


def test_an_authority_that_nobody_knows_is_refused(authority: Authority) -> None:
    """Verification is on by default; nothing is sent, and there is no second attempt."""
    site = Site({"/": answer(200, HTML)})
    assert refused(site, authority.context(), None) == ("tls", "unable to get local issuer certificate")
    assert site.paths == []


def test_a_certificate_of_another_host_is_refused(authority: Authority) -> None:
    """A trusted authority's word for one host is none for another."""
    assert refused(Site(), authority.context("other.example"), authority.file) == (
        "tls", "IP address mismatch, certificate is not valid for '127.0.0.1'",
    )  # fmt: skip


def test_a_certificate_that_ran_out_is_refused(authority: Authority) -> None:
    """By a day."""
    tls = authority.context(ends_in=timedelta(days=-1))
    assert refused(Site(), tls, authority.file) == ("tls", "certificate has expired")


def test_old_tls_is_refused() -> None:
    """A server that answers with TLS 1.1, the newest it knows, is not spoken to."""

    async def old(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.read(4096)
        hello = b"\x03\x02" + bytes(32) + b"\x00" + b"\xc0\x13" + b"\x00"  # version, random, session, cipher, packing
        handshake = b"\x02" + len(hello).to_bytes(3) + hello
        writer.write(b"\x16\x03\x02" + len(handshake).to_bytes(2) + handshake)
        await writer.drain()
        await reader.read()

    async def scenario() -> Unfetched:
        async with serving(old) as url, open_client(SETTINGS) as client:
            with pytest.raises(Unfetched) as error:
                await fetch(client, url.replace("http", "https"), settings=SETTINGS, clock=lambda: NOW)
            return error.value

    error = asyncio.run(scenario())
    assert (error.reason, error.detail) == ("tls", f"{error.fetch.source}: unsupported protocol")


def test_tls_is_checked_by_default() -> None:
    """Certificate, name and version."""
    context = tls_context()
    assert (context.verify_mode, context.check_hostname, context.minimum_version) == (
        ssl.CERT_REQUIRED, True, ssl.TLSVersion.TLSv1_2,
    )  # fmt: skip


def test_the_name_is_checked_where_the_address_is_connected_to(authority: Authority) -> None:
    """The certificate is for the host's name, although the connection goes to an address."""

    async def resolve(host: str, port: int) -> Sequence[str]:
        return ["127.0.0.1"]

    async def scenario() -> Page:
        site = Site({"/": answer(200, HTML)})
        async with (
            serving(site, authority.context("wire.example")) as url,
            open_client(SETTINGS, resolve=resolve, authority=authority.file) as client,
        ):
            named = url.replace("127.0.0.1", "wire.example")
            return await fetch(client, f"{named}/", settings=SETTINGS, clock=lambda: NOW)

    assert asyncio.run(scenario()).body == HTML
