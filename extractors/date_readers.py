"""Readers: each turns the groups of a row of `extractors.date_patterns` into a value, or declines the row."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Literal

from claims.periods import is_period, span
from extractors.date_leads import CLAUSE_END, CUES, Part, Preposition
from extractors.date_values import (
    MONTHS,
    UNIT_MONTHS,
    WEEKDAYS,
    When,
    back,
    duration,
    period,
    precision_of,
    recurring,
    shift,
)
from extractors.numbers import words

Kind = Literal["point", "horizon", "duration", "rate", "fiscal"]
Direction = Literal["past", "future", "unknown"]
Groups = dict[str, str | None]

_CUE_REACH = 90  # characters on either side in which a verb tells whether a date is ahead
_SOON = 31  # days: a day without a year that is so close ahead is meant, not the one of the year before
_RESULTS_UNTIL = 3  # month: until March "full year" and "year-end" tell of the year before
_ORDINALS = {"first": 1, "front": 1, "opening": 1, "second": 2, "latter": 2, "back": 2, "third": 3, "fourth": 4}
_SEASONS = {"winter": 1, "spring": 2, "summer": 3, "autumn": 4, "fall": 4}  # the quarter that holds most of it
_FALL_LEADS = {"by", "in", "during", "until", "before", "since"}  # the season: "to fall" and "the fall" are other words
_WHEN: dict[str, When] = {"last": "ended", "next": "ahead", "this": "this", "this past": "begun", "this coming": "open"}
_NOT_EACH = re.compile(
    r"\b(?:than|about|nearly|almost|half|such|what|quite|takes?|took|least|under|just|once every)\s+\Z", re.I
)


@dataclass(frozen=True, slots=True)
class Place:
    """What a reader may look at beside its groups: the text around, the article's day, and what was found before."""

    text: str
    start: int
    end: int
    first: int
    last: int
    today: date | None
    preposition: Preposition
    part: Part | None
    before: DateExpr | None

    def ahead(self) -> bool:
        """Whether the nearest verb says that the date is still to come: the last one before it, else the first after.

        With no verb a limit is to come, any other date is not.
        """
        left = self.text[max(self.first, self.start - _CUE_REACH) : self.start]
        cues = list(CUES.finditer(left, max((m.end() for m in CLAUSE_END.finditer(left)), default=0)))
        cue = cues[-1] if cues else CUES.search(self.text, self.end, min(self.last, self.end + _CUE_REACH))
        return self.preposition.horizon if cue is None else cue["ahead"] is not None

    def yearly(self, make: Callable[[int], str], which: str | None = None) -> str | None:
        """The instance of a yearly period that is meant, None without the article's day."""
        if self.today is None:
            return None
        return recurring(make, self.today, _WHEN[which] if which else "open" if self.ahead() else "begun")


@dataclass(frozen=True, slots=True)
class Read:
    value: str | None
    kind: Kind = "point"
    direction: Direction | None = None


# readers: the groups of a row in, a value out; None where the row does not apply after all


def _number(text: str) -> Decimal | None:
    if text[0].isdigit():
        return Decimal(text)
    read = words(text)
    return None if read is None else read[0]


def _any(groups: Groups, *names: str) -> str | None:
    """The first of these groups that took part in the match, in lower case."""
    return next((value.lower() for name in names if (value := groups.get(name))), None)


def _year(groups: Groups, place: Place) -> tuple[bool, int | None]:
    """Whether a year is said, and which: 2025, '25, FY26, last year, that year; None where it cannot be told."""
    if said := _any(groups, "year"):
        return True, int(said)
    if short := _any(groups, "yy", "yy2"):
        return True, 2000 + int(short)
    relative = _any(groups, "rel")
    if relative is None:
        return False, None
    base = place.today.year if place.today else None
    if relative in ("that", "the same") and place.before and place.before.value and is_period(place.before.value):
        return True, int(place.before.value[:4])
    steps = {"last": -1, "the previous": -1, "the prior": -1, "next": 1}
    return True, None if base is None else base + steps.get(relative, 0)


def _in_year(make: Callable[[int], str], groups: Groups, place: Place) -> Read | None:
    said, year = _year(groups, place)
    which = _any(groups, "which")
    kind: Kind = "fiscal" if _any(groups, "fiscal", "fy", "label") else "point"
    if said:
        return None if year is None and place.today else Read(None if year is None else make(year), kind)
    return Read(place.yearly(make, which), kind)


def _month_number(groups: Groups) -> int:
    month = _any(groups, "month", "month2") or ""
    return int(month) if month.isdigit() else MONTHS.index(month[:3]) + 1


def _read_day(groups: Groups, place: Place) -> Read | None:
    month, day = _month_number(groups), int(_any(groups, "day", "day2") or "0")
    if not is_period(f"2024-{month:02d}-{day:02d}"):
        return None
    if year := _any(groups, "year"):
        value = f"{year}-{month:02d}-{day:02d}"
        return Read(value) if is_period(value) else None

    def make(year: int) -> str:
        return f"{year:04d}-{month:02d}-{day:02d}"

    found = place.yearly(make)
    coming = recurring(make, place.today, "open") if place.today else None
    if coming is not None and place.today is not None and (span(coming).first - place.today).days <= _SOON:
        found = coming
    return Read(found)


