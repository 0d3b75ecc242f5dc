"""Questions about what the figures measure: which part of it, and from which time of the story."""

from __future__ import annotations

from claims import reconcile
from claims.identity import Sameness
from claims.metrics import METRICS
from claims.model import Claim, Modality, Scope, TemporalRole
from claims.pairs import Answer, Pair, figure
from claims.values import Qualifier, interval, times
from claims.verdicts import Kind, Outcome
from claims.when import SAME_DAYS, Timing, is_plan, published
from claims.worth import grade

GROWING = frozenset({"commitment", "acquisition"})
"""Events that grow under one name: an extended contract, a raised bid; another round is another event."""

MAGNITUDE = 10.0  # how far a vague value reaches beyond its own order


def scope(pair: Pair) -> Answer:
    """Do both figures cover the same part of it?"""
    a, b = pair.a, pair.b
    linked = _linked(pair) or _counted(pair) or _parts(pair)
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


def vague(pair: Pair) -> Answer:
    """Is one only an order of magnitude?  Vague values never alert."""
    a, b = pair.a, pair.b
    if not is_vague(pair):
        return Answer(words="no")
    if pair.when.timing is Timing.other:
        return Answer(words=f"yes, but {pair.when.words}", outcome=Outcome.not_comparable, reasons=("other_period",))
    said = pair.match
    if said.gap is None or said.gap >= 1 - 1 / MAGNITUDE:
        words = f"yes; {said.words}: another order of magnitude"
        return Answer(words=words, outcome=Outcome.undetermined, reasons=("unknown_identity", "vague"), gap=said.gap)
    words = f"yes: {a.quote!r} against {b.quote!r} is loose wording"
    return Answer(words=words, outcome=Outcome.compatible, reasons=("vague",), gap=said.gap)


def is_vague(pair: Pair) -> bool:
    """Whether a side is only an order of magnitude."""
    return Qualifier.vague in (pair.a.quantity.qualifier, pair.b.quantity.qualifier)


def fits(piece: Claim, whole: Claim, pair: Pair) -> bool:
    """Whether the piece can be as small as the whole is large; true where there is no rate to tell."""
    return not below(whole, piece, pair)


def below(one: Claim, other: Claim, pair: Pair) -> bool:
    """Whether the first cannot be as large as the other."""
    if one.unit != other.unit:
        return pair.match.differs and one.quantity.written < other.quantity.written
    return interval(one.quantity).high < interval(other.quantity).low


def _linked(pair: Pair) -> Answer | None:
    for piece, whole in ((pair.a, pair.b), (pair.b, pair.a)):
        if piece.part_of is None or piece.part_of != whole.id:
            continue
        words = f"{figure(piece)} is told as a part of {figure(whole)}"
        if fits(piece, whole, pair):
            return shares(piece, whole, pair) or Answer(words=words, outcome=Outcome.compatible, reasons=("part_of",))
        gap = pair.match.gap or 0.0
        return Answer(
            words=f"{words}, but is larger", outcome=Outcome.contradiction, kind=Kind.arithmetic,
            reasons=("part_exceeds_whole",), gap=gap, grade=grade(pair, gap, Kind.arithmetic),
        )  # fmt: skip
    return None


def shares(piece: Claim, whole: Claim, pair: Pair) -> Answer | None:
    """What all named shares of the whole say of this one: they add up, or exceed it.

    One edge is enough for a total that does not add up: the one to its largest share.
    """
    told = reconcile.shares(whole, pair)
    if told is None or piece.id not in {claim.id for claim in told.via}:
        return None
    others = tuple(claim.id for claim in told.via if claim.id != piece.id)
    if told.adds_up:
        return Answer(
            words=f"{told.words}: they add up", outcome=Outcome.compatible, reasons=("part_of", "adds_up"), via=others,
        )  # fmt: skip
    largest = max(told.via, key=lambda claim: (claim.quantity.written, -claim.start))
    if told.gap <= 0 or largest.id != piece.id or not told.words.endswith("exceed the whole"):
        return None
    return Answer(
        words=told.words, outcome=Outcome.contradiction, kind=Kind.arithmetic, reasons=("parts_exceed_whole",),
        gap=told.gap, grade=grade(pair, told.gap, Kind.arithmetic), via=others,
    )  # fmt: skip


def _parts(pair: Pair) -> Answer | None:
    """Parts of a total that one text tells without saying so: with others they make it, to the digit."""
    a, b = pair.a, pair.b
    if not pair.same_text or a.unit != b.unit or not METRICS[a.metric].additive or not pair.match.differs:
        return None
    piece, whole = sorted((a, b), key=lambda claim: claim.quantity.written)
    told = shares(piece, whole, pair)
    if told is not None:
        return told
    loose = {Qualifier.vague, Qualifier.range}
    if {a.quantity.qualifier, b.quantity.qualifier} & loose or Modality.denied in (a.modality, b.modality):
        return None
    if Scope.rate in (a.scope, b.scope) or a.temporal_role is not b.temporal_role:
        return None
    others = reconcile.parts_of_sum(whole, piece, pair.siblings(piece))
    if others is None:
        return None
    words = f"{' + '.join(figure(claim) for claim in (piece, *others))} make {figure(whole)}"
    return Answer(
        words=words, outcome=Outcome.compatible, reasons=("part_of", "adds_up"),
        via=tuple(claim.id for claim in others),
    )  # fmt: skip


def _over_years(rate: Claim, total: Claim, pair: Pair) -> Answer | None:
    """A yearly rate against the total that it makes over its years."""
    told = reconcile.rate_times_years(rate, total)
    if told is None or pair.identity.sameness is Sameness.unsure:
        return None
    if told.gap <= reconcile.SLACK:
        return Answer(words=told.words, outcome=Outcome.compatible, reasons=("adds_up",), gap=told.gap)
    exact = rate.quantity.qualifier is total.quantity.qualifier is Qualifier.exact
    whole = total.scope is Scope.total and rate.temporal_role is total.temporal_role
    if not pair.same_text or pair.identity.code != "same_counterparty" or not exact or not whole:
        return None
    return Answer(
        words=told.words, outcome=Outcome.contradiction, kind=Kind.arithmetic, reasons=("rate_does_not_fit",),
        gap=told.gap, grade=grade(pair, told.gap, Kind.arithmetic),
    )  # fmt: skip


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
        piece, whole = (a, b) if a.scope is Scope.rate else (b, a)
        over_years = _over_years(piece, whole, pair)
        if over_years is not None:
            return over_years
        words = f"{figure(piece)} is per {piece.per or 'something'}, the other is a sum"
        return Answer(words=words, outcome=Outcome.not_comparable, reasons=("rate",))
    if a.per is not None and b.per is not None and a.per != b.per:
        words = f"per {a.per} and per {b.per}"
        return Answer(words=words, outcome=Outcome.not_comparable, reasons=("other_rate",))
    if (a.per is None or b.per is None) and pair.match.differs and not pair.same_text:
        words = "both are rates, and one does not say per what"
        return Answer(words=words, outcome=Outcome.undetermined, reasons=("unknown_scope",), gap=pair.match.gap)
    return Answer(words=f"both: per {a.per or b.per or 'the same'}")


def _is(scope: Scope) -> str:
    words = {Scope.total: "the whole", Scope.part: "a part", Scope.cumulative: "a sum over a time",
             Scope.increment: "an addition", Scope.rate: "a rate"}  # fmt: skip
    return words[scope]
