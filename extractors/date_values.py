"""Calendar arithmetic on periods: which year a bare month means, what a quarter before is, how a length is written."""

from __future__ import annotations

import calendar
import re
from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal
from functools import lru_cache
from typing import Literal

from claims.periods import is_period, span

Precision = Literal["day", "month", "quarter", "half", "year", "duration", "unknown"]
When = Literal["begun", "open", "ended", "ahead", "this"]

MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
UNIT_MONTHS = {"month": 1, "quarter": 3, "half": 6, "year": 12, "decade": 120}
_UNIT_DAYS = {"day": 1, "week": 7}
_SHAPES: tuple[tuple[re.Pattern[str], Precision], ...] = (
    (re.compile(r"P.*"), "duration"),
    (re.compile(r"\d{4}"), "year"),
    (re.compile(r"\d{4}-Q\d"), "quarter"),
    (re.compile(r"\d{4}-H\d"), "half"),
    (re.compile(r"\d{4}-\d\d"), "month"),
    (re.compile(r"\d{4}-\d\d-\d\d"), "day"),
)


@lru_cache(maxsize=4096)
def precision_of(value: str) -> Precision:
    """How fine a period or duration is, by its form; "unknown" for any other text."""
    return next((precision for shape, precision in _SHAPES if shape.fullmatch(value)), "unknown")


def period(unit: str, day: date) -> str:
    """The year, half, quarter, month or day that the day lies in; a week is told by its month, as periods have none."""
    match unit:
        case "year":
            return f"{day.year:04d}"
        case "half":
            return f"{day.year:04d}-H{(day.month + 5) // 6}"
        case "quarter":
            return f"{day.year:04d}-Q{(day.month + 2) // 3}"
        case "month" | "week":
            return f"{day.year:04d}-{day.month:02d}"
        case _:
            return day.isoformat()


def back(unit: str, count: Decimal, day: date) -> date | None:
    """The day `count` units before the given one (after it where count is negative); None outside the calendar."""
    try:
        if unit in _UNIT_DAYS:
            return day - timedelta(days=int(count * _UNIT_DAYS[unit]))
        year, month = divmod(day.year * 12 + day.month - 1 - int(count * UNIT_MONTHS[unit]), 12)
        return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))
    except (OverflowError, ValueError, IndexError):
        return None


def shift(value: str, months: int) -> str | None:
    """The same kind of period that many months later (earlier where negative); None outside the calendar."""
    moved = back("month", Decimal(-months), span(value).first)
    return None if moved is None else period(precision_of(value), moved)


def recurring(make: Callable[[int], str], today: date, when: When) -> str | None:
    """Which year's instance of a yearly period (a month, a quarter, a day) is meant on the day `today`.

    make -- the period of a year; years where it is none (29 February) are passed over.
    when -- begun: the latest that has begun; open: the first that has not ended; ended: the latest that is over;
    ahead: the first still to begin; this: the one of today's year.
    """
    years = range(max(today.year - 4, 1), min(today.year + 4, 9999) + 1)
    found = [(value, span(value)) for value in map(make, years) if is_period(value)]
    match when:
        case "begun":
            return next((value for value, days in reversed(found) if days.first <= today), None)
        case "ended":
            return next((value for value, days in reversed(found) if days.last < today), None)
        case "open":
            return next((value for value, days in found if days.last >= today), None)
        case "ahead":
            return next((value for value, days in found if days.first > today), None)
        case "this":
            return next((value for value, days in found if days.first.year == today.year), None)


def duration(count: Decimal, unit: str) -> str | None:
    """A length in ISO 8601: whole years where they are whole (12 months is P1Y), else months; weeks and days stay.

    None where it is not a whole number of them, or nothing.
    """
    if unit in _UNIT_DAYS:
        return f"P{int(count)}{unit[0].upper()}" if count >= 1 and count % 1 == 0 else None
    months = count * UNIT_MONTHS[unit]
    if months < 1 or months % 1 != 0:
        return None
    return f"P{int(months) // 12}Y" if months % 12 == 0 else f"P{int(months)}M"