def _read_month(groups: Groups, place: Place) -> Read | None:
    number = _month_number(groups)
    return _in_year(lambda year: f"{year:04d}-{number:02d}", groups, place)


def _read_part(groups: Groups, place: Place) -> Read:
    return Read(
        f"{groups['year']}-Q{groups['quarter']}" if groups["quarter"] else f"{groups['year']}-H{groups['half']}"
    )


def _read_years(groups: Groups, place: Place) -> Read | None:
    first, last = int(groups["year"] or 0), int(groups["last"] or 0)
    if last < 100:
        if last <= first % 100:
            return Read(f"{first}-{last:02d}") if groups["dash"] == "-" and 1 <= last <= 12 else None
        last += first - first % 100
    return Read(f"{last}", "horizon") if last > first else None


def _read_quarter(groups: Groups, place: Place) -> Read | None:
    word = _any(groups, "ord", "quarter", "quarter2")
    edge = _any(groups, "edge")
    if edge and not _year(groups, place)[0]:
        return None  # "the last quarter" alone is the one before
    number = (1 if edge == "opening" else 4) if edge else _ordinal(word or "")
    return _in_year(lambda year: f"{year:04d}-Q{number}", groups, place)


def _read_half(groups: Groups, place: Place) -> Read | None:
    number = _ordinal(_any(groups, "ord", "half", "half2") or "")
    return _in_year(lambda year: f"{year:04d}-H{number}", groups, place)


def _ordinal(word: str) -> int:
    return int(word[0]) if word[:1].isdigit() else _ORDINALS[word]


def _read_ended(groups: Groups, place: Place) -> Read | None:
    month, day = _month_number(groups), int(_any(groups, "day", "day2") or "28")
    if not is_period(f"2024-{month:02d}-{day:02d}"):
        return None
    said, year = _year(groups, place)
    end = f"{year:04d}-{month:02d}-{day:02d}" if said else None
    if not said and place.today is not None:
        when: When = "open" if groups.get("open") else "begun"
        end = recurring(lambda y: f"{y:04d}-{month:02d}-{day:02d}", place.today, when)
    unit, count = _any(groups, "unit"), _any(groups, "count")
    months = UNIT_MONTHS[unit] if unit else int(_number(count or "0") or 0)
    kind: Kind = "fiscal" if groups.get("fiscal") or months == 12 else "point"
    if end is None or not is_period(end):
        return Read(None, kind)
    unit = {3: "quarter", 6: "half"}.get(months, "year")
    middle = span(end).last - timedelta(days=months * 15) if unit != "year" else span(end).last
    return Read(period(unit, middle), kind)


def _read_opening_months(groups: Groups, place: Place) -> Read | None:
    months = _number(_any(groups, "count") or "0")
    first = _any(groups, "edge") in ("first", "opening")
    suffix = {3: "-Q1" if first else "-Q4", 6: "-H1" if first else "-H2"}.get(int(months or 0), "")
    return _in_year(lambda year: f"{year:04d}{suffix}", groups, place)


def _anchor(place: Place) -> str | None:
    """The period named before in the sentence, if it was one."""
    value = place.before.value if place.before else None
    return value if value is not None and is_period(value) else None


def _full_quarter(today: date) -> str | None:
    return shift(period("quarter", today), -3)


def _read_same_period(groups: Groups, place: Place) -> Read:
    base = _anchor(place) or (_full_quarter(place.today) if place.today else None)
    return Read(shift(base, -12) if base else None, direction="past")


def _read_fiscal(groups: Groups, place: Place) -> Read | None:
    which = _any(groups, "which")
    if which:
        step = {"last": -1, "previous": -1, "prior": -1, "next": 1, "coming": 1}.get(which, 0)
        return Read(f"{place.today.year + step:04d}" if place.today else None, "fiscal")
    year = _year(groups, place)[1]
    last = _any(groups, "last")
    if last and year is not None:
        year = year - year % 100 + int(last)
    return Read(None if year is None else f"{year:04d}", "fiscal")


def _told_year(place: Place) -> int | None:
    """The year that a result is told of: until March the one before, unless a verb says that it is still to come."""
    if place.today is None:
        return None
    limit = place.preposition.horizon or place.ahead()
    return place.today.year - (place.today.month <= _RESULTS_UNTIL and not limit)


def _read_full_year(groups: Groups, place: Place) -> Read:
    year = _year(groups, place)[1] or _told_year(place)
    return Read(None if year is None else f"{year:04d}")


def _read_year_end(groups: Groups, place: Place) -> Read:
    year = _year(groups, place)[1] or _told_year(place)
    return Read(None if year is None else f"{year:04d}" if place.preposition.horizon else f"{year:04d}-Q4")


def _read_unknown(groups: Groups, place: Place) -> Read:
    return Read(None)


def _read_decade(groups: Groups, place: Place) -> Read:
    return Read(f"{place.today.year // 10 * 10 + 10:04d}" if place.today else None, direction="future")


