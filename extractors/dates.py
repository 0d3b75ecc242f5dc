"""Finds the dates, periods, lengths and rates of a text, and resolves them against the article's day.

Start reading at `find_dates`.  `extractors.date_patterns` holds the table of expressions; a row's `becomes` names the
reader here that turns its groups into a value; docs/dates.md shows what every row becomes.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Literal

from claims.periods import is_period, span
from extractors.date_patterns import ANY, FORMS, HINTS, LEAD, PARTS, PREPOSITIONS, Form, Part, Preposition
from extractors.date_values import (
    MONTHS,
    UNIT_MONTHS,
    WEEKDAYS,
    Precision,
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

_LEAD_REACH = 64  # characters before a date in which its preposition may begin
_CUE_REACH = 90  # characters on either side in which a verb tells whether a date is ahead
_SOON = 31  # days: a day without a year that is so close ahead is meant, not the one of the year before
_RESULTS_UNTIL = 3  # month: until March "full year" and "year-end" tell of the year before
_ORDINALS = {"first": 1, "front": 1, "opening": 1, "second": 2, "latter": 2, "back": 2, "third": 3, "fourth": 4}
_SEASONS = {"winter": 1, "spring": 2, "summer": 3, "autumn": 4, "fall": 4}  # the quarter that holds most of it
_WHEN: dict[str, When] = {"last": "ended", "next": "ahead", "this": "this", "this past": "begun", "this coming": "open"}
_TOWARDS: dict[str, Direction] = {
    **dict.fromkeys(("last", "past", "previous", "prior", "preceding", "this past"), "past"),
    **dict.fromkeys(("next", "coming", "the coming", "following", "subsequent", "this coming"), "future"),
}
_CLAUSE_END = re.compile(r"[;:—–()]|\.\s|, (?:and|but|while|when|which|after|as)\b")
_CUES = re.compile(
    r"\b(?:(?P<unreal>(?:would|could|might|may) have)|(?P<ahead>(?:[Ww]ill|would|shall|could|might|may|to)\s+(?:be\s+)?\w+|be\s+\w+|expect\w*|forecast\w*|project(?:s|ed|ing)"
    r"|guid(?:ed|es|ing|ance)|[Ss]ees|seen|due|slated|scheduled|set|plan\w*|aim\w*|target\w*|hop(?:es|ing)|intend\w*|upcoming"
    r"|coming|deadline|next)|(?P<told>said|told|won|made|bought|sold|struck|took|got|became|began|fell|rose|grew|met|held"
    r"|saw|gave|paid|put|went|came|led|hit|lost|spent|was|were|had|has|did|\w{2,}ed))\b"
)
_NOT_EACH = re.compile(r"\b(?:than|about|nearly|almost|half|such|what|quite|takes?|took|least|under|just|once every)\s+\Z", re.I)
_JOINER = re.compile(r"\s*(?:,|,? (?:and|or)|&|/)\s*")
_BY_WORD = {word: row for row in PREPOSITIONS for word in row.words}
_NONE = Preposition("", (), "")


@dataclass(frozen=True, slots=True)
class DateExpr:
    """One expression of time: `text[start:end]`, its preposition included.

    value -- a period that `claims.periods.span` reads, for lengths an ISO 8601 duration, or None where it cannot be
    told.  kind -- point, horizon (a limit: by, until, through, to), duration, rate ("a year": value None) or fiscal.
    direction -- where it lies from the article's day.  preposition -- "" where there is none.
    """

    start: int
    end: int
    text: str
    value: str | None
    kind: Kind
    precision: Precision
    direction: Direction
    preposition: str


@dataclass(frozen=True, slots=True)
class _Place:
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
        """Whether the nearest verb says that the date is still to come: the last one before it, else the first after."""
        left = self.text[max(self.first, self.start - _CUE_REACH) : self.start]
        cues = list(_CUES.finditer(left, max((m.end() for m in _CLAUSE_END.finditer(left)), default=0)))
        cue = cues[-1] if cues else _CUES.search(self.text, self.end, min(self.last, self.end + _CUE_REACH))
        return cue is not None and cue["ahead"] is not None

    def yearly(self, make: Callable[[int], str], which: str | None = None) -> str | None:
        """The instance of a yearly period that is meant, None without the article's day."""
        if self.today is None:
            return None
        return recurring(make, self.today, _WHEN[which] if which else "open" if self.ahead() else "begun")


