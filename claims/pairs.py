"""What a comparison works on: two claims in a fixed order, what is known around them, and one question's answer."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cached_property

from claims.identity import Identity, same_thing
from claims.model import Claim
from claims.parties import PartyTable
from claims.periods import span
from claims.units import scaled
from claims.values import Interval, Qualifier, interval, times
from claims.verdicts import Grade, Kind, Outcome
from claims.when import When, same_time

REASONS: dict[str, str] = {
    # not comparable
    "other_party": "the figures are about two parties",
    "other_metric": "the figures measure two things",
    "other_counterparty": "the figures are about deals with two parties",
    "other_event": "the figures are about two rounds, sites, instruments or dates",
    "other_period": "the figures are about two periods",
    "other_horizon": "the plans are for two dates",
    "other_rate": "the rates are per two things",
    "rate": "a rate stands against a sum",
    "target": "a target stands against what is",
    "one_text": "two values in one text are two things",
    # compatible
    "same_value": "both give the same value",
    "rounding": "one value is the other, rounded",
    "within_bound": "one value lies inside the bound of the other",
    "range": "one value lies inside the range of the other",
    "different_basis": "the same deal on two bases: pre- or post-money, with or without debt, cash or contingent parts",
    "part_of": "one is a part of the other",
    "cumulative": "one is the sum over a time, the other one piece of it",
    "increment": "one is added to what the other counts",
    "adds_up": "the parts, or a rate and its years, make the total",
    "count": "one is the value of each, the other of all of them",
    "conversion": "one value is the other in another currency",
    "restated": "one text repeats itself",
    "vague": "one value is only an order of magnitude",
    "denied_other_value": "what is denied is another value",
    "both_denied": "both are denied",
    # update
    "later": "the later figure replaces the earlier",
    "firmed": "what was uncertain became firmer",
    "previous": "one text tells the figure as the earlier one",
    "superseded": "one text tells the figure as replaced",
    "revision": "the article was revised",
    # contradiction
    "values_differ": "the same thing at the same time has two values",
    "denied": "one says it, the other denies it",
    "scale_slip": "the same digits with another scale: a likely slip",
    "currency_slip": "the same number in another currency: a likely slip",
    "conversion_slip": "the bracket does not convert the value that it follows",
    "part_exceeds_whole": "the part is larger than the whole",
    "parts_exceed_whole": "the named parts together are larger than the whole",
    "round_does_not_fit": "the round is not what lies between the pre-money and the post-money value",
    "rate_does_not_fit": "the yearly rate times the years is not the total",
    "denied_sum": "one denies what the parts in the other add up to",
    "parties_clash": "the same sum for the same thing has two payers, borrowers or owners",
    "dates_clash": "the same event has two dates",
    "periods_clash": "the same result is told for two periods",
    "post_below_pre": "the post-money value of a round is below its pre-money value",
    "plan_shrank": "the later plan for the same site and date is smaller",
    "horizons_clash": "the same plan has two dates",
    # undetermined
    "unknown_date": "the texts do not say when",
    "unknown_scope": "the texts do not say how much of it the figures cover",
    "unknown_identity": "the texts do not say whether it is the same thing",
    "unknown_basis": "the texts do not say on which basis",
    "no_rate": "there is no exchange rate for the day",
    "stated_by_both": "the article with the other value also gives this one",
    # what was found on the way
    "same_round": "the same round",
    "same_site": "the same site or project",
    "same_instrument": "the same instrument",
    "same_counterparty": "the same counterparty",
    "unnamed": "nothing but the party and the metric names it",
    "same_group": "one party owns the other",
    "same_text": "both stand in one text",
    "copies": "the texts are copies of one origin",
    "same_period": "the same period",
    "same_horizon": "the plans are for the same date",
    "same_date": "the same date of the event",
    "published_together": "published within 7 days",
    "published_near": "published 8 to 45 days apart",
    "published_apart": "more than 45 days apart",
    "no_date": "a date is missing",
}
"""What each code in a verdict's reasons means to a person."""


@dataclass(frozen=True, slots=True)
class Context:
    """What is known beyond the two claims; everything may be left out.

    parties -- who owns whom, and which names are projects.
    rate -- (from, to, day) -> what one unit of the first ISO currency is worth in the second, or None.
    origin -- the claim's origin: claims of near-duplicate texts have the same one; None where it has none.
    article -- all claims of the claim's own text, as far as known, in the order of the text.
    """

    parties: PartyTable | None = None
    rate: Callable[[str, str, str | None], float | None] | None = None
    origin: Callable[[Claim], str | None] | None = None
    article: Callable[[Claim], Iterable[Claim]] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """One question's answer: the words for the trace, and the outcome where it decides.

    reasons -- codes of REASONS: why it decided, or what it found on the way.  via -- ids of other claims it rests on.
    Raises ValueError on an unknown code.
    """

    words: str
    outcome: Outcome | None = None
    reasons: tuple[str, ...] = ()
    kind: Kind | None = None
    gap: float | None = None
    grade: Grade | None = None
    via: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        for reason in self.reasons:
            if reason not in REASONS:
                raise ValueError(f"unknown reason {reason!r}: add it to claims.pairs.REASONS")


