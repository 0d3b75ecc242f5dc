"""Archives of the web: their pages as if they had been fetched then, and what is damaged or no page."""

from __future__ import annotations

import gzip
from collections.abc import Iterator
from pathlib import Path
from uuid import NAMESPACE_URL, uuid5

import pytest

from claims.article import Fetch
from claims.errors import REASONS
from flows.discovery import expand
from flows.warc import read_warc

NOW = "2026-11-01T00:00:00Z"
DAY = "2026-05-05T10:00:00Z"
PAGE = b"<html><body><p>Acme raised $5 billion.</p></body></html>"


def record(url: str, body: bytes, status: str = "200 OK", kind: str | None = "text/html") -> bytes:
    """One answer of a server, as an archive keeps it."""
    typed = f"Content-Type: {kind}\r\n" if kind else ""
    answer = f"HTTP/1.1 {status}\r\n{typed}\r\n".encode() + body
    head = (
        f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: {url}\r\nWARC-Date: {DAY}\r\n"
        f"WARC-Record-ID: <urn:uuid:{uuid5(NAMESPACE_URL, url)}>\r\n"
        f"Content-Type: application/http; msgtype=response\r\nContent-Length: {len(answer)}\r\n\r\n"
    )
    return head.encode() + answer + b"\r\n\r\n"


INFO = b"WARC/1.0\r\nWARC-Type: warcinfo\r\nContent-Length: 14\r\n\r\nsoftware: test\r\n\r\n"


@pytest.fixture(params=[False, True], ids=["warc", "warc.gz"])
def archive(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    """Four answers: a page, a picture, a missing page, and a page without a declared type."""
    records = (
        INFO, record("https://paper.example/one", PAGE),
        record("https://paper.example/one.jpg", b"\xff\xd8", kind="image/jpeg"),
        record("https://paper.example/gone", b"gone", status="404 Not Found"),
        record("https://paper.example/two", PAGE, kind=None),
    )  # fmt: skip
    path = tmp_path / ("news.warc.gz" if request.param else "news.warc")
    path.write_bytes(b"".join(map(gzip.compress, records) if request.param else records))
    return path


def read(path: Path, max_bytes: int = 1000) -> Iterator[tuple[Fetch, bytes | None]]:
    return read_warc(path, now=NOW, max_bytes=max_bytes)


def test_pages_come_as_they_were_fetched(archive: Path) -> None:
    """With address, moment and type; pictures and missing pages are passed over."""
    found = list(read(archive))
    assert [(fetch.final_url, fetch.fetched_at, fetch.status, body) for fetch, body in found] == [
        ("https://paper.example/one", DAY, 200, PAGE), ("https://paper.example/two", DAY, 200, PAGE),
    ]  # fmt: skip
    assert [fetch.source for fetch, _ in found] == [f"{archive} record 2", f"{archive} record 5"]
    assert [fetch.headers for fetch, _ in found] == [(("content-type", "text/html"),), ()]


def test_an_archive_is_a_source(archive: Path) -> None:
    """By the end of its name."""
    assert [(source.kind, source.location) for source in expand([str(archive)])] == [("warc", str(archive))]  # type: ignore[union-attr]


def test_a_page_that_is_too_large_is_refused_and_the_rest_goes_on(archive: Path) -> None:
    """Its size is bounded while it is read."""
    found = list(read(archive, max_bytes=len(PAGE) - 1))
    assert [(fetch.refusal, body) for fetch, body in found] == [("too_large", None), ("too_large", None)]


def test_an_archive_that_breaks_off_says_where(tmp_path: Path, archive: Path) -> None:
    """What stands before the break is read."""
    packed = archive.read_bytes()
    broken = tmp_path / f"broken{''.join(archive.suffixes)}"
    broken.write_bytes(packed[: len(packed) - 40])
    *whole, (last, body) = read(broken)
    assert [fetch.final_url for fetch, _ in whole][:1] == ["https://paper.example/one"]
    assert body is None or body != PAGE or last.refusal is None


@pytest.mark.parametrize("content", [b"no archive at all", gzip.compress(b"nor this", mtime=0)])
def test_what_is_no_archive_is_refused(tmp_path: Path, content: bytes) -> None:
    """One clear line."""
    path = tmp_path / "bad.warc"
    path.write_bytes(content)
    ((fetch, body),) = read(path)
    assert (fetch.refusal, body) == ("unreadable", None)
    assert str(fetch.detail).startswith(f"{REASONS['unreadable']}: {path} record 1: the archive is damaged (")


def test_a_missing_archive_is_refused(tmp_path: Path) -> None:
    """As any file is."""
    ((fetch, _),) = read(tmp_path / "none.warc")
    assert fetch.refusal == "missing"
