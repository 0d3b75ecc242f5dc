"""Readers of what is counted from the article or from another date: last year, two years ago, over five years."""

from __future__ import annotations

import re
from decimal import Decimal

from claims.periods import span
from extractors.date_place import Groups, Place, Read, any_of, full_quarter, number
from extractors.date_values import UNIT_MONTHS, WEEKDAYS, back, duration, period, precision_of, shift

_NOT_EACH = re.compile(
    r"\b(?:than|about|nearly|almost|half|such|what|quite|takes?|took|least|under|just|once every)\s+\Z", re.I
)


def read_same_period(groups: Groups, place: Place) -> Read:
    base = place.anchor or (full_quarter(place.today) if place.today else None)
    return Read(shift(base, -12) if base else None, direction="past")


def read_ago(groups: Groups, place: Place) -> Read | None:
    said = any_of(groups, "top", "count", "article")
    count = number(said) if said else None
    where, unit = any_of(groups, "where"), any_of(groups, "unit") or ""
    if count is None or place.today is None:
        return Read(None)
    if groups.get("more"):
        count += Decimal("0.5")
    anchor = place.anchor
    compared = anchor is not None and precision_of(anchor) in ("quarter", "half") and unit in ("year", "quarter")
    if where == "later":
        return Read(shift(anchor, int(count * UNIT_MONTHS[unit]))) if anchor and unit in UNIT_MONTHS else Read(None)
    if anchor is not None and compared:
        return Read(shift(anchor, -int(count * UNIT_MONTHS[unit])), direction="past")
    base = span(anchor).first if anchor is not None and where != "ago" else place.today
    day = back(unit, count, base)
    if day is None:
        return None
    grain = {"decade": "year", "week": "day" if count == 1 else "month"}.get(unit, unit)
    return Read(period("month" if count % 1 else grain, day), direction="past")


def read_beside(groups: Groups, place: Place) -> Read:
    unit, which = any_of(groups, "unit", "unit2") or "year", any_of(groups, "which")
    base = place.anchor or (period(unit, place.today) if place.today else None)
    if base is None:
        return Read(None)
    step = UNIT_MONTHS[unit] if which in ("following", "subsequent") else -UNIT_MONTHS[unit]
    return Read(shift(period(unit, span(base).first), step))


def read_that(groups: Groups, place: Place) -> Read | None:
    anchor, unit = place.anchor, any_of(groups, "unit") or "year"
    if anchor is None:
        return None
    return Read(anchor if unit == "period" else period(unit, span(anchor).first))


def read_which(groups: Groups, place: Place) -> Read:
    which, unit = (any_of(groups, "which") or "").removeprefix("the "), any_of(groups, "unit") or "year"
    step = {"last": 1, "past": 1, "next": -1, "coming": -1}.get(which, 0)
    day = back(unit, Decimal(step), place.today) if place.today else None
    return Read(period(unit, day) if day else None)


def read_the_year(groups: Groups, place: Place) -> Read:
    return Read(f"{place.today.year:04d}" if place.today else None)


def read_the_quarter(groups: Groups, place: Place) -> Read:
    anchor = place.anchor
    if anchor is not None and precision_of(anchor) == "quarter":
        return Read(anchor)
    return Read(full_quarter(place.today) if place.today else None)


def read_near_day(groups: Groups, place: Place) -> Read:
    step = {"yesterday": 1, "tomorrow": -1}.get(any_of(groups, "word") or "", 0)
    day = back("day", Decimal(step), place.today) if place.today else None
    return Read(day.isoformat() if day else None, direction="future" if step == -1 else "past")


def _weekday(place: Place, wanted: int, which: str | None) -> str | None:
    """The day of the week, 0 for Monday, that is meant; None without the article's day."""
    if place.today is None:
        return None
    behind = (place.today.weekday() - wanted) % 7
    if which == "this":
        behind = place.today.weekday() - wanted
    elif which in ("next", "this coming") or (which is None and behind and place.ahead()):
        behind -= 7
    elif which == "last" and behind == 0:
        behind = 7
    day = back("day", Decimal(behind), place.today)
    return day.isoformat() if day else None


def read_weekday(groups: Groups, place: Place) -> Read:
    return Read(_weekday(place, WEEKDAYS.index(any_of(groups, "weekday") or ""), any_of(groups, "which")))


def read_weekend(groups: Groups, place: Place) -> Read:
    which = any_of(groups, "which")
    return Read(_weekday(place, 5, "next" if which == "next" else "this past"))


def read_length(groups: Groups, place: Place) -> Read | None:
    unit = any_of(groups, "unit", "unit2") or ""
    if any_of(groups, "few", "few2"):
        return Read(None, "duration")
    said = any_of(groups, "top", "count", "article")
    count = number(said) if said else Decimal(1)
    if count is None:
        return None
    if any_of(groups, "half", "more"):
        count += Decimal("0.5")
    value = duration(count, unit)
    return None if value is None else Read(value, "duration")


def read_rate(groups: Groups, place: Place) -> Read | None:
    if groups.get("article") and (
        place.preposition.name or _NOT_EACH.search(place.text, max(place.first, place.start - 16), place.start)
    ):
        return None
    return Read(None, "rate", "unknown")
