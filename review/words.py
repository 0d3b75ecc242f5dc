"""Claims, dates and verdicts in words for people."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from datetime import UTC, datetime
from math import isinf

from claims.article import Publication
from claims.metrics import METRICS
from claims.model import Claim, Scope, TemporalRole
from claims.pairs import REASONS
from claims.periods import span
from claims.units import scaled
from claims.values import Qualifier, Quantity, interval
from claims.verdicts import Verdict

MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")

SHORT = 10
"""Digits of an id that a table shows: enough to name one claim of a million."""

EXCERPT = 60
"""Characters around a quote that an excerpt shows on each side."""

_SCALED = re.compile(r"(?P<before>\$|[A-Z]{3} )?(?P<number>[\d.,]+)(?P<after> \w+)?")
_DURATION = re.compile(r"P(?:(\d+)Y)?(?:(\d+)M)?(?:(\d+)W)?(?:(\d+)D)?")
_EXPANDED = {"pre_money": "pre-money", "post_money": "post-money", "debt": "with debt", "cash_only": "cash only",
             "contingent": "with contingent parts"}  # fmt: skip
_SCOPES: dict[Scope, str] = {Scope.part: "a part", Scope.cumulative: "to date", Scope.increment: "added"}


def short(full_id: str) -> str:
    """The start of an id; every command that takes an id takes this too."""
    return full_id[:SHORT]


def date(period: str) -> str:
    """`3 Oct 2025`, `Oct 2025`, `Q4 2025`, `first half of 2025`, `2025`.  Raises ValueError on what is no period."""
    span(period)
    year, _, rest = period.partition("-")
    if rest.startswith("Q"):
        return f"{rest} {year}"
    if rest.startswith("H"):
        return f"{'first' if rest == 'H1' else 'second'} half of {year}"
    month, _, day = rest.partition("-")
    parts = [str(int(day))] if day else []
    return " ".join([*parts, *([MONTHS[int(month) - 1]] if month else []), year])


def moment(at: datetime) -> str:
    """`3 Oct 2025 14:05 UTC`, from a moment in any time zone."""
    there = at.astimezone(UTC)
    return f"{there.day} {MONTHS[there.month - 1]} {there.year} {there:%H:%M} UTC"


def duration(text: str) -> str:
    """`8 years`, `1 year 6 months`.  Raises ValueError on what is no duration."""
    match = _DURATION.fullmatch(text)
    if match is None or not any(match.groups()):
        raise ValueError(f"no duration: {text!r}")
    named = zip(match.groups(), ("year", "month", "week", "day"), strict=True)
    return " ".join(f"{int(n)} {name}{'' if int(n) == 1 else 's'}" for n, name in named if n)


def amount(claim: Claim) -> str:
    """How much, with its bound: `over $2 billion`, `$4-5 billion`, `2 x 400 MW`, `$5 billion per year`."""
    words = quantity(claim.quantity)
    if claim.count is not None:
        words = f"{claim.count:,} x {words}"
    return f"{words} per {claim.per}" if claim.per else words


def quantity(value: Quantity) -> str:
    """A quantity with the word for its bound."""
    low = None if value.low is None else scaled(value.low, value.unit)
    high = None if value.high is None else scaled(value.high, value.unit)
    both = _range(low, high) if low is not None and high is not None else None
    match value.qualifier:
        case Qualifier.about:
            return f"about {both or scaled(value.written, value.unit)}"
        case Qualifier.vague:
            return f"some {both or scaled(value.written, value.unit)}"
        case Qualifier.at_least if low is not None:
            return f"over {low}"
        case Qualifier.at_most if high is not None:
            return f"up to {high}"
    return both or (f"over {low}" if low is not None else f"up to {high}")


def _range(low: str, high: str) -> str:
    if low == high:
        return low
    one, two = _SCALED.fullmatch(low), _SCALED.fullmatch(high)
    if one and two and (one["before"], one["after"]) == (two["before"], two["after"]):
        return f"{one['before'] or ''}{one['number']}-{two['number']}{two['after'] or ''}"
    return f"{low} to {high}"


def reach(claim: Claim) -> str:
    """The numbers that a claim's figure can stand for: `$2.35 billion to $2.45 billion`, `$2 billion and more`."""
    found = interval(claim.quantity)
    low, high = (None if isinf(end) else scaled(end, claim.unit) for end in (found.low, found.high))
    if low is None or found.low == 0:
        return f"up to {high}"
    return f"{low} and more" if high is None else low if low == high else f"{low} to {high}"


