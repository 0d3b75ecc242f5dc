"""What the store hands out of the queue: a page of cases, counts, who looks after a case, saved views."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from claims.cases import CaseStatus
from claims.model import Claim
from claims.verdicts import Grade, Kind
from storage.case_records import Assignment, StoredCase

NOBODY = "nobody"
"""The assignee of cases that nobody looks after, where cases are asked for by theirs."""

FACETS = ("status", "grade", "kind", "metric", "gap", "origins", "opened", "changed", "assignee", "party", "source")
"""What cases are counted by, in the order in which a page shows it."""

GAPS = (0.05, 0.1, 0.25, 0.5)
ORIGINS = (2, 3, 4, 6)
DAYS = (1, 7, 30)
"""The steps of gap, origins and age: each counts what reaches it."""


@dataclass(frozen=True, slots=True)
class Counted:
    """One value of a facet and how many cases have it.

    value -- as a query has it: a name, a share, a number of origins, or days since.  label -- a name as it is written.
    """

    value: str
    count: int
    label: str


@dataclass(frozen=True, slots=True)
class Facets:
    """How many cases fit all conditions, and for each of FACETS how many have which value under all others."""

    total: int
    counted: Mapping[str, tuple[Counted, ...]]


@dataclass(frozen=True, slots=True)
class CasePage:
    """Some cases in the order of the queue; `after` is the cursor of what follows, None where nothing does."""

    cases: tuple[StoredCase, ...]
    after: str | None


@dataclass(frozen=True, slots=True)
class SideLine:
    """One side in a list: the claim that states it most precisely, how many tell it, and some of its origins' names."""

    letter: str
    claim: Claim
    articles: int
    origins: int
    names: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseLine:
    """A case in a list, without the rest of its evidence.

    claim -- the one that stands for it.  sides -- the first ones; there are `side_count`.
    """

    id: str
    status: CaseStatus
    version: int
    kind: Kind | None
    grade: Grade | None
    gap: float | None
    articles: int
    origins: int
    opened_at: datetime
    changed_at: datetime
    claim: Claim
    sides: tuple[SideLine, ...]
    side_count: int
    assignment: Assignment | None


@dataclass(frozen=True, slots=True)
class LinePage:
    """Some cases in the order of the queue; `after` is the cursor of what follows, None where nothing does."""

    lines: tuple[CaseLine, ...]
    after: str | None


@dataclass(frozen=True, slots=True)
class SavedView:
    """Filters under a name; query -- the query string of the queue's page."""

    name: str
    query: str
    made_by: str
    made_at: datetime
