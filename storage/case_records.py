"""What the store hands out of cases and decisions."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from math import isfinite
from string import hexdigits

from claims.cases import WAITING, Case, CaseStatus
from claims.errors import UsageError
from claims.judgements import Change, Decision, Differs, Ground, Judgement
from claims.verdicts import Grade, Kind
from storage.records import StoredClaim


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """A decision as an analyst asks for it.

    side -- a letter, or the value, of the case's sides.  claim -- the id, or its start, of the claim that was read
    wrongly; changes -- its fields as they should be, as text.  by -- who decides.  expect -- the version of the case
    that was looked at; None asks nothing.
    """

    judgement: Judgement
    by: str
    side: str | None = None
    differs: Differs | None = None
    claim: str | None = None
    changes: Mapping[str, str] = field(default_factory=dict)
    note: str | None = None
    expect: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredDecision:
    """One row of what analysts decided; nothing in it ever changes.

    case -- the id of the case when it was decided.  version -- of the case that was looked at.  corrected -- the id of
    the analyst's claim.  undoes -- the decision that this row takes back.  undone_by -- the row that took it back.
    """

    id: str
    case: str
    version: int
    judgement: Judgement
    side: str | None
    differs: Differs | None
    claim: str | None
    corrected: str | None
    changes: Mapping[str, str]
    undoes: str | None
    grounds: tuple[Ground, ...]
    by: str
    note: str | None
    recorded_at: datetime
    undone_by: str | None = None

    @property
    def decision(self) -> Decision:
        """What its algebra needs."""
        return Decision(self.judgement, self.grounds, self.side, self.claim)

    @property
    def words(self) -> str:
        """`prefers A ($2.4 billion)`, `both are valid, they differ in basis`."""
        words = self.judgement.words
        if self.judgement.names_side:
            values = dict.fromkeys(ground.value for ground in self.grounds if ground.side == self.side)
            value = next(iter(values), "")
            return f"{words} {self.side} ({value})" if value else f"{words} {self.side}"
        if self.judgement is Judgement.both_valid:
            return f"{words} {self.differs}"
        if self.judgement.names_claim:
            changed = ", ".join(f"{name}={text}" for name, text in self.changes.items())
            return f"claim {self.claim} {words} {changed}"
        return f"{words} {self.undoes}" if self.undoes else words


@dataclass(frozen=True, slots=True)
class CaseEvent:
    """One line of a case's history: what happened, the case's version since then, and the details in words."""

    what: str
    version: int
    detail: tuple[str, ...]
    recorded_at: datetime


@dataclass(frozen=True, slots=True)
class Assignment:
    """Who looks after a case, who said so, and when."""

    analyst: str
    made_by: str
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredCase:
    """A case with its life.

    case -- as the evidence stands now; of a retired case, as it stood last.  claims -- the claims with their articles,
    by claim and article id.  edges -- ids of its contradictions, the gravest first.  decision -- the one in effect.
    changes -- what has changed since.  other_ids -- of cases that became part of this one.  cursor -- its place in the
    queue (CaseQuery.after).
    """

    id: str
    status: CaseStatus
    version: int
    case: Case
    claims: Mapping[tuple[str, str], StoredClaim]
    opened_at: datetime
    changed_at: datetime
    decision: StoredDecision | None = None
    changes: tuple[Change, ...] = ()
    other_ids: tuple[str, ...] = ()
    assignment: Assignment | None = None
    cursor: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseQuery:
    """Which cases; all conditions hold at once, and one that is None asks nothing.

    statuses -- any of these.  party, metric, source -- of any claim; source is the publisher, or an article's id, URL
    or doc.  min_gap -- relative, 0 to 1.  origins -- at least so many independent origins, all sides together.
    assignee -- who looks after it, or `nobody`.  search -- words of quotes, their sentences and titles.  opened_since,
    changed_since -- aware moments.  limit -- not more.  after -- what follows this place in the order
    (StoredCase.cursor).
    Raises UsageError on a value that cannot be asked for.
    """

    statuses: frozenset[CaseStatus] = WAITING
    party: str | None = None
    metric: str | None = None
    kind: Kind | None = None
    grade: Grade | None = None
    min_gap: float | None = None
    origins: int | None = None
    source: str | None = None
    assignee: str | None = None
    search: str | None = None
    opened_since: datetime | None = None
    changed_since: datetime | None = None
    limit: int | None = None
    after: str | None = None

    def __post_init__(self) -> None:
        for name in ("opened_since", "changed_since"):
            at = getattr(self, name)
            if at is not None and at.tzinfo is None:
                raise UsageError(f"{name} {at} has no time zone; add one, such as +00:00")
        if self.after is not None:
            read_cursor(self.after)


def cursor(turn: float, case_id: str) -> str:
    """A place in the queue, as text."""
    return f"{turn!r}_{case_id}"


def read_cursor(text: str) -> tuple[float, str]:
    """Turn and id of a place in the queue.  Raises UsageError on what is none."""
    turn, mark, case_id = text.partition("_")
    try:
        number = float(turn)
        if not mark or not isfinite(number) or not set(case_id) <= set(hexdigits):
            raise ValueError(text)
    except ValueError as error:
        raise UsageError(f"after {text!r} is no place in the queue; begin with its first page") from error
    return number, case_id
