"""What is shown of claims, mentions, outcomes and conflicts in rows: one shape each, read by `review.formats`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from claims.model import ANALYST, Claim, PartyMention
from claims.verdicts import pair_row
from review import words
from review.formats import Column, Shape

if TYPE_CHECKING:
    from flows.rereading import Reread
    from storage.feed_records import StoredFeed
    from storage.records import Finding, StoredClaim, StoredEdge

CLAIM_KEYS = (
    "claim", "doc", "quote", "start", "end", "sentence_start", "sentence_end", "metric", "low", "high", "unit",
    "qualifier", "precision", "scope", "per", "basis", "includes", "subject", "counterparties", "round", "site",
    "instrument", "temporal_role", "converts", "part_of", "count", "modality", "denies", "attribution", "as_of",
    "period", "horizon", "published", "published_source", "rule", "extractor_version",
)  # fmt: skip
STORED_KEYS = ("article_id", "revision", "title", "url", "publisher", "recorded_at", "retired_at", "last_seen")
PAIR_KEYS = (
    "id", "a_doc", "a_start", "a_claim", "b_doc", "b_start", "b_claim", "verdict", "kind", "reasons", "gap", "grade",
    "case", "via",
)  # fmt: skip
OUTCOME_KEYS = (
    "source", "state", "article_id", "doc", "title", "added", "kept", "retired", "conflicts", "flags", "reason",
    "detail", "line",
)  # fmt: skip

REREAD_KEYS = (
    "article_id", "state", "doc", "title", "added", "kept", "retired", "conflicts", "detail", "line",
)  # fmt: skip

FEED_KEYS = (
    "url", "kind", "section", "publisher", "primary", "pattern", "interval", "added_at", "checked_at", "next_at",
    "new_at", "stale_since", "failures", "reason", "detail", "urls",
)  # fmt: skip
FINDING_KEYS = ("what", "article", "claim", "detail", "repair")


@dataclass(frozen=True, slots=True)
class Read:
    """A claim that was read without a store, with who published it."""

    claim: Claim
    publisher: str | None


def stored_row(stored: StoredClaim) -> dict[str, Any]:
    """A stored claim as an object: the claim's own fields, then where it came from and since when it is known."""
    return {
        **stored.claim.as_json(), "article_id": stored.article_id, "revision": stored.revision, "title": stored.title,
        "url": stored.url, "publisher": stored.publisher, "recorded_at": stored.recorded_at.isoformat(),
        "retired_at": None if stored.retired_at is None else stored.retired_at.isoformat(),
        "last_seen": stored.last_seen.isoformat(),
    }  # fmt: skip


def edge_row(edge: StoredEdge) -> dict[str, Any]:
    """A stored verdict as the object that --pairs prints."""
    return pair_row(edge.a.claim, edge.b.claim, edge.verdict, edge.case)


def about(edge: StoredEdge) -> tuple[str, ...]:
    """What a pair is about: the party, and what is measured."""
    return words.pair(edge.a.claim, edge.b.claim)


def origin(stored: StoredClaim) -> str:
    """Who says it, and when."""
    return words.source(stored.claim.doc, stored.publisher, stored.published)


def _stored_id(stored: StoredClaim) -> tuple[str, ...]:
    whose = ("an analyst's",) if stored.claim.rule == ANALYST else ()
    return (words.short(stored.claim.id), *whose, *(("no longer stated",) if stored.retired_at is not None else ()))


def _as_given(row: Mapping[str, Any]) -> Mapping[str, Any]:
    return row


CLAIMS: Shape[Read] = Shape(
    row=lambda read: read.claim.as_json(),
    header=CLAIM_KEYS,
    columns=(
        Column("who", lambda read: words.who(read.claim)),
        Column("what", lambda read: words.what(read.claim)),
        Column("how much", lambda read: words.amount(read.claim), right=True, whole=True),
        Column("when", lambda read: words.when(read.claim)),
        Column("how sure", lambda read: words.sure(read.claim)),
        Column("from", lambda read: words.source(read.claim.doc, read.publisher, read.claim.published)),
        Column("id", lambda read: words.short(read.claim.id), whole=True),
    ),
)
"""Claims as `extract` prints them."""

