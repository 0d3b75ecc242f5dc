"""Draws the pieces of planted pairs: values, bounds, dates, bases and currencies, at random from a seed."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any, TypeAlias

from claims.model import Claim, Event
from claims.parties import Party, PartyTable
from claims.values import Qualifier, Quantity
from claims.verdicts import Kind, Outcome

PARTIES = PartyTable(
    [
        Party("Fjord One", "project"), Party("Harbour Holding", "company"),
        Party("Harbour Cloud", "company", "Harbour Holding"),
    ]
)  # fmt: skip
RATES = {"EUR": 1.08, "GBP": 1.27, "AUD": 0.65, "JPY": 0.0066}


def rate(one: str, other: str, day: str | None) -> float | None:
    """Fixed dollar rates."""
    if other == "USD":
        return RATES.get(one)
    return 1 / RATES[other] if one == "USD" and other in RATES else None


@dataclass
class Plant:
    """Draws the pieces of a pair; `same` is what both claims share."""

    rng: random.Random
    same: dict[str, Any] = field(default_factory=dict)
    day: date = date(2026, 1, 1)
    around: tuple[Claim, ...] = ()  # what else the texts say

    def __post_init__(self) -> None:
        self.day += timedelta(days=self.rng.randrange(1000))

    def later(self, first: int, last: int) -> str:
        """A day so many days after the first article."""
        return (self.day + timedelta(days=self.rng.randint(first, last))).isoformat()

    def value(self) -> tuple[float, float]:
        """A number of two to four digits that does not end in 0, in millions or billions, with its precision."""
        digits = self.rng.randint(2, 4)
        number = self.rng.randrange(10 ** (digits - 1), 10**digits) // 10 * 10 + self.rng.randint(1, 9)
        precision = 10.0 ** self.rng.choice((6, 7, 8, 9))
        return number * precision, precision

    def claim(self, doc: str, value: float, precision: float, **rest: Any) -> Claim:
        """A claim of an exact value unless `qualifier` says otherwise."""
        fields = {"published": self.day.isoformat(), "text_sha": doc, **self.same, **rest}
        qualifier, unit = Qualifier(fields.pop("qualifier", "exact")), fields.pop("unit", "USD")
        quantity = Quantity(
            low=None if qualifier is Qualifier.at_most else value,
            high=None if qualifier is Qualifier.at_least else fields.pop("high", value),
            unit=unit,
            qualifier=qualifier,
            precision=precision,
        )
        start = fields.pop("start", 0)
        return Claim(
            doc=doc, quote="12345", start=start, end=start + 5, sentence_start=start,
            sentence_end=start + 5, quantity=quantity, **{"metric": "funding", "subject": "Acme AI", **fields},
        )  # fmt: skip

    def split(self, parts: int) -> tuple[float, list[float], float]:
        """A total with its parts, all different, as they are written, and the precision of each."""
        shares = self.rng.sample(range(11, 99), parts)
        precision = 10.0 ** self.rng.choice((6, 7, 8, 9))
        return sum(shares) * precision, [share * precision for share in shares], precision

    def identified(self) -> None:
        """Make it clear which event it is: a kind of figure with what names it."""
        self.same = self.rng.choice(
            [
                {"metric": "funding", "event": Event(round=self.rng.choice(("Series A", "Series D", "seed")))},
                {"metric": "funding"},
                {"metric": "investment", "counterparties": ("Glassworks",)},
                {"metric": "commitment", "counterparties": ("Cloud Co",)},
                {"metric": "acquisition", "counterparties": ("Target Co",)},
                {"metric": "debt", "event": Event(instrument="bridge loan")},
                {"metric": "spending", "event": Event(site="Fjord One")},
            ]
        )


Planted: TypeAlias = tuple[Claim, Claim, Outcome, Kind | None, str]
"""Two claims with the outcome, the kind and the deciding reason that the meaning of the verdicts gives them."""

Draw: TypeAlias = Callable[[Plant], Planted]
