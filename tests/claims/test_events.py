"""Claims grouped into events: rounds, loans, takeovers, contracts, sites and results."""

from __future__ import annotations

import random
from collections.abc import Callable
from typing import Any

import pytest

from claims.events import days_apart, events
from claims.model import Claim, Event
from claims.parties import Party, PartyTable

MakeClaim = Callable[..., Claim]
MARCH, APRIL, NEXT_YEAR = "2025-03-03", "2025-04-07", "2026-03-02"
PARTIES = PartyTable([Party("Acme", "company"), Party("Acme Cloud", "company", "Acme"), Party("Fjord One", "project")])


def together(*claims: Claim) -> bool:
    """Whether all claims are about one event."""
    return len({event.id for event in events(claims, PARTIES).values()}) == 1


def test_a_round_has_its_size_its_shares_and_its_valuation(claim: MakeClaim) -> None:
    """By the party and the weeks; an investor's share belongs to the company that it goes into."""
    size = claim(published=MARCH)
    value = claim(50e9, metric="valuation", published=APRIL)
    share = claim(1e9, metric="investment", subject="B Fund", counterparties=("Acme AI",), published=MARCH)
    assert together(size, value, share)


def test_the_series_c_of_one_year_is_not_the_round_of_the_next(claim: MakeClaim) -> None:
    """Nor is the Series D of the same month; two tellings of the Series C are one event."""
    c = claim(published=MARCH, event=Event(round="Series C"))
    again = claim(5e9, "b", published=APRIL, event=Event(round="series c funding"))
    assert together(c, again)
    assert not together(c, claim(7e9, "b", published=NEXT_YEAR))
    assert not together(c, claim(7e9, "b", published=MARCH, event=Event(round="Series D")))


def test_labels_gather_what_has_none(claim: MakeClaim) -> None:
    """An unnamed round of the weeks after the Series C is the Series C, whichever claim comes first."""
    c = claim(published=MARCH, event=Event(round="Series C"))
    d = claim(9e9, "d", published=NEXT_YEAR, event=Event(round="Series D"))
    bare = claim(5e9, "b", published=APRIL)
    found = events((bare, d, c))
    assert found[bare.id] == found[c.id] != found[d.id]
    assert found[c.id].label == "Acme AI: round series c"
    assert (found[c.id].first, found[c.id].last) == (MARCH, APRIL)


@pytest.mark.parametrize(
    ("a", "b", "same"),
    [
        ({"metric": "commitment", "counterparties": ("X",)}, {"counterparties": ("X",), "published": NEXT_YEAR}, True),
        ({"metric": "commitment", "counterparties": ("X",)}, {"counterparties": ("Y",)}, False),
        ({"metric": "debt"}, {"published": NEXT_YEAR}, False),
        ({"metric": "revenue", "period": "2025-Q1"}, {"period": "2025-Q1", "published": NEXT_YEAR}, True),
        ({"metric": "revenue", "period": "2025-Q1"}, {"period": "2025-Q2"}, False),
        ({"metric": "power", "unit": "W", "event": Event(site="Fjord")}, {"published": NEXT_YEAR}, True),
        ({"metric": "power", "unit": "W", "event": Event(site="Fjord")}, {"event": Event()}, False),
        ({"metric": "other_money"}, {}, False),
        ({"metric": "funding", "subject": "Acme"}, {"subject": "Acme Cloud"}, True),
        ({"metric": "funding", "subject": None}, {}, False),
    ],
    ids=["a contract goes on for years", "another supplier", "a loan of another year", "one quarter", "another quarter",
         "one site", "no site", "sums of any kind", "one group", "nobody named"],
)  # fmt: skip
def test_what_is_one_event(claim: MakeClaim, a: dict[str, Any], b: dict[str, Any], same: bool) -> None:
    """By what the texts name, and else by the day."""
    one = {"published": MARCH, **a}
    assert together(claim(5e9, "a", **one), claim(7e9, "b", **{**one, **b})) is same


def test_the_order_of_claims_changes_nothing(claim: MakeClaim) -> None:
    """Ids and members are those of the content."""
    rng = random.Random(4)
    labels = (Event(), Event(round="Series A"), Event(round="Series B"))
    days = [f"2025-{month:02}-{day:02}" for month in (1, 5, 9) for day in (3, 9)]
    claims = [claim(n * 1e9, f"d{n}", event=rng.choice(labels), published=rng.choice(days)) for n in range(1, 30)]
    expected = events(claims)
    assert len(expected) == len(claims)
    for _ in range(5):
        rng.shuffle(claims)
        assert events(claims) == expected


def test_an_undated_earlier_figure_has_no_day(claim: MakeClaim) -> None:
    """What is told as previous is not of the article's week; a coarse year that holds the other day tells nothing."""
    now = claim(published=MARCH)
    assert days_apart(now, claim(published=APRIL)) == 35
    assert days_apart(now, claim(published=MARCH, temporal_role="previous")) is None
    assert days_apart(now, claim(published=NEXT_YEAR, as_of="2025")) is None
