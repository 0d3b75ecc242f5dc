"""Pairs that can both be right, planted from the meaning of the verdicts."""

from __future__ import annotations

from benchmarks.planting import RATES, Draw, Plant, Planted
from claims.model import Basis, Event, Includes, Modality, Scope
from claims.verdicts import Outcome


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


def unlabelled_bases(p: Plant) -> Planted:
    """Two values that name no basis, and the round that lies between them."""
    p.same = {"metric": "valuation"}
    v, precision = p.value()
    size = v * p.rng.uniform(0.3, 0.6)
    a, b = p.claim("a", v, precision), p.claim("b", v + size, 0.0, published=p.later(0, 7))
    p.around = (p.claim("b", size, 0.0, start=60, metric="funding", published=b.published),)
    return a, b, Outcome.compatible, None, "different_basis"


def with_debt(p: Plant) -> Planted:
    """A price with debt or contingent parts, or in cash only."""
    p.same = {"metric": "acquisition", "counterparties": ("Target Co",)}
    v, precision = p.value()
    includes, factor = p.rng.choice(((Includes.debt, 1.3), (Includes.contingent, 1.4), (Includes.cash_only, 0.6)))
    b = p.claim("b", v * factor, 0.0, includes=includes, published=p.later(0, 7))
    return p.claim("a", v, precision), b, Outcome.compatible, None, "different_basis"


def equity_and_debt(p: Plant) -> Planted:
    """Equity and a loan make the package."""
    total, (equity, loan), precision = p.split(2)
    p.around = (p.claim("a", equity, precision, start=60),)
    debt = p.claim("a", loan, precision, start=40, metric="debt")
    return p.claim("a", total, precision), debt, Outcome.compatible, None, "different_basis"


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


def counted(p: Plant) -> Planted:
    """So many of each make the total."""
    p.same = {"metric": "power", "unit": "W", "event": Event(site="Fjord One")}
    v, precision = p.value()
    count = p.rng.randint(2, 9)
    each = p.claim("a", v, precision, count=count)
    return each, p.claim("b", v * count, 0.0, published=p.later(0, 7)), Outcome.compatible, None, "count"


def within_the_whole(p: Plant) -> Planted:
    """A smaller capacity in one text with the larger one."""
    p.same = {"metric": "power", "unit": "W"}
    v, precision = p.value()
    more = p.rng.choice(({}, {"counterparties": ("Utility Co",)}, {"horizon": "2029"}, {"event": Event(site="Fjord")}))
    piece = p.claim("a", v * p.rng.uniform(0.1, 0.7), 0.0, start=40, **more)
    return p.claim("a", v, precision), piece, Outcome.compatible, None, "part_of"


def user_and_supplier(p: Plant) -> Planted:
    """One text tells a capacity of who uses it and of who supplies it."""
    p.same = {"metric": "power", "unit": "W"}
    v, precision = p.value()
    a = p.claim("a", v, precision, counterparties=("Cloud Co",))
    return a, p.claim("a", v, precision, start=40, subject="Cloud Co"), Outcome.compatible, None, "restated"


def cluster_in_campus(p: Plant) -> Planted:
    """A project inside the larger campus of its owner, or a tenant's share of a project."""
    p.same = {"metric": "power", "unit": "W"}
    v, precision = p.value()
    if p.rng.random() < 0.5:
        a = p.claim("a", v, precision, subject="Fjord One", counterparties=("Owner Co",))
        b = p.claim("b", v * p.rng.uniform(1.5, 6), 0.0, subject="Owner Co", published=p.later(0, 30))
    else:
        a = p.claim("a", v, precision, subject="Fjord One")
        b = p.claim("b", v * p.rng.uniform(0.1, 0.6), 0.0, event=Event(site="Fjord One"), published=p.later(0, 30))
    return a, b, Outcome.compatible, None, "part_of"


def parts_that_add_up(p: Plant) -> Planted:
    """Shares of a round, or parts of one deal, that make the total."""
    total, parts, precision = p.split(p.rng.randint(2, 4))
    if p.rng.random() < 0.5:
        p.same = {"metric": "commitment", "counterparties": ("Cloud Co",)}
        claims_ = [p.claim("a", v, precision, start=40 + 10 * n) for n, v in enumerate(parts)]
    else:
        names = [f"Fund {n}" for n in range(len(parts))]
        p.same = {"metric": "investment", "counterparties": ("Acme AI",)}
        claims_ = [p.claim("a", v, precision, start=40 + 10 * n, subject=names[n]) for n, v in enumerate(parts)]
        p.same = {"counterparties": tuple(names)}
    p.around = tuple(claims_[1:])
    return p.claim("a", total, precision), claims_[0], Outcome.compatible, None, "part_of"


def converted(p: Plant) -> Planted:
    """The same sum at the day's rate."""
    p.identified()
    v, precision = p.value()
    unit = p.rng.choice(list(RATES))
    dollars = v * RATES[unit] * p.rng.uniform(0.98, 1.02)
    a, b = p.claim("a", v, precision, unit=unit), p.claim("b", dollars, 0.0, published=p.later(0, 7))
    return a, b, Outcome.compatible, None, "conversion"


def good_bracket(p: Plant) -> Planted:
    """A bracket that converts what it follows, linked by the reader or standing beside it."""
    v, precision = p.value()
    unit = p.rng.choice(list(RATES))
    a = p.claim("a", v, precision, unit=unit)
    dollars = v * RATES[unit] * p.rng.uniform(0.96, 1.04)
    place = {"start": 20, "converts": a.id} if p.rng.random() < 0.5 else {"start": a.end + 2}
    return a, p.claim("a", dollars, dollars / 1000, **place), Outcome.compatible, None, "conversion"


def order_of_magnitude(p: Plant) -> Planted:
    """Tens of billions, which never alert."""
    p.identified()
    v, precision = p.value()
    low = v * p.rng.uniform(0.3, 2)
    b = p.claim("b", low, 0.0, qualifier="vague", high=low * 9, published=p.later(0, 7))
    return p.claim("a", v, precision), b, Outcome.compatible, None, "vague"


def denied_otherwise(p: Plant) -> Planted:
    """Another value is denied, or both are."""
    p.identified()
    v, precision = p.value()
    no = p.claim("a", v, precision, modality=Modality.denied)
    if p.rng.random() < 0.5:
        b = p.claim("b", v, precision, modality=Modality.denied, published=p.later(0, 7))
        return no, b, Outcome.compatible, None, "both_denied"
    b = p.claim("b", v * 1.5, 0.0, published=p.later(0, 7))
    return no, b, Outcome.compatible, None, "denied_other_value"


AGREEING: tuple[Draw, ...] = (
    rounded, bounded, ranged, same, repeated, two_bases, unlabelled_bases, with_debt, equity_and_debt, a_part,
    cumulated, counted, within_the_whole, user_and_supplier, cluster_in_campus, parts_that_add_up, converted,
    good_bracket, order_of_magnitude, denied_otherwise,
)  # fmt: skip
"""What is compatible, though a naive comparison flags much of it."""
