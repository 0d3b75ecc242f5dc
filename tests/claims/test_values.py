"""The interval algebra: what a written number stands for, and when two of them can be the same number."""

from __future__ import annotations

import math

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from claims.values import Interval, Qualifier, Quantity, about_margin, interval, same_digits, times

NUMBERS = st.floats(min_value=1e-2, max_value=1e15) | st.floats(min_value=-1e15, max_value=-1e-2)
BOUNDED = (Qualifier.exact, Qualifier.about)
_OPEN = {Qualifier.at_least, Qualifier.at_most}


@st.composite
def quantities(draw: st.DrawFn, kinds: tuple[Qualifier, ...] = tuple(Qualifier)) -> Quantity:
    kind = draw(st.sampled_from(kinds))
    low, high = sorted((draw(NUMBERS), draw(NUMBERS)))
    if kind not in (Qualifier.range, Qualifier.vague):
        high = low
    return Quantity(
        low=None if kind is Qualifier.at_most else low,
        high=None if kind is Qualifier.at_least else high,
        unit="USD",
        qualifier=kind,
        precision=abs(low) * draw(st.sampled_from((0.0, 0.001, 0.01, 0.1, 1.0))),
    )


@st.composite
def intervals(draw: st.DrawFn) -> Interval:
    low, high = sorted((draw(NUMBERS), draw(NUMBERS)))
    return Interval(low, high)


def exact(value: float, precision: float) -> Quantity:
    return Quantity(low=value, high=value, unit="USD", precision=precision)


def bound(kind: str, value: float, precision: float = 0.0) -> Quantity:
    low, high = (value, None) if kind == "at_least" else (None, value)
    return Quantity(low=low, high=high, unit="USD", qualifier=Qualifier(kind), precision=precision)


@given(quantities(), quantities())
def test_overlap_and_gap_are_symmetric(a: Quantity, b: Quantity) -> None:
    """Which of two values comes first changes neither the overlap nor the gap."""
    assert interval(a).overlaps(interval(b)) == interval(b).overlaps(interval(a))
    assert interval(a).gap(interval(b)) == interval(b).gap(interval(a))


@given(quantities(), quantities())
def test_the_gap_lies_between_0_and_1_and_is_0_exactly_on_overlap(a: Quantity, b: Quantity) -> None:
    """A gap is a share of the larger end, and no gap means overlap."""
    gap = interval(a).gap(interval(b))
    assert 0 <= gap <= 1
    assert (gap == 0) == interval(a).overlaps(interval(b))


@given(quantities())
def test_an_interval_contains_the_number_that_is_written(q: Quantity) -> None:
    """Rounding and hedges widen a value, they never move it away from what is written."""
    assert q.written in interval(q)


@given(quantities())
def test_a_value_agrees_with_itself(q: Quantity) -> None:
    """Overlap is reflexive."""
    assert interval(q).overlaps(interval(q))
    assert interval(q).contains(interval(q))


@given(NUMBERS, st.floats(min_value=0, max_value=1e12))
def test_a_lower_bound_contains_everything_above_it(value: float, more: float) -> None:
    """`Over X` agrees with every number from X on."""
    assert value + more in interval(bound("at_least", value))


@given(st.floats(min_value=1, max_value=1e15), st.floats(min_value=0, max_value=1))
def test_an_upper_bound_contains_everything_below_it(value: float, share: float) -> None:
    """`Up to X` agrees with every positive number up to X."""
    assert value * share in interval(bound("at_most", value))


@given(NUMBERS, st.sampled_from((0.0, 0.01, 0.1)))
def test_about_contains_exact(value: float, share: float) -> None:
    """A hedge never makes a value narrower."""
    plain = exact(value, abs(value) * share)
    hedged = Quantity(low=value, high=value, unit="USD", qualifier=Qualifier.about, precision=plain.precision)
    assert interval(hedged).contains(interval(plain))