@dataclass(frozen=True, slots=True)
class Match:
    """How two values lie to each other: the gap of the nearest ends (0 where they overlap), or why it is not known."""

    gap: float | None
    code: str  # same_value, rounding, within_bound, range, conversion, values_differ, no_rate
    words: str

    @property
    def agrees(self) -> bool:
        """Whether both can be the same number."""
        return self.gap == 0

    @property
    def differs(self) -> bool:
        """Whether they cannot."""
        return self.gap is not None and self.gap > 0


RATE_SLACK = 0.03  # a dated reference rate against the rate a newsroom used
RATE_SLACK_UNDATED = 0.10


class Pair:
    """Two claims in canonical order, so that every question sees the same pair whichever way it was given."""

    def __init__(self, one: Claim, other: Claim, context: Context) -> None:
        self.a, self.b = sorted((one, other), key=lambda c: (c.id, c.doc))
        if self.a.id == self.b.id:
            self.a, self.b = sorted((one, other), key=repr)
        self.context = context

    @property
    def same_text(self) -> bool:
        """Whether both were read from the same words."""
        return self.a.text_sha == self.b.text_sha

    @cached_property
    def copies(self) -> bool:
        """Whether the texts are near-duplicates of one origin."""
        if self.same_text or self.context.origin is None:
            return False
        origin = self.context.origin(self.a)
        return origin is not None and origin == self.context.origin(self.b)

    @cached_property
    def identity(self) -> Identity:
        """Whether both are about the same event."""
        return same_thing(self.a, self.b, self.context.parties)

    @cached_property
    def when(self) -> When:
        """Whether both are about the same time."""
        return same_time(self.a, self.b, self.copies)

    @cached_property
    def match(self) -> Match:
        """How the values lie to each other, in one unit."""
        return match(self)

    def siblings(self, claim: Claim) -> list[Claim]:
        """The other claims of the claim's own text, as far as known."""
        known = () if self.context.article is None else self.context.article(claim)
        return [c for c in known if c.id != claim.id]


def figure(claim: Claim) -> str:
    """The value in words, with its bound: `over $20 billion`, `$115 billion to $135 billion`."""
    q = claim.quantity
    low = "" if q.low is None else scaled(q.low, q.unit)
    high = "" if q.high is None else scaled(q.high, q.unit)
    match q.qualifier:
        case Qualifier.at_least:
            return f"over {low or high}"
        case Qualifier.at_most:
            return f"up to {high or low}"
        case Qualifier.about:
            return f"about {scaled(q.written, q.unit)}"
        case _ if not low or not high:
            return f"over {low}" if low else f"up to {high}"
        case _:
            return low if low == high else f"{low} to {high}"


def in_unit(claim: Claim, unit: str, context: Context) -> tuple[Interval, float] | None:
    """The claim's interval in a currency and the slack of the rate used; None where there is no rate."""
    if claim.unit == unit:
        return interval(claim.quantity), 0.0
    day, sure = _rate_day(claim)
    rate = context.rate(claim.unit, unit, day) if context.rate else None
    if rate is None or rate <= 0:
        return None
    slack = RATE_SLACK if sure else RATE_SLACK_UNDATED
    return interval(times(claim.quantity, rate, unit)).widened(slack), slack


def _rate_day(claim: Claim) -> tuple[str | None, bool]:
    """The day whose rate converts the claim, and whether it is the day of the claim itself.

    A month or year that the text gives ends on a day whose rate may be some way off, unless the article stands in it.
    """
    if claim.as_of is None:
        return claim.published, claim.published is not None
    said = span(claim.as_of)
    if claim.published is not None and said.meets(span(claim.published)):
        return claim.published, True
    return said.last.isoformat(), said.days == 1


def match(pair: Pair) -> Match:
    """Lay two values side by side: overlap is agreement, else the gap of the nearest ends grades it."""
    a, b = pair.a, pair.b
    one = in_unit(a, b.unit, pair.context)
    two: tuple[Interval, float] | None = (interval(b.quantity), 0.0)
    if one is None:
        one, two = (interval(a.quantity), 0.0), in_unit(b, a.unit, pair.context)
    if two is None:
        days = " or ".join(dict.fromkeys(day for claim in (a, b) if (day := _rate_day(claim)[0]) is not None))
        words = f"no rate from {a.unit} to {b.unit} for {days or 'any day'}"
        return Match(None, "no_rate", f"{words} to compare {figure(a)} with {figure(b)}")
    gap = one[0].gap(two[0])
    slack = max(one[1], two[1])
    at = f" at the day's rate, with {slack:.0%} slack" if slack else ""
    if gap:
        return Match(gap, "values_differ", f"{figure(a)} and {figure(b)} are {gap:.1%} apart{at}")
    return Match(0.0, "conversion" if slack else _overlap_code(a, b), f"{figure(a)} and {figure(b)} overlap{at}")


def _overlap_code(a: Claim, b: Claim) -> str:
    kinds = {a.quantity.qualifier, b.quantity.qualifier}
    same_bounds = (a.low, a.high) == (b.low, b.high)
    if same_bounds and len(kinds) == 1:
        return "same_value"
    if Qualifier.range in kinds:
        return "range"
    if kinds == {Qualifier.exact}:
        return "rounding"
    return "within_bound"
