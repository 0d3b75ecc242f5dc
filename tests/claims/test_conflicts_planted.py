"""Pairs planted from the meaning of each verdict, with values, bounds, dates and bases drawn at random."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claims.conflicts import Context, compare
from claims.model import Basis, Claim, Event, Includes, Modality, Scope, TemporalRole
from claims.values import Qualifier, Quantity
from claims.verdicts import Kind, Outcome

SEEDS = range(25)
RATES = {"EUR": 1.08, "GBP": 1.27, "AUD": 0.65, "JPY": 0.0066}


def rate(one: str, other: str, day: str | None) -> float | None:
    """Fixed dollar rates."""
    return RATES[one] if other == "USD" and one in RATES else 1 / RATES[other] if one == "USD" else None


@dataclass
class Plant:
    """Draws the pieces of a pair; `same` is what both claims share."""

    rng: random.Random
    same: dict[str, Any] = field(default_factory=dict)
    day: date = date(2026, 1, 1)

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
        qualifier = Qualifier(rest.pop("qualifier", "exact"))
        quantity = Quantity(
            low=None if qualifier is Qualifier.at_most else value,
            high=None if qualifier is Qualifier.at_least else rest.pop("high", value),
            unit=rest.pop("unit", "USD"),
            qualifier=qualifier,
            precision=precision,
        )
        start = rest.pop("start", 0)
        fields = {"published": self.day.isoformat(), **self.same, **rest}
        return Claim(
            doc=doc, text_sha=doc, quote="12345", start=start, end=start + 5, sentence_start=start,
            sentence_end=start + 5, quantity=quantity, **{"metric": "funding", "subject": "Acme AI", **fields},
        )  # fmt: skip

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


Planted = tuple[Claim, Claim, Outcome, Kind | None, str]


def value_clash(p: Plant) -> Planted:
    """The same thing, within a week, 10 to 60 % more."""
    p.identified()
    v, precision = p.value()
    more = v * p.rng.uniform(1.3, 1.6)
    a, b = p.claim("a", v, precision), p.claim("b", more, 0.0, published=p.later(0, 7))
    return a, b, Outcome.contradiction, Kind.value, "values_differ"


def bound_clash(p: Plant) -> Planted:
    """A value outside the bound that another text gives."""
    p.identified()
    v, precision = p.value()
    kind, factor = p.rng.choice((("at_least", 0.6), ("at_most", 1.6), ("about", 1.3)))
    a = p.claim("a", v, precision, qualifier=kind)
    return a, p.claim("b", v * factor, 0.0, published=p.later(0, 7)), Outcome.contradiction, Kind.value, "values_differ"


def result_clash(p: Plant) -> Planted:
    """Two results for one period."""
    period = p.rng.choice(("2025", "2025-Q4", "2025-H1", "2025-10"))
    p.same = {"metric": p.rng.choice(("revenue", "profit", "spending")), "period": period}
    v, precision = p.value()
    b = p.claim("b", v * p.rng.uniform(1.3, 3), 0.0, published=p.later(0, 300))
    return p.claim("a", v, precision), b, Outcome.contradiction, Kind.value, "values_differ"


def denied(p: Plant) -> Planted:
    """One says it, the other denies it, within 14 days or in one text."""
    p.identified()
    v, precision = p.value()
    yes = p.claim("a", v, precision, modality=p.rng.choice([m for m in Modality if m is not Modality.denied]))
    place = {"doc": "a", "start": 50} if p.rng.random() < 0.3 else {"doc": "b", "published": p.later(0, 14)}
    no = p.claim(value=v, precision=precision, modality=Modality.denied, **place)
    return yes, no, Outcome.contradiction, Kind.denial, "denied"


def slipped(p: Plant) -> Planted:
    """The same digits, a thousand times more."""
    p.identified()
    v, precision = p.value()
    place = {"doc": "a", "start": 50} if p.rng.random() < 0.3 else {"doc": "b", "published": p.later(0, 7)}
    b = p.claim(value=v * 1000, precision=precision * 1000, **place)
    return p.claim("a", v, precision), b, Outcome.contradiction, Kind.scale, "scale_slip"


def wrong_currency(p: Plant) -> Planted:
    """The same number in another currency."""
    p.identified()
    v, precision = p.value()
    b = p.claim("b", v, precision, unit=p.rng.choice(("GBP", "AUD", "JPY")), published=p.later(0, 7))
    return p.claim("a", v, precision), b, Outcome.contradiction, Kind.scale, "currency_slip"


def wrong_bracket(p: Plant) -> Planted:
    """A bracket that is off by at least four."""
    v, precision = p.value()
    unit = p.rng.choice(list(RATES))
    a = p.claim("a", v, precision, unit=unit)
    wrong = v * RATES[unit] * p.rng.choice((0.001, 0.1, 4.0, 10.0, 1000.0))
    return (
        a,
        p.claim("a", wrong, wrong / 1000, start=20, converts=a.id),
        Outcome.contradiction,
        Kind.scale,
        "conversion_slip",
    )


def too_large_a_part(p: Plant) -> Planted:
    """A part that its own text makes larger than the whole."""
    v, precision = p.value()
    whole = p.claim("a", v, precision)
    piece = p.claim("a", v * p.rng.uniform(1.3, 3), 0.0, start=40, part_of=whole.id)
    return whole, piece, Outcome.contradiction, Kind.arithmetic, "part_exceeds_whole"


def clashing_dates(p: Plant) -> Planted:
    """One plan, told with two years in one week."""
    p.same = {"metric": "power", "event": Event(site="Fjord One"), "modality": Modality.planned}
    v, precision = p.value()
    one, two = p.rng.sample(("2027", "2028", "2030"), 2)
    a = p.claim("a", v, precision, unit="W", horizon=one)
    b = p.claim("b", v, precision, unit="W", horizon=two, published=p.later(0, 7))
    return a, b, Outcome.contradiction, Kind.date, "horizons_clash"


def rounded(p: Plant) -> Planted:
    """The other text rounds to fewer digits."""
    v, precision = p.value()
    coarse = round(v / precision / 10) * 10 * precision
    a, b = p.claim("a", v, precision), p.claim("b", coarse, precision * 10, published=p.later(0, 7))
    return a, b, Outcome.compatible, None, "rounding"


def bounded(p: Plant) -> Planted:
    """A value inside the other's bound."""
    v, precision = p.value()
    kind, factor = p.rng.choice((("at_least", 1.4), ("at_most", 0.7), ("about", 1.02)))
    b = p.claim("b", v * factor, 0.0, published=p.later(0, 7))
    return p.claim("a", v, precision, qualifier=kind), b, Outcome.compatible, None, "within_bound"


