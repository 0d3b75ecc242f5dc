"""Which cases an export's query string stands for, and the address of the desk that its links lead to."""

from __future__ import annotations

from urllib.parse import parse_qsl, urlsplit

from claims.errors import UsageError
from review.options import Standing, known_metric, statuses
from storage.case_records import CaseQuery

_KNOWN = ("party", "metric", "status")


def cases(query: str) -> CaseQuery:
    """The cases that the queue shows at `/cases?QUERY`.  Raises UsageError on what it does not know."""
    given = dict(parse_qsl(query.removeprefix("?"), keep_blank_values=False))
    for name in given:
        if name not in _KNOWN:
            raise UsageError(f"--query: unknown filter {name!r}; use {', '.join(_KNOWN)}")
    return CaseQuery(
        statuses=statuses(Standing(given.get("status", "waiting"))), party=given.get("party"),
        metric=known_metric(given.get("metric")),
    )  # fmt: skip


def address(url: str | None) -> str | None:
    """An http(s) URL without a slash at its end.  Raises UsageError on what is none."""
    if url is None:
        return None
    parts = urlsplit(url)
    if parts.scheme not in ("http", "https") or not parts.hostname or parts.query or parts.fragment:
        raise UsageError(f"--desk {url!r} is no address of a desk; write http://127.0.0.1:8080 or the like")
    return url.rstrip("/")
