"""What a comparison of two claims says: verdict, kind, reasons and every step that led there."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from claims.model import Claim, content_id


class Outcome(StrEnum):
    """The five verdicts; the meaning of each is in docs/conflicts.md."""

    not_comparable = "not_comparable"
    compatible = "compatible"
    update = "update"
    contradiction = "contradiction"
    undetermined = "undetermined"


class Kind(StrEnum):
    """What a contradiction is about."""

    value = "value"
    denial = "denial"
    party = "party"
    date = "date"
    arithmetic = "arithmetic"
    scale = "scale"


class Grade(StrEnum):
    """How much a contradiction deserves an analyst's time."""

    high = "high"
    medium = "medium"
    low = "low"


@dataclass(frozen=True, slots=True)
class Step:
    """One question that was asked of the pair, and its answer, in words."""

    question: str
    answer: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """The outcome for one pair of claims.

    reasons -- codes (`rounding`, `different_basis`, `unknown_date` ...), the deciding one first.
    gap -- relative gap of the nearest ends of the two values, 0 where they overlap, None where it was not asked.
    trace -- every question in the order it was asked; the last one decided.  rules -- version of the rules.
    via -- ids of further claims that the arithmetic needs: the other shares of a total, the round between two values.
    """

    outcome: Outcome
    reasons: tuple[str, ...]
    trace: tuple[Step, ...]
    rules: str
    kind: Kind | None = None
    gap: float | None = None
    grade: Grade | None = None
    via: tuple[str, ...] = ()

    @property
    def flagged(self) -> bool:
        """Whether an analyst should see it unasked."""
        return self.outcome is Outcome.contradiction


@dataclass(frozen=True, slots=True)
class Edge:
    """A verdict between two stored claims; `a` is the one with the smaller id, so a pair has one edge."""

    a: str
    b: str
    verdict: Verdict

    @classmethod
    def between(cls, one: Claim, other: Claim, verdict: Verdict) -> Edge:
        """The edge for a pair, in its canonical order."""
        a, b = sorted((one.id, other.id))
        return cls(a, b, verdict)

    @property
    def id(self) -> str:
        """Content hash of the pair: the id that `counterclaim conflict ID` takes."""
        return content_id("edge", self.a, self.b)


def pair_row(a: Claim, b: Claim, verdict: Verdict, case: str | None = None) -> dict[str, Any]:
    """The row that `counterclaim conflicts --pairs --format jsonl` prints; `case` is that of a contradiction."""
    return {
        "id": Edge.between(a, b, verdict).id,
        "a": {"doc": a.doc, "start": a.start, "claim": a.id},
        "b": {"doc": b.doc, "start": b.start, "claim": b.id},
        "verdict": str(verdict.outcome),
        "kind": None if verdict.kind is None else str(verdict.kind),
        "reasons": list(verdict.reasons),
        "gap": verdict.gap,
        "grade": None if verdict.grade is None else str(verdict.grade),
        "case": case,
        "via": list(verdict.via),
    }
