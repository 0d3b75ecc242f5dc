"""The same time? What two claims' dates, periods, horizons and publication days say to each other.

The windows of 7, 45 and 120 days are those of docs/conflicts.md.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Literal

from claims.identity import BY_PERIOD
from claims.model import Claim, Modality, TemporalRole
from claims.periods import Span, duration_years, is_period, span

SAME_DAYS = 7
NEAR_DAYS = 45
PLAN_DAYS = 120
DENIAL_DAYS = 14
_MONTH = 31

PLANS = frozenset({Modality.planned, Modality.speculative})
"""Modalities of what is still to come: when it was said counts, not only what it is about."""


class Timing(StrEnum):
    """How two claims lie to each other in time."""

    same = "same"
    near = "near"
    far = "far"
    other = "other"  # about two periods
    unknown = "unknown"


@dataclass(frozen=True, slots=True)
class When:
    """The answer: the relation, a code for the reason, words, the days between, which is earlier, a shared label.

    label -- the same explicit period or horizon is named by both.
    """

    timing: Timing
    code: str
    words: str
    days: int | None = None
    earlier: Literal["a", "b"] | None = None
    label: bool = False


def same_time(a: Claim, b: Claim, copies: bool = False) -> When:
    """Compare periods of results first, then dates of events, then publication; copies of one text share their time."""
    answer = _by_period(a, b) if a.metric in BY_PERIOD else None
    if answer is None:
        answer = _by_date(a, b)
    if copies and answer.timing is Timing.unknown:
        return When(Timing.same, "copies", "the texts are copies of one origin", 0, None, answer.label)
    return answer


def is_plan(claim: Claim) -> bool:
    """Whether the figure is still to come: by its wording, or because its horizon lies after the article."""
    if claim.modality in PLANS or claim.temporal_role is TemporalRole.target:
        return True
    if claim.horizon is None or claim.published is None or not is_period(claim.horizon):
        return False
    return span(claim.horizon).first > span(claim.published).last


def result_period(claim: Claim) -> str | None:
    """The period that revenue, profit or spending is counted over: said as such, as its date, or as its horizon."""
    if claim.period is not None:
        return claim.period
    if claim.as_of is not None and span(claim.as_of).days > 1:
        return claim.as_of
    return claim.horizon if claim.horizon is not None and is_period(claim.horizon) else None


def same_horizon(a: Claim, b: Claim) -> bool | None:
    """Whether two plans end at the same time; None where one does not say, is coarser, or has another form."""
    if a.horizon is None or b.horizon is None:
        return None
    if is_period(a.horizon) and is_period(b.horizon):
        one_span, two_span = span(a.horizon), span(b.horizon)
        return True if one_span == two_span else None if one_span.meets(two_span) else False
    one, two = duration_years(a.horizon), duration_years(b.horizon)
    return None if one is None or two is None else one == two


def published(a: Claim, b: Claim) -> When:
    """The publication days alone."""
    if a.published is None or b.published is None:
        return When(Timing.unknown, "no_date", "a publication date is missing")
    one, two = span(a.published), span(b.published)
    if max(one.days, two.days) > _MONTH:
        return When(Timing.unknown, "no_date", "a publication date is only a year")
    together = 0 if a.metric == "market_cap" else SAME_DAYS  # a market value moves every day
    return _apart(one, two, together, f"published {a.published} and {b.published}")


def _by_period(a: Claim, b: Claim) -> When | None:
    one, two = result_period(a), result_period(b)
    if one is None or two is None:
        if a.metric == "spending":  # the cost of a site has no period
            return None
        return When(Timing.unknown, "no_date", f"one is for {one or two}, the other does not say" if one or two else
                    "neither says for which period")  # fmt: skip
    if span(one) != span(two):
        return When(Timing.other, "other_period", f"{one} and {two} are two periods")
    if is_plan(a) and is_plan(b):
        said = published(a, b)
        return When(said.timing, said.code, f"both for {one}, {said.words}", said.days, said.earlier, label=True)
    said = published(a, b)
    return When(Timing.same, "same_period", f"both are for {one}", said.days, said.earlier, label=True)


def _by_date(a: Claim, b: Claim) -> When:
    label = same_horizon(a, b) is True
    one, two = a.as_of or a.period, b.as_of or b.period
    for claim, date in ((a, one), (b, two)):
        if date is None and claim.temporal_role in (TemporalRole.previous, TemporalRole.superseded):
            words = f"{claim.quote} is told as the earlier figure, without its date"
            return When(Timing.unknown, "no_date", words, label=label)
    if one is not None and two is not None:
        answer = _two_dates(one, two, a.metric)
    elif one is None and two is None:
        answer = published(a, b)
    else:
        answer = _one_date(a, b)
    return When(answer.timing, answer.code, answer.words, answer.days, answer.earlier, label)


def _two_dates(one: str, two: str, metric: str) -> When:
    first, second = span(one), span(two)
    words = f"the events are dated {one} and {two}"
    if max(first.days, second.days) > _MONTH and first.meets(second):
        return When(Timing.unknown, "no_date", f"{words}: too coarse to tell")
    if first.meets(second):
        return When(Timing.same, "same_date", words, 0)
    days_known = first.days == second.days == 1
    together = SAME_DAYS if days_known and metric != "market_cap" else 0
    return _apart(first, second, together, words, explicit=True)


def _one_date(a: Claim, b: Claim) -> When:
    dated, other = (a, b) if a.as_of or a.period else (b, a)
    date = span(dated.as_of or dated.period or "")
    words = (
        f"one is dated {dated.as_of or dated.period}, the other only by its article ({other.published or 'undated'})"
    )
    if dated.published is not None and date.apart(span(dated.published)) <= SAME_DAYS and date.days <= _MONTH:
        return published(a, b)
    if other.published is None or date.days > _MONTH:
        return When(Timing.unknown, "no_date", words)
    answer = _apart(date, span(other.published), SAME_DAYS, words, explicit=True)
    if answer.earlier == "a" and dated is b:
        return When(answer.timing, answer.code, words, answer.days, "b")
    if answer.earlier == "b" and dated is b:
        return When(answer.timing, answer.code, words, answer.days, "a")
    return answer


def _apart(one: Span, two: Span, together: int, words: str, explicit: bool = False) -> When:
    days = one.apart(two)
    earlier: Literal["a", "b"] | None = None
    if days:
        earlier = "a" if one.last < two.first else "b"
    if days <= together:
        return When(Timing.same, "same_date" if explicit else "published_together", words, days, earlier)
    if days <= NEAR_DAYS:
        return When(Timing.near, "published_near", f"{words}, {days} days apart", days, earlier)
    return When(Timing.far, "published_apart", f"{words}, {days} days apart", days, earlier)