def ranged(p: Plant) -> Planted:
    """A value inside the other's range."""
    v, precision = p.value()
    high = v * p.rng.uniform(1.1, 2)
    b = p.claim("b", p.rng.uniform(v, high), 0.0, published=p.later(0, 7))
    return p.claim("a", v, precision, qualifier="range", high=high), b, Outcome.compatible, None, "range"


def same(p: Plant) -> Planted:
    """Two texts, one value; no date is needed to agree."""
    p.identified()
    v, precision = p.value()
    b = p.claim("b", v, precision, published=p.rng.choice((None, p.later(0, 40))))
    return p.claim("a", v, precision), b, Outcome.compatible, None, "same_value"


def repeated(p: Plant) -> Planted:
    """One text gives the value twice, once perhaps with a hedge."""
    p.identified()
    v, precision = p.value()
    again = p.claim("a", v, precision, start=60, qualifier=p.rng.choice(("exact", "about", "at_least", "at_most")))
    return p.claim("a", v, precision), again, Outcome.compatible, None, "restated"


def two_bases(p: Plant) -> Planted:
    """Pre- and post-money of one round."""
    p.same = {"metric": "valuation"}
    v, precision = p.value()
    a = p.claim("a", v, precision, basis=Basis.pre_money)
    b = p.claim("b", v * p.rng.uniform(1.2, 1.9), 0.0, basis=Basis.post_money, published=p.later(0, 7))
    return a, b, Outcome.compatible, None, "different_basis"


def with_debt(p: Plant) -> Planted:
    """A price with debt or contingent parts, or in cash only."""
    p.same = {"metric": "acquisition", "counterparties": ("Target Co",)}
    v, precision = p.value()
    includes, factor = p.rng.choice(((Includes.debt, 1.3), (Includes.contingent, 1.4), (Includes.cash_only, 0.6)))
    b = p.claim("b", v * factor, 0.0, includes=includes, published=p.later(0, 7))
    return p.claim("a", v, precision), b, Outcome.compatible, None, "different_basis"


