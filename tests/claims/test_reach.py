"""Which claims are too far apart in time to contradict: an analyst misses nothing that is flagged."""

from __future__ import annotations

from collections.abc import Callable
from itertools import combinations
from random import Random
from typing import Any

import pytest

from claims.buckets import keys
from claims.conflicts import compare, compare_bucket
from claims.metrics import METRICS
from claims.model import Claim, Event
from claims.pairs import Context
from claims.reach import apart, windows
from claims.verdicts import Outcome

MakeClaim = Callable[..., Claim]

DAYS = ("2024-09-01", "2024-12-31", "2025-01-05", "2025-11-01", "2026-02-28", "2026-03-01", "2026-07-01", "2026-07-08")


@pytest.mark.parametrize(
    ("a", "b", "far"),
    [
        ({"published": "2026-01-01"}, {"published": "2026-05-01"}, False),
        ({"published": "2026-01-01"}, {"published": "2026-05-02"}, True),
        ({"published": "2026-01-01"}, {"published": "2027-01-01", "as_of": "2026-01"}, False),
        ({"published": "2026-01-01"}, {"published": "2027-01-01", "period": "2025-Q4"}, False),
        ({"published": "2026-01-01"}, {}, False),
        ({"published": "2026-01-01", "metric": "revenue"}, {"published": "2027-01-01", "metric": "revenue"}, False),
        (
            {"published": "2026-01-01", "metric": "valuation", "basis": "pre_money"},
            {"published": "2027-01-01", "metric": "valuation", "basis": "post_money"},
            False,
        ),
        ({"published": "2026-01-01"}, {"published": "2027-01-01", "text_sha": "a"}, False),
    ],
    ids=["120 days", "121 days", "an event of that month", "a period near by", "a claim without a day",
         "results have periods", "two bases of one round", "one text"],
)  # fmt: skip
def test_time_parts_claims(claim: MakeClaim, a: dict[str, Any], b: dict[str, Any], far: bool) -> None:
    """By the nearest of the days that they name, whichever comes first."""
    one, two = claim(doc="a", **a), claim(doc="b", **b)
    assert (apart(one, two), apart(two, one)) == (far, far)


def drawn(claim: MakeClaim, chance: Random, number: int) -> Claim:
    """A claim with any dates, of few parties, values and labels."""

    def perhaps(*values: Any) -> Any:
        return chance.choice(values) if chance.random() < 0.25 else None

    metric = chance.choice(("funding", "valuation", "power", "commitment", "revenue", "market_cap"))
    money = METRICS[metric].unit not in ("power", "count")
    return claim(
        chance.choice((2.5e9, 2.5e6, 3.85e9, 5e9, 11e9)), f"doc {number}", metric=metric, subject=chance.choice("AB"),
        unit=chance.choice(("USD", "EUR")) if money else "W", precision=1e7,
        counterparties=chance.choice(((), ("C",), ("A", "B"))), published=chance.choice((*DAYS, None)),
        as_of=perhaps(*DAYS, "2026-03", "2025"),
        period=perhaps("2025-Q4", "2026"), horizon=perhaps("2030", "2031", "P4Y"),
        event=Event(perhaps("Series C"), perhaps("Fjord"), perhaps("loan")),
        temporal_role=chance.choice(("current", "current", "previous", "target")),
        modality=chance.choice(("asserted", "asserted", "planned", "planned", "reported", "denied")),
        basis=perhaps("pre_money", "post_money"),
        scope=chance.choice(("total", "total", "total", "cumulative")),
    )  # fmt: skip


@pytest.mark.parametrize("seed", range(2))
def test_nothing_that_time_parts_is_ever_flagged(claim: MakeClaim, seed: int) -> None:
    """Whatever the claims say: thousands of pairs that share a bucket, with many kinds of contradictions among them."""
    chance = Random(seed)
    told = [drawn(claim, chance, number) for number in range(400)]
    pairs = [(a, b) for a, b in combinations(told, 2) if a.metric == b.metric and keys(a) & keys(b)]
    context = Context(rate=lambda *_: 1.1)
    far = [(a, b) for a, b in pairs if apart(a, b)]
    assert [(a, b) for a, b in far if compare(a, b, context).flagged] == []
    assert len(far) > 500
    near = [compare(a, b, context) for a, b in pairs if not apart(a, b)]
    flagged = {verdict.reasons[0] for verdict in near if verdict.flagged}
    assert flagged >= {"values_differ", "denied", "currency_slip", "scale_slip"}


def test_a_plan_that_shrank_reaches_furthest(claim: MakeClaim) -> None:
    """120 days; a day more, and the pair is left out."""
    plan: dict[str, Any] = {"metric": "power", "unit": "W", "modality": "planned", "horizon": "2030"}
    early = claim(11e9, "a", published="2026-01-01", **plan)
    late = [claim(1e9, day, published=day, **plan) for day in ("2026-05-01", "2026-05-02")]
    found = [(b.doc, verdict.reasons[0]) for _, b, verdict in compare_bucket([early], late)]
    assert found == [("2026-05-01", "plan_shrank")]
    assert not compare(early, late[1]).flagged


def test_copies_are_compared_however_long_ago_they_were_told(claim: MakeClaim) -> None:
    """They share their time."""
    early = claim(5e9, "a", metric="valuation", published="2020-01-01")
    late = claim(4e9, "b", metric="valuation", published="2026-01-01")
    copies = compare_bucket([early], [late], Context(origin=lambda _: "copies"))
    assert [verdict.outcome for *_, verdict in copies] == [Outcome.update]
    assert list(compare_bucket([early], [late])) == []


def test_a_store_is_asked_for_the_days_around(claim: MakeClaim) -> None:
    """120 days either way of each day that is named, in one window where they overlap; any day where none is named."""
    one = claim(published="2026-05-01", as_of="2019-03")
    assert windows([one]) == (("2018-11-01", "2019-07-29"), ("2026-01-01", "2026-08-29"))
    assert windows([one, claim(doc="b", published="2026-06-10")]) == (
        ("2018-11-01", "2019-07-29"),
        ("2026-01-01", "2026-10-08"),
    )
    assert windows([one, claim(doc="c")]) is None
    assert windows([claim(published="0001"), claim(doc="b", published="9999-12-31")]) == (
        ("0001-01-01", "0002-04-30"),
        ("9999-09-02", "9999-12-31"),
    )
