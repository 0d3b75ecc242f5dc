"""When do two claims conflict?  The verdict for a pair: a list of questions, each of which may end the matter."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace

from claims import bases, buckets, clashes, measures, reconcile, slips, worth
from claims.events import too_late
from claims.identity import Sameness, group
from claims.model import Claim
from claims.pairs import REASONS, Answer, Context, Pair, figure
from claims.reach import apart
from claims.units import COUNT, WATT
from claims.verdicts import Outcome, Step, Verdict

__all__ = ["QUESTIONS", "REASONS", "RULES", "Context", "compare", "compare_bucket"]

RULES = "2"
"""Version of the rules: a verdict of other rules is asked again."""


def same_figure(pair: Pair) -> Answer:
    """Is it the same party and the same kind of figure?"""
    a, b = pair.a, pair.b
    if a.metric != b.metric:
        return (
            _share(pair)
            or _equity_and_debt(pair)
            or slips.other_deal(pair)
            or Answer(words=f"{a.metric} and {b.metric}", outcome=Outcome.not_comparable, reasons=("other_metric",))
        )
    if a.unit != b.unit and (WATT in (a.unit, b.unit) or COUNT in (a.unit, b.unit)):
        return Answer(words=f"{a.unit} and {b.unit}", outcome=Outcome.not_comparable, reasons=("other_metric",))
    if a.subject is None or b.subject is None:
        if a.id == b.id:
            return Answer(words="one claim", outcome=Outcome.compatible, reasons=("restated",), gap=0.0)
        words = "a party is not named"
        return Answer(words=words, outcome=Outcome.undetermined, reasons=("unknown_identity",))
    if a.subject == b.subject:
        return Answer(words=f"yes: {a.metric} of {a.subject}")
    parties = pair.context.parties
    if group(a.subject, parties) == group(b.subject, parties):
        return Answer(words=f"{a.subject} and {b.subject} are one group", reasons=("same_group",))
    told = clashes.party(pair) or clashes.one_site(pair) or slips.other_deal(pair)
    if told is not None:
        return told
    words = f"{a.subject} and {b.subject} are two parties"
    return Answer(words=words, outcome=Outcome.not_comparable, reasons=("other_party",))


def same_event(pair: Pair) -> Answer:
    """Is it the same event: round, site, instrument, counterparty?"""
    identity = pair.identity
    if identity.sameness is Sameness.other:
        return Answer(words=identity.words, outcome=Outcome.not_comparable, reasons=(identity.code,))
    days = None if pair.same_text or pair.match.agrees else too_late(pair.a, pair.b)
    if days is not None:
        words = f"{identity.words}; {days} days lie between them, too many for one event"
        return Answer(words=words, outcome=Outcome.not_comparable, reasons=("other_event",))
    if identity.sameness is Sameness.unsure:
        return Answer(words=identity.words)
    return Answer(words=identity.words, reasons=(identity.code,))


QUESTIONS: tuple[tuple[str, Callable[[Pair], Answer]], ...] = (
    ("Is it the same party and the same kind of figure?", same_figure),
    ("Is it the same event?", same_event),
    ("Does one convert the other in brackets?", slips.bracket),
    ("Is it a slip of scale or currency?", slips.scale),
    ("Does one deny the other?", slips.denial),
    ("Do both cover the same part of it?", measures.scope),
    ("Do both stand at the same place in the story's time?", measures.role),
    ("Are both on the same basis?", bases.basis),
    ("Is one only an order of magnitude?", measures.vague),
    ("Did talk become fact?", worth.certainty),
    ("Is one figure told with two dates?", clashes.dates),
    ("Is it the same time?", worth.time),
    ("Do both stand in one text?", worth.one_text),
    ("Can both values be right?", worth.values),
)
"""The questions in their order; the first whose answer has an outcome ends the matter, the last one always has."""


def compare(a: Claim, b: Claim, context: Context = Context()) -> Verdict:  # noqa: B008  # frozen
    """The verdict for two claims, with its reasons (the deciding one first) and the trace of all questions asked.

    Symmetric: which claim comes first changes nothing.
    """
    pair = Pair(a, b, context)
    trace: list[Step] = []
    found: list[str] = []
    for question, ask in QUESTIONS:
        answer = ask(pair)
        if answer.outcome is Outcome.contradiction and measures.is_vague(pair):
            answer = measures.vague(pair)  # an order of magnitude never alerts, whichever question met it first
        trace.append(Step(question, answer.words))
        if answer.outcome is not None:
            reasons = tuple(dict.fromkeys((*answer.reasons, *found)))
            return Verdict(
                outcome=answer.outcome, reasons=reasons, trace=tuple(trace), rules=RULES, kind=answer.kind,
                gap=answer.gap, grade=answer.grade, via=answer.via,
            )  # fmt: skip
        found += answer.reasons
    raise AssertionError("the last question decides")  # pragma: no cover


def compare_bucket(
    new: Sequence[Claim],
    stored: Iterable[Claim],
    context: Context = Context(),  # noqa: B008  # frozen
) -> Iterator[tuple[Claim, Claim, Verdict]]:
    """Compare each new claim with its bucket-mates only, new and stored, each pair once.

    The buckets are those of `claims.buckets`: one party and metric above all; claims without a subject have none.
    Pairs that are not comparable are left out, and those that time parts (`claims.reach`), unless their texts are
    copies.  Where `context.article` is not given, the claims at hand stand for it.
    """
    ids = {claim.id for claim in new}
    old = [claim for claim in stored if claim.id not in ids]
    if context.article is None:
        context = replace(context, article=_articles((*new, *old)))
    shelves: dict[buckets.Key, list[Claim]] = defaultdict(list)
    for claim in (*old, *new):
        fitting = sorted(buckets.keys(claim, context.parties))
        if claim.id in ids:
            mates = {id(mate): mate for key in fitting for mate in shelves[key] if mate.id != claim.id}
            for mate in mates.values():
                if apart(claim, mate) and not Pair(claim, mate, context).copies:
                    continue
                verdict = compare(claim, mate, context)
                if verdict.outcome is not Outcome.not_comparable:
                    yield claim, mate, verdict
        for key in fitting:
            shelves[key].append(claim)


def _articles(claims: Iterable[Claim]) -> Callable[[Claim], Iterable[Claim]]:
    texts: dict[str, list[Claim]] = defaultdict(list)
    for claim in claims:
        texts[claim.text_sha].append(claim)
    for told in texts.values():
        told.sort(key=lambda claim: (claim.start, claim.id))

    def article(claim: Claim) -> Iterable[Claim]:
        return texts.get(claim.text_sha, ())

    return article


def _share(pair: Pair) -> Answer | None:
    """One investor's share and the round that it went into."""
    if {pair.a.metric, pair.b.metric} != {"funding", "investment"}:
        return None
    whole, piece = (pair.a, pair.b) if pair.a.metric == "funding" else (pair.b, pair.a)
    if whole.subject is None or whole.subject not in piece.counterparties or len(piece.counterparties) > 1:
        return None
    if pair.identity.code == "other_event":
        return None
    summed = measures.shares(piece, whole, pair) if pair.same_text else None  # a text adds up its own shares only
    if summed is not None:
        return summed
    if not measures.fits(piece, whole, pair):
        return None
    words = f"{piece.subject}'s {figure(piece)} went into {whole.subject}, which raised {figure(whole)}"
    return Answer(words=words, outcome=Outcome.compatible, reasons=("part_of",))


def _equity_and_debt(pair: Pair) -> Answer | None:
    """A loan and the package that holds it beside the equity: the three add up."""
    if {pair.a.metric, pair.b.metric} != {"funding", "debt"} or not pair.same_text or pair.a.unit != pair.b.unit:
        return None
    whole, loan = (pair.a, pair.b) if pair.a.metric == "funding" else (pair.b, pair.a)
    if whole.subject != loan.subject or not measures.fits(loan, whole, pair):
        return None
    for equity in pair.siblings(whole):
        if equity.metric in ("funding", "investment") and whole.subject in (equity.subject, *equity.counterparties):
            parts = reconcile.makes(whole, (loan, equity))
            if parts:
                words = f"{figure(loan)} of debt and {figure(equity)} of equity make {figure(whole)}"
                reasons = ("different_basis", "adds_up")
                return Answer(words=words, outcome=Outcome.compatible, reasons=reasons, via=(equity.id,))
    return None
