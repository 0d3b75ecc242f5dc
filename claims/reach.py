"""How far apart in time two claims may be and still contradict: what is further apart need not be compared.

A contradiction across texts needs one time: days within a week of each other, two weeks for a denial, 120 days for a
plan that shrank or slipped.  Each claim has up to three: its article's day, the day of its event, its period.  Periods
of results, and the two bases of a named round, are compared however long ago they were told; so are copies of a text,
and claims without any day.  What is left out could only be an update, agree, or be undetermined.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from claims.identity import BY_PERIOD
from claims.model import Claim
from claims.periods import Span, span
from claims.when import PLAN_DAYS

Window = tuple[str, str]
"""First and last day, YYYY-MM-DD."""


def days(claim: Claim) -> tuple[Span, ...]:
    """All that a claim says of when it was told and when it happened."""
    return tuple(span(day) for day in (claim.published, claim.as_of, claim.period) if day is not None)


def apart(a: Claim, b: Claim) -> bool:
    """Whether so much time lies between two claims of two texts, no copies, that no rule calls them a contradiction."""
    if a.text_sha == b.text_sha or a.metric in BY_PERIOD or (a.basis is not None and b.basis is not None):
        return False
    one, two = days(a), days(b)
    return bool(one and two) and min(first.apart(second) for first in one for second in two) > PLAN_DAYS


def windows(claims: Iterable[Claim]) -> tuple[Window, ...] | None:
    """The days in which claims are told that are not apart from all of these; None where it may be any day."""
    spans = []
    for claim in claims:
        known = days(claim)
        if not known:
            return None
        spans += [(day.first.toordinal() - PLAN_DAYS, day.last.toordinal() + PLAN_DAYS) for day in known]
    merged: list[tuple[int, int]] = []
    for first, last in sorted(spans):
        if merged and first <= merged[-1][1] + 1:
            merged[-1] = (merged[-1][0], max(merged[-1][1], last))
        else:
            merged.append((first, last))
    return tuple((_day(first), _day(last)) for first, last in merged)


def _day(ordinal: int) -> str:
    return date.fromordinal(min(max(ordinal, date.min.toordinal()), date.max.toordinal())).isoformat()
