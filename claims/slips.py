"""Questions about the number as it was written: a bracketed conversion, a slip of scale or currency, a denial."""

from __future__ import annotations

import math

from claims import reconcile
from claims.buckets import DEALS
from claims.identity import BY_DATE, BY_PERIOD, NEVER, Sameness, group
from claims.model import Claim, Modality, Scope, TemporalRole
from claims.pairs import RATE_SLACK_UNDATED, Answer, Pair, figure
from claims.units import COUNT, WATT
from claims.values import Qualifier, interval, same_digits, written_digits
from claims.verdicts import Kind, Outcome
from claims.when import DENIAL_DAYS, PLAN_DAYS, Timing, published
from claims.worth import grade

BRACKET = 3  # characters: a space, the bracket, perhaps a sign
SLIP_FACTOR = 2.0  # a bracket that is off by less may have used the rate of another day
TELLING_DIGITS = 3  # "725" twice in a week about one borrower is no coincidence
SCALE_WORDS = 1000.0  # million for billion; a shifted digit inside one text is two things


def bracket(pair: Pair) -> Answer:
    """Does one convert the other in brackets?  The text itself says that both are one sum."""
    a, b = pair.a, pair.b
    if not pair.same_text or not (a.converts == b.id or b.converts == a.id or _beside(a, b)):
        return Answer(words="no")
    said = pair.match
    if said.gap is None:
        words = f"yes: {figure(a)} and {figure(b)}; no rate to check it"
        return Answer(words=words, outcome=Outcome.compatible, reasons=("conversion",))
    if said.agrees:
        return Answer(words=f"yes: {said.words}", outcome=Outcome.compatible, reasons=("conversion",), gap=0.0)
    factor = 1 / (1 - said.gap) if said.gap < 1 else math.inf
    if said.gap <= RATE_SLACK_UNDATED:
        words = f"yes: {said.words}, which the rate of another day explains"
        return Answer(words=words, outcome=Outcome.compatible, reasons=("conversion",), gap=said.gap)
    if factor < SLIP_FACTOR:
        words = f"yes, but {said.words}: the rate of another day may explain it"
        return Answer(words=words, outcome=Outcome.undetermined, reasons=("unknown_date", "conversion"), gap=said.gap)
    return Answer(
        words=f"yes, but {said.words}: off by a factor of {factor:,.3g}",
        outcome=Outcome.contradiction, kind=Kind.scale, reasons=("conversion_slip",), gap=said.gap,
        grade=grade(pair, said.gap, Kind.scale),
    )  # fmt: skip


def scale(pair: Pair) -> Answer:
    """Are the same digits written with another scale word or currency, where everything else agrees?"""
    a, b = pair.a, pair.b
    if not _alike(a, b):
        return Answer(words="not asked: scope, bound, basis or certainty differ")
    ratio = abs(a.quantity.written) / abs(b.quantity.written) if b.quantity.written else 0.0
    currency = a.unit != b.unit and {a.unit, b.unit}.isdisjoint({WATT, COUNT}) and math.isclose(ratio, 1, rel_tol=1e-9)
    if not currency and (a.unit != b.unit or not same_digits(a.quantity, b.quantity)):
        return Answer(words="no")
    words = f"{figure(a)} and {figure(b)} have the same digits"
    if not _same_deal(pair):
        return Answer(words=f"{words}, but nothing says that it is the same thing at the same time")
    if currency:
        said = pair.match
        if said.gap is None or said.agrees:
            return Answer(words=f"{words}; {said.words}")
        return _slip(pair, f"{words} in two currencies, and {said.words}", "currency_slip", said.gap)
    if pair.same_text and max(ratio, 1 / ratio) < SCALE_WORDS * (1 - 1e-6):
        return Answer(words=f"{words}, but two values in one text are two things")
    return _slip(pair, f"{words} and another scale", "scale_slip", interval(a.quantity).gap(interval(b.quantity)))


def other_deal(pair: Pair) -> Answer | None:
    """Does one deny the sum of a deal that the other tells as another kind of deal of the same two parties?"""
    a, b, parties = pair.a, pair.b, pair.context.parties
    if not {a.metric, b.metric} <= DEALS or (a.modality is Modality.denied) is (b.modality is Modality.denied):
        return None
    one, two = ({group(name, parties) for name in (c.subject, *c.counterparties)} - {None} for c in (a, b))
    if len(one & two) < 2 or pair.identity.code == "other_event":
        return None
    if a.unit != b.unit or not math.isclose(a.quantity.written, b.quantity.written, rel_tol=1e-9):
        return None
    no = a if a.modality is Modality.denied else b
    words = f"{figure(no)} between {' and '.join(sorted(map(str, one & two)))} is denied"
    told = _when_denied(pair, words, "denied")
    return told if told.outcome is Outcome.contradiction else None