@dataclass(frozen=True, slots=True)
class _Read:
    value: str | None
    kind: Kind = "point"
    direction: Direction | None = None


def find_dates(
    text: str, *, published: str | None, start: int = 0, end: int | None = None
) -> tuple[DateExpr, ...]:
    """The expressions of time in text[start:end], in order, without overlap; offsets count from the text's beginning.

    published -- the article's day (a coarser period stands for its last day); None leaves relative ones unresolved.
    A verb such as "will" or "said" nearby decides whether a date without a year lies ahead.  Time is linear in the
    length.  Raises ValueError where `published` is no period.
    """
    last = len(text) if end is None else end
    if HINTS.search(text, start, last) is None:
        return ()
    today = None if published is None else span(published).last
    found: list[DateExpr] = []
    at = start
    while match := ANY.search(text, at, last):
        expression = _read(text, match, start, last, today, found)
        if expression is None:
            at = match.start() + 1
        else:
            found.append(expression)
            at = expression.end
    return tuple(found)


def _read(
    text: str, match: re.Match[str], first: int, last: int, today: date | None, found: list[DateExpr]
) -> DateExpr | None:
    """The first row, from the one that matched on, that accepts what stands here."""
    floor = max(first, found[-1].end if found else first, match.start() - _LEAD_REACH)
    lead = LEAD.search(text, floor, match.start())
    preposition, part = _lead(lead)
    before = found[-1] if found else None
    joined = before is not None and not preposition.name and _JOINER.fullmatch(text, before.end, match.start())
    if joined and before is not None:
        preposition = next((row for row in PREPOSITIONS if row.name == before.preposition), _NONE)
    for form in FORMS[_INDEX[str(match.lastgroup)] :]:
        own = form.regex.match(text, match.start(), last)
        if own is None or (form.lead == "needed" and not (preposition.name or part)):
            continue
        groups = own.groupdict()
        if form.lead == "length" and not preposition.lengths:
            continue
        place = _Place(text, own.start(), own.end(), first, last, today, preposition, part, before)
        read = READERS[form.becomes](groups, place)
        if read is not None:
            from_lead = lead is not None and not joined and (preposition.name or part)
            begin = lead.start() if lead is not None and from_lead else own.start()
            return _expression(text, begin, own.end(), form, groups, read, place)
    return None


def _lead(lead: re.Match[str] | None) -> tuple[Preposition, Part | None]:
    if lead is None:
        return _NONE, None
    word = re.sub(r"\s+", " ", lead["prep"].lower()) if lead["prep"] else None
    part = next((row for row in PARTS if lead[row.name.replace(" ", "_")]), None) if lead["part"] else None
    return (_BY_WORD[word] if word else _NONE), part


def _expression(
    text: str, start: int, end: int, form: Form, groups: Groups, read: _Read, place: _Place
) -> DateExpr:
    value, kind, row, part = read.value, read.kind, place.preposition, place.part
    if kind == "point" and row.horizon and not (row.name == "to" and form.becomes in ("weekday", "near_day")):
        kind = "horizon"
    if part is not None and value is not None and form.becomes not in ("season", "decade", "length"):
        value = _narrow(value, part, kind)
    which = _any(groups, "which") or ""
    direction = read.direction or (part.direction if part else None) or _TOWARDS.get(which)
    if direction is None:
        direction = _direction(value, kind, row, place.today)
    precision = form.precision if value is None else precision_of(value)
    return DateExpr(start, end, text[start:end], value, kind, precision, direction, row.name or which)


def _narrow(value: str, part: Part, kind: Kind) -> str:
    """The part of a year: late 2025 is its last quarter, but a limit by late 2025 ends with the year itself."""
    if part.quarter is None or precision_of(value) != "year" or (kind == "horizon" and part.quarter == 4):
        return value
    return f"{value}-Q{part.quarter}"


def _direction(value: str | None, kind: Kind, row: Preposition, today: date | None) -> Direction:
    """Past or future where the whole period lies there; a limit lies ahead until it is over; a day told of is past."""
    if row.name == "since":
        return "past"
    if kind == "duration" and row.name == "within":
        return "future"
    if value is None or today is None or not is_period(value):
        return "unknown"
    days = span(value)
    if days.last < today or (days.days == 1 and days.last == today):
        return "past"
    return "future" if days.first > today or kind == "horizon" else "unknown"


