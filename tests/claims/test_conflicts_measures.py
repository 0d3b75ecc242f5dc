"""What two figures measure: scope, place in the story, basis, order of magnitude."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from claims.conflicts import Context, compare
from claims.model import Claim, Event
from claims.verdicts import Kind, Outcome

MakeClaim = Callable[..., Claim]

MONDAY, TUESDAY, YEAR_LATER = "2026-03-02", "2026-03-03", "2027-03-05"


def said(a: Claim, b: Claim, **context: Any) -> tuple[Outcome, Kind | None, str]:
    """Outcome, kind and deciding reason."""
    verdict = compare(a, b, Context(**context))
    return verdict.outcome, verdict.kind, verdict.reasons[0]


# scope


@pytest.mark.parametrize(
    ("scope", "reason"), [("part", "part_of"), ("increment", "increment"), ("cumulative", "cumulative")]
)
def test_another_scope_is_compatible_where_it_fits(claim: MakeClaim, scope: str, reason: str) -> None:
    """A tranche of a total, an addition to it, a sum over years that holds it."""
    large, small = (9e9, 3e9) if scope == "cumulative" else (3e9, 9e9)
    other = claim(small if scope == "cumulative" else 9e9, "b", published=MONDAY)
    assert said(claim(large, scope=scope, published=MONDAY), other)[::2] == (Outcome.compatible, reason)


def test_a_part_larger_than_the_whole_is_arithmetic_where_the_text_links_them(claim: MakeClaim) -> None:
    """Without the link, it may be a part of something else."""
    whole = claim(4e9, start=50, published=MONDAY)
    assert said(claim(6e9, part_of=whole.id, published=MONDAY), whole) == (
        Outcome.contradiction, Kind.arithmetic, "part_exceeds_whole",
    )  # fmt: skip
    assert said(claim(6e9, scope="part", published=MONDAY), whole)[::2] == (Outcome.undetermined, "unknown_scope")


def test_so_many_of_each_make_the_total(claim: MakeClaim) -> None:
    """Two of 400 MW against 800 MW."""
    each = claim(400e6, metric="power", unit="W", count=2, published=MONDAY)
    assert said(each, claim(800e6, "b", metric="power", unit="W", published=MONDAY))[::2] == (
        Outcome.compatible,
        "count",
    )


def test_rates_compare_with_rates_of_the_same_thing(claim: MakeClaim) -> None:
    """Per share is no sum, and not per year."""
    share = claim(46.5, metric="acquisition", scope="rate", per="share", counterparties=("T",), published=MONDAY)
    assert said(share, claim(62e9, "b", metric="acquisition", counterparties=("T",), published=MONDAY))[2] == "rate"
    year = claim(44.0, "b", metric="acquisition", scope="rate", per="year", counterparties=("T",), published=MONDAY)
    assert said(share, year)[::2] == (Outcome.not_comparable, "other_rate")
    lower = claim(44.0, "b", metric="acquisition", scope="rate", per="share", counterparties=("T",), published=MONDAY)
    assert said(share, lower)[0] is Outcome.contradiction


# temporal role


def test_the_previous_figure_of_a_state_was_replaced(claim: MakeClaim) -> None:
    """From $500 billion to $730 billion is an update."""
    old = claim(500e9, metric="valuation", temporal_role="previous", published=MONDAY)
    new = claim(730e9, start=60, metric="valuation", published=MONDAY)
    assert said(old, new)[::2] == (Outcome.update, "previous")


def test_the_previous_round_is_another_event(claim: MakeClaim) -> None:
    """A round does not replace the round before; a contract that grew does."""
    old, new = claim(2e8, temporal_role="previous", published=MONDAY), claim(5e8, "b", published=MONDAY)
    assert said(old, new)[::2] == (Outcome.not_comparable, "other_event")
    contract = {"metric": "commitment", "counterparties": ("Acme Cloud",), "published": MONDAY}
    grown = said(claim(38e9, temporal_role="previous", **contract), claim(100e9, start=40, **contract))
    assert grown[::2] == (Outcome.update, "previous")


def test_a_later_article_may_tell_the_current_figure_as_the_previous_one(claim: MakeClaim) -> None:
    """Its undated `previously` may mean the time of the older article."""
    old = claim(480e9, metric="valuation", temporal_role="previous", published=YEAR_LATER)
    assert said(old, claim(500e9, "b", metric="valuation", published=MONDAY))[::2] == (
        Outcome.undetermined,
        "unknown_date",
    )
    agreed = said(old, claim(480e9, "b", metric="valuation", published=MONDAY))
    assert agreed[0] is Outcome.compatible


def test_a_target_is_not_what_is(claim: MakeClaim) -> None:
    """280 billion aimed at against 13 billion made."""
    target = claim(280e9, metric="revenue", temporal_role="target", published=MONDAY)
    assert said(target, claim(13e9, "b", metric="revenue", published=MONDAY))[::2] == (Outcome.not_comparable, "target")


def test_a_superseded_plan_was_replaced(claim: MakeClaim) -> None:
    """Also an event grows."""
    old, new = claim(4e9, temporal_role="superseded", published=MONDAY), claim(5e9, "b", published=TUESDAY)
    assert said(old, new)[::2] == (Outcome.update, "superseded")


# basis


def valued(claim: MakeClaim, value: float, doc: str = "a", **rest: Any) -> Claim:
    return claim(value, doc, precision=1e9, metric="valuation", **{"published": MONDAY, **rest})


def test_pre_money_and_post_money_are_two_bases(claim: MakeClaim) -> None:
    """The words of the trace name the figures."""
    verdict = compare(valued(claim, 730e9, basis="pre_money"), valued(claim, 840e9, "b", basis="post_money"))
    assert (verdict.outcome, verdict.reasons[0]) == (Outcome.compatible, "different_basis")
    assert verdict.trace[-1].answer == "$730 billion is pre-money; $840 billion is post-money: two bases of one round"


def test_post_money_below_pre_money_of_one_round_is_arithmetic(claim: MakeClaim) -> None:
    """A round adds money; without its label it may be two rounds."""
    one: dict[str, Any] = {"event": Event(round="Series F")}
    pre, post = valued(claim, 840e9, basis="pre_money", **one), valued(claim, 730e9, "b", basis="post_money", **one)
    assert said(pre, post) == (Outcome.contradiction, Kind.arithmetic, "post_below_pre")
    undated = valued(claim, 730e9, "b", basis="post_money", published=None, **one)
    assert said(pre, undated)[0] is not Outcome.contradiction


@pytest.mark.parametrize(
    ("basis", "other", "expected"),
    [
        ("pre_money", 840e9, (Outcome.undetermined, "unknown_basis")),
        ("pre_money", 650e9, (Outcome.contradiction, "values_differ")),
        ("post_money", 650e9, (Outcome.undetermined, "unknown_basis")),
        ("post_money", 840e9, (Outcome.contradiction, "values_differ")),
    ],
)
def test_an_unlabelled_valuation_may_be_on_the_other_basis(
    claim: MakeClaim, basis: str, other: float, expected: tuple[Outcome, str]
) -> None:
    """Unless it is one named round, and would be a post-money value below a pre-money one."""
    one: dict[str, Any] = {"event": Event(round="Series F")}
    assert said(valued(claim, 730e9, basis=basis, **one), valued(claim, other, "b", **one))[::2] == expected
    unnamed = said(valued(claim, 730e9, basis=basis), valued(claim, other, "b"))
    assert unnamed[::2] == (Outcome.undetermined, "unknown_basis")


def test_two_unlabelled_valuations_may_differ_by_the_round(claim: MakeClaim) -> None:
    """Without the round's size a small gap is undetermined; the known size explains it or does not."""
    a, b = valued(claim, 730e9), valued(claim, 840e9, "b")
    assert said(a, b)[::2] == (Outcome.undetermined, "unknown_basis")
    fits, other = claim(110e9, "b", start=90), claim(40e9, "b", start=90)
    assert said(a, b, article=lambda c: [fits] if c.doc == "b" else [])[::2] == (Outcome.compatible, "different_basis")
    assert said(a, b, article=lambda c: [other] if c.doc == "b" else [])[::2] == (
        Outcome.contradiction,
        "values_differ",
    )
    assert said(valued(claim, 300e9), b)[::2] == (Outcome.contradiction, "values_differ")


@pytest.mark.parametrize(
    ("includes", "value", "outcome"),
    [
        ("debt", 106e9, Outcome.compatible), ("debt", 70e9, Outcome.undetermined),
        ("cash_only", 70e9, Outcome.compatible), ("contingent", 106e9, Outcome.compatible),
    ],
)  # fmt: skip
def test_with_or_without_debt_cash_and_contingent_parts(
    claim: MakeClaim, includes: str, value: float, outcome: Outcome
) -> None:
    """A price with debt is higher than the bare one, a price in cash only is lower."""
    bid = {"metric": "acquisition", "counterparties": ("Target",), "published": MONDAY}
    assert said(claim(85.4e9, **bid), claim(value, "b", includes=includes, **bid))[0] is outcome


# vague


def test_vague_never_alerts(claim: MakeClaim) -> None:
    """`Tens of billions` is loose wording for 110 billion; another order of magnitude stays undetermined."""
    loose = claim(1e10, high=1e11, qualifier="vague", precision=0.0, published=MONDAY)
    assert said(loose, claim(110e9, "b", published=MONDAY))[::2] == (Outcome.compatible, "vague")
    assert said(loose, claim(5e12, "b", published=MONDAY))[0] is Outcome.undetermined
