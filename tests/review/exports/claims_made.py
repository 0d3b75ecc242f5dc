"""Claims as the tests of exports make them by hand."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from claims.model import Claim
from claims.values import Quantity
from storage.records import StoredClaim

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)


def claim(*, low: float | None = 2e9, high: float | None = 2e9, unit: str = "USD", **more: Any) -> Claim:
    """Acme raised $2 billion."""
    given: dict[str, Any] = {
        "doc": "one", "text_sha": "0" * 64, "quote": "$2 billion", "start": 12, "end": 22, "sentence_start": 0,
        "sentence_end": 23, "metric": "funding", "subject": "Acme", "rule": "x", "extractor_version": "1",
        "quantity": Quantity(low=low, high=high, unit=unit, precision=1e9),
    }  # fmt: skip
    return Claim(**{**given, **more})


def stored(made: Claim, **more: Any) -> StoredClaim:
    """The claim as an article of that time states it."""
    given: dict[str, Any] = {
        "claim": made, "article_id": "1" * 16, "revision": 1, "title": "One", "url": "https://paper.example/one",
        "publisher": "The Paper", "published": "2026-02-27", "recorded_at": NOON, "retired_at": None, "last_seen": NOON,
    }  # fmt: skip
    return StoredClaim(**{**given, **more})