def _read_the_year(groups: Groups, place: Place) -> Read:
    return Read(f"{place.today.year:04d}" if place.today else None)


def _read_the_quarter(groups: Groups, place: Place) -> Read:
    anchor = _anchor(place)
    if anchor is not None and precision_of(anchor) == "quarter":
        return Read(anchor)
    return Read(_full_quarter(place.today) if place.today else None)


def _read_length(groups: Groups, place: Place) -> Read | None:
    unit = _any(groups, "unit", "unit2") or ""
    if _any(groups, "few", "few2"):
        return Read(None, "duration")
    said = _any(groups, "top", "count", "article")
    count = _number(said) if said else Decimal(1)
    if count is None:
        return None
    if _any(groups, "half", "more"):
        count += Decimal("0.5")
    value = duration(count, unit)
    return None if value is None else Read(value, "duration")


def _read_rate(groups: Groups, place: Place) -> Read | None:
    if groups.get("article") and (
        place.preposition.name or _NOT_EACH.search(place.text, max(place.first, place.start - 16), place.start)
    ):
        return None
    return Read(None, "rate", "unknown")


def _read_ago(groups: Groups, place: Place) -> Read | None:
    said = _any(groups, "top", "count", "article")
    count = _number(said) if said else None
    where, unit = _any(groups, "where"), _any(groups, "unit") or ""
    if count is None or place.today is None:
        return Read(None)
    if groups.get("more"):
        count += Decimal("0.5")
    anchor = _anchor(place)
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


def _read_beside(groups: Groups, place: Place) -> Read:
    unit, which = _any(groups, "unit", "unit2") or "year", _any(groups, "which")
    base = _anchor(place) or (period(unit, place.today) if place.today else None)
    if base is None:
        return Read(None)
    step = UNIT_MONTHS[unit] if which in ("following", "subsequent") else -UNIT_MONTHS[unit]
    return Read(shift(period(unit, span(base).first), step))


def _read_that(groups: Groups, place: Place) -> Read | None:
    anchor, unit = _anchor(place), _any(groups, "unit") or "year"
    if anchor is None:
        return None
    return Read(anchor if unit == "period" else period(unit, span(anchor).first))


def _read_which(groups: Groups, place: Place) -> Read:
    which, unit = (_any(groups, "which") or "").removeprefix("the "), _any(groups, "unit") or "year"
    step = {"last": 1, "past": 1, "next": -1, "coming": -1}.get(which, 0)
    day = back(unit, Decimal(step), place.today) if place.today else None
    return Read(period(unit, day) if day else None)


def _read_near_day(groups: Groups, place: Place) -> Read:
    step = {"yesterday": 1, "tomorrow": -1}.get(_any(groups, "word") or "", 0)
    day = back("day", Decimal(step), place.today) if place.today else None
    return Read(day.isoformat() if day else None, direction="future" if step == -1 else "past")


def _weekday(place: Place, number: int, which: str | None) -> str | None:
    if place.today is None:
        return None
    behind = (place.today.weekday() - number) % 7
    if which in ("next", "this coming") or (which is None and behind and place.ahead()):
        behind -= 7
    elif which == "last" and behind == 0:
        behind = 7
    day = back("day", Decimal(behind), place.today)
    return day.isoformat() if day else None


def _read_weekday(groups: Groups, place: Place) -> Read:
    return Read(_weekday(place, WEEKDAYS.index(_any(groups, "weekday") or ""), _any(groups, "which")))


def _read_weekend(groups: Groups, place: Place) -> Read:
    which = _any(groups, "which")
    return Read(_weekday(place, 5, "next" if which == "next" else "this past"))


def _read_season(groups: Groups, place: Place) -> Read | None:
    season, which = _any(groups, "season") or "", _any(groups, "which")
    said, lead = _year(groups, place)[0], place.preposition.name
    if not (said or which or place.part or (lead in _FALL_LEADS if season == "fall" else lead)):
        return None
    read = _in_year(lambda year: f"{year:04d}-Q{_SEASONS[season]}", groups, place)
    return None if read is None else replace(read, value=read.value and read.value[:4])


def _read_year(groups: Groups, place: Place) -> Read:
    return Read(groups["year"])


READERS: dict[str, Callable[[Groups, Place], Read | None]] = {
    "day": _read_day, "part": _read_part, "years": _read_years, "month": _read_month, "ended": _read_ended,
    "opening_months": _read_opening_months, "same_period": _read_same_period, "quarter": _read_quarter,
    "half": _read_half, "fiscal": _read_fiscal, "full_year": _read_full_year, "year_end": _read_year_end,
    "unknown": _read_unknown, "decade": _read_decade, "length": _read_length, "ago": _read_ago,
    "beside": _read_beside, "that": _read_that, "which": _read_which, "weekend": _read_weekend,
    "near_day": _read_near_day, "weekday": _read_weekday, "season": _read_season, "rate": _read_rate,
    "the_year": _read_the_year, "the_quarter": _read_the_quarter, "year": _read_year,
}  # fmt: skip