def a_part(p: Plant) -> Planted:
    """A tranche of the total."""
    p.identified()
    v, precision = p.value()
    b = p.claim("b", v * p.rng.uniform(0.05, 0.9), 0.0, scope=Scope.part, published=p.later(0, 30))
    return p.claim("a", v, precision), b, Outcome.compatible, None, "part_of"


def cumulated(p: Plant) -> Planted:
    """A round and all that was raised to date."""
    v, precision = p.value()
    b = p.claim("b", v * p.rng.uniform(1.3, 9), 0.0, scope=Scope.cumulative, published=p.later(0, 300))
    return p.claim("a", v, precision), b, Outcome.compatible, None, "cumulative"


def converted(p: Plant) -> Planted:
    """The same sum at the day's rate."""
    p.identified()
    v, precision = p.value()
    unit = p.rng.choice(list(RATES))
    dollars = v * RATES[unit] * p.rng.uniform(0.98, 1.02)
    a, b = p.claim("a", v, precision, unit=unit), p.claim("b", dollars, 0.0, published=p.later(0, 7))
    return a, b, Outcome.compatible, None, "conversion"


def closed(p: Plant) -> Planted:
    """Talks, and then the close."""
    p.identified()
    v, precision = p.value()
    talk = p.claim("a", v, precision, modality=Modality.speculative)
    close = p.claim("b", v * p.rng.uniform(0.6, 1.6), 0.0, published=p.later(1, 120))
    return talk, close, Outcome.update, None, "firmed"


def grown(p: Plant) -> Planted:
    """A later figure, 8 to 45 days on."""
    p.identified()
    v, precision = p.value()
    b = p.claim("b", v * p.rng.uniform(1.3, 2), 0.0, published=p.later(8, 45))
    return p.claim("a", v, precision), b, Outcome.update, None, "later"


def moved(p: Plant) -> Planted:
    """From one value to another, in one text."""
    p.same = {"metric": p.rng.choice(("valuation", "market_cap", "revenue", "spending"))}
    v, precision = p.value()
    old = p.claim("a", v, precision, temporal_role=TemporalRole.previous)
    return old, p.claim("a", v * p.rng.uniform(1.3, 3), 0.0, start=50), Outcome.update, None, "previous"


def other_label(p: Plant) -> Planted:
    """Another round, site, counterparty, party or metric."""
    deal = {"metric": "investment"}
    labels: list[tuple[dict[str, Any], dict[str, Any], str]] = [
        ({"event": Event(round="Series A")}, {"event": Event(round="Series B")}, "other_event"),
        ({"event": Event(site="Fjord One")}, {"event": Event(site="Abilene")}, "other_event"),
        ({"counterparties": ("A",), **deal}, {"counterparties": ("B",), **deal}, "other_counterparty"),
        ({"subject": "Acme AI"}, {"subject": "Other AI"}, "other_party"),
        ({"metric": "revenue"}, {"metric": "profit"}, "other_metric"),
    ]
    one, two, reason = p.rng.choice(labels)
    v, precision = p.value()
    a, b = p.claim("a", v, precision, **one), p.claim("b", v * 1.4, 0.0, published=p.later(0, 7), **two)
    return a, b, Outcome.not_comparable, None, reason


def other_quarter(p: Plant) -> Planted:
    """Two periods, also with one value."""
    one, two = p.rng.sample(("2024", "2025", "2025-Q1", "2025-Q2", "2025-H1"), 2)
    p.same = {"metric": p.rng.choice(("revenue", "profit", "spending"))}
    v, precision = p.value()
    b = p.claim("b", v * p.rng.choice((1.0, 1.5)), precision, period=two)
    return p.claim("a", v, precision, period=one), b, Outcome.not_comparable, None, "other_period"


def two_in_one_text(p: Plant) -> Planted:
    """Two values in one text."""
    p.identified()
    p.same.pop("event", None)  # a named project's own total is the exception
    v, precision = p.value()
    b = p.claim("a", v * p.rng.uniform(1.3, 1.9), 0.0, start=60)
    return p.claim("a", v, precision), b, Outcome.not_comparable, None, "one_text"


