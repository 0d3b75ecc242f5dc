"""Questions about the basis of a value: before or after the money of the round, with debt, in cash only."""

from __future__ import annotations

from claims import reconcile
from claims.identity import Sameness
from claims.measures import below
from claims.model import Basis, Claim, Includes, Modality, Scope, TemporalRole
from claims.pairs import Answer, Pair, figure
from claims.units import scaled
from claims.values import Interval, Qualifier, interval
from claims.verdicts import Kind, Outcome
from claims.when import Timing
from claims.worth import FAR_GAP, grade

UNLABELLED_ROUND = 0.25  # unlabelled valuations that are closer than this may differ by the round itself


def basis(pair: Pair) -> Answer:
    """Are both on the same basis: pre- or post-money, with or without debt, cash or contingent parts?"""
    a, b = pair.a, pair.b
    if a.includes is not b.includes:
        return _includes(pair)
    if a.metric != "valuation" or not pair.match.differs:
        return Answer(words="no other basis is named")
    if a.basis is None and b.basis is None:
        return _unlabelled(pair)
    if a.basis is b.basis:
        return Answer(words=f"both: {_money(a)}")
    gap = pair.match.gap or 0.0
    if a.basis is None or b.basis is None:
        named, bare = (a, b) if a.basis is not None else (b, a)
        if pair.same_text:
            return Answer(words="one text names the basis of one of them only")
        words = f"{figure(named)} is {_money(named)}, {figure(bare)} does not say"
        bare_above = below(named, bare, pair)
        if pair.identity.code != "same_round" or bare_above is (named.basis is Basis.pre_money):
            return Answer(words=words, outcome=Outcome.undetermined, reasons=("unknown_basis",), gap=gap)
        return Answer(words=f"{words}, but on neither basis would they fit")
    pre, post = (a, b) if a.basis is Basis.pre_money else (b, a)
    words = f"{figure(pre)} is pre-money; {figure(post)} is post-money"
    if below(post, pre, pair):
        if pair.identity.code == "same_round" and (pair.same_text or pair.when.timing is Timing.same):
            return Answer(
                words=f"{words}: a round cannot lower it", outcome=Outcome.contradiction, kind=Kind.arithmetic,
                reasons=("post_below_pre",), gap=gap, grade=grade(pair, gap, Kind.arithmetic),
            )  # fmt: skip
        return Answer(words=f"{words}, of two rounds")
    if gap > FAR_GAP and pair.identity.sameness is not Sameness.named:
        return Answer(words=f"{words}, too far apart for one round")
    if pair.when.timing is Timing.far:
        return Answer(words=f"{words}; {pair.when.words}")
    told = reconcile.round_between(pre, post, _rounds(pair))
    if told is not None:
        return _round_between(told, pair)
    return Answer(
        words=f"{words}: two bases of one round", outcome=Outcome.compatible, reasons=("different_basis",), gap=gap
    )


def _includes(pair: Pair) -> Answer:
    a, b = pair.a, pair.b
    words = f"{figure(a)}: {_contains(a)}; {figure(b)}: {_contains(b)}"
    if not pair.match.differs:
        return Answer(words=words)
    far = (pair.match.gap or 0.0) > FAR_GAP
    if a.includes is not None and b.includes is not None and not far:
        return Answer(words=words, outcome=Outcome.compatible, reasons=("different_basis",), gap=pair.match.gap)
    named, bare = (a, b) if a.includes is not None else (b, a)
    larger, smaller = (bare, named) if named.includes is Includes.cash_only else (named, bare)
    if not far and below(smaller, larger, pair):
        return Answer(words=words, outcome=Outcome.compatible, reasons=("different_basis",), gap=pair.match.gap)
    return Answer(words=words, outcome=Outcome.undetermined, reasons=("unknown_basis",), gap=pair.match.gap)


def _unlabelled(pair: Pair) -> Answer:
    a, b = pair.a, pair.b
    words = f"neither {figure(a)} nor {figure(b)} says whether it is pre- or post-money"
    gap = pair.match.gap or 0.0
    if a.unit != b.unit:
        return Answer(words=words)
    low, high = sorted((interval(a.quantity), interval(b.quantity)), key=lambda i: i.low)
    rounds = _rounds(pair)
    for size in rounds:
        if high.minus(low).overlaps(interval(size.quantity)):
            words = f"{words}; the round of {figure(size)} explains the difference"
            return Answer(words=words, outcome=Outcome.compatible, reasons=("different_basis",), gap=gap)
    if rounds or pair.same_text:
        return Answer(words=f"{words}, and no known round explains the difference")
    if gap <= UNLABELLED_ROUND and _bounded(low) and _bounded(high) and pair.when.timing is Timing.same:
        words = f"{words}; a round of about {scaled(high.low - low.high, a.unit)} would explain the difference"
        return Answer(words=words, outcome=Outcome.undetermined, reasons=("unknown_basis",), gap=gap)
    return Answer(words=words)


def _round_between(told: reconcile.Sum, pair: Pair) -> Answer:
    """The round that both texts know of, against the difference of its pre- and post-money values."""
    via = tuple(claim.id for claim in told.via)
    one_round = pair.same_text or pair.identity.code == "same_round"
    if told.gap <= reconcile.SLACK or not one_round or Modality.speculative in (pair.a.modality, pair.b.modality):
        more = ": they add up" if told.adds_up else ": near enough for two bases of one round"
        reasons = ("different_basis", "adds_up") if told.adds_up else ("different_basis",)
        return Answer(words=told.words + more, outcome=Outcome.compatible, reasons=reasons, gap=told.gap, via=via)
    return Answer(
        words=f"{told.words}: they do not add up", outcome=Outcome.contradiction, kind=Kind.arithmetic,
        reasons=("round_does_not_fit",), gap=told.gap, grade=grade(pair, told.gap, Kind.arithmetic), via=via,
    )  # fmt: skip


def _bounded(span: Interval) -> bool:
    return span.low > float("-inf") and span.high < float("inf")


def _rounds(pair: Pair) -> list[Claim]:
    known = (*pair.siblings(pair.a), *pair.siblings(pair.b))
    return [
        c for c in known
        if c.metric == "funding" and c.subject == pair.a.subject and c.unit == pair.a.unit
        and c.scope in (Scope.total, Scope.increment) and c.quantity.qualifier is not Qualifier.vague
        and c.temporal_role is TemporalRole.current
    ]  # fmt: skip


def _money(claim: Claim) -> str:
    return str(claim.basis).replace("_", "-")


def _contains(claim: Claim) -> str:
    words = {Includes.debt: "with debt", Includes.cash_only: "cash only", Includes.contingent: "with contingent parts"}
    return "not said" if claim.includes is None else words[claim.includes]
