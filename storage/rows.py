"""Between the vocabulary and its rows: what a claim, a verdict or a fetch looks like in columns, and back."""

from __future__ import annotations

import json
from typing import Any

from sqlalchemy import RowMapping

from claims.article import Article, Fetch, Publication
from claims.identity import place
from claims.model import (
    Basis,
    Claim,
    Cue,
    Event,
    Includes,
    Modality,
    PartyMention,
    Scope,
    Signal,
    TemporalRole,
)
from claims.periods import span
from claims.values import Qualifier, Quantity
from claims.verdicts import Edge, Grade, Kind, Outcome, Step, Verdict

Row = RowMapping
"""One row as read, by column name."""

PROVENANCE = ("published_source", "rule", "extractor_version", "cues", "place")
"""Columns that say how a claim was read or is found, not what it says: when only these differ, the claim is kept and
they move."""


def dump(value: object) -> str:
    """Compact JSON, one form for one value."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def claim_row(claim: Claim) -> dict[str, Any]:
    """The columns of a claim without those of its article and of time; its doc and text hash are the article's."""
    q, dated = claim.quantity, claim.published or claim.as_of
    return {
        "id": claim.id, "quote": claim.quote, "start": claim.start, "end": claim.end,
        "sentence_start": claim.sentence_start, "sentence_end": claim.sentence_end, "metric": claim.metric,
        "low": _real(q.low), "high": _real(q.high), "unit": q.unit,
        "qualifier": q.qualifier.value, "precision": float(q.precision),
        "scope": claim.scope.value, "per": claim.per, "basis": claim.basis.value if claim.basis else None,
        "includes": claim.includes.value if claim.includes else None, "subject": claim.subject,
        "counterparties": dump(claim.counterparties) if claim.counterparties else None,
        "round": claim.event.round, "site": claim.event.site, "instrument": claim.event.instrument,
        "temporal_role": claim.temporal_role.value, "converts": claim.converts, "part_of": claim.part_of,
        "count": claim.count, "modality": claim.modality.value, "denies": claim.denies,
        "attribution": claim.attribution, "as_of": claim.as_of, "period": claim.period, "horizon": claim.horizon,
        "published": claim.published, "published_source": claim.published_source,
        "day": span(dated).first.isoformat() if dated else None, "place": place(claim.metric, claim.event.site),
        "rule": claim.rule, "extractor_version": claim.extractor_version,
        "cues": dump([[cue.decided, cue.start, cue.end] for cue in claim.cues]) if claim.cues else None,
    }  # fmt: skip


def read_claim(row: Row, doc: str, text_sha: str) -> Claim:
    """The claim that `claim_row` wrote, for the article's doc and the revision's text."""
    return Claim(
        doc=doc, text_sha=text_sha, quote=row["quote"], start=row["start"], end=row["end"],
        sentence_start=row["sentence_start"], sentence_end=row["sentence_end"], metric=row["metric"],
        quantity=Quantity(
            low=row["low"], high=row["high"], unit=row["unit"], qualifier=Qualifier(row["qualifier"]),
            precision=row["precision"],
        ),
        scope=Scope(row["scope"]), per=row["per"], basis=Basis(row["basis"]) if row["basis"] else None,
        includes=Includes(row["includes"]) if row["includes"] else None, subject=row["subject"],
        counterparties=tuple(json.loads(row["counterparties"])) if row["counterparties"] else (),
        event=Event(row["round"], row["site"], row["instrument"]), temporal_role=TemporalRole(row["temporal_role"]),
        converts=row["converts"], part_of=row["part_of"], count=row["count"], modality=Modality(row["modality"]),
        denies=row["denies"], attribution=row["attribution"], as_of=row["as_of"], period=row["period"],
        horizon=row["horizon"], published=row["published"], published_source=row["published_source"],
        rule=row["rule"], extractor_version=row["extractor_version"],
        cues=tuple(Cue(*cue) for cue in json.loads(row["cues"])) if row["cues"] else (),
    )  # fmt: skip