@given(st.integers(min_value=1, max_value=99_999), st.integers(min_value=1, max_value=3))
def test_a_rounded_number_agrees_with_what_it_rounds(number: int, cut: int) -> None:
    """Rounding to fewer digits stays in agreement with the finer number."""
    unit = 10**cut
    rounded = (number + unit // 2) // unit * unit
    assume(rounded)
    assert interval(exact(rounded, unit)).overlaps(interval(exact(number, 1)))


@given(intervals(), st.floats(min_value=0, max_value=0.5))
def test_widening_contains_the_interval(one: Interval, share: float) -> None:
    """Slack is added on both sides."""
    assert one.widened(share).contains(one)


@given(intervals(), intervals())
def test_a_difference_contains_the_difference_of_the_ends(one: Interval, other: Interval) -> None:
    """`minus` holds every difference, the extreme ones included."""
    assert one.low - other.high in one.minus(other)
    assert one.high - other.low in one.minus(other)


@given(quantities(), st.floats(min_value=1e-3, max_value=1e3))
def test_multiplying_keeps_overlap_with_itself_and_the_qualifier(q: Quantity, factor: float) -> None:
    """A conversion changes the size and the unit, not how the value is bounded."""
    other = times(q, factor, "EUR")
    assert (other.unit, other.qualifier) == ("EUR", q.qualifier)
    assert math.isclose(other.written, q.written * factor, rel_tol=1e-9, abs_tol=1e-9)


@given(st.integers(min_value=11, max_value=999), st.integers(min_value=-6, max_value=6).filter(bool))
def test_same_digits_at_another_scale(digits: int, power: int) -> None:
    """A power of ten between two numbers is the same digits, where two of them are not zero."""
    one, other = exact(digits * 1e6, 1e6), exact(digits * 1e6 * 10.0**power, 1.0)
    expected = len(str(digits).rstrip("0")) >= 2
    assert same_digits(one, other) is expected
    assert same_digits(other, one) is expected


@pytest.mark.parametrize(
    ("a", "b"), [(exact(14e9, 1e9), exact(14e9, 1e9)), (exact(14e9, 1e9), exact(15e10, 1e10)),
                 (exact(5e9, 1e9), exact(5e6, 1e6)), (exact(14e9, 1e9), exact(-14e6, 1e6))]
)  # fmt: skip
def test_not_the_same_digits_at_another_scale(a: Quantity, b: Quantity) -> None:
    """The same scale, other digits, one digit alone and another sign are no slip."""
    assert not same_digits(a, b)


@pytest.mark.parametrize(
    ("a", "b", "gap"),
    [
        (exact(730e9, 1e9), exact(840e9, 1e9), (839.5 - 730.5) / 839.5),
        (exact(85.4e9, 1e8), exact(85e9, 1e9), 0.0),
        (exact(2e9, 1e9), bound("at_least", 3e9, 1e9), 0.0),
        (exact(1e9, 0), bound("at_least", 2e9), 0.5),
        (exact(2e9, 0), bound("at_most", 1e9), 0.5),
        (exact(-5e8, 0), exact(5e8, 0), 1.0),
    ],
)
def test_gaps(a: Quantity, b: Quantity, gap: float) -> None:
    """The gap is the distance of the nearest ends, relative to the farther one."""
    assert interval(a).gap(interval(b)) == pytest.approx(gap, abs=1e-6)


@pytest.mark.parametrize(("value", "precision", "margin"), [(14.6e9, 1e8, 0.03), (10e9, 1e9, 0.03), (9e9, 1e9, 0.05)])
def test_the_margin_of_about_follows_the_digits(value: float, precision: float, margin: float) -> None:
    """Two written digits reach 3 %, one reaches 5 %."""
    assert about_margin(exact(value, precision)) == margin


@pytest.mark.parametrize(
    ("fields", "message"),
    [
        ({"low": None, "high": None}, "at least one bound"),
        ({"low": 2.0, "high": 1.0}, "out of order"),
        ({"low": 1.0, "high": 1.0, "precision": -1.0}, "is negative"),
    ],
)
def test_an_impossible_quantity_is_refused(fields: dict[str, float | None], message: str) -> None:
    """A quantity has a bound, its bounds are in order, and its precision is no negative number."""
    with pytest.raises(ValueError, match=message):
        Quantity(unit="USD", **fields)  # type: ignore[arg-type]


def test_a_factor_is_positive() -> None:
    """A conversion cannot turn a sum round."""
    with pytest.raises(ValueError, match="not positive"):
        times(exact(1.0, 0.1), 0.0)
