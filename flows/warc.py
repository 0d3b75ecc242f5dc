"""Archives of the web (.warc, .warc.gz, as CC-NEWS has them): the pages that one holds, as a stream."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

from claims.article import Fetch
from claims.errors import Refusal
from flows.discovery import MAX_PAGE, storable

PAGES = ("text/html", "application/xhtml+xml")


def read_warc(path: str | Path, *, now: str, max_bytes: int = MAX_PAGE) -> Iterator[tuple[Fetch, bytes | None]]:
    """The pages of an archive in their order, each with the record of its fetch as the archive tells it.

    A record that cannot be read has a refusal and no body.  Requests, metadata, redirects and what is no page are
    passed over.  A file that breaks off gives a refusal at the record where that was noticed, and ends.
    now -- the moment that stands where the archive names none.
    """
    from warcio.archiveiterator import ArchiveIterator
    from warcio.exceptions import ArchiveLoadFailed

    number = 0

    def unread(reason: str, detail: str) -> tuple[Fetch, None]:
        refusal, place = Refusal(reason, detail), storable(f"{path} record {number}")
        return Fetch(source=place, fetched_at=now, refusal=refusal.reason, detail=storable(str(refusal))), None

    try:
        with open(path, "rb") as stream:
            for record in ArchiveIterator(stream):
                number += 1
                if record.rec_type == "response" and record.http_headers is not None and _is_page(record):
                    place = storable(f"{path} record {number}")
                    yield _page(record, Fetch(source=place, fetched_at=now), max_bytes)
    except (ArchiveLoadFailed, EOFError, ValueError) as error:
        number += 1
        line = " ".join(str(error).split()) or type(error).__name__
        yield unread("unreadable", f"{path} record {number}: the archive is damaged ({line})")
    except FileNotFoundError:
        yield unread("missing", str(path))
    except OSError as error:
        yield unread("unreadable", f"{path}: {error.strerror or error}")


def _is_page(record: Any) -> bool:
    kind = record.http_headers.get_header("Content-Type") or PAGES[0]
    return record.http_headers.get_statuscode() == "200" and kind.partition(";")[0].strip().lower() in PAGES


def _page(record: Any, empty: Fetch, max_bytes: int) -> tuple[Fetch, bytes | None]:
    kind = record.http_headers.get_header("Content-Type")
    url = storable(record.rec_headers.get_header("WARC-Target-URI") or "")
    fetched = replace(
        empty, fetched_at=record.rec_headers.get_header("WARC-Date") or empty.fetched_at, final_url=url, status=200,
        headers=(("content-type", storable(kind)),) if kind else (),
    )  # fmt: skip
    if not url.startswith(("http://", "https://")):
        refusal = Refusal("bad_url", f"{empty.source}: {url!r} is no http or https URL")
        return replace(fetched, final_url=None, refusal=refusal.reason, detail=str(refusal)), None
    body = record.content_stream().read(max_bytes + 1)
    if len(body) > max_bytes:
        refusal = Refusal("too_large", f"{empty.source}: {url} is over {max_bytes:,} bytes")
        return replace(fetched, refusal=refusal.reason, detail=str(refusal)), None
    return replace(fetched, body_sha=hashlib.sha256(body).hexdigest()), bytes(body)
