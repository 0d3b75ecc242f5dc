"""When two figures hold: certainty, windows of days, periods, horizons, revisions and copies."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from claims.conflicts import Context, compare
from claims.model import Claim, Event
from claims.verdicts import Kind, Outcome

MakeClaim = Callable[..., Claim]

MONDAY, TUESDAY, NEXT_MONTH, YEAR_LATER = "2026-03-02", "2026-03-03", "2026-04-01", "2027-03-05"


def said(a: Claim, b: Claim, **context: Any) -> tuple[Outcome, Kind | None, str]:
    """Outcome, kind and deciding reason."""
    verdict = compare(a, b, Context(**context))
    return verdict.outcome, verdict.kind, verdict.reasons[0]


# certainty and time


def test_talks_and_then_the_close_are_an_update(claim: MakeClaim) -> None:
    """Also without a date, also where the close fits the talk."""
    talk = claim(15e9, modality="speculative", published=MONDAY)
    assert said(talk, claim(20e9, "b", published=NEXT_MONTH))[::2] == (Outcome.update, "firmed")
    assert said(talk, claim(20e9, "b"))[::2] == (Outcome.update, "firmed")
    assert said(claim(10e10, qualifier="at_least", modality="speculative"), claim(11e10, "b"))[0] is Outcome.update


def test_talk_after_the_close_is_about_something_else(claim: MakeClaim) -> None:
    """It is no contradiction of the close."""
    close, talk = claim(20e9, published=MONDAY), claim(15e9, "b", modality="speculative", published=TUESDAY)
    assert said(close, talk)[::2] == (Outcome.undetermined, "unknown_identity")


def test_reported_and_then_asserted_is_an_update_where_the_values_differ(claim: MakeClaim) -> None:
    """On one day they are two tellings of one thing."""
    talk = claim(15e9, modality="reported", published=MONDAY)
    assert said(talk, claim(20e9, "b", published=TUESDAY))[::2] == (Outcome.update, "firmed")
    assert said(talk, claim(20e9, "b", published=MONDAY))[0] is Outcome.contradiction
    assert said(talk, claim(15e9, "b", published=TUESDAY))[::2] == (Outcome.compatible, "same_value")


@pytest.mark.parametrize(
    ("published", "expected"),
    [
        ("2026-03-09", (Outcome.contradiction, "values_differ")),
        ("2026-03-10", (Outcome.update, "later")),
        ("2026-04-16", (Outcome.update, "later")),
        ("2026-04-17", (Outcome.undetermined, "unknown_identity")),
        (None, (Outcome.undetermined, "unknown_date")),
    ],
)
def test_the_windows_of_7_and_45_days(claim: MakeClaim, published: str | None, expected: tuple[Outcome, str]) -> None:
    """Within a week it is one event; up to 45 days the later replaces the earlier; then it may be another round."""
    a, b = claim(5e9, published=MONDAY), claim(8e9, "b", published=published)
    assert said(a, b)[::2] == expected


def test_a_later_but_weaker_figure_replaces_nothing(claim: MakeClaim) -> None:
    """A rumour three weeks after the fact."""
    a, b = claim(5e9, published=MONDAY), claim(8e9, "b", modality="reported", published=NEXT_MONTH)
    assert said(a, b)[::2] == (Outcome.undetermined, "unknown_date")


def test_results_compare_within_their_period(claim: MakeClaim) -> None:
    """Q4 is not near Q1, whenever the articles appeared; without a period nobody knows."""
    a = claim(5e9, metric="revenue", period="2025-Q4", published=MONDAY)
    assert said(a, claim(6e9, "b", metric="revenue", period="2026-Q1", published=MONDAY))[2] == "other_period"
    assert said(a, claim(6e9, "b", metric="revenue", as_of="2025-Q4", published=YEAR_LATER))[0] is Outcome.contradiction
    assert said(a, claim(6e9, "b", metric="revenue", published=MONDAY))[::2] == (Outcome.undetermined, "unknown_date")


def test_plans_for_a_period_count_by_the_day_they_were_told(claim: MakeClaim) -> None:
    """A forecast that was raised after three weeks is an update."""
    a = claim(120e9, metric="spending", modality="planned", horizon="2026", published=MONDAY)
    same_week, raised, next_year = (
        claim(190e9, "b", metric="spending", modality="planned", horizon=h, published=day)
        for h, day in (("2026", TUESDAY), ("2026", NEXT_MONTH), ("2027", TUESDAY))
    )
    assert said(a, same_week)[0] is Outcome.contradiction
    assert said(a, raised)[::2] == (Outcome.update, "later")
    assert said(a, next_year)[::2] == (Outcome.not_comparable, "other_period")


def test_an_old_figure_does_not_lend_its_date_to_the_article(claim: MakeClaim) -> None:
    """A value of last March told today is not today's value, and a round of last March is not today's round."""
    old = claim(113e9, metric="valuation", as_of="2025-03", published=MONDAY)
    new = claim(230e9, "b", metric="valuation", published=MONDAY)
    assert said(old, new)[::2] == (Outcome.update, "later")
    old, new = claim(10e9, as_of="2025-03", published=MONDAY), claim(15e9, "b", published=MONDAY)
    assert said(old, new)[::2] == (Outcome.not_comparable, "other_event")


def test_one_text_that_dates_a_valuation_tells_a_movement(claim: MakeClaim) -> None:
    """Worth 500 in 2025-Q4, 730 now: the dated one is the earlier; without a date they are two things."""
    now = claim(730e9, start=60, metric="valuation", published=MONDAY)
    then = claim(500e9, metric="valuation", as_of="2025-Q4", published=MONDAY)
    assert said(then, now)[::2] == (Outcome.update, "later")
    assert said(claim(500e9, metric="valuation", published=MONDAY), now)[::2] == (Outcome.not_comparable, "one_text")


def test_explicit_dates_outweigh_publication(claim: MakeClaim) -> None:
    """The same day of the event makes one event of articles a year apart; other days make two."""
    a = claim(5e9, as_of="2026-02-27", published=MONDAY)
    assert said(a, claim(8e9, "b", as_of="2026-02-27", published=YEAR_LATER))[0] is Outcome.contradiction
    other = claim(8e9, "b", as_of="2025-06-01", published=MONDAY)
    assert said(a, other)[::2] == (Outcome.not_comparable, "other_event")


def test_a_plan_that_shrinks_within_120_days_contradicts(claim: MakeClaim) -> None:
    """Same site and date; growing is an update, and so is shrinking after 120 days."""
    plan = {"metric": "power", "unit": "W", "event": Event(site="Fjord One"), "horizon": "2026", "modality": "planned"}
    first = claim(11e9, published="2026-01-02", **plan)
    assert said(first, claim(1e9, "b", published="2026-04-01", **plan)) == (
        Outcome.contradiction,
        Kind.value,
        "plan_shrank",
    )
    assert said(first, claim(12e9, "b", published="2026-04-01", **plan))[::2] == (Outcome.update, "later")
    assert said(first, claim(1e9, "b", published="2026-06-01", **plan))[::2] == (Outcome.update, "later")


def test_one_plan_with_two_dates_is_a_clash_of_dates(claim: MakeClaim) -> None:
    """Within a week, or a slip within 120 days; another size for another date is another phase."""
    plan = {"metric": "power", "unit": "W", "event": Event(site="Fjord One"), "modality": "planned"}
    first = claim(2e9, published=MONDAY, horizon="2027", **plan)
    slip = claim(2e9, "b", published=NEXT_MONTH, horizon="2029", **plan)
    assert said(first, claim(2e9, "b", published=MONDAY, horizon="2028", **plan)) == (
        Outcome.contradiction,
        Kind.date,
        "horizons_clash",
    )
    assert said(first, slip) == (Outcome.contradiction, Kind.date, "horizons_clash")
    phase = claim(5e9, "b", published=MONDAY, horizon="2029", **plan)
    assert said(first, phase)[::2] == (Outcome.not_comparable, "other_horizon")


def test_in_one_text_an_earlier_smaller_plan_is_a_stage_of_the_later_one(claim: MakeClaim) -> None:
    """1 GW by 2026 on the way to 3 GW by 2028; a larger one before a smaller one is none, nor are two articles."""
    plan = {"metric": "power", "unit": "W", "counterparties": ("Fjord Power",), "modality": "planned"}
    first = claim(1e9, published=MONDAY, horizon="2026", **plan)
    later = claim(3e9, published=MONDAY, horizon="2028", start=60, **plan)
    assert said(first, later)[::2] == (Outcome.compatible, "part_of")
    shrinks = claim(0.5e9, published=MONDAY, horizon="2028", start=60, **plan)
    assert said(first, shrinks)[::2] == (Outcome.not_comparable, "other_horizon")
    other = claim(3e9, "b", published=MONDAY, horizon="2028", **plan)
    assert said(first, other)[::2] == (Outcome.not_comparable, "other_horizon")


def test_a_market_value_is_of_its_day(claim: MakeClaim) -> None:
    """It moves every day: the next day's is an update."""
    a = claim(4.5e12, metric="market_cap", published=MONDAY)
    assert said(a, claim(4.9e12, "b", metric="market_cap", published=TUESDAY))[0] is Outcome.update
    assert said(a, claim(4.9e12, "b", metric="market_cap", published=MONDAY))[0] is Outcome.contradiction


def test_a_revised_article_replaces_itself(claim: MakeClaim) -> None:
    """Two texts of one document."""
    a, b = claim(5e9, published=MONDAY), claim(8e9, text_sha="second", published=MONDAY)
    assert said(a, b)[::2] == (Outcome.update, "revision")


def test_copies_of_one_text_need_no_date(claim: MakeClaim) -> None:
    """Near-duplicates share their time; unrelated undated texts do not."""
    a, b = claim(5e9), claim(8e9, "b")
    assert said(a, b, origin=lambda c: "wire")[0] is Outcome.contradiction
    assert said(a, b, origin=lambda c: c.doc)[::2] == (Outcome.undetermined, "unknown_date")
    assert said(a, b, origin=lambda c: None)[::2] == (Outcome.undetermined, "unknown_date")
