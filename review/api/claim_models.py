"""What the API says of claims, verdicts, articles and parties."""

from __future__ import annotations

from typing import Any, Literal

from pydantic import AwareDatetime, BaseModel, Field

from claims.model import Modality, Scope, TemporalRole
from claims.values import Qualifier
from claims.verdicts import Grade, Kind, Outcome
from review.tables import stored_row
from storage.pages import ArticleLine, PartyLine
from storage.records import Revision, StoredArticle, StoredClaim, StoredEdge

_NEXT = Field(default=None, description="The `cursor` of the next page; null on the last one.")


class Event(BaseModel):
    """What tells one event from another, where the text says it."""

    round: str | None = Field(description="Series C, seed.")
    site: str | None = Field(description="Project or place.")
    instrument: str | None = Field(description="Bridge loan, convertible notes.")


class Claim(BaseModel):
    """One quantity that one article states about a party, and where it stands."""

    claim: str = Field(description="Its id: a hash of text, place, metric, subject and value.")
    doc: str = Field(description="The article's name to people.")
    quote: str = Field(description="The words of the quantity: `text[start:end]` of the cleaned text, in code points.")
    start: int
    end: int
    sentence_start: int
    sentence_end: int
    metric: str = Field(description="What is measured.")
    low: float | None = Field(description="Lower bound in base units; null is an open end.")
    high: float | None = Field(description="Upper bound in base units; null is an open end.")
    unit: str = Field(description="ISO 4217 code, W or count.")
    qualifier: Qualifier
    precision: float = Field(description="Value of one unit in the last written digit; 0 is unknown.")
    scope: Scope
    per: str | None
    basis: Literal["pre_money", "post_money"] | None
    includes: Literal["debt", "cash_only", "contingent"] | None
    subject: str | None = Field(description="Canonical name of the party.")
    counterparties: list[str] = Field(description="Canonical names of who stands on the other side.")
    event: Event | None
    temporal_role: TemporalRole
    converts: str | None = Field(description="Id of the claim that it converts to another currency.")
    part_of: str | None = Field(description="Id of the claim that it is a part of.")
    count: int | None
    modality: Modality
    denies: str | None = Field(description="Whose report is denied.")
    attribution: str | None = Field(description="Whom the article cites.")
    as_of: str | None
    period: str | None
    horizon: str | None
    published: str | None
    published_source: str | None
    rule: str
    extractor_version: str
    article_id: str
    revision: int
    text_sha: str = Field(description="SHA-256 of the cleaned text that the offsets point into.")
    title: str | None
    url: str | None
    publisher: str | None
    misread: bool = Field(description="Whether an analyst holds that the text does not say so.")
    recorded_at: AwareDatetime = Field(description="Since when the store holds it.")
    retired_at: AwareDatetime | None = Field(description="Since when its article no longer states it.")
    last_seen: AwareDatetime


class ClaimPage(BaseModel):
    """Some claims."""

    items: list[Claim]
    next: str | None = _NEXT


class Step(BaseModel):
    """One question that was asked of two claims, and its answer."""

    question: str
    answer: str


class Verdict(BaseModel):
    """What a comparison of two claims says."""

    id: str
    verdict: Outcome
    kind: Kind | None = Field(description="Of a contradiction: what it is about.")
    reasons: list[str] = Field(description="Codes, the deciding one first.")
    gap: float | None = Field(description="Relative gap of the nearest ends of the two values.")
    grade: Grade | None = Field(description="Of a contradiction: how much of an analyst's time it deserves.")
    via: list[str] = Field(description="Ids of further claims that the arithmetic rests on.")
    case: str | None = Field(description="Id of the case that a contradiction belongs to.")
    status: Literal["open", "no_conflict", "retired"]
    rules: str = Field(description="Version of the rules.")
    trace: list[Step]
    recorded_at: AwareDatetime = Field(description="Since when it says this.")
    a: Claim
    b: Claim


class VerdictPage(BaseModel):
    """Some verdicts."""

    items: list[Verdict]
    next: str | None = _NEXT


