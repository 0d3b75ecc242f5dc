"""Reference rates of the European Central Bank, as they are bundled."""

from __future__ import annotations

import subprocess
import sys

import pytest

from claims.rates import reference_rate


def test_a_rate_is_that_of_the_day() -> None:
    """The bank's own figures for 2 January 2015: 1.2043 dollars and 0.7800 pounds to the euro."""
    dollars = reference_rate("EUR", "USD", "2015-01-02")
    pounds = reference_rate("EUR", "GBP", "2015-01-02")
    assert (dollars, pounds) == (1.2043, 0.78)
    assert reference_rate("GBP", "USD", "2015-01-02") == pytest.approx(1.2043 / 0.78)
    assert reference_rate("USD", "EUR", "2015-01-02") == pytest.approx(1 / 1.2043)


def test_a_day_without_a_rate_has_that_of_the_day_before() -> None:
    """A Saturday and a Sunday have Friday's."""
    assert reference_rate("EUR", "USD", "2015-01-04") == reference_rate("EUR", "USD", "2015-01-02")


@pytest.mark.parametrize(
    ("one", "other", "day"),
    [
        ("EUR", "USD", "1987-03-02"), ("EUR", "USD", "2999-01-01"), ("AED", "USD", "2015-01-02"),
        ("USD", "BTC", None), ("RUB", "USD", "2024-01-02"),
    ],
)  # fmt: skip
def test_there_is_no_rate_that_the_bank_did_not_set(one: str, other: str, day: str | None) -> None:
    """Before the euro, after the newest bundled day, another currency, one that the bank no longer quotes."""
    assert reference_rate(one, other, day) is None


def test_without_a_day_the_newest_rate_stands_in() -> None:
    """Where neither the text nor the article is dated."""
    rate = reference_rate("EUR", "USD", None)
    assert rate is not None
    assert 0.5 < rate < 2


def test_the_file_is_read_when_two_currencies_meet() -> None:
    """It takes a second, which no start pays for."""
    code = "import sys, claims.conflicts, claims.rates; sys.exit('currency_converter' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
