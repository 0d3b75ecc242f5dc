"""Questions about what the figures measure: which part of it, from which time of the story, on which basis."""

from __future__ import annotations

from claims.identity import Sameness
from claims.metrics import METRICS
from claims.model import Basis, Claim, Includes, Scope, TemporalRole
from claims.pairs import Answer, Pair, figure
from claims.units import scaled
from claims.values import Interval, Qualifier, interval, times
from claims.verdicts import Kind, Outcome
from claims.when import SAME_DAYS, Timing, is_plan, published
from claims.worth import FAR_GAP, grade

GROWING = frozenset({"commitment", "acquisition"})
"""Events that grow under one name: an extended contract, a raised bid; another round is another event."""

UNLABELLED_ROUND = 0.25  # unlabelled valuations that are closer than this may differ by the round itself
MAGNITUDE = 10.0  # how far a vague value reaches beyond its own order


def scope(pair: Pair) -> Answer:
    """Do both figures cover the same part of it?"""
    a, b = pair.a, pair.b
    linked = _linked(pair) or _counted(pair)
    if linked is not None:
        return linked
    if Scope.rate in (a.scope, b.scope):
        return _rates(pair)
    if a.scope is b.scope:
        if a.scope is Scope.part and pair.match.differs and not pair.same_text:
            words = f"{figure(a)} and {figure(b)} are parts; nothing says that they are the same part"
            return Answer(words=words, outcome=Outcome.undetermined, reasons=("unknown_scope",))
        return Answer(words=f"both: {a.scope}")
    words = f"{figure(a)} is {_is(a.scope)}, {figure(b)} is {_is(b.scope)}"
    reasons = (Scope.cumulative, "cumulative"), (Scope.increment, "increment"), (Scope.part, "part_of")
    reason = next(code for which, code in reasons if which in (a.scope, b.scope))
    order = (Scope.part, Scope.increment, Scope.total, Scope.cumulative)
    piece, whole = sorted((a, b), key=lambda c: order.index(c.scope))
    if {a.scope, b.scope} == {Scope.part, Scope.increment} or not fits(piece, whole, pair):
        return Answer(words=words, outcome=Outcome.undetermined, reasons=("unknown_scope",))
    if pair.same_text and a.scope is not Scope.cumulative and pair.match.code == "same_value":
        return Answer(words=f"{words}, with one value")
    return Answer(words=words, outcome=Outcome.compatible, reasons=(reason,))


def role(pair: Pair) -> Answer:
    """Do both stand at the same place in the story's own time: current, previous, a target, superseded?"""
    a, b = pair.a, pair.b
    if a.temporal_role is b.temporal_role:
        return Answer(words=f"both: {a.temporal_role}")
    words = f"{figure(a)} is {a.temporal_role}, {figure(b)} is {b.temporal_role}"
    if pair.when.timing is Timing.other:
        return Answer(words=words)
    told = {a.temporal_role, b.temporal_role}
    if told == {TemporalRole.target, TemporalRole.current}:
        other = a if a.temporal_role is TemporalRole.current else b
        if is_plan(other):
            return Answer(words=f"{words}, but still to come")
        return Answer(words=words, outcome=Outcome.not_comparable, reasons=("target",))
    old = a if a.temporal_role in (TemporalRole.previous, TemporalRole.superseded) else b
    new = b if old is a else a
    dated = all(c.as_of or c.period for c in (a, b))
    if pair.match.code in ("same_value", "rounding") or (not pair.same_text and (pair.match.agrees or dated)):
        return Answer(words=words)
    grows = a.metric in GROWING and pair.identity.sameness is Sameness.named
    if old.temporal_role is TemporalRole.previous and METRICS[a.metric].kind == "event" and not grows:
        return Answer(words=f"{words}: another event", outcome=Outcome.not_comparable, reasons=("other_event",))
    said = published(a, b)
    newer = "a" if old is b else "b"
    late = said.days is not None and said.days > SAME_DAYS and said.earlier == newer
    if not pair.same_text and (late or said.days is None):
        words = f"{words}; the current figure may be from that earlier time"
        return Answer(words=words, outcome=Outcome.undetermined, reasons=("unknown_date",), gap=pair.match.gap)
    if pair.identity.sameness is Sameness.unsure:
        words = f"{words}; {pair.identity.words}"
        return Answer(words=words, outcome=Outcome.undetermined, reasons=(pair.identity.code,), gap=pair.match.gap)
    words = f"{words}: {figure(new)} replaced {figure(old)}"
    reason = "superseded" if TemporalRole.superseded in told else "previous"
    return Answer(words=words, outcome=Outcome.update, reasons=(reason,), gap=pair.match.gap)


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
        bare_above = _below(named, bare, pair)
        if pair.identity.code != "same_round" or bare_above is (named.basis is Basis.pre_money):
            return Answer(words=words, outcome=Outcome.undetermined, reasons=("unknown_basis",), gap=gap)
        return Answer(words=f"{words}, but on neither basis would they fit")
    pre, post = (a, b) if a.basis is Basis.pre_money else (b, a)
    words = f"{figure(pre)} is pre-money; {figure(post)} is post-money"
    if _below(post, pre, pair):
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
    return Answer(
        words=f"{words}: two bases of one round", outcome=Outcome.compatible, reasons=("different_basis",), gap=gap
    )


