"""Which cases an export's query string stands for, and the address of the desk that its links lead to."""

from __future__ import annotations

from dataclasses import fields
from datetime import datetime
from typing import TYPE_CHECKING
from urllib.parse import parse_qsl, urlsplit

from claims.errors import UsageError
from review.desk.filters import Filters

if TYPE_CHECKING:
    from storage.case_records import CaseQuery

PASSED_OVER = frozenset({"after"})
"""What an address of the queue may hold that is no filter."""


def cases(query: str, now: datetime) -> tuple[CaseQuery, str]:
    """The cases that the queue shows at `/cases?QUERY`, and that query in its canonical form.

    Raises UsageError on a value that cannot be asked for, and on a name that is no filter: typed by a person, it is a
    slip that would give other cases than were meant.
    """
    items = parse_qsl(query.removeprefix("?"))
    known = [field.name for field in fields(Filters) if field.name not in PASSED_OVER]
    for name, _ in items:
        if name not in known and name not in PASSED_OVER:
            raise UsageError(f"--query: there is no filter {name!r}; use {', '.join(known)}")
    asked = Filters.read((name, text) for name, text in items if name in known)
    return asked.query(now), asked.string


def address(url: str | None) -> str | None:
    """An http(s) URL without a slash at its end.  Raises UsageError on what is none."""
    if url is None:
        return None
    parts = urlsplit(url)
    if parts.scheme not in ("http", "https") or not parts.hostname or parts.query or parts.fragment:
        raise UsageError(f"--desk {url!r} is no address of a desk; write http://127.0.0.1:8080 or the like")
    return url.rstrip("/")