def denial(pair: Pair) -> Answer:
    """Does one deny what the other says: the same written value, the same deal, within 14 days?"""
    a, b = pair.a, pair.b
    denied = [c for c in (a, b) if c.modality is Modality.denied]
    if not denied:
        return Answer(words="nothing is denied")
    if len(denied) == 2:
        return Answer(words="both are denied", outcome=Outcome.compatible, reasons=("both_denied",))
    no, yes = (a, b) if a.modality is Modality.denied else (b, a)
    whose = f" ({no.denies}'s report)" if no.denies else ""
    words = f"{figure(no)} is denied{whose}, {figure(yes)} is {yes.modality}"
    if Qualifier.vague in (a.quantity.qualifier, b.quantity.qualifier):
        reasons = ("unknown_identity", "vague")
        return Answer(words=f"{words}: too vague to tell", outcome=Outcome.undetermined, reasons=reasons)
    if a.unit != b.unit or not math.isclose(no.quantity.written, yes.quantity.written, rel_tol=1e-9):
        parts = reconcile.parts_of_sum(no, yes, pair.siblings(yes)) if a.unit == b.unit else None
        if parts is not None:
            told = " + ".join(figure(claim) for claim in (yes, *parts))
            return _when_denied(pair, f"{words}; {told} make it", "denied_sum", tuple(claim.id for claim in parts))
        if pair.match.differs:
            return Answer(
                words=f"{words}: another value, which it leaves standing", outcome=Outcome.compatible,
                reasons=("denied_other_value",),
            )  # fmt: skip
        return Answer(
            words=f"{words}: not the number as written", outcome=Outcome.undetermined, reasons=("unknown_identity",)
        )
    return _when_denied(pair, words, "denied")


def _when_denied(pair: Pair, words: str, reason: str, via: tuple[str, ...] = ()) -> Answer:
    a, b = pair.a, pair.b
    if pair.identity.sameness is Sameness.unsure:
        words = f"{words}, but {pair.identity.words}"
        return Answer(words=words, outcome=Outcome.undetermined, reasons=(pair.identity.code,))
    if a.metric in NEVER and min(written_digits(c.quantity) for c in (a, b)) < 2:
        words = f"{words}, but so round a sum may be another"
        return Answer(words=words, outcome=Outcome.undetermined, reasons=("unknown_identity",))
    if pair.same_text or pair.copies:
        return _denied(pair, f"{words}, in one text", reason, via)
    when = pair.when if pair.when.days is not None else published(a, b)
    if when.timing is Timing.other:
        return Answer(words=f"{words}; {when.words}", outcome=Outcome.not_comparable, reasons=("other_period",))
    if when.days is None:
        return Answer(words=f"{words}; {when.words}", outcome=Outcome.undetermined, reasons=("unknown_date",))
    if when.days <= DENIAL_DAYS:
        return _denied(pair, f"{words}, {when.days} days apart", reason, via)
    late = "later" if when.days <= PLAN_DAYS else "unknown_identity"
    outcome = Outcome.update if when.days <= PLAN_DAYS else Outcome.undetermined
    return Answer(words=f"{words}, but {when.days} days apart", outcome=outcome, reasons=(late,))


def _denied(pair: Pair, words: str, reason: str, via: tuple[str, ...]) -> Answer:
    return Answer(
        words=words, outcome=Outcome.contradiction, kind=Kind.denial, reasons=(reason,), gap=0.0,
        grade=grade(pair, 0.0, Kind.denial), via=via,
    )  # fmt: skip


def _beside(a: Claim, b: Claim) -> bool:
    """Whether two sums of one thing in two currencies stand with no more than a bracket between them."""
    apart = max(a.start, b.start) - min(a.end, b.end)
    money = a.unit != b.unit and {a.unit, b.unit}.isdisjoint({WATT, COUNT})
    return money and 0 < apart <= BRACKET and (a.subject, a.metric) == (b.subject, b.metric)


def _slip(pair: Pair, words: str, reason: str, gap: float) -> Answer:
    return Answer(
        words=words, outcome=Outcome.contradiction, kind=Kind.scale, reasons=(reason,), gap=gap,
        grade=grade(pair, gap, Kind.scale),
    )  # fmt: skip


def _alike(a: Claim, b: Claim) -> bool:
    loose = {Qualifier.vague, Qualifier.range}
    return (
        a.scope is b.scope and a.scope in (Scope.total, Scope.cumulative) and a.basis is b.basis
        and a.includes is b.includes and a.temporal_role is b.temporal_role is TemporalRole.current
        and Modality.denied not in (a.modality, b.modality)
        and not {a.quantity.qualifier, b.quantity.qualifier} & loose and a.part_of == b.part_of and a.count == b.count
    )  # fmt: skip


def _meet(one: set[str | None] | set[str], other: set[str | None] | set[str]) -> bool:
    """Whether two sets share a member, or one of them says nothing."""
    return not one or not other or bool(one & other)


def _same_deal(pair: Pair) -> bool:
    a, b = pair.a, pair.b
    if a.subject != b.subject or not _meet(set(a.counterparties), set(b.counterparties)):
        return False
    if not _meet({a.horizon} - {None}, {b.horizon} - {None}):
        return False
    named = pair.identity.sameness is Sameness.named
    telling = min(written_digits(a.quantity), written_digits(b.quantity)) >= TELLING_DIGITS
    alone = pair.identity.sameness is Sameness.unnamed and (
        a.metric in BY_DATE or (a.metric in BY_PERIOD and pair.when.label) or telling
    )
    if not named and not alone:
        return False
    if pair.same_text:
        return (a.as_of, a.period) == (b.as_of, b.period)
    return pair.when.timing is Timing.same
