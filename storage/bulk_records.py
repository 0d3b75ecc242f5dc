"""What the store hands out of decisions on many cases at once."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from claims.judgements import Differs, Judgement


class BulkState(StrEnum):
    """What became of a case in a decision on many."""

    waiting = "waiting"  # it has not come to it yet
    decided = "decided"
    changed = "changed"  # it was left alone: it had changed since it was counted in, or has no such side
    undone = "undone"
    kept = "kept"  # it was left as it is when the rest was taken back: another decision came first


@dataclass(frozen=True, slots=True)
class Expected:
    """What a decision on many is about: so many cases, and a hash of which ones, at which version."""

    count: int
    digest: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Bulk:
    """One decision on many cases; query -- what was asked, in words.  counts -- of its cases, by what became of them.

    left -- cases that it has not come to yet, in deciding them or in taking it back.
    """

    id: str
    judgement: Judgement
    side: str | None
    differs: Differs | None
    note: str | None
    query: str
    by: str
    recorded_at: datetime
    undone_by: str | None
    undone_at: datetime | None
    counts: Mapping[BulkState, int]

    @property
    def count(self) -> int:
        """Of all cases that were counted in."""
        return sum(self.counts.values())

    @property
    def left(self) -> int:
        """Of those that are still to come."""
        return self.counts.get(BulkState.waiting if self.undone_at is None else BulkState.decided, 0)

    @property
    def words(self) -> str:
        """`prefers A`, `both are valid, they differ in basis`."""
        about = self.side or self.differs
        return f"{self.judgement.words} {about}" if about else self.judgement.words
