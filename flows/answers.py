"""Reads one HTTP answer within bounds: its status, what it says it is, and its body, unpacked."""

from __future__ import annotations

from collections.abc import Container
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import TYPE_CHECKING

from claims.errors import FetchError
from flows.unpacking import unpack

if TYPE_CHECKING:
    import httpx

CONTENT_TYPES: dict[str, str] = {
    "text/html": "a page",
    "application/xhtml+xml": "a page",
    "text/plain": "a press release or wire copy as bare text",
    "text/xml": "a feed, as many servers send it",
    "application/xml": "a feed, as many servers send it",
    "application/rss+xml": "a feed",
    "application/atom+xml": "a feed",
    "application/rdf+xml": "a feed of RSS 1.0",
}
"""What the servers' content types may be, and why; an answer without one is read."""

KEPT_HEADERS = ("content-type", "etag", "last-modified", "cache-control", "retry-after")
TRY_AGAIN = frozenset({408, 425, 429, 500, 502, 503, 504})  # statuses that speak of the moment, not of the page
MAX_PACKINGS = 3  # content encodings one over another; a page has one
MAX_RETRY_AFTER = 60.0  # seconds; a server that wants longer is left alone until the next run


class Trouble(FetchError):
    """What went wrong with one request, told without its URL.

    again -- whether another attempt may help.  wait -- seconds that the server asked to be left alone, if it did.
    """

    def __init__(self, reason: str, detail: str, *, again: bool = False, wait: float | None = None) -> None:
        super().__init__(reason, detail)
        self.again = again
        self.wait = wait


@dataclass(frozen=True, slots=True)
class Wanted:
    """What an answer may be.

    max_bytes -- of the body, unpacked.  types -- its content types; None: any.  cut -- take the beginning of a body
    that is too large, instead of refusing it.
    """

    max_bytes: int
    types: Container[str] | None = frozenset(CONTENT_TYPES)
    cut: bool = False


def check_status(response: httpx.Response, now: datetime) -> None:
    """Raise Trouble unless the server gives the page; `now` is what a Retry-After date is reckoned from."""
    status = response.status_code
    if 200 <= status < 300:
        return
    if status in (404, 410):
        raise Trouble("not_found", str(status))
    reason = "server_error" if status >= 500 else "rate_limited" if status == 429 else "http_status"
    wait = seconds_to_wait(response.headers.get("retry-after"), now) if status in TRY_AGAIN else None
    if wait is not None and wait > MAX_RETRY_AFTER:
        raise Trouble(reason, f"{status}, to be asked again in {wait:.0f} s", wait=wait)
    raise Trouble(reason, str(status), again=status in TRY_AGAIN, wait=wait)


async def read_body(response: httpx.Response, wanted: Wanted) -> bytes:
    """The body, unpacked.  Raises Trouble where it is not what is wanted, too large, or cannot be unpacked."""
    declared = response.headers.get("content-type", "").partition(";")[0].strip().lower()
    if declared and wanted.types is not None and declared not in wanted.types:
        raise Trouble("content_type", declared)
    limit = wanted.max_bytes
    length = response.headers.get("content-length", "")
    if length.isdecimal() and int(length) > limit and not wanted.cut:
        raise Trouble("too_large", f"{int(length):,} bytes, the limit is {limit:,}")
    raw = bytearray()
    async for chunk in response.aiter_raw():
        raw += chunk
        if len(raw) > limit:
            if wanted.cut:
                break
            raise Trouble("too_large", f"over {limit:,} bytes")
    body = _unpacked(bytes(raw), response.headers.get("content-encoding", ""), wanted)
    return body[:limit] if wanted.cut else body


def _unpacked(body: bytes, encodings: str, wanted: Wanted) -> bytes:
    limit = wanted.max_bytes
    names = [name for part in encodings.split(",") if (name := part.strip().lower()) not in ("", "identity")]
    if len(names) > MAX_PACKINGS:
        raise Trouble("broken_answer", f"it is packed {len(names)} times over")
    for encoding in reversed(names):
        try:
            body = unpack(body, encoding, limit)
        except ValueError as error:
            raise Trouble("broken_answer", line(error), again=True) from error
        if len(body) > limit and not wanted.cut:
            raise Trouble("too_large", f"over {limit:,} bytes when unpacked")
    return body


def seconds_to_wait(retry_after: str | None, now: datetime) -> float | None:
    """Seconds that a Retry-After header asks for (a number or an HTTP date, RFC 9110 10.2.3), or None."""
    text = (retry_after or "").strip()
    if text.isascii() and text.isdigit():
        return float(text)
    try:
        when = parsedate_to_datetime(text)
    except ValueError:
        return None
    return max(0.0, (when.replace(tzinfo=when.tzinfo or UTC) - now).total_seconds())


def kept_headers(headers: httpx.Headers) -> tuple[tuple[str, str], ...]:
    """The headers that matter later."""
    return tuple((name, headers[name]) for name in KEPT_HEADERS if name in headers)


def line(error: Exception, silent: str | None = None) -> str:
    """What an error of a library says, in one line; `silent` where it says nothing."""
    return " ".join(str(error).split()) or silent or type(error).__name__