STORED: Shape[StoredClaim] = Shape(
    row=stored_row,
    header=(*CLAIM_KEYS, *STORED_KEYS),
    columns=(
        Column("who", lambda stored: words.who(stored.claim)),
        Column("what", lambda stored: words.what(stored.claim)),
        Column("how much", lambda stored: words.amount(stored.claim), right=True, whole=True),
        Column("when", lambda stored: words.when(stored.claim)),
        Column("how sure", lambda stored: words.sure(stored.claim)),
        Column("from", origin),
        Column("id", _stored_id, whole=True),
    ),
)
"""Claims as `claims` prints them."""

MENTIONS: Shape[PartyMention] = Shape(
    row=PartyMention.as_json,
    header=("doc", "start", "end", "text", "canonical", "kind", "found_by"),
    columns=(
        Column("party", lambda mention: mention.canonical),
        Column("as written", lambda mention: mention.text),
        Column("kind", lambda mention: mention.kind),
        Column("found by", lambda mention: mention.found_by.replace("_", " ")),
        Column("at", lambda mention: str(mention.start), right=True),
        Column("in", lambda mention: mention.doc),
    ),
)
"""Party mentions as `extract --parties` prints them."""

PAIRS: Shape[StoredEdge] = Shape(
    row=edge_row,
    header=PAIR_KEYS,
    columns=(
        Column("verdict", lambda edge: words.verdict(edge.verdict)),
        Column("gap", lambda edge: words.gap(edge.verdict.gap), right=True),
        Column("about", about),
        Column("one says", lambda edge: (words.amount(edge.a.claim), origin(edge.a))),
        Column("the other says", lambda edge: (words.amount(edge.b.claim), origin(edge.b))),
        Column("id", lambda edge: words.short(edge.id), whole=True),
    ),
)
"""Every verdict, as `conflicts --pairs` prints them."""

OUTCOMES: Shape[Mapping[str, Any]] = Shape(row=_as_given, header=OUTCOME_KEYS, columns=())
"""What `ingest` did; people see a line for each source instead of a table."""

REREAD: Shape[Reread] = Shape(row=lambda found: found.row, header=REREAD_KEYS, columns=())
"""What `reextract` did; people see a line for each article that changed."""

FINDINGS: Shape[Finding] = Shape(
    row=lambda found: {name: getattr(found, name) for name in FINDING_KEYS},
    header=FINDING_KEYS,
    columns=(
        Column("what", lambda found: found.what),
        Column("article", lambda found: found.article or ""),
        Column("claim", lambda found: words.short(found.claim or ""), whole=True),
        Column("is wrong", lambda found: found.detail),
        Column("repair", lambda found: found.repair),
    ),
)
"""What `doctor` found."""


def feed_row(stored: StoredFeed) -> dict[str, Any]:
    """A feed with how it fares, as an object."""
    feed = stored.feed
    times = {
        name: at and at.isoformat()
        for name in ("added_at", "checked_at", "next_at", "new_at", "stale_since")
        for at in (getattr(stored, name),)
    }
    return {
        "url": feed.url, "kind": feed.kind, "section": feed.section, "publisher": feed.publisher,
        "primary": feed.primary, "pattern": feed.pattern, "interval": feed.interval, **times,
        "failures": stored.failures, "reason": stored.reason, "detail": stored.detail, "urls": dict(stored.states),
    }  # fmt: skip


def feed_fares(stored: StoredFeed) -> tuple[str, ...]:
    """How a feed fares, in a line or two."""
    if stored.reason is not None:
        return (f"failed {words.plural(stored.failures, 'time')}", stored.reason)
    if stored.stale_since is not None:
        return (f"silent since {words.moment(stored.new_at)}" if stored.new_at else "silent",)
    return ("waits for its first look",) if stored.checked_at is None else ("well",)


FEEDS: Shape[StoredFeed] = Shape(
    feed_row,
    (
        Column("feed", lambda f: (f.feed.url, *((f.feed.publisher,) if f.feed.publisher else ()))),
        Column("kind", lambda f: f.feed.kind),
        Column("section", lambda f: f.feed.section or ""),
        Column("every", lambda f: f"{f.feed.interval:,} s", right=True),
        Column("URLs", lambda f: tuple(f"{number:,} {state}" for state, number in f.states.items()) or "none"),
        Column("last look", lambda f: words.moment(f.checked_at) if f.checked_at else "never"),
        Column("fares", feed_fares),
    ),
    FEED_KEYS,
)
