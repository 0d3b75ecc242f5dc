"""Questions about one figure told twice with other labels: another payer, another date."""

from __future__ import annotations

import math

from claims.buckets import telling, things
from claims.identity import BY_PERIOD, IN_PARTS, ONE_DEAL_EACH, Sameness, group, own_project, plain, site
from claims.metrics import METRICS
from claims.model import Claim, Modality, Scope, TemporalRole
from claims.pairs import Answer, Pair, figure
from claims.periods import span
from claims.values import Qualifier, written_digits
from claims.verdicts import Kind, Outcome
from claims.when import SAME_DAYS, Timing, published, result_period
from claims.worth import grade

PERIOD_DIGITS = 3
"""Two periods of one party seldom have the same result to three digits."""
_MONTH = 31


def party(pair: Pair) -> Answer | None:
    """The same sum for the same thing within a week, and another party is said to pay, borrow or own it.

    None where the two are told apart otherwise, or where one text names both: then they do it together.
    """
    a, b, parties = pair.a, pair.b, pair.context.parties
    if pair.same_text or a.unit != b.unit or not _same_number(a, b) or not (telling(a) and telling(b)):
        return None
    shared = things(a, parties) & things(b, parties)
    if not shared or pair.identity.sameness is Sameness.other or not _firm(pair):
        return None
    names = {group(a.subject, parties), group(b.subject, parties)}
    named = {group(name, parties) for claim in (a, b) for name in claim.counterparties}
    if (
        names & named
        or _short_for(a.subject, b.subject)
        or any(_tells(pair, claim, other) for claim, other in ((a, b), (b, a)))
    ):
        return None
    if pair.when.timing is not Timing.same and published(a, b).timing is not Timing.same:
        return None
    return Answer(
        words=f"{figure(a)} for {', '.join(sorted(shared))} is said of {a.subject} and of {b.subject}, "
        f"and neither text names the other",
        outcome=Outcome.contradiction, kind=Kind.party, reasons=("parties_clash",), gap=0.0,
        grade=grade(pair, 0.0, Kind.party),
    )  # fmt: skip


def one_site(pair: Pair) -> Answer | None:
    """Two parties' figures for one site: the project's own total, its owner's campus, a tenant's share of it."""
    a, b, parties = pair.a, pair.b, pair.context.parties
    if a.metric not in IN_PARTS or a.unit != b.unit or Scope.rate in (a.scope, b.scope):
        return None
    one, two = site(a, parties), site(b, parties)
    piece, whole = sorted((a, b), key=lambda claim: claim.quantity.written)
    words = f"{a.subject} and {b.subject} at {one or two}: {figure(a)} and {figure(b)}"
    within = _is_project(piece, whole, pair)  # a cluster inside its owner's campus
    if one is None or two is None or plain(one) != plain(two):
        if not within or not pair.match.differs:
            return _user_and_supplier(pair)
    elif pair.match.agrees:
        return Answer(words=words, outcome=Outcome.compatible, reasons=(pair.match.code, "same_site"), gap=0.0)
    if within or piece.scope is Scope.part or site(whole, parties) == whole.subject:
        words = f"{words}: {figure(piece)} may lie within {figure(whole)}"
        return Answer(words=words, outcome=Outcome.compatible, reasons=("part_of",), gap=pair.match.gap)
    return Answer(words=words, outcome=Outcome.undetermined, reasons=("unknown_scope",), gap=pair.match.gap)


def _user_and_supplier(pair: Pair) -> Answer | None:
    """One text tells a capacity of who uses it and of who supplies it."""
    a, b = pair.a, pair.b
    linked = any(
        group(one.subject, pair.context.parties) in {group(name, pair.context.parties) for name in other.counterparties}
        for one, other in ((a, b), (b, a))
    )
    if a.metric != "power" or not pair.same_text or not linked or not pair.match.agrees:
        return None
    if pair.identity.sameness is Sameness.other:
        return None
    words = f"{a.subject} and {b.subject} share it in one text: {figure(a)} and {figure(b)}"
    return Answer(words=words, outcome=Outcome.compatible, reasons=("restated", pair.match.code), gap=0.0)


