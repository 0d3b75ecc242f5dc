"""2,000 pairs planted from the meaning of each verdict, and any pair at all: what holds for every verdict."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchmarks.planting import Draw, rate
from benchmarks.plants import PAIRS, PLANTS, SEEDS, drawn
from claims.conflicts import RULES, Context, compare
from claims.model import Basis, Claim, Event, Includes, Modality, Scope, TemporalRole
from claims.values import Qualifier, Quantity
from claims.verdicts import Kind, Outcome


@pytest.mark.parametrize("plant", PLANTS, ids=lambda plant: plant.__name__)
def test_every_planted_pair_gets_its_verdict(plant: Draw) -> None:
    """Outcome, kind and deciding reason, whichever claim comes first."""
    wrong = []
    for seed in SEEDS:
        (a, b, outcome, kind, reason), context = drawn(plant, seed)
        verdict = compare(a, b, context)
        assert verdict == compare(b, a, context)
        assert verdict.rules == RULES
        assert verdict.trace
        if (verdict.outcome, verdict.kind, verdict.reasons[0]) != (outcome, kind, reason):
            wrong.append((seed, verdict.outcome, verdict.reasons, verdict.trace[-1].answer))
    assert wrong == []


def test_every_outcome_and_kind_is_planted() -> None:
    """No verdict is without its plants, and there are enough of them."""
    planted = [drawn(plant, seed)[0][2:4] for plant in PLANTS for seed in range(5)]
    assert {outcome for outcome, _ in planted} == set(Outcome)
    assert {kind for _, kind in planted} == {*Kind, None}
    assert len(PLANTS) * len(SEEDS) >= PAIRS


DAYS = st.dates(date(2025, 1, 1), date(2025, 3, 31)).map(date.isoformat)
DATES = st.none() | DAYS | st.sampled_from(("2025", "2025-Q1", "2025-02"))


@st.composite
def claims(draw: st.DrawFn) -> Claim:
    """Any claim about one of two parties, from a small world in which labels and values often meet."""
    value = draw(st.sampled_from((1.0, 1.1, 1.5, 2.0, 11.0, 1500.0))) * draw(st.sampled_from((1e6, 1e9)))
    qualifier = draw(st.sampled_from(Qualifier))
    metric = draw(st.sampled_from(("funding", "valuation", "revenue", "debt", "power", "investment", "spending")))
    doc = draw(st.sampled_from("abc"))
    start = draw(st.integers(0, 3)) * 10
    return Claim(
        doc=doc, text_sha=doc, quote="12345", start=start, end=start + 5, sentence_start=0, sentence_end=50,
        metric=metric, subject=draw(st.sampled_from(("Acme AI", "Other AI", None))),
        quantity=Quantity(
            low=None if qualifier is Qualifier.at_most else value,
            high=None if qualifier is Qualifier.at_least else value * draw(st.sampled_from((1, 2))),
            unit="W" if metric == "power" else draw(st.sampled_from(("USD", "EUR"))), qualifier=qualifier,
            precision=draw(st.sampled_from((0.0, 1e5))),
        ),
        scope=draw(st.sampled_from(Scope)), per=draw(st.sampled_from((None, "share"))),
        basis=draw(st.none() | st.sampled_from(Basis)), includes=draw(st.none() | st.sampled_from(Includes)),
        counterparties=draw(st.sampled_from(((), ("N",), ("N", "S"), ("W",)))),
        event=draw(st.sampled_from((Event(), Event(round="Series A"), Event(site="Fjord"), Event(site="Fjord One")))),
        temporal_role=draw(st.sampled_from(TemporalRole)), count=draw(st.sampled_from((None, 2))),
        modality=draw(st.sampled_from(Modality)), as_of=draw(DATES), period=draw(DATES),
        horizon=draw(st.sampled_from((None, "2027", "2030", "P8Y"))), published=draw(st.none() | DAYS),
    )  # fmt: skip


@given(claims(), claims())
def test_any_pair_has_a_verdict_and_its_order_does_not_matter(a: Claim, b: Claim) -> None:
    """No pair fails; the verdict is the same both ways; only a contradiction has a kind and a grade."""
    verdict = compare(a, b, Context(rate=rate))
    assert verdict == compare(b, a, Context(rate=rate))
    assert verdict.reasons
    assert verdict.flagged is (verdict.kind is not None) is (verdict.grade is not None)


@given(claims(), claims())
def test_what_is_never_flagged(a: Claim, b: Claim) -> None:
    """Vague values, nobody's figures, undated claims across texts; two parties but by clash or denial."""
    verdict = compare(a, b, Context(rate=rate))
    vague = Qualifier.vague in (a.quantity.qualifier, b.quantity.qualifier)
    strangers = a.subject != b.subject or a.metric != b.metric
    undated = replace(a, as_of=None, period=None, published=None)
    assert not (vague and verdict.flagged)
    assert not (strangers and verdict.flagged and verdict.kind not in (Kind.party, Kind.denial))
    assert not (None in (a.subject, b.subject) and verdict.flagged)
    assert a.doc == b.doc or not compare(undated, b, Context(rate=rate)).flagged


@given(claims(), claims())
def test_a_claim_never_contradicts_itself(a: Claim, b: Claim) -> None:
    """The same claim, or the same words from another place in the text, are compatible or not comparable at worst."""
    assert compare(a, a, Context(rate=rate)).outcome is not Outcome.contradiction
    assert not compare(a, replace(a, start=a.start + 100, end=a.end + 100), Context(rate=rate)).flagged
