"""When two values cannot both be right, inside one text and across texts."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from claims.conflicts import Context, compare
from claims.model import Claim, Event
from claims.parties import Party, PartyTable
from claims.verdicts import Grade, Kind, Outcome

MakeClaim = Callable[..., Claim]

PARTIES = PartyTable(
    [
        Party("Acme", "company"), Party("Acme Cloud", "company", "Acme"), Party("Acme AI", "lab"),
        Party("Fjord One", "project"), Party("North Fund", "fund"),
    ]
)  # fmt: skip

RATES = {("EUR", "USD"): 1.1, ("USD", "EUR"): 1 / 1.1, ("GBP", "USD"): 1.25, ("USD", "GBP"): 0.8}

MONDAY = "2026-03-02"


def rate(one: str, other: str, day: str | None) -> float | None:
    """Fixed rates for two currencies, whatever the day."""
    return RATES.get((one, other))


def said(a: Claim, b: Claim, **context: Any) -> tuple[Outcome, Kind | None, str]:
    """Outcome, kind and deciding reason."""
    verdict = compare(a, b, Context(**context))
    return verdict.outcome, verdict.kind, verdict.reasons[0]


# one text


def test_two_values_in_one_text_are_two_things(claim: MakeClaim) -> None:
    """And the same value twice is a repetition, where a headline may drop the hedge."""
    a = claim(5e9, published=MONDAY)
    assert said(a, claim(8e9, start=40, published=MONDAY))[::2] == (Outcome.not_comparable, "one_text")
    assert said(a, claim(5e9, start=40, published=MONDAY))[::2] == (Outcome.compatible, "restated")
    assert said(a, claim(5e9, start=40, qualifier="about", published=MONDAY))[::2] == (Outcome.compatible, "restated")
    assert said(a, claim(2e9, start=40, qualifier="at_least", published=MONDAY))[::2] == (
        Outcome.compatible,
        "within_bound",
    )


def test_a_named_projects_own_total_may_contradict_itself(claim: MakeClaim) -> None:
    """Where the table calls the subject a project; what a company has at a site may be a phase, and what a text gives
    with a year is the plan for that year."""
    own: dict[str, Any] = {"metric": "power", "unit": "W", "modality": "planned", "published": MONDAY}
    site = {**own, "event": Event(site="Fjord One")}
    assert said(claim(5e9, **site), claim(4e9, start=40, **site))[::2] == (Outcome.compatible, "part_of")
    own["subject"] = "Fjord One"
    whole, small = claim(5e9, **own), claim(1e9, start=40, **own)
    assert said(whole, claim(4e9, start=40, **own), parties=PARTIES)[0] is Outcome.contradiction
    assert said(whole, small, parties=PARTIES)[0] is Outcome.contradiction
    again = claim(1e9, start=90, horizon="2027", **own)
    article = {"article": lambda _: (whole, small, again)}
    assert said(whole, small, parties=PARTIES, **article)[::2] == (Outcome.compatible, "part_of")
    umbrella = PartyTable([*PARTIES, Party("Fjord One North", "project")])
    assert said(whole, small, parties=umbrella)[::2] == (Outcome.compatible, "part_of")


# values


@pytest.mark.parametrize(
    ("a", "b", "reason"),
    [
        ({"value": 5e9}, {"value": 5e9}, "same_value"),
        ({"value": 85e9, "precision": 1e9}, {"value": 85.4e9, "precision": 1e8}, "rounding"),
        ({"value": 5e9}, {"value": 4e9, "qualifier": "at_least"}, "within_bound"),
        ({"value": 5e9}, {"value": 6e9, "qualifier": "at_most"}, "within_bound"),
        ({"value": 5e9}, {"value": 5.1e9, "qualifier": "about", "precision": 1e8}, "within_bound"),
        ({"value": 185e9}, {"value": 175e9, "high": 185e9, "qualifier": "range"}, "range"),
    ],
)
def test_overlap_is_agreement(claim: MakeClaim, a: dict[str, Any], b: dict[str, Any], reason: str) -> None:
    """Rounding, bounds, hedges and ranges are no conflict."""
    assert said(claim(**a, published=MONDAY), claim(**b, doc="b", published=MONDAY))[::2] == (
        Outcome.compatible,
        reason,
    )


def test_currencies_compare_at_the_rate_of_the_day(claim: MakeClaim) -> None:
    """3 % slack, 10 % where the claim has no date; no rate leaves it open."""
    euro, undated = claim(2e9, unit="EUR", published=MONDAY), claim(2e9, unit="EUR")
    dollars = claim(2.25e9, "b", precision=1e7, published=MONDAY)
    more = claim(2.35e9, "b", precision=1e7, published=MONDAY)
    assert said(euro, dollars, rate=rate)[::2] == (Outcome.compatible, "conversion")
    assert said(euro, more, rate=rate)[0] is Outcome.contradiction
    assert said(undated, more, rate=rate)[::2] == (Outcome.compatible, "conversion")
    assert said(euro, more)[::2] == (Outcome.undetermined, "no_rate")


def test_a_gap_above_75_percent_needs_a_label(claim: MakeClaim) -> None:
    """The same round, period or horizon; else it is rather another thing."""
    a, b = claim(1e9, published=MONDAY), claim(8e9, "b", published=MONDAY)
    assert said(a, b)[::2] == (Outcome.undetermined, "unknown_identity")
    one: dict[str, Any] = {"event": Event(round="Series C"), "published": MONDAY}
    assert said(claim(1e9, **one), claim(8e9, "b", **one))[0] is Outcome.contradiction


def test_less_than_half_may_be_a_tranche(claim: MakeClaim) -> None:
    """15 of a pledge of 50, without a word that says so; a round's total is told as such."""
    pledge = {"metric": "investment", "counterparties": ("Glassworks",), "published": MONDAY}
    assert said(claim(50e9, **pledge), claim(15e9, "b", **pledge))[::2] == (Outcome.undetermined, "unknown_scope")
    assert said(claim(50e9, **pledge), claim(35e9, "b", **pledge))[0] is Outcome.contradiction
    assert said(claim(50e9, published=MONDAY), claim(15e9, "b", published=MONDAY))[0] is Outcome.contradiction


