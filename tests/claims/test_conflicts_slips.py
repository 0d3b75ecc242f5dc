"""Bracketed conversions, slips of scale and currency, denials."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from claims.conflicts import Context, compare
from claims.model import Claim
from claims.verdicts import Kind, Outcome

MakeClaim = Callable[..., Claim]

RATES = {("EUR", "USD"): 1.1, ("USD", "EUR"): 1 / 1.1, ("GBP", "USD"): 1.25, ("USD", "GBP"): 0.8}

MONDAY, TUESDAY, YEAR_LATER = "2026-03-02", "2026-03-03", "2027-03-05"


def rate(one: str, other: str, day: str | None) -> float | None:
    """Fixed rates for two currencies, whatever the day."""
    return RATES.get((one, other))


def said(a: Claim, b: Claim, **context: Any) -> tuple[Outcome, Kind | None, str]:
    """Outcome, kind and deciding reason."""
    verdict = compare(a, b, Context(**context))
    return verdict.outcome, verdict.kind, verdict.reasons[0]


# brackets


def test_a_bracket_that_converts_is_checked_at_the_rate(claim: MakeClaim) -> None:
    """EUR 2.7 billion ($2.97 billion) fits; $27 billion is a slip; without a rate the text is believed."""
    euro = claim(2.7e9, unit="EUR", published=MONDAY)
    good = claim(2.97e9, start=20, converts=euro.id, published=MONDAY)
    slip = claim(27e9, start=20, converts=euro.id, published=MONDAY)
    near = claim(3.9e9, start=20, converts=euro.id, published=MONDAY)
    assert said(euro, good, rate=rate)[::2] == (Outcome.compatible, "conversion")
    assert said(euro, slip, rate=rate) == (Outcome.contradiction, Kind.scale, "conversion_slip")
    assert said(euro, near, rate=rate)[::2] == (Outcome.undetermined, "unknown_date")
    assert said(euro, slip)[::2] == (Outcome.compatible, "conversion")


# slips


def test_the_same_digits_with_another_scale_are_a_slip(claim: MakeClaim) -> None:
    """$14.6 billion and $14.6 million in one week, and even in one text."""
    a, b = claim(14.6e9, published=MONDAY), claim(14.6e6, "b", published=TUESDAY)
    assert said(a, b) == (Outcome.contradiction, Kind.scale, "scale_slip")
    assert said(a, claim(14.6e6, start=30, published=MONDAY)) == (Outcome.contradiction, Kind.scale, "scale_slip")


@pytest.mark.parametrize(
    "change",
    [
        {"value": 5e6, "precision": 1e6}, {"scope": "part"}, {"counterparties": ("North Fund",)},
        {"published": None}, {"published": YEAR_LATER}, {"qualifier": "vague"},
    ],
)  # fmt: skip
def test_what_is_no_slip(claim: MakeClaim, change: dict[str, Any]) -> None:
    """One digit, a part, another counterparty, another time and a vague value are no slip of scale."""
    value, digits = (5e9, {"precision": 1e9}) if "value" in change else (14.6e9, {})
    row = {"value": 14.6e6, "doc": "b", "published": MONDAY, "counterparties": ("South Fund",), **change}
    known = claim(value, published=MONDAY, counterparties=("South Fund",), **digits)
    assert said(known, claim(**row))[1] is None


def test_a_counterparty_that_one_side_leaves_out_is_no_other_one(claim: MakeClaim) -> None:
    """Three digits, one party and one week are enough where only one of the articles names the lender."""
    a = claim(7.25e9, metric="debt", published=MONDAY, counterparties=("North Fund",))
    b = claim(725e6, "b", metric="debt", published=TUESDAY)
    assert said(a, b) == (Outcome.contradiction, Kind.scale, "scale_slip")


def test_a_shifted_digit_inside_one_text_is_two_things(claim: MakeClaim) -> None:
    """11 billion and 110 billion in one text: no scale word was mistaken."""
    verdict = said(claim(11e9, published=MONDAY), claim(110e9, start=40, published=MONDAY))
    assert verdict[::2] == (Outcome.not_comparable, "one_text")


def test_the_same_number_in_another_currency_is_a_slip(claim: MakeClaim) -> None:
    """$5 billion and EUR 5 billion cannot both be right, once a rate says so."""
    a, b = claim(5e9, published=MONDAY), claim(5e9, "b", unit="GBP", published=MONDAY)
    assert said(a, b, rate=rate) == (Outcome.contradiction, Kind.scale, "currency_slip")
    assert said(a, b)[::2] == (Outcome.undetermined, "no_rate")


# denials


def test_a_denial_contradicts_the_same_written_value(claim: MakeClaim) -> None:
    """Within 14 days, or in one text; also where the other is hedged."""
    no = claim(15e9, modality="denied", denies="The Ledger", published=MONDAY)
    assert said(claim(15e9, "b", modality="reported", published=TUESDAY), no) == (
        Outcome.contradiction,
        Kind.denial,
        "denied",
    )
    assert said(claim(15e9, start=50, modality="speculative", published=MONDAY), no)[1] is Kind.denial
    assert said(claim(15e9, "b", qualifier="about", published=TUESDAY), no)[1] is Kind.denial


def test_a_denial_leaves_other_values_standing(claim: MakeClaim) -> None:
    """Who denies 200 does not deny 230."""
    no = claim(200e9, metric="valuation", modality="denied", published=MONDAY)
    yes = claim(230e9, "b", metric="valuation", published=MONDAY)
    assert said(no, yes)[::2] == (Outcome.compatible, "denied_other_value")


@pytest.mark.parametrize(
    ("published", "outcome"),
    [("2026-03-16", Outcome.contradiction), ("2026-03-17", Outcome.update), (None, Outcome.undetermined)],
)
def test_a_denial_reaches_14_days(claim: MakeClaim, published: str | None, outcome: Outcome) -> None:
    """Later, the one replaces the other; without a date nobody knows."""
    no = claim(15e9, modality="denied", published=MONDAY)
    assert said(no, claim(15e9, "b", published=published))[0] is outcome


def test_two_denials_agree(claim: MakeClaim) -> None:
    """Both say that it is untrue."""
    a, b = (claim(v, d, modality="denied", published=MONDAY) for v, d in ((15e9, "a"), (15e9, "b")))
    assert said(a, b)[::2] == (Outcome.compatible, "both_denied")
