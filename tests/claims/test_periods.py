"""Dates as news gives them, and the days that they stand for."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claims.periods import Span, duration_years, is_duration, is_period, span

DAYS = st.dates(min_value=date(1990, 1, 1), max_value=date(2050, 12, 31))


@st.composite
def spans(draw: st.DrawFn) -> Span:
    first, last = sorted((draw(DAYS), draw(DAYS)))
    return Span(first, last)


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2025", date(2025, 1, 1), date(2025, 12, 31)),
        ("2025-H1", date(2025, 1, 1), date(2025, 6, 30)),
        ("2025-H2", date(2025, 7, 1), date(2025, 12, 31)),
        ("2025-Q1", date(2025, 1, 1), date(2025, 3, 31)),
        ("2025-Q4", date(2025, 10, 1), date(2025, 12, 31)),
        ("2024-02", date(2024, 2, 1), date(2024, 2, 29)),
        ("2025-10-03", date(2025, 10, 3), date(2025, 10, 3)),
    ],
)
def test_each_form_stands_for_its_days(text: str, first: date, last: date) -> None:
    """A period is its first and its last day, both included."""
    assert span(text) == Span(first, last)


@pytest.mark.parametrize("text", ["", "25", "2025-13", "2025-00", "2025-Q5", "2025-H3", "2025-02-30", "by 2030", "P8Y"])
def test_what_is_no_period(text: str) -> None:
    """Anything else is refused, a day that the calendar does not have included."""
    assert not is_period(text)
    with pytest.raises(ValueError, match=r"no period|day"):
        span(text)


@pytest.mark.parametrize(
    ("text", "years"),
    [
        ("P8Y", 8.0),
        ("P18M", 1.5),
        ("P1Y6M", 1.5),
        ("P52W", 1.0),
        ("P365D", 1.0),
        ("P", None),
        ("8Y", None),
        ("2030", None),
    ],
)
def test_durations_in_years(text: str, years: float | None) -> None:
    """A duration is so many years; anything else is no duration."""
    assert duration_years(text) == years
    assert is_duration(text) is (years is not None)


@given(DAYS)
def test_a_day_lies_in_its_month_quarter_half_and_year(day: date) -> None:
    """The coarser forms of one day contain it."""
    quarter, half = (day.month + 2) // 3, (day.month + 5) // 6
    for text in (f"{day:%Y-%m}", f"{day.year}-Q{quarter}", f"{day.year}-H{half}", f"{day.year}"):
        assert span(text).meets(span(day.isoformat()))


@given(spans(), spans())
def test_meeting_and_distance_are_symmetric(a: Span, b: Span) -> None:
    """Which span comes first changes nothing, and spans that meet are 0 days apart."""
    assert a.meets(b) == b.meets(a)
    assert a.apart(b) == b.apart(a) >= 0
    assert (a.apart(b) == 0) == a.meets(b)


@given(DAYS)
def test_a_day_has_one_day(day: date) -> None:
    """Both ends count."""
    assert span(day.isoformat()).days == 1
