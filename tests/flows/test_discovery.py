"""What an argument stands for, how files and dumps are read, and what a feed lists."""

from __future__ import annotations

import gzip
import io
import json
import os
import socket
from pathlib import Path
from typing import Any

import pytest

from claims.article import Publication
from claims.errors import Refusal, UsageError
from flows import discovery
from flows.discovery import FeedEntry, Refused, Source, expand, read_dump, read_feed, read_file, read_stream

HTML = b"<p>Northwind Compute raised $2 billion.</p>"


def reasons(items: list[Source | Refused]) -> list[tuple[str, str]]:
    """Each item as (kind or reason, location)."""
    return [(i.refusal.reason, i.location) if isinstance(i, Refused) else (i.kind, i.location) for i in items]


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("a.html", "html"),
        ("a.htm", "html"),
        ("A.HTML", "html"),
        ("a.html.gz", "html"),
        ("a.txt", "text"),
        ("a.txt.gz", "text"),
        ("a.jsonl", "dump"),
        ("a.b.JSONL.GZ", "dump"),
    ],
)
def test_a_file_is_what_its_name_ends_in(tmp_path: Path, name: str, kind: str) -> None:
    """Pages, texts and dumps, plain or gzip."""
    path = tmp_path / name
    path.write_bytes(b"x")
    assert reasons(expand([str(path)])) == [(kind, str(path))]


def test_urls_and_stdin() -> None:
    """A URL stays as it was typed; a dash is stdin."""
    assert expand(["https://wire.example/a?b=1", "HTTP://wire.example/", "-"]) == [
        Source("url", "https://wire.example/a?b=1"),
        Source("url", "HTTP://wire.example/"),
        Source("stdin", "-"),
    ]


