"""What a difference of values is worth: firmer news, a later figure, two things in one text, or a contradiction."""

from __future__ import annotations

from math import isclose
from typing import Literal

from claims.identity import BY_DATE, BY_PERIOD, IN_PARTS, IN_TRANCHES, NEVER, Sameness
from claims.metrics import METRICS
from claims.model import Claim, Modality, TemporalRole
from claims.pairs import Answer, Pair, figure
from claims.periods import is_period, span
from claims.values import ABOUT_ROUND, interval
from claims.verdicts import Grade, Kind, Outcome
from claims.when import PLAN_DAYS, Timing, When, is_plan, published, same_horizon
from claims.wholes import PART_GAP, own_total, whole_project, within

FAR_GAP = 0.75
FIRMNESS = {
    Modality.denied: 0, Modality.speculative: 0, Modality.reported: 1, Modality.planned: 2, Modality.asserted: 3,
}  # fmt: skip
"""How firm a modality is: of two figures for one thing the firmer one stands."""

_ONE_MEASURE = {"revenue": FAR_GAP, "profit": 0.10}
"""Results that lie further apart may be of two measures: one quarter has a net, an operating and a segment profit."""
_STATES_OF_A_COMPANY = frozenset({"valuation", "market_cap"})


def grade(pair: Pair, gap: float, kind: Kind) -> Grade:
    """High, medium or low: by kind and gap, one step less where a side is only reported or speculative, two where
    both are speculative."""
    if kind in (Kind.denial, Kind.scale):
        level = 2
    elif kind in (Kind.arithmetic, Kind.date, Kind.party):
        level = 1
    else:
        level = 2 if gap >= 0.25 else 1 if gap >= 0.05 else 0
    said = [c.modality for c in (pair.a, pair.b) if c.modality is not Modality.denied]
    if said and all(m is Modality.speculative for m in said):
        level -= 2
    elif any(m in (Modality.speculative, Modality.reported) for m in said):
        level -= 1
    return (Grade.low, Grade.medium, Grade.high)[max(0, level)]


def certainty(pair: Pair) -> Answer:
    """Did talk become fact?  Speculation and then a plan or a fact is an update, whatever the values."""
    a, b = pair.a, pair.b
    words = f"both: {a.modality}" if a.modality is b.modality else f"{a.modality} and {b.modality}"
    loose, firm = sorted((a, b), key=lambda c: FIRMNESS[c.modality])
    if loose.modality is not Modality.speculative or firm.modality not in (Modality.planned, Modality.asserted):
        return Answer(words=words)
    if pair.same_text or pair.when.timing is Timing.other or same_horizon(a, b) is False or not _enough(pair):
        return Answer(words=words)
    said = published(a, b) if pair.when.earlier is None else pair.when
    if said.days is not None and (_side(pair, loose) != said.earlier or said.days > PLAN_DAYS):
        return Answer(words=words)
    if _too_far(pair):
        return Answer(words=f"{words}, but {pair.match.words}")
    words = f"{figure(loose)} was {loose.modality}, {figure(firm)} is {firm.modality}: talk became firmer"
    return Answer(words=words, outcome=Outcome.update, reasons=("firmed",), gap=pair.match.gap)


