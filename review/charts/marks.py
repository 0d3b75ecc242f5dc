"""What a timeline chart shows: claims of one party and metric folded to marks, few enough to read.

One mark stands for all tellings of one value, for one date, that go back to one origin: copies count once.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum
from typing import TYPE_CHECKING

from claims.model import Basis, Claim, Includes, Modality
from claims.origins import Origin
from claims.periods import Span, is_period, span
from claims.units import COUNT, WATT
from claims.values import Qualifier, Quantity, times
from claims.when import SAME_DAYS
from review import words
from review.charts.notes import notes
from storage.standing import Fate, Standing, Standings

if TYPE_CHECKING:
    from storage.records import StoredClaim

MARKS = 100
"""Marks of one chart, where there are more: those of open cases first, then what counts still, then the newest."""

COLOURS = 7
"""Origins with a colour of their own: those with most marks; all others share one."""

OTHERS = "other origins"
PLAIN = "no basis said"

Rate = Callable[[str, str, str | None], float | None]
"""What one unit of a currency is worth in another on a day; the newest rate without a day; None where there is none."""


class Form(StrEnum):
    """How a mark shows what the text says of its number."""

    exact = "exact"  # a point
    range = "range"  # a bar
    at_least = "at_least"  # an arrow upwards
    at_most = "at_most"  # an arrow downwards


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """One value for one date from one origin.

    claim -- the telling that speaks for it, the earliest; claims, articles -- how many stand behind it.  days -- the
    date it was true, or, with `said`, when it was said; None where the text gives neither.  low, high -- in the
    chart's unit; None is an open end.  hollow -- approximate.  basis -- the shape's label.
    """

    claim: StoredClaim
    standing: Standing
    claims: int
    articles: int
    days: Span | None
    said: bool
    low: float | None
    high: float | None
    form: Form
    hollow: bool
    basis: str

    @property
    def id(self) -> str:
        """The claim's id."""
        return self.claim.claim.id

    @property
    def value(self) -> str:
        """The value in words, with its bound, and that it is denied where it is."""
        own = self.claim.claim
        return f"not {words.amount(own)}" if self.denied else words.amount(own)

    @property
    def denied(self) -> bool:
        """Whether the text says that it is not so."""
        return self.claim.claim.modality is Modality.denied

    @property
    def origin(self) -> str:
        """Who really says it."""
        return self.standing.origin.name

    @property
    def written(self) -> float:
        """The one number of a point or an arrow, the middle of a bar."""
        ends = [end for end in (self.low, self.high) if end is not None]
        return sum(ends) / len(ends)

    @property
    def ends(self) -> tuple[float, float]:
        """The lowest and the highest number that is drawn."""
        if self.form is Form.range and self.low is not None and self.high is not None:
            return self.low, self.high
        return self.written, self.written

    @property
    def day(self) -> date | None:
        """The middle of its days: where it stands on the line of time."""
        return None if self.days is None else self.days.first + timedelta(days=(self.days.days - 1) // 2)

    @property
    def when(self) -> str:
        """Its date in words: `Q4 2025`, `said 3 Oct 2025`."""
        own = self.claim.claim
        if self.said and own.published:
            return f"said {words.date(own.published)}"
        return words.when(own) or "undated"

    @property
    def fate(self) -> str:
        """What has become of it, in words; nothing where it stands."""
        return FATES[self.standing.fate]


FATES: dict[Fate, str] = {
    Fate.stands: "", Fate.earlier: "told as the earlier figure", Fate.replaced: "replaced by a later figure",
    Fate.superseded: "superseded, as an analyst decided", Fate.overruled: "an analyst holds another value to be right",
    Fate.misread: "read wrongly, as an analyst decided", Fate.retired: "no longer stated by its article",
}  # fmt: skip
"""What has become of a claim, for people."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Chart:
    """All that is drawn and listed.

    party, metric -- what it is about.  unit -- of the values.  marks -- on the plane, oldest first.  beside -- those
    that have no place on it.  log -- whether values stand on a logarithmic scale.  origins -- those with a colour of
    their own, in the order of the colours.  notes -- what a reader should know, one sentence each.
    """

    party: str
    metric: str
    unit: str
    marks: tuple[Mark, ...]
    beside: tuple[Mark, ...]
    log: bool
    origins: tuple[Origin, ...]
    notes: tuple[str, ...]

    def colour(self, mark: Mark) -> int:
        """The number of a mark's colour; COLOURS is that of all other origins."""
        ids = [origin.id for origin in self.origins]
        return ids.index(mark.standing.origin.id) if mark.standing.origin.id in ids else COLOURS


def chart(
    party: str,
    metric: str,
    claims: Sequence[StoredClaim],
    standings: Standings,
    *,
    total: int | None = None,
    log: bool = False,
    rate: Rate | None = None,
    limit: int = MARKS,
) -> Chart:
    """The chart of these claims.

    standings -- how each stands.  total -- how many claims there are, where these are only some of them.  rate -- for
    claims in other currencies than the most frequent one; those without a rate stand beside the chart.
    """
    unit = _unit(claims)
    folded, beside, converted = [], [], 0
    for mark in _fold(claims, standings):
        moved = _in_unit(mark, unit, rate)
        if moved is None or mark.days is None or (log and min(moved.ends) <= 0):
            beside.append(moved or mark)
            continue
        converted += moved is not mark
        folded.append(moved)
    kept = sorted(folded, key=_rank)[:limit]
    named = Counter(mark.standing.origin.id for mark in kept)
    by_id = {mark.standing.origin.id: mark.standing.origin for mark in reversed(kept)}
    origins = sorted(by_id.values(), key=lambda origin: (-named[origin.id], origin.name.casefold()))[:COLOURS]
    undated = sum(mark.days is None for mark in beside)
    flat = sum(mark.days is not None and log and min(mark.ends) <= 0 for mark in beside)
    said = notes(
        read=len(claims), total=total, marks=len(folded), shown=limit, converted=converted, unit=unit, undated=undated,
        flat=flat, other=len(beside) - undated - flat,
    )  # fmt: skip
    return Chart(
        party=party, metric=metric, unit=unit, marks=tuple(sorted(kept, key=_place)),
        beside=tuple(sorted(beside, key=_rank)[:limit]), log=log, origins=tuple(origins), notes=tuple(said),
    )  # fmt: skip


def days_of(claim: Claim) -> tuple[Span | None, bool]:
    """The days that a claim is about, and whether they are only those on which it was said."""
    for period in (claim.as_of, claim.horizon, claim.period):
        if period is not None and is_period(period):
            return span(period), False
    return (span(claim.published), True) if claim.published else (None, True)


def basis_of(claim: Claim) -> str:
    """`post-money`, `with debt`: what the value counts; `no basis said` where the text does not tell."""
    return _BASES.get(claim.basis or claim.includes or "", PLAIN)


_BASES: dict[str, str] = {
    Basis.post_money: "post-money", Basis.pre_money: "pre-money", Includes.debt: "with debt",
    Includes.cash_only: "cash only", Includes.contingent: "with contingent parts",
}  # fmt: skip
BASES = (PLAIN, *_BASES.values())
"""All labels of shapes, in the order of the shapes."""


def _fold(claims: Iterable[StoredClaim], standings: Standings) -> list[Mark]:
    """One mark for the tellings of one value and date by one origin; what is only said, within a week of the first."""
    told: dict[tuple[object, ...], list[tuple[StoredClaim, Standing]]] = {}
    for stored in sorted(claims, key=lambda one: (one.published or "~", one.claim.id, one.article_id)):
        standing, claim = standings[stored.claim.id, stored.article_id], stored.claim
        days, said = days_of(claim)
        key = (
            standing.origin.id, claim.low, claim.high, claim.unit, claim.quantity.qualifier, claim.per, claim.count,
            basis_of(claim), claim.scope, claim.modality is Modality.denied, None if said else days,
        )  # fmt: skip
        told.setdefault(key, []).append((stored, standing))
    marks = []
    for group in told.values():
        rest = group
        while rest:
            first = days_of(rest[0][0].claim)[0]
            near = [one for one in rest if _together(days_of(one[0].claim)[0], first)]
            marks.append(_mark(near))
            rest = [one for one in rest if one not in near]
    return marks


def _together(days: Span | None, first: Span | None) -> bool:
    if days is None or first is None:
        return days is first
    return days.apart(first) <= SAME_DAYS


def _mark(group: Sequence[tuple[StoredClaim, Standing]]) -> Mark:
    """One mark for these tellings: the earliest speaks for it; it stands while one stands, and waits while one does."""
    standing = min((one for _, one in group), key=lambda one: (not one.waiting, one.faded))
    first = next(stored for stored, one in group if one.fate is standing.fate)
    claim = first.claim
    days, said = days_of(claim)
    return Mark(
        claim=first, standing=standing, claims=len({one.claim.id for one, _ in group}),
        articles=len({one.article_id for one, _ in group}), days=days, said=said, low=claim.low, high=claim.high,
        form=_form(claim.quantity), hollow=claim.quantity.qualifier in (Qualifier.about, Qualifier.vague),
        basis=basis_of(claim),
    )  # fmt: skip


def _form(quantity: Quantity) -> Form:
    match quantity.qualifier:
        case Qualifier.at_least:
            return Form.at_least
        case Qualifier.at_most:
            return Form.at_most
        case _ if quantity.low is None:
            return Form.at_most
        case _ if quantity.high is None:
            return Form.at_least
        case _:
            return Form.exact if quantity.low == quantity.high else Form.range


def _unit(claims: Iterable[StoredClaim]) -> str:
    """The unit of most claims."""
    units = Counter(stored.claim.unit for stored in claims)
    return min(units, key=lambda unit: (-units[unit], unit), default="USD")


def _in_unit(mark: Mark, unit: str, rate: Rate | None) -> Mark | None:
    """The mark in the chart's currency; None where no rate leads there."""
    claim = mark.claim.claim
    if claim.unit == unit:
        return mark
    if rate is None or {claim.unit, unit} & {WATT, COUNT}:
        return None
    day = span(claim.as_of).last.isoformat() if claim.as_of else claim.published
    factor = rate(claim.unit, unit, day) or rate(claim.unit, unit, None)
    if factor is None or factor <= 0:
        return None
    moved = times(claim.quantity, factor, unit)
    return replace(mark, low=moved.low, high=moved.high)


def _rank(mark: Mark) -> tuple[bool, bool, int, str]:
    """Which marks are kept: those of open cases, then those that count still, then the newest."""
    newest = -mark.days.last.toordinal() if mark.days else 0
    return not mark.standing.waiting, mark.standing.faded, newest, mark.id


def _place(mark: Mark) -> tuple[date, float, str]:
    return mark.day or date.min, mark.written, mark.id
