"""Pairs of two times, of two things, or of things that are not known to be one, planted from what the verdicts mean."""

from __future__ import annotations

from typing import Any

from benchmarks.planting import Draw, Plant, Planted
from claims.model import Basis, Event, Modality, Scope, TemporalRole
from claims.verdicts import Outcome


def closed(p: Plant) -> Planted:
    """Talks, and then the close."""
    p.identified()
    v, precision = p.value()
    talk = p.claim("a", v, precision, modality=Modality.speculative)
    close = p.claim("b", v * p.rng.uniform(0.6, 1.6), 0.0, published=p.later(1, 120))
    return talk, close, Outcome.update, None, "firmed"


def firmer(p: Plant) -> Planted:
    """Reported, then asserted, within the week."""
    p.identified()
    v, precision = p.value()
    a = p.claim("a", v, precision, modality=Modality.reported)
    b = p.claim("b", v * p.rng.uniform(1.3, 1.6), 0.0, published=p.later(1, 7))
    return a, b, Outcome.update, None, "firmed"


def grown(p: Plant) -> Planted:
    """A later figure, 8 to 45 days on."""
    p.identified()
    v, precision = p.value()
    b = p.claim("b", v * p.rng.uniform(1.3, 2), 0.0, published=p.later(8, 45))
    return p.claim("a", v, precision), b, Outcome.update, None, "later"


def plan_grew(p: Plant) -> Planted:
    """The same plan, larger some weeks later."""
    p.same = {"metric": "power", "unit": "W", "event": Event(site="Fjord One"), "modality": Modality.planned}
    v, precision = p.value()
    b = p.claim("b", v * p.rng.uniform(1.4, 3), 0.0, horizon="2030", published=p.later(8, 120))
    return p.claim("a", v, precision, horizon="2030"), b, Outcome.update, None, "later"


def moved(p: Plant) -> Planted:
    """From one value to another, in one text."""
    p.same = {"metric": p.rng.choice(("valuation", "market_cap", "revenue", "spending"))}
    v, precision = p.value()
    old = p.claim("a", v, precision, temporal_role=TemporalRole.previous)
    return old, p.claim("a", v * p.rng.uniform(1.3, 3), 0.0, start=50), Outcome.update, None, "previous"


def replaced(p: Plant) -> Planted:
    """A plan that the same text tells as replaced."""
    p.same = {"metric": p.rng.choice(("funding", "valuation", "commitment", "spending"))}
    v, precision = p.value()
    old = p.claim("a", v, precision, temporal_role=TemporalRole.superseded)
    return old, p.claim("a", v * p.rng.uniform(1.3, 3), 0.0, start=50), Outcome.update, None, "superseded"


def revised(p: Plant) -> Planted:
    """The same article, changed."""
    p.identified()
    v, precision = p.value()
    b = p.claim("a", v * 1.5, 0.0, text_sha="second", published=p.later(0, 7))
    return p.claim("a", v, precision), b, Outcome.update, None, "revision"


def denied_late(p: Plant) -> Planted:
    """A denial that comes after more than two weeks speaks of what has changed since."""
    p.identified()
    v, precision = p.value()
    no = p.claim("b", v, precision, modality=Modality.denied, published=p.later(15, 120))
    return p.claim("a", v, precision), no, Outcome.update, None, "later"


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
    b = p.claim("b", v * 1.5, precision, period=two)
    return p.claim("a", v, precision, period=one), b, Outcome.not_comparable, None, "other_period"


def another_round(p: Plant) -> Planted:
    """A round of last year and today's: without a label the days tell them apart."""
    p.same = {"metric": p.rng.choice(("funding", "debt", "investment"))}
    v, precision = p.value()
    b = p.claim("b", v * p.rng.uniform(1.3, 1.9), 0.0, published=p.later(121, 900))
    return p.claim("a", v, precision), b, Outcome.not_comparable, None, "other_event"


def both_pay(p: Plant) -> Planted:
    """The other text names both payers: they pay together; or so round a share is a coincidence."""
    p.same = {"metric": "investment", "counterparties": ("Glassworks",)}
    a = p.claim("a", 30e9, 1e9)
    b = p.claim("b", 30e9, 1e9, subject="Other AI", published=p.later(0, 7))
    if p.rng.random() < 0.5:
        p.same = {"metric": "commitment", "counterparties": ("Cloud Co",)}
        v, precision = p.value()
        a, b = p.claim("a", v, precision), p.claim("b", v, precision, subject="Other AI", published=p.later(0, 7))
        p.around = (p.claim("b", v, precision, start=70),)
    return a, b, Outcome.not_comparable, None, "other_party"


