"""Finds the dates, periods, lengths and rates of a text, and resolves them against the article's day.

Start reading at `find_dates`.  `extractors.date_patterns` holds the table of expressions; a row's `becomes` names its
reader in `extractors.date_readers`; docs/dates.md shows what every row becomes.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date

from claims.periods import is_period, span
from extractors.date_leads import LEAD, PARTS, PREPOSITIONS, Part, Preposition
from extractors.date_patterns import BY_START, FIGURE, HINTS, QUICK, WORD, YEAR_HINT, Form
from extractors.date_place import Direction, Groups, Kind, Place, Read, any_of
from extractors.date_readers import READERS
from extractors.date_values import Precision, precision_of
from extractors.patterns import lowered

__all__ = ["DateExpr", "Direction", "Kind", "Precision", "find_dates"]

_LEAD_REACH = 64  # characters before a date in which its preposition may begin
_TOWARDS: dict[str, Direction] = {
    **dict.fromkeys(("last", "past", "previous", "prior", "preceding", "this past"), "past"),
    **dict.fromkeys(("next", "coming", "the coming", "following", "subsequent", "this coming"), "future"),
}
_JOINER = re.compile(r"\s*(?:,|,? (?:and|or)|&|/)\s*")
_BY_WORD = {word: row for row in PREPOSITIONS for word in row.words}
_BY_NAME = {row.name: row for row in reversed(PREPOSITIONS)}
_NONE = Preposition("", (), "")
_ENDS_A_WORD = re.compile(r"[a-z]\.?[\s-]{1,3}\Z")
_LETTERS = re.compile(r"[a-z]+")
_LEAD_WORDS = frozenset(re.findall(r"[a-z]+", LEAD.pattern + LEAD.pattern.replace(" ?", "")))  # "some ?time"
"""All words that a preposition, a hedge or a part is made of, and some more: LEAD is searched behind all others."""


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
    base = max(0, start - 1)  # the character before tells whether a word begins
    low = lowered(text[base:last])
    if not any(map(low.__contains__, HINTS)) and YEAR_HINT.search(text, start, last) is None:
        return ()
    places = [(base + word.start(), word[0]) for word in WORD.finditer(low, start - base)]
    places += [(base + m.start(), "/" if m[0] == "/" else "0") for m in FIGURE.finditer(low, start - base)]
    found: list[DateExpr] = []
    at, searched = start, _Searched(start, last, today, found, None)
    for place, word in sorted(places):
        if place < at or (word in QUICK and QUICK[word].match(text, place, last) is None):
            continue
        expression = _read(text, place, BY_START[word], searched)
        if expression is not None:
            found.append(expression)
            at = expression.end
            if expression.value and is_period(expression.value):
                searched = replace(searched, anchor=expression.value)
    return tuple(found)


@dataclass(frozen=True, slots=True)
class _Searched:
    """The part of the text that is searched, the article's day, what was found so far, and the last period of it."""

    first: int
    last: int
    today: date | None
    found: list[DateExpr]
    anchor: str | None


@dataclass(frozen=True, slots=True)
class _Lead:
    """What stands in front of an expression, and where it begins with that."""

    start: int
    preposition: Preposition = _NONE
    part: Part | None = None


def _read(text: str, at: int, forms: tuple[Form, ...], searched: _Searched) -> DateExpr | None:
    """The first of the rows that accepts what stands at a word, with what leads up to it."""
    lead: _Lead | None = None
    for form in forms:
        match = form.regex.match(text, at, searched.last)
        if match is None:
            continue
        lead = lead or _lead(text, at, searched)
        if form.lead == "needed" and not (lead.preposition.name or lead.part):
            continue
        if form.lead == "length" and not lead.preposition.lengths:
            continue
        place = Place(
            text, at, match.end(), searched.first, searched.last, searched.today,
            lead.preposition, lead.part, searched.anchor,
        )  # fmt: skip
        groups = match.groupdict()
        read = READERS[form.becomes](groups, place)
        if read is not None:
            return _expression(form, groups, read, place, lead.start)
    return None


def _lead(text: str, at: int, searched: _Searched) -> _Lead:
    """The preposition and the part before a date; after "in 2028 and" a second date shares the first's preposition."""
    before = searched.found[-1] if searched.found else None
    window = text[max(searched.first, before.end if before else 0, at - _LEAD_REACH) : at]
    low = lowered(window)
    match = LEAD.search(low, _lead_words(low)) if _ENDS_A_WORD.search(low, max(0, len(low) - 5)) else None
    if match is not None and (match["prep"] or match["part"]):
        word = re.sub(r"\s+", " ", match["prep"]) if match["prep"] else ""
        part = next((row for row in PARTS if match[row.group]), None)
        return _Lead(at - len(window) + match.start(), _BY_WORD.get(word, _NONE), part)
    if before is not None and before.kind in ("point", "horizon") and _JOINER.fullmatch(text, before.end, at):
        return _Lead(at, _BY_NAME.get(before.preposition, _NONE))
    return _Lead(at)


def _lead_words(low: str) -> int:
    """Where the words begin at the end of `low` of which LEAD can be made."""
    at = len(low)
    for word in reversed(_LETTERS.findall(low)):
        first = low.rfind(word, 0, at)
        if word not in _LEAD_WORDS:
            return first + len(word)
        at = first
    return 0


def _expression(form: Form, groups: Groups, read: Read, place: Place, start: int) -> DateExpr:
    text, end = place.text, place.end
    value, kind, row, part = read.value, read.kind, place.preposition, place.part
    if kind == "rate":
        return DateExpr(place.start, end, text[place.start : end], None, kind, form.precision, "unknown", "")
    if kind == "point" and row.horizon and not _governs_more(row, form, text, end):
        kind = "horizon"
    if part is not None and value is not None and form.becomes not in ("season", "decade", "length"):
        value = _narrow(value, part, kind)
    which = any_of(groups, "which") or ""
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