def per_share(p: Plant) -> Planted:
    """A rate against a sum."""
    p.identified()
    v, precision = p.value()
    a = p.claim("a", v, precision, scope=Scope.rate, per="share")
    return a, p.claim("b", v * 1.5, precision), Outcome.not_comparable, None, "rate"


def undated(p: Plant) -> Planted:
    """Other values, and no date of any kind."""
    p.identified()
    v, precision = p.value()
    a = p.claim("a", v, precision, published=p.rng.choice((None, p.day.isoformat())))
    return a, p.claim("b", v * 1.5, 0.0, published=None), Outcome.undetermined, None, "unknown_date"


def unnamed(p: Plant) -> Planted:
    """A deal that nothing names, or values too far apart for one thing."""
    v, precision = p.value()
    metric, factor = p.rng.choice((("debt", 1.5), ("investment", 1.5), ("commitment", 1.5), ("funding", 6.17)))
    p.same = {"metric": metric}
    b = p.claim("b", v * factor, 0.0, published=p.later(0, 7))
    return p.claim("a", v, precision), b, Outcome.undetermined, None, "unknown_identity"


def half_labelled(p: Plant) -> Planted:
    """One valuation names its basis, and the other may be on the other one."""
    p.same = {"metric": "valuation"}
    v, precision = p.value()
    basis, factor = p.rng.choice(((Basis.pre_money, 1.3), (Basis.post_money, 0.7)))
    b = p.claim("b", v * factor, 0.0, published=p.later(0, 7))
    return p.claim("a", v, precision, basis=basis), b, Outcome.undetermined, None, "unknown_basis"


def two_parts(p: Plant) -> Planted:
    """Two parts of other sizes."""
    p.identified()
    p.same["scope"] = Scope.part
    v, precision = p.value()
    b = p.claim("b", v * 1.5, 0.0, published=p.later(0, 7))
    return p.claim("a", v, precision), b, Outcome.undetermined, None, "unknown_scope"


PLANTS: tuple[Callable[[Plant], Planted], ...] = (
    value_clash, bound_clash, result_clash, denied, slipped, wrong_currency, wrong_bracket, too_large_a_part,
    clashing_dates, rounded, bounded, ranged, same, repeated, two_bases, with_debt, a_part, cumulated, converted,
    closed, grown, moved, other_label, other_quarter, two_in_one_text, per_share, undated, unnamed, half_labelled,
    two_parts,
)  # fmt: skip


@pytest.mark.parametrize("plant", PLANTS, ids=lambda plant: plant.__name__)
def test_every_planted_pair_gets_its_verdict(plant: Callable[[Plant], Planted]) -> None:
    """Outcome, kind and deciding reason, whichever claim comes first."""
    wrong = []
    for seed in SEEDS:
        a, b, outcome, kind, reason = plant(Plant(random.Random(seed)))
        verdict = compare(a, b, Context(rate=rate))
        assert verdict == compare(b, a, Context(rate=rate))
        if (verdict.outcome, verdict.kind, verdict.reasons[0]) != (outcome, kind, reason):
            wrong.append((seed, verdict.outcome, verdict.reasons, verdict.trace[-1].answer))
    assert wrong == []


def test_every_outcome_is_planted() -> None:
    """No verdict is without its plants."""
    planted = {plant(Plant(random.Random(0)))[2] for plant in PLANTS}
    assert planted == set(Outcome)


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
    """Vague values, other parties, and undated claims across texts."""
    verdict = compare(a, b, Context(rate=rate))
    vague = Qualifier.vague in (a.quantity.qualifier, b.quantity.qualifier)
    strangers = a.subject != b.subject or a.metric != b.metric or a.subject is None
    undated = replace(a, as_of=None, period=None, published=None)
    assert not (vague and verdict.flagged)
    assert not (strangers and verdict.flagged)
    assert a.doc == b.doc or not compare(undated, b, Context(rate=rate)).flagged


@given(claims(), claims())
def test_a_claim_never_contradicts_itself(a: Claim, b: Claim) -> None:
    """The same claim, or the same words from another place in the text, are compatible or not comparable at worst."""
    assert compare(a, a, Context(rate=rate)).outcome is not Outcome.contradiction
    assert not compare(a, replace(a, start=a.start + 100, end=a.end + 100), Context(rate=rate)).flagged
