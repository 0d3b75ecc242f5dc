"""Pairs that contradict, of every kind, planted from the meaning of the verdicts."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from benchmarks.planting import RATES, Draw, Plant, Planted
from claims.model import Basis, Event, Modality, Scope
from claims.verdicts import Kind, Outcome


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
    """Two results for one period; profits only where they are near enough to be of one measure."""
    period = p.rng.choice(("2025", "2025-Q4", "2025-H1", "2025-10"))
    p.same = {"metric": p.rng.choice(("revenue", "profit")), "period": period}
    v, precision = p.value()
    more = p.rng.uniform(1.3, 3) if p.same["metric"] == "revenue" else p.rng.uniform(1.07, 1.09)
    b = p.claim("b", v * more, 0.0, published=p.later(0, 300))
    return p.claim("a", v, precision), b, Outcome.contradiction, Kind.value, "values_differ"


def budget_clash(p: Plant) -> Planted:
    """Two budgets for one year, told in one week: what is planned for a year is one figure."""
    p.same = {"metric": "spending", "modality": Modality.planned, "horizon": p.rng.choice(("2029", "2030"))}
    v, precision = p.value()
    b = p.claim("b", v * p.rng.uniform(1.3, 3), 0.0, published=p.later(0, 7))
    return p.claim("a", v, precision), b, Outcome.contradiction, Kind.value, "values_differ"


def shrunk(p: Plant) -> Planted:
    """A plan for one site and year that became smaller within 120 days."""
    p.same = {"metric": "power", "unit": "W", "event": Event(site="Fjord One"), "modality": Modality.planned}
    p.same["horizon"] = "2030"
    v, precision = p.value()
    b = p.claim("b", v * p.rng.uniform(0.3, 0.7), 0.0, published=p.later(8, 120))
    return p.claim("a", v, precision), b, Outcome.contradiction, Kind.value, "plan_shrank"


def whole_project(p: Plant) -> Planted:
    """A project's own total, in one text or in one week, however far apart."""
    p.same = {"metric": "power", "unit": "W", "subject": "Fjord One", "modality": Modality.planned}
    v, precision = p.value()
    place = {"doc": "a", "start": 50} if p.rng.random() < 0.5 else {"doc": "b", "published": p.later(0, 7)}
    b = p.claim(value=v * p.rng.uniform(1.4, 6), precision=0.0, **place)
    return p.claim("a", v, precision), b, Outcome.contradiction, Kind.value, "values_differ"


def subsidiary(p: Plant) -> Planted:
    """A parent and its subsidiary are one party in one deal."""
    p.same = {"metric": "commitment", "counterparties": ("Cloud Co",)}
    v, precision = p.value()
    a = p.claim("a", v, precision, subject="Harbour Holding")
    b = p.claim("b", v * 1.5, 0.0, subject="Harbour Cloud", published=p.later(0, 7))
    return a, b, Outcome.contradiction, Kind.value, "values_differ"


def other_currency_clash(p: Plant) -> Planted:
    """Two currencies, and no rate of that day makes them one sum."""
    p.identified()
    v, precision = p.value()
    unit = p.rng.choice(list(RATES))
    b = p.claim("b", v * RATES[unit] * p.rng.uniform(1.3, 1.8), 0.0, published=p.later(0, 7))
    return p.claim("a", v, precision, unit=unit), b, Outcome.contradiction, Kind.value, "values_differ"


def denied(p: Plant) -> Planted:
    """One says it, the other denies it, within 14 days or in one text."""
    p.identified()
    v, precision = p.value()
    yes = p.claim("a", v, precision, modality=p.rng.choice([m for m in Modality if m is not Modality.denied]))
    place = {"doc": "a", "start": 50} if p.rng.random() < 0.3 else {"doc": "b", "published": p.later(0, 14)}
    no = p.claim(value=v, precision=precision, modality=Modality.denied, **place)
    return yes, no, Outcome.contradiction, Kind.denial, "denied"


def denied_sum(p: Plant) -> Planted:
    """What is denied is what the other text's parts add up to."""
    total, parts, precision = p.split(p.rng.randint(2, 3))
    p.same = {"metric": "commitment", "counterparties": ("Cloud Co",)}
    told = [p.claim("b", v, precision, start=10 * n, published=p.later(0, 14)) for n, v in enumerate(parts)]
    told = [replace(claim, published=told[0].published) for claim in told]
    p.around = tuple(told[1:])
    no = p.claim("a", total, precision, modality=Modality.denied)
    return no, told[0], Outcome.contradiction, Kind.denial, "denied_sum"


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


def parts_that_exceed(p: Plant) -> Planted:
    """Investors' shares that are more than the round which names them."""
    total, (large, small), precision = p.split(2)
    large, small = max(large, small), min(large, small)
    names = ("North Fund", "South Fund")
    whole = p.claim("a", total * p.rng.uniform(0.5, 0.8), 0.0, counterparties=names)
    more = {"metric": "investment", "counterparties": ("Acme AI",)}
    piece = p.claim("a", large, precision, start=40, subject=names[0], **more)
    p.around = (p.claim("a", small, precision, start=60, subject=names[1], **more),)
    if whole.quantity.written < large:
        whole = replace(whole, quantity=replace(whole.quantity, low=large * 1.01, high=large * 1.01))
    return whole, piece, Outcome.contradiction, Kind.arithmetic, "parts_exceed_whole"