def revision_row(article: Article) -> dict[str, Any]:
    """What is said around an article's text: the columns of a revision that move without a new one."""
    p = article.publication
    return {
        "title": article.title, "url": article.url, "canonical_url": article.canonical_url,
        "language": article.language, "publisher": article.publisher, "published": p.date,
        "published_source": p.source, "published_raw": p.raw, "modified": p.modified, "flags": dump(article.flags),
    }  # fmt: skip


def read_article(row: Row, text: str) -> Article:
    """The article of a row of `articles` joined with a row of `revisions`."""
    return Article(
        doc=row["doc"], identity=row["identity"], text=text, title=row["title"], url=row["url"],
        canonical_url=row["canonical_url"], language=row["language"], publisher=row["publisher"],
        publication=Publication(row["published"], row["published_source"], row["published_raw"], row["modified"]),
        flags=tuple(json.loads(row["flags"])),
    )  # fmt: skip


def fetch_row(fetch: Fetch) -> dict[str, Any]:
    """The columns of one attempt."""
    return {
        "source": fetch.source, "final_url": fetch.final_url, "redirects": dump(fetch.redirects),
        "status": fetch.status, "headers": dump(fetch.headers), "body_sha": fetch.body_sha,
        "refusal": fetch.refusal, "detail": fetch.detail,
    }  # fmt: skip


def read_fetch(row: Row) -> Fetch:
    """The first attempt of a row of `fetches`."""
    return Fetch(
        source=row["source"], fetched_at=row["fetched_at"], final_url=row["final_url"],
        redirects=tuple(json.loads(row["redirects"])), status=row["status"],
        headers=tuple((name, value) for name, value in json.loads(row["headers"])), body_sha=row["body_sha"],
        refusal=row["refusal"], detail=row["detail"],
    )  # fmt: skip


def mention_row(mention: PartyMention) -> dict[str, Any]:
    """The columns of a party mention without its revision and place in the list."""
    return {
        "start": mention.start, "end": mention.end, "text": mention.text, "canonical": mention.canonical,
        "kind": mention.kind, "found_by": mention.found_by,
    }  # fmt: skip


def read_mention(row: Row, doc: str, text_sha: str) -> PartyMention:
    """The party mention that `mention_row` wrote."""
    return PartyMention(
        doc=doc, text_sha=text_sha, start=row["start"], end=row["end"], text=row["text"],
        canonical=row["canonical"], kind=row["kind"], found_by=row["found_by"],
    )  # fmt: skip


def signal_row(signal: Signal) -> dict[str, Any]:
    """The columns of a signal without its revision and place in the list."""
    return {"reason": signal.reason, "start": signal.start, "end": signal.end, "quote": signal.quote}


def read_signal(row: Row) -> Signal:
    """The signal that `signal_row` wrote."""
    return Signal(row["reason"], row["start"], row["end"], row["quote"])


def edge_row(edge: Edge) -> dict[str, Any]:
    """The columns of a verdict between two claims, without time."""
    v = edge.verdict
    return {
        "id": edge.id, "a": edge.a, "b": edge.b, "outcome": v.outcome.value, "kind": v.kind.value if v.kind else None,
        "reasons": dump(v.reasons), "gap": v.gap, "grade": v.grade.value if v.grade else None,
        "trace": dump([[step.question, step.answer] for step in v.trace]), "rules": v.rules,
        "via": dump(v.via),
    }  # fmt: skip


def read_verdict(row: Row) -> Verdict:
    """The verdict that `edge_row` wrote."""
    return Verdict(
        outcome=Outcome(row["outcome"]), reasons=tuple(json.loads(row["reasons"])),
        trace=tuple(Step(question, answer) for question, answer in json.loads(row["trace"])), rules=row["rules"],
        kind=Kind(row["kind"]) if row["kind"] else None, gap=row["gap"],
        grade=Grade(row["grade"]) if row["grade"] else None, via=tuple(json.loads(row["via"])),
    )  # fmt: skip


def _real(value: float | None) -> float | None:
    return None if value is None else float(value)  # an int past 64 bits is no column value