# readers: the groups of a row in, a value out; None where the row does not apply after all


def _number(text: str) -> Decimal | None:
    if text[0].isdigit():
        return Decimal(text)
    read = words(text)
    return None if read is None else read[0]


def _any(groups: Groups, *names: str) -> str | None:
    """The first of these groups that took part in the match, in lower case."""
    return next((value.lower() for name in names if (value := groups.get(name))), None)


def _year(groups: Groups, place: _Place) -> tuple[bool, int | None]:
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


def _in_year(make: Callable[[int], str], groups: Groups, place: _Place) -> _Read | None:
    said, year = _year(groups, place)
    which = _any(groups, "which")
    kind: Kind = "fiscal" if _any(groups, "fiscal", "fy", "label") else "point"
    if said:
        return None if year is None and place.today else _Read(None if year is None else make(year), kind)
    return _Read(place.yearly(make, which), kind)


def _month_number(groups: Groups) -> int:
    return MONTHS.index((_any(groups, "month", "month2") or "")[:3]) + 1


def _read_day(groups: Groups, place: _Place) -> _Read | None:
    month, day = _month_number_or_figures(groups), int(_any(groups, "day", "day2") or "0")
    if not is_period(f"2024-{month:02d}-{day:02d}"):
        return None
    if year := _any(groups, "year"):
        value = f"{year}-{month:02d}-{day:02d}"
        return _Read(value) if is_period(value) else None
    found = place.yearly(lambda year: f"{year:04d}-{month:02d}-{day:02d}")
    if found is not None and place.today is not None:
        coming = recurring(lambda year: f"{year:04d}-{month:02d}-{day:02d}", place.today, "open")
        if coming is not None and (span(coming).first - place.today).days <= _SOON:
            found = coming
    return _Read(found)


def _month_number_or_figures(groups: Groups) -> int:
    month = _any(groups, "month") or ""
    return int(month) if month.isdigit() else _month_number(groups)


def _read_month(groups: Groups, place: _Place) -> _Read | None:
    number = _month_number(groups)
    return _in_year(lambda year: f"{year:04d}-{number:02d}", groups, place)


def _read_part(groups: Groups, place: _Place) -> _Read:
    return _Read(f"{groups['year']}-Q{groups['quarter']}" if groups["quarter"] else f"{groups['year']}-H{groups['half']}")


def _read_years(groups: Groups, place: _Place) -> _Read | None:
    first, last = int(groups["year"] or 0), int(groups["last"] or 0)
    if last < 100:
        if last <= first % 100:
            return _Read(f"{first}-{last:02d}") if groups["dash"] == "-" and 1 <= last <= 12 else None
        last += first - first % 100
    return _Read(f"{last}", "horizon") if last > first else None


def _read_quarter(groups: Groups, place: _Place) -> _Read | None:
    word = _any(groups, "ord", "quarter", "quarter2")
    edge = _any(groups, "edge")
    if edge and not _year(groups, place)[0]:
        return None  # "the last quarter" alone is the one before
    number = (1 if edge == "opening" else 4) if edge else _ordinal(word or "")
    return _in_year(lambda year: f"{year:04d}-Q{number}", groups, place)


def _read_half(groups: Groups, place: _Place) -> _Read | None:
    number = _ordinal(_any(groups, "ord", "half", "half2") or "")
    return _in_year(lambda year: f"{year:04d}-H{number}", groups, place)


def _ordinal(word: str) -> int:
    return int(word[0]) if word[:1].isdigit() else _ORDINALS[word]


def _read_ended(groups: Groups, place: _Place) -> _Read | None:
    month, day = _month_number(groups), int(_any(groups, "day", "day2") or "28")
    if not is_period(f"2024-{month:02d}-{day:02d}"):
        return None
    said, year = _year(groups, place)
    end = f"{year:04d}-{month:02d}-{day:02d}" if said else place.yearly(lambda y: f"{y:04d}-{month:02d}-{day:02d}")
    unit = _any(groups, "unit")
    count = _any(groups, "count")
    months = UNIT_MONTHS[unit] if unit else int(_number(count) or 0) if count else 0
    kind: Kind = "fiscal" if groups.get("fiscal") or months == 12 else "point"
    if end is None or not is_period(end):
        return _Read(None, kind)
    unit = {3: "quarter", 6: "half"}.get(months, "year")
    middle = span(end).last - timedelta(days=months * 15) if unit != "year" else span(end).last
    return _Read(period(unit, middle), kind)