def test_a_folder_gives_its_files_sorted(tmp_path: Path) -> None:
    """Folders are read to the bottom; other files and hidden ones are left out."""
    for name in ("b.html", "a.txt", "sub/c.jsonl", "sub/deep/d.html.gz", "photo.png", ".hidden.html", ".git/e.html"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_bytes(b"x")
    assert reasons(expand([str(tmp_path)])) == [
        ("text", f"{tmp_path}/a.txt"),
        ("html", f"{tmp_path}/b.html"),
        ("dump", f"{tmp_path}/sub/c.jsonl"),
        ("html", f"{tmp_path}/sub/deep/d.html.gz"),
    ]


def test_a_link_that_leads_up_does_not_go_round(tmp_path: Path) -> None:
    """A linked folder is not entered from a folder."""
    (tmp_path / "a.html").write_bytes(b"x")
    (tmp_path / "up").symlink_to(tmp_path)
    assert reasons(expand([str(tmp_path)])) == [("html", f"{tmp_path}/a.html")]


def test_one_bad_argument_does_not_stop_the_others(tmp_path: Path) -> None:
    """Each bad one is refused in its place with its reason, and the good ones are still there."""
    good, picture, empty = tmp_path / "good.html", tmp_path / "photo.png", tmp_path / "empty"
    good.write_bytes(HTML)
    picture.write_bytes(b"\x89PNG")
    empty.mkdir()
    missing = tmp_path / "missing.html"
    items = expand([str(missing), str(picture), str(empty), f"{good}/below.html", str(good)])
    assert reasons(items) == [
        ("missing", str(missing)),
        ("unknown_type", str(picture)),
        ("no_articles", str(empty)),
        ("missing", f"{good}/below.html"),
        ("html", str(good)),
    ]
    assert str(items[0].refusal) == f"there is no such file: {missing}"  # type: ignore[union-attr]


def test_the_same_argument_twice_is_read_once(tmp_path: Path) -> None:
    """A file named beside its folder is one source."""
    (tmp_path / "a.html").write_bytes(HTML)
    assert len(expand([str(tmp_path), f"{tmp_path}/a.html", f"{tmp_path}/gone.txt", f"{tmp_path}/gone.txt"])) == 2


def test_a_name_that_is_too_long_is_refused() -> None:
    """What the file system will not look up is unreadable."""
    assert reasons(expand(["x" * 300 + ".html"])) == [("unreadable", "x" * 300 + ".html")]


@pytest.mark.parametrize("argument", ["ftp://wire.example/a.html", "file:///tmp/a.html", "", "  "])
def test_what_is_no_source_is_a_usage_error(argument: str) -> None:
    """Another scheme and an empty argument were typed wrongly."""
    with pytest.raises(UsageError):
        expand([argument])


@pytest.mark.parametrize(
    ("name", "content"), [("a.html", HTML), ("a.html.gz", gzip.compress(HTML, mtime=0)), ("b.html.gz", HTML)]
)
def test_a_file_is_unpacked_where_it_is_packed(tmp_path: Path, name: str, content: bytes) -> None:
    """The first bytes decide, not the name."""
    (tmp_path / name).write_bytes(content)
    assert read_file(f"{tmp_path}/{name}") == HTML


@pytest.mark.parametrize("packed", [False, True])
def test_a_large_file_is_refused(tmp_path: Path, packed: bool) -> None:
    """A 20 MB page is refused, and so is a small file that unpacks to one."""
    path = tmp_path / "large.html"
    path.write_bytes(gzip.compress(bytes(20_000_000)) if packed else bytes(20_000_000))
    with pytest.raises(Refusal) as error:
        read_file(str(path))
    assert (error.value.reason, error.value.detail) == ("too_large", f"{path}: over 5,000,000 bytes")


def test_a_file_of_exactly_the_limit_is_read(tmp_path: Path) -> None:
    """The limit itself is not too large."""
    (tmp_path / "a.txt").write_bytes(b"x" * 100)
    assert len(read_file(f"{tmp_path}/a.txt", max_bytes=100)) == 100


def test_a_damaged_file_is_refused(tmp_path: Path) -> None:
    """Half a gzip file gives nothing rather than half a page."""
    path = tmp_path / "cut.html.gz"
    path.write_bytes(gzip.compress(HTML, mtime=0)[:-10])
    with pytest.raises(Refusal) as error:
        read_file(str(path))
    assert error.value.reason == "unreadable"
    assert error.value.detail.startswith(f"{path}: the gzip data is damaged")


def test_a_file_that_went_away_is_refused(tmp_path: Path) -> None:
    """Between finding and reading a file may vanish, or turn out to be a folder."""
    with pytest.raises(Refusal) as error:
        read_file(f"{tmp_path}/gone.html")
    assert (error.value.reason, error.value.detail) == ("missing", f"{tmp_path}/gone.html")
    with pytest.raises(Refusal) as error:
        read_file(str(tmp_path))
    assert error.value.reason == "unreadable"


def test_a_socket_is_unreadable(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Something in the file system that cannot be opened is refused in one line."""
    monkeypatch.chdir(tmp_path)
    with socket.socket(socket.AF_UNIX) as listener:
        listener.bind("s.html")
        with pytest.raises(Refusal) as error:
            read_file("s.html")
    assert (error.value.reason, error.value.detail) == ("unreadable", f"s.html: {os.strerror(6)}")


def test_a_stream_is_read_like_a_file() -> None:
    """What comes over stdin may be packed too, and has the same bound."""
    assert read_stream(io.BytesIO(gzip.compress(HTML, mtime=0)), "-") == HTML
    with pytest.raises(Refusal, match="-: over 10 bytes"):
        read_stream(io.BytesIO(HTML), "-", max_bytes=10)


def rows(path: Path) -> list[tuple[int, Any]]:
    """A dump's rows, each refusal as its reason and detail."""
    return [(n, (row.reason, row.detail) if isinstance(row, Refusal) else row) for n, row in read_dump(path)]


@pytest.mark.parametrize("name", ["dump.jsonl", "dump.jsonl.gz"])
def test_a_dump_is_read_line_by_line(tmp_path: Path, name: str) -> None:
    """Bad lines are refused with file and line, and the rest goes on; blank lines count and give nothing."""
    path = tmp_path / name
    lines = [
        b'\xef\xbb\xbf{"id": 1, "text": "\xe2\x82\xac2 billion"}',
        b"",
        b'{"id": 2, "text": ',
        b"[1]",
        b'{"id": 3, "title": "no body"}',
        b'{"id": 4, "text": null, "html": "<p>x</p>"}',
        b'{"id": 5, "text": "\xff"}',
        b"[" * 100_000,
        b'{"id": 6, "text": "the last, without an end of line"}',
    ]
    content = b"\n".join(lines)
    path.write_bytes(gzip.compress(content, mtime=0) if name.endswith("gz") else content)
    found = rows(path)
    assert [number for number, _ in found] == [1, 3, 4, 5, 6, 7, 8, 9]
    assert found[0] == (1, {"id": 1, "text": "€2 billion"})
    assert found[1] == (3, ("bad_row", f"{path} line 3: Expecting value at column 18"))
    assert found[2] == (4, ("bad_row", f"{path} line 4: a list, not an object"))
    assert found[3] == (5, ("bad_row", f"{path} line 5: no string in text or html"))
    assert found[4] == (6, {"id": 4, "text": None, "html": "<p>x</p>"})
    assert found[5] == (7, ("bad_row", f"{path} line 7: not UTF-8 at byte 19"))
    assert found[6][1][0] == "bad_row"
    assert found[7] == (9, {"id": 6, "text": "the last, without an end of line"})


def test_a_row_has_only_characters_that_a_database_takes(tmp_path: Path) -> None:
    """JSON can write NUL and half a surrogate pair; one character stands for one, so that offsets hold."""
    path = tmp_path / "dump.jsonl"
    path.write_text(r'{"id": "a\u0000b", "text": "1\ud8002", "title": "\udfff", "n": 1}' + "\n")
    assert rows(path) == [(1, {"id": "a\ufffdb", "text": "1\ufffd2", "title": "\ufffd", "n": 1})]


def test_a_dump_is_a_stream(tmp_path: Path) -> None:
    """The first row is there before the second is read: here the second line is not yet written."""
    path = tmp_path / "growing.jsonl"
    path.write_text(json.dumps({"text": "one"}) + "\n")
    stream = read_dump(path)
    assert next(stream) == (1, {"text": "one"})
    with path.open("a") as more:
        more.write(json.dumps({"text": "two"}) + "\n")
    assert next(stream) == (2, {"text": "two"})
    assert list(stream) == []


def test_a_line_without_end_is_refused_and_passed_over(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A line over the limit is never held whole, and the next one is read."""
    monkeypatch.setattr(discovery, "MAX_ROW", 50)
    path = tmp_path / "dump.jsonl"
    path.write_bytes(b'{"text": "' + b"x" * 500 + b'"}\n{"text": "next"}\n')
    assert rows(path) == [(1, ("too_large", f"{path} line 1: over 50 bytes")), (2, {"text": "next"})]


def test_a_dump_that_breaks_off_keeps_its_rows(tmp_path: Path) -> None:
    """What could be unpacked is given, then the refusal."""
    path = tmp_path / "dump.jsonl.gz"
    content = b"".join(json.dumps({"text": f"{n:x}" * 50}).encode() + b"\n" for n in range(5000))
    path.write_bytes(gzip.compress(content, mtime=0)[:-100])
    found = rows(path)
    number, (reason, detail) = found[-1]
    assert found[0] == (1, {"text": "0" * 50})
    assert reason == "unreadable"
    assert detail.startswith(f"{path} line {number}: the gzip data is damaged")
    assert [n for n, _ in found] == list(range(1, number + 1))


def test_a_dump_that_is_not_there_is_one_refusal(tmp_path: Path) -> None:
    """It may have gone since it was found."""
    assert rows(tmp_path / "gone.jsonl") == [(1, ("missing", f"{tmp_path}/gone.jsonl"))]


RSS = b"""<?xml version="1.0" encoding="utf-8"?>
<rss version="2.0"><channel><title>Harbour
 Wire</title><link>https://harbour.example/</link>
<item><title>Northwind &amp; Sons raise $2 billion</title><link>/news/northwind?id=1&amp;p=2</link>
  <pubDate>Wed, 04 Mar 2026 23:30:00 -0500</pubDate><source url="https://south.example/rss">South Desk</source></item>
<item><title>Older</title><guid isPermaLink="true">https://harbour.example/older</guid>
  <pubDate>Tue, 03 Mar 2026 08:00:00 GMT</pubDate></item>
<item><title>No day</title><link>https://harbour.example/no-day</link><pubDate>soon</pubDate></item>
<item><title>No link</title></item>
<item><title>Again</title><link>https://harbour.example/older</link></item>
<item><title>Mail</title><link>mailto:desk@harbour.example</link></item>
</channel></rss>"""

ATOM = b"""<feed xmlns="http://www.w3.org/2005/Atom"><title>Atom Wire</title>
<entry><title>Only updated</title><link href="p/1"/><updated>2026-03-05T01:00:00Z</updated></entry>
<entry><title>Both</title><link rel="alternate" href="p/2"/><published>2026-03-04T23:00:00-08:00</published>
  <updated>2026-03-06T01:00:00Z</updated><source><title>First Source</title></source></entry>
</feed>"""


def test_an_rss_feed() -> None:
    """In its order: links resolved, the day as written in its own offset, the <source> before the feed's title.

    Entries without a web link and repeated ones are left out; a day that cannot be read is no day.
    """
    assert read_feed(RSS, "https://harbour.example/feeds/all.xml") == [
        FeedEntry(
            url="https://harbour.example/news/northwind?id=1&p=2",
            title="Northwind & Sons raise $2 billion",
            published=Publication(date="2026-03-04", source="feed", raw="Wed, 04 Mar 2026 23:30:00 -0500"),
            publisher="South Desk",
        ),
        FeedEntry(
            url="https://harbour.example/older",
            title="Older",
            published=Publication(date="2026-03-03", source="feed", raw="Tue, 03 Mar 2026 08:00:00 GMT"),
            publisher="Harbour Wire",
        ),
        FeedEntry(url="https://harbour.example/no-day", title="No day", publisher="Harbour Wire"),
    ]


def test_an_atom_feed() -> None:
    """The day of an update is kept as such, and never stands in for the day of publication."""
    assert read_feed(ATOM, "https://atom.example/feeds/a.xml") == [
        FeedEntry(
            url="https://atom.example/feeds/p/1",
            title="Only updated",
            published=Publication(modified="2026-03-05"),
            publisher="Atom Wire",
        ),
        FeedEntry(
            url="https://atom.example/feeds/p/2",
            title="Both",
            published=Publication(
                date="2026-03-04", source="feed", raw="2026-03-04T23:00:00-08:00", modified="2026-03-06"
            ),
            publisher="First Source",
        ),
    ]


def test_the_publisher_of_an_entry_stands_before_its_source() -> None:
    """dc:publisher is whose page it is; <source> may be the wire that the story was copied from."""
    body = b"""<rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/"><channel><title>All desks</title><item>
      <title>Copied</title><link>https://harbour.example/copied</link><dc:publisher>Harbour Daily</dc:publisher>
      <source url="https://wire.example/rss">Wire</source></item></channel></rss>"""
    assert read_feed(body, "https://desks.example/feed.xml") == [
        FeedEntry(url="https://harbour.example/copied", title="Copied", publisher="Harbour Daily")
    ]


def test_an_empty_feed_has_no_entries() -> None:
    """A feed with nothing in it is a feed."""
    body = b'<rss version="2.0"><channel><title>Quiet</title></channel></rss>'
    assert read_feed(body, "https://quiet.example/") == []


@pytest.mark.parametrize("body", [b"", HTML, b"\x00\xff\x00", b"/etc/passwd", b"https://wire.example/feed"])
def test_what_is_no_feed_is_refused(body: bytes) -> None:
    """Pages, bytes, and text that looks like a path or URL (which is not opened)."""
    with pytest.raises(Refusal) as error:
        read_feed(body, "https://wire.example/feed")
    assert (error.value.reason, error.value.detail) == (
        "parse_failed",
        "https://wire.example/feed: neither RSS nor Atom",
    )
