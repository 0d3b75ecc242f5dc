"""Whole and part: which figures are the total of one thing, and which lie within another that their text tells."""

from __future__ import annotations

from claims.identity import Sameness, own_project, site
from claims.metrics import METRICS
from claims.model import Claim, Modality, Scope, TemporalRole
from claims.pairs import Pair

PART_GAP = 0.5  # what is less than half of the other is rather a phase or a tranche of it


def within(piece: Claim, whole: Claim, pair: Pair) -> bool:
    """Whether a figure lies within a larger one that the same text tells of the same party and the same time.

    A sum with one of several counterparties lies within the joint one, the cost of a phase within its site's.  Capacity
    adds up: what one party has at a site, by a year or from a supplier counts in what it has altogether.  Other sums of
    money in one text are two things.
    """
    code, parties = pair.identity.code, pair.context.parties
    if not METRICS[piece.metric].additive or Scope.rate in (piece.scope, whole.scope) or not _alike(piece, whole):
        return False
    if piece.counterparties and set(piece.counterparties) < set(whole.counterparties):
        return True
    if piece.metric == "spending":
        return code == "same_site"
    if METRICS[piece.metric].unit != "power":
        return False
    if pair.identity.sameness is Sameness.unsure and (code != "unknown_scope" or site(piece, parties) is None):
        return False  # two suppliers, or the larger one is tied to a site and the smaller one is not
    return not (whole.counterparties and not piece.counterparties) or code == "same_site"


def _alike(piece: Claim, whole: Claim) -> bool:
    """Whether both are told of one party and one time, as what is or will be."""
    return (
        piece.subject == whole.subject and piece.unit == whole.unit and piece.period == whole.period
        and (METRICS[piece.metric].kind == "state" or not piece.as_of or piece.as_of == (whole.as_of or piece.as_of))
        and piece.temporal_role is whole.temporal_role is TemporalRole.current
        and Modality.denied not in (piece.modality, whole.modality)
    )  # fmt: skip


def own_total(pair: Pair) -> bool:
    """Whether one text gives two totals of one project, which cannot both be right."""
    a, b = pair.a, pair.b
    near = (pair.match.gap or 0.0) <= PART_GAP or whole_project(pair)
    dated = (a.as_of, a.period, a.horizon) == (b.as_of, b.period, b.horizon)
    return (
        own_project(a, b, pair.context.parties) and a.scope is b.scope is Scope.total and near and dated
        and a.temporal_role is b.temporal_role and a.modality is b.modality
    )  # fmt: skip


def whole_project(pair: Pair) -> bool:
    """Whether both are the capacity of one whole project, told of the project itself and for the same year."""
    a, b = pair.a, pair.b
    if METRICS[a.metric].unit != "power" or not own_project(a, b, pair.context.parties):
        return False
    one, two = ({_narrowed(twin) for twin in (c, *pair.siblings(c)) if _repeats(twin, c)} for c in (a, b))
    return one == two == {(Scope.total, a.horizon, None, None)}


def _narrowed(claim: Claim) -> tuple[object, ...]:
    """What narrows a figure down, which a text may say in one place only: "first" in its headline, a year below."""
    return claim.scope, claim.horizon, claim.count, claim.part_of


def _repeats(twin: Claim, claim: Claim) -> bool:
    mark = (claim.subject, claim.metric, claim.unit, claim.low, claim.high)
    return (twin.subject, twin.metric, twin.unit, twin.low, twin.high) == mark
