"""Which side of a case looks better supported, and why: a suggestion for after the analyst's own look, never applied.

Four questions are asked; each gives its weight to one side or to none.  The weights order them: what the party itself
says outweighs everything but all the rest together, independence outweighs recency or precision alone.
"""

from __future__ import annotations

from dataclasses import dataclass

from claims.cases import Case, Side
from claims.values import interval


@dataclass(frozen=True, slots=True)
class Suggestion:
    """The side with the most weight, or None where two have as much; and each answer as `side, reason`."""

    side: str | None
    reasons: tuple[tuple[str, str], ...]


def suggest(case: Case) -> Suggestion:
    """Ask the four questions of a case."""
    weights = {side.letter: 0 for side in case.sides}
    reasons = []
    for weight, question in ((3, _primary), (2, _independent), (1, _recent), (1, _precise)):
        answer = question(case)
        if answer is not None:
            letter, why = answer
            weights[letter] += weight
            reasons.append((letter, why))
    most = max(weights.values(), default=0)
    best = [letter for letter, weight in weights.items() if weight == most]
    return Suggestion(best[0] if most and len(best) == 1 else None, tuple(reasons))


def _only(scores: dict[str, float]) -> str | None:
    """The letter with the one highest score."""
    most = max(scores.values(), default=0.0)
    best = [letter for letter, score in scores.items() if score == most]
    return best[0] if len(best) == 1 and len(scores) > 1 else None


def _primary(case: Case) -> tuple[str, str] | None:
    """Does one side have the word of the party itself?"""

    def own(side: Side) -> bool:
        for one in side.evidence:
            claim = one.telling.claim
            parties = {claim.subject, *claim.counterparties} - {None}
            if claim.attribution in parties or one.telling.publisher in parties:
                return True
        return False

    letter = _only({side.letter: float(own(side)) for side in case.sides})
    return None if letter is None else (letter, "primary source: the party itself is cited or speaks")


def _independent(case: Case) -> tuple[str, str] | None:
    counts = {side.letter: float(len(side.origin_ids)) for side in case.sides}
    letter = _only(counts)
    return (
        None
        if letter is None
        else (letter, f"independence: {counts[letter]:.0f} independent origins, more than any other side")
    )


def _recent(case: Case) -> tuple[str, str] | None:
    days = {side.letter: max((one.telling.published or "" for one in side.evidence), default="") for side in case.sides}
    latest = max(days.values(), default="")
    best = [letter for letter, day in days.items() if day == latest]
    return (best[0], f"recency: told last, on {latest}") if latest and len(best) == 1 and len(days) > 1 else None


def _precise(case: Case) -> tuple[str, str] | None:
    def width(side: Side) -> float:
        reach = interval(side.claim.quantity)
        return (reach.high - reach.low) / (abs(side.claim.quantity.written) or 1.0)

    letter = _only({side.letter: -width(side) for side in case.sides})
    return None if letter is None else (letter, "precision: its figure is written most exactly")