def rate_and_years(p: Plant) -> Planted:
    """A yearly rate times its years is the total, or is not."""
    p.same = {"metric": "commitment", "counterparties": ("Cloud Co",)}
    years = p.rng.choice((2, 4, 5, 10))
    v, precision = p.value()
    rate_ = p.claim("a", v, precision, scope=Scope.rate, per="year", start=40)
    if p.rng.random() < 0.5:
        return (p.claim("a", v * years, 0.0, horizon=f"P{years}Y"), rate_, Outcome.compatible, None, "adds_up")
    wrong = p.claim("a", v * years * p.rng.choice((0.4, 1.8)), 0.0, horizon=f"P{years}Y")
    return wrong, rate_, Outcome.contradiction, Kind.arithmetic, "rate_does_not_fit"


def round_between(p: Plant) -> Planted:
    """Pre-money and the round make post-money; or they do not."""
    v, precision = p.value()
    size = v * p.rng.uniform(0.2, 0.6)
    fits = p.rng.random() < 0.5
    post = v + size if fits else v + size * p.rng.uniform(2.5, 3)
    p.around = (p.claim("a", size, 0.0, start=60),)
    a = p.claim("a", v, precision, metric="valuation", basis=Basis.pre_money, start=20)
    b = p.claim("a", post, 0.0, metric="valuation", basis=Basis.post_money, start=40)
    if fits:
        return a, b, Outcome.compatible, None, "different_basis"
    return a, b, Outcome.contradiction, Kind.arithmetic, "round_does_not_fit"


def post_below_pre(p: Plant) -> Planted:
    """A round that lowers the value by its own money."""
    p.same = {"metric": "valuation", "event": Event(round="Series B")}
    v, precision = p.value()
    a = p.claim("a", v, precision, basis=Basis.pre_money)
    b = p.claim("b", v * 0.8, 0.0, basis=Basis.post_money, published=p.later(0, 7))
    return a, b, Outcome.contradiction, Kind.arithmetic, "post_below_pre"


def clashing_dates(p: Plant) -> Planted:
    """One plan, told with two years in one week."""
    p.same = {"metric": "power", "event": Event(site="Fjord One"), "modality": Modality.planned}
    v, precision = p.value()
    one, two = p.rng.sample(("2027", "2028", "2030"), 2)
    a = p.claim("a", v, precision, unit="W", horizon=one)
    b = p.claim("b", v, precision, unit="W", horizon=two, published=p.later(0, 7))
    return a, b, Outcome.contradiction, Kind.date, "horizons_clash"


def slipped_year(p: Plant) -> Planted:
    """The same plan for one site, put off within 120 days."""
    p.same = {"metric": "power", "unit": "W", "event": Event(site="Fjord One"), "modality": Modality.planned}
    v, precision = p.value()
    a = p.claim("a", v, precision, horizon="2029")
    b = p.claim("b", v, precision, horizon="2031", published=p.later(8, 120))
    return a, b, Outcome.contradiction, Kind.date, "horizons_clash"


def two_days(p: Plant) -> Planted:
    """One round or takeover, told in one week with days that lie apart."""
    p.same = p.rng.choice([
        {"event": Event(round="Series C")}, {"metric": "acquisition", "counterparties": ("Target Co",)},
    ])  # fmt: skip
    v, precision = p.value()
    a = p.claim("a", v, precision, as_of=(p.day - timedelta(days=p.rng.randint(10, 300))).isoformat())
    b = p.claim("b", v, precision, as_of=p.day.isoformat(), published=p.later(0, 7))
    return a, b, Outcome.contradiction, Kind.date, "dates_clash"


def two_periods(p: Plant) -> Planted:
    """One result to three digits, told in one week for two quarters or years."""
    one, two = p.rng.choice((("2024", "2025"), ("2025-Q2", "2025-Q3"), ("2025-H1", "2025-H2")))
    p.same = {"metric": p.rng.choice(("revenue", "profit"))}
    v = p.rng.randrange(101, 999, 2) * 1e7
    b = p.claim("b", v, 1e7, period=two, published=p.later(0, 7))
    return p.claim("a", v, 1e7, period=one), b, Outcome.contradiction, Kind.date, "periods_clash"


def other_payer(p: Plant) -> Planted:
    """The same sum for the same thing in one week, said of two parties."""
    p.same = p.rng.choice([
        {"metric": "commitment", "counterparties": ("Cloud Co",)},
        {"metric": "acquisition", "counterparties": ("Target Co",)},
        {"metric": "debt", "counterparties": ("First Bank",)},
        {"metric": "spending", "event": Event(site="Fjord One")},
    ])  # fmt: skip
    v, precision = p.rng.randrange(101, 999, 2) * 1e7, 1e7
    b = p.claim("b", v, precision, subject="Other AI", published=p.later(0, 7))
    return p.claim("a", v, precision), b, Outcome.contradiction, Kind.party, "parties_clash"


CLASHES: tuple[Draw, ...] = (
    value_clash, bound_clash, result_clash, budget_clash, shrunk, whole_project, subsidiary,
    other_currency_clash, denied, denied_sum, slipped, wrong_currency, wrong_bracket, too_large_a_part,
    parts_that_exceed, rate_and_years, round_between, post_below_pre, clashing_dates, slipped_year, two_days,
    two_periods, other_payer,
)  # fmt: skip
"""What must be flagged; a few of its draws are the same sum that does add up."""
