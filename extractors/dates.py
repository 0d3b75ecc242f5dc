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
from extractors.date_patterns import (
    BY_START,
    HINTS,
    LEAD,
    PARTS,
    PREPOSITIONS,
    WORD,
    YEAR_HINT,
    Form,
    Part,
    Preposition,
)
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
_TOWARDS: dict[str, Direction] = {
    **dict.fromkeys(("last", "past", "previous", "prior", "preceding", "this past"), "past"),
    **dict.fromkeys(("next", "coming", "the coming", "following", "subsequent", "this coming"), "future"),
}
_CLAUSE_END = re.compile(r"[;:—–()]|\.\s|, (?:and|but|while|when|which|after|as)\b")
_CUES = re.compile(
    r"\b(?:(?P<unreal>(?:would|could|might|may) have)|(?P<ahead>(?:[Ww]ill|would|shall|could|might|may)\s+(?:be\s+)?\w+|be\s+\w+|to\s+(?:open|start|begin|close|launch|complete|come"
    r"|go|deliver|ship|list|commence|finish|reach|report|hold|meet|vote)|expect\w*|forecast\w*|project(?:s|ing)"
    r"|guid(?:ed|es|ing|ance)|[Ss]ees|seen|due|slated|scheduled|set|plan\w*|aim\w*|target\w*|hop(?:es|ing)|intend(?:s|ing)?|upcoming"
    r"|coming|deadline|next)|(?P<told>said|told|won|made|bought|sold|struck|took|got|became|began|fell|rose|grew|met|held"
    r"|brought|saw|gave|paid|put|went|came|led|hit|lost|spent|was|were|had|has|did|\w{2,}ed))\b"
)
_NOT_EACH = re.compile(
    r"\b(?:than|about|nearly|almost|half|such|what|quite|takes?|took|least|under|just|once every)\s+\Z", re.I
)
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


def find_dates(text: str, *, published: str | None, start: int = 0, end: int | None = None) -> tuple[DateExpr, ...]:
    """The expressions of time in text[start:end], in order, without overlap; offsets count from the text's beginning.

    published -- the article's day (a coarser period stands for its last day); None leaves relative ones unresolved.
    A verb such as "will" or "said" nearby decides whether a date without a year lies ahead.  Time is linear in the
    length.  Raises ValueError where `published` is no period.
    """
    last = len(text) if end is None else end
    today = None if published is None else span(published).last
    if not any(map(text[start:last].lower().__contains__, HINTS)) and YEAR_HINT.search(text, start, last) is None:
        return ()
    found: list[DateExpr] = []
    at = start
    for word in WORD.finditer(text, start, last):
        forms = BY_START.get("0" if word[0].isdigit() else word[0].lower())
        if forms is not None and word.start() >= at:
            expression = _read(text, word.start(), forms, start, last, today, found)
            if expression is not None:
                found.append(expression)
                at = expression.end
    return tuple(found)


def _read(
    text: str, at: int, forms: tuple[Form, ...], first: int, last: int, today: date | None, found: list[DateExpr]
) -> DateExpr | None:
    """The first of the rows that accepts what stands at a word, with what leads up to it."""
    before = found[-1] if found else None
    lead: re.Match[str] | None = None
    preposition, part = _NONE, None
    looked = joined = False
    for form in forms:
        own = form.regex.match(text, at, last)
        if own is None:
            continue
        if not looked:
            lead = LEAD.search(text, max(first, before.end if before else first, at - _LEAD_REACH), at)
            preposition, part = _lead(lead)
            joined = before is not None and not preposition.name and bool(_JOINER.fullmatch(text, before.end, at))
            if joined and before is not None:
                preposition = next((row for row in PREPOSITIONS if row.name == before.preposition), _NONE)
            looked = True
        if (form.lead == "needed" and not (preposition.name or part)) or (
            form.lead == "length" and not preposition.lengths
        ):
            continue
        groups = own.groupdict()
        place = _Place(text, at, own.end(), first, last, today, preposition, part, before)
        read = READERS[form.becomes](groups, place)
        if read is not None:
            leading = lead is not None and not joined and (preposition.name or part)
            begin = lead.start() if lead is not None and leading else at
            return _expression(text, begin, own.end(), form, groups, read, place)
    return None


def _lead(lead: re.Match[str] | None) -> tuple[Preposition, Part | None]:
    if lead is None:
        return _NONE, None
    word = re.sub(r"\s+", " ", lead["prep"].lower()) if lead["prep"] else None
    part = next((row for row in PARTS if lead[row.name.replace(" ", "_")]), None) if lead["part"] else None
    return (_BY_WORD[word] if word else _NONE), part


def _expression(text: str, start: int, end: int, form: Form, groups: Groups, read: _Read, place: _Place) -> DateExpr:
    value, kind, row, part = read.value, read.kind, place.preposition, place.part
    if kind == "rate":
        return DateExpr(place.start, end, text[place.start : end], None, kind, form.precision, "unknown", "")
    if kind == "point" and row.horizon and not _governs_more(row, form, text, end):
        kind = "horizon"
    if part is not None and value is not None and form.becomes not in ("season", "decade", "length"):
        value = _narrow(value, part, kind)
    which = _any(groups, "which") or ""
    direction = read.direction or _direction(value, kind, row, place.today)
    if direction == "unknown":
        direction = (part.direction if part else None) or _TOWARDS.get(which, "unknown")
    precision = form.precision if value is None else precision_of(value)
    return DateExpr(start, end, text[start:end], value, kind, precision, direction, row.name or which)


def _governs_more(row: Preposition, form: Form, text: str, end: int) -> bool:
    """Whether the preposition belongs to more than the date: by yesterday's vote, rose to Monday the highest."""
    return text.startswith(("'s", "’s"), end) or (row.name == "to" and form.becomes in ("weekday", "near_day"))


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