def _read_opening_months(groups: Groups, place: _Place) -> _Read | None:
    months = _number(_any(groups, "count") or "0")
    first = _any(groups, "edge") in ("first", "opening")
    suffix = {3: "-Q1" if first else "-Q4", 6: "-H1" if first else "-H2"}.get(int(months or 0), "")
    return _in_year(lambda year: f"{year:04d}{suffix}", groups, place)


def _anchor(place: _Place) -> str | None:
    """The period named before in the sentence, if it was one."""
    value = place.before.value if place.before else None
    return value if value is not None and is_period(value) else None


def _full_quarter(today: date) -> str | None:
    return shift(period("quarter", today), -3)


def _read_same_period(groups: Groups, place: _Place) -> _Read:
    base = _anchor(place) or (_full_quarter(place.today) if place.today else None)
    return _Read(shift(base, -12) if base else None, direction="past")


def _read_fiscal(groups: Groups, place: _Place) -> _Read | None:
    which = _any(groups, "which")
    if which:
        step = {"last": -1, "previous": -1, "prior": -1, "next": 1, "coming": 1}.get(which, 0)
        return _Read(f"{place.today.year + step:04d}" if place.today else None, "fiscal")
    year = _year(groups, place)[1]
    last = _any(groups, "last")
    if last and year is not None:
        year = year - year % 100 + int(last)
    return _Read(None if year is None else f"{year:04d}", "fiscal")


def _told_year(place: _Place) -> int | None:
    """The year that a result is told of: until March the one before, unless a verb says that it is still to come."""
    if place.today is None:
        return None
    limit = place.preposition.horizon or place.ahead()
    return place.today.year - (place.today.month <= _RESULTS_UNTIL and not limit)


def _read_full_year(groups: Groups, place: _Place) -> _Read:
    year = _year(groups, place)[1] or _told_year(place)
    return _Read(None if year is None else f"{year:04d}")


def _read_year_end(groups: Groups, place: _Place) -> _Read:
    year = _year(groups, place)[1] or _told_year(place)
    return _Read(None if year is None else f"{year:04d}" if place.preposition.horizon else f"{year:04d}-Q4")


def _read_unknown(groups: Groups, place: _Place) -> _Read:
    return _Read(None)


def _read_decade(groups: Groups, place: _Place) -> _Read:
    return _Read(f"{place.today.year // 10 * 10 + 10:04d}" if place.today else None, direction="future")


def _read_the_year(groups: Groups, place: _Place) -> _Read:
    return _Read(f"{place.today.year:04d}" if place.today else None)


def _read_the_quarter(groups: Groups, place: _Place) -> _Read:
    anchor = _anchor(place)
    if anchor is not None and precision_of(anchor) == "quarter":
        return _Read(anchor)
    return _Read(_full_quarter(place.today) if place.today else None)


def _read_length(groups: Groups, place: _Place) -> _Read | None:
    unit = _any(groups, "unit", "unit2") or ""
    if _any(groups, "few", "few2"):
        return _Read(None, "duration")
    said = _any(groups, "top", "count", "article")
    count = _number(said) if said else Decimal(1)
    if count is None:
        return None
    if _any(groups, "half", "more"):
        count += Decimal("0.5")
    value = duration(count, unit)
    return None if value is None else _Read(value, "duration")


def _read_rate(groups: Groups, place: _Place) -> _Read | None:
    if groups.get("article") and (place.preposition.name or _NOT_EACH.search(place.text, place.first, place.start)):
        return None
    return _Read(None, "rate", "unknown")