def time(pair: Pair) -> Answer:
    """Is it the same time?  Where the values differ, the later one may replace the earlier."""
    a, b, when = pair.a, pair.b, pair.when
    if when.timing is Timing.other:
        return Answer(words=when.words, outcome=Outcome.not_comparable, reasons=(when.code,))
    if a.metric not in BY_PERIOD and same_horizon(a, b) is False:
        return _horizons(pair)
    if METRICS[a.metric].kind == "event" and when.timing is Timing.far and when.code == "published_apart":
        both_dated = all(c.as_of or c.period for c in (a, b))
        if both_dated and pair.identity.code != "same_round":
            words = f"{when.words}: two events"
            return Answer(words=words, outcome=Outcome.not_comparable, reasons=("other_event",))
    if pair.same_text:
        return _dated_in_one_text(pair)
    if not pair.match.differs:
        return Answer(words=when.words, reasons=(when.code,))
    gap = pair.match.gap
    if when.timing is Timing.unknown:
        return Answer(words=when.words, outcome=Outcome.undetermined, reasons=("unknown_date", when.code), gap=gap)
    if _revised(a, b):
        words = f"{when.words}: the article was revised"
        return Answer(words=words, outcome=Outcome.update, reasons=("revision",), gap=gap)
    early, late = (a, b) if when.earlier == "a" else (b, a)
    firmer, weaker = (
        FIRMNESS[late.modality] > FIRMNESS[early.modality],
        FIRMNESS[late.modality] < FIRMNESS[early.modality],
    )
    if when.timing is Timing.same:
        if when.days and when.earlier and firmer:
            words = f"{when.words}; {early.modality}, then {late.modality}"
            return Answer(words=words, outcome=Outcome.update, reasons=("firmed", when.code), gap=gap)
        return Answer(words=when.words, reasons=(when.code, *(("same_horizon",) if _horizon(a, b) else ())))
    shrunk = _shrunk_plan(pair, early, late)
    if shrunk is not None:
        return shrunk
    if not _enough(pair) or (pair.identity.sameness is Sameness.unnamed and _too_far(pair)):
        words = f"{when.words}; {pair.identity.words}"
        return Answer(words=words, outcome=Outcome.undetermined, reasons=("unknown_identity", when.code), gap=gap)
    if weaker:
        words = f"{when.words}; the later one is less firm"
        return Answer(words=words, outcome=Outcome.undetermined, reasons=("unknown_date", when.code), gap=gap)
    state = METRICS[a.metric].kind == "state"
    if when.timing is Timing.far and not state and pair.identity.sameness is not Sameness.named:
        words = f"{when.words}: perhaps another event"
        return Answer(words=words, outcome=Outcome.undetermined, reasons=("unknown_identity", when.code), gap=gap)
    words = f"{when.words}: {figure(late)} is the later figure"
    return Answer(words=words, outcome=Outcome.update, reasons=("later", when.code), gap=gap)


def one_text(pair: Pair) -> Answer:
    """Do both stand in one text?  There, two values are two things, except a named project's own total."""
    if not pair.same_text:
        return Answer(words="no", reasons=("copies",) if pair.copies else ())
    a, b, said = pair.a, pair.b, pair.match
    if said.agrees:
        loose = said.code != "conversion" and not isclose(a.quantity.written, b.quantity.written, rel_tol=ABOUT_ROUND)
        codes = (said.code,) if loose or said.code == "conversion" else ("restated", said.code)
        return Answer(words=f"yes: {said.words}", outcome=Outcome.compatible, reasons=codes, gap=0.0)
    if not said.differs:
        return Answer(words="yes", reasons=("same_text",))
    if own_total(pair):
        return Answer(
            words=f"yes, but both are the total of one project: {pair.identity.words}", reasons=("same_text",)
        )
    piece, whole = sorted((a, b), key=lambda claim: claim.quantity.written)
    if within(piece, whole, pair):
        return Answer(
            words=f"yes, and {said.words}: the smaller lies within the larger", outcome=Outcome.compatible,
            reasons=("part_of",), gap=said.gap,
        )  # fmt: skip
    return Answer(
        words=f"yes, and {said.words}: two things", outcome=Outcome.not_comparable, reasons=("one_text",), gap=said.gap
    )


