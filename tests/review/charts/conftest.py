"""What the tests of charts share: stored claims of one party, made of a few words, and how they stand."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

import pytest

from claims.model import Claim
from claims.origins import Origin
from claims.values import Quantity
from review.charts.marks import Chart, chart
from storage.records import StoredClaim
from storage.standing import Fate, Standing, Standings

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)


@dataclass
class Told:
    """Claims as a store would hand them out, with their standings."""

    claims: list[StoredClaim] = field(default_factory=list)
    standings: dict[tuple[str, str], Standing] = field(default_factory=dict)

    def add(
        self,
        value: float,
        published: str | None = "2025-10-03",
        *,
        origin: str = "The Wire",
        fate: Fate = Fate.stands,
        case: str | None = None,
        publisher: str | None = None,
        title: str | None = None,
        **more: Any,
    ) -> StoredClaim:
        """Add a claim of that many dollars; more -- fields of the claim, `quantity` among them."""
        number = len(self.claims)
        given: dict[str, Any] = {
            "doc": f"doc-{number}", "text_sha": f"{number:064x}", "quote": "$1 billion", "start": 0, "end": 10,
            "sentence_start": 0, "sentence_end": 10, "metric": "valuation", "subject": "Acme AI",
            "quantity": Quantity(low=value, high=value, unit="USD", precision=1e8), "published": published,
        }  # fmt: skip
        claim = Claim(**{**given, **more})
        article = f"{number:016x}"
        stored = StoredClaim(
            claim=claim, article_id=article, revision=1, title=title, url=None, publisher=publisher or origin,
            published=published, recorded_at=NOW, retired_at=NOW if fate is Fate.retired else None, last_seen=NOW,
        )  # fmt: skip
        self.claims.append(stored)
        self.standings[claim.id, article] = Standing(Origin(origin), fate, None, case, case is not None)
        return stored

    def chart(self, **more: Any) -> Chart:
        """The chart of all that was added."""
        known: Standings = self.standings
        return chart("Acme AI", "valuation", self.claims, known, **more)


@pytest.fixture
def told() -> Told:
    """Nothing told yet."""
    return Told()


Bounded = Callable[[str, float | None, float | None], Quantity]


@pytest.fixture
def bounded() -> Bounded:
    """Makes a quantity in dollars from a qualifier and its ends."""
    from claims.values import Qualifier

    return lambda qualifier, low, high: Quantity(low=low, high=high, unit="USD", qualifier=Qualifier(qualifier))
