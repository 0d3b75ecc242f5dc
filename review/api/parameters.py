"""What several operations take: ids, filters, and where a page begins."""

from __future__ import annotations

import base64
import binascii
import re
from typing import Annotated, TypeAlias

from fastapi import Path, Query
from pydantic import AfterValidator

from claims.errors import UsageError
from claims.metrics import METRICS
from claims.periods import is_period

PAGE = 100
MOST = 500
"""Things on a page: without a limit, and at the most."""


def known_metric(name: str) -> str:
    """The metric's name.  Raises ValueError where there is none."""
    if name not in METRICS:
        raise ValueError(f"unknown metric; use one of {', '.join(METRICS)}")
    return name


def known_period(text: str) -> str:
    """The period.  Raises ValueError on what is none."""
    if not is_period(text):
        raise ValueError("no date; write 2025, 2025-H1, 2025-Q4, 2025-10 or 2025-10-03")
    return text


def written(moment: str | None) -> str | None:
    """A moment that begins with its date.  Raises ValueError on a number, which would be read as seconds since 1970."""
    if moment is not None and not re.match(r"\d{4}-\d{2}-\d{2}[Tt ]", moment, re.ASCII):
        raise ValueError("no moment; write 2026-03-01T12:00:00Z or the like")
    return moment


def known_age(text: str) -> str:
    """How long ago, or a date.  Raises ValueError on what is neither."""
    return text if re.fullmatch(r"\d{1,5}d", text, re.ASCII) else known_period(text)


Id: TypeAlias = Annotated[str, Path(pattern="^[0-9a-f]{16}$", description="Its id: 16 hexadecimal digits.")]
Limit: TypeAlias = Annotated[int, Query(ge=1, le=MOST, description="Not more than so many.")]
After: TypeAlias = Annotated[
    str | None,
    Query(
        alias="cursor", max_length=500, description="`next` of the page before; nothing for the first page.",
        json_schema_extra={"format": "cursor"},
    ),
]  # fmt: skip
Party: TypeAlias = Annotated[
    str | None, Query(max_length=500, description="Canonical name of the subject or a counterparty, any case.")
]
Metric: TypeAlias = Annotated[
    str | None,
    AfterValidator(lambda name: name if name is None else known_metric(name)),
    Query(description="What is measured.", json_schema_extra={"enum": list(METRICS)}),
]
Period: TypeAlias = Annotated[
    str | None,
    AfterValidator(lambda text: text if text is None else known_period(text)),
    Query(description="2025, 2025-H1, 2025-Q4, 2025-10 or 2025-10-03.", json_schema_extra={"format": "period"}),
]  # fmt: skip
Age: TypeAlias = Annotated[
    str | None,
    AfterValidator(lambda text: text if text is None else known_age(text)),
    Query(description="Since then: 7d is seven days ago, or a date.", json_schema_extra={"format": "age"}),
]  # fmt: skip
Source: TypeAlias = Annotated[
    str | None, Query(max_length=4_000, description="Id, URL, doc or publisher of the article.")
]
Gap: TypeAlias = Annotated[float | None, Query(ge=0, le=1, description="At least this relative gap: 0.1 is 10 %.")]


def cursor(place: str | None) -> str | None:
    """The cursor of a place: opaque, so that nobody counts on what is in it."""
    return None if place is None else base64.urlsafe_b64encode(place.encode()).decode().rstrip("=")


def place(given: str | None, *, number: bool = False) -> str | None:
    """The place of a cursor; number -- whether places are numbers.  Raises UsageError on what is no cursor."""
    if not given:
        return None
    try:
        found = base64.b64decode(given + "=" * (-len(given) % 4), altchars=b"-_", validate=True).decode()
        if number and not 0 <= int(found) < 2**31:
            raise ValueError(found)
    except (binascii.Error, ValueError) as error:
        raise UsageError(f"cursor {given!r} is of no page; begin without one") from error
    return found
