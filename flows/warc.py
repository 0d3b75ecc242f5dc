"""Archives of the web (.warc, .warc.gz, as CC-NEWS has them): the pages that one holds, as a stream."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from claims.errors import Refusal
from flows.discovery import MAX_PAGE

PAGES = ("text/html", "application/xhtml+xml")


@dataclass(frozen=True, slots=True)
class Archived:
    """One answer of a server as an archive keeps it: the URL, the moment of the fetch, status, type and body."""

    number: int  # of the record in the file, from 1
    url: str
    fetched_at: str  # ISO 8601, UTC
    status: int
    content_type: str | None
    body: bytes


def read_warc(path: str | Path, *, max_bytes: int = MAX_PAGE) -> Iterator[Archived | tuple[int, Refusal]]:
    """The pages of an archive in their order; a record that cannot be read gives its number and its refusal.

    Requests, metadata, redirects and what is no page are passed over.  A file that breaks off gives a Refusal at the
    record where that was noticed, and ends.
    """
    from warcio.archiveiterator import ArchiveIterator
    from warcio.exceptions import ArchiveLoadFailed

    number = 0
    try:
        with open(path, "rb") as stream:
            for record in ArchiveIterator(stream):
                number += 1
                if record.rec_type != "response" or record.http_headers is None:
                    continue
                found = _page(record, number, f"{path} record {number}", max_bytes)
                if found is not None:
                    yield found
    except (ArchiveLoadFailed, EOFError, ValueError) as error:
        line = " ".join(str(error).split()) or type(error).__name__
        yield number + 1, Refusal("unreadable", f"{path} record {number + 1}: the archive is damaged ({line})")
    except FileNotFoundError:
        yield number + 1, Refusal("missing", str(path))
    except OSError as error:
        yield number + 1, Refusal("unreadable", f"{path}: {error.strerror or error}")


def _page(record: Any, number: int, place: str, max_bytes: int) -> Archived | tuple[int, Refusal] | None:
    status = record.http_headers.get_statuscode()
    kind = record.http_headers.get_header("Content-Type")
    url = record.rec_headers.get_header("WARC-Target-URI") or ""
    if status != "200" or (kind or PAGES[0]).partition(";")[0].strip().lower() not in PAGES:
        return None
    if not url.startswith(("http://", "https://")):
        return number, Refusal("bad_url", f"{place}: {url!r} is no http or https URL")
    body = record.content_stream().read(max_bytes + 1)
    if len(body) > max_bytes:
        return number, Refusal("too_large", f"{place}: {url} is over {max_bytes:,} bytes")
    return Archived(number, url, record.rec_headers.get_header("WARC-Date") or "", int(status), kind, bytes(body))