def values(pair: Pair) -> Answer:
    """Can both be the same number; and if not, is it certain enough that they speak of the same thing?"""
    said = pair.match
    if said.gap is None:
        return Answer(words=said.words, outcome=Outcome.undetermined, reasons=("no_rate",))
    tolerance = METRICS[pair.a.metric].tolerance
    if said.gap <= tolerance:
        code = said.code if said.agrees else "rounding"
        return Answer(words=said.words, outcome=Outcome.compatible, reasons=(code,), gap=said.gap)
    doubt = _doubt(pair)
    if doubt is not None:
        reasons, words = doubt
        return Answer(words=f"{said.words}; {words}", outcome=Outcome.undetermined, reasons=reasons, gap=said.gap)
    return Answer(
        words=f"{said.words}: they cannot both be right", outcome=Outcome.contradiction, kind=Kind.value,
        reasons=("values_differ",), gap=said.gap, grade=grade(pair, said.gap, Kind.value),
    )  # fmt: skip


def _doubt(pair: Pair) -> tuple[tuple[str, ...], str] | None:
    a, b, identity = pair.a, pair.b, pair.identity
    if identity.sameness is Sameness.unsure:
        return (identity.code,), identity.words
    if a.subject != b.subject and identity.sameness is not Sameness.named:
        return ("unknown_scope", "same_group"), f"{a.subject} and {b.subject} are one group, not one party"
    if not _enough(pair):
        return ("unknown_identity",), identity.words
    if _too_far(pair):
        return ("unknown_identity",), "too far apart for one thing without the same round, period or horizon"
    if a.metric in IN_TRANCHES and (pair.match.gap or 0.0) > PART_GAP and not _labelled(pair):
        return ("unknown_scope",), "the smaller may be a part of the larger"
    if (pair.match.gap or 0.0) > _ONE_MEASURE.get(a.metric, 1.0):
        return ("unknown_basis",), "too far apart for one measure: before or after tax and special items, or a segment"
    if a.metric in IN_PARTS and is_plan(a) and is_plan(b) and a.horizon != b.horizon and not pair.when.label:
        words = f"one is for {a.horizon or 'no year'}, the other for {b.horizon or 'no year'}"
        return ("unknown_scope",), f"{words}: perhaps a stage of it"
    loose = Modality.speculative
    if (a.modality is loose) != (b.modality is loose):
        return ("unknown_identity",), "one is only talk, and it did not come first"
    for claim, other in () if pair.same_text or whole_project(pair) else ((a, b), (b, a)):
        if any(_same_number(claim, twin) for twin in pair.siblings(other) if _in_bucket(claim, twin)):
            words = f"the article that says {figure(other)} also says {figure(claim)}"
            return ("unknown_identity", "stated_by_both"), words
    return None


def _enough(pair: Pair) -> bool:
    """Whether party, metric, labels and time name one thing."""
    a, sameness = pair.a, pair.identity.sameness
    if a.metric in NEVER or sameness in (Sameness.other, Sameness.unsure):
        return False
    if sameness is Sameness.named:
        return a.subject == pair.b.subject or pair.identity.code != "same_instrument"
    if a.subject != pair.b.subject:
        return False
    if a.metric == "spending":  # what is planned for a year is the budget; what was spent is one of many costs
        return pair.when.label and is_plan(a) and is_plan(pair.b)
    return a.metric in BY_DATE or (a.metric in BY_PERIOD and pair.when.label)


def _too_far(pair: Pair) -> bool:
    return (pair.match.gap or 0.0) > FAR_GAP and not _labelled(pair)


def _labelled(pair: Pair) -> bool:
    return pair.identity.code == "same_round" or pair.when.label or whole_project(pair)