def _read_ago(groups: Groups, place: _Place) -> _Read | None:
    said = _any(groups, "top", "count", "article")
    count = _number(said) if said else None
    where, unit = _any(groups, "where"), _any(groups, "unit") or ""
    if count is None or place.today is None:
        return _Read(None)
    if groups.get("more"):
        count += Decimal("0.5")
    anchor = _anchor(place)
    compared = anchor is not None and precision_of(anchor) in ("quarter", "half") and unit in ("year", "quarter")
    if where == "later":
        return _Read(shift(anchor, int(count * UNIT_MONTHS[unit]))) if anchor and unit in UNIT_MONTHS else _Read(None)
    if anchor is not None and compared:
        return _Read(shift(anchor, -int(count * UNIT_MONTHS[unit])), direction="past")
    base = span(anchor).first if anchor is not None and where != "ago" else place.today
    day = back(unit, count, base)
    if day is None:
        return None
    grain = {"decade": "year", "week": "day" if count == 1 else "month"}.get(unit, unit)
    return _Read(period("month" if count % 1 else grain, day), direction="past")


def _read_beside(groups: Groups, place: _Place) -> _Read:
    unit, which = _any(groups, "unit", "unit2") or "year", _any(groups, "which")
    base = _anchor(place) or (period(unit, place.today) if place.today else None)
    if base is None:
        return _Read(None)
    step = UNIT_MONTHS[unit] if which in ("following", "subsequent") else -UNIT_MONTHS[unit]
    return _Read(shift(period(unit, span(base).first), step))


def _read_that(groups: Groups, place: _Place) -> _Read | None:
    anchor, unit = _anchor(place), _any(groups, "unit") or "year"
    if anchor is None:
        return None
    return _Read(anchor if unit == "period" else period(unit, span(anchor).first))


def _read_which(groups: Groups, place: _Place) -> _Read:
    which, unit = (_any(groups, "which") or "").removeprefix("the "), _any(groups, "unit") or "year"
    step = {"last": 1, "past": 1, "next": -1, "coming": -1}.get(which, 0)
    day = back(unit, Decimal(step), place.today) if place.today else None
    return _Read(period(unit, day) if day else None)


def _read_near_day(groups: Groups, place: _Place) -> _Read:
    step = {"yesterday": 1, "tomorrow": -1}.get(_any(groups, "word") or "", 0)
    day = back("day", Decimal(step), place.today) if place.today else None
    return _Read(day.isoformat() if day else None, direction="future" if step == -1 else "past")


def _weekday(place: _Place, number: int, which: str | None) -> str | None:
    if place.today is None:
        return None
    behind = (place.today.weekday() - number) % 7
    if which in ("next", "this coming") or (which is None and behind and place.ahead()):
        behind -= 7
    elif which == "last" and behind == 0:
        behind = 7
    day = back("day", Decimal(behind), place.today)
    return day.isoformat() if day else None


def _read_weekday(groups: Groups, place: _Place) -> _Read:
    return _Read(_weekday(place, WEEKDAYS.index(_any(groups, "weekday") or ""), _any(groups, "which")))


def _read_weekend(groups: Groups, place: _Place) -> _Read:
    which = _any(groups, "which")
    return _Read(_weekday(place, 5, "next" if which == "next" else "this past"))


def _read_season(groups: Groups, place: _Place) -> _Read | None:
    season, which = _any(groups, "season") or "", _any(groups, "which")
    said = _year(groups, place)[0]
    if not (said or which or place.preposition.name or place.part):
        return None
    read = _in_year(lambda year: f"{year:04d}-Q{_SEASONS[season]}", groups, place)
    return None if read is None else replace(read, value=read.value and read.value[:4])


def _read_year(groups: Groups, place: _Place) -> _Read:
    return _Read(groups["year"])


READERS: dict[str, Callable[[Groups, _Place], _Read | None]] = {
    "day": _read_day, "part": _read_part, "years": _read_years, "month": _read_month, "ended": _read_ended,
    "opening_months": _read_opening_months, "same_period": _read_same_period, "quarter": _read_quarter,
    "half": _read_half, "fiscal": _read_fiscal, "full_year": _read_full_year, "year_end": _read_year_end,
    "unknown": _read_unknown, "decade": _read_decade, "length": _read_length, "ago": _read_ago,
    "beside": _read_beside, "that": _read_that, "which": _read_which, "weekend": _read_weekend,
    "near_day": _read_near_day, "weekday": _read_weekday, "season": _read_season, "rate": _read_rate,
    "the_year": _read_the_year, "the_quarter": _read_the_quarter, "year": _read_year,
}  # fmt: skip
_INDEX = {form.name: number for number, form in enumerate(FORMS)}