def dates(pair: Pair) -> Answer:
    """Is the same figure of the same event told with clashing dates or periods?"""
    a, b = pair.a, pair.b
    if pair.same_text or a.unit != b.unit or not _same_number(a, b) or not _firm(pair):
        return Answer(words="not asked: other values, one text, or not told as a fact")
    if a.metric in BY_PERIOD and a.metric != "spending":
        return _periods(pair)
    if METRICS[a.metric].kind != "event" or a.as_of is None or b.as_of is None:
        return Answer(words="no")
    one, two = span(a.as_of), span(b.as_of)
    words = f"{figure(a)} is dated {a.as_of} and {b.as_of}"
    named = pair.identity.code == "same_round" or (
        pair.identity.code == "same_counterparty" and a.metric in ONE_DEAL_EACH
    )
    telling_sum = written_digits(a.quantity) >= 2
    if not named or not telling_sum or max(one.days, two.days) > _MONTH or one.apart(two) <= SAME_DAYS:
        return Answer(words="no")
    if published(a, b).timing is not Timing.same:
        return Answer(words=f"{words}, in articles of other weeks: agreed and closed may be two days")
    return _clash(pair, f"{words}; {pair.identity.words}", "dates_clash")


def _periods(pair: Pair) -> Answer:
    a, b = pair.a, pair.b
    one, two = result_period(a), result_period(b)
    if one is None or two is None:
        return Answer(words="no")
    first, second = span(one), span(two)
    alike = abs(first.days - second.days) <= 3  # quarters and years differ by a few days
    close = published(a, b).timing is Timing.same
    digits = min(written_digits(a.quantity), written_digits(b.quantity))
    if first.meets(second) or not alike or not close or digits < PERIOD_DIGITS or a.subject != b.subject:
        return Answer(words="no")
    return _clash(pair, f"{figure(a)} is told for {one} and for {two}", "periods_clash")


def _clash(pair: Pair, words: str, reason: str) -> Answer:
    return Answer(
        words=words, outcome=Outcome.contradiction, kind=Kind.date, reasons=(reason,), gap=0.0,
        grade=grade(pair, 0.0, Kind.date),
    )  # fmt: skip


def _same_number(a: Claim, b: Claim) -> bool:
    return a.quantity.qualifier is b.quantity.qualifier is not Qualifier.vague and math.isclose(
        a.quantity.written, b.quantity.written, rel_tol=1e-9
    )


def _firm(pair: Pair) -> bool:
    """Whether both are told as current totals, neither as talk nor as a denial."""
    loose = {Modality.denied, Modality.speculative}
    return all(
        c.modality not in loose and c.scope is Scope.total and c.temporal_role is TemporalRole.current
        and c.part_of is None and c.count is None
        for c in (pair.a, pair.b)
    )  # fmt: skip


def _tells(pair: Pair, claim: Claim, other: Claim) -> bool:
    """Whether the claim's own text also speaks of the other's party, as one that takes part in something."""
    wanted = group(other.subject, pair.context.parties)
    return any(
        wanted in {group(name, pair.context.parties) for name in (twin.subject, *twin.counterparties)}
        for twin in pair.siblings(claim)
    )


def _short_for(one: str | None, other: str | None) -> bool:
    """Whether one name is made of words of the other: `PipeLines` may stand for `TransCanada PipeLines`."""
    words = [set((name or "").casefold().split()) for name in (one, other)]
    return words[0] <= words[1] or words[1] <= words[0]


def _is_project(claim: Claim, owner: Claim, pair: Pair) -> bool:
    """Whether the claim is about a project as such, and the other party is named beside it."""
    parties = pair.context.parties
    return own_project(claim, claim, parties) and group(owner.subject, parties) in {
        group(name, parties) for name in claim.counterparties
    }