class ArticleSummary(BaseModel):
    """An article without its text."""

    id: str
    doc: str = Field(description="Its name to people.")
    title: str | None
    url: str | None
    publisher: str | None
    published: str | None = Field(description="The day; null where the page does not say.")
    language: str | None
    flags: list[str] = Field(description="What only looks like an article, or needs care.")
    revision: int = Field(description="How many texts it has had.")
    claims: int = Field(description="How many claims it states now.")
    first_seen: AwareDatetime
    last_seen: AwareDatetime


class ArticlePage(BaseModel):
    """Some articles."""

    items: list[ArticleSummary]
    next: str | None = _NEXT


class RevisionLine(BaseModel):
    """One text that an article has had."""

    number: int
    text_sha: str
    title: str | None
    published: str | None
    recorded_at: AwareDatetime


class Article(ArticleSummary):
    """An article with its text, its claims and the texts that it has had."""

    text: str = Field(description="The cleaned text that the claims' offsets point into.")
    text_sha: str
    published_source: str | None = Field(description="Where the day was read.")
    revisions: list[RevisionLine]
    stated: list[Claim] = Field(description="The claims that it states now, in the order of the text.")


class PartySummary(BaseModel):
    """A party as articles name it."""

    name: str = Field(description="Canonical name.")
    claims: int = Field(description="How many claims that stand it is in, on either side.")


class PartyPage(BaseModel):
    """Some parties, in the order of their names without capitals."""

    items: list[PartySummary]
    next: str | None = _NEXT


class MetricCount(BaseModel):
    """How many claims there are of a metric."""

    metric: str
    claims: int


class Party(PartySummary):
    """A party with what the table of names knows of it; of one that is not there, all that is null."""

    kind: str | None = Field(description="Company, lab, fund, government, project and the like.")
    parent: str | None = Field(description="The party that owns it.")
    trade: str | None = Field(description="What a company of the field does.")
    aliases: list[str] = Field(description="Other forms of its name.")
    metrics: list[MetricCount]


def claim_row(stored: StoredClaim) -> dict[str, Any]:
    """The values of a Claim."""
    return {**stored_row(stored), "text_sha": stored.claim.text_sha, "misread": stored.misread}


def verdict_row(edge: StoredEdge) -> dict[str, Any]:
    """The values of a Verdict."""
    verdict = edge.verdict
    return {
        "id": edge.id, "verdict": verdict.outcome, "kind": verdict.kind, "reasons": verdict.reasons, "gap": verdict.gap,
        "grade": verdict.grade, "via": verdict.via, "case": edge.case, "status": edge.status, "rules": verdict.rules,
        "trace": [{"question": step.question, "answer": step.answer} for step in verdict.trace],
        "recorded_at": edge.recorded_at, "a": claim_row(edge.a), "b": claim_row(edge.b),
    }  # fmt: skip


def article_row(stored: StoredArticle) -> dict[str, Any]:
    """The values of an Article."""
    article = stored.article
    line = ArticleLine(
        id=stored.id, doc=article.doc, title=article.title, url=article.url or article.canonical_url,
        publisher=article.publisher, published=article.publication.date, language=article.language, flags=article.flags,
        revision=len(stored.revisions), claims=len(stored.claims), first_seen=stored.first_seen,
        last_seen=stored.last_seen,
    )  # fmt: skip
    return {
        **summary_row(line), "text": stored.text, "text_sha": article.text_sha,
        "published_source": article.publication.source, "revisions": list(map(_revision_row, stored.revisions)),
        "stated": list(map(claim_row, stored.claims)),
    }  # fmt: skip


def summary_row(line: ArticleLine | PartyLine) -> dict[str, Any]:
    """The values of an ArticleSummary or a PartySummary."""
    return {name: getattr(line, name) for name in line.__slots__}


def _revision_row(revision: Revision) -> dict[str, Any]:
    return {
        "number": revision.number, "text_sha": revision.text_sha, "title": revision.title,
        "published": revision.published, "recorded_at": revision.recorded_at,
    }  # fmt: skip