def test_a_plan_by_a_year_may_be_a_stage_of_a_plan_without_one(claim: MakeClaim) -> None:
    """1 GW by 2027 against 1.5 GW in the end."""
    plan = {"metric": "power", "unit": "W", "counterparties": ("Host",), "modality": "planned", "published": MONDAY}
    stage = claim(1e9, horizon="2027", **plan)
    assert said(stage, claim(1.5e9, "b", **plan))[::2] == (Outcome.undetermined, "unknown_scope")
    half_year = claim(1.5e9, "b", horizon="2027-H1", **plan)
    assert said(stage, half_year)[::2] == (Outcome.undetermined, "unknown_scope")
    assert said(stage, claim(1.5e9, "b", horizon="2027", **plan))[0] is Outcome.contradiction


def test_results_far_apart_are_two_measures(claim: MakeClaim) -> None:
    """An order backlog is told as revenue, too; a smaller difference within one period is a contradiction."""
    quarter = {"metric": "revenue", "period": "2025-Q3", "published": MONDAY}
    assert said(claim(136e9, **quarter), claim(9.7e9, "b", **quarter))[::2] == (Outcome.undetermined, "unknown_basis")
    assert said(claim(13e9, **quarter), claim(9.7e9, "b", **quarter))[0] is Outcome.contradiction


def test_an_article_that_gives_both_values_speaks_of_two_things(claim: MakeClaim) -> None:
    """Its other figure is not the one that the first article means."""
    a, b, twin = claim(5e9, published=MONDAY), claim(8e9, "b", published=MONDAY), claim(5e9, "b", start=70)
    verdict = compare(a, b, Context(article=lambda c: [b, twin] if c.doc == "b" else [a]))
    assert (verdict.outcome, verdict.reasons[:2]) == (Outcome.undetermined, ("unknown_identity", "stated_by_both"))


@pytest.mark.parametrize(
    ("value", "modality", "grade"),
    [
        (8e9, "asserted", Grade.high), (5.6e9, "asserted", Grade.medium), (5.2e9, "asserted", Grade.low),
        (8e9, "reported", Grade.medium), (5.6e9, "reported", Grade.low),
    ],
)  # fmt: skip
def test_the_grade_follows_gap_and_certainty(claim: MakeClaim, value: float, modality: str, grade: Grade) -> None:
    """A large gap between two facts deserves time first."""
    a, b = claim(5e9, published=MONDAY), claim(value, "b", modality=modality, published=MONDAY)
    assert compare(a, b).grade is grade