def who(claim: Claim) -> str:
    """The party the claim is about, and in brackets who stands on the other side."""
    subject = claim.subject or "(not named)"
    return f"{subject} ({', '.join(claim.counterparties)})" if claim.counterparties else subject


def what(claim: Claim) -> str:
    """What is measured, with all that tells it from another: `Valuation (post-money, Series C)`."""
    more = [_EXPANDED[str(code)] for code in (claim.basis, claim.includes) if code is not None]
    more += [label for label in (claim.event.round, claim.event.site, claim.event.instrument) if label]
    more += [_SCOPES[claim.scope]] if claim.scope in _SCOPES else []
    more += [str(claim.temporal_role)] if claim.temporal_role is not TemporalRole.current else []
    label = METRICS[claim.metric].label
    return f"{label} ({', '.join(more)})" if more else label


def parties(told: Iterable[Claim]) -> str:
    """Whom claims are about, each once: `Nscale`, `Nscale / Nscale Norway`."""
    return " / ".join(dict.fromkeys(claim.subject or "(not named)" for claim in told))


def support(articles: int, origins: int) -> str:
    """`3 articles, 2 origins`."""
    return f"{plural(articles, 'article')}, {plural(origins, 'origin')}"


def pair(a: Claim, b: Claim) -> tuple[str, str]:
    """What two claims are about: the party or parties, and what is measured."""
    return parties((a, b)), " / ".join(dict.fromkeys((what(a), what(b))))


def when(claim: Claim) -> str:
    """The time that the claim is about: the date or the period, and by when a plan is to come true."""
    parts = [date(period) for period in dict.fromkeys((claim.period or claim.as_of,)) if period]
    if claim.horizon is not None:
        is_span = claim.horizon.startswith("P")
        parts.append(f"over {duration(claim.horizon)}" if is_span else f"by {date(claim.horizon)}")
    return ", ".join(parts)


def sure(claim: Claim) -> str:
    """How sure the article is, and whom it cites: `reported, the Paper`, `denied (the Paper's report)`."""
    words = str(claim.modality)
    if claim.denies:
        words += f" ({claim.denies})"
    return f"{words}, {claim.attribution}" if claim.attribution else words


def published(day: str | None) -> str:
    """The day, or that there is none."""
    return date(day) if day else "undated"


def source(doc: str, publisher: str | None, day: str | None) -> str:
    """Where a claim stands: `The Paper, 3 Oct 2025`."""
    return f"{publisher or doc}, {published(day)}"


def publication(found: Publication) -> str:
    """When an article was published, and where that was read."""
    words = f"{published(found.date)} (from {found.source})" if found.date else "undated"
    return f"{words}, changed {date(found.modified)}" if found.modified and found.modified != found.date else words


def verdict(given: Verdict) -> str:
    """`contradiction of value`, or another verdict with what decided: `compatible: one value is the other, rounded`."""
    outcome = str(given.outcome).replace("_", " ")
    if given.kind is not None:
        return f"{outcome} ({given.kind})"
    return f"{outcome}: {reason(given.reasons[0])}" if given.reasons else outcome


def reason(code: str) -> str:
    """What a reason's code means; the code itself where these rules do not know it."""
    return REASONS.get(code, code)


def gap(share: float | None) -> str:
    """A relative gap in percent; nothing where it was not asked."""
    return "" if share is None else f"{share:.0%}" if share >= 0.1 or share == 0 else f"{share:.1%}"


def excerpt(text: str, start: int, end: int, sentence: tuple[int, int], *, around: int = EXCERPT) -> str:
    """The quote with the words around it in its sentence, cut at spaces; `[` and `]` mark the quote."""
    first, last = max(sentence[0], start - around), min(sentence[1], end + around)
    left, right = text[first:start], text[end:last]
    if first > sentence[0]:
        left = "… " + left.partition(" ")[2]
    if last < sentence[1]:
        right = right.rpartition(" ")[0] + " …"
    return f"{left}[{text[start:end]}]{right}"


def plural(count: int, one: str, many: str | None = None) -> str:
    """`1 claim`, `2 claims`, `1,200 copies`."""
    return f"{count:,} {one if count == 1 else many or one + 's'}"


def counted(counts: Mapping[str, int], name: Callable[[str], str] = str) -> str:
    """`missing 2, empty 1`."""
    return ", ".join(f"{name(key)} {count:,}" for key, count in counts.items())
