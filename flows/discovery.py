"""Turns what a person names into sources, one by one: URLs, files, folders, dumps, stdin, and the entries of a feed."""

from __future__ import annotations

import gzip
import json
import os
import re
import stat
import zlib
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, datetime
from email.utils import parsedate_to_datetime
from pathlib import Path
from typing import IO, Any, Literal, NamedTuple, TypeAlias
from urllib.parse import urljoin, urlsplit

from claims.article import Publication
from claims.errors import Refusal, UsageError
from flows.unpacking import GZIP_MAGIC, unpack

Kind: TypeAlias = Literal["url", "html", "text", "dump", "row", "stdin", "warc", "archived"]

SUFFIXES: dict[str, Kind] = {".html": "html", ".htm": "html", ".txt": "text", ".jsonl": "dump", ".warc": "warc"}
"""What a file holds, by the end of its name; each may have `.gz` after it."""

MAX_PAGE = 5_000_000  # bytes, unpacked: the same bound as for a fetched page
MAX_ROW = 4 * MAX_PAGE  # bytes: a page in JSON, where escapes make it longer

_SCHEME = re.compile(r"([A-Za-z][A-Za-z0-9+.-]*)://")


_NOT_STORABLE = re.compile("[\0\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class Source:
    """One thing to read.

    location -- a URL, a path, `-` for stdin, or for a row of a dump the file and line (`news.jsonl line 7`).
    """

    kind: Kind
    location: str


class Refused(NamedTuple):
    """An argument, or a file below it, that cannot be read, and why."""

    location: str
    refusal: Refusal


def expand(arguments: Sequence[str]) -> list[Source | Refused]:
    """The sources that the arguments name, in their order and each once; a folder gives its files, sorted.

    A missing file, an empty folder or a file of no known kind is a Refused in its place, and the rest goes on.
    Hidden files and folders below a folder are left out.  Raises UsageError on an empty argument and on a URL whose
    scheme is not http or https.
    """
    found = (item for argument in arguments for item in _expand_one(argument))
    return list({item[0] if isinstance(item, Refused) else item.location: item for item in found}.values())


def read_file(path: str, *, max_bytes: int = MAX_PAGE) -> bytes:
    """The bytes of a page's or text's file, unpacked where they are gzip (whatever the file is called).

    Raises Refusal: missing, unreadable, too_large.
    """
    try:
        with open(path, "rb") as stream:
            return read_stream(stream, path, max_bytes=max_bytes)
    except OSError as error:
        raise _refusal_of(path, error) from error


def read_stream(stream: IO[bytes], name: str, *, max_bytes: int = MAX_PAGE) -> bytes:
    """The same from an open stream, such as stdin; `name` is for messages."""
    body = stream.read(max_bytes + 1)
    if len(body) <= max_bytes and body.startswith(GZIP_MAGIC):
        try:
            body = unpack(body, "gzip", max_bytes)
        except ValueError as error:
            raise Refusal("unreadable", f"{name}: {error}") from error
    if len(body) > max_bytes:
        raise Refusal("too_large", f"{name}: over {max_bytes:,} bytes")
    return body


def read_dump(path: str | Path) -> Iterator[tuple[int, dict[str, Any] | Refusal]]:
    """The rows of a JSONL dump, plain or gzip, as a stream: the line's number from 1, and the row or its refusal.

    A row is a JSON object with a string in `text` or `html`; blank lines are passed over.  A file that cannot be
    opened, or breaks off, gives a Refusal at the line where that was noticed, and ends.
    """
    number = 0
    try:
        with _open_dump(path) as lines:
            while line := lines.readline(MAX_ROW + 1):
                number += 1
                place = f"{path} line {number}"
                if len(line) > MAX_ROW:
                    yield number, Refusal("too_large", f"{place}: over {MAX_ROW:,} bytes")
                    while line and not line.endswith(b"\n"):
                        line = lines.readline(MAX_ROW)
                elif line.strip():
                    yield number, _row(line, place)
    except (EOFError, zlib.error, gzip.BadGzipFile) as error:
        yield number + 1, Refusal("unreadable", f"{path} line {number + 1}: the gzip data is damaged ({error})")
    except OSError as error:
        yield number + 1, _refusal_of(str(path), error)


@dataclass(frozen=True, slots=True)
class FeedEntry:
    """One entry of a feed: where the article is, and what the feed says of it.

    publisher -- the entry's dc:publisher, else its <source>, else the feed's title.
    """

    url: str
    title: str | None = None
    published: Publication = field(default_factory=Publication)
    publisher: str | None = None


def read_feed(body: bytes, url: str) -> list[FeedEntry]:
    """The entries of an RSS or Atom feed, in its order, each URL once; entries without an http(s) link are left out.

    `url` is where the feed came from: relative links are resolved against it.  The publication day is the one
    written, in the offset written; a feed's `updated` is the day of modification and never stands in for it.
    Raises Refusal("parse_failed") where the body is no feed.
    """
    import io

    import feedparser

    parsed = feedparser.parse(io.BytesIO(body), response_headers={"content-location": url})
    if not parsed.get("version"):
        raise Refusal("parse_failed", f"{url}: neither RSS nor Atom")
    feed_title = plain(parsed.feed.get("title"))
    entries: dict[str, FeedEntry] = {}
    for item in parsed.entries:
        link = urljoin(url, item.get("link") or "")
        if item.get("link") and urlsplit(link).scheme in ("http", "https"):
            source = item.get("source", {}).get("title")
            publisher = plain(item.get("publisher")) or plain(source) or feed_title
            entries.setdefault(link, FeedEntry(link, plain(item.get("title")), _publication(item), publisher))
    return list(entries.values())


def _expand_one(argument: str) -> Iterator[Source | Refused]:
    if not argument.strip():
        raise UsageError("an empty argument is no source: give a URL, a file, a folder, or - for stdin")
    if argument == "-":
        yield Source("stdin", "-")
    elif scheme := _SCHEME.match(argument):
        if scheme[1].lower() not in ("http", "https"):
            raise UsageError(f"{argument}: only http and https URLs can be fetched; for a file give its path")
        yield Source("url", argument)
    else:
        try:
            mode = os.stat(argument).st_mode
        except OSError as error:
            yield Refused(argument, _refusal_of(argument, error))
            return
        if stat.S_ISDIR(mode):
            yield from _expand_folder(argument)
        elif kind := _kind(argument):
            yield Source(kind, argument)
        else:
            yield Refused(argument, Refusal("unknown_type", argument))


def _expand_folder(folder: str) -> Iterator[Source | Refused]:
    found: list[Source | Refused] = []

    def note(error: OSError) -> None:
        place = str(error.filename or folder)
        found.append(Refused(place, _refusal_of(place, error)))

    for parent, folders, names in os.walk(folder, onerror=note):
        folders[:] = [name for name in folders if not name.startswith(".")]
        for name in names:
            if not name.startswith(".") and (kind := _kind(name)):
                found.append(Source(kind, os.path.join(parent, name)))
    if not found:
        yield Refused(folder, Refusal("no_articles", folder))
    yield from sorted(found, key=lambda item: item[0] if isinstance(item, Refused) else item.location)


def _kind(name: str) -> Kind | None:
    return SUFFIXES.get(Path(name.lower().removesuffix(".gz")).suffix)


def _refusal_of(path: str, error: OSError) -> Refusal:
    reason = "missing" if isinstance(error, FileNotFoundError | NotADirectoryError) else "unreadable"
    return Refusal(reason, path if reason == "missing" else f"{path}: {error.strerror or error}")


@contextmanager
def _open_dump(path: str | Path) -> Iterator[IO[bytes]]:
    with open(path, "rb") as stream:
        if stream.peek(2).startswith(GZIP_MAGIC):
            with gzip.GzipFile(fileobj=stream) as unpacked:
                yield unpacked  # type: ignore[misc]  # typeshed has no IO[bytes] in a GzipFile, which it is
        else:
            yield stream


def storable(text: str) -> str:
    """The text as any database takes it: U+FFFD, one for one, in place of NUL and of halves of surrogate pairs.

    Python has bytes of a file's name that are no UTF-8 as such halves.
    """
    return _NOT_STORABLE.sub("\ufffd", text)


def _row(line: bytes, place: str) -> dict[str, Any] | Refusal:
    try:
        row = json.loads(line.decode("utf-8-sig").rstrip())
    except UnicodeDecodeError as error:
        return Refusal("bad_row", f"{place}: not UTF-8 at byte {error.start}")
    except json.JSONDecodeError as error:
        return Refusal("bad_row", f"{place}: {error.msg} at column {error.colno}")
    except (ValueError, RecursionError) as error:
        return Refusal("bad_row", f"{place}: {error}")
    if not isinstance(row, dict):
        return Refusal("bad_row", f"{place}: a {type(row).__name__}, not an object")
    if not any(isinstance(row.get(name), str) for name in ("text", "html")):
        return Refusal("bad_row", f"{place}: no string in text or html")
    # JSON can write characters that no database takes in a name: \u0000, half a surrogate pair
    return {name: storable(value) if isinstance(value, str) else value for name, value in row.items()}


def _publication(item: Any) -> Publication:
    day = day_of(item.get("published"), item.get("published_parsed"))
    updated = "updated" in item  # asked first: without it feedparser answers with `published`, and warns
    modified = day_of(item["updated"], item.get("updated_parsed")) if updated else None
    if day is None:
        return Publication(modified=modified)
    return Publication(date=day, source="feed", raw=item["published"], modified=modified)


def day_of(raw: str | None, parsed: Any = None) -> str | None:
    """The day as written: in the offset of the raw timestamp, where that can be read, else in UTC."""
    if not raw:
        return None
    for read in (datetime.fromisoformat, parsedate_to_datetime):
        try:
            return read(raw.strip()).date().isoformat()
        except ValueError:
            continue
    return date(*parsed[:3]).isoformat() if parsed else None


def plain(text: str | None) -> str | None:
    """The text with its white space made single spaces; None where nothing is left."""
    return " ".join(text.split()) or None if text else None
