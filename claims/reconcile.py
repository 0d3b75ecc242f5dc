"""Arithmetic among several claims: shares and their total, a round between two valuations, a rate times its years."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import combinations

from claims.model import Claim, Modality, Scope, TemporalRole
from claims.pairs import Pair, figure
from claims.periods import duration_years
from claims.units import scaled
from claims.values import Interval, Qualifier, interval, times

MOST_PARTS = 4
"""Sums of more parts than this fit by chance."""
MOST_CANDIDATES = 10
SLACK = 0.10
"""What a sum may be off before it contradicts: secondary shares in a round, a rate that ramps up, a rounded year."""
YEARLY = frozenset({"year", "annum", "yr"})


@dataclass(frozen=True, slots=True)
class Sum:
    """A sum that was tried: whether it adds up, the relative gap where it does not, the other claims, the words."""

    adds_up: bool
    gap: float
    via: tuple[Claim, ...]
    words: str


def parts_of_sum(total: Claim, piece: Claim, others: Iterable[Claim]) -> tuple[Claim, ...] | None:
    """The other parts that, with the piece, make the total as it is written; None where none do.

    Parts measure the same of the same party in one unit; the fewest that fit are taken.  A figure told twice counts
    once.
    """
    seen = {_told(piece)}
    candidates: list[Claim] = []
    for claim in sorted(others, key=lambda c: (c.start, c.id)):
        if claim.id in (total.id, piece.id) or not _part_like(claim, piece, total) or _told(claim) in seen:
            continue
        seen.add(_told(claim))
        candidates.append(claim)
    for size in range(1, MOST_PARTS):
        for some in combinations(candidates[:MOST_CANDIDATES], size):
            if makes(total, (piece, *some)):
                return some
    return None


def makes(total: Claim, parts: Iterable[Claim]) -> bool:
    """Whether the numbers as written add up to the total as written, within half of its last digit."""
    quantity = total.quantity
    slack = max(quantity.precision / 2, abs(quantity.written) * 1e-9)
    return abs(sum(claim.quantity.written for claim in parts) - quantity.written) <= slack


def shares(whole: Claim, pair: Pair) -> Sum | None:
    """The named shares of a whole, as its own text tells them, against the whole; None where fewer than two are told.

    A share is a part that the text links to the whole, an investor's sum in the round that names it, or one
    counterparty's part of a joint sum.
    """
    named = [claim for claim in pair.siblings(whole) if _is_share(claim, whole)]
    by_party: dict[tuple[object, ...], Claim] = {}
    for claim in sorted(named, key=lambda c: (c.start, c.id)):
        who = (claim.subject, claim.counterparties, claim.event, claim.metric)
        if claim.metric != whole.metric and who in by_party and _told(by_party[who]) != _told(claim):
            return None  # two sums of one investor: which of them is in this round is not told
        by_party.setdefault((*who, None if claim.metric != whole.metric else _told(claim)), claim)
    told = list(by_party.values())
    if len(told) < 2:
        return None
    total, limit = _added([interval(claim.quantity) for claim in told]), interval(whole.quantity)
    words = f"{' + '.join(figure(claim) for claim in told)} against {figure(whole)}"
    via = tuple(told)
    if total.low > limit.high:
        return Sum(False, limit.gap(total), via, f"{words}: the parts exceed the whole")
    return Sum(total.overlaps(limit), limit.gap(total), via, words)


def round_between(pre: Claim, post: Claim, rounds: Sequence[Claim]) -> Sum | None:
    """The round that should lie between a pre- and a post-money value; None where no round, or several, are told."""
    sizes = {(claim.low, claim.high): claim for claim in rounds}
    if len(sizes) != 1 or pre.unit != post.unit:
        return None
    size = next(iter(sizes.values()))
    difference = interval(post.quantity).minus(interval(pre.quantity))
    words = f"{figure(pre)} + {figure(size)} against {figure(post)}"
    if difference.overlaps(interval(size.quantity)):
        return Sum(True, 0.0, (size,), words)
    expected = _added([interval(pre.quantity), interval(size.quantity)])
    return Sum(False, expected.gap(interval(post.quantity)), (size,), words)


def rate_times_years(rate: Claim, total: Claim) -> Sum | None:
    """A yearly rate times the years over which it runs, against the total; None where it is not told for how long."""
    if rate.per not in (*YEARLY, None) or rate.unit != total.unit or rate.metric != total.metric:
        return None
    said = [years for claim in (total, rate) if claim.horizon and (years := duration_years(claim.horizon))]
    if not said or any(years != said[0] for years in said):
        return None
    product = times(rate.quantity, said[0])
    gap = interval(product).gap(interval(total.quantity))
    made = scaled(product.written, rate.unit)
    words = f"{figure(rate)} a year for {said[0]:g} years make {made}, against {figure(total)}"
    if rate.per is None and gap:  # perhaps no rate of a year
        return None
    return Sum(gap == 0, gap, (), words)


def _is_share(claim: Claim, whole: Claim) -> bool:
    if claim.unit != whole.unit or claim.modality is Modality.denied or claim.quantity.qualifier is Qualifier.vague:
        return False
    if claim.part_of is not None:
        return claim.part_of == whole.id
    if claim.temporal_role is not whole.temporal_role or claim.scope is Scope.rate:
        return False
    if (claim.as_of or whole.as_of) != (whole.as_of or claim.as_of):
        return False
    if whole.metric == "funding" and claim.metric == "investment":
        return claim.counterparties == (whole.subject,) and claim.subject in whole.counterparties
    joint = len(whole.counterparties) > 1 and len(claim.counterparties) == 1
    return (
        joint and claim.metric == whole.metric and claim.subject == whole.subject
        and claim.counterparties[0] in whole.counterparties and claim.scope in (Scope.total, Scope.part)
    )  # fmt: skip


def _part_like(claim: Claim, piece: Claim, total: Claim) -> bool:
    loose = {Qualifier.vague, Qualifier.range}
    return (
        (claim.subject, claim.metric, claim.unit) == (piece.subject, piece.metric, piece.unit)
        and claim.scope not in (Scope.rate, Scope.cumulative) and claim.temporal_role is TemporalRole.current
        and claim.modality is not Modality.denied and claim.quantity.qualifier not in loose
        and 0 < claim.quantity.written < total.quantity.written
        and not (claim.as_of and piece.as_of and claim.as_of != piece.as_of) and claim.period == piece.period
    )  # fmt: skip


def _told(claim: Claim) -> tuple[object, ...]:
    """What tells one part from another part of the same size; a headline's repetition has the same."""
    return claim.low, claim.high, claim.counterparties, claim.event.site


def _added(parts: Sequence[Interval]) -> Interval:
    return Interval(sum(part.low for part in parts), sum(part.high for part in parts))
