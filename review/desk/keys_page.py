"""The page that lists the keys."""

from __future__ import annotations

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse

from review.desk.context import render

router = APIRouter(include_in_schema=False)

KEYS: tuple[tuple[str, str], ...] = (
    ("j", "the next case"),
    ("k", "the case before"),
    ("Enter", "open the case"),
    ("1 to 9", "prefer side A, B, C ..."),
    ("b", "both are valid"),
    ("s", "superseded: was right, and has been replaced"),
    ("e", "extraction error: read wrongly"),
    ("w", "same source: both from one wire"),
    ("u", "unsure"),
    ("z", "undo the last decision"),
    ("/", "search"),
    ("?", "these keys"),
    ("Esc", "leave a field"),
)
"""What the keys do, on the pages that have something for them to do."""


@router.get("/keys")
def keys(request: Request) -> HTMLResponse:
    """The keys, for who looks them up, also without JavaScript."""
    return render(request, "keys.html", keys=KEYS)
