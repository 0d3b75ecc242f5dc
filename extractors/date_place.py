"""What every reader of dates starts from: where an expression stands, its article's day, and which year it says."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Literal

from extractors.date_leads import CLAUSE_END, CUES, Part, Preposition
from extractors.date_values import When, period, recurring, shift
from extractors.numbers import words
from extractors.patterns import lowered

Kind = Literal["point", "horizon", "duration", "rate", "fiscal"]
Direction = Literal["past", "future", "unknown"]
Groups = dict[str, str | None]

_CUE_REACH = 90  # characters on either side in which a verb tells whether a date is ahead
_WHEN: dict[str, When] = {"last": "ended", "next": "ahead", "this": "this", "this past": "begun", "this coming": "open"}


@dataclass(frozen=True, slots=True)
class Place:
    """What a reader may look at beside its groups.

    start, end -- where the expression stands, without what leads up to it; first, last -- the searched part of `text`.
    today -- the article's day.  anchor -- the period named before it in the sentence.
    """

    text: str
    start: int
    end: int
    first: int
    last: int
    today: date | None
    preposition: Preposition
    part: Part | None
    anchor: str | None

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
    """What a reader made of a match; the direction follows from the value where it is None."""

    value: str | None
    kind: Kind = "point"
    direction: Direction | None = None


def number(text: str) -> Decimal | None:
    if text[0].isdigit():
        return Decimal(text)
    read = words(text)
    return None if read is None else read[0]


def any_of(groups: Groups, *names: str) -> str | None:
    """The first of these groups that took part in the match, in lower case."""
    return next((lowered(value) for name in names if (value := groups.get(name))), None)


def said_year(groups: Groups, place: Place) -> tuple[bool, int | None]:
    """Whether a year is said, and which: 2025, '25, FY26, last year, that year; None where it cannot be told."""
    if said := any_of(groups, "year"):
        return True, int(said)
    if short := any_of(groups, "yy", "yy2"):
        return True, 2000 + int(short)
    relative = any_of(groups, "rel")
    if relative is None:
        return False, None
    base = place.today.year if place.today else None
    if relative in ("that", "the same") and place.anchor:
        return True, int(place.anchor[:4])
    steps = {"last": -1, "the previous": -1, "the prior": -1, "next": 1}
    return True, None if base is None else base + steps.get(relative, 0)


def in_year(make: Callable[[int], str], groups: Groups, place: Place) -> Read:
    """The period in the year that is said, else in the one that the verbs around and `which` point to."""
    said, year = said_year(groups, place)
    which = any_of(groups, "which")
    kind: Kind = "fiscal" if any_of(groups, "fiscal", "fy", "label") else "point"
    if said:
        return Read(None if year is None else make(year), kind)
    return Read(place.yearly(make, which), kind)


def full_quarter(today: date) -> str | None:
    return shift(period("quarter", today), -3)