def _horizons(pair: Pair) -> Answer:
    a, b = pair.a, pair.b
    words = f"planned for {a.horizon} and {b.horizon}"
    said = published(a, b)
    named = pair.identity.sameness is Sameness.named
    piece, whole = sorted((a, b), key=lambda claim: claim.quantity.written)
    if pair.same_text and pair.match.differs and _is_stage(piece, whole) and within(piece, whole, pair):
        words = f"{words}: {figure(piece)} is a stage on the way to {figure(whole)}"
        return Answer(words=words, outcome=Outcome.compatible, reasons=("part_of", "other_horizon"), gap=pair.match.gap)
    if pair.same_text or not named or not pair.match.agrees or Modality.speculative in (a.modality, b.modality):
        return Answer(words=words, outcome=Outcome.not_comparable, reasons=("other_horizon",))
    if said.days is None:
        return Answer(words=f"{words}; {said.words}", outcome=Outcome.undetermined, reasons=("unknown_date",))
    early, late = (a, b) if said.earlier == "a" else (b, a)
    slipped = said.days <= PLAN_DAYS and (late.horizon or "") > (early.horizon or "")
    if said.timing is Timing.same or (slipped and pair.identity.code == "same_site"):
        return Answer(
            words=f"{words}; {pair.identity.words}, {said.words}", outcome=Outcome.contradiction, kind=Kind.date,
            reasons=("horizons_clash",), gap=0.0, grade=grade(pair, 0.0, Kind.date),
        )  # fmt: skip
    return Answer(words=f"{words}; {said.words}", outcome=Outcome.update, reasons=("later",))


def _is_stage(piece: Claim, whole: Claim) -> bool:
    """Whether the smaller figure is planned for an earlier year than the larger one."""
    return (
        piece.horizon is not None and whole.horizon is not None and is_period(piece.horizon)
        and is_period(whole.horizon) and span(piece.horizon).last < span(whole.horizon).first
    )  # fmt: skip


def _shrunk_plan(pair: Pair, early: Claim, late: Claim) -> Answer | None:
    gap, when = pair.match.gap or 0.0, pair.when
    one_place = pair.identity.code == "same_site" or (pair.identity.code == "unnamed" and early.metric == "power")
    if (
        not one_place or not is_plan(early) or not is_plan(late) or not when.label
        or when.days is None or when.days > PLAN_DAYS or early.unit != late.unit
        or interval(late.quantity).high >= interval(early.quantity).low
    ):  # fmt: skip
        return None
    words = f"{when.words}; {pair.identity.words}: the plan shrank from {figure(early)} to {figure(late)}"
    return Answer(
        words=words, outcome=Outcome.contradiction, kind=Kind.value, reasons=("plan_shrank", "same_horizon"), gap=gap,
        grade=grade(pair, gap, Kind.value),
    )  # fmt: skip


def _dated_in_one_text(pair: Pair) -> Answer:
    a, b, when = pair.a, pair.b, pair.when
    dates = {c.as_of or c.period for c in (a, b)}
    told_once = a.metric in _STATES_OF_A_COMPANY and pair.match.differs and len(dates) == 2
    current = a.temporal_role is b.temporal_role is TemporalRole.current
    if not told_once or not current or when.timing is Timing.same or Modality.denied in (a.modality, b.modality):
        return Answer(words="one text")
    early = _earlier_in_text(a, b, when)
    if early is None:
        return Answer(words="one text")
    late = b if early is a else a
    words = f"one text dates {figure(early)} {early.as_of or early.period}; {figure(late)} is the later figure"
    return Answer(words=words, outcome=Outcome.update, reasons=("later", "same_text"), gap=pair.match.gap)


def _earlier_in_text(a: Claim, b: Claim, when: When) -> Claim | None:
    if when.earlier is not None:
        return a if when.earlier == "a" else b
    dated = [c for c in (a, b) if c.as_of or c.period]
    return dated[0] if len(dated) == 1 else None


def _side(pair: Pair, claim: Claim) -> Literal["a", "b"]:
    return "a" if claim is pair.a else "b"


def _horizon(a: Claim, b: Claim) -> bool:
    return same_horizon(a, b) is True


def _revised(a: Claim, b: Claim) -> bool:
    return a.doc == b.doc and a.text_sha != b.text_sha


def _in_bucket(claim: Claim, twin: Claim) -> bool:
    return (claim.subject, claim.metric, claim.unit, claim.scope) == (twin.subject, twin.metric, twin.unit, twin.scope)


def _same_number(claim: Claim, twin: Claim) -> bool:
    return twin.modality is not Modality.denied and interval(claim.quantity).overlaps(interval(twin.quantity))