def vague(pair: Pair) -> Answer:
    """Is one only an order of magnitude?  Vague values never alert."""
    a, b = pair.a, pair.b
    if Qualifier.vague not in (a.quantity.qualifier, b.quantity.qualifier):
        return Answer(words="no")
    if pair.when.timing is Timing.other:
        return Answer(words=f"yes, but {pair.when.words}", outcome=Outcome.not_comparable, reasons=("other_period",))
    said = pair.match
    if said.gap is None or said.gap >= 1 - 1 / MAGNITUDE:
        words = f"yes; {said.words}: another order of magnitude"
        return Answer(words=words, outcome=Outcome.undetermined, reasons=("unknown_identity", "vague"), gap=said.gap)
    words = f"yes: {a.quote!r} against {b.quote!r} is loose wording"
    return Answer(words=words, outcome=Outcome.compatible, reasons=("vague",), gap=said.gap)


def fits(piece: Claim, whole: Claim, pair: Pair) -> bool:
    """Whether the piece can be as small as the whole is large; true where there is no rate to tell."""
    return not _below(whole, piece, pair)


def _below(one: Claim, other: Claim, pair: Pair) -> bool:
    if one.unit != other.unit:
        return pair.match.differs and one.quantity.written < other.quantity.written
    return interval(one.quantity).high < interval(other.quantity).low


def _linked(pair: Pair) -> Answer | None:
    for piece, whole in ((pair.a, pair.b), (pair.b, pair.a)):
        if piece.part_of is None or piece.part_of != whole.id:
            continue
        words = f"{figure(piece)} is told as a part of {figure(whole)}"
        if fits(piece, whole, pair):
            return Answer(words=words, outcome=Outcome.compatible, reasons=("part_of",))
        gap = pair.match.gap or 0.0
        return Answer(
            words=f"{words}, but is larger", outcome=Outcome.contradiction, kind=Kind.arithmetic,
            reasons=("part_exceeds_whole",), gap=gap, grade=grade(pair, gap, Kind.arithmetic),
        )  # fmt: skip
    return None


def _counted(pair: Pair) -> Answer | None:
    for each, all_ in ((pair.a, pair.b), (pair.b, pair.a)):
        if each.count is None or each.count < 2 or all_.count is not None or each.unit != all_.unit:
            continue
        if pair.match.differs and interval(times(each.quantity, each.count)).overlaps(interval(all_.quantity)):
            words = f"{each.count} of {figure(each)} each make {figure(all_)}"
            return Answer(words=words, outcome=Outcome.compatible, reasons=("count",))
    return None


def _rates(pair: Pair) -> Answer:
    a, b = pair.a, pair.b
    if a.scope is not b.scope:
        piece = a if a.scope is Scope.rate else b
        words = f"{figure(piece)} is per {piece.per or 'something'}, the other is a sum"
        return Answer(words=words, outcome=Outcome.not_comparable, reasons=("rate",))
    if a.per is not None and b.per is not None and a.per != b.per:
        words = f"per {a.per} and per {b.per}"
        return Answer(words=words, outcome=Outcome.not_comparable, reasons=("other_rate",))
    if (a.per is None or b.per is None) and pair.match.differs and not pair.same_text:
        words = "both are rates, and one does not say per what"
        return Answer(words=words, outcome=Outcome.undetermined, reasons=("unknown_scope",), gap=pair.match.gap)
    return Answer(words=f"both: per {a.per or b.per or 'the same'}")


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
    if not far and _below(smaller, larger, pair):
        return Answer(words=words, outcome=Outcome.compatible, reasons=("different_basis",), gap=pair.match.gap)
    return Answer(words=words, outcome=Outcome.undetermined, reasons=("unknown_basis",), gap=pair.match.gap)


def _unlabelled(pair: Pair) -> Answer:
    a, b = pair.a, pair.b
    words = f"neither {figure(a)} nor {figure(b)} says whether it is pre- or post-money"
    gap = pair.match.gap or 0.0
    if pair.same_text or a.unit != b.unit:
        return Answer(words=words)
    low, high = sorted((interval(a.quantity), interval(b.quantity)), key=lambda i: i.low)
    rounds = _rounds(pair)
    for size in rounds:
        if high.minus(low).overlaps(interval(size.quantity)):
            words = f"{words}; the round of {figure(size)} explains the difference"
            return Answer(words=words, outcome=Outcome.compatible, reasons=("different_basis",), gap=gap)
    if rounds:
        return Answer(words=f"{words}, but no known round explains the difference")
    if gap <= UNLABELLED_ROUND and _bounded(low) and _bounded(high) and pair.when.timing is Timing.same:
        words = f"{words}; a round of about {scaled(high.low - low.high, a.unit)} would explain the difference"
        return Answer(words=words, outcome=Outcome.undetermined, reasons=("unknown_basis",), gap=gap)
    return Answer(words=words)


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


def _is(scope: Scope) -> str:
    words = {Scope.total: "the whole", Scope.part: "a part", Scope.cumulative: "a sum over a time",
             Scope.increment: "an addition", Scope.rate: "a rate"}  # fmt: skip
    return words[scope]


def _money(claim: Claim) -> str:
    return str(claim.basis).replace("_", "-")


def _contains(claim: Claim) -> str:
    words = {Includes.debt: "with debt", Includes.cash_only: "cash only", Includes.contingent: "with contingent parts"}
    return "not said" if claim.includes is None else words[claim.includes]
