"""What one currency was worth in another: the reference rates of the European Central Bank, bundled and offline.

The bank's file (1999 on, some 40 currencies) comes with the package CurrencyConverter.  It takes a second to read, so
it is read when two currencies meet for the first time, never on import.
"""

from __future__ import annotations

from datetime import date, timedelta
from functools import cache
from typing import TYPE_CHECKING

from claims.periods import span

if TYPE_CHECKING:
    from currency_converter import CurrencyConverter

CLOSED_DAYS = 7
"""The bank sets no rate on weekends and holidays: the nearest earlier day counts, at most so many days back."""


def reference_rate(one: str, other: str, day: str | None) -> float | None:
    """What one unit of the ISO currency `one` is worth in `other` on a day (YYYY-MM-DD), by the bank's reference rate.

    Without a day the newest rate stands in.  None where the bank has no rate: another currency, a day before 1999 or
    after the newest bundled one.  Raises ValueError on a day that is none.
    """
    rates = _rates()
    if rates.bounds is None or one not in rates.bounds or other not in rates.bounds:
        return None
    first = max(rates.bounds[one].first_date, rates.bounds[other].first_date)
    last = min(rates.bounds[one].last_date, rates.bounds[other].last_date)
    when = last if day is None else span(day).last
    if not first <= when <= last:
        return None
    for back in range(CLOSED_DAYS + 1):
        known = _on(when - timedelta(days=back), one, other)
        if known is not None:
            return known
    return None


def _on(day: date, one: str, other: str) -> float | None:
    from currency_converter import RateNotFoundError

    try:
        return float(_rates().convert(1, one, other, day))
    except RateNotFoundError:
        return None


@cache
def _rates() -> CurrencyConverter:
    from currency_converter import CurrencyConverter

    return CurrencyConverter()
