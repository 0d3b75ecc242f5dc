"""The scales of a chart: places, and ticks that people can read."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from review.charts.scales import time_scale, value_scale


@pytest.mark.parametrize(
    ("values", "unit", "log", "labels"),
    [
        ([29e9, 110e9], "USD", False, ["$0", "$20 billion", "$40 billion", "$60 billion", "$80 billion", "$100 billion",
                                       "$120 billion"]),
        ([2e9], "W", False, ["0", "500 MW", "1 GW", "1.5 GW", "2 GW"]),
        ([-190e6, 50e6], "USD", False, ["-$200 million", "-$150 million", "-$100 million", "-$50 million", "$0",
                                        "$50 million"]),
        ([0.0], "EUR", False, ["EUR 0", "EUR 0.2", "EUR 0.4", "EUR 0.6", "EUR 0.8", "EUR 1"]),
        ([1e9, 100e9], "USD", True, ["$1 billion", "$2 billion", "$5 billion", "$10 billion", "$20 billion",
                                     "$50 billion", "$100 billion"]),
        ([1e6, 1e12], "USD", True, ["$1 million", "$10 million", "$100 million", "$1 billion", "$10 billion",
                                    "$100 billion", "$1 trillion"]),
    ],
)  # fmt: skip
def test_values_have_round_ticks(values: list[float], unit: str, log: bool, labels: list[str]) -> None:
    """In the words that people write; a linear scale holds zero."""
    assert [tick.label for tick in value_scale(values, unit, 400, log=log).ticks] == labels


@pytest.mark.parametrize(
    ("first", "last", "labels"),
    [
        ("2025-10-03", "2025-10-03", ["1 Sep 2025", "15 Sep 2025", "29 Sep 2025", "13 Oct 2025", "27 Oct 2025"]),
        ("2025-01-10", "2025-11-20", ["Jan 2025", "Mar 2025", "May 2025", "Jul 2025", "Sep 2025", "Nov 2025"]),
        ("2024-02-01", "2030-07-01", ["2024", "2025", "2026", "2027", "2028", "2029", "2030"]),
        ("1999-01-01", "2070-07-01", ["2000", "2010", "2020", "2030", "2040", "2050", "2060", "2070"]),
    ],
)  # fmt: skip
def test_time_has_ticks_of_weeks_months_or_years(first: str, last: str, labels: list[str]) -> None:
    """As many as have room, on Mondays and on first days."""
    scale = time_scale([date.fromisoformat(first), date.fromisoformat(last)], 860)
    assert [tick.label for tick in scale.ticks] == labels


@given(st.lists(st.floats(1e-3, 1e18), min_size=1, max_size=5), st.booleans())
def test_values_stand_within_the_plane_and_come_back(values: list[float], log: bool) -> None:
    """From data to pixels and back; larger is higher; ticks are few and within."""
    scale = value_scale(values, "USD", 400, log=log)
    for value in values:
        assert 0 <= scale.pixel(value) <= 400
        assert scale.value(scale.pixel(value)) == pytest.approx(value, rel=1e-6, abs=max(values) * 1e-9)
    assert scale.pixel(max(values)) <= scale.pixel(min(values))
    assert len(scale.ticks) <= 10
    assert all(scale.first <= tick.at <= scale.last for tick in scale.ticks)


@given(st.lists(st.dates(date(1000, 1, 1), date(9000, 1, 1)), min_size=1, max_size=5))
def test_days_stand_within_the_plane(days: list[date]) -> None:
    """Whatever years a text names."""
    scale = time_scale(days, 860)
    assert all(0 <= scale.pixel(day.toordinal()) <= 860 for day in days)
    assert 1 <= len(scale.ticks) <= 11


def test_no_days_at_all_have_a_scale_too() -> None:
    """An empty chart is drawn."""
    assert next(tick.label for tick in time_scale([], 860).ticks) == "Jan 2025"
