"""Dates as news gives them: a year, a half, a quarter, a month or a day, and what span of days each stands for."""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from claims.errors import UsageError

_PERIOD = re.compile(
    r"(?P<year>\d{4})(?:-(?:Q(?P<quarter>[1-4])|H(?P<half>[12])|(?P<month>\d{2})(?:-(?P<day>\d{2}))?))?"
)
_DURATION = re.compile(r"P(?:(?P<years>\d+)Y)?(?:(?P<months>\d+)M)?(?:(?P<weeks>\d+)W)?(?:(?P<days>\d+)D)?")


@dataclass(frozen=True, slots=True)
class Span:
    """The first and the last day of a period, both included."""

    first: date
    last: date

    @property
    def days(self) -> int:
        """Length in days; a single day has 1."""
        return (self.last - self.first).days + 1

    def meets(self, other: Span) -> bool:
        """Whether the two spans share a day."""
        return self.first <= other.last and other.first <= self.last

    def apart(self, other: Span) -> int:
        """Days between the nearest ends; 0 where the spans share a day."""
        if self.meets(other):
            return 0
        return (other.first - self.last).days if self.last < other.first else (self.first - other.last).days


@lru_cache(maxsize=4096)  # the same few periods are asked for again and again
def span(period: str) -> Span:
    """The days that an EDTF-like period stands for: 2025, 2025-H1, 2025-Q4, 2025-10, 2025-10-03.

    Raises ValueError where the text is no such period.
    """
    match = _PERIOD.fullmatch(period)
    if match is None:
        raise ValueError(f"no period: {period!r} (expected 2025, 2025-H1, 2025-Q4, 2025-10 or 2025-10-03)")
    year = int(match["year"])
    if match["quarter"]:
        first, last = 3 * int(match["quarter"]) - 2, 3 * int(match["quarter"])
    elif match["half"]:
        first, last = 6 * int(match["half"]) - 5, 6 * int(match["half"])
    elif match["month"]:
        first = last = int(match["month"])
        if match["day"]:
            day = date(year, first, int(match["day"]))
            return Span(day, day)
    else:
        first, last = 1, 12
    if not 1 <= first <= 12:
        raise ValueError(f"no period: {period!r} (month {first})")
    return Span(date(year, first, 1), date(year, last, calendar.monthrange(year, last)[1]))


@lru_cache(maxsize=4096)
def is_period(text: str) -> bool:
    """Whether `span` can read it."""
    try:
        span(text)
    except ValueError:
        return False
    return True


def known_period(text: str | None, name: str) -> str | None:
    """The period that a person asks for under this name, or None.  Raises UsageError where it is none."""
    if text is not None and not is_period(text):
        raise UsageError(f"{name} {text!r} is no date; write 2025, 2025-Q4, 2025-10 or 2025-10-03")
    return text


def duration_years(text: str) -> float | None:
    """Years of an ISO 8601 duration (P8Y is 8.0, P18M is 1.5); None where the text is no duration."""
    match = _DURATION.fullmatch(text)
    if match is None or text == "P":
        return None
    part = {name: int(value) if value else 0 for name, value in match.groupdict().items()}
    return part["years"] + part["months"] / 12 + part["weeks"] / 52 + part["days"] / 365


def is_duration(text: str) -> bool:
    """Whether the text is an ISO 8601 duration in years, months, weeks or days."""
    return duration_years(text) is not None