def target(p: Plant) -> Planted:
    """What is aimed at against what is."""
    p.same = {"metric": p.rng.choice(("revenue", "power")), "unit": "USD"}
    p.same |= {"unit": "W"} if p.same["metric"] == "power" else {"period": "2025"}
    v, precision = p.value()
    a = p.claim("a", v, precision, temporal_role=TemporalRole.target)
    b = p.claim("b", v * p.rng.uniform(0.2, 0.7), 0.0, published=p.later(0, 7))
    return a, b, Outcome.not_comparable, None, "target"


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


def less_firm(p: Plant) -> Planted:
    """A later figure that is only reported: no date says that it replaces what was asserted."""
    p.same = {"metric": "valuation"}
    v, precision = p.value()
    b = p.claim("b", v * p.rng.uniform(1.5, 3), 0.0, modality=Modality.reported, published=p.later(8, 45))
    return p.claim("a", v, precision), b, Outcome.undetermined, None, "unknown_date"


def unnamed(p: Plant) -> Planted:
    """A deal that nothing names, or values too far apart for one thing."""
    v, precision = p.value()
    metric, factor = p.rng.choice((("debt", 1.5), ("investment", 1.5), ("commitment", 1.5), ("funding", 6.17)))
    p.same = {"metric": metric}
    b = p.claim("b", v * factor, 0.0, published=p.later(0, 7))
    return p.claim("a", v, precision), b, Outcome.undetermined, None, "unknown_identity"


def two_costs(p: Plant) -> Planted:
    """Two costs of one year that were paid: a company has many."""
    p.same = {"metric": "spending", "period": p.rng.choice(("2024", "2025"))}
    v, precision = p.value()
    b = p.claim("b", v * p.rng.uniform(1.3, 1.9), 0.0, published=p.later(0, 7))
    return p.claim("a", v, precision), b, Outcome.undetermined, None, "unknown_identity"


def half_labelled(p: Plant) -> Planted:
    """One valuation names its basis, and the other may be on the other one."""
    p.same = {"metric": "valuation"}
    v, precision = p.value()
    basis, factor = p.rng.choice(((Basis.pre_money, 1.3), (Basis.post_money, 0.7)))
    b = p.claim("b", v * factor, 0.0, published=p.later(0, 7))
    return p.claim("a", v, precision, basis=basis), b, Outcome.undetermined, None, "unknown_basis"


def two_measures(p: Plant) -> Planted:
    """Two profits of one period: net and operating profit lie apart, and the texts do not say which."""
    p.same = {"metric": "profit", "period": p.rng.choice(("2024", "2025-Q4"))}
    v, precision = p.value()
    b = p.claim("b", v * p.rng.uniform(1.5, 3), 0.0, published=p.later(0, 7))
    return p.claim("a", v, precision), b, Outcome.undetermined, None, "unknown_basis"


def one_lender(p: Plant) -> Planted:
    """One bank lends the same sum of two digits to two companies, or a name is short for the other."""
    p.same = {"metric": "debt", "counterparties": ("First Bank",)}
    v = p.rng.randint(11, 99) * 1e6
    a, b = p.claim("a", v, 1e6), p.claim("b", v, 1e6, subject="Other Holding", published=p.later(0, 7))
    if p.rng.random() < 0.5:
        p.same = {"metric": "acquisition", "counterparties": ("Target Co",)}
        v, precision = p.value()
        a, b = p.claim("a", v, precision), p.claim("b", v, precision, subject="Acme", published=p.later(0, 7))
    return a, b, Outcome.not_comparable, None, "other_party"


def two_parts(p: Plant) -> Planted:
    """Two parts of other sizes."""
    p.identified()
    p.same["scope"] = Scope.part
    v, precision = p.value()
    b = p.claim("b", v * 1.5, 0.0, published=p.later(0, 7))
    return p.claim("a", v, precision), b, Outcome.undetermined, None, "unknown_scope"


def group_figures(p: Plant) -> Planted:
    """A parent's figure and its subsidiary's are two figures of one group."""
    p.same = {"metric": "revenue", "period": "2025"}
    v, precision = p.value()
    a = p.claim("a", v, precision, subject="Harbour Holding")
    b = p.claim("b", v * 0.6, 0.0, subject="Harbour Cloud", published=p.later(0, 7))
    return a, b, Outcome.undetermined, None, "unknown_scope"


def no_rate(p: Plant) -> Planted:
    """A currency that has no rate."""
    p.identified()
    v, precision = p.value()
    b = p.claim("b", v * 1.5, 0.0, unit="AED", published=p.later(0, 7))
    return p.claim("a", v, precision), b, Outcome.undetermined, None, "no_rate"


APART: tuple[Draw, ...] = (
    closed, firmer, grown, plan_grew, moved, replaced, revised, denied_late, other_label, other_quarter,
    another_round, both_pay, target, two_in_one_text, per_share, undated, less_firm, unnamed, two_costs,
    half_labelled, two_parts, two_measures, one_lender, group_figures, no_rate,
)  # fmt: skip
"""Updates, what is not comparable, and what is undetermined."""
