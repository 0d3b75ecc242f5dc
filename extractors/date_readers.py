"""Readers of what the calendar names: days, months, quarters, halves, years, seasons; and the list of all readers."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

from claims.periods import is_period, span
from extractors import date_relative
from extractors.date_place import Groups, Kind, Place, Read, any_of, in_year, number, said_year
from extractors.date_values import MONTHS, UNIT_MONTHS, When, period, recurring

_SOON = 31  # days: a day without a year that is so close ahead is meant, not the one of the year before
_RESULTS_UNTIL = 3  # month: until March "full year" and "year-end" tell of the year before
_ORDINALS = {"first": 1, "front": 1, "opening": 1, "second": 2, "latter": 2, "back": 2, "third": 3, "fourth": 4}
_SEASONS = {"winter": 1, "spring": 2, "summer": 3, "autumn": 4, "fall": 4}  # the quarter that holds most of it
_SEASON_LEADS = {"by", "in", "during", "until", "before", "since", "through"}  # not "to fall", "a fall on Monday"


def _month_number(groups: Groups) -> int:
    month = any_of(groups, "month", "month2") or ""
    return int(month) if month.isdigit() else MONTHS.index(month[:3]) + 1


def read_day(groups: Groups, place: Place) -> Read | None:
    month, day = _month_number(groups), int(any_of(groups, "day", "day2") or "0")
    if not is_period(f"2024-{month:02d}-{day:02d}"):
        return None
    if year := any_of(groups, "year"):
        value = f"{year}-{month:02d}-{day:02d}"
        return Read(value) if is_period(value) else None

    def make(year: int) -> str:
        return f"{year:04d}-{month:02d}-{day:02d}"

    found = place.yearly(make)
    coming = recurring(make, place.today, "open") if place.today else None
    if coming is not None and place.today is not None and (span(coming).first - place.today).days <= _SOON:
        found = coming
    return Read(found)


def read_month(groups: Groups, place: Place) -> Read:
    month = _month_number(groups)
    return in_year(lambda year: f"{year:04d}-{month:02d}", groups, place)


def read_part(groups: Groups, place: Place) -> Read:
    suffix = f"Q{groups['quarter']}" if groups["quarter"] else f"H{groups['half']}"
    return Read(f"{groups['year']}-{suffix}")


def read_years(groups: Groups, place: Place) -> Read | None:
    first, last = int(groups["year"] or 0), int(groups["last"] or 0)
    if last < 100:
        if last <= first % 100:
            return Read(f"{first}-{last:02d}") if groups["dash"] == "-" and 1 <= last <= 12 else None
        last += first - first % 100
    if last <= first:
        return None
    return Read(f"{last}", "point" if last == first + 1 else "horizon")


def _ordinal(word: str) -> int:
    return int(word[0]) if word[:1].isdigit() else _ORDINALS[word]


def read_quarter(groups: Groups, place: Place) -> Read | None:
    word = any_of(groups, "ord", "quarter", "quarter2")
    edge = any_of(groups, "edge")
    if edge and not said_year(groups, place)[0]:
        return None  # "the last quarter" alone is the one before
    quarter = (1 if edge == "opening" else 4) if edge else _ordinal(word or "")
    return in_year(lambda year: f"{year:04d}-Q{quarter}", groups, place)


def read_half(groups: Groups, place: Place) -> Read:
    half = _ordinal(any_of(groups, "ord", "half", "half2") or "")
    return in_year(lambda year: f"{year:04d}-H{half}", groups, place)


def read_ended(groups: Groups, place: Place) -> Read | None:
    month, day = _month_number(groups), int(any_of(groups, "day", "day2") or "28")
    if not is_period(f"2024-{month:02d}-{day:02d}"):
        return None
    said, year = said_year(groups, place)
    end = f"{year:04d}-{month:02d}-{day:02d}" if said else None
    if not said and place.today is not None:
        when: When = "open" if groups.get("open") else "begun"
        end = recurring(lambda y: f"{y:04d}-{month:02d}-{day:02d}", place.today, when)
    unit, count = any_of(groups, "unit"), any_of(groups, "count")
    months = UNIT_MONTHS[unit] if unit else int(number(count or "0") or 0)
    kind: Kind = "fiscal" if groups.get("fiscal") or months == 12 else "point"
    if end is None or not is_period(end):
        return Read(None, kind)
    unit = {3: "quarter", 6: "half"}.get(months, "year")
    middle = span(end).last - timedelta(days=months * 15) if unit != "year" else span(end).last
    return Read(period(unit, middle), kind)


def read_opening_months(groups: Groups, place: Place) -> Read:
    months = number(any_of(groups, "count") or "0")
    first = any_of(groups, "edge") in ("first", "opening")
    suffix = {3: "-Q1" if first else "-Q4", 6: "-H1" if first else "-H2"}.get(int(months or 0), "")
    return in_year(lambda year: f"{year:04d}{suffix}", groups, place)


def read_fiscal(groups: Groups, place: Place) -> Read:
    which = any_of(groups, "which")
    if which:
        step = {"last": -1, "previous": -1, "prior": -1, "next": 1, "coming": 1}.get(which, 0)
        return Read(f"{place.today.year + step:04d}" if place.today else None, "fiscal")
    year = said_year(groups, place)[1]
    last = any_of(groups, "last")
    if last and year is not None:
        year = year - year % 100 + int(last)
    return Read(None if year is None else f"{year:04d}", "fiscal")


def _told_year(place: Place) -> int | None:
    """The year that a result is told of: until March the one before, unless a verb says that it is still to come."""
    if place.today is None:
        return None
    limit = place.preposition.horizon or place.ahead()
    return place.today.year - (place.today.month <= _RESULTS_UNTIL and not limit)


def read_full_year(groups: Groups, place: Place) -> Read:
    year = said_year(groups, place)[1] or _told_year(place)
    return Read(None if year is None else f"{year:04d}")


def read_year_end(groups: Groups, place: Place) -> Read:
    year = said_year(groups, place)[1] or _told_year(place)
    return Read(None if year is None else f"{year:04d}" if place.preposition.horizon else f"{year:04d}-Q4")


def read_decade(groups: Groups, place: Place) -> Read:
    return Read(f"{place.today.year // 10 * 10 + 10:04d}" if place.today else None, direction="future")


def read_season(groups: Groups, place: Place) -> Read | None:
    season, which = any_of(groups, "season") or "", any_of(groups, "which")
    said, lead = said_year(groups, place)[0], place.preposition.name
    if not (said or which or place.part or lead in _SEASON_LEADS):
        return None
    read = in_year(lambda year: f"{year:04d}-Q{_SEASONS[season]}", groups, place)
    return replace(read, value=read.value and read.value[:4])


def read_year(groups: Groups, place: Place) -> Read:
    return Read(groups["year"])


def read_unknown(groups: Groups, place: Place) -> Read:
    return Read(None)


READERS: dict[str, Callable[[Groups, Place], Read | None]] = {
    "day": read_day, "part": read_part, "years": read_years, "month": read_month, "ended": read_ended,
    "opening_months": read_opening_months, "same_period": date_relative.read_same_period, "quarter": read_quarter,
    "half": read_half, "fiscal": read_fiscal, "full_year": read_full_year, "year_end": read_year_end,
    "unknown": read_unknown, "decade": read_decade, "length": date_relative.read_length, "ago": date_relative.read_ago,
    "beside": date_relative.read_beside, "that": date_relative.read_that, "which": date_relative.read_which,
    "weekend": date_relative.read_weekend, "near_day": date_relative.read_near_day,
    "weekday": date_relative.read_weekday, "season": read_season, "rate": date_relative.read_rate,
    "the_year": date_relative.read_the_year, "the_quarter": date_relative.read_the_quarter, "year": read_year,
}  # fmt: skip
"""The readers by the name that a row of `extractors.date_patterns` gives in `becomes`."""
