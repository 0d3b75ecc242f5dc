"""What the store hands out: claims, articles and verdicts with where they came from and since when they are known."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from claims.article import Article, Fetch
from claims.errors import UsageError
from claims.metrics import METRICS
from claims.model import Claim, PartyMention, Signal
from claims.periods import known_period
from claims.verdicts import Edge, Verdict

ORDERS = ("published", "value", "recorded", "article")
"""What claims can be ordered by: newest or largest first, undated last; `article` is as articles came, each in its own
order, which costs nothing however many there are."""


@dataclass(frozen=True, slots=True)
class Saved:
    """What storing one article did.

    state -- `new`, `changed` (another text, or claims added or retired), `unchanged`, or `twin`: a copy of a stored
    original, of which only the fetch was recorded.  added -- the claims that the store did not hold for this article,
    also those whose id it knew with other words around the value.  kept, retired -- how many stayed, how many are no
    longer stated.  carried -- how many of the added ones say, elsewhere in a changed text, what a retired one said.
    """

    article_id: str
    revision: int
    state: Literal["new", "changed", "unchanged", "twin"]
    added: tuple[Claim, ...]
    kept: int
    retired: int
    carried: int = 0

    @property
    def counts(self) -> tuple[int, int, int]:
        """Added, kept and retired as a person counts them: a claim that only stands elsewhere now is kept."""
        return len(self.added) - self.carried, self.kept + self.carried, self.retired - self.carried


@dataclass(frozen=True, slots=True)
class Unchanged:
    """The article of a page whose server says that it did not change; `kept` counts the claims that it states.

    state -- `twin` where the stored text was read at another URL, and only the fetch was recorded.
    """

    article_id: str
    doc: str
    title: str | None
    flags: tuple[str, ...]
    kept: int
    state: Literal["unchanged", "twin"]


@dataclass(frozen=True, slots=True)
class StoredClaim:
    """A claim with its article, as it stood in the given revision.

    recorded_at -- since when the store holds it; retired_at -- since when its article no longer states it, None while
    it does; last_seen -- when it was last read.  misread -- whether an analyst holds that the text does not say so.
    """

    claim: Claim
    article_id: str
    revision: int
    title: str | None
    url: str | None
    publisher: str | None
    published: str | None
    recorded_at: datetime
    retired_at: datetime | None
    last_seen: datetime
    misread: bool = False


@dataclass(frozen=True, slots=True)
class Revision:
    """One text that an article has had; `body_sha` names the raw snapshot it was cleaned from, where one was kept."""

    number: int
    text_sha: str
    body_sha: str | None
    title: str | None
    published: str | None
    flags: tuple[str, ...]
    recorded_at: datetime


@dataclass(frozen=True, slots=True)
class Change:
    """What one moment changed in an article's claims.

    new_text -- whether it is the moment of a revision; else the same text was read by other rules.  added, dropped --
    in the order of the text; a claim that a new text only has elsewhere is neither.  kept -- how many stayed.
    """

    at: datetime
    revision: int
    new_text: bool
    added: tuple[Claim, ...]
    kept: int
    dropped: tuple[Claim, ...]


@dataclass(frozen=True, slots=True)
class StoredFetch:
    """Attempts at one source that came out alike: the first, how many there were, and when the last one was."""

    fetch: Fetch
    attempts: int
    last_fetched_at: str


@dataclass(frozen=True, slots=True)
class StoredArticle:
    """An article as it stands now, with its history; claims are the live ones in the order of the text."""

    id: str
    article: Article
    revisions: tuple[Revision, ...]
    changes: tuple[Change, ...]
    claims: tuple[StoredClaim, ...]
    fetches: tuple[StoredFetch, ...]
    mentions: tuple[PartyMention, ...]
    signals: tuple[Signal, ...]
    first_seen: datetime
    last_seen: datetime

    @property
    def text(self) -> str:
        """The cleaned text that the claims point into."""
        return self.article.text

    @property
    def flags(self) -> tuple[str, ...]:
        """Keys of claims.article.FLAGS."""
        return self.article.flags


@dataclass(frozen=True, slots=True)
class StoredEdge:
    """A verdict with both claims; `recorded_at` is since when it says this.

    status -- `open`: a contradiction between two claims that both still stand; `no_conflict`: another verdict on such;
    `retired`: one of the two is no longer stated, or says something else since they were compared.
    case -- the id of the case that a contradiction belongs to.
    """

    id: str
    verdict: Verdict
    status: Literal["open", "no_conflict", "retired"]
    a: StoredClaim
    b: StoredClaim
    recorded_at: datetime
    case: str | None = None

    @property
    def edge(self) -> Edge:
        """The edge as the comparison made it."""
        return Edge(self.a.claim.id, self.b.claim.id, self.verdict)


@dataclass(frozen=True, slots=True)
class Status:
    """Counts.

    edges -- by verdict, between claims that stand.  cases -- by status, but for those that became part of others.
    refusals -- by reason, of sources refused at the last attempt.
    """

    articles: int
    revisions: int
    claims: int
    retired: int
    edges: Mapping[str, int]
    cases: Mapping[str, int]
    refusals: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Checked:
    """How many things of each kind a check of the store looks at; claims are those that stand."""

    articles: int
    revisions: int
    snapshots: int
    claims: int
    edges: int

    @property
    def steps(self) -> int:
        """How many of them are counted one by one, for a progress bar."""
        return self.revisions + self.snapshots + self.claims + self.edges


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that is wrong.

    what -- its kind: `database`, `snapshot`, `revision`, `claim`, `verdict`, or a part of the set-up.  detail -- value
    and place.  repair -- what to do.  article, claim -- the doc and the id that it is about.
    """

    what: str
    detail: str
    repair: str
    article: str | None = None
    claim: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimQuery:
    """Which claims; all conditions hold at once, and one that is None asks nothing.

    party -- canonical name of the subject or a counterparty, any case.  since, until -- periods (2025, 2025-Q4,
    2025-10-03), both included, asked of the publication date, else of `as_of`; an undated claim fits none.
    source -- id, URL, doc or publisher of the article.  as_of -- what the store held at that moment (aware), else now.
    include_retired -- also what is no longer stated; it has no effect beside `as_of`.
    Raises UsageError on a value that cannot be asked for.
    """

    party: str | None = None
    metric: str | None = None
    since: str | None = None
    until: str | None = None
    source: str | None = None
    order: str = "published"
    limit: int | None = None
    as_of: datetime | None = None
    include_retired: bool = False

    def __post_init__(self) -> None:
        if self.metric is not None and self.metric not in METRICS:
            raise UsageError(f"unknown metric {self.metric!r}; use one of {', '.join(METRICS)}")
        if self.order not in ORDERS:
            raise UsageError(f"unknown order {self.order!r}; use one of {', '.join(ORDERS)}")
        if self.limit is not None and self.limit < 1:
            raise UsageError(f"limit {self.limit} gives nothing; use 1 or more")
        if self.as_of is not None and self.as_of.tzinfo is None:
            raise UsageError(f"moment {self.as_of} has no time zone; add one, such as +00:00")
        for name in ("since", "until"):
            known_period(getattr(self, name), name)
